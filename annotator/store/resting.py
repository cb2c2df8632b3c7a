"""Reading a file at rest without its write-ahead log, for a user who must not make one."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from annotator.domain.errors import FileRefused
from annotator.store.rights import beside, may_make_log, size_of

T = TypeVar("T")
_SAFE = "Nothing in it was changed."
_PAUSES = (0.01, 0.02, 0.04, 0.08)
"""Seconds before another try."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A file as it was when somebody began to read it, without any lock that writers would see."""

    path: Path
    state: tuple[int, int, int] | None

    def check(self) -> None:
        """Raises FileRefused when it was written to since, so that what was read is not to be trusted."""
        if _state(self.path) != self.state:
            raise FileRefused(
                f"{self.path} was written to while it was read; what was read may be half old, half new.",
                safe=_SAFE,
                do="Do it again.",
            )


def rest_of(path: Path) -> Rest | None:
    """What to check after reading without a log; None where the log is there or may be made.

    Raises FileRefused when a log is there that this user cannot read without its index.
    """
    _, log, index = beside(path)
    if may_make_log(path) or (size_of(log) is not None and size_of(index) is not None):
        return None
    if size_of(log):
        raise FileRefused(
            f"{log.name} holds what was stored last, but {index.name} is missing, which you may not make.",
            safe=_SAFE,
            do=f"Let somebody who may write to {path} open it once: annotator stats does.",
        )
    return Rest(path, _state(path))


def when_settled(opened: Callable[[], T]) -> T:
    """Open a file to read, again where it fails because somebody else just made the log or took it away."""
    for pause in _PAUSES:
        try:
            return opened()
        except sqlite3.OperationalError as error:
            if not any(mark in str(error) for mark in ("readonly", "unable to open")):
                raise
            time.sleep(pause)
    return opened()


def _state(path: Path) -> tuple[int, int, int] | None:
    """What is another one after the file was written to or replaced."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
