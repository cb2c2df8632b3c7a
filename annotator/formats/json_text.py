"""A JSON text that is read from a file piece by piece: where a value ends is seen from its brackets alone,
whatever stands between them."""

import codecs
import re
from typing import Any, BinaryIO

from annotator.formats.json_record import DECODER, MAX_LENGTH, TOO_LONG, Fault

_CHUNK = 1024 * 1024
"""Of bytes: what is read at a time. A record that the end of one cuts costs several times as much."""
_SPACE = re.compile(r"[ \t\n\r]*")
_STOP = re.compile(r'["{}\[\],]')
_STRING_END = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


class JsonText:
    """The part of the text that is held, and the place in it that has been read to.

    Bytes that are not UTF-8 become lone surrogates, so that only the record with them is bad.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self.text = ""
        self.at = 0
        self._lines = 1
        self._counted = 0

    @property
    def line(self) -> int:
        """Number of the line that has been read to, from 1."""
        self._lines += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._lines

    def peek(self) -> str:
        """The next character that is no blank, with the blanks before it taken; empty at the end."""
        while True:
            self.at = _after_blanks(self.text, self.at)
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def take(self) -> tuple[str, Any]:
        """The text of the value that begins here, and the value where it has been decoded, else None.

        What is no value goes up to the comma or bracket that ends it, or to the end of the file. Raises Fault
        when that is too far.
        """
        start = self.at
        decoded = self._decoded()
        if decoded is not None:
            value, self.at = decoded
            return self.text[start : self.at], value
        while (end := _end_of_value(self.text, self.at)) is None:
            if len(self.text) - self.at > MAX_LENGTH:
                raise Fault(TOO_LONG)
            if not self._more():
                end = len(self.text)
                break
        raw, self.at = self.text[self.at : end], end
        return raw.rstrip(" \t\n\r"), None

    def take_name(self) -> str | None:
        """The string that begins here; None where none does."""
        if self.peek() != '"':
            return None
        while (found := _STRING_END.match(self.text, self.at + 1)) is None:
            if len(self.text) - self.at > MAX_LENGTH or not self._more():
                return None
        raw, self.at = self.text[self.at : found.end()], found.end()
        try:
            return str(DECODER.decode(raw))
        except ValueError:
            return None

    def _decoded(self) -> tuple[Any, int] | None:
        """The object that begins here, with its end, if it and what comes behind it are held; else None."""
        if not self.text.startswith("{", self.at):
            return None
        try:
            value, end = DECODER.raw_decode(self.text, self.at)
        except (ValueError, RecursionError):
            return None
        after = _after_blanks(self.text, end)
        return (value, end) if self.text[after : after + 1] in (",", "]", "}") else None

    def _more(self) -> bool:
        """Hold at least twice as much, so that long values cost no more by the character than short ones;
        let go of what has been read. False at the end of the file."""
        held = self.text[self.at :]
        self._lines, self.at, self._counted = self.line, 0, 0
        new = ""
        while not new:
            raw = self._file.read(max(_CHUNK, len(held)))
            new = self._decoder.decode(raw, final=not raw)
            if not raw:
                break
        self.text = held + new
        return bool(new)


def _after_blanks(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _end_of_value(text: str, at: int) -> int | None:
    """Where the comma or closing bracket is that ends the value beginning there; None if not in the text."""
    depth = 0
    while found := _STOP.search(text, at):
        mark, at = found.group(), found.end()
        if mark == '"':
            closed = _STRING_END.match(text, at)
            if closed is None:
                return None
            at = closed.end()
        elif mark in "{[":
            depth += 1
        elif depth == 0:
            return found.start()
        elif mark != ",":
            depth -= 1
    return None
