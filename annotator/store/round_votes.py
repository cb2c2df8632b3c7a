"""All the votes of a round at once, and what they rest on: for figures."""

from collections.abc import Iterator
from typing import NamedTuple

from annotator.domain.citation import Source
from annotator.store.connection import Database


class Vote(NamedTuple):
    id: str
    claim: str
    member: str
    label: str
    confidence: int | None


def votes(db: Database, round_id: str) -> Iterator[Vote]:
    """Every standing vote, by claim and member; of two devices' votes of one member the later comes last."""
    rows = db.execute(
        "SELECT id, claim, member, label, confidence FROM label WHERE round = ? AND vote = 1"
        " ORDER BY claim, member, id",
        (round_id,),
    )
    return map(Vote._make, rows)


def claims(db: Database, round_id: str) -> list[str]:
    """The claims of a round, in its order."""
    rows = db.execute("SELECT claim FROM round_claim WHERE round = ? ORDER BY number", (round_id,))
    return [row[0] for row in rows]


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


def sources(db: Database, round_id: str) -> Iterator[tuple[str, Source]]:
    """For each vote, by its id, the sources of the citations that it names."""
    rows = db.execute(
        "SELECT l.id, s.url, s.reference, s.title, s.author, s.publisher, s.published, s.origin"
        " FROM label AS l CROSS JOIN label_citation AS n ON n.label = l.id"
        " CROSS JOIN citation AS c ON c.id = n.citation CROSS JOIN source AS s ON s.id = c.source"
        " WHERE l.round = ? AND l.vote = 1 ORDER BY l.claim, l.member, l.id, c.id",
        (round_id,),
    )
    return ((vote, Source(*fields)) for vote, *fields in rows)


def controls(db: Database, round_id: str) -> dict[str, str]:
    """Claim -> its known answer. Whoever calls this sees to it that nobody reads it who labels them."""
    rows = db.execute("SELECT claim, label FROM control WHERE round = ? ORDER BY claim, id", (round_id,))
    return dict(rows.fetchall())


def gold(db: Database, round_id: str) -> dict[str, str]:
    """Claim -> the label that a lead decided on."""
    rows = db.execute(
        "SELECT claim, label FROM adjudication WHERE round = ? AND state = 'current' ORDER BY claim, id",
        (round_id,),
    )
    return dict(rows.fetchall())


def has_work(db: Database, round_id: str, member: str) -> bool:
    """Whether claims of the round were ever handed to a member."""
    found = db.execute("SELECT 1 FROM handing WHERE round = ? AND member = ? LIMIT 1", (round_id, member))
    return found.fetchone() is not None
