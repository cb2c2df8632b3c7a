"""Merging: taking packs or other annotator files in, as a set union.

Any order, any number of times, the same result. All of one call's files come in, or none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from annotator.domain.claim import ClaimSet
from annotator.domain.claim_faults import fault_of
from annotator.domain.errors import Damaged, MergeRefused
from annotator.domain.event import KNOWN_KINDS, Event, Feed
from annotator.services.acting import words_of
from annotator.services.packing import Item, items
from annotator.services.unpacking import check_item, read_pack
from annotator.store import Conflict, Store, content, log, open_to_read, projections
from annotator.store.projections import Touched

_UNTOUCHED = "Nothing was changed."
_CHUNK = 500
"""Events appended at a time."""


@dataclass(slots=True)
class Report:
    """What a merge brought."""

    articles: int = 0
    captures: int = 0
    claim_sets: int = 0
    feeds: int = 0
    events: int = 0
    known_events: int = 0
    """Events that were here already."""
    unknown_kinds: dict[str, int] = field(default_factory=dict)
    """Kept and passed on, but not understood by this version."""

    @property
    def words(self) -> str:
        """The report in a sentence or two."""
        came = (
            words_of(self.articles, "new article"),
            words_of(self.captures, "new capture"),
            words_of(self.events, "new event") + " in " + words_of(self.feeds, "new feed"),
        )
        words = f"Merged: {', '.join(came)}; {words_of(self.known_events, 'event')} known already."
        if self.unknown_kinds:
            count = sum(self.unknown_kinds.values())
            words += f" {words_of(count, 'event')} need a newer version of this program; they are kept."
        return words


def refuse_missing(paths: Iterable[Path]) -> None:
    """Raise MergeRefused for the first path that is no file, before a new file is made for it."""
    for path in paths:
        if not path.is_file():
            raise MergeRefused(f"There is no file {path}.", safe=_UNTOUCHED)


def merge(store: Store, paths: Iterable[Path]) -> Report:
    """Take in packs and annotator files.

    Raises MergeRefused, with nothing changed, for a file that is damaged, has a gap, or forks a feed.
    """
    paths = list(paths)
    refuse_missing(paths)
    report = Report()
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with store.writing():
        for path in paths:
            _Merge(store, path, report, now).take_in()
    return report


class _Merge:
    """One file on its way in, inside the caller's transaction."""

    def __init__(self, store: Store, path: Path, report: Report, now: str) -> None:
        self.store, self.db, self.path = store, store.db, path
        self.report, self.now = report, now
        self.articles: dict[str, None] = {}
        self.feed: Feed | None = None
        self.head = (0, "")
        """Number and digest of the feed's last event here."""
        self.last = (0, "")
        """The same of the events that have come."""
        self.pending: list[Event] = []
        self.touched = Touched()

    def take_in(self) -> None:
        try:
            for kind, record in self._items():
                getattr(self, f"_take_{kind}")(record)
            self._flush()
            projections.settle(self.db, self.touched)
            projections.refresh(self.db, self.articles)
        except Conflict as error:
            raise MergeRefused(
                f"{self.path}: its parts do not fit together ({error}).", safe=_UNTOUCHED
            ) from error

    def _items(self) -> Iterator[Item]:
        try:
            # the live file itself may be opened by SQLite only, see store/database.py
            is_database = self.path.samefile(self.store.path) or _is_database(self.path)
        except OSError as error:
            raise MergeRefused(f"{self.path}: {error.strerror}.", safe=_UNTOUCHED) from None
        if not is_database:
            yield from read_pack(self.path)
            return
        with open_to_read(self.path) as other:
            try:
                for kind, record in items(other):
                    check_item(kind, record)
                    yield kind, record
            except (Damaged, TypeError, ValueError) as error:
                raise MergeRefused(f"{self.path}: {error}", safe=_UNTOUCHED) from None

    def _take_article(self, record: tuple[str, str]) -> None:
        if content.put_article(self.db, *record):
            self.report.articles += 1
            self.articles[record[0]] = None

    def _take_original(self, record: tuple[str, bytes]) -> None:
        content.put_original(self.db, *record)

    def _take_capture(self, record: content.Capture) -> None:
        if content.put_capture(self.db, record):
            self.report.captures += 1
            self.articles[record.article] = None

    def _take_claim_set(self, record: ClaimSet) -> None:
        here = content.claim_set_of(self.db, record.id)
        if here is None:
            _check_ranges(self.path, record, content.text_of(self.db, record.article))
            content.put_claim_set(self.db, record)
            self.report.claim_sets += 1
            self.articles[record.article] = None
        elif here != record:
            raise MergeRefused(
                f"{self.path}: claim set {record.id[:12]} is here with other claims.",
                safe=_UNTOUCHED,
                do="One of the two files was changed by hand; run annotator doctor on both.",
            )

    def _take_feed(self, record: Feed) -> None:
        self._flush()
        here = log.feed_by_id(self.db, record.id)
        if here is not None and here != record:
            raise MergeRefused(f"{self.path}: feed {record.id[:12]} has another owner here.", safe=_UNTOUCHED)
        if here is None:
            log.put_feed(self.db, record, "remote")
            self.report.feeds += 1
        self.feed = record
        self.head = log.head(self.db, record)
        self.last = (0, record.head)

    def _take_event(self, event: Event) -> None:
        """Events of a feed come in order; those that are here must be the same."""
        if self.feed is None or event.feed != self.feed.id:
            raise MergeRefused(f"{self.path}: an event stands outside its feed.", safe=_UNTOUCHED)
        number, before = self.last
        name = f"feed {event.feed[:12]} of {self.feed.member}"
        if event.seq != number + 1:
            raise MergeRefused(
                f"{self.path}: there is a gap in {name}: {event.seq} follows {number}.", safe=_UNTOUCHED
            )
        if event.prev != before:
            raise MergeRefused(
                f"{self.path}: event {event.seq} of {name} does not continue the one before.", safe=_UNTOUCHED
            )
        self.last = (event.seq, event.digest)
        if event.seq > self.head[0]:
            self.pending.append(event)
            if len(self.pending) >= _CHUNK:
                self._flush()
            return
        here = log.event_at(self.db, event.feed, event.seq)
        if here is None or here.digest != event.digest:
            raise MergeRefused(
                f"{self.path}: {name} goes on in two ways from event {event.seq}: "
                "both files were written to after one was copied or put back.",
                safe=_UNTOUCHED,
                do="Keep the one with the work you need; annotator export shows what is in each.",
            )
        self.report.known_events += 1

    def _flush(self) -> None:
        """Append what has come for the present feed and project it."""
        if self.feed is None or not self.pending:
            return
        log.put_events(self.db, self.pending, self.now)
        try:
            projections.apply(self.db, self.pending, self.feed.member, self.touched)
        except ValueError as error:
            raise MergeRefused(f"{self.path}: {error}.", safe=_UNTOUCHED) from None
        for event in self.pending:
            if event.kind not in KNOWN_KINDS:
                self.report.unknown_kinds[event.kind] = self.report.unknown_kinds.get(event.kind, 0) + 1
        self.report.events += len(self.pending)
        self.pending = []


def _check_ranges(path: Path, record: ClaimSet, text: str | None) -> None:
    """Every claim and region lies in its article, and what points to another claim finds it."""
    name = f"{path}: claim set {record.id[:12]}"
    if text is None:
        raise MergeRefused(f"{name} is of an article that is not there.", safe=_UNTOUCHED)
    fault = fault_of(record, text)
    if fault:
        raise MergeRefused(f"{name} {fault}", safe=_UNTOUCHED)


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"
