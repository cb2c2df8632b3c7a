"""What screens and commands ask of rounds."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from annotator.domain.round import Guideline, Round
from annotator.store.connection import Database

_ROUNDS = (
    "SELECT r.id, r.name, r.kind, r.member, r.overlap, r.blind, r.seed, r.scheme, r.guideline, r.reviewers,"
    " r.settings, r.at, r.state, r.revealed,"
    " (SELECT coalesce(max(c.number) + 1, 0) FROM round_claim AS c WHERE c.round = r.id) FROM round AS r"
)
"""The last number says how many claims there are; counting them would make each act in a large round slow."""


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
    """Of a round from elsewhere they may say anything: what cannot be written as JSON again, or is not flat
    as our own are, is no settings."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and all(map(_is_flat, found.values())) else {}


def _is_flat(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return not any(isinstance(part, list | dict) for part in parts)


def has_claim(db: Database, round_id: str, claim: str) -> bool:
    """Whether a claim is one of the round's."""
    found = db.execute("SELECT 1 FROM round_claim WHERE claim = ? AND round = ? LIMIT 1", (claim, round_id))
    return found.fetchone() is not None


def claims_of(db: Database, round_id: str) -> Iterator[str]:
    """The ids of its claims, in its order."""
    rows = db.execute("SELECT claim FROM round_claim WHERE round = ? ORDER BY number", (round_id,))
    return (row[0] for row in rows)


def count_absent(db: Database, round_id: str) -> int:
    """How many of a round's claims are not in this file."""
    row = db.execute(
        "SELECT count(*) FROM round_claim AS r WHERE r.round = ?"
        " AND NOT EXISTS (SELECT 1 FROM claim AS c WHERE c.id = r.claim)",
        (round_id,),
    ).fetchone()
    return int(row[0])


def in_open_rounds(db: Database, claims: Sequence[str]) -> dict[str, int]:
    """How many of these claims are in each open round, by its name; rounds with none of them left out."""
    rows = db.execute(
        "SELECT r.name, count(DISTINCT c.claim) FROM json_each(?) AS j CROSS JOIN round_claim AS c"
        " ON c.claim = j.value CROSS JOIN round AS r ON r.id = c.round AND r.state = 'open'"
        " GROUP BY r.name ORDER BY r.name",
        (json.dumps(list(claims)),),
    )
    return dict(rows.fetchall())


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


def gold(db: Database, round_id: str) -> list[tuple[str, str]]:
    """(claim, the label that a lead settled it with), in the order of the round's claims."""
    return db.execute(
        "SELECT a.claim, a.label FROM adjudication AS a"
        " JOIN round_claim AS c ON c.round = a.round AND c.claim = a.claim"
        " WHERE a.round = ? AND a.state = 'current' ORDER BY c.number",
        (round_id,),
    ).fetchall()


def guideline_id(db: Database, name: str, text: str) -> str:
    """The event that brought a guideline of that name with that text, or ""."""
    row = db.execute(
        "SELECT id FROM guideline WHERE name = ? AND text = ? ORDER BY id LIMIT 1", (name, text)
    ).fetchone()
    return str(row[0]) if row else ""


def guideline(db: Database, guideline_id: str) -> Guideline | None:
    """A guideline with its version: the how-manieth text of its name it is."""
    row = db.execute(
        "SELECT g.name, g.text, (SELECT count(DISTINCT o.text) FROM guideline AS o"
        " WHERE o.name = g.name AND o.id <= g.id) FROM guideline AS g WHERE g.id = ?",
        (guideline_id,),
    ).fetchone()
    return Guideline(*row) if row else None


def newest_guideline(db: Database) -> str:
    """The event that brought the file's newest guideline, or ""."""
    row = db.execute("SELECT max(id) FROM guideline").fetchone()
    return row[0] or ""


def claims_with_lengths(db: Database, round_id: str) -> list[tuple[int, str, int]]:
    """(number, article, code points of its wording) of each claim of a round that is here, in order."""
    return db.execute(
        "SELECT r.number, s.article, length(c.text) FROM round_claim AS r"
        " CROSS JOIN claim AS c ON c.id = r.claim CROSS JOIN claim_set AS s ON s.id = c.claim_set"
        " WHERE r.round = ? ORDER BY r.number",
        (round_id,),
    ).fetchall()


def open_numbers(db: Database, round_id: str) -> dict[str, set[int]]:
    """By reviewer: the numbers of the claims that they have open; only those who have any."""
    rows = db.execute(
        "SELECT member, number FROM assignment WHERE round = ? AND state = 'open' ORDER BY member, number",
        (round_id,),
    )
    return _by_member(rows)


def last_handing(db: Database, round_id: str, member: str) -> list[str]:
    """What gave work to a reviewer, or took it, last: whatever comes next comes after it, by any clock."""
    rows = db.execute(
        "SELECT id FROM handing WHERE round = ? AND member = ? ORDER BY id DESC LIMIT 1", (round_id, member)
    )
    return [row[0] for row in rows]


def ever_given(db: Database, round_id: str) -> dict[str, set[int]]:
    """By reviewer: the numbers of the claims that they were given at any time, or have voted on."""
    rows = db.execute(
        "SELECT h.member, n.value FROM handing AS h, json_each(h.numbers) AS n"
        " WHERE h.round = :round AND h.given = 1 AND h.retracted = 0"
        " UNION SELECT l.member, c.number FROM label AS l"
        " JOIN round_claim AS c ON c.claim = l.claim AND c.round = l.round"
        " WHERE l.round = :round AND l.vote = 1 ORDER BY 1, 2",
        {"round": round_id},
    )
    return _by_member(rows)


def _by_member(rows: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for member, number in rows:
        found.setdefault(member, set()).add(number)
    return found


def control_numbers(db: Database, round_id: str) -> list[int]:
    """The numbers of a round's control items."""
    rows = db.execute(
        "SELECT DISTINCT c.number FROM control AS k JOIN round_claim AS c ON c.round = k.round"
        " AND c.claim = k.claim WHERE k.round = ? ORDER BY c.number",
        (round_id,),
    )
    return [row[0] for row in rows]


def control_votes(db: Database, round_id: str) -> list[tuple[str, str, str, str]]:
    """(member, claim, the label that they voted for, the known answer) of each vote on a control item,
    by member, oldest first; of two devices' votes the later, of two answers the later."""
    return db.execute(
        "SELECT member, claim, label, answer FROM"
        " (SELECT l.member, l.claim, l.label, l.id, k.label AS answer,"
        "  row_number() OVER (PARTITION BY l.member, l.claim ORDER BY l.id DESC, k.id DESC) AS place"
        "  FROM control AS k JOIN label AS l ON l.round = k.round AND l.claim = k.claim AND l.vote = 1"
        "  WHERE k.round = ?) WHERE place = 1 ORDER BY member, id",
        (round_id,),
    ).fetchall()


def claims_of_reviewers(db: Database, round_id: str) -> dict[str, int]:
    """How many claims of a round each reviewer has, by name."""
    rows = db.execute(
        "SELECT member, count(*) FROM assignment WHERE round = ? GROUP BY member ORDER BY member", (round_id,)
    )
    return dict(rows.fetchall())
