"""Lines from a person or a script, and sentences back: bytes in and out, and nothing that moves a cursor."""

import os
import shutil
import sys
from collections.abc import Callable
from io import TextIOWrapper

from annotator.domain.text import clean, clean_line
from annotator.plain.readable import readable
from annotator.tui.wrapping import wrap_words

WIDTH, HEIGHT = 80, 24
LEAST = 20
"""Columns; a terminal that says it has fewer is not believed."""
_NO_ESCAPES = (
    "enable-bracketed-paste off",
    "enable-meta-key off",
    "bell-style none",
    "disable-completion on",
)


class Console:
    """One line in, sentences out; with a person at a terminal, or with a script at a pipe."""

    def __init__(self, source: TextIOWrapper, target: TextIOWrapper) -> None:
        """Both are the standard streams of the process, or like them."""
        self.interactive = source.isatty()
        self.lines = 0
        """How many were read."""
        self.heard: Callable[[], None] = lambda: None
        """Called when one has come."""
        self._source, self._target = source, target
        self._encoding = "ascii" if _wants_ascii() else target.encoding or "ascii"
        source.reconfigure(encoding="utf-8", errors="replace")

    def say(self, text: str) -> None:
        """A paragraph, wrapped to the width of the terminal."""
        for line in wrap_words(self._shown(text), self._size().columns) or [""]:
            self._put(line)

    def put(self, text: str) -> None:
        """One line however long it is, to be copied or read by a program."""
        self._put(self._shown(text))

    def ask(self, prompt: str) -> str:
        """The next line, cleaned; newlines and the spaces around it are gone. A script sees no prompt.

        Raises EOFError at the end of what there is to read.
        """
        self._target.flush()
        if self.interactive:
            line = input(f"{self._shown(prompt)} ")
        else:
            line = self._source.readline()
            if not line:
                raise EOFError
        self.lines += 1
        self.heard()
        return clean_line(line.rstrip("\n")).strip()

    def pages(self, paragraphs: list[str], *, parted: bool = False) -> None:
        """Many lines: a person is asked after each screenful, a script gets all. `parted` by empty lines."""
        width, height = self._size()
        gap = [""] if parted else []
        lines = [line for text in paragraphs for line in (*wrap_words(self._shown(text), width), *gap)]
        room = max(height - 2, 1) if self.interactive else max(len(lines), 1)
        for start in range(0, len(lines), room):
            for line in lines[start : start + room]:
                self._put(line)
            if start + room < len(lines) and self.ask("Enter goes on, a full stop ends:"):
                return

    def end_line(self) -> None:
        """After a prompt that was left without Enter."""
        if self.interactive:
            self._put("")

    def _shown(self, text: str) -> str:
        return clean_line(readable(clean(text), self._encoding))

    def _put(self, line: str) -> None:
        self._target.write(f"{line}\n")
        self._target.flush()

    @staticmethod
    def _size() -> os.terminal_size:
        columns, lines = shutil.get_terminal_size((WIDTH, HEIGHT))
        return os.terminal_size((max(columns, LEAST), lines))


def prepare_editing() -> None:
    """Let answers be edited where the standard library can: by readline, told of a terminal that can nothing.

    It then rewrites a line with backspaces and sends no escape sequence. To be called before anything is
    asked.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    os.environ["TERM"] = "dumb"  # read by readline when it is imported
    try:
        import readline
    except ImportError:  # it is optional in a build of Python
        return
    for setting in _NO_ESCAPES:
        readline.parse_and_bind(f"set {setting}")


def _wants_ascii() -> bool:
    """Whether the locale is named, and named C: Python writes UTF-8 there, which was not asked for."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return named in ("C", "POSIX") and sys.flags.utf8_mode == 1 and os.environ.get("PYTHONUTF8") != "1"
