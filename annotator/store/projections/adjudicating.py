"""Adjudications: a lead's decision on a claim of a round, held to the evidence that all votes brought."""

from annotator.domain.event import Event
from annotator.domain.evidence import held_to
from annotator.domain.label import Standing
from annotator.store.connection import Database
from annotator.store.projections.decisions import settle_decisions
from annotator.store.projections.evidence import CITATION_COLUMNS, citation_from
from annotator.store.projections.labels import RULE_UNKNOWN, facts_of, scheme_by_digest, standing_columns
from annotator.store.projections.states import note_supersession
from annotator.store.projections.touched import Touched


def adjudicate(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO adjudication(id, round, claim, member, label, scheme, method, reason, at, state,"
        " complete, missing, verdict) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'superseded', 0, '[]', NULL)",
        (
            event.id,
            *(data[field] for field in ("round", "claim")),
            member,
            *(data[field] for field in ("label", "scheme", "method", "reason", "at")),
        ),
    )
    db.executemany(
        "INSERT INTO adjudication_citation(adjudication, citation) VALUES (?, ?)",
        [(event.id, citation) for citation in dict.fromkeys(data["citations"])],
    )
    note_supersession(db, event, member)
    touched.adjudication(data["round"], data["claim"])


def settle(db: Database, touched: Touched) -> None:
    """Which decisions are current; those on claims whose evidence was touched are judged anew."""
    for key in touched.adjudicated:
        settle_decisions(db, "adjudication", key)
    claims = dict.fromkeys([*(claim for _, claim in touched.adjudicated), *(c for c, _ in touched.judged)])
    for claim in claims:
        _judge(db, claim)


def _judge(db: Database, claim: str) -> None:
    """Hold the current decisions on a claim to the evidence rule; the others are not judged."""
    db.execute(
        "UPDATE adjudication SET complete = 0, missing = '[]', verdict = NULL"
        " WHERE claim = ? AND state <> 'current' AND (complete = 1 OR missing <> '[]')",
        (claim,),
    )
    rows = db.execute(
        "SELECT complete, missing, verdict, id, label, scheme, reason FROM adjudication"
        " WHERE claim = ? AND state = 'current' ORDER BY id",
        (claim,),
    ).fetchall()
    for *stored, event, label, scheme, reason in rows:
        values = standing_columns(_standing(db, claim, event, label, scheme, reason))
        if values != tuple(stored):
            db.execute(
                "UPDATE adjudication SET complete = ?, missing = ?, verdict = ? WHERE id = ?",
                (*values, event),
            )


def _standing(db: Database, claim: str, event: str, label: str, scheme: str, reason: str) -> Standing:
    known = scheme_by_digest(db, scheme)
    rule = known.label(label) if known else None
    if rule is None:
        return RULE_UNKNOWN
    cited = db.execute(
        f"SELECT {CITATION_COLUMNS} FROM adjudication_citation AS x JOIN citation AS c ON c.id = x.citation"
        " LEFT JOIN source AS s ON s.id = c.source"
        " WHERE x.adjudication = ? AND c.claim = ? AND c.state <> 'retracted' ORDER BY c.id",
        (event, claim),
    )
    return held_to(rule, reason, facts_of(db, claim), [citation_from(row) for row in cited])
