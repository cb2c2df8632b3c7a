"""Makes Label Studio tasks; see `formats.label_studio` for the format and its sources."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.dataset import ClaimRecord, Judgement
from annotator.domain.suggestion import Suggestion, importer
from annotator.formats.field import Field, object_of
from annotator.formats.spans import COUNTS, PART_OF, extras_of, metadata_of
from annotator.formats.unsaid import count_remarks

ID = "labelstudio"
CLAIMS = "annotator"
"""The model whose prediction has all claims."""
Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Region:
    """A claim in the article's text."""

    record: ClaimRecord
    ids: Sequence[str]
    values: Sequence[Mapping[str, Any]]
    """Start, end and words of each part."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One article with its claims and what is said of them."""

    number: int
    records: Sequence[ClaimRecord]
    annotations: Sequence[Item]
    predictions: Sequence[Item]
    extras: Mapping[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        article = self.records[0].article
        others = self.extras.get("data")
        kept = others if isinstance(others, dict) else {}
        return {**kept, "text": article.text, **metadata_of(article), "article": article.id}


TASK_FIELDS: tuple[Field[_Task], ...] = (
    Field("id", "number in the file", lambda task: task.number),
    Field(
        "data",
        f"text, {', '.join(METADATA_FIELDS)} and the article's id as article; empty text means unknown",
        lambda task: task.data,
    ),
    Field(
        "annotations",
        "one for each reviewer, with ground_truth for decisions: id, result, was_cancelled, ground_truth, "
        "created_at (of the last label), completed_by if accounts are written",
        lambda task: task.annotations,
    ),
    Field(
        "predictions",
        f"model_version and result: those of imports, and one of model {CLAIMS} with all claims",
        lambda task: task.predictions,
    ),
)


class Tasks:
    """Makes tasks one after the other and counts what they hold."""

    def __init__(self, offsets: str, *, by_email: bool) -> None:
        self._counts = COUNTS[offsets]
        self._by_email = by_email
        self._annotations = 0
        self._tasks = 0
        self.claims = self.labels = 0
        self.names: set[str] = set()
        """Labels that occur."""
        self.left_out: Counter[str] = Counter()

    def task(self, records: Sequence[ClaimRecord]) -> dict[str, Any]:
        """The task of one article, of which these are all claims."""
        self._tasks += 1
        self.claims += len(records)
        regions = [self._region(record) for record in records]
        extras = extras_of(records, ID)
        task = _Task(self._tasks, records, self._annotated(regions), self._predicted(regions), extras)
        return {**extras, **object_of(TASK_FIELDS, task)}

    def _region(self, record: ClaimRecord) -> _Region:
        units = self._counts(record.article.text)
        key = record.key_in(ID)
        values = [
            {"start": units.from_points(start), "end": units.from_points(end), "text": words}
            for (start, end), words in zip(record.claim.ranges, record.exact, strict=True)
        ]
        if len(values) > 1:
            self.left_out[f"discontinuous claims, written as regions with the relation {PART_OF}"] += 1
        count_remarks(record, self.left_out, imported=False)
        if record.claim.date:
            self.left_out["dates of claims (jsonl has them)"] += 1
        ids = [key, *(f"{key}-{number}" for number in range(2, len(values) + 1))]
        return _Region(record, ids, values)

    def _annotated(self, regions: Sequence[_Region]) -> list[Item]:
        """One annotation for each reviewer, then one for each who decided; a further one where two devices
        of a reviewer left two labels on a claim."""
        given: dict[tuple[bool, str, int], list[tuple[_Region, Judgement]]] = {}
        for region in regions:
            judgements = [(False, one) for one in region.record.votes]
            if region.record.gold:
                judgements.append((True, region.record.gold))
            seen: Counter[tuple[bool, str]] = Counter()
            for is_gold, one in judgements:
                given.setdefault((is_gold, one.by, seen[is_gold, one.by]), []).append((region, one))
                seen[is_gold, one.by] += 1
        return [
            self._annotation(by, judged, ground_truth=is_gold)
            for (is_gold, by, _), judged in sorted(given.items(), key=lambda item: item[0])
        ]

    def _annotation(
        self, by: str, judged: Sequence[tuple[_Region, Judgement]], *, ground_truth: bool
    ) -> Item:
        self._annotations += 1
        self.labels += len(judged)
        result = _reviewer(by)
        for region, one in judged:
            self.names.add(one.label)
            if one.citations:
                self.left_out["citations (jsonl has them)"] += len(one.citations)
            result += _claim(region)
            result += _about(region, "label", "choices", [one.label])
            if one.confidence is not None:
                result += _about(region, "confidence", "rating", one.confidence)
            result += _words(region, "rationale", one.rationale)
        account = {"completed_by": {"email": by}} if self._by_email else {}
        return {
            "id": self._annotations,
            **account,
            "result": result,
            "was_cancelled": False,
            "ground_truth": ground_truth,
            "created_at": max(one.at for _, one in judged),
        }

    def _predicted(self, regions: Sequence[_Region]) -> list[Item]:
        """Those of imports, then all claims: Label Studio shows those of the model that it meets last."""
        given: dict[tuple[str, str, int], list[tuple[_Region, Suggestion]]] = {}
        for region in regions:
            seen: Counter[tuple[str, str]] = Counter()
            for one in region.record.suggestions:
                source = importer(one.format), one.by
                if one.label:
                    given.setdefault((*source, seen[source]), []).append((region, one))
                    seen[source] += 1
                elif one.value:
                    self.left_out["imported labels that are none of the scheme"] += 1
        found = []
        for (model, by, _), suggested in sorted(given.items(), key=lambda item: item[0]):
            result = _reviewer(by) if by else []
            for region, one in suggested:
                self.names.add(one.label)
                result += [*_claim(region), *_about(region, "label", "choices", [one.label])]
                result += _words(region, "rationale", one.rationale)
            found.append({"model_version": model, "result": result})
        claims = [item for region in regions for item in _claim(region)]
        return [*found, {"model_version": CLAIMS, "result": claims}]


def _claim(region: _Region) -> list[Item]:
    """The regions of a claim, its relations, its wording and speaker."""
    claim = region.record.claim
    parts = [
        _item(part, "claim", "labels", {**value, "labels": [claim.mode]})
        for part, value in zip(region.ids, region.values, strict=True)
    ]
    links = [
        {
            "type": "relation",
            "from_id": part,
            "to_id": region.ids[0],
            "direction": "right",
            "labels": [PART_OF],
        }
        for part in region.ids[1:]
    ]
    about = [*_words(region, "wording", claim.text), *_words(region, "speaker", claim.speaker or "")]
    return [*parts, *about, *links]


def _about(region: _Region, name: str, kind: str, value: Any) -> list[Item]:
    """What is said of a claim stands on its first region."""
    first = region.values[0]
    return [_item(region.ids[0], name, kind, {"start": first["start"], "end": first["end"], kind: value})]


def _words(region: _Region, name: str, words: str) -> list[Item]:
    if not words:
        return []
    first = region.values[0]
    value = {"start": first["start"], "end": first["end"], "text": [words]}
    return [_item(region.ids[0], name, "textarea", value)]


def _reviewer(name: str) -> list[Item]:
    return [_item("reviewer", "reviewer", "textarea", {"text": [name]})]


def _item(region: str, name: str, kind: str, value: Mapping[str, Any]) -> Item:
    return {"id": region, "from_name": name, "to_name": "text", "type": kind, "value": value}
