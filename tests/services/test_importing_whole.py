"""An import comes in whole or not at all: whatever ends it, whatever else writes."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from import_formats import LINES, claim, write_lines

from annotator.domain.errors import FileRefused, InputError
from annotator.domain.event import Feed
from annotator.formats.format import Source
from annotator.services.acting import Acting
from annotator.services.checking import examine
from annotator.services.import_source import contents_digest
from annotator.services.importing import Import, importing
from annotator.store import open_to_read, open_to_write

ROOT = Path(__file__).parents[2]
COUNT = 800
"""Records: several chunks of articles and of events."""

IMPORT = """
import os, sys
from contextlib import contextmanager
from pathlib import Path
from import_formats import LINES
from annotator.formats.format import Source
from annotator.services.acting import Acting
from annotator.services.importing import importing
from annotator.store import open_to_write

@contextmanager
def show(words, items, total):
    def each():
        for item in items:
            os.write(1, words[:9].encode() + b"\\n")
            yield item
    yield each()

store = open_to_write(Path(sys.argv[1]))
with importing(LINES, Source(Path(sys.argv[2]))) as work:
    work.read(store, show)
    work.bring_in(Acting(store, "anna", "device"), show)
store.close()
"""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "many.jsonl", *(claim(f"Crane {n} failed.") for n in range(COUNT)))


def counts(path: Path) -> tuple[int, ...]:
    tables = ("event", "feed", "article", "claim", "suggestion", "search_doc")
    with open_to_read(path) as store:
        assert all(finding.good for finding in examine(store))
        return tuple(store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


@pytest.mark.parametrize("at", ["Storing a", "Storing s"])
def test_a_killed_import_leaves_the_file_as_it_was(kit: Any, tmp_path: Path, many: Path, at: str) -> None:
    path = kit.close(kit.desk())
    before = counts(path)
    process = subprocess.Popen(
        [sys.executable, "-c", IMPORT, path, many],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'helpers'}"},
    )
    assert process.stdout is not None
    seen = 0
    while seen < COUNT - 100:
        line = process.stdout.readline()
        assert line, "it ended before"
        seen += line.decode().rstrip("\n") == at
    process.kill()
    process.stdout.close()
    process.wait()
    assert counts(path) == before
    with open_to_write(path) as store, importing(LINES, Source(many)) as work:
        work.read(store)
        assert work.bring_in(Acting(store, "anna", "device")).new_events == COUNT
    assert counts(path)[0] == before[0] + COUNT


class Ended(Exception):
    """What a key does."""


@pytest.mark.parametrize(
    "at", ["Reading records", "Placing claims", "Storing articles", "Storing suggestions"]
)
def test_what_ends_it_within_leaves_the_connection_and_the_file_as_they_were(
    kit: Any, desk: Any, many: Path, at: str
) -> None:
    before = desk.pack()

    @contextmanager
    def show(words: str, items: Iterable[Any], total: int | None) -> Iterator[Iterable[Any]]:
        yield ending(items) if words == at else items

    def ending(items: Iterable[Any]) -> Iterator[Any]:
        for number, item in enumerate(items):
            if number == 700:
                raise Ended
            yield item

    def take_in() -> None:
        with importing(LINES, Source(many)) as work:
            work.read(desk.store, show)
            work.bring_in(desk.me, show)

    with pytest.raises(Ended):
        take_in()
    assert desk.pack() == before
    desk.me.label(desk.claims[0], "sourced")
    kit.assert_projections_hold(desk.store)


def test_a_full_disk_is_said_and_changes_nothing(kit: Any, desk: Any, many: Path) -> None:
    before = desk.pack()
    with importing(LINES, Source(many)) as work:
        work.read(desk.store)
        pages = desk.sql("PRAGMA page_count")[0][0]
        desk.store.db.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(FileRefused, match="the disk is full"):
            work.bring_in(desk.me)
        assert desk.pack() == before
        desk.store.db.execute("PRAGMA max_page_count = 1000000")
        assert work.bring_in(desk.me).new_events == COUNT


def test_a_full_temporary_folder_is_said(desk: Any, many: Path) -> None:
    with importing(LINES, Source(many)) as work:
        work.staged.rows._do("PRAGMA max_page_count = 20")
        with pytest.raises(FileRefused, match="the disk is full"):
            work.read(desk.store)


def test_it_waits_for_another_writer_and_names_one_that_does_not_end(kit: Any, many: Path) -> None:
    path = kit.close(kit.desk())
    with (
        open_to_write(path) as writer,
        open_to_write(path, wait=0.2) as hasty,
        importing(LINES, Source(many)) as work,
    ):
        work.read(hasty)
        with writer.writing(), pytest.raises(FileRefused, match="is being written by process"):
            work.bring_in(Acting(hasty, "anna", "device"))

    def write() -> None:
        with open_to_write(path) as writer, writer.writing():
            held.set()
            time.sleep(0.3)

    held = threading.Event()
    other = threading.Thread(target=write)
    with open_to_write(path) as patient, importing(LINES, Source(many)) as work:
        other.start()
        held.wait()
        work.read(patient)
        assert work.bring_in(Acting(patient, "anna", "device")).new_events == COUNT
    other.join()


def test_a_forged_feed_of_that_name_is_said(kit: Any, desk: Any, tmp_path: Path) -> None:
    """Somebody has put other events where those of this import belong."""
    from annotator.domain.errors import Damaged
    from annotator.services.import_events import ImportFeed
    from annotator.store import log

    path = write_lines(tmp_path / "a.jsonl", claim("It rained."), claim("It froze."))

    def forge(work: Import, feed: Feed) -> None:
        with desk.store.writing() as db:
            log.put_feed(db, feed, "remote")
            made = ImportFeed(work.origin)
            log.put_events(db, [made.seal("comment", {"claim": "c", "text": "t"}, "0" * 64, "")], "")

    with importing(LINES, Source(path)) as work:
        work.read(desk.store)
        forge(work, work.origin.feed)
        before = desk.pack()
        with pytest.raises(Damaged, match="goes on otherwise"):
            work.bring_in(desk.me)
        assert desk.pack() == before


@pytest.mark.parametrize("which", ["records", "side"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    kit: Any, desk: Any, tmp_path: Path, which: str
) -> None:
    """Else the same file would be one import here, and another on a machine where it stays as it is."""
    path = write_lines(tmp_path / "records.jsonl", claim("It rained."))
    side = write_lines(tmp_path / "side.jsonl", "some words")
    changing = {"records": path, "side": side}[which]

    @contextmanager
    def show(words: str, items: Iterable[Any], total: int | None) -> Iterator[Iterable[Any]]:
        yield items
        if words == "Reading records":
            changing.write_text(changing.read_text() + "\n")

    with (
        importing(LINES, Source(path, {"side": str(side)})) as work,
        pytest.raises(InputError, match="changed while it was read"),
    ):
        work.read(desk.store, show)
    with importing(LINES, Source(path, {"side": str(side)})) as work:
        work.read(desk.store)


def test_an_option_that_names_a_pipe_is_refused(desk: Any, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "records.jsonl", claim("It rained."))
    os.mkfifo(tmp_path / "pipe")
    with (
        importing(LINES, Source(path, {"side": str(tmp_path / "pipe")})) as work,
        pytest.raises(InputError, match="neither a file nor a folder"),
    ):
        work.read(desk.store)


def test_a_folder_may_have_names_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff")).write_text("x")
    before = contents_digest(tmp_path, None)
    (tmp_path / os.fsdecode(b"\xff")).rename(tmp_path / os.fsdecode(b"\xfe"))
    assert contents_digest(tmp_path, None) != before
