"""Opening a file for a person: who made it, which device writes, and whether it was put back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.errors import InputError
from annotator.domain.scheme import Scheme
from annotator.services.acting import Acting
from annotator.settings.device import device_of, last_seen, remember_seen
from annotator.store import Sight, Store, log, open_to_read, open_to_write, reading, size_of
from annotator.store.database import WAIT


@dataclass(slots=True)
class Workplace:
    """A file opened to write by one person on this machine."""

    store: Store
    member: str
    device: str
    state: Path
    made: bool = False
    """Whether the file was made just now."""
    news: list[str] = field(default_factory=list)
    """What the person should know about the file, in sentences."""

    def reader(self) -> Store:
        """The file opened once more, to read as far as this person may see it."""
        return open_to_read(self.store.path, sight=Sight(self.member))

    def close(self, *raised: Any) -> None:
        """Note how far my feeds have come, then close; `raised` as for leaving a Store."""
        try:
            with self.store.explaining():
                remember_seen(self.state, self.device, log.heads_of(self.store.db, self.device))
        finally:
            self.store.__exit__(*(raised or (None, None, None)))

    def __enter__(self) -> "Workplace":
        return self

    def __exit__(self, *raised: Any) -> None:
        self.close(*raised)


def open_workplace(
    path: Path,
    member: str,
    *,
    state: Path,
    create: bool = False,
    wait: float = WAIT,
    unsafe_filesystem: bool = False,
) -> Workplace:
    """Open (or make) a file for one person. Raises FileRefused."""
    fresh = create and not size_of(path)
    store = open_to_write(path, create=create, wait=wait, unsafe_filesystem=unsafe_filesystem)
    try:
        place = Workplace(store, member, device_of(path, state), state, fresh)
        if store.warning:
            place.news.append(store.warning)
        if fresh:
            with store.writing() as db:
                reading.put_fact(db, "made_by", member)
            place.news.append(f"Made {path}. Its lead is {member}.")
        else:
            with store.explaining():
                place.news.extend(_notice_copy(place))
    except BaseException:
        store.close()
        if fresh:
            store.remove()  # it was made in vain
        raise
    return place


def begin(place: Workplace, *, scheme: Scheme | None, guideline: tuple[str, str] | None) -> None:
    """Give a new file its scheme and guideline (name, text), as acts of its first lead."""
    if log.count_events(place.store.db):
        raise InputError(
            f"{place.store.path.name} is in use already; its scheme and guideline cannot be set again.",
            safe="Nothing was changed.",
        )
    with Acting(place.store, place.member, place.device).act() as act:
        if scheme is not None:
            act.append("scheme", {"name": scheme.name, "text": scheme.text})
            reading.put_fact(act.db, "scheme", scheme.digest)
        if guideline is not None:
            act.append("guideline", {"name": guideline[0], "text": guideline[1]})


def _notice_copy(place: Workplace) -> Iterable[str]:
    """Begin new feeds where this file has lost events that this machine saw, and tell of copies."""
    db = place.store.db
    heads = log.heads_of(db, place.device)
    seen = last_seen(place.state, place.device)
    lost = [feed for feed, seq in seen.items() if heads.get(feed, 0) < seq]
    if lost:
        with place.store.writing():
            for feed in lost:
                log.retire_feed(db, feed)
        yield (
            f"{place.store.path.name} is older than when this machine last wrote to it (a backup put back?). "
            "Your acts go on under a new feed; merge the newer file to get the missing ones."
        )
        return
    if log.writes_elsewhere(db, place.member, place.device):
        yield (
            f"{place.store.path.name} was written by you from another place before (a copy, or moved here). "
            "Your acts go on under a new feed, so that both can be merged; undo begins afresh."
        )
