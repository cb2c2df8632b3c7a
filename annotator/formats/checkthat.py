"""The tables of the CheckThat! labs: claims of debates with how true they are (2018, task 2), or whether they
are worth checking (2018 and 2019, task 1; 2020, task 5); tweets (2020, task 1).

https://github.com/clef2018-factchecking/clef2018-factchecking, https://github.com/sshaar/clef2020-factchecking-task1
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from annotator.domain.dataset import ClaimRecord
from annotator.domain.text import clean_line
from annotator.formats.checkthat_reading import FACTUALITY, LABELS_IN, OPTIONS, TWEETS, WORTHINESS, read
from annotator.formats.csv_columns import JOINT
from annotator.formats.csv_table import guard
from annotator.formats.field import Described, Field, FieldTable
from annotator.formats.format import Dataset, Format, Option, Written
from annotator.formats.options import chosen
from annotator.formats.outcome import Outcome, settled
from annotator.formats.unsaid import count_further, count_remarks

TRUTH: Mapping[Outcome, str] = {"supported": "TRUE", "refuted": "FALSE", "conflicting": "HALF-TRUE"}
NO_TRUTH = "claims with the verdict insufficient: there is no such label"
QUOTED = (
    "texts that begin with a quotation mark, which is “ there: some readers take it for one of the table's"
)
LIKE_FORMULA = "texts that a spreadsheet could take for a formula, with a ' before them"
EVIDENCE = "labels without their evidence, reason and reviewer"


@dataclass(frozen=True, slots=True)
class Line:
    """One claim in the table."""

    number: int
    record: ClaimRecord
    claim: int
    """Its number among those that are checked; 0 for others."""
    outcome: Outcome


_LINE: tuple[Field[Line], ...] = (
    Field("line_number", "the claim's number in the file, from 1", lambda one: str(one.number)),
    Field(
        "speaker",
        "who is said to have made the claim; SYSTEM where that is not known",
        lambda one: one.record.claim.speaker or "SYSTEM",
    ),
    Field("text", "the article's own words, joined by an ellipsis", lambda one: JOINT.join(one.record.exact)),
)
FACTUALITY_FIELDS: tuple[Field[Line], ...] = (
    *_LINE,
    Field(
        "claim_number",
        "number of the claim among those that were checked; N/A for not_checkable",
        lambda one: str(one.claim or "N/A"),
    ),
    Field(
        "normalized_claim",
        "the claim's wording, or - for not_checkable",
        lambda one: one.record.claim.text if one.claim else "-",
    ),
    Field("label", "TRUE, HALF-TRUE, FALSE, or - for not_checkable", lambda one: TRUTH.get(one.outcome, "-")),
)
WORTHINESS_FIELDS: tuple[Field[Line], ...] = (
    *_LINE,
    Field("label", "1, or 0 for not_checkable", lambda one: str(int(one.outcome != "not_checkable"))),
)
_WRITTEN = {FACTUALITY: FACTUALITY_FIELDS, WORTHINESS: WORTHINESS_FIELDS}


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write a line for each claim that has one outcome; there is no header."""
    layout = chosen(dataset.options, "layout", *_WRITTEN)
    left_out: Counter[str] = Counter()
    number = checked = 0
    for record in dataset.records(split):
        found = settled(record, left_out)
        if found is None:
            continue
        _, outcome = found
        if layout == FACTUALITY and outcome == "insufficient":
            left_out[NO_TRUTH] += 1
            continue
        number += 1
        checked += outcome != "not_checkable"
        line = Line(number, record, 0 if outcome == "not_checkable" else checked, outcome)
        cells = [_cell(field.value(line), left_out) for field in _WRITTEN[layout]]
        out.write("\t".join(cells).encode("utf-8") + b"\n")
        count_further(record, left_out)
        count_remarks(record, left_out)
    left_out[EVIDENCE] += number
    return Written(number, number, +left_out)


def _cell(text: str, left_out: Counter[str]) -> str:
    """One line without tabs, the same to readers that take quotation marks for the table's and to others."""
    cell = clean_line(text)
    if cell.startswith('"'):
        left_out[QUOTED] += 1
        cell = f"“{cell[1:]}"
    if guard(cell)[:1] == "'" != cell[:1] and cell != "-":
        left_out[LIKE_FORMULA] += 1
        cell = f"'{cell}"
    return cell


FORMAT = Format(
    id="checkthat",
    description="tables of the CheckThat! labs: claims that are TRUE, HALF-TRUE, FALSE, or worth checking",
    suffix=".tsv",
    write=write,
    read=read,
    writes_with=(
        Option("layout", f"{FACTUALITY} (2018, task 2) or {WORTHINESS} (2018 and 2019, task 1)", FACTUALITY),
    ),
    reads_with=OPTIONS,
    tables=(
        FieldTable(f"a line, layout {FACTUALITY}", FACTUALITY_FIELDS),
        FieldTable(f"a line, layout {WORTHINESS}", WORTHINESS_FIELDS),
        FieldTable(
            f"a row, layout {TWEETS} (read only)",
            (
                Described("topic_id", "kept"),
                Described("tweet_id", "the record's id"),
                Described("tweet_url", "address of its article"),
                Described("tweet_text", "the claim"),
                Described("claim", "0: not_checkable is suggested"),
                Described("check_worthiness, claim_worthiness", "kept"),
            ),
        ),
    ),
    labels_out={
        "supported": "TRUE",
        "conflicting": "HALF-TRUE",
        "refuted": "FALSE",
        "not_checkable": f"claim_number N/A; 0 in layout {WORTHINESS}",
        "insufficient": f"left out and counted; 1 in layout {WORTHINESS}",
    },
    labels_in=LABELS_IN,
    notes=(
        "Lines are sentences there and claims here. There is no header, and no cell is quoted.",
        "Numbers are those of places in the file, so imported ones are not written again.",
        "The layout of a file is told from its first line; a row of a debate is read with its sentence as the"
        " article and the normalized claim as the wording.",
        "No reader is packaged; tests hold lines to what the labs' own scorers read.",
    ),
)
