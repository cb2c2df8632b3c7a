"""Asking the full-text index: what has the words of a query, best first, with its text."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from annotator.domain.citation import Source
from annotator.domain.search import Kind
from annotator.domain.search_words import Query
from annotator.domain.suggestion import IMPORT
from annotator.store.connection import Database
from annotator.store.content import text_of
from annotator.store.projections.evidence import SOURCE_FIELDS, search_text
from annotator.store.projections.suggesting import SUGGESTION_TEXT
from annotator.store.search_index import COLUMN_OF, Doc

_WEIGHTS = "10, 6, 4, 3, 1"
"""Of the columns of `search`: a word counts most in a title, least in the text of an article."""


class Candidate(NamedTuple):
    """Something that has all the words, is current, and is on a claim that is here."""

    kind: Kind
    id: str
    article: str
    title: str
    claim: str
    number: int
    """Of the claim among those that are shown, from 1; 0 for an article, and a claim that is not shown."""
    member: str
    """Whose act it is; "" for content."""
    text: str


def candidates(db: Database, query: Query, kinds: Collection[Kind]) -> Iterator[Candidate]:
    """By bm25 (FTS5), ties in the order in which they came into the index. Claims of sets that are not shown
    are left out, and so are acts that were superseded or taken back.

    Whoever asks must leave out what a member may not see.
    """
    docs: set[Doc] = set(kinds)
    if "article" in kinds:
        docs.add("title")
    if not query.phrases or not docs:
        return
    columns = " ".join(sorted({COLUMN_OF[doc] for doc in docs}))
    articles: set[str] = set()
    for (number,) in db.execute(  # joined only as far as it is read: many match, few are looked at
        f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {_WEIGHTS}), rowid",
        (f"{{{columns}}} : ({query.fts})",),
    ):
        doc, key = db.execute("SELECT kind, id FROM search_doc WHERE number = ?", (number,)).fetchone()
        if doc in docs and key not in articles:
            if doc in ("title", "article"):
                articles.add(key)
            found = _candidate(db, doc, key)
            if found is not None:
                yield found


def titles(db: Database) -> list[tuple[str, str, str]]:
    """(article, its title, when it was published) in library order."""
    return db.execute(
        "SELECT article, title, published FROM article_info ORDER BY sort_date, title, article"
    ).fetchall()


_NUMBER = (
    "CASE WHEN i.shown_set = c.claim_set"
    " AND NOT EXISTS (SELECT 1 FROM hidden_claim AS h WHERE h.claim = c.id) THEN"
    " (SELECT count(*) FROM standing_claim AS o WHERE o.claim_set = c.claim_set"
    "  AND (o.position, o.start_offset, o.id) <= (c.position, c.start_offset, c.id)) ELSE 0 END"
)
_CLAIM = (
    f"SELECT i.article, i.title, c.id, {_NUMBER}, {{who}}, {{text}} FROM {{table}}"
    " JOIN claim_set AS s ON s.id = c.claim_set JOIN article_info AS i ON i.article = s.article"
    " WHERE {which}"
)
_SOURCE = ", ".join(f"coalesce(src.{field}, '')" for field in SOURCE_FIELDS)
_SQL: dict[Doc, str] = {
    "claim": _CLAIM.format(
        who="''", text="c.text", table="standing_claim AS c", which="c.id = ? AND i.shown_set = c.claim_set"
    ),
    "citation": _CLAIM.format(
        who="a.member",
        text=f"a.quote, {_SOURCE}",
        table="citation AS a JOIN claim AS c ON c.id = a.claim LEFT JOIN source AS src ON src.id = a.source",
        which="a.id = ? AND a.state = 'current'",
    ),
    "rationale": _CLAIM.format(
        who="a.member",
        text="a.rationale",
        table="label AS a JOIN claim AS c ON c.id = a.claim",
        which="a.id = ? AND a.state = 'current'",
    ),
    "comment": _CLAIM.format(
        who="a.member",
        text="a.text",
        table="comment AS a JOIN claim AS c ON c.id = a.claim",
        which="a.id = ? AND a.retracted = 0",
    ),
    "suggestion": _CLAIM.format(
        who=f"'{IMPORT}' || a.format",
        text=SUGGESTION_TEXT,
        table="suggestion AS a JOIN claim AS c ON c.id = a.claim",
        which="a.id = ? AND a.retracted = 0",
    ),
}


def _candidate(db: Database, doc: Doc, key: str) -> Candidate | None:
    if doc == "title" or doc == "article":
        row = db.execute("SELECT title FROM article_info WHERE article = ?", (key,)).fetchone()
        return Candidate("article", key, key, row[0], "", 0, "", text_of(db, key) or "") if row else None
    row = db.execute(_SQL[doc], (key,)).fetchone()
    if row is None:
        return None
    article, title, claim, number, member, text, *source = row
    if doc == "citation":
        text = search_text(text, Source(*source))
    return Candidate(doc, key, article, title, claim, number, member, text)
