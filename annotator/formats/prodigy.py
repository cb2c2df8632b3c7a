"""Prodigy JSONL: a judgement a line, as a multiple choice about a claim that is marked in its paragraphs.

Written from Prodigy's documentation (prodi.gy/docs/api-interfaces: `choice`, `spans_manual`, the key
`answer`; /docs/api-loaders: hashes) and its support forum (threads 3220 and 6006: what the hashes are made
of). It is a closed program: no source was read.

Its hashes are murmur hashes, here they are the first 32 bits of SHA-256: the same for the same text and
question, which is all that its recipes compare.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.ids import digest
from annotator.domain.scheme import Scheme
from annotator.domain.text import Range
from annotator.formats.field import Field, FieldTable, object_of
from annotator.formats.format import Dataset, Format, Option, Written
from annotator.formats.jsonl import encoded
from annotator.formats.outcome import outcome_of
from annotator.formats.prodigy_reading import ARTICLES, VERSION, read
from annotator.formats.spans import LABELS_IN, metadata_of
from annotator.formats.unsaid import count_remarks

ID = "prodigy"


@dataclass(frozen=True, slots=True)
class _Line:
    """One claim with one judgement, or with none."""

    record: ClaimRecord
    start: int
    """Where its text begins in the article."""
    text: str
    """The paragraphs that the claim's ranges lie in."""
    input_hash: int
    options: Sequence[str]
    dataset: str
    judgement: Judgement | None = None
    gold: bool = False

    @property
    def by(self) -> str:
        return self.judgement.by if self.judgement else ""

    @property
    def task_hash(self) -> int:
        return _hash("task", str(self.input_hash), self.record.claim.id, *self.options)


def write(dataset: Dataset, split: str, out: BinaryIO) -> Written:
    """Write a line for each judgement, and one without an answer for each claim that has none."""
    left_out: Counter[str] = Counter()
    claims = labels = 0
    for record in dataset.records(split):
        claims += 1
        for line in _lines(record, dataset.about.scheme, dataset.about.name):
            fields = _TASK_FIELDS
            if line.judgement:
                labels += 1
                fields += _ANSWER_FIELDS
                _count(left_out, "citations (jsonl has them)", len(line.judgement.citations))
            out.write(encoded({**record.extras_in(ID), **object_of(fields, line), **_time(line)}))
        _count(left_out, "dates of claims (jsonl has them)", bool(record.claim.date))
        count_remarks(record, left_out)
    return Written(claims, labels, left_out)


def _lines(record: ClaimRecord, scheme: Scheme, dataset: str) -> Iterable[_Line]:
    start, text = _paragraphs(record.article.text, record.claim.ranges)
    about = record, start, text, _hash("text", text)
    ids = [rule.id for rule in scheme.labels]
    judged = [(one, False) for one in record.votes]
    if record.gold:
        judged.append((record.gold, True))
    for one, gold in judged:
        options = ids if one.label in ids else [*ids, one.label]
        yield _Line(*about, options, dataset, one, gold)
    if not judged:
        yield _Line(*about, ids, dataset)


def _paragraphs(text: str, ranges: Sequence[Range]) -> tuple[int, str]:
    """From the line in which the first range begins to the end of that in which the last one ends, with its
    place in the text."""
    start = text.rfind("\n", 0, ranges[0][0]) + 1
    end = text.find("\n", ranges[-1][1])
    return start, text[start : len(text) if end < 0 else end]


def _hash(*parts: str) -> int:
    raw = bytes.fromhex(digest("annotator-prodigy-1", *(part.encode("utf-8", "replace") for part in parts)))
    return int.from_bytes(raw[:4], "big", signed=True)


def _spans(line: _Line) -> list[dict[str, Any]]:
    from_text, claim = line.start, line.record.claim
    return [
        {"start": start - from_text, "end": end - from_text, "label": claim.mode}
        for start, end in claim.ranges
    ]


def _about(line: _Line) -> dict[str, Any]:
    claim = line.record.claim
    about: dict[str, Any] = {
        "id": claim.id,
        "mode": claim.mode,
        "speaker": claim.speaker or "",
        "article": line.record.article.id,
        "start": line.start,
    }
    if line.judgement:
        one = line.judgement
        about["judgement"] = {
            "by": one.by,
            "label": one.label,
            "outcome": outcome_of(one) or "",
            "confidence": one.confidence,
            "rationale": one.rationale,
            "gold": line.gold,
        }
    return about


def _time(line: _Line) -> Mapping[str, int]:
    """When the label was given, in seconds of Unix time; nothing where that cannot be told."""
    try:
        moment = datetime.fromisoformat(line.judgement.at if line.judgement else "")
    except ValueError:
        return {}
    return {"_timestamp": int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())}


def _count(left_out: Counter[str], words: str, count: int) -> None:
    if count:
        left_out[words] += count


_TASK_FIELDS: tuple[Field[_Line], ...] = (
    Field("text", "the paragraphs of the article that the claim lies in", lambda line: line.text),
    Field(
        "spans",
        "{start, end, label} for each range of the claim, in code points of text; label is its mode",
        _spans,
    ),
    Field("options", "{id, text}: the scheme's labels", lambda line: [_option(one) for one in line.options]),
    Field("config", "choice_style single", lambda line: {"choice_style": "single"}),
    Field(
        "meta",
        "what the annotator sees below: the claim's wording as claim, the article's title as source",
        lambda line: {
            "claim": line.record.claim.text,
            "source": metadata_of(line.record.article)["title"],
        },
    ),
    Field(
        "claim",
        "what this program finds the claim again by: id, mode, speaker, article (its id), start (where text "
        "begins in the article, in code points), and the judgement: by, label, outcome, confidence, "
        "rationale, gold (a decision)",
        _about,
    ),
    Field("_input_hash", "32 bits of the digest of text", lambda line: line.input_hash),
    Field("_task_hash", "32 bits of the digest of text, claim and options", lambda line: line.task_hash),
    Field("_view_id", "choice", lambda line: "choice"),
    Field("_is_binary", "false", lambda line: False),
)
_ANSWER_FIELDS: tuple[Field[_Line], ...] = (
    Field("accept", "[the label]", lambda line: [line.judgement.label] if line.judgement else []),
    Field("answer", "accept", lambda line: "accept"),
    Field("_annotator_id", "who gave the label", lambda line: line.by),
    Field("_session_id", "round or file, and who", lambda line: f"{line.dataset}-{line.by}"),
)


def _option(label: str) -> dict[str, str]:
    return {"id": label, "text": label.replace("_", " ")}


FORMAT = Format(
    id=ID,
    description="Prodigy JSONL: a judgement a line, as a choice about a claim marked in its paragraphs",
    suffix=".jsonl",
    write=write,
    read=read,
    version=VERSION,
    reads_with=(
        Option(
            "articles",
            "own (the text of a record is its article) or known (it is part of the article that the record "
            "names, which is in the file)",
            ARTICLES[0],
        ),
    ),
    tables=(
        FieldTable("a line", _TASK_FIELDS),
        FieldTable("a line with a judgement, besides", _ANSWER_FIELDS),
    ),
    labels_out={"a reviewer's label, or a decision": "accept, as in the scheme", "none": "a task unanswered"},
    labels_in={
        **LABELS_IN,
        "answer reject or ignore": 'none; the label is kept, flagged "rejected there" or "ignored there"',
    },
    notes=(
        "Offsets are code points, as in spaCy. There are no tokens: Prodigy's recipes add those of their "
        "pipeline.",
        "text is the paragraphs from the claim's first range to its last, not the whole article, so that "
        "lines stay short; claim.start says where they begin. A discontinuous claim has several spans.",
        "Lines of one claim have one _task_hash, so that Prodigy's review recipe puts the answers of several "
        "annotators together.",
        "To have answers back on the articles that they were asked about, import with articles=known.",
        "Reading takes the choice and classification views (without our field claim: a claim of its own "
        "words) and the spans and ner views, where each span is a claim. Other views are bad records.",
        "No reader of Prodigy's is packaged: tests hold the files to a JSON Schema made from its docs.",
    ),
)
