"""Importing: records of another dataset come in as articles, claims, citations and suggestions, never as
anybody's label.

All of a file comes in by one transaction, or nothing; the same file comes in once, on however many machines.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import Damaged, InputError
from annotator.domain.event import Event
from annotator.domain.incoming import BadRecord, Incoming, IncomingSource
from annotator.domain.text import clean_line
from annotator.formats import Format
from annotator.formats.format import Source
from annotator.formats.jsonl import encoded
from annotator.services.acting import Acting
from annotator.services.giving_way import GoOn, in_one
from annotator.services.import_events import ImportFeed, Origin
from annotator.services.import_report import Report
from annotator.services.import_source import canonical_options, contents_digest
from annotator.services.showing_still import ShowingStill
from annotator.services.staging import Showing, Staged, unshown
from annotator.services.writing import keep_off, write_file
from annotator.store import Conflict, Store, imports, log, projections
from annotator.store.batches import batches
from annotator.store.connection import Database
from annotator.store.many_articles import ArticleRows, Known, put_articles
from annotator.store.projections import Touched

_UNCHANGED = "Nothing was changed."


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
        for batch in batches(self.staged.brought()):
            self._count(report, batch, Known.of(store.db, batch) if store is not None else Known())
        report.new_events = self.staged.found.events
        if store is not None:
            feed = self.origin.feed
            report.new_events = max(0, report.new_events - log.head(store.db, feed)[0])
            report.again = bool(imports.standing_retractions(store.db, feed.id))
        return report

    def bring_in(self, acting: Acting, show: Showing = unshown) -> Report:
        """Bring all good records in, in one transaction, which lets others go first. What was taken back
        stands again."""
        self._prepare(show)

        def store(go_on: GoOn) -> Report:
            report = self._bring_in(acting, show, go_on)
            back = imports.standing_retractions(acting.db, self.origin.feed.id)
            report.again = bool(back)
            self._retract(acting.db, back)
            return report

        with _fitting():
            return in_one(acting.store, store)

    def take_back(self, acting: Acting, show: Showing = unshown) -> int:
        """Take the suggestions and citations of this import back; how many. Its articles and claims stay.

        Raises InputError when it is not in the file, or was taken back before.
        """
        self._prepare(show)

        def store(go_on: GoOn) -> int:
            db, feed = acting.db, self.origin.feed
            if log.feed_by_id(db, feed.id) is None:
                raise InputError(f"{self.source.path} was not imported into this file.", safe=_UNCHANGED)
            if imports.standing_retractions(db, feed.id):
                raise InputError(f"{self.source.path} was taken back before.", safe=_UNCHANGED)
            self._bring_in(acting, show, go_on)  # where a round kept the end of the feed from us
            targets = imports.acts_of(db, feed.id)
            self._retract(db, targets)
            return len(targets)

        with _fitting():
            return in_one(acting.store, store)

    def close(self) -> None:
        self.staged.rows.close()

    def _prepare(self, show: Showing) -> None:
        """All that can be made without the file, so that others wait for the storing only."""
        if not self.staged.found.events:
            raise InputError(
                "No record of it is good.", safe=_UNCHANGED, do="Without --skip-bad it is said what is wrong."
            )
        self.staged.make_events(ImportFeed(self.origin), show)

    def _bring_in(self, acting: Acting, show: Showing, go_on: GoOn) -> Report:
        report, db, still = self._report(), acting.db, ShowingStill(acting)
        made = self.staged.rows.count("made")
        with show("Storing articles", self.staged.brought(), made) as articles:
            for batch in batches(articles):
                known = Known.of(db, batch)
                self._count(report, batch, known)
                before = still.shown(known.articles)
                projections.refresh(db, put_articles(db, batch, known))
                still.keep(before)
                go_on()
        self._append(db, report, show, go_on)
        return report

    def _append(self, db: Database, report: Report, show: Showing, go_on: GoOn) -> None:
        """Append those events of the feed that are not here; the others must be the same."""
        feed = self.origin.feed
        if log.feed_by_id(db, feed.id) is None:
            log.put_feed(db, feed, "remote")
        head, _ = log.head(db, feed)
        last = min(head, self.staged.found.events)
        if last:
            here, ours = log.event_at(db, feed.id, last), next(self.staged.events(feed.id, last - 1))
            if here is None or here.digest != ours.digest:  # which covers those before it
                raise Damaged(f"feed {feed.id[:12]}", "it goes on otherwise than this import does")
        rest = max(0, self.staged.found.events - head)
        with show("Storing suggestions", self.staged.events(feed.id, head), rest) as events:
            for batch in batches(events):
                self._add(db, batch, report)
                go_on()

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
    def _count(report: Report, batch: list[ArticleRows], known: Known) -> None:
        """Count what is new."""
        for one in batch:
            new, again = one.article not in known.articles, one.claim_set in known.sets
            report.new_articles += new
            report.known_articles += not new
            report.known_claims += one.claim_count if again else 0
            report.new_claims += 0 if again else one.claim_count
            report.beside += 0 if again or new else one.claim_count


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
