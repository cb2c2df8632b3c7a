"""Opening, writing and closing: what cannot be used is refused by name, what is saved is on disk."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import FileRefused
from annotator.store import Store, open_to_read, open_to_write, reading
from annotator.store.schema import APPLICATION_ID

Open = Callable[[Path], object]
BOTH = pytest.mark.parametrize("opened", [open_to_read, open_to_write])


def made(path: Path) -> Path:
    open_to_write(path, create=True).close()
    return path


def foreign(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def fact(path: Path) -> list[tuple[str, ...]]:
    with open_to_read(path) as store:
        return store.db.execute("SELECT name, value FROM file_fact ORDER BY name").fetchall()


def put(path: Path, name: str, **options: object) -> None:
    with open_to_write(path, **options) as store, store.writing() as db:  # type: ignore[arg-type]
        db.execute("INSERT INTO file_fact(name, value) VALUES (?, '')", (name,))


@BOTH
def test_a_missing_file_is_named(tmp_path: Path, opened: Open) -> None:
    with pytest.raises(FileRefused, match=r"There is no file .*none\.db\. .*annotator init"):
        opened(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="is not a folder"):
        open_to_write(tmp_path / "none" / "a.db", create=True)


@BOTH
@pytest.mark.parametrize(
    "content", [b"hello", b"\x00" * 5000, b"SQLite format 2\x00" + b"\x00" * 5000, "ž".encode() * 3000]
)
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, opened: Open, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=r"a\.db is not an annotator file\. Nothing in it was changed"):
        opened(path)
    assert path.read_bytes() == content


@BOTH
@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE notes (id)"],
        ["PRAGMA application_id = 42"],
        ["PRAGMA user_version = 7"],
        ["CREATE TABLE event (id)", "PRAGMA user_version = 1"],
    ],
)
def test_another_programs_database_is_refused_and_left_alone(
    tmp_path: Path, opened: Open, statements: list[str]
) -> None:
    path = foreign(tmp_path / "a.db", *statements)
    before = path.read_bytes()
    with pytest.raises(FileRefused, match="database of another program"):
        opened(path)
    assert path.read_bytes() == before


@BOTH
def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path, opened: Open) -> None:
    path = foreign(made(tmp_path / "a.db"), "PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(FileRefused, match=r"newer version of annotator \(format 99; this one reads 2\)"):
        opened(path)
    assert path.read_bytes() == before


def test_a_file_of_no_bytes_becomes_ours_when_written_and_is_refused_when_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with pytest.raises(FileRefused, match="is empty"):
        open_to_read(path)
    put(path, "x")
    assert fact(path) == [("x", "")]


@BOTH
def test_a_folder_is_refused(tmp_path: Path, opened: Open) -> None:
    with pytest.raises(FileRefused, match=tmp_path.name):
        opened(tmp_path)


@BOTH
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, opened: Open) -> None:
    with pytest.raises(FileRefused, match="File name too long"):
        opened(tmp_path / ("a" * 300))


@BOTH
@pytest.mark.parametrize("share", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(tmp_path: Path, opened: Open, share: float) -> None:
    path = made(tmp_path / "a.db")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(FileRefused, match=r"truncated|damaged"):
        opened(path)


@BOTH
def test_damage_in_the_first_pages_is_refused(tmp_path: Path, opened: Open) -> None:
    path = made(tmp_path / "a.db")
    whole = bytearray(path.read_bytes())
    whole[100:4096] = os.urandom(3996)
    path.write_bytes(whole)
    with pytest.raises(FileRefused, match="damaged"):
        opened(path)


def test_a_checkpoint_that_was_cut_short_loses_nothing(tmp_path: Path) -> None:
    """Killed while moving the log in: the first page is new, the last ones are not there yet."""
    path = made(tmp_path / "a.db")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.execute("INSERT INTO file_fact VALUES ('long', ?)", ("x" * 200_000,))
    left = tmp_path / "left.db"
    shutil.copy(f"{path}-wal", f"{left}-wal")
    short = path.stat().st_size
    writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
    left.write_bytes(path.read_bytes()[:short])
    writer.close()
    assert len(fact(left)) == 1
    put(left, "more")
    assert [name for name, _ in fact(left)] == ["long", "more"]


def test_what_was_committed_survives_a_process_that_never_closes(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    child = os.fork()
    if child == 0:
        store = open_to_write(path)
        with store.writing() as db:
            db.execute("INSERT INTO file_fact(name, value) VALUES ('kept', '')")
        store.db.execute("BEGIN IMMEDIATE")
        store.db.execute("INSERT INTO file_fact(name, value) VALUES ('lost', '')")
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert fact(path) == [("kept", "")]


def put_and_fail(store: Store, error: type[BaseException]) -> None:
    with store.writing() as db:
        db.execute("INSERT INTO file_fact(name, value) VALUES ('a', '')")
        raise error


def put_many(store: Store) -> None:
    with store.writing() as db:
        for number in range(100):
            db.execute("INSERT INTO file_fact(name, value) VALUES (?, ?)", (str(number), "x" * 4000))


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with open_to_write(tmp_path / "a.db", create=True) as store:
        for error in (RuntimeError, KeyboardInterrupt):
            with pytest.raises(error):
                put_and_fail(store, error)
        with store.writing() as db:
            assert db.execute("SELECT count(*) FROM file_fact").fetchone() == (0,)


def test_a_file_opened_to_read_cannot_be_written(tmp_path: Path) -> None:
    with open_to_read(made(tmp_path / "a.db")) as store:
        with pytest.raises(FileRefused, match="opened for reading only"), store.writing():
            pass
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store.db.execute("DELETE FROM file_fact")


def test_a_reader_sees_one_moment_while_others_write(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    with open_to_read(path) as store, store.reading() as db:
        assert db.execute("SELECT count(*) FROM file_fact").fetchone() == (0,)
        put(path, "later")
        assert db.execute("SELECT count(*) FROM file_fact").fetchone() == (0,)
    assert fact(path) == [("later", "")]


def test_reading_needs_no_lock_and_waits_for_nobody(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    with open_to_write(path) as writer, writer.writing():
        assert fact(path) == []


def test_another_program_that_writes_is_waited_for_and_then_told_of(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileRefused, match=r"a\.db is kept locked by another program"):
        put(path, "x", wait=0.1)
    threading.Timer(0.2, other.execute, ["ROLLBACK"]).start()
    put(path, "y", wait=5)
    other.close()
    assert fact(path) == [("y", "")]


def test_a_full_file_is_explained_and_loses_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    put(path, "kept")
    with open_to_write(path) as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(FileRefused, match=r"disk is full\. What was saved before is as it was"):
            put_many(store)
        store.db.execute(f"PRAGMA max_page_count = {pages + 1000}")
        with store.writing() as db:
            db.execute("INSERT INTO file_fact(name, value) VALUES ('after', '')")
    assert [name for name, _ in fact(path)] == ["after", "kept"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX")
@pytest.mark.parametrize("room", [0, 5, 50_000])
def test_a_disk_without_room_is_explained_and_loses_nothing(tmp_path: Path, room: int) -> None:
    """A limit on the size of files stands in for a full disk; nothing may be half there."""
    import resource

    path = made(tmp_path / "a.db")
    put(path, "kept")
    (tmp_path / "a.db.lock").write_bytes(b"")
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        said = "not refused"
        try:
            store = open_to_write(path)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            try:
                for number in range(100):
                    with store.writing() as db:
                        db.execute(
                            "INSERT INTO file_fact(name, value) VALUES (?, ?)", (str(number), "x" * 900)
                        )
                    os.write(into, f"{number}\n".encode())
            except FileRefused as error:
                said = f"FileRefused {error}"
        except BaseException as error:
            said = f"{type(error).__name__} {error}"
        os.write(into, said.encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        *saved, said = pipe.read().split("\n")
    os.waitpid(child, 0)
    assert said.startswith("FileRefused"), said
    assert {name for name, _ in fact(path)} == {"kept", *saved}
    put(path, "after")


def test_a_copy_is_whole_and_single_while_others_write(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db")
    with open_to_write(path) as writer:
        with writer.writing() as db:
            db.execute("INSERT INTO file_fact(name, value) VALUES ('in the log', '')")
        with open_to_read(path) as store:
            store.copy_to(tmp_path / "copy.db")
        with writer.writing() as db:
            db.execute("INSERT INTO file_fact(name, value) VALUES ('later', '')")
    assert sorted(p.name for p in tmp_path.glob("copy*")) == ["copy.db"]
    assert [name for name, _ in fact(tmp_path / "copy.db")] == ["in the log"]


@pytest.mark.parametrize(
    "target", ["none/copy.db", "file/copy.db", "folder", "a" * 300], ids=lambda name: name[:12]
)
def test_a_copy_that_cannot_be_made_is_refused_and_leaves_nothing(tmp_path: Path, target: str) -> None:
    path = made(tmp_path / "a.db")
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    before = sorted(p.name for p in tmp_path.iterdir())
    with open_to_read(path) as store, pytest.raises(FileRefused):
        store.copy_to(tmp_path / target)
    assert set(before) - {p.name for p in tmp_path.iterdir()} == set()
    assert not list(tmp_path.glob("**/*.part"))


# ---------------------------------------------------------------------------- without rights


def test_a_file_that_may_only_be_read_is_read_and_not_written(
    nobody: Callable[[Callable[[], object]], str], open_folder: Path
) -> None:
    path = made(open_folder / "a.db")
    put(path, "kept")
    path.chmod(0o444)
    assert nobody(lambda: fact(path)) == "[('kept', '')]"
    assert nobody(lambda: put(path, "x")).startswith("FileRefused")
    with open_to_write(path) as writer:
        with writer.writing() as db:
            db.execute("INSERT INTO file_fact(name, value) VALUES ('new', '')")
        assert nobody(lambda: fact(path)) == "[('kept', ''), ('new', '')]"
    assert nobody(lambda: fact(path)) == "[('kept', ''), ('new', '')]"
    open_folder.chmod(0o777)
    (open_folder / "a.db.lock").unlink()
    said = nobody(lambda: put(path, "x"))
    assert said.startswith("FileRefused: You (nobody) may not write to a.db (-r--r--r--, owner root")
    assert nobody(lambda: fact(path)) == "[('kept', ''), ('new', '')]"
    assert [file.name for file in open_folder.iterdir()] == ["a.db"], "nothing was left that keeps others out"


def test_a_file_or_folder_without_rights_is_named(
    nobody: Callable[[Callable[[], object]], str], open_folder: Path
) -> None:
    path = made(open_folder / "a.db")
    path.chmod(0)
    for opened, what in ((open_to_read, "read"), (open_to_write, "write to")):
        said = nobody(lambda opened=opened: opened(path))
        assert said.startswith(f"FileRefused: You (nobody) may not {what} a.db (----------, owner root")
    path.chmod(0o644)
    open_folder.chmod(0)
    for opened in (open_to_read, open_to_write):
        said = nobody(lambda opened=opened: opened(path))
        assert said.startswith(f"FileRefused: You (nobody) may not enter the folder {open_folder} (d-----")


def test_the_mark_of_the_program_is_in_the_file(tmp_path: Path) -> None:
    assert made(tmp_path / "a.db").read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"ANOT"


def test_a_second_connection_of_one_process_keeps_its_locks(tmp_path: Path) -> None:
    """POSIX drops a process's locks when it closes any descriptor of the file; another program that
    then closes it would take the write-ahead log away under the writer."""
    path = tmp_path / "a.db"
    with open_to_write(path, create=True) as store:
        put(path, "first")
        open_to_read(path).close()
        reader = open_to_read(path)
        code = (
            "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM file_fact').fetchall()"
        )
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        assert path.with_name("a.db-wal").exists()
        with store.writing() as db:
            reading.put_fact(db, "later", "x")
        reader.close()
    with open_to_read(path) as again:
        assert reading.fact(again.db, "later") == "x"


def test_a_file_that_was_deleted_or_replaced_takes_no_more_acts(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_to_write(path, create=True) as store:
        path.unlink()
        with pytest.raises(FileRefused, match="deleted or replaced"), store.writing():
            raise AssertionError("nothing may be written")
