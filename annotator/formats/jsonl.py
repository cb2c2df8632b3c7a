"""JSON Lines: one claim a line with everything about it, for people who load datasets.

`jsonl.schema.json` beside this module says what each field means. Every line has every field, so
that loaders which guess types from the first lines guess right; empty text means unknown. Lines
are compact, UTF-8, keys sorted. What could move a terminal's cursor is escaped, not replaced: the
values parse back as they were.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

from annotator.domain.dataset import ClaimRecord
from annotator.domain.text import clean_line
from annotator.formats.format import Dataset, Format, Option, Written
from annotator.formats.json_writing import LINE, object_writer
from annotator.formats.jsonl_claim import CLAIM_FIELDS, TABLES
from annotator.formats.jsonl_fields import ARTICLE
from annotator.formats.jsonl_reading import read
from annotator.formats.options import yes
from annotator.formats.own_labels import LABELS_IN


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write one line for each record; nothing of it is left out."""
    claims = labels = 0
    with_texts, article = yes(dataset.options, "texts"), ""
    for record in dataset.records(split):
        first = with_texts and record.article.id != article
        article = record.article.id
        out.write(_line(record, _write_first if first else _write))
        claims += 1
        labels += record.judgement_count
    return Written(claims, labels)


_TEXT = tuple(replace(one, value=lambda a: a.text) if one.name == "text" else one for one in ARTICLE)
_write = object_writer(CLAIM_FIELDS, LINE)
_write_first = object_writer(
    [replace(one, of=_TEXT) if one.name == "article" else one for one in CLAIM_FIELDS], LINE
)
_encode = LINE.value


def encoded(value: Any) -> bytes:
    """One line: compact JSON, keys sorted, whatever could move a cursor escaped."""
    return _finished(_encode(value))


FORMAT = Format(
    id="jsonl",
    description="one claim a line with its labels, citations, comments and flags, as JSON",
    suffix=".jsonl",
    write=write,
    read=read,
    writes_with=(
        Option(
            "texts", "yes: the text of each article on its first line, for files that do not have it", "no"
        ),
    ),
    tables=TABLES,
    labels_out={"any label": "as it is, with its verdict beside it"},
    labels_in=LABELS_IN,
    notes=(
        "Offsets are code points of the article's canonical text. A line that is read needs no more than"
        " `text`; with `ranges` it needs `article.id` (an article that is in the file, or came earlier with"
        " its text) or `article.text`.",
        "Every label is read as a suggestion of its reviewer, the decision as one of the lead with the flag"
        " “decision”. Who gave a citation that no label rests on, and ids and times of labels, are not kept.",
        "Fields that have no place in a suggestion (comments, flags, edits, suggestions of before ...) and"
        " fields of others are kept as extras: the former come out again in `suggestions[].extras`, the"
        " latter on the line itself too.",
        "`jsonl.schema.json` in the package is the JSON Schema of a line; tests hold every line to it.",
    ),
)


def _line(record: ClaimRecord, write: Callable[[ClaimRecord], str]) -> bytes:
    line = write(record)
    if record.suggestions and (extras := record.extras_in(FORMAT.id)):
        line = _encode({**extras, **json.loads(line)})
    return _finished(line)


def _finished(line: str) -> bytes:
    return _visible(line).encode("utf-8") + b"\n"


def _visible(line: str) -> str:
    """The line with its C1, bidi and stray characters as JSON escapes (all are below U+10000)."""
    if line.isascii() and "\x7f" not in line:  # JSON escapes the other controls itself
        return line
    if line.isprintable() or clean_line(line) == line:
        return line
    return "".join(c if clean_line(c) == c else f"\\u{ord(c):04x}" for c in line)
