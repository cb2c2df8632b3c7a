"""Suggestions: what imported records say of claims."""

import json

from annotator.domain.event import Event
from annotator.store import search_index
from annotator.store.connection import Database
from annotator.store.projections.touched import Touched

SUGGESTION_TEXT = (
    "iif(a.label = '' AND a.value <> '' AND a.rationale <> '', a.value || ' · ' || a.rationale,"
    " iif(a.label = '', a.value || a.rationale, a.rationale))"
)
"""What of suggestion `a` can be searched for, as a hit shows it: its rationale, and what it says instead of a
label; a label's own word would be the same in every record."""


def suggestion(db: Database, event: Event, _member: str, _touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO suggestion(id, claim, format, key, label, value, given_by, confidence, rationale,"
        " citations, flags, extras, retracted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (
            event.id,
            *(data[name] for name in ("claim", "format", "key", "label", "value", "by")),
            data.get("confidence"),
            data["rationale"],
            *(json.dumps(data[name], ensure_ascii=False) for name in ("citations", "flags")),
            data["extras"],
        ),
    )
    (text,) = db.execute(
        f"SELECT {SUGGESTION_TEXT} FROM suggestion AS a WHERE a.id = ?", (event.id,)
    ).fetchone()
    if text:
        search_index.add(db, "suggestion", event.id, text)
