"""Members, schemes and guidelines."""

from annotator.domain.event import Event
from annotator.domain.scheme import scheme_digest
from annotator.store.connection import Database
from annotator.store.projections.evidence import touch_citation
from annotator.store.projections.labels import touch_scheme
from annotator.store.projections.touched import Touched


def member(db: Database, event: Event, _member: str, touched: Touched) -> None:
    """A member is a lead once any event says so."""
    name, role = event.data["name"], event.data["role"]
    db.execute(
        "INSERT INTO member(name, role) VALUES (:name, :role)"
        " ON CONFLICT(name) DO UPDATE SET role = 'lead' WHERE excluded.role = 'lead'",
        {"name": name, "role": "lead" if role == "lead" else "reviewer"},
    )
    for (closed,) in db.execute(
        "SELECT DISTINCT citation FROM closing WHERE member = ? ORDER BY citation", (name,)
    ).fetchall():
        touch_citation(db, closed, touched)


def scheme(db: Database, event: Event, _member: str, touched: Touched) -> None:
    """A scheme is its text; labels that were waiting for it can be judged now."""
    digest = scheme_digest(event.data["text"])
    db.execute(
        "INSERT INTO scheme(digest, name, text, event) VALUES (?, ?, ?, ?)"
        " ON CONFLICT(digest) DO UPDATE SET event = min(event, excluded.event),"
        " name = CASE WHEN excluded.event < event THEN excluded.name ELSE name END",
        (digest, event.data["name"], event.data["text"], event.id),
    )
    touch_scheme(db, digest, touched)


def guideline(db: Database, event: Event, _member: str, _touched: Touched) -> None:
    db.execute(
        "INSERT INTO guideline(id, name, text) VALUES (?, ?, ?) ON CONFLICT(id) DO NOTHING",
        (event.id, event.data["name"], event.data["text"]),
    )
