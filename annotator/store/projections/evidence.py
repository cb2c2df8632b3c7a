"""Sources, citations and the closing of refuting ones."""

from collections.abc import Iterable
from typing import Any

from annotator.domain.citation import Citation, Source
from annotator.domain.event import Event
from annotator.store import search_index
from annotator.store.batches import insert
from annotator.store.connection import Database
from annotator.store.projections.touched import Touched

SOURCE_FIELDS = ("url", "reference", "title", "author", "publisher", "published", "origin")
_CITATION_TEXTS = (
    "quote", "locator", "accessed", "archive_url", "archived_at", "sole_authority", "copied_from"
)  # fmt: skip


_CITATION_NEEDS = ("claim", "source", "stance", "kind", "at")


def put_sources(db: Database, events: Iterable[Event], member: str) -> None:
    """The rows of these events."""
    columns = f"id, member, retracted, {', '.join(SOURCE_FIELDS)}"
    rows = [(e.id, member, 0, *(e.data.get(name, "") for name in SOURCE_FIELDS)) for e in events]
    insert(db, "source", columns, rows)


def put_citations(db: Database, events: Iterable[Event], member: str, state: str) -> None:
    """The rows of these events, open."""
    columns = f"id, member, state, closed, {', '.join((*_CITATION_NEEDS, *_CITATION_TEXTS))}"
    rows = [
        (
            event.id,
            member,
            state,
            "",
            *(event.data[name] for name in _CITATION_NEEDS),
            *(event.data.get(name, "") for name in _CITATION_TEXTS),
        )
        for event in events
    ]
    insert(db, "citation", columns, rows)


def source(db: Database, event: Event, member: str, touched: Touched) -> None:
    """A source may come after citations of it: another's, in a feed that comes first."""
    put_sources(db, [event], member)
    for claim, owner in db.execute(
        "SELECT DISTINCT claim, member FROM citation WHERE source = ? ORDER BY claim, member", (event.id,)
    ).fetchall():
        touched.evidence(claim, owner)
    for citation_id, quote in db.execute(
        "SELECT id, quote FROM citation WHERE source = ? ORDER BY id", (event.id,)
    ).fetchall():
        without = search_text(quote, Source())
        search_index.replace(db, "citation", citation_id, without, text_with_source(db, quote, event.id))


def citation(db: Database, event: Event, member: str, touched: Touched) -> None:
    put_citations(db, [event], member, "superseded")
    text = text_with_source(db, event.data.get("quote", ""), event.data["source"])
    search_index.add(db, "citation", event.id, text)
    touched.closing(event.id)
    touched.evidence(event.data["claim"], member)


def search_text(quote: str, source: Source) -> str:
    """What of a citation can be searched for, as a hit shows it."""
    parts = (
        quote, source.title, source.publisher, source.author, source.reference, source.url
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def text_with_source(db: Database, quote: str, source_id: str) -> str:
    """The same for a source that may not be here yet."""
    row = db.execute(f"SELECT {', '.join(SOURCE_FIELDS)} FROM source WHERE id = ?", (source_id,)).fetchone()
    return search_text(quote, Source(*row) if row else Source())


def closing(db: Database, event: Event, member: str, touched: Touched) -> None:
    target = event.data["citation"]
    db.execute(
        "INSERT INTO closing(id, citation, member, reason, retracted) VALUES (?, ?, ?, ?, 0)",
        (event.id, target, member, event.data["reason"]),
    )
    touch_citation(db, target, touched)


def touch_citation(db: Database, citation_id: str, touched: Touched) -> None:
    row = db.execute("SELECT claim, member FROM citation WHERE id = ?", (citation_id,)).fetchone()
    if row:
        touched.closing(citation_id)
        touched.evidence(row[0], row[1])


def settle_closed(db: Database, citation_id: str) -> None:
    """Why a refuting citation is closed: the first reason (by id) that its author or a lead gave."""
    db.execute(
        "UPDATE citation SET closed = coalesce((SELECT x.reason FROM closing AS x"
        "  WHERE x.citation = citation.id AND x.retracted = 0 AND (x.member = citation.member"
        "   OR EXISTS (SELECT 1 FROM member AS m WHERE m.name = x.member AND m.role = 'lead'))"
        "  ORDER BY x.id LIMIT 1), '')"
        " WHERE id = ? AND stance = 'refutes'",
        (citation_id,),
    )


CITATION_COLUMNS = (
    "c.id, c.claim, c.member, c.source, s.url, s.reference, s.title, s.author, s.publisher, s.published,"
    " s.origin, c.stance, c.kind, c.quote, c.locator, c.accessed, c.archive_url, c.archived_at,"
    " c.sole_authority, c.copied_from, c.closed"
)
_CITATIONS = f"SELECT {CITATION_COLUMNS} FROM citation AS c LEFT JOIN source AS s ON s.id = c.source"


def citation_from(row: tuple[Any, ...]) -> Citation:
    """A citation from a row of CITATION_COLUMNS; a source that is not here yet is empty."""
    citation_id, claim, member, source_id, *rest = row
    made_of = Source(*(value or "" for value in rest[:7]))
    return Citation(citation_id, claim, member, source_id, made_of, *rest[7:])


def citations_of_label(db: Database, label: str) -> list[Citation]:
    """The citations that a label names and that were not taken back, in order of making."""
    rows = db.execute(
        f"{_CITATIONS} JOIN label_citation AS x ON x.citation = c.id"
        " WHERE x.label = ? AND c.state <> 'retracted' ORDER BY c.id",
        (label,),
    )
    return [citation_from(row) for row in rows]


def current_citations(db: Database, claim: str) -> list[Citation]:
    """Everybody's current citations on a claim, in order of making."""
    rows = db.execute(f"{_CITATIONS} WHERE c.claim = ? AND c.state = 'current' ORDER BY c.id", (claim,))
    return [citation_from(row) for row in rows]


def current_citation(db: Database, citation_id: str) -> Citation | None:
    """The citation of that id, unless it was taken back or has a newer version."""
    row = db.execute(f"{_CITATIONS} WHERE c.id = ? AND c.state = 'current'", (citation_id,)).fetchone()
    return citation_from(row) if row else None


def latest_citations(db: Database, member: str, limit: int) -> list[Citation]:
    """A member's current citations, newest first."""
    rows = db.execute(
        f"{_CITATIONS} WHERE c.member = ? AND c.state = 'current' ORDER BY c.id DESC LIMIT ?", (member, limit)
    )
    return [citation_from(row) for row in rows]
