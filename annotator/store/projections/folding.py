"""Folding: which claims are no work of their own. Anyone's newest decision on a claim holds for all.

A decision names those that its maker saw, so that none of them comes before it, whatever the clocks say.
"""

from collections.abc import Iterable

from sqlite_utils import Database

from annotator.domain.event import Event
from annotator.store.projections.states import is_retracted, note_supersession, unsuperseded
from annotator.store.projections.touched import Touched


def fold(db: Database, event: Event, member: str, touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO folding(id, claim, target, member, folded, state) VALUES (?, ?, ?, ?, ?, 'superseded')",
        (event.id, data["claim"], data["into"], member, int(data["folded"])),
    )
    note_supersession(db, event, member)
    touched.fold(data["claim"])


def settle_folding(db: Database, claim: str) -> None:
    """The newest of the heads is current."""
    db.execute("UPDATE folding SET state = 'superseded' WHERE claim = ?", (claim,))
    for event in _decisions(db, claim):
        if is_retracted(db, event):
            db.execute("UPDATE folding SET state = 'retracted' WHERE id = ?", (event,))
    for event in heads(db, claim)[-1:]:
        db.execute("UPDATE folding SET state = 'current' WHERE id = ?", (event,))


def heads(db: Database, claim: str) -> list[str]:
    """The decisions on a claim that stand and that no later one that stands has seen, by id.

    More than one when they were made apart; a new decision takes the place of all.
    """
    return unsuperseded(db, {event for event in _decisions(db, claim) if not is_retracted(db, event)})


def _decisions(db: Database, claim: str) -> list[str]:
    return [row[0] for row in db.execute("SELECT id FROM folding WHERE claim = ? ORDER BY id", (claim,))]


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
