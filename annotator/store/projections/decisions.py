"""Decisions that hold for all: of anybody's on one thing, the newest that stands is current.

A decision names those that its maker saw, so that none of them comes before it, whatever the clocks say.
"""

from collections.abc import Sequence
from typing import Literal

from annotator.store.connection import Database
from annotator.store.projections.states import is_retracted, unsuperseded

DecisionTable = Literal["folding", "dropping", "link"]
_KEYS: dict[DecisionTable, str] = {
    "folding": "claim = ?",
    "dropping": "claim = ?",
    "link": "claim = ? AND other = ?",
}
"""What the decisions of each table are on."""


def settle_decisions(db: Database, table: DecisionTable, key: Sequence[str]) -> None:
    """The newest of the heads is current."""
    db.execute(f"UPDATE {table} SET state = 'superseded' WHERE {_KEYS[table]}", key)
    for event in _decisions(db, table, key):
        if is_retracted(db, event):
            db.execute(f"UPDATE {table} SET state = 'retracted' WHERE id = ?", (event,))
    for event in heads(db, table, key)[-1:]:
        db.execute(f"UPDATE {table} SET state = 'current' WHERE id = ?", (event,))


def heads(db: Database, table: DecisionTable, key: Sequence[str]) -> list[str]:
    """The decisions on a thing that stand and that no later one that stands has seen, by id.

    More than one when they were made apart; a new decision takes the place of all.
    """
    return unsuperseded(db, {event for event in _decisions(db, table, key) if not is_retracted(db, event)})


def _decisions(db: Database, table: DecisionTable, key: Sequence[str]) -> list[str]:
    return [row[0] for row in db.execute(f"SELECT id FROM {table} WHERE {_KEYS[table]} ORDER BY id", key)]
