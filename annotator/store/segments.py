"""Segmentation rounds: the private claim sets, who is done with which article, and what the lead took."""

import json
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.claim import IN_A_ROUND, Claim, ClaimSet
from annotator.domain.segmenting import Segment
from annotator.store.claim_rows import CLAIM_COLUMNS, claim_from
from annotator.store.connection import Database
from annotator.store.content import regions_of, set_header

_OF_MEMBER = (
    "s.private = 1 AND s.version = :round AND json_extract(s.options, '$.member') = :member"
    " AND s.article = :article"
)


def is_of_round(db: Database, claim_set: str) -> bool:
    """Whether a set was made in a round, as a reviewer's copy or by merging."""
    row = db.execute("SELECT splitter FROM claim_set WHERE id = ?", (claim_set,)).fetchone()
    return row is not None and row[0] == IN_A_ROUND


def is_private(db: Database, claim_set: str) -> bool:
    row = db.execute("SELECT private FROM claim_set WHERE id = ?", (claim_set,)).fetchone()
    return bool(row and row[0])


class Owner(NamedTuple):
    """Whose private set a claim is of."""

    round: str
    name: str
    """Of the round."""
    open: bool
    article: str
    member: str


def private_set(db: Database, round_id: str, article: str, member: str) -> str:
    """The set that a reviewer works on in a round, or "" while there is none."""
    row = db.execute(
        f"SELECT s.id FROM claim_set AS s WHERE {_OF_MEMBER} ORDER BY s.id LIMIT 1",
        {"round": round_id, "article": article, "member": member},
    ).fetchone()
    return str(row[0]) if row else ""


def owner_of(db: Database, claim: str) -> Owner | None:
    """None for a claim of a set that is not private."""
    row = db.execute(
        "SELECT s.version, coalesce(r.name, ''), coalesce(r.state = 'open', 0), s.article,"
        " json_extract(s.options, '$.member')"
        " FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set AND s.private = 1"
        " LEFT JOIN round AS r ON r.id = s.version WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return Owner(row[0], row[1], bool(row[2]), row[3], row[4]) if row else None


def without_set(db: Database, round_id: str, member: str) -> list[str]:
    """The articles of a member in a round of which they have no private set yet, by id."""
    rows = db.execute(
        "SELECT DISTINCT a.article FROM assignment AS a WHERE a.round = :round AND a.member = :member"
        " AND NOT EXISTS (SELECT 1 FROM claim_set AS s WHERE s.private = 1 AND s.article = a.article"
        "  AND s.version = :round AND json_extract(s.options, '$.member') = :member) ORDER BY a.article",
        {"round": round_id, "member": member},
    )
    return [row[0] for row in rows]


def begun(db: Database, round_id: str, member: str) -> list[str]:
    """The articles that a member has a private set of in a round, by id."""
    rows = db.execute(
        "SELECT article FROM claim_set WHERE private = 1 AND version = ?"
        " AND json_extract(options, '$.member') = ? ORDER BY article",
        (round_id, member),
    )
    return [row[0] for row in rows]


def base_set(db: Database, round_id: str, article: str) -> ClaimSet | None:
    """The claims of an article that a round has frozen, as their own set has them, with that set's regions.

    `partner` and `like` count among these claims. None when the round has none of that article.
    """
    rows = db.execute(
        f"SELECT c.claim_set, c.revised, c.position, {CLAIM_COLUMNS} FROM claim_set AS s"
        " CROSS JOIN claim AS c ON c.claim_set = s.id WHERE s.article = ? AND s.private = 0"
        " AND EXISTS (SELECT 1 FROM round_claim AS r WHERE r.claim = c.id AND r.round = ?)"
        " ORDER BY c.position, c.start_offset, c.id",
        (article, round_id),
    ).fetchall()
    header = set_header(db, min(row[0] for row in rows)) if rows else None
    if header is None:
        return None
    rows = [row[1:] for row in rows if row[0] == header.id]
    numbers = {row[1]: number for number, row in enumerate(rows) if not row[0]}
    claims = tuple(_renumbered(claim_from(tuple(row[2:])), numbers) for row in rows)
    return replace(header, regions=regions_of(db, header.id), claims=claims)


def _renumbered(claim: Claim, numbers: dict[int, int]) -> Claim:
    partner = None if claim.partner is None else numbers.get(claim.partner)
    like = None if claim.like is None else numbers.get(claim.like)
    return replace(claim, partner=partner, like=like, likeness="" if like is None else claim.likeness)


def segments_of(db: Database, round_id: str, article: str, member: str) -> list[Segment]:
    """A reviewer's claims that stand and are not folded, in their order; none while there is no set."""
    rows = db.execute(
        f"SELECT c.position, c.revised, {CLAIM_COLUMNS} FROM standing_claim AS c WHERE c.claim_set = ?"
        " AND NOT EXISTS (SELECT 1 FROM folded AS d WHERE d.claim = c.id)"
        " ORDER BY c.position, c.start_offset, c.id",
        (private_set(db, round_id, article, member),),
    )
    return [Segment(member, row[0], bool(row[1]), claim_from(tuple(row[2:]))) for row in rows]


def reviewers(db: Database, round_id: str, article: str) -> dict[str, bool]:
    """The members who have the article in a round, by name, and whether each is done with it."""
    rows = db.execute(
        "SELECT a.member, EXISTS (SELECT 1 FROM segmented AS g WHERE g.round = a.round"
        "  AND g.article = a.article AND g.member = a.member AND g.state = 'current' AND g.done = 1)"
        " FROM assignment AS a WHERE a.round = ? AND a.article = ? GROUP BY a.member ORDER BY a.member",
        (round_id, article),
    )
    return {member: bool(done) for member, done in rows}


def is_done(db: Database, round_id: str, article: str, member: str) -> bool:
    row = db.execute(
        "SELECT 1 FROM segmented WHERE round = ? AND article = ? AND member = ? AND state = 'current'"
        " AND done = 1",
        (round_id, article, member),
    ).fetchone()
    return row is not None


class Decision(NamedTuple):
    """What a lead takes of a group."""

    take: tuple[str, ...]
    text: str
    member: str


def decisions(db: Database, round_id: str, article: str) -> dict[str, Decision]:
    """The current decisions on an article's groups, by the groups' keys."""
    rows = db.execute(
        "SELECT grouping, take, text, member FROM segment_decision"
        " WHERE round = ? AND article = ? AND state = 'current' ORDER BY grouping",
        (round_id, article),
    )
    return {key: Decision(tuple(json.loads(take)), text, member) for key, take, text, member in rows}
