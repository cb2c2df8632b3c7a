"""All the votes of a round at once, and what they rest on: for figures.

Reads the tables themselves, whatever lies over them: a veil that is asked vote by vote would cost more than
the figures. Whoever calls this leaves out what is kept from the person who looks, as `services.voting` does.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from annotator.domain.citation import Source
from annotator.store.connection import Database


class Vote(NamedTuple):
    id: str
    label: str
    confidence: int | None


def votes(db: Database, round_id: str) -> dict[str, dict[str, Vote]]:
    """Every standing vote: claim -> member -> vote; of two devices' votes of one member the later."""
    found: dict[str, dict[str, Vote]] = {}
    for claim, rows in groupby(
        db.execute(
            "SELECT claim, member, id, label, confidence FROM main.label WHERE round = ? AND vote = 1"
            " ORDER BY claim, member, id",
            (round_id,),
        ),
        key=itemgetter(0),
    ):
        found[claim] = {member: Vote(vote, label, sure) for _, member, vote, label, sure in rows}
    return found


def articles(db: Database, round_id: str) -> dict[str, str]:
    """Claim -> article, in the order of the round; without claims that are not in this file."""
    rows = db.execute(
        "SELECT r.claim, s.article FROM round_claim AS r CROSS JOIN claim AS c ON c.id = r.claim"
        " CROSS JOIN claim_set AS s ON s.id = c.claim_set WHERE r.round = ? ORDER BY r.number",
        (round_id,),
    )
    return dict(rows.fetchall())


def titles(db: Database) -> dict[str, str]:
    """Article -> its title, which may be empty."""
    return dict(db.execute("SELECT article, title FROM main.article_info ORDER BY article").fetchall())


def wordings(db: Database, round_id: str) -> dict[str, str]:
    """Claim -> its text, in the order of the round; without claims that are not in this file."""
    rows = db.execute(
        "SELECT r.claim, c.text FROM round_claim AS r CROSS JOIN claim AS c ON c.id = r.claim"
        " WHERE r.round = ? ORDER BY r.number",
        (round_id,),
    )
    return dict(rows.fetchall())


def cited(db: Database, round_id: str) -> dict[str, tuple[str, ...]]:
    """The sources that votes rest on, by ids: vote -> sources, without votes that rest on none."""
    found: dict[str, tuple[str, ...]] = {}
    for vote, source in db.execute(
        "SELECT l.id, c.source FROM main.label AS l CROSS JOIN main.label_citation AS n ON n.label = l.id"
        " CROSS JOIN main.citation AS c ON c.id = n.citation WHERE l.round = ? AND l.vote = 1",
        (round_id,),
    ):
        found[vote] = (*found[vote], source) if vote in found else (source,)
    return found


def sources(db: Database, ids: Iterable[str]) -> dict[str, Source]:
    """Sources by their ids."""
    rows = db.execute(
        "SELECT s.id, s.url, s.reference, s.title, s.author, s.publisher, s.published, s.origin"
        " FROM json_each(?) AS j CROSS JOIN main.source AS s ON s.id = j.value ORDER BY s.id",
        (json.dumps(sorted(ids)),),
    )
    return {source: Source(*fields) for source, *fields in rows}


def gold(db: Database, round_id: str) -> dict[str, str]:
    """Claim -> the label that a lead decided on."""
    rows = db.execute(
        "SELECT claim, label FROM main.adjudication WHERE round = ? AND state = 'current' ORDER BY claim, id",
        (round_id,),
    )
    return dict(rows.fetchall())
