"""Importing: records of another dataset come in as articles, claims, citations and suggestions, never as
anybody's label.

All of a file comes in by one transaction, or nothing; the same file comes in once, on however many machines.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

from annotator.domain.errors import Damaged, InputError
from annotator.domain.event import Event
from annotator.domain.incoming import BadRecord, Incoming, IncomingSource
from annotator.domain.text import clean_line
from annotator.formats import Format
from annotator.formats.format import Source
from annotator.formats.jsonl import encoded
from annotator.services.acting import Acting
from annotator.services.import_articles import Brought
from annotator.services.import_events import ImportFeed, Origin
from annotator.services.import_report import Report
from annotator.services.import_source import canonical_options, contents_digest
from annotator.services.showing_still import ShowingStill
from annotator.services.staging import Showing, Staged, unshown
from annotator.services.writing import keep_off, write_file
from annotator.store import Conflict, Store, content, imports, log, projections
from annotator.store.connection import Database
from annotator.store.projections import Touched

_CHUNK = 500
"""Articles, or events, that are settled at a time."""
_UNCHANGED = "Nothing was changed."

_T = TypeVar("_T")


class Import:
    """One file of a format, read and checked; nothing is changed before `bring_in`."""

    def __init__(self, form: Format, source: Source) -> None:
        self.format = form
        self.source = source
        self.staged = Staged(form.id, form.version)
        self._origin: Origin | None = None

    def read(self, store: Store | None, show: Showing = unshown) -> None:
        """Read all records. `store` is the file that they are for, None when there is none yet.

        Raises InputError for a file that is not of the format, holds nothing, or needs an article that is
        not here.
        """
        reader = check_reads(self.format)
        own = store.path if store is not None else None
        contents, options = self._identity(own)
        with show("Reading records", reader(self.source), None) as records:
            self.staged.read(records)
        if self._identity(own) != (contents, options):
            what = f"{self.source.path}, or a file that its options name, changed while it was read."
            raise InputError(what, safe=_UNCHANGED, do="Import it when it is whole.")
        if not self.staged.records:
            raise InputError(f"{self.source.path} holds no records.", safe=_UNCHANGED)
        anchors = self.staged.find_articles(store)
        self.staged.place(store, show)
        self._origin = Origin(self.format.id, self.format.version, contents, options, anchors)

    def _identity(self, own: Path | None) -> tuple[str, dict[str, str]]:
        """Digests of what is imported, and of what its options name."""
        options = canonical_options(self.format, self.source.options, own)
        return contents_digest(self.source.path, own), options

    @property
    def origin(self) -> Origin:
        if self._origin is None:
            raise ValueError("it was not read yet")
        return self._origin

    @property
    def refused(self) -> int:
        """How many records are bad."""
        return self.staged.rows.count("bad")

    def bad(self, limit: int = -1) -> Iterator[BadRecord]:
        """The bad records, in their order."""
        return self.staged.bad(limit)

    def write_bad(self, store: Store, target: Path) -> None:
        """Write the bad records as JSON lines. Raises InputError when they cannot be written."""
        keep_off(store, target)
        if self.source.path.exists() and target.exists() and target.samefile(self.source.path):
            raise InputError(f"{target} is the file that is imported.", safe=_UNCHANGED, do="Name another.")

        def write(out: BinaryIO) -> None:
            for record in self.bad():
                place = record.place
                where = {"file": clean_line(place.file), "line": place.number, "unit": place.unit}
                why = {"field": record.field, "what": record.what}
                out.write(encoded({**where, **why, "record": record.raw}))

        write_file(target, write)

    def preview(self, store: Store | None) -> Report:
        """What `bring_in` would bring now."""
        report = self._report()
        for brought in self.staged.brought():
            self._count(report, brought, store.db if store is not None else None)
        report.new_events = self.staged.found.events
        if store is not None:
            feed = self.origin.feed
            report.new_events = max(0, report.new_events - log.head(store.db, feed)[0])
            report.again = bool(imports.standing_retractions(store.db, feed.id))
        return report

    def bring_in(self, acting: Acting, show: Showing = unshown) -> Report:
        """Bring all good records in, in one transaction. What was taken back stands again."""
        with acting.store.writing() as db, _fitting():
            report = self._bring_in(acting, show)
            back = imports.standing_retractions(db, self.origin.feed.id)
            report.again = bool(back)
            self._retract(db, back)
        return report

    def take_back(self, acting: Acting, show: Showing = unshown) -> int:
        """Take the suggestions and citations of this import back; how many. Its articles and claims stay.

        Raises InputError when it is not in the file, or was taken back before.
        """
        with acting.store.writing() as db, _fitting():
            feed = self.origin.feed
            if log.feed_by_id(db, feed.id) is None:
                raise InputError(f"{self.source.path} was not imported into this file.", safe=_UNCHANGED)
            if imports.standing_retractions(db, feed.id):
                raise InputError(f"{self.source.path} was taken back before.", safe=_UNCHANGED)
            self._bring_in(acting, show)  # where a round kept the end of the feed from us
            targets = imports.acts_of(db, feed.id)
            self._retract(db, targets)
        return len(targets)

    def close(self) -> None:
        self.staged.rows.close()

    def _bring_in(self, acting: Acting, show: Showing) -> Report:
        report, db, still = self._report(), acting.db, ShowingStill(acting)
        if not self.staged.found.events:
            raise InputError(
                "No record of it is good.", safe=_UNCHANGED, do="Without --skip-bad it is said what is wrong."
            )
        made = self.staged.rows.count("made")
        with show("Storing articles", self.staged.brought(), made) as articles:
            for chunk in _chunks(articles):
                before = still.shown(one.article for one in chunk)
                projections.refresh(db, [one.article for one in chunk if self._put(db, one, report)])
                still.keep(before)
        self._append(db, report, show)
        return report

    def _put(self, db: Database, brought: Brought, report: Report) -> bool:
        """Store what an article brings; whether something came."""
        new, known = self._count(report, brought, db)
        if new and brought.text is not None:
            content.put_article(db, brought.article, brought.text)
        came = new
        for capture, raw in brought.captures:
            content.put_original(db, capture.original, raw)
            came = content.put_capture(db, capture) or came
        if known and content.claim_set_of(db, brought.claims.id) != brought.claims:
            raise Damaged(f"claim set {brought.claims.id[:12]}", "it has other claims than this import makes")
        return content.put_claim_set(db, brought.claims) or came

    def _append(self, db: Database, report: Report, show: Showing) -> None:
        """Append those events of the feed that are not here; the others must be the same."""
        feed = self.origin.feed
        if log.feed_by_id(db, feed.id) is None:
            log.put_feed(db, feed, "remote")
        head, _ = log.head(db, feed)
        made = ImportFeed(self.origin)
        with show("Storing suggestions", self.staged.good(), self.staged.rows.count("placed")) as records:
            for chunk in _chunks(made.events(records)):
                last = chunk[min(len(chunk), head - chunk[0].seq + 1) - 1] if head >= chunk[0].seq else None
                here = log.event_at(db, feed.id, last.seq) if last is not None else None
                if last is not None and (here is None or here.digest != last.digest):
                    raise Damaged(f"feed {feed.id[:12]}", "it goes on otherwise than this import does")
                self._add(db, [event for event in chunk if event.seq > head], report)

    def _retract(self, db: Database, targets: list[str]) -> None:
        if targets:
            made = ImportFeed(self.origin, *log.head(db, self.origin.feed))
            self._add(db, list(made.retracting(targets)), Report())

    def _add(self, db: Database, events: list[Event], report: Report) -> None:
        if not events:
            return
        touched = Touched()
        log.put_events(db, events, datetime.now(UTC).isoformat(timespec="milliseconds"))
        projections.apply(db, events, self.origin.feed.member, touched)
        projections.settle(db, touched)
        report.new_events += len(events)

    def _report(self) -> Report:
        return Report(self.staged.records, self.refused, found=self.staged.found)

    @staticmethod
    def _count(report: Report, brought: Brought, db: Database | None) -> tuple[bool, bool]:
        """Count what is new; gives whether the article is, and whether its claim set is here."""
        claims = len(brought.claims.claims)
        new = db is None or not content.has(db, "article", brought.article)
        known = not new and db is not None and content.has(db, "claim_set", brought.claims.id)
        report.new_articles += new
        report.known_articles += not new
        report.known_claims += claims if known else 0
        report.new_claims += 0 if known else claims
        report.beside += 0 if known or new else claims
        return new, known


@contextmanager
def _fitting() -> Iterator[None]:
    """What no honest file holds, an event of ours by another, is said in words."""
    try:
        yield
    except Conflict as error:
        raise Damaged("the log", f"it does not fit what this import makes ({error})") from None


def check_reads(form: Format) -> Callable[[Source], Iterator[Incoming | IncomingSource | BadRecord]]:
    """What reads the format. Raises InputError for one that is written only."""
    if form.read is None:
        do = "annotator formats lists those that are read."
        raise InputError(f"The format {form.id!r} can be written only.", safe=_UNCHANGED, do=do)
    return form.read


@contextmanager
def importing(form: Format, source: Source) -> Iterator[Import]:
    """An import; what it has staged is gone at the end."""
    work = Import(form, source)
    try:
        yield work
    finally:
        work.close()


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
