"""Tables of text, read row by row: CSV and TSV as spreadsheets and programs write them."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Self, TextIO

from annotator.domain.errors import InputError
from annotator.domain.incoming import BadRecord, Place
from annotator.formats.json_record import canonical, first_repeated, shown

_SAFE = "Nothing was changed."
_LONGEST_LINE = 16 * 1024 * 1024
"""In characters; a longer one is read in pieces, whose cells do not fit the header then."""
_NAMED = 40
"""Columns that are named where one is missing: a header may be as long as a file."""
_SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n?')
"""What Excel takes for a word on the separator."""
_ZIP = b"PK\x03\x04"
"""What a workbook of a spreadsheet begins with."""
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


class Cells:
    """The rows of a file, as lists of cells. UTF-8, or UTF-16 with a byte order mark; to be closed."""

    def __init__(self, path: Path, separator: Callable[[str], str], quoted: bool = True) -> None:
        """`separator` tells it from the first line, if no line `sep=;` before that says it. Raises InputError
        for a file that cannot be read."""
        self._name = path.name
        self._file = _opened(path)
        try:
            lines = self._lines()
            first = next(lines, "")
            said = _SEP_LINE.fullmatch(first) if quoted else None
            self._before = 1 if said else 0
            first = next(lines, "") if said else first
            given = chain([first] if first else [], lines)
            delimiter = said[1] if said else separator(first)
            if quoted:
                self._reader = csv.reader(given, delimiter=delimiter, strict=True)
            else:
                self._reader = csv.reader(given, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def cells(self) -> Iterator[tuple[Place, list[str]] | BadRecord]:
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
            if any(cell.strip() for cell in cells):
                yield place, cells

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


class Sheet(Cells):
    """A file with a header and rows. The separator is that of the commas, semicolons and tabs which parts the
    header into most cells, `prefer` among equals."""

    def __init__(self, path: Path, prefer: str, quoted: bool = True) -> None:
        """Raises InputError for a file that cannot be read, has no header, or names a column twice."""
        super().__init__(path, lambda header: _separator(header, prefer), quoted)
        try:
            self.columns = self._header()
            """Names, in order; those without one are numbered."""
        except BaseException:
            self._file.close()
            raise

    def _header(self) -> tuple[str, ...]:
        found = next(self.cells(), None)
        if found is None:
            raise InputError(f"{self._name} is empty.", safe=_SAFE)
        if isinstance(found, BadRecord):
            raise InputError(f"The header of {self._name} {found.what}.", safe=_SAFE)
        columns = tuple(name.strip() or f"column {at}" for at, name in enumerate(found[1], 1))
        twice = first_repeated(columns)
        if twice is not None:
            raise InputError(f"{self._name} has the column {twice!r} twice.", safe=_SAFE)
        return columns

    def rows(self) -> Iterator[Row | BadRecord]:
        """The rows behind the header. Raises InputError where the text is not UTF-8."""
        for found in self.cells():
            if isinstance(found, BadRecord):
                yield found
                continue
            place, cells = found
            if len(cells) == len(self.columns):
                yield Row(place, dict(zip(self.columns, cells, strict=True)))
            else:
                what = f"has {cell_count(cells)}, and the header {len(self.columns)}"
                yield BadRecord(place, "", what, canonical(cells))


def missing_column(sheet: Sheet, wanted: str, option: str) -> InputError:
    """What to say of a column that there is not."""
    there = ", ".join(name[:60] for name in sheet.columns[:_NAMED])
    more = f" and {len(sheet.columns) - _NAMED} more" if len(sheet.columns) > _NAMED else ""
    return InputError(
        f"There is no column {shown(wanted)!r}. There are: {there}{more}.",
        safe=_SAFE,
        do=f"Name one with --with {option}=COLUMN.",
    )


def cell_count(cells: Sequence[str]) -> str:
    return "1 cell" if len(cells) == 1 else f"{len(cells)} cells"


def _opened(path: Path) -> TextIO:
    try:
        with path.open("rb") as file:
            mark = file.read(len(_ZIP))
        if mark == _ZIP:
            raise InputError(
                f"{path.name} is a workbook or another packed file, not a text.",
                safe=_SAFE,
                do="Save the sheet as “CSV UTF-8” (Excel) or “Text CSV” (LibreOffice).",
            )
        utf16 = mark[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        encoding, errors = ("utf-16", "strict") if utf16 else ("utf-8-sig", "surrogateescape")
        return path.open(encoding=encoding, errors=errors, newline="")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", safe=_SAFE) from None


def _separator(header: str, prefer: str) -> str:
    outside = "".join(header.split('"')[::2])
    return max((prefer, *_SEPARATORS), key=outside.count)
