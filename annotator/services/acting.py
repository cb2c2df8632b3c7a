"""Appending acts: the only way into the log, one committed transaction an act."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from annotator import __version__
from annotator.domain.errors import NotFound
from annotator.domain.event import Event, Feed, seal
from annotator.domain.ids import canonical_json, new_event_id, new_nonce
from annotator.domain.scheme import Scheme
from annotator.store import Store, log, projections, reading
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


class Acting:
    """One member writing to one file from one device."""

    def __init__(
        self, store: Store, member: str, device: str, *, now: Callable[[], datetime] = utc_now
    ) -> None:
        self.store = store
        self.db = store.db
        self.member = member
        self.device = device
        self.now = now

    @contextmanager
    def act(self) -> Iterator["Appender"]:
        """A transaction to read in and append to; committed, and on disk, at its end."""
        with self.store.writing():
            appender = Appender(self)
            yield appender
            appender.settle()

    def feed(self) -> Feed:
        """My feed in this file; a new one, with the news of who I am, when there is none."""
        found = log.own_feed(self.db, self.member, self.device)
        if found is None:
            found = log.new_feed(self.member, self.device)
            log.put_feed(self.db, found, "own")
        return found


class Appender:
    """Appends the events of one act, and keeps the projections in step."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.db = acting.db
        self.touched = Touched()
        self.feed = acting.feed()
        self._seq, self._prev = log.head(self.db, self.feed)
        self._act = ""
        self._introduce()

    def append(self, kind: str, fields: Mapping[str, Any]) -> str:
        """Append one event of the act; returns its id."""
        event_id = self._append(kind, fields, self._act)
        self._act = self._act or event_id
        return event_id

    def settle(self) -> None:
        """Bring the projections up to date with what was appended so far."""
        projections.settle(self.db, self.touched)
        self.touched = Touched()

    def scheme(self) -> Scheme:
        """The file's scheme; the built-in one is put in the log when it is first used."""
        scheme = reading.scheme(self.db)
        known = self.db.execute("SELECT 1 FROM scheme WHERE digest = ?", (scheme.digest,)).fetchone()
        if known is None:
            self._append("scheme", {"name": scheme.name, "text": scheme.text}, "")
        return scheme

    def _introduce(self) -> None:
        """Say who writes before the first act; whoever made the file is its first lead."""
        member = self._acting.member
        known = reading.members(self.db)
        if member in known:
            return
        maker = reading.fact(self.db, "made_by")
        first = maker == member or (not maker and "lead" not in known.values())
        self._append("member", {"name": member, "role": "lead" if first else "reviewer"}, "")

    def _append(self, kind: str, fields: Mapping[str, Any], act: str) -> str:
        now = self._acting.now()
        data: dict[str, Any] = {
            **fields,
            "app": __version__,
            "at": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "nonce": new_nonce(),
        }
        if act:
            data["act"] = act
        event = self._seal(kind, data, round(now.timestamp() * 1_000_000))
        log.put_events(self.db, [event], data["at"])
        projections.apply(self.db, [event], self._acting.member, self.touched)
        return event.id

    def _seal(self, kind: str, data: Mapping[str, Any], now_us: int) -> Event:
        self._seq += 1
        event_id = new_event_id(now_us)
        event = seal(self.feed.id, self._seq, event_id, self._prev, kind, canonical_json(data), data)
        self._prev = event.digest
        return event


def one_of(store: Store, table: str, prefix: str, what: str) -> str:
    """The one id in a table that begins with `prefix`; at least 4 characters, as git does it.

    Raises NotFound when there is none, or more than one.
    """
    found = reading.ids_beginning_with(store.db, table, prefix, 3) if len(prefix) >= 4 else []
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{prefix!r} is the beginning of more than one {what}.", do="Give more of the id.")
    raise NotFound(f"There is no {what} {prefix!r}.", do=_HOW_TO_LIST.get(what, ""))


_HOW_TO_LIST: Mapping[str, str] = {
    "claim": "annotator claims lists them with their ids.",
    "article": "annotator stats --json lists them with their ids.",
}


def words_of(count: int, thing: str, things: Sequence[str] = ()) -> str:
    """ "1 claim", "3 claims"."""
    plural = things[0] if things else thing + "s"
    return f"{count} {thing if count == 1 else plural}"
