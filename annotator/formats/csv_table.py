"""CSV for spreadsheets: one row for each label on a claim, one for a claim that has none.

RFC 4180, UTF-8 with a byte order mark: without it Excel garbles whatever is not ASCII; pandas,
DuckDB and sqlite3 skip it, Python's csv module needs `encoding="utf-8-sig"`.

No cell can be taken for a formula: a single quote stands before a cell that begins with = + - @,
or with blanks or quotes and then one of them. The same is done after each ; and line break within
a cell, because a spreadsheet set to semicolons begins cells there. `unguard` undoes it exactly.
Control and bidi characters are replaced by visible stand-ins; line breaks stay.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import BinaryIO

from annotator.domain.citation import Citation
from annotator.domain.dataset import ClaimRecord, LabelRecord
from annotator.domain.text import Range, clean
from annotator.formats.field import Described, FieldTable
from annotator.formats.format import Dataset, Format, Written

COLUMNS = {
    "claim": "id of the claim",
    "article": "id of the article",
    "title": "the article's title",
    "published": "when it was published, EDTF",
    "publisher": "who published it",
    "author": "who wrote it",
    "place": "the place in its dateline",
    "language": "ISO 639-1 code",
    "url": "where it was found",
    "text": "the claim, worded to be understood alone",
    "mode": "content (it is so) or utterance (the speaker said it)",
    "ranges": "JSON: [[start, end], ...], half-open, code points of the article's text",
    "exact": "the article's own words in those ranges, joined by an ellipsis between blanks",
    "speaker": "who is said to have made the claim",
    "cue": "the word that attributes it",
    "date": "the time that the claim is about, EDTF",
    "rule": "the splitting rule that cut it",
    "partner": "id of the linked claim of the other mode",
    "occurrences": "JSON: further ranges with the same words",
    "reviewer": "who gave the label; empty when nobody has",
    "label": "id of the label in its scheme",
    "complete": "true or false: is the scheme's evidence rule met",
    "missing": "what is not, joined by ; and a blank",
    "verdict": "derived: supported, refuted, conflicting, insufficient or empty",
    "confidence": "1 to 5, or empty",
    "rationale": "why, in the reviewer's words",
    "at": "when the label was given, UTC",
    "scheme": "SHA-256 of the scheme",
    "citations": "what the label rests on: address or reference (stance), joined by ; and a blank",
    "quotes": "the words of those citations that quote, joined by a line break",
    "other_citations": "current citations that no label rests on, as above, each with its reviewer",
    "comments": "reviewer: text, joined by a line break",
    "flags": "reviewers who flagged the claim, joined by ; and a blank",
    "claim_flags": "JSON: what the splitter flagged, [{kind, start, end}, ...]",
    "edits": "JSON: how the wording differs from the article, [{kind, start, end, text}, ...]",
    "like": "id of an earlier claim that says the same or nearly",
    "likeness": "variant (only function words differ), similar or empty",
    "folded_into": "id of the claim that this one is folded into: no work of its own",
    "parents": "ids of the claims that a person made this one of, joined by ; and a blank",
    "edited_by": "who made it; empty for a claim as its splitter made it",
    "reason": "why, in a word",
}
"""Names and meanings, in order."""

_BLANK = " \u00a0\u00ad\u1680\u180e\u2000-\u200f\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff"
_STARTER = r"=+\-@" "\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_FORMULA = f"(?=[{_BLANK}'\"]*[{_STARTER}])"
_UNGUARDED = re.compile(rf"(\A|[;\n]){_FORMULA}")
_GUARDED = re.compile(rf"(\A|[;\n])'{_FORMULA}")


def guard(cell: str) -> str:
    """The cell with a single quote wherever a spreadsheet could begin a formula."""
    return _UNGUARDED.sub(r"\1'", cell)


def unguard(cell: str) -> str:
    """What `guard` was given."""
    return _GUARDED.sub(r"\1", cell)


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write the header and the rows; of citations and comments not all has a column."""
    table = Table(out, COLUMNS)
    claims = labels = citations = comments = 0
    for record in dataset.records(split):
        claims += 1
        labels += len(record.labels)
        citations += len(record.other_citations) + sum(len(label.citations) for label in record.labels)
        comments += len(record.comments)
        table.write(_rows(record))
    left_out = {
        "citations without their source's details, dates and archive (jsonl has them)": citations,
        "comments without their time (jsonl has it)": comments,
    }
    return Written(claims, labels, {words: count for words, count in left_out.items() if count})


def write_rows(rows: Iterable[list[str]], out: BinaryIO) -> None:
    """Write a table of any kind, its header first, as this format writes its own."""
    writer = csv.writer(_Encoded(out))
    out.write(b"\xef\xbb\xbf")
    writer.writerows(map(_safe, rows))


FORMAT = Format(
    id="csv",
    description="one label a row, for spreadsheets; safe from formulas",
    suffix=".csv",
    write=write,
    tables=(FieldTable("a row", [Described(*column) for column in COLUMNS.items()]),),
)


class Table:
    """A table on a stream of bytes: the header at once, then rows, each cell cleaned and guarded."""

    def __init__(self, out: BinaryIO, header: Iterable[str]) -> None:
        out.write(b"\xef\xbb\xbf")
        self._writer = csv.writer(_Encoded(out))
        self._writer.writerow(_safe(list(header)))

    def write(self, rows: Iterable[list[str]]) -> None:
        self._writer.writerows(map(_safe, rows))


class _Encoded:
    """What `csv.writer` writes to, as UTF-8 on a stream of bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8"))


def _safe(row: list[str]) -> list[str]:
    """The row cleaned and guarded; nearly all need neither, which one look at the whole tells."""
    whole = "\n".join(row)
    if clean(whole) == whole and _UNGUARDED.search(whole) is None:
        return row
    return [guard(clean(cell)) for cell in row]


def _rows(record: ClaimRecord) -> Iterator[list[str]]:
    claim, remarks = _claim_cells(record), [*_remark_cells(record), *_splitter_cells(record)]
    for label in record.labels or (None,):
        yield [*claim, *_label_cells(label), *remarks]


def _claim_cells(record: ClaimRecord) -> list[str]:
    claim, known = record.claim, record.article.metadata
    about = ("title", "published", "publisher", "author", "place", "language", "url")
    return [
        claim.id,
        record.article.id,
        *(known[name].value if name in known else "" for name in about),
        claim.text,
        claim.mode,
        _ranges(claim.ranges),
        " … ".join(record.exact),
        claim.speaker or "",
        claim.cue or "",
        claim.date or "",
        claim.rule,
        record.partner,
        _ranges(claim.occurrences),
    ]


def _label_cells(record: LabelRecord | None) -> list[str]:
    if record is None:
        return [""] * 11
    label, standing = record.view.label, record.view.standing
    return [
        label.member,
        label.label,
        "true" if standing.complete else "false",
        "; ".join(standing.missing),
        standing.verdict or "",
        "" if label.confidence is None else str(label.confidence),
        label.rationale,
        label.at,
        label.scheme,
        "; ".join(_short(citation) for citation in record.citations),
        "\n".join(citation.quote for citation in record.citations if citation.quote),
    ]


def _remark_cells(record: ClaimRecord) -> list[str]:
    return [
        "; ".join(f"{citation.member}: {_short(citation)}" for citation in record.other_citations),
        "\n".join(f"{comment.member}: {comment.text}" for comment in record.comments),
        "; ".join(record.flags),
    ]


def _splitter_cells(record: ClaimRecord) -> list[str]:
    claim = record.claim
    flags = json.dumps([asdict(flag) for flag in claim.flags])
    edits = json.dumps([asdict(edit) for edit in claim.edits])
    made = record.revision
    edited = ["; ".join(made.parents), made.member, made.reason] if made else ["", "", ""]
    return [flags, edits, record.like, claim.likeness, record.folded_into, *edited]


def _short(citation: Citation) -> str:
    return f"{citation.source.url or citation.source.reference} ({citation.stance})"


def _ranges(ranges: tuple[Range, ...]) -> str:
    return json.dumps(ranges)
