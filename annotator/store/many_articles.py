"""Many articles put at once, as rows that were made before the file was locked."""

import marshal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.claim import ClaimSet
from annotator.domain.errors import Damaged
from annotator.store import content
from annotator.store.batches import insert
from annotator.store.connection import Database
from annotator.store.content import Capture, Row, SetRows


class ArticleRows(NamedTuple):
    """What comes of one article."""

    article: str
    text: str | None
    """Canonical; None for an article that the file has."""
    originals: list[Row]
    captures: list[Row]
    claims: SetRows

    @property
    def claim_set(self) -> str:
        return str(self.claims[0][0])

    @property
    def claim_count(self) -> int:
        return len(self.claims[2])

    def packed(self) -> bytes:
        """For a file that this process reads again, and no other."""
        return marshal.dumps(tuple(self))

    @classmethod
    def unpacked(cls, body: bytes) -> "ArticleRows":
        return cls(*marshal.loads(body))


def article_rows(
    article: str, text: str | None, captures: Iterable[tuple[Capture, bytes]], claims: ClaimSet
) -> ArticleRows:
    """The rows of one article; each capture is given with the bytes it was made of."""
    given = list(captures)
    originals: list[Row] = [(capture.original, raw) for capture, raw in given]
    rows = [content.capture_row(capture) for capture, _ in given]
    return ArticleRows(article, text, originals, rows, content.set_rows(claims))


@dataclass(frozen=True, slots=True)
class Known:
    """Which of some articles, and of their claim sets, a file has."""

    articles: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()

    @classmethod
    def of(cls, db: Database, batch: Sequence[ArticleRows]) -> "Known":
        return cls(
            frozenset(content.here(db, "article", [one.article for one in batch])),
            frozenset(content.here(db, "claim_set", [one.claim_set for one in batch])),
        )


def put_articles(db: Database, batch: Sequence[ArticleRows], known: Known) -> list[str]:
    """Store what is not here, so that putting twice changes nothing; gives the articles to be refreshed.

    `known` is what the file has of them. Raises Damaged for a set that is here with other claims.
    """
    for one in batch:
        if one.claim_set in known.sets:
            _check(db, one)
    fresh = [(one.article, one.text) for one in batch if one.article not in known.articles]
    insert(db, "article", "id, text", fresh)
    originals = {row[0]: row for one in batch for row in one.originals}
    for digest in content.here(db, "original", originals):
        del originals[digest]
    insert(db, "original", "digest, bytes", originals.values())
    captures = {row[0]: row for one in batch for row in one.captures}
    for capture in content.here(db, "capture", captures):
        del captures[capture]
    insert(db, "capture", content.CAPTURE_COLUMNS, captures.values())
    content.put_sets(db, [one.claims for one in batch if one.claim_set not in known.sets])
    captured = {row[1] for row in captures.values()}
    return [one.article for one in batch if one.claim_set not in known.sets or one.article in captured]


def _check(db: Database, one: ArticleRows) -> None:
    found = content.claim_set_of(db, one.claim_set)
    if found is None or content.set_rows(found) != one.claims:
        raise Damaged(f"claim set {one.claim_set[:12]}", "it has other claims than this import makes")
