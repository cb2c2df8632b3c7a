"""The full-text index: which texts are in it. It is appended to by whoever stores a text.

FTS5 without a copy of the texts of its own (`content=''`): it gets their words, cut by `index_text`, and
gives numbers; `search_doc` says of what. Acts that were taken back or superseded stay in it, and are left
out by who asks it (`store.searching`): so undo, redo, and labels without a rationale cost it nothing. Two
texts are replaced: a title, and that of a citation whose source comes after it.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal

from annotator.domain.search import Kind
from annotator.domain.search_words import index_text
from annotator.store.batches import insert
from annotator.store.connection import Database

Doc = Kind | Literal["title"]
"""What has a number; an article has two, for its title and its text."""
COLUMN_OF: dict[Doc, str] = {
    "title": "title",
    "claim": "claim",
    "citation": "citation",
    "rationale": "remark",
    "comment": "remark",
    "suggestion": "remark",
    "article": "body",
}
"""The one column of `search` that has its text, the weightiest first."""
TABLES = ("search_doc", "search", "search_word")


def add_claims(db: Database, claims: Iterable[tuple[str, str]]) -> None:
    """Add claims, as pairs of id and wording, that are not in the index yet."""
    add_all(db, "claim", claims)


def add_all(db: Database, kind: Doc, texts: Iterable[tuple[str, str]]) -> None:
    """Add texts of one kind, as pairs of id and text, that are not in the index yet."""
    rows = [(number, key, text) for number, (key, text) in enumerate(texts, _last(db) + 1)]
    insert(db, "search_doc", "number, kind, id", [(number, kind, key) for number, key, _ in rows])
    db.executemany(
        f"INSERT INTO search(rowid, {COLUMN_OF[kind]}) VALUES (?, ?)",
        ((number, index_text(text)) for number, _, text in rows),
    )


def add(db: Database, kind: Doc, key: str, text: str) -> None:
    """Add a text that is not in the index yet."""
    add_all(db, kind, [(key, text)])


def replace(db: Database, kind: Doc, key: str, before: str, text: str) -> None:
    """Index another text for one that is in the index with the text `before`; for no claims."""
    (number,) = db.execute(
        "SELECT number FROM search_doc WHERE id = ? AND kind = ? AND kind <> 'claim'", (key, kind)
    ).fetchone()
    db.execute(
        f"INSERT INTO search(search, rowid, {COLUMN_OF[kind]}) VALUES ('delete', ?, ?)",
        (number, index_text(before)),
    )
    _put(db, number, kind, text)


def clear(db: Database) -> None:
    """Empty the index."""
    db.execute("INSERT INTO search(search) VALUES ('delete-all')")
    db.execute("DELETE FROM search_doc")


def add_all_claims(db: Database) -> None:
    """Add every claim that a splitter made, for an index made anew; revisions add their own."""
    rows = db.execute("SELECT id, text FROM claim WHERE revised = 0 ORDER BY claim_set, position")
    while batch := rows.fetchmany(10_000):
        add_claims(db, batch)


def summary(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """What is in the index, to compare with another that has other numbers for the same texts.

    Which texts, as (kind, count, digest of their ids), and their words, as (word, column, texts that
    have it, times that it stands there).
    """
    docs: list[tuple[object, ...]] = []
    for (kind,) in db.execute("SELECT DISTINCT kind FROM search_doc ORDER BY kind").fetchall():
        digest, count = hashlib.sha256(), 0
        for (key,) in db.execute("SELECT id FROM search_doc WHERE kind = ? ORDER BY id", (kind,)):
            digest.update(key.encode())
            count += 1
        docs.append((kind, count, digest.hexdigest()))
    words = db.execute("SELECT term, col, doc, cnt FROM search_word ORDER BY term, col").fetchall()
    return {"search_doc": docs, "search": words}


def _put(db: Database, number: int, kind: Doc, text: str) -> None:
    db.execute(f"INSERT INTO search(rowid, {COLUMN_OF[kind]}) VALUES (?, ?)", (number, index_text(text)))


def _last(db: Database) -> int:
    return int(db.execute("SELECT coalesce(max(number), 0) FROM search_doc").fetchone()[0])
