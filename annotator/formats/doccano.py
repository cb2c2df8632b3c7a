"""doccano JSONL: an article a line with spans and relations, or a claim a line with its class.

Written from doccano's source (github.com/doccano/doccano, 2026-01): label.py, makers.py and data.py in
`backend/data_import/pipeline` say what it takes, `models.py` and `pipeline/factories.py` in
`backend/data_export` what it gives. Every field that is not text, label, entities or relations becomes
metadata of the example and comes out of it again.

Offsets: its editor (github.com/doccano/v-annotator, `TextSelectionHandler.ts`) takes them from the browser,
in UTF-16 units, and its server passes them on unchanged (doccano issues 2290 and 2484).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.formats.doccano_reading import TASKS, VERSION, read
from annotator.formats.field import Field, FieldTable, object_of
from annotator.formats.format import Dataset, Format, Option, Written
from annotator.formats.jsonl import encoded
from annotator.formats.options import chosen
from annotator.formats.outcome import OUTCOMES, Outcome, settled
from annotator.formats.spans import COUNTS, LABELS_IN, PART_OF, Counts, extras_of, metadata_of
from annotator.formats.unsaid import count_further, count_remarks

ID = "doccano"
UNLABELLED = "CLAIM"
_METADATA = {
    "title": "the article's title",
    "published": "when it was published, EDTF",
    "place": "the place in its dateline",
    "publisher": "who published it",
    "author": "who wrote it",
    "language": "ISO 639-1 code",
    "url": "where it was found",
}


@dataclass(frozen=True, slots=True)
class _Span:
    """One claim in its article."""

    record: ClaimRecord
    settled: tuple[Judgement, Outcome] | None
    ranges: Sequence[tuple[int, int]]
    """In the units of the file."""
    entities: range
    """Ids of its parts within the line."""

    @property
    def name(self) -> str:
        return self.settled[1] if self.settled else UNLABELLED


@dataclass(frozen=True, slots=True)
class _Line:
    """One article with its claims."""

    spans: Sequence[_Span]
    extras: Mapping[str, Any]

    @property
    def records(self) -> list[ClaimRecord]:
        return [span.record for span in self.spans]

    @property
    def first(self) -> ClaimRecord:
        return self.spans[0].record


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write the articles, or with `task=classes` the claims, a line each."""
    task = chosen(dataset.options, "task", *TASKS)
    counts = COUNTS[chosen(dataset.options, "offsets", *COUNTS)]
    unsettled: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    claims = labels = 0
    for _, group in groupby(dataset.records(split), key=lambda record: record.article.id):
        line = _line(list(group), counts, unsettled)
        if task == "classes":
            for span in line.spans:
                out.write(encoded(span.record.extras_in(ID) | object_of(_CLASS_FIELDS, span)))
        else:
            fields = _RELATION_FIELDS if task == "relations" else _SPAN_FIELDS
            out.write(encoded({**line.extras, **object_of(fields, line)}))
        claims += len(line.spans)
        labels += sum(span.settled is not None for span in line.spans)
        _count(line, task, left_out)
    said = "without a class" if task == "classes" else f"their spans are named {UNLABELLED}"
    counted = {f"{words}: {said}": count for words, count in unsettled.items()}
    return Written(claims, labels, counted | left_out)


def _line(records: Sequence[ClaimRecord], counts: Counts, unsettled: Counter[str]) -> _Line:
    units = counts(records[0].article.text)
    spans, entity = [], 0
    for record in records:
        ranges = [(units.from_points(start), units.from_points(end)) for start, end in record.claim.ranges]
        entities = range(entity, entity + len(ranges))
        spans.append(_Span(record, settled(record, unsettled), ranges, entities))
        entity += len(ranges)
    return _Line(spans, extras_of(records, ID))


def _count(line: _Line, task: str, left_out: Counter[str]) -> None:
    said = {
        "relations": f"discontinuous claims, written as parts with the relation {PART_OF}",
        "spans": "discontinuous claims, whose parts stand apart (task=relations joins them)",
        "classes": "claims without their place in the article (task=relations has it)",
    }
    for span in line.spans:
        judgement = span.settled[0] if span.settled else None
        found = {
            said[task]: task == "classes" or len(span.ranges) > 1,
            "labels without their reason (jsonl has it)": bool(judgement and judgement.rationale),
            "citations (jsonl has them)": len(judgement.citations) if judgement else 0,
        }
        left_out.update({words: int(count) for words, count in found.items() if count})
        count_further(span.record, left_out, said=int(span.settled is not None))
        count_remarks(span.record, left_out)


def _about(span: _Span) -> dict[str, Any]:
    claim = span.record.claim
    return {
        "id": span.record.key_in(ID),
        "text": claim.text,
        "ranges": span.ranges,
        "mode": claim.mode,
        "speaker": claim.speaker or "",
        "date": claim.date or "",
        "label": span.settled[0].label if span.settled else "",
    }


def _entities(line: _Line) -> list[dict[str, Any]]:
    return [
        {"id": entity, "start_offset": start, "end_offset": end, "label": span.name}
        for span in line.spans
        for entity, (start, end) in zip(span.entities, span.ranges, strict=True)
    ]


def _relations(line: _Line) -> list[dict[str, Any]]:
    links = [(part, span.entities[0]) for span in line.spans for part in span.entities[1:]]
    return [
        {"id": number, "from_id": part, "to_id": first, "type": PART_OF}
        for number, (part, first) in enumerate(links)
    ]


def _flat(line: _Line) -> list[tuple[int, int, str]]:
    return sorted((start, end, span.name) for span in line.spans for start, end in span.ranges)


def _metadata(name: str) -> Field[_Line]:
    return Field(name, _METADATA[name], lambda line: metadata_of(line.first.article)[name])


_NAMES = f"name: {', '.join(OUTCOMES)}, or {UNLABELLED} while it is not settled"
_ABOUT: tuple[Field[_Line], ...] = (
    Field("text", "the article's text", lambda line: line.first.article.text),
    Field("id", "id of the article", lambda line: line.extras.get("id", line.first.article.id)),
    *(_metadata(name) for name in METADATA_FIELDS),
    Field(
        "claims",
        "the claims of the article: id, wording (text), ranges, mode, speaker, date and our label",
        lambda line: [_about(span) for span in line.spans],
    ),
)
_SPAN_FIELDS: tuple[Field[_Line], ...] = (
    Field("label", f"[[start, end, name]], a part of a claim each, in order; {_NAMES}", _flat),
    *_ABOUT,
)
_RELATION_FIELDS: tuple[Field[_Line], ...] = (
    Field(
        "entities", f"{{id, start_offset, end_offset, label}} for each part of a claim; {_NAMES}", _entities
    ),
    Field(
        "relations",
        f"{{id, from_id, to_id, type}}: {PART_OF} from each further part to the first",
        _relations,
    ),
    *_ABOUT,
)
_CLASS_FIELDS: tuple[Field[_Span], ...] = (
    Field("text", "the claim, worded to be understood alone", lambda span: span.record.claim.text),
    Field("label", "one of those names, or none", lambda span: [span.name] if span.settled else []),
    Field("id", "id of the claim", lambda span: span.record.key_in(ID)),
    Field("article", "id of the article", lambda span: span.record.article.id),
    Field("exact", "the article's own words in each range", lambda span: span.record.exact),
)

_OFFSETS = Option("offsets", "utf16 as its editor counts, or codepoints as Python does", "utf16")
FORMAT = Format(
    id=ID,
    description="doccano JSONL: an article a line with spans and relations, or a claim a line with its class",
    suffix=".jsonl",
    write=write,
    read=read,
    version=VERSION,
    writes_with=(
        Option(
            "task",
            "relations (they join the parts of a claim), spans (sequence labelling) or classes (of texts)",
            "relations",
        ),
        _OFFSETS,
    ),
    reads_with=(_OFFSETS, Option("by", "who gave the labels: doccano names its files after its annotators")),
    tables=(
        FieldTable("a line with task=relations", _RELATION_FIELDS),
        FieldTable("a line with task=spans", _SPAN_FIELDS),
        FieldTable("a line with task=classes", _CLASS_FIELDS),
    ),
    labels_out={
        "the verdict of the settled judgement, or not_checkable": "the name of its spans, or its class",
        "no settled judgement": f"{UNLABELLED}; no class",
    },
    labels_in=LABELS_IN,
    notes=(
        "Offsets are UTF-16 units, which doccano's editor counts; whoever reads its files in Python wants "
        "codepoints. Its projects that count grapheme clusters are not supported.",
        "A doccano project for these files must allow overlapping spans: it drops those that overlap one "
        "before them, without a word, where it does not; and use relations for task=relations.",
        "doccano has one file for each annotator: --by NAME exports the labels of one.",
        "A span has one name, so votes, reasons and citations stay behind. `claims` is metadata to doccano, "
        "which it gives back: wording, mode and ids are found there again by their ranges.",
        "Reading takes entities with relations (of the types part_of and continues; others are not taken "
        "over), [start, end, name] spans, and classes, whichever a line has. A line without spans has no "
        "claims and brings nothing.",
        "Tests hold the files to a JSON Schema made from its source; doccano 1.8.4 took files of all three"
        " tasks in and gave them out with the same spans, relations and metadata.",
    ),
)
