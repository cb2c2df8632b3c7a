"""The doctor: is the file sound, is every digest right, are the projections what the log says."""

from collections import Counter
from collections.abc import Iterator

from annotator.domain.errors import Damaged
from annotator.services.packing import items
from annotator.services.unpacking import check_item
from annotator.store import Store, projections
from annotator.store.checks import (
    Finding,
    check_database,
    check_log,
    check_projections,
    sqlite_finding,
)
from annotator.store.sharing import who_may


def examine(store: Store) -> Iterator[Finding]:
    """Every check, cheapest first. The file is not changed."""
    yield sqlite_finding()
    if store.warning:
        yield Finding(True, store.warning, warning=True)
    words, kept_out = who_may(store.path)
    if words:
        yield Finding(True, words)
    for obstacle in kept_out:
        yield Finding(True, obstacle, warning=True)
    damaged = False
    for finding in check_database(store.db):
        damaged = damaged or not finding.good
        yield finding
    if damaged:
        return
    sound = True
    for finding in _check_content(store):
        sound = sound and finding.good
        yield finding
    yield from check_log(store.db)
    if sound:
        yield from _compare_projections(store)


def rebuild(store: Store) -> None:
    """Make all projections again from content and log."""
    with store.writing() as db:
        projections.rebuild(db)


def _check_content(store: Store) -> Iterator[Finding]:
    """Digests of content, and the numbers and digests of every feed."""
    counted: Counter[str] = Counter()
    faults = list(_faults(store, counted))
    for fault in faults:
        yield Finding(False, fault)
    if not faults:
        yield Finding(
            True,
            f"all digests are right: {counted['article']} articles, {counted['claim_set']} claim sets, "
            f"{counted['event']} events in {counted['feed']} feeds without a gap",
        )


def _faults(store: Store, counted: Counter[str]) -> Iterator[str]:
    """What is wrong with content and log; counts what was looked at. Ends at what cannot be read."""
    head = (0, "")
    name = ""
    try:
        for kind, record in items(store):
            counted[kind] += 1
            try:
                check_item(kind, record)
            except (TypeError, ValueError) as error:
                yield str(error)
            if kind == "feed":
                name, head = f"feed {record.id[:12]} of {record.member}", (0, record.head)
            elif kind == "event":
                if record.seq != head[0] + 1:
                    yield f"gap in {name}: {record.seq} follows {head[0]}"
                elif record.prev != head[1]:
                    yield f"event {record.seq} of {name} does not continue the one before"
                head = (record.seq, record.digest)
    except Damaged as error:
        yield error.what.rstrip(".")


def _compare_projections(store: Store) -> Iterator[Finding]:
    with store.trial() as db:
        yield from check_projections(db)
