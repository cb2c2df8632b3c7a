"""Reading an import: every record checked and its claim placed in its article, before anything is changed.

What is read lies in a temporary file (see `store.staging`), so that memory is bounded by one article.
"""

import marshal
import pickle
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Protocol, TypeVar

from annotator.domain.anchoring import Unanchored
from annotator.domain.article import article_id
from annotator.domain.claim import Claim
from annotator.domain.errors import InputError
from annotator.domain.event import Event
from annotator.domain.ids import bytes_digest, digest
from annotator.domain.imported_set import imported_set
from annotator.domain.incoming import BadRecord, Incoming, IncomingSource
from annotator.domain.suggestion import importer
from annotator.domain.text import canonical, has_half_characters
from annotator.services.acting import words_of
from annotator.services.import_articles import ImportedArticle
from annotator.services.import_checking import bad, checked, checked_source
from annotator.services.import_events import ImportFeed
from annotator.services.import_report import Found
from annotator.store import Store, content
from annotator.store.batches import batches
from annotator.store.many_articles import ArticleRows
from annotator.store.staging import Staging

_TOLD = 5
"""Articles that are named where some are missing."""

_Item = TypeVar("_Item")


class Showing(Protocol):
    """How a long work is shown: gives the items again, and knows when each is done."""

    def __call__(
        self, words: str, items: Iterable[_Item], total: int | None
    ) -> AbstractContextManager[Iterable[_Item]]: ...


@contextmanager
def unshown(words: str, items: Iterable[_Item], total: int | None) -> Iterator[Iterable[_Item]]:
    """Shows nothing."""
    yield items


class Staged:
    """One import on its way in. First `read`, then `find_articles`, then `place`."""

    def __init__(self, format_id: str, version: str) -> None:
        self.maker = importer(format_id)
        self.version = version
        self.rows = Staging()
        self.found = Found()
        self.records = 0
        """Good and bad."""
        self._has_events = False

    def read(self, records: Iterable[Incoming | IncomingSource | BadRecord]) -> None:
        """Stage records in their order."""
        for number, record in enumerate(records, 1):
            self.records = number
            if isinstance(record, Incoming):
                self._stage(number, record)
            elif isinstance(record, IncomingSource):
                self._stage_source(number, record)
            else:
                self._refuse(number, record)
        self.rows.staged()
        self._refuse_repeated()

    def _stage(self, number: int, record: Incoming) -> None:
        given = home = ""
        if record.article.text and not has_half_characters(record.article.text):
            # also of a record that is bad: its text may be that of others
            given, home = self._put_text(record.article.text, record.article.id)
        good = checked(record)
        if isinstance(good, BadRecord):
            self._refuse(number, good)
            return
        article = good.article
        if given:
            good = replace(good, article=replace(article, text=""))
        elif not (article.id or article.anchored_at):
            home = article_id(canonical(good.claim.text))
        row = (good.key, given, article.id, article.anchored_at, home, pickle.dumps(good))
        self.rows.put_record((number, _stored(record.place.file), *row))

    def _stage_source(self, number: int, record: IncomingSource) -> None:
        good = checked_source(record)
        if isinstance(good, BadRecord):
            self._refuse(number, good)
            return
        file = _stored(record.place.file)
        self.rows.put_record((number, file, good.key, "", "", "", "", pickle.dumps(good)))

    def find_articles(self, store: Store | None) -> str:
        """Which articles of the file the records mean that come without a text; `store` is None for no file.

        Returns a digest of what addresses mean. Raises InputError when one is needed and not here, whatever
        is wrong with the records: what comes in may not depend on what else is in the file.
        """
        missing: list[str] = []
        count = 0
        for name in self.rows.unknown_ids():
            if store is not None and content.has(store.db, "article", name):
                self.rows.put_home(name, "", name)
            else:
                count += 1
                missing += [name] if len(missing) < _TOLD else []
        if self.rows.has_addresses():
            here = content.addresses(store.db) if store is not None else iter(())
            for address, articles, article in self.rows.addresses(here):
                if articles == 1:
                    self.rows.put_home("", address, article)
                else:
                    count += 1
                    several = f"{address} ({articles} articles have that address)" if articles else address
                    missing += [several] if len(missing) < _TOLD else []
        if count:
            raise _missing(missing, count)
        self.rows.homes_found()
        anchors = [part for pair in self.rows.anchors() for part in pair]
        return digest("annotator-import-anchors-1", *anchors)

    def place(self, store: Store | None, show: Showing = unshown) -> None:
        """Find the claims in their articles, and make each article's set."""
        rows = self.rows.by_article()
        with show("Placing claims", rows, self.rows.count("record")) as shown:
            for home, group in groupby(shown, key=lambda row: row[0]):
                if home:
                    self._place_article(store, home, group)
                else:
                    self._place_sources(group)
        self.rows.all_placed()

    def brought(self) -> Iterator[ArticleRows]:
        """What comes in, by article."""
        return map(ArticleRows.unpacked, self.rows.made())

    def good(self) -> Iterator[tuple[Incoming | IncomingSource, str]]:
        """The good records in their order, each with the id of its claim, "" for a source."""
        return ((pickle.loads(body), claim) for body, claim in self.rows.placed())

    def make_events(self, feed: ImportFeed, show: Showing) -> None:
        """Make the events of the good records, once, where nothing has to wait for them."""
        if self._has_events:
            return
        with show("Making suggestions", self.good(), self.rows.count("placed")) as records:
            for batch in batches(feed.events(records)):
                rows = [(e.seq, e.id, e.prev, e.digest, e.v, e.kind, e.body, e.data) for e in batch]
                self.rows.put_events(batch[-1].seq, marshal.dumps(rows))
        self._has_events = True

    def events(self, feed: str, after: int) -> Iterator[Event]:
        """Those with a number above `after`, in order."""
        for body in self.rows.events(after):
            yield from (Event(feed, *row) for row in marshal.loads(body) if row[0] > after)

    def bad(self, limit: int = -1) -> Iterator[BadRecord]:
        """The bad records in their order; at most so many."""
        return map(pickle.loads, self.rows.bad(limit))

    def _put_text(self, text: str, name: str) -> tuple[str, str]:
        given, home = bytes_digest(text.encode()), article_id(canonical(text))
        self.rows.put_text(given, home, text, name)
        return given, home

    def _refuse(self, number: int, record: BadRecord) -> None:
        self.rows.put_bad(number, pickle.dumps(record))

    def _refuse_repeated(self) -> None:
        for number, body, first in self.rows.repeated():
            record, before = pickle.loads(body), pickle.loads(first)
            self._refuse(number, bad(record, "id", f"was used before, in {before.place}"))
        for number, body in self.rows.renamed():
            record = pickle.loads(body)
            self._refuse(
                number, bad(record, "article.text", "differs from what an earlier record gives for that id")
            )

    def _place_article(
        self, store: Store | None, home: str, group: Iterable[tuple[str, int, str, bytes]]
    ) -> None:
        article = ImportedArticle(home, self.maker, self.version)
        placed: list[tuple[int, Claim]] = []
        for _, number, given, body in group:
            record: Incoming = pickle.loads(body)
            try:
                placed.append((number, article.anchored(record, given, self.rows, store)))
                self.found.add(record)
            except Unanchored as fault:
                self._refuse(number, bad(record, fault.field, fault.what))
        if placed:
            claims = imported_set(
                home, article.length, self.maker, self.version, [claim for _, claim in placed]
            )
            ids = {(claim.ranges, claim.mode, claim.text): claim.id for claim in claims.claims}
            rows = [(number, ids[claim.ranges, claim.mode, claim.text]) for number, claim in placed]
            self.rows.put_made(home, article.brought(claims).packed(), rows)

    def _place_sources(self, group: Iterable[tuple[str, int, str, bytes]]) -> None:
        for _, number, _, body in group:
            self.found.add_source(pickle.loads(body))
            self.rows.put_placed([(number, "")])


def _stored(file: str) -> str:
    """A file's name as a text; its bytes need not be one."""
    return file.encode("utf-8", "backslashreplace").decode()


def _missing(named: list[str], count: int) -> InputError:
    more = f" and {count - len(named)} more" if count > len(named) else ""
    return InputError(
        f"{words_of(count, 'article')} that the records are about, and do not bring along, "
        f"cannot be found in the file: {', '.join(named)}{more}.",
        safe="Nothing was changed.",
        do="Take them in first, with annotator ingest or annotator merge; or have the records written "
        "with their texts, as annotator export jsonl --with texts=yes does.",
    )
