"""Suggestions: what imported records say of claims."""

import json

from annotator.domain.event import Event
from annotator.store.connection import Database
from annotator.store.projections.touched import Touched


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
