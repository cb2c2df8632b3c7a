"""Taking articles in: read, split, store; each file on its own, a bad one does not stop the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import monotonic
from typing import Literal

from annotator.domain.article import ReadArticle
from annotator.domain.claim import ClaimSet
from annotator.domain.errors import AnnotatorError, FileRefused
from annotator.domain.ids import bytes_digest
from annotator.services.splitting import Refused, SplitArticle
from annotator.services.spreading import WorkerEnded
from annotator.store import Store, content, projections

BATCH = 64
"""Articles to a transaction: one wait for the disk for all of them."""
LONGEST_WAIT = 5.0
"""Seconds after which fewer are stored: what a slow model made must not be lost with the next one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    name: str
    outcome: Literal["new", "known", "new capture", "refused"]
    """`known`: the same text, read the same way, was here. `new capture`: another reading of it."""
    article: str = ""
    claims: int = 0
    error: AnnotatorError | None = None
    warnings: tuple[str, ...] = ()
    """Of the splitter."""
    kept: bool = False
    """Whether it has claims that were made otherwise than is asked for now."""


def ingest(store: Store, articles: Iterable[SplitArticle | Refused]) -> Iterator[Taken]:
    """Take each article in, in batches of one transaction; yields what was committed.

    Those that were refused are yielded as such. Raises FileRefused when the file itself fails, and
    what the iterable raises.
    """
    batch: list[SplitArticle | Refused] = []
    since = monotonic()
    try:
        for article in articles:
            if isinstance(article, Refused) and isinstance(article.error, FileRefused):
                raise article.error
            batch.append(article)
            if len(batch) >= BATCH or monotonic() - since >= LONGEST_WAIT:
                yield from _store(store, batch)
                batch = []
                since = monotonic()
    except WorkerEnded:  # what the others made before is good
        yield from _store(store, batch)
        raise
    yield from _store(store, batch)


def _store(store: Store, batch: list[SplitArticle | Refused]) -> Iterator[Taken]:
    if not batch:
        return
    with store.writing():
        taken = [_take(store, article) for article in batch]
    yield from taken


def _take(store: Store, article: SplitArticle | Refused) -> Taken:
    if isinstance(article, Refused):
        return Taken(article.name, "refused", error=article.error)
    taken = put(store, article.read, article.claims)
    return replace(taken, warnings=article.warnings, kept=article.kept)


def put(store: Store, read: ReadArticle, claims: ClaimSet | None) -> Taken:
    """Store one reading inside a transaction. An article that has a claim set never gets another.

    `claims` may be None for such an article.
    """
    db = store.db
    original = bytes_digest(read.original)
    fresh = content.put_article(db, read.id, read.text)
    content.put_original(db, original, read.original)
    capture = content.Capture(
        read.capture_id, read.id, original, read.reader, read.reader_version, read.metadata
    )
    captured = content.put_capture(db, capture)
    split = claims is not None and not content.sets_of(db, read.id) and content.put_claim_set(db, claims)
    if captured or split:
        projections.refresh(db, [read.id])
    count = content.count_claims(db, read.id)
    outcome: Literal["new", "known", "new capture"] = (
        "new" if fresh else "new capture" if captured else "known"
    )
    return Taken(read.name, outcome, read.id, count)
