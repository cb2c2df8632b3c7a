"""Taking articles in: read, split, store; each file on its own, a bad one does not stop the rest."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.domain.article import ReadArticle
from annotator.domain.claim import ClaimSet, Granularity
from annotator.domain.errors import AnnotatorError, FileRefused
from annotator.domain.ids import bytes_digest
from annotator.splitting import load_splitters, make_claim_set
from annotator.store import Store, content, projections

Source = Callable[[], ReadArticle]
"""Reads one article when it is called; raises AnnotatorError."""

BATCH = 64
"""Articles to a transaction: one wait for the disk for all of them."""

Splitting = Callable[[ReadArticle], ClaimSet]
"""Makes the claim set of a reading; deterministic."""


def default_splitting(splitter: str = "plain", granularity: Granularity | None = None) -> Splitting:
    """By a splitter that is installed, with the date and language that were read. Raises InputError."""
    chosen = load_splitters().load(splitter)

    def split(read: ReadArticle) -> ClaimSet:
        known = {name: item.value for name, item in read.metadata.items()}
        return make_claim_set(
            read.text,
            chosen,
            published=known.get("published", ""),
            language=known.get("language", ""),
            granularity=granularity,
        )

    return split


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    name: str
    outcome: Literal["new", "known", "new capture", "refused"]
    """`known`: the same text, read the same way, was here. `new capture`: another reading of it."""
    article: str = ""
    claims: int = 0
    error: AnnotatorError | None = None


def ingest(store: Store, sources: Iterable[tuple[str, Source]], split: Splitting) -> Iterator[Taken]:
    """Take in each (name, source), in batches of one transaction; yields what was committed.

    A source that cannot be read is yielded as refused. Raises FileRefused when the file itself fails.
    """
    batch: list[Taken | tuple[ReadArticle, ClaimSet]] = []
    for name, source in sources:
        batch.append(_prepare(name, source, split))
        if len(batch) >= BATCH:
            yield from _store(store, batch)
            batch = []
    yield from _store(store, batch)


def _prepare(name: str, source: Source, split: Splitting) -> Taken | tuple[ReadArticle, ClaimSet]:
    try:
        read = source()
        return read, split(read)
    except FileRefused:
        raise
    except AnnotatorError as error:
        return Taken(name, "refused", error=error)


def _store(store: Store, batch: list[Taken | tuple[ReadArticle, ClaimSet]]) -> Iterator[Taken]:
    if not batch:
        return
    with store.writing():
        taken = [item if isinstance(item, Taken) else put(store, *item) for item in batch]
    yield from taken


def put(store: Store, read: ReadArticle, claims: ClaimSet) -> Taken:
    """Store one reading inside a transaction. An article that has a claim set never gets another."""
    db = store.db
    original = bytes_digest(read.original)
    fresh = content.put_article(db, read.id, read.text)
    content.put_original(db, original, read.original)
    capture = content.Capture(
        read.capture_id, read.id, original, read.reader, read.reader_version, read.metadata
    )
    captured = content.put_capture(db, capture)
    split = not content.sets_of(db, read.id) and content.put_claim_set(db, claims)
    if captured or split:
        projections.refresh(db, [read.id])
    count = content.count_claims(db, read.id)
    outcome: Literal["new", "known", "new capture"] = (
        "new" if fresh else "new capture" if captured else "known"
    )
    return Taken(read.name, outcome, read.id, count)
