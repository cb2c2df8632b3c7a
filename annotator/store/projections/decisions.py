"""Decisions that hold for all: of anybody's on one thing, the newest that stands is current.

A decision names those that its maker saw, so that none of them comes before it, whatever the clocks say.
"""

from collections.abc import Sequence
from typing import Literal

from annotator.store.connection import Database
from annotator.store.projections.states import RETRACTED

DecisionTable = Literal["folding", "dropping", "link", "adjudication", "segmented", "segment_decision"]
_KEYS: dict[DecisionTable, tuple[str, ...]] = {
    "folding": ("claim",),
    "dropping": ("claim",),
    "link": ("claim", "other"),
    "adjudication": ("round", "claim"),
    "segmented": ("round", "article", "member"),
    "segment_decision": ("round", "article", "grouping"),
}
"""What the decisions of each table are on."""


def settle_decisions(db: Database, table: DecisionTable, key: Sequence[str]) -> None:
    """The newest of the heads is current."""
    current = heads(db, table, key)[-1:]
    wanted = f"CASE WHEN {RETRACTED.format('d.id')} THEN 'retracted' ELSE 'superseded' END"
    changed = [
        (state, event)
        for event, stored, state in db.execute(
            f"SELECT d.id, d.state, {wanted} FROM {table} AS d WHERE {_on(table, 'd')} ORDER BY d.id", key
        ).fetchall()
        if event not in current and state != stored
    ]
    changed += [("current", event) for event in current]  # last: at no time are two of them current
    db.executemany(f"UPDATE {table} SET state = ?1 WHERE id = ?2 AND state <> ?1", changed)


def heads(db: Database, table: DecisionTable, key: Sequence[str]) -> list[str]:
    """The decisions on a thing that stand and that no later one that stands has seen, by id.

    More than one when they were made apart; a new decision takes the place of all.
    """
    same = " AND ".join(f"n.{column} = d.{column}" for column in _KEYS[table])
    rows = db.execute(
        f"SELECT d.id FROM {table} AS d WHERE {_on(table, 'd')} AND NOT {RETRACTED.format('d.id')}"
        f" AND NOT EXISTS (SELECT 1 FROM supersession AS s CROSS JOIN {table} AS n ON n.id = s.event"
        f"  AND {same} WHERE s.target = d.id AND NOT {RETRACTED.format('n.id')}) ORDER BY d.id",
        key,
    )
    return [row[0] for row in rows]


def _on(table: DecisionTable, alias: str) -> str:
    return " AND ".join(f"{alias}.{column} = ?" for column in _KEYS[table])
