"""CSV and TSV as formats."""

from collections.abc import Callable, Iterator

from annotator.domain.incoming import BadRecord, Incoming
from annotator.formats.csv_columns import CLAIM_COLUMNS, LABEL_COLUMNS
from annotator.formats.csv_reading import OPTIONS, read
from annotator.formats.csv_table import Kind
from annotator.formats.field import FieldTable
from annotator.formats.format import Format, Source
from annotator.formats.label_words import LABELS_IN

_NOTES = (
    "A cell that a spreadsheet could take for a formula has a single quote before it; reading takes it off"
    " again. Control characters are replaced by visible stand-ins.",
    "A row is of one label: `label` is a reviewer's, and the decision on the claim stands in `gold_label`, on"
    " each of its rows. So with --labels gold there is one row a claim, and its `label` is empty.",
    "Offsets are code points of the article's canonical text, which is not in the table: our own rows are"
    " read where the article is in the file.",
    "Columns of others are kept as extras and come out again in the column `extras`, as JSON. Rows of one"
    " claim have to stand together.",
    "Excel holds 32,767 characters in a cell; a longer `evidence` is cut there.",
    "Tests open it with Python's csv, pandas and DuckDB.",
)


def _reader(prefer: str) -> Callable[[Source], Iterator[Incoming | BadRecord]]:
    return lambda source: read(source, prefer)


def _format(kind: Kind, description: str, note: str) -> Format:
    return Format(
        id=kind.format,
        description=description,
        suffix=f".{kind.format}",
        write=kind.write,
        read=_reader(kind.delimiter),
        reads_with=OPTIONS,
        tables=(FieldTable("a row", (*CLAIM_COLUMNS, *LABEL_COLUMNS, *kind.remarks)),),
        labels_out={"any label": "as it is, with its verdict beside it"},
        labels_in={**LABELS_IN, "in our own tables, labels of another scheme": "none; the word is kept"},
        notes=(note, *_NOTES),
    )


FORMAT = _format(
    Kind("csv", ","),
    "one label a row, for spreadsheets; safe from formulas",
    "RFC 4180 in UTF-8 with a byte order mark (Python: `encoding='utf-8-sig'`). Tables separated by"
    " semicolons or tabs, and in UTF-16, are read too.",
)
TSV = _format(
    Kind("tsv", "\t"),
    "one label a row, separated by tabs, for spreadsheets; safe from formulas",
    "As csv, separated by tabs: cells with line breaks or quotes are quoted; no cell has a tab in it.",
)
