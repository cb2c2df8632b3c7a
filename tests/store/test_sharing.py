"""What is made beside a file has the file's rights from its first moment."""

import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.store.sharing import rights_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are of Unix")


@pytest.fixture(params=[0o022, 0o077, 0o007])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def made(path: Path, mode: int = 0o666) -> int:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o664, 0o666])
def test_nobody_who_is_killed_right_after_making_one_keeps_the_group_out(
    tmp_path: Path, umask: int, mode: int
) -> None:
    file = tmp_path / "a.db"
    file.touch()
    file.chmod(mode)
    with rights_of(file):
        assert made(tmp_path / "a.db-wal", mode) == mode  # as SQLite makes it
        with rights_of(file):
            assert made(tmp_path / "a.db-shm", mode) == mode
    assert made(tmp_path / "another") == 0o666 & ~umask


def test_without_a_file_the_umask_is_as_it_was(tmp_path: Path, umask: int) -> None:
    with rights_of(tmp_path / "a.db"):
        assert made(tmp_path / "a.db.lock") == 0o666 & ~umask


def test_threads_leave_the_umask_as_it_was(tmp_path: Path, umask: int) -> None:
    file = tmp_path / "a.db"
    file.touch()
    file.chmod(0o666)
    barrier = threading.Barrier(4)

    def many() -> None:
        barrier.wait()
        for _ in range(500):
            with rights_of(file):
                pass

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made(tmp_path / "another") == 0o666 & ~umask
