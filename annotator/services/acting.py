"""Appending acts: the only way into the log, one committed transaction an act."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from annotator import __version__
from annotator.domain.errors import NotFound
from annotator.domain.event import Audience, Feed, seal
from annotator.domain.ids import canonical_json, new_event_id, new_nonce, time_of
from annotator.domain.scheme import Scheme
from annotator.store import Store, log, projections, reading
from annotator.store.connection import Database
from annotator.store.projections import Touched

Entry = tuple[str, Mapping[str, Any]]
"""Kind and fields of an event to append."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did, in plain words, and where."""

    words: str
    article: str = ""
    claim: str = ""
    about: str = ""
    """What of others' making it was done with, as a source's title; shown as it is."""
    relisted: bool = False
    """Whether the article has other claims now than before."""
    left: str = ""
    """What of one's own stays with what was there before, as a sentence without its end; or ""."""


@dataclass(slots=True)
class Writer:
    """Who writes, and where their feed stands: as true as the file is unchanged."""

    feed: Feed
    seq: int
    prev: str
    scheme: Scheme | None = None
    """The scheme to label by, once it is known to be in the log."""


class Acting:
    """One member writing to one file from one device, in a round or outside of any."""

    def __init__(
        self,
        store: Store,
        member: str,
        device: str,
        *,
        round_id: str = "",
        audience: Audience = "all",
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.store = store
        self.db = store.db
        self.member = member
        self.device = device
        self.round = round_id
        self.audience: Audience = audience
        self.now = now
        self._writer: Writer | None = None
        self._stamp: tuple[int, int] | None = None

    @contextmanager
    def act(self) -> Iterator["Appender"]:
        """A transaction to read in and append to; committed, and on disk, at its end."""
        with self.store.writing():
            version = self.store.data_version()
            known = self._writer if (version, self.store.own_changes()) == self._stamp else None
            appender = Appender(self, known)
            self._stamp = None  # what is known is forgotten unless the act is committed
            yield appender
            appender.settle()
        self._writer, self._stamp = appender.writer, (version, self.store.own_changes())


class Appender:
    """Appends the events of one act, and keeps the projections in step."""

    def __init__(self, acting: Acting, writer: Writer | None) -> None:
        self._acting = acting
        self.db = acting.db
        self.touched = Touched()
        self._act = ""
        self.writer = writer or self._introduce()

    @property
    def feed(self) -> Feed:
        return self.writer.feed

    def append(self, kind: str, fields: Mapping[str, Any], *, after: Sequence[str] = ()) -> str:
        """Append one event of the act; returns its id, which is greater than those of the events `after`
        which it comes, whatever the clocks of their makers said."""
        event_id = self._append(self.writer, kind, fields, self._act, after)
        self._act = self._act or event_id
        return event_id

    def settle(self) -> None:
        """Bring the projections up to date with what was appended so far."""
        projections.settle(self.db, self.touched)
        self.touched = Touched()

    def scheme(self) -> Scheme:
        """The round's scheme, or the file's; the built-in one is put in the log when it is first used."""
        if self.writer.scheme is None:
            scheme = reading.scheme(self.db, self._acting.round)
            if self._acting.round:
                self.writer.scheme = scheme
                return scheme
            if not reading.has_scheme(self.db, scheme.digest):
                self._append(self.writer, "scheme", {"name": scheme.name, "text": scheme.text}, "")
            reading.put_fact(self.db, "scheme", scheme.digest)
            self.writer.scheme = scheme
        return self.writer.scheme

    def _introduce(self) -> Writer:
        """My feed in this file; whoever is new says so first, and who made the file is a lead."""
        member, device = self._acting.member, self._acting.device
        where = self._acting.round, self._acting.audience
        feed = log.own_feed(self.db, member, device, *where)
        if feed is None:
            feed = log.new_feed(member, device, *where)
            log.put_feed(self.db, feed, "own")
        writer = Writer(feed, *log.head(self.db, feed))
        known = reading.members(self.db)
        if member not in known:
            role = "lead" if becomes_lead(self.db, member) else "reviewer"
            self._append(writer, "member", {"name": member, "role": role}, "")
        return writer

    def _append(
        self, writer: Writer, kind: str, fields: Mapping[str, Any], act: str, after: Sequence[str] = ()
    ) -> str:
        now = self._acting.now()
        data: dict[str, Any] = {
            **fields,
            "app": __version__,
            "at": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "nonce": new_nonce(),
        }
        if act:
            data["act"] = act
        moments = [round(now.timestamp() * 1_000_000), *(time_of(event) + 1 for event in after)]
        event_id = new_event_id(max(moments))
        event = seal(writer.feed.id, writer.seq + 1, event_id, writer.prev, kind, canonical_json(data), data)
        writer.seq, writer.prev = event.seq, event.digest
        log.put_events(self.db, [event], data["at"])
        projections.apply(self.db, [event], writer.feed.member, self.touched)
        return event.id


def becomes_lead(db: Database, member: str) -> bool:
    """Whether who has not acted yet will be a lead: the maker of the file; without one, the first."""
    maker = reading.fact(db, "made_by")
    return maker == member or (not maker and "lead" not in reading.members(db).values())


def one_of(store: Store, table: str, prefix: str, what: str) -> str:
    """The one id in a table that begins with `prefix`, in any case; at least 4 characters, as git does it.

    Raises NotFound when there is none, or more than one.
    """
    wanted = prefix.casefold()
    if len(wanted) < SHORTEST:
        raise NotFound(f"{prefix!r} is too short for an id.", do=f"Give {SHORTEST} characters of it.")
    found = (
        reading.ids_beginning_with(store.db, table, wanted, 2) if wanted.replace("-", "").isalnum() else []
    )
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{prefix!r} is the beginning of more than one {what}.", do="Give more of the id.")
    raise NotFound(f"There is no {what} {prefix!r}.", do=_HOW_TO_LIST)


SHORTEST = 4
"""Characters of an id that must be given."""
_HOW_TO_LIST = "annotator claims lists articles and claims with their ids."


def words_of(count: int, thing: str, things: Sequence[str] = ()) -> str:
    """ "1 claim", "3 claims"."""
    plural = things[0] if things else thing + "s"
    return f"{count} {thing if count == 1 else plural}"
