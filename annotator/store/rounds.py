"""What screens and commands ask of rounds."""

import json
from typing import Any

from annotator.domain.round import Round
from annotator.store.connection import Database

_ROUNDS = (
    "SELECT r.id, r.name, r.kind, r.member, r.overlap, r.blind, r.seed, r.scheme, r.guideline, r.reviewers,"
    " r.settings, r.at, r.state, r.revealed,"
    " (SELECT count(*) FROM round_claim AS c WHERE c.round = r.id) FROM round AS r"
)


def rounds(db: Database) -> list[Round]:
    """All rounds, oldest first."""
    return [_round(row) for row in db.execute(f"{_ROUNDS} ORDER BY r.id")]


def round_by_id(db: Database, round_id: str) -> Round | None:
    row = db.execute(f"{_ROUNDS} WHERE r.id = ?", (round_id,)).fetchone()
    return _round(row) if row else None


def rounds_named(db: Database, name: str) -> list[Round]:
    """More than one when they came from several files."""
    return [_round(row) for row in db.execute(f"{_ROUNDS} WHERE r.name = ? ORDER BY r.id", (name,))]


def _round(row: tuple[Any, ...]) -> Round:
    round_id, name, kind, member, overlap, blind, *rest = row
    seed, scheme, guideline, reviewers, settings, at, state, revealed, claims = rest
    return Round(
        round_id,
        name,
        kind,
        member,
        overlap,
        bool(blind),
        seed,
        scheme,
        guideline,
        tuple(json.loads(reviewers)),
        _mapping(settings),
        at,
        state,
        bool(revealed),
        claims,
    )


def _mapping(text: str) -> dict[str, Any]:
    """Of a round from elsewhere they may say anything."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def has_claim(db: Database, round_id: str, claim: str) -> bool:
    """Whether a claim is one of the round's."""
    found = db.execute("SELECT 1 FROM round_claim WHERE claim = ? AND round = ? LIMIT 1", (claim, round_id))
    return found.fetchone() is not None


def frozen_in(db: Database, claim: str) -> str:
    """The name of an open round that a claim is frozen in, or ""."""
    row = db.execute(
        "SELECT r.name FROM round_claim AS c CROSS JOIN round AS r ON r.id = c.round AND r.state = 'open'"
        " WHERE c.claim = ? ORDER BY r.id LIMIT 1",
        (claim,),
    ).fetchone()
    return str(row[0]) if row else ""


def round_articles(db: Database, round_id: str) -> list[str]:
    """The articles of a round's claims, in the order of its claims."""
    rows = db.execute(
        "SELECT s.article FROM round_claim AS r CROSS JOIN claim AS c ON c.id = r.claim"
        " CROSS JOIN claim_set AS s ON s.id = c.claim_set WHERE r.round = ?"
        " GROUP BY s.article ORDER BY min(r.number)",
        (round_id,),
    )
    return [row[0] for row in rows]


def votes(db: Database, round_id: str, claim: str) -> dict[str, str]:
    """The label that each member has voted for; with two devices' votes, the later."""
    rows = db.execute(
        "SELECT member, label FROM label WHERE round = ? AND claim = ? AND vote = 1 ORDER BY member, id",
        (round_id, claim),
    )
    return dict(rows.fetchall())
