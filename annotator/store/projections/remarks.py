"""Comments and flags."""

from annotator.domain.event import Event
from annotator.store import search_index
from annotator.store.connection import Database
from annotator.store.projections.touched import Touched


def comment(db: Database, event: Event, member: str, _touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO comment(id, claim, member, text, at, retracted) VALUES (?, ?, ?, ?, ?, 0)",
        (event.id, data["claim"], member, data["text"], data["at"]),
    )
    search_index.add(db, "comment", event.id, data["text"])


def flag(db: Database, event: Event, member: str, _touched: Touched) -> None:
    data = event.data
    db.execute(
        "INSERT INTO flag(id, claim, member, raised, state) VALUES (?, ?, ?, ?, 'superseded')",
        (event.id, data["claim"], member, int(data["raised"])),
    )
