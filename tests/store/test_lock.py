"""The writer lock: exclusive, waited for, and its holder named."""

import multiprocessing
import os
import re
import subprocess
import sys
import threading
import time
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest

from annotator.domain.errors import FileRefused
from annotator.store import open_to_write
from annotator.store.lock import WriterLock

HOLD = """
import sys
from pathlib import Path
from annotator.store.lock import WriterLock
with WriterLock(Path(sys.argv[1]), wait=5):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock of a.db until it is told to end."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path / "a.db"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_lock_held_elsewhere_is_waited_for_and_then_named(tmp_path: Path, holder: subprocess.Popen) -> None:
    lock = WriterLock(tmp_path / "a.db", wait=0.2)
    named = rf"a\.db is being written by process {holder.pid}, .*0\.2 seconds"

    def waited() -> float:
        begun = time.monotonic()
        with pytest.raises(FileRefused, match=named):
            lock.__enter__()
        return time.monotonic() - begun

    assert 0.2 <= min(waited() for _ in range(3)) < 2  # a busy machine may spoil one
    lock.close()


def test_a_lock_works_after_a_wait_that_timed_out(tmp_path: Path, holder: subprocess.Popen) -> None:
    lock = WriterLock(tmp_path / "a.db", wait=0.05)
    for _ in range(3):
        with pytest.raises(FileRefused):
            lock.__enter__()
    holder.communicate()
    lock.wait = 5
    with lock:
        assert lock.depth == 1
        other = WriterLock(tmp_path / "a.db", wait=0.05)
        with pytest.raises(FileRefused, match=f"process {os.getpid()}"):
            other.__enter__()
    with other:
        pass
    lock.close()
    other.close()


def test_a_lock_is_taken_as_soon_as_it_is_free(tmp_path: Path, holder: subprocess.Popen) -> None:
    lock = WriterLock(tmp_path / "a.db", wait=10)
    threading.Timer(0.2, holder.kill).start()
    begun = time.monotonic()
    with lock:
        assert time.monotonic() - begun < 3
    lock.close()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path, holder: subprocess.Popen) -> None:
    holder.kill()
    holder.wait()
    lock = WriterLock(tmp_path / "a.db", wait=2)
    with lock:
        pass
    lock.close()


def test_the_thread_that_has_the_lock_may_enter_it_again(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "a.db", wait=0)
    other = WriterLock(tmp_path / "a.db", wait=0)
    with lock, lock:
        pass
    with other:
        pass
    with lock:
        with lock:
            pass
        with pytest.raises(FileRefused):
            other.__enter__()
    lock.close()
    other.close()


def test_threads_exclude_each_other(tmp_path: Path) -> None:
    inside, most, done = 0, 0, []

    def work() -> None:
        nonlocal inside, most
        lock = WriterLock(tmp_path / "a.db", wait=10)
        for _ in range(20):
            with lock:
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                inside -= 1
        lock.close()
        done.append(1)

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), most) == (5, 1)


def _compete(
    path: Path,
    end: float,
    inside: "Synchronized[int]",
    worst: "Synchronized[float]",
    turns: "Synchronized[int]",
) -> None:
    lock = WriterLock(path, wait=20)
    while time.monotonic() < end:
        asked = time.monotonic()
        with lock:
            worst.value = max(worst.value, time.monotonic() - asked)
            inside.value += 1
            assert inside.value == 1
            turns.value += 1
            time.sleep(0.001)
            inside.value -= 1
    lock.close()


def _fairly_shared(path: Path) -> bool:
    """Have processes write as often as they can; whether each got on, and none waited long."""
    context = multiprocessing.get_context("fork")
    inside = context.Value("i", 0, lock=False)
    count = 4
    worst = [context.Value("d", 0.0, lock=False) for _ in range(count)]
    turns = [context.Value("i", 0, lock=False) for _ in range(count)]
    end = time.monotonic() + 1.5
    workers = [
        context.Process(target=_compete, args=(path, end, inside, worst[n], turns[n])) for n in range(count)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * count
    return min(turn.value for turn in turns) >= 20 and max(wait.value for wait in worst) < 1.2


def test_saturated_processes_exclude_each_other_and_all_get_their_turn(tmp_path: Path) -> None:
    assert any(_fairly_shared(tmp_path / "a.db") for _ in range(3))  # a busy machine may spoil one


def test_a_writer_that_waits_too_long_is_refused_and_writes_later(
    tmp_path: Path, holder: subprocess.Popen
) -> None:
    with pytest.raises(FileRefused, match=f"process {holder.pid}"):
        open_to_write(tmp_path / "a.db", create=True, wait=0.1)
    holder.communicate()
    with open_to_write(tmp_path / "a.db", create=True, wait=0.1) as store, store.writing() as db:
        db.execute("INSERT INTO file_fact(name, value) VALUES ('a', 'b')")


def test_closing_while_another_writes_is_no_failure(tmp_path: Path) -> None:
    """What was saved is saved: nobody is told that nothing was changed."""
    one = open_to_write(tmp_path / "a.db", create=True, wait=0.1)
    with one.writing() as db:
        db.execute("INSERT INTO file_fact(name, value) VALUES ('a', 'b')")
    with open_to_write(tmp_path / "a.db") as other, other.writing():
        one.close()
    with open_to_write(tmp_path / "a.db") as store:
        assert store.db.execute("SELECT name FROM file_fact").fetchall() == [("a",)]


def test_a_link_to_a_file_has_the_files_own_lock(tmp_path: Path, holder: subprocess.Popen) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "a.db")
    with pytest.raises(FileRefused, match=f"process {holder.pid}"):
        open_to_write(tmp_path / "link.db", create=True, wait=0.1)


def test_a_folder_without_rights_is_named(nobody, open_folder: Path) -> None:
    said = nobody(lambda: WriterLock(open_folder / "a.db", wait=0))
    assert re.match(r"FileRefused: .*a\.db\.lock: cannot be opened \(Permission denied\)", said)
