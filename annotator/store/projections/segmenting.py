"""Segmentation rounds: who is done with which article, and what the lead takes of the reviewers' claims."""

from annotator.domain.event import Event
from annotator.domain.ids import canonical_json
from annotator.store.connection import Database
from annotator.store.projections.decisions import settle_decisions
from annotator.store.projections.rounds import settle_article
from annotator.store.projections.states import note_supersession
from annotator.store.projections.touched import Touched


def segmented(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO segmented(id, round, article, member, done, seconds, at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'superseded')",
        (
            event.id,
            data["round"],
            data["article"],
            member,
            int(data["done"]),
            data.get("seconds"),
            data["at"],
        ),
    )
    note_supersession(db, event, member)
    touched.segment(data["round"], data["article"], member)


def decide(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO segment_decision(id, round, article, grouping, take, text, member, at, state)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'superseded')",
        (
            event.id,
            *(data[field] for field in ("round", "article", "grouping")),
            canonical_json(data["take"]),
            data.get("text", ""),
            member,
            data["at"],
        ),
    )
    note_supersession(db, event, member)
    touched.merge(data["round"], data["article"], data["grouping"])


def settle(db: Database, touched: Touched) -> None:
    for key in touched.segmented:
        settle_decisions(db, "segmented", key)
        settle_article(db, *key)
    for key in touched.merged:
        settle_decisions(db, "segment_decision", key)
