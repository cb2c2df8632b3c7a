"""What Textual writes to, while the screen is there: the terminal, until that is closed.

Textual's output thread dies of the first write that fails, and its bounded queue then holds up whoever
goes on writing, for ever: a program whose terminal was closed would stay behind.
"""

import io
import sys
from collections.abc import Iterator
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
