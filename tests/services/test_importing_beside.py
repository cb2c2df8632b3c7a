"""While an import is stored others go on labelling: it lets them go first, and is whole all the same."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from import_formats import LINES, claim, write_lines

from annotator.domain.errors import FileRefused
from annotator.formats.format import Source
from annotator.services import giving_way
from annotator.services.importing import importing
from annotator.store import open_to_read, open_to_write
from annotator.store.lock import WriterLock

ROOT = Path(__file__).parents[2]
COUNT = 1200
"""Records: several batches of articles and of events."""
STEPS = ["Storing articles", "Storing suggestions"]

LABEL = """
import sys
from pathlib import Path
from annotator.services.acting import Acting
from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write

with open_to_write(Path(sys.argv[1])) as store:
    me = Reviewing(store, "ben", "device of ben")
    print("ready", flush=True)
    for line in sys.stdin:
        me.label(line.strip(), "sourced")
        print("saved", flush=True)
"""


class Ben:
    """Another reviewer, in a process of their own."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", LABEL, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        self._said()

    def begin(self, claim_id: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{claim_id}\n")
        self._process.stdin.flush()

    def wait(self) -> None:
        assert self._said() == "saved"

    def end(self) -> None:
        self._process.communicate()
        assert self._process.returncode == 0

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "many.jsonl", *(claim(f"Crane {n} failed.") for n in range(COUNT)))


def wanted(path: Path) -> bool:
    """Whether somebody waits for the lock of a file."""
    lock = WriterLock(path, wait=0)
    try:
        return lock.goes_on()
    finally:
        lock.close()


def until(holds: Callable[[], bool]) -> None:
    """Wait until something of another process holds; it comes within seconds, or never."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def labelled(path: Path) -> int:
    with open_to_read(path) as store:
        return int(store.db.execute("SELECT count(*) FROM label WHERE member = 'ben'").fetchone()[0])


def brought(path: Path) -> int:
    with open_to_read(path) as store:
        return int(store.db.execute("SELECT count(*) FROM suggestion").fetchone()[0])


@pytest.mark.parametrize("at", STEPS)
def test_a_label_comes_before_an_import_that_is_being_stored(
    kit: Any, desk: Any, many: Path, at: str
) -> None:
    """Each time the import has come so far, a label is waiting; each is in the file before the import is."""
    path, claims, asked, seen = desk.store.path, desk.claims, 0, []
    ben = Ben(path)

    @contextmanager
    def show(words: str, items: Iterable[Any], total: int | None) -> Iterator[Iterable[Any]]:
        yield stopping(items) if words == at else items

    def stopping(items: Iterable[Any]) -> Iterator[Any]:
        nonlocal asked
        for number, item in enumerate(items):
            if number == 0 and asked:
                ben.wait()
                seen.append((labelled(path), brought(path)))
            if number == 700 and asked < 3:
                ben.begin(claims[asked])
                asked += 1
                until(lambda: wanted(path))
            yield item

    with importing(LINES, Source(many)) as work:
        work.read(desk.store, show)
        report = work.bring_in(desk.me, show)
    ben.end()
    assert seen == [(1, 0), (2, 0), (3, 0)]
    assert (report.new_articles, report.new_claims, report.new_events) == (COUNT, COUNT, COUNT)
    assert brought(path) == COUNT
    kit.assert_projections_hold(desk.store)


def test_who_comes_too_often_waits_in_the_end(desk: Any, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the import would never come in. Nobody is refused: the label is stored behind it."""
    monkeypatch.setattr(giving_way, "TIMES", 2)
    path, claims, times = desk.store.path, desk.claims, 0
    ben = Ben(path)

    @contextmanager
    def show(words: str, items: Iterable[Any], total: int | None) -> Iterator[Iterable[Any]]:
        yield stopping(items) if words == "Storing articles" else items

    def stopping(items: Iterable[Any]) -> Iterator[Any]:
        nonlocal times
        if times:
            ben.wait()
        ben.begin(claims[times])
        times += 1
        until(lambda: wanted(path))
        yield from items

    with importing(LINES, Source(many)) as work:
        work.read(desk.store, show)
        assert work.bring_in(desk.me, show).new_events == COUNT
    ben.wait()
    ben.end()
    assert times == 3
    assert (labelled(path), brought(path)) == (3, COUNT)
    rows = desk.sql("SELECT f.member FROM event AS e JOIN feed AS f ON f.id = e.feed WHERE e.kind = 'label'")
    assert rows == [("ben",)] * 3


def test_labels_given_throughout_are_all_there_and_so_is_the_import(kit: Any, desk: Any, many: Path) -> None:
    path, claims, done = desk.store.path, desk.claims, threading.Event()
    ben, given = Ben(path), 0

    def label() -> None:
        nonlocal given
        while not done.is_set() or not given:
            ben.begin(claims[given % len(claims)])
            ben.wait()
            given += 1

    labelling = threading.Thread(target=label)
    with importing(LINES, Source(many)) as work:
        work.read(desk.store)
        labelling.start()
        report = work.bring_in(desk.me)
        done.set()
    labelling.join()
    ben.end()
    assert report.new_events == COUNT
    assert labelled(path) == given
    assert brought(path) == COUNT
    kit.assert_projections_hold(desk.store)


def test_a_transaction_that_goes_on_is_waited_for_and_one_that_gives_no_sign_is_named(desk: Any) -> None:
    path, saved = desk.store.path, threading.Event()

    def write() -> None:
        with open_to_write(path, wait=1) as store:
            told.set()
            held.wait()
            with store.writing():
                saved.set()

    told, held = threading.Event(), threading.Event()
    other = threading.Thread(target=write)
    other.start()
    told.wait()
    with desk.store.writing():
        held.set()
        end = time.monotonic() + 2.5  # more than twice as long as one waits
        while time.monotonic() < end:
            desk.store.goes_on()
            time.sleep(0.02)
        assert not saved.is_set()
    other.join()
    assert saved.is_set()
    with open_to_write(path, wait=0.2) as hasty, desk.store.writing():
        desk.store.goes_on()
        with pytest.raises(FileRefused, match="has not finished"), hasty.writing():
            pass
