"""Suggestions: what imported records say of claims."""

import json
from collections.abc import Iterable
from typing import Any

from annotator.domain.event import Event
from annotator.store import search_index
from annotator.store.batches import insert, listed
from annotator.store.connection import Database
from annotator.store.projections.touched import Touched

SUGGESTION_TEXT = (
    "iif(a.label = '' AND a.value <> '' AND a.rationale <> '', a.value || ' · ' || a.rationale,"
    " iif(a.label = '', a.value || a.rationale, a.rationale))"
)
"""What of suggestion `a` can be searched for, as a hit shows it: its rationale, and what it says instead of a
label; a label's own word would be the same in every record."""


_TEXTS = ("claim", "format", "key", "label", "value", "by")


def suggestion(db: Database, event: Event, _member: str, _touched: Touched) -> None:
    add(db, [event])


def add(db: Database, events: Iterable[Event]) -> None:
    """The rows of these events, and what of them can be searched for."""
    rows = [_row(event) for event in events]
    columns = (
        "id, claim, format, key, label, value, given_by, confidence, rationale, citations, flags, extras,"
        " retracted"
    )
    insert(db, "suggestion", columns, rows)
    texts = db.execute(
        f"SELECT a.id, {SUGGESTION_TEXT} FROM json_each(?) AS b CROSS JOIN suggestion AS a ON a.id = b.value"
        " ORDER BY b.key",
        (listed(row[0] for row in rows),),
    )
    search_index.add_all(db, "suggestion", [(key, text) for key, text in texts if text])


def _row(event: Event) -> tuple[Any, ...]:
    data = event.data
    return (
        event.id,
        *(data[name] for name in _TEXTS),
        data.get("confidence"),
        data["rationale"],
        *(json.dumps(data[name], ensure_ascii=False) for name in ("citations", "flags")),
        data["extras"],
        0,
    )
