"""CSV and TSV for spreadsheets: one row for each label on a claim, one for a claim that has none.

RFC 4180 (TSV: the same with tabs), UTF-8 with a byte order mark: without it Excel garbles whatever is not
ASCII; pandas, DuckDB and sqlite3 skip it, Python's csv module needs `encoding="utf-8-sig"`.

No cell can be taken for a formula: a single quote stands before a cell that begins with = + - @,
or with blanks or quotes and then one of them. The same is done after each ; and line break within
a cell, because a spreadsheet set to semicolons begins cells there. `unguard` undoes it exactly.
Control and bidi characters are replaced by visible stand-ins, tabs by blanks; line breaks stay.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from annotator.domain.dataset import ClaimRecord
from annotator.domain.text import clean
from annotator.formats.csv_columns import CLAIM_COLUMNS, LABEL_COLUMNS, REMARK_COLUMNS, extras
from annotator.formats.field import Field
from annotator.formats.format import Dataset, Written

_BLANK = " \u00a0\u00ad\u1680\u180e\u2000-\u200f\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff"
_STARTER = r"=+\-@" "\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_FORMULA = f"(?=[{_BLANK}'\"]*[{_STARTER}])"
_UNGUARDED = re.compile(rf"(\A|[;\n]){_FORMULA}")
_BEGINNING = re.compile(rf"[;\n]{_FORMULA}")
"""The same in cells that are joined by line breaks: found without asking at each place if the text begins."""
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) != "\n")
_GUARDED = re.compile(rf"(\A|[;\n])'{_FORMULA}")


def guard(cell: str) -> str:
    """The cell with a single quote wherever a spreadsheet could begin a formula."""
    return _UNGUARDED.sub(r"\1'", cell)


def unguard(cell: str) -> str:
    """What `guard` was given."""
    return _GUARDED.sub(r"\1", cell) if "'" in cell else cell


def write_rows(rows: Iterable[list[str]], out: BinaryIO) -> None:
    """Write a table of any kind, its header first, as this format writes its own."""
    writer = csv.writer(_Encoded(out))
    out.write(b"\xef\xbb\xbf")
    writer.writerows(map(_safe, rows))


class Table:
    """A table on a stream of bytes: the header at once, then rows, each cell cleaned and guarded."""

    def __init__(self, out: BinaryIO, header: Iterable[str], delimiter: str = ",") -> None:
        out.write(b"\xef\xbb\xbf")
        self._writer = csv.writer(_Encoded(out), delimiter=delimiter)
        self._writer.writerow(_safe(list(header)))

    def write(self, rows: Iterable[list[str]]) -> None:
        self._writer.writerows(map(_safe, rows))


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to write our own table."""

    format: str
    """Its id."""
    delimiter: str

    @property
    def remarks(self) -> tuple[Field[ClaimRecord], ...]:
        """The columns behind those of the label."""
        return (*REMARK_COLUMNS, extras(self.format))

    @property
    def columns(self) -> tuple[str, ...]:
        fields: tuple[Field[Any], ...] = (*CLAIM_COLUMNS, *LABEL_COLUMNS, *self.remarks)
        return tuple(field.name for field in fields)

    def write(self, dataset: Dataset, split: str, out: BinaryIO) -> Written:
        """Write the header and the rows; of other citations and comments not all has a column."""
        table = Table(out, self.columns, self.delimiter)
        remarks = self.remarks
        claims = labels = citations = comments = 0
        for record in dataset.records(split):
            claims += 1
            labels += record.judgement_count
            citations += len(record.other_citations) + len(record.suggested_citations)
            comments += len(record.comments)
            table.write(_rows(record, remarks))
        left_out = {
            "citations that no label rests on, without all their details (jsonl has them)": citations,
            "comments without their time (jsonl has it)": comments,
        }
        return Written(claims, labels, {words: count for words, count in left_out.items() if count})


class _Encoded:
    """What `csv.writer` writes to, as UTF-8 on a stream of bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8"))


def _safe(row: list[str]) -> list[str]:
    """The row cleaned and guarded; nearly all need neither, which one look at the whole tells."""
    whole = "\n".join(["", *row])
    if _is_clean(whole) and _BEGINNING.search(whole) is None:
        return row
    return [guard(clean(cell)) for cell in row]


def _is_clean(text: str) -> bool:
    """Asked of all cells of an export, most of them ASCII, of which bytes tell it five times as fast."""
    if text.isascii():
        return len(text.encode().translate(None, _CONTROLS)) == len(text)
    return clean(text) == text


def _rows(record: ClaimRecord, remark_columns: tuple[Field[ClaimRecord], ...]) -> Iterator[list[str]]:
    claim = [field.value(record) for field in CLAIM_COLUMNS]
    remarks = [field.value(record) for field in remark_columns]
    if not record.labels:
        yield [*claim, *[""] * len(LABEL_COLUMNS), *remarks]
    for label in record.labels:
        yield [*claim, *(field.value(label) for field in LABEL_COLUMNS), *remarks]
