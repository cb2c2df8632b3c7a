"""The writer lock: a blocking lock on a sidecar file, so that writers queue fairly.

Why, measured: SQLite before 3.51.3 can corrupt a WAL file when processes write and checkpoint at
once (the WAL-reset bug), and its own busy handler polls, so that one of twenty writers waited
8-10 s where the queue of this lock holds everybody under a second.
"""

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import FileRefused
from annotator.store.sharing import make_alike

if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> None:
        while True:  # LK_LOCK gives up after ten tries of a second each
            try:
                os.lseek(descriptor, 0, os.SEEK_SET)
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError:
                time.sleep(0.05)
            else:
                return

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def _try(descriptor: int) -> bool:
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


_NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
_HOLDER_AT = 1
"""The holder's process id stands behind the byte that Windows locks."""
_GOES_ON_AT = 16
"""How often the holder of a long transaction said that it goes on."""
_WANTED_AT = 32
"""Whether somebody waits, as who waits says again and again."""
_WANTED, _FREE = b"w", b"-"
_AGAIN = 0.05
"""Seconds after which."""


class WriterLock:
    """Held from BEGIN to COMMIT, and over opening, closing and checkpoints.

    May be entered again by the thread that has it; a lock object belongs to one thread.
    """

    def __init__(self, database: Path, *, wait: float) -> None:
        """`wait` is in seconds: how long to queue behind a holder who gives no sign before naming them."""
        self.path = database.with_name(database.name + ".lock")
        self.wait = wait
        self.depth = 0
        self._times = 0
        self._descriptor = self._open()

    def _open(self) -> int:
        try:
            with suppress(FileNotFoundError):  # Linux makes none where another user's lies in a sticky folder
                return os.open(self.path, os.O_RDWR | _NO_LINK)
            return os.open(self.path, os.O_RDWR | os.O_CREAT | _NO_LINK, 0o666)
        except OSError as error:
            raise FileRefused(
                f"{self.path}: cannot be opened ({error.strerror}); without it the file cannot be written.",
                safe="Nothing was changed.",
                do="Check that you may write to the folder.",
            ) from None

    def __enter__(self) -> "WriterLock":
        if self.depth == 0:
            if not _try(self._descriptor):
                self._queue()
            self._sign()
        self.depth += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.depth -= 1
        if self.depth == 0:
            _release(self._descriptor)

    def goes_on(self) -> bool:
        """Say, within a long transaction, that it goes on, so that nobody gives up; whether anybody waits."""
        self._times += 1
        _note(self._descriptor, _GOES_ON_AT, f"{self._times:<10}".encode())
        return _noted(self._descriptor, _WANTED_AT, 1) == _WANTED

    def make_like(self, database: Path) -> None:
        """Whoever may write to the file may lock it; SQLite gives log and index its mode likewise."""
        make_alike(self._descriptor, database.stat())

    def close(self) -> None:
        os.close(self._descriptor)

    def _queue(self) -> None:
        """Wait in the kernel's queue, in a thread, so that the wait can end with a named holder."""
        descriptor = self._descriptor
        taken, hand_over = threading.Event(), threading.Lock()
        given_up = False

        def wait_in_line() -> None:
            _acquire(descriptor)
            with hand_over:
                taken.set()
                if given_up:
                    os.close(descriptor)  # which lets go of it too

        threading.Thread(target=wait_in_line, daemon=True).start()
        self._wait_for(taken)
        with hand_over:
            if taken.is_set():
                return
            given_up = True
        holder = self._holder()
        self._descriptor = self._open()  # the old one stays with the thread that still waits
        raise FileRefused(
            f"{self.path.name.removesuffix('.lock')} is being written by {holder}, "
            f"which has not finished in {self.wait:g} seconds.",
            safe="Nothing of yours was changed.",
            do="Wait for it, or end it, and try again.",
        )

    def _wait_for(self, taken: threading.Event) -> None:
        """Until it is taken, or the holder has given no sign for as long as one waits."""
        notes = self._open()  # the descriptor is the waiting thread's
        try:
            seen, end = _noted(notes, _GOES_ON_AT, 10), time.monotonic() + self.wait
            while not taken.is_set():
                _note(notes, _WANTED_AT, _WANTED)
                taken.wait(min(_AGAIN, max(0.0, end - time.monotonic())))
                if time.monotonic() < end:
                    continue
                now = _noted(notes, _GOES_ON_AT, 10)
                if now == seen:
                    return
                seen, end = now, time.monotonic() + self.wait
        finally:
            os.close(notes)

    def _sign(self) -> None:
        _note(self._descriptor, _HOLDER_AT, f"{os.getpid():<10}\n".encode())
        if _noted(self._descriptor, _WANTED_AT, 1) == _WANTED:
            _note(self._descriptor, _WANTED_AT, _FREE)

    def _holder(self) -> str:
        try:
            return f"process {int(_noted(self._descriptor, _HOLDER_AT, 10))}"
        except ValueError:
            return "another program"


def _note(descriptor: int, at: int, what: bytes) -> None:
    """Write it there, unless it stands there: what is not dirty need not be flushed."""
    with suppress(OSError):  # a full disk: the lock holds all the same, only nobody knows more of it
        if _noted(descriptor, at, len(what)) != what:
            os.lseek(descriptor, at, os.SEEK_SET)
            os.write(descriptor, what)


def _noted(descriptor: int, at: int, length: int) -> bytes:
    """What stands there; nothing where it cannot be read."""
    try:
        os.lseek(descriptor, at, os.SEEK_SET)
        return os.read(descriptor, length)
    except OSError:
        return b""
