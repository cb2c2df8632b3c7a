"""What Textual writes to, while the screen is there: the terminal, until that is closed. And who hears of
the end: the terminal's, or one that somebody asks for.

Textual's output thread dies of the first write that fails, and its bounded queue then holds up whoever
goes on writing, for ever: a program whose terminal was closed would stay behind.
"""

import io
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


class Forgiving(io.TextIOBase):
    """A stream that takes everything, and passes it on as long as that can be done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._gone = False

    def write(self, text: str) -> int:
        if not self._gone:
            try:
                return self._stream.write(text)
            except OSError:
                self._gone = True
        return len(text)

    def flush(self) -> None:
        if not self._gone:
            try:
                self._stream.flush()
            except OSError:
                self._gone = True

    def fileno(self) -> int:
        return self._stream.fileno()

    def isatty(self) -> bool:
        return self._stream.isatty()


@contextmanager
def forgiving_terminal() -> Iterator[None]:
    """Have Textual write to the terminal through a stream that outlives it."""
    before = sys.__stderr__
    if before is None:
        yield
        return
    vars(sys)["__stderr__"] = Forgiving(before)
    try:
        yield
    finally:
        vars(sys)["__stderr__"] = before


@contextmanager
def signals_taken_by(take: Callable[[int, object], None]) -> Iterator[None]:
    """Have these signals taken by a function, also by the time that there is no loop yet: what raises there
    (as asyncio's own handler of SIGINT does, in the main task) can be lost in Textual's start."""
    names = ("SIGHUP", "SIGINT", "SIGTERM") if sys.platform != "win32" else ()
    before = {number: signal.signal(number, take) for name in names if (number := getattr(signal, name))}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
