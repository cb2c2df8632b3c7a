"""Tables of text, read row by row: CSV and TSV as spreadsheets and programs write them."""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Place
from annotator.formats.json_record import canonical, shown

_SAFE = "Nothing was changed."
_LONGEST_LINE = 16 * 1024 * 1024
"""In characters; a longer one is read in pieces, whose cells do not fit the header then."""
_SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n?')
"""What Excel takes for a word on the separator."""
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by the name of their column."""

    place: Place
    cells: Mapping[str, str]

    @property
    def raw(self) -> str:
        return canonical(dict(self.cells))

    def bad(self, field: str, what: str) -> BadRecord:
        """The row, for something that is wrong with it."""
        return BadRecord(self.place, field, what, self.raw)


class Sheet:
    """A file with a header and rows.

    The separator is that of the commas, semicolons and tabs which parts the header into most cells, `prefer`
    among equals, unless a first line `sep=;` says it. UTF-8, or UTF-16 with a byte order mark.
    """

    def __init__(self, path: Path, prefer: str, quoted: bool = True) -> None:
        """Raises InputError for a file that cannot be read, has no header, or names a column twice."""
        self._name = path.name
        self._file = _opened(path)
        try:
            self._begin(prefer, quoted)
        except BaseException:
            self._file.close()
            raise

    def _begin(self, prefer: str, quoted: bool) -> None:
        lines = self._lines()
        first = next(lines, "")
        said = _SEP_LINE.fullmatch(first)
        before = 1 if said else 0
        header = next(lines, "") if said else first
        separator = said[1] if said else _separator(header, prefer)
        given = _chained(header, lines)
        if quoted:
            self._reader = csv.reader(given, delimiter=separator, strict=True)
        else:
            self._reader = csv.reader(given, delimiter=separator, quoting=csv.QUOTE_NONE)
        self._before = before
        try:
            names = next(self._reader, [])
        except csv.Error as error:
            raise InputError(f"The header of {self._name} cannot be read: {error}.", safe=_SAFE) from None
        self.columns = tuple(name.strip() or f"column {at}" for at, name in enumerate(names, 1))
        """Names, in order; those without one are numbered."""
        twice = sorted({name for name in self.columns if self.columns.count(name) > 1})
        if not names:
            raise InputError(f"{self._name} is empty.", safe=_SAFE)
        if twice:
            raise InputError(f"{self._name} has the column {twice[0]!r} twice.", safe=_SAFE)

    def __enter__(self) -> "Sheet":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self) -> Iterator[Row | BadRecord]:
        """The rows that have something in them, in order. Raises InputError where the text is not UTF-8."""
        while True:
            place = Place(self._name, self._reader.line_num + self._before + 1)
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield BadRecord(place, "", f"is no row: {error}", "")
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) == len(self.columns):
                yield Row(place, dict(zip(self.columns, cells, strict=True)))
            else:
                what = f"has {len(cells)} cells, and the header {len(self.columns)}"
                yield BadRecord(place, "", what, canonical(cells))

    def _lines(self) -> Iterator[str]:
        number = 0
        while line := self._line(number + 1):
            number += 1
            if not line.isascii() and _HALF.search(line):
                raise self._not_utf8(number)
            yield line

    def _line(self, number: int) -> str:
        try:
            return self._file.readline(_LONGEST_LINE)
        except UnicodeError:
            raise self._not_utf8(number) from None

    def _not_utf8(self, number: int) -> InputError:
        return InputError(
            f"{self._name} is not UTF-8 in line {number}.",
            safe=_SAFE,
            do="Save it as “CSV UTF-8” (Excel), or with the character set Unicode (UTF-8) (LibreOffice).",
        )


def missing_column(sheet: Sheet, wanted: str, option: str) -> InputError:
    """What to say of a column that there is not."""
    return InputError(
        f"There is no column {shown(wanted)!r}. There are: {', '.join(sheet.columns)}.",
        safe=_SAFE,
        do=f"Name one with --with {option}=COLUMN.",
    )


def _opened(path: Path) -> TextIO:
    try:
        with path.open("rb") as file:
            mark = file.read(2)
        utf16 = mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        encoding, errors = ("utf-16", "strict") if utf16 else ("utf-8-sig", "surrogateescape")
        return path.open(encoding=encoding, errors=errors, newline="")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", safe=_SAFE) from None


def _separator(header: str, prefer: str) -> str:
    outside = "".join(header.split('"')[::2])
    return max((prefer, *_SEPARATORS), key=outside.count)


def _chained(first: str, others: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from others
