"""Imported fact-checks and labels: which claims have one, found by their words in the full-text index."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.domain.already_checked import COMMON
from annotator.store.connection import Database
from annotator.store.suggestions import NEAR

_IMPORTED = (
    " CROSS JOIN search_doc AS d ON d.number = search.rowid AND d.kind = 'claim'"
    " CROSS JOIN claim AS c ON c.id = d.id"
    " CROSS JOIN claim_set AS s ON s.id = c.claim_set AND s.splitter GLOB 'import:*'"
)
_FACT_CHECK = (
    "citation AS e ON e.claim = c.id AND e.state = 'current' AND e.kind = 'fact_check'"
    " AND e.member GLOB 'import:*'"
)


class FactCheck(NamedTuple):
    """An imported claim with its fact-check."""

    claim: str
    wording: str
    publisher: str
    rating: str
    published: str
    address: str


class Labelled(NamedTuple):
    """An imported claim with a label that is suggested for it."""

    claim: str
    wording: str
    label: str
    importer: str


def are_here(db: Database) -> bool:
    """Whether anything was imported at all: most files need no look."""
    return db.execute("SELECT 1 FROM feed WHERE member GLOB 'import:*' LIMIT 1").fetchone() is not None


def is_veiled(db: Database, claim: str) -> bool:
    """Whether a blind round keeps from the one who looks what is known of the claim."""
    sighted = db.execute("SELECT 1 FROM temp.sqlite_schema WHERE name = 'viewer'").fetchone()
    return sighted is not None and bool(db.execute("SELECT veiled(?)", (claim,)).fetchone()[0])


def counts(db: Database, terms: Iterable[str]) -> dict[str, int]:
    """How many claims have each of these terms, counted up to COMMON."""
    count = f"SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH :query LIMIT {COMMON})"
    return {term: db.execute(count, {"query": _query([term])}).fetchone()[0] for term in terms}


def with_terms(db: Database, claim: str, terms: Sequence[str], limit: int) -> Iterator[FactCheck]:
    """The fact-checked claims that have most of these terms by bm25 (FTS5), the best first; not the claim
    itself, what it was, nor its twins."""
    if not terms:
        return
    rows = db.execute(
        f"{NEAR} SELECT c.id, c.text, e.member, o.publisher, o.origin, o.published, o.url"
        f" FROM search {_IMPORTED} CROSS JOIN {_FACT_CHECK} LEFT JOIN source AS o ON o.id = e.source"
        " WHERE search MATCH :query AND c.id NOT IN (SELECT near.claim FROM near)"
        " ORDER BY bm25(search), c.id, e.id LIMIT :limit",
        {"claim": claim, "query": _query(terms), "limit": limit},
    ).fetchall()
    for checked, wording, importer, publisher, origin, published, address in rows:
        rating = _rating(db, checked, importer)
        yield FactCheck(checked, wording, publisher or origin or "", rating, published or "", address or "")


def labelled(db: Database, claim: str, terms: Sequence[str], limit: int) -> Iterator[Labelled]:
    """The claims that have all of these terms and for which a label is suggested, the best by bm25 first; not
    the claim itself, what it was, nor its twins: what is suggested for those is shown as it is."""
    rows = db.execute(
        f"{NEAR} SELECT c.id, c.text, g.label, 'import:' || g.format FROM search {_IMPORTED}"
        " CROSS JOIN suggestion AS g ON g.claim = c.id AND g.retracted = 0 AND g.label <> ''"
        " WHERE search MATCH :query AND c.id NOT IN (SELECT near.claim FROM near)"
        " ORDER BY bm25(search), c.id, g.id LIMIT :limit",
        {"claim": claim, "query": _query(terms, "AND"), "limit": limit},
    )
    return (Labelled(*row) for row in rows.fetchall())


def _rating(db: Database, claim: str, importer: str) -> str:
    """What the importer's record says of a claim: in its own words, else as a label."""
    row = db.execute(
        "SELECT coalesce(nullif(g.value, ''), g.label) FROM suggestion AS g WHERE g.claim = ?"
        " AND 'import:' || g.format = ? AND g.retracted = 0 ORDER BY g.id LIMIT 1",
        (claim, importer),
    ).fetchone()
    return str(row[0]) if row else ""


def _query(terms: Iterable[str], joint: str = "OR") -> str:
    """Any of these terms in a claim, or all ("AND"), for FTS5: quoted, so that nothing in them is syntax."""
    quoted = f" {joint} ".join(f'"{term}"' for term in terms)
    return f"{{claim}} : ({quoted})"
