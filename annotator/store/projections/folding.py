"""Folding: which claims are no work of their own. Anyone's newest decision on a claim holds for all."""

from collections.abc import Iterable

from annotator.domain.event import Event
from annotator.store.connection import Database
from annotator.store.projections.states import note_supersession
from annotator.store.projections.touched import Touched


def fold(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO folding(id, claim, target, member, folded, state) VALUES (?, ?, ?, ?, ?, 'superseded')",
        (event.id, data["claim"], data["into"], member, int(data["folded"])),
    )
    note_supersession(db, event, member)
    touched.fold(data["claim"])


def dependents(db: Database, claim: str) -> list[str]:
    """The claims that are folded into this one, or would be if it stood."""
    rows = db.execute(
        "SELECT f.claim FROM folding AS f WHERE f.target = :claim AND f.state = 'current'"
        " UNION SELECT c.id FROM claim AS t JOIN claim AS c ON c.claim_set = t.claim_set"
        "  AND c.like_position = t.position AND c.likeness = 'variant' WHERE t.id = :claim AND t.revised = 0"
        " ORDER BY 1",
        {"claim": claim},
    )
    return [row[0] for row in rows]


def folded_into(db: Database, claim: str) -> str:
    """The claim that this one is folded into, or ""."""
    row = db.execute("SELECT target FROM folded WHERE claim = ?", (claim,)).fetchone()
    return str(row[0]) if row else ""


def articles_of(db: Database, claims: Iterable[str]) -> list[str]:
    """The articles of these claims, each once; of a claim that is not here there is none."""
    found = (
        db.execute(
            "SELECT s.article FROM claim AS c JOIN claim_set AS s ON s.id = c.claim_set WHERE c.id = ?",
            (claim,),
        ).fetchone()
        for claim in claims
    )
    return list(dict.fromkeys(row[0] for row in found if row))


def folded_in(db: Database, claim_set: str) -> dict[str, str]:
    """The folded claims of a set, each with the claim that it is folded into."""
    rows = db.execute("SELECT claim, target FROM folded WHERE claim_set = ? ORDER BY claim", (claim_set,))
    return dict(rows.fetchall())
