"""JSON read record by record: files that are one list (or an object with one), and JSON Lines.

A record is an object. Memory is bounded by the longest one. What is wrong with a record is told, and reading
goes on behind it.

ijson, the library for this, gives neither the text nor the line of a record, cannot go on behind a bad one,
and says nothing of keys that come twice.
"""

import codecs
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Place
from annotator.formats.json_record import MAX_LENGTH, TOO_LONG, Fault, canonical, checked, parsed, shown
from annotator.formats.json_text import JsonText

_SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class JsonRecord:
    """One record that is well-formed JSON."""

    place: Place
    value: dict[str, Any]
    raw: str
    """The text of its line, or canonical JSON: equal for equal records."""

    def bad(self, field: str, what: str) -> BadRecord:
        """The record, for something that is wrong with it."""
        return BadRecord(self.place, field, what, self.raw)


def read_lines(path: Path) -> Iterator[JsonRecord | BadRecord]:
    """The records of JSON Lines: one object a line, UTF-8. A BOM and blank lines at the end are nothing.

    Raises InputError for a file that cannot be read, is empty, or is one JSON list.
    """
    blank: list[Place] = []
    with open_file(path) as file:
        for number, line in enumerate(_lines(file), 1):
            place = Place(path.name, number)
            if line.isspace() or not line:
                blank = blank or [place]
                continue
            for one in blank:
                yield BadRecord(one, "", "is blank, and lines come behind it", "")
            blank = []
            yield _of_line(place, line)
        if blank and blank[0].number == 1:
            raise InputError(f"{path.name} is empty.", safe=_SAFE)


def read_array(path: Path, *keys: str, single: bool = False) -> Iterator[JsonRecord | BadRecord]:
    """The records of a file that is one JSON list, or an object with a list under one of the `keys`; with
    `single`, an object without any of them is itself the one record. UTF-8; a BOM is nothing.

    Raises InputError for a file that cannot be read or is none of these.
    """
    with open_file(path) as file:
        yield from _Document(path.name, file, keys, single).records()


def open_file(path: Path) -> BinaryIO:
    """The file, to read its bytes. Raises InputError."""
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", safe=_SAFE) from None


def _lines(file: BinaryIO) -> Iterator[str]:
    """The lines without their ends; of one that is too long only the beginning, too long as well."""
    line = file.readline(MAX_LENGTH + 2).removeprefix(codecs.BOM_UTF8)
    if not line:
        yield ""
    while line:
        rest = line
        while len(rest) > MAX_LENGTH and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LENGTH + 2)
        yield line.decode("utf-8", "surrogateescape").rstrip("\r\n")
        line = file.readline(MAX_LENGTH + 2)


def _of_line(place: Place, line: str) -> JsonRecord | BadRecord:
    try:
        if len(line) > MAX_LENGTH:
            raise Fault(TOO_LONG)
        return JsonRecord(place, parsed(line), line)
    except Fault as fault:
        if place.number == 1 and line.startswith("["):
            what = f"{place.file} is a JSON list: one object a line is read here."
            raise InputError(what, safe=_SAFE) from None
        return _bad(place, str(fault), line)


def _bad(place: Place, what: str, raw: str) -> BadRecord:
    return BadRecord(place, "", what, shown(raw))


class _Document:
    """One file that is read as a list."""

    def __init__(self, name: str, file: BinaryIO, keys: tuple[str, ...], single: bool) -> None:
        self._name, self._keys, self._single = name, keys, single
        self._text = JsonText(file)
        self._number = 0

    def records(self) -> Iterator[JsonRecord | BadRecord]:
        text, closed = self._text, True
        first = text.peek()
        if first == "[":
            closed = yield from self._items()
        elif first == "{" and (self._keys or self._single):
            closed = yield from self._members()
        else:
            raise self._refused("is not a JSON list" if first else "is empty")
        if closed and text.peek():
            yield _bad(self._next(), "stands behind the end of the list", text.text[text.at :])

    def _items(self) -> Generator[JsonRecord | BadRecord, None, bool]:
        """The records of the list that begins here; returns whether it is closed."""
        text = self._text
        text.at += 1
        if text.peek() == "]":
            text.at += 1
            return True
        while True:
            yield self._record()
            after = text.peek()
            text.at += 1
            if after == "]":
                return True
            if after != ",":
                yield _bad(self._next(), "is missing: the list is not closed", after)
                return False

    def _record(self) -> JsonRecord | BadRecord:
        self._text.peek()
        place = self._next()
        try:
            raw, value = self._text.take()
        except Fault as fault:
            raise self._refused(f"cannot be read on: the record in line {place.line} {fault}") from None
        try:
            found = parsed(raw) if value is None else checked(value, raw)
        except Fault as fault:
            return _bad(place, str(fault), raw)
        return JsonRecord(place, found, canonical(found))

    def _members(self) -> Generator[JsonRecord | BadRecord, None, bool]:
        """The records of the lists that are members of the object which begins here; without any, the object
        itself. Returns whether it is closed."""
        text, place = self._text, Place(self._name, 1, "record", self._text.line)
        others: list[str] = []
        length, listed, after = 0, False, ","
        while after == ",":
            text.at += 1
            if text.peek() == "}":
                after = "}"
                break
            key = self._key(place)
            if key in self._keys and text.peek() == "[":
                listed = True
                if not (yield from self._items()):
                    return False
            else:
                others.append(f"{canonical(key)}:{self._member(place)}")
                length += len(others[-1])
                if length > MAX_LENGTH:
                    raise self._refused(
                        f"has an object in line {place.line} that {TOO_LONG} beside its lists"
                    )
            after = text.peek()
        text.at += 1
        if after != "}":
            raise self._broken(place)
        if not listed:
            yield self._whole(place, "{" + ",".join(others) + "}")
        return True

    def _key(self, place: Place) -> str:
        """The name of the member that begins here; the colon behind it is taken too."""
        key = self._text.take_name()
        if key is None or self._text.peek() != ":":
            raise self._broken(place)
        self._text.at += 1
        return key

    def _member(self, place: Place) -> str:
        self._text.peek()
        try:
            return self._text.take()[0]
        except Fault:
            raise self._broken(place) from None

    def _whole(self, place: Place, raw: str) -> JsonRecord | BadRecord:
        """The object itself as the one record."""
        if not self._single:
            raise self._refused(f"has no list under {' or '.join(map(repr, self._keys))}")
        try:
            value = parsed(raw)
        except Fault as fault:
            return _bad(place, str(fault), raw)
        return JsonRecord(place, value, canonical(value))

    def _next(self) -> Place:
        self._number += 1
        return Place(self._name, self._number, "record", self._text.line)

    def _broken(self, place: Place) -> InputError:
        return self._refused(
            f"is not JSON: the object that begins in line {place.line} breaks off in line {self._text.line}"
        )

    def _refused(self, what: str) -> InputError:
        return InputError(f"{self._name} {what}.", safe=_SAFE)
