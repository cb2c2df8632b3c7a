"""Rivals: claims that stand and were made of one claim by several acts, so that people have to settle it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from annotator.store.connection import Database

MOST_RIVALS = 100
"""Of a claim, that are named."""
LOOKED_AT = 5_000
"""Claims below forks that are looked at for rivals: honest work has far fewer, a pack may say anything."""


def rivals_in(db: Database, claim_set: str | None) -> dict[str, tuple[str, ...]]:
    """The claims of a set that are in conflict, each with the others: made apart from a claim of old."""
    rows = db.execute("SELECT claim FROM fork WHERE claim_set = ? ORDER BY claim", (claim_set,))
    return _rivals(db, [row[0] for row in rows])


def rivals_of(db: Database, claim: str) -> tuple[str, ...]:
    """The claims that one is in conflict with."""
    rows = db.execute(
        "WITH RECURSIVE up(id) AS (SELECT :claim UNION SELECT p.parent FROM up"
        " JOIN revision_parent AS p ON p.revision = up.id AND p.alive = 1)"
        " SELECT f.claim FROM up CROSS JOIN fork AS f ON f.claim = up.id ORDER BY f.claim",
        {"claim": claim},
    )
    return _rivals(db, [row[0] for row in rows]).get(claim, ())


def _rivals(db: Database, forks: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The claims that stand below these forks, each with those that other acts made; by id."""
    found: dict[str, set[str]] = {}
    left = LOOKED_AT
    for fork in forks:
        acts: dict[str, set[str]] = {}
        for child, act in db.execute(
            "SELECT r.id, r.act FROM revision_parent AS p JOIN revision AS r ON r.id = p.revision"
            " WHERE p.parent = ? AND p.alive = 1 ORDER BY r.id LIMIT ?",
            (fork, left),
        ).fetchall():
            below = _below(db, child, left)
            acts.setdefault(act, set()).update(claim for claim, stands in below if stands)
            left -= len(below)
        for claims, others in _apart(acts):
            for claim in claims:
                found.setdefault(claim, set()).update(others)
    return {claim: tuple(sorted(others)[:MOST_RIVALS]) for claim, others in found.items() if others}


def _below(db: Database, claim: str, most: int) -> list[tuple[str, int]]:
    """A claim and what was made of it, each with whether it stands; at most so many, by id."""
    return db.execute(
        "WITH RECURSIVE down(id) AS (SELECT :claim UNION SELECT p.revision FROM down"
        " JOIN revision_parent AS p ON p.parent = down.id AND p.alive = 1 ORDER BY 1 LIMIT :most)"
        " SELECT down.id, EXISTS (SELECT 1 FROM standing_claim AS c WHERE c.id = down.id) FROM down",
        {"claim": claim, "most": max(most, 0)},
    ).fetchall()


def _apart(acts: Mapping[str, set[str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Claims that the same acts led to, with the first of those that only other acts did."""
    led: dict[str, list[str]] = {}
    for act, below in acts.items():
        for claim in below:
            led.setdefault(claim, []).append(act)
    alike: dict[tuple[str, ...], list[str]] = {}
    for claim in sorted(led):
        alike.setdefault(tuple(led[claim]), []).append(claim)
    in_order = sorted(led)
    for own_acts, claims in alike.items():
        own: set[str] = set().union(*(acts[act] for act in own_acts))
        yield claims, list(islice((claim for claim in in_order if claim not in own), MOST_RIVALS))
