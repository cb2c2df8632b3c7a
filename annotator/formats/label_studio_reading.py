"""Reads Label Studio tasks; see `formats.label_studio` for the format and its sources."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from annotator.domain.article import METADATA_FIELDS, article_id
from annotator.domain.claim import Mode
from annotator.domain.errors import InputError
from annotator.domain.incoming import (
    BadRecord,
    Incoming,
    IncomingArticle,
    IncomingClaim,
    IncomingLabel,
    Place,
)
from annotator.domain.text import Range
from annotator.formats.folder_files import files_in
from annotator.formats.format import MANIFEST, Source
from annotator.formats.json_record import canonical
from annotator.formats.json_stream import JsonRecord, read_array
from annotator.formats.label_studio_result import Marked, Result, parsed
from annotator.formats.options import chosen
from annotator.formats.spans import COUNTS, Counts, known_of, label_in
from annotator.formats.taking import FieldFault

VERSION = "1"
TEXT_KEY = "text"
POINTS_FIRST = ("codepoints", "utf16")
_OURS = re.compile("[0-9a-f]{64}")
_TAKEN = ("data", "annotations", "completions", "predictions")
_BOOKKEEPING = (
    "id", "inner_id", "created_at", "updated_at", "project", "updated_by", "file_upload", "is_labeled",
    "overlap", "total_annotations", "cancelled_annotations", "total_predictions", "comment_count", "drafts",
    "agreement", "unresolved_comment_count", "comment_authors", "last_comment_updated_at", "allow_skip",
    "state",
)  # fmt: skip
"""What Label Studio keeps of a task for itself: it is not true of another file."""


@dataclass(slots=True)
class _Found:
    """One claim of a task with what all annotations say of it."""

    marked: Marked
    labels: list[IncomingLabel] = field(default_factory=list)


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The claims of each task; from a folder, those of its JSON files in order of their names."""
    counts = COUNTS[chosen(source.options, "offsets", *POINTS_FIRST)]
    key = source.options.get("text", TEXT_KEY)
    for path in _files(source.path):
        if source.path.is_dir() and not _holds_tasks(path):
            yield BadRecord(Place(path.name, 0), "", "holds no tasks; nothing of it was read", "")
            continue
        for record in read_array(path, single=True):
            if isinstance(record, BadRecord):
                yield record
                continue
            try:
                yield from list(_claims(record, counts, key))
            except FieldFault as fault:
                yield record.bad(fault.field, fault.what)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [one for one in files_in(path, ".json") if one.name != MANIFEST]
    if not found:
        raise InputError(f"{path} has no JSON file.", safe="Nothing was changed.")
    return found


def _holds_tasks(path: Path) -> bool:
    """Whether a record is a task, or none is well-formed JSON: then it is said what is wrong with each."""
    found = False
    for record in read_array(path, single=True):
        if isinstance(record, JsonRecord):
            found = True
            if isinstance(record.value.get("data"), dict):
                return True
    return not found


def _claims(record: JsonRecord, counts: Counts, key: str) -> Iterator[Incoming]:
    task = record.value
    data = task.get("data")
    if not isinstance(data, dict):
        raise FieldFault("data", "is missing or not an object: it is no task (JSON-MIN is not read)")
    text = data.get(key)
    if not isinstance(text, str) or not text:
        raise FieldFault(
            f"data.{key}", "is missing, empty or not text (--with text=NAME says which field it is)"
        )
    units = counts(text)
    found: dict[tuple[tuple[Range, ...], Mode], list[_Found]] = {}
    extras = {name: value for name, value in task.items() if name not in (*_TAKEN, *_BOOKKEEPING)}
    others: list[dict[str, Any]] = []
    for where, one in _given(task, extras):
        result = parsed(one.get("result"), f"{where}.result", text, units)
        others += result.others
        _take(result, one, where, found)
    if others:
        extras["results"] = others
    taken = (key, *METADATA_FIELDS, "article")
    if unknown := {name: value for name, value in data.items() if name not in taken}:
        extras["data"] = unknown
    article = IncomingArticle(text, known=known_of(data))
    keys: set[str] = set()
    text_id = article_id(text)
    for claim in (claim for claims in found.values() for claim in claims):
        yield _incoming(record, claim, article, text_id, keys, extras)
        extras = {}


def _given(task: Mapping[str, Any], extras: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The predictions and the annotations that were not cancelled, each with its place in the task; how many
    were goes to the extras."""
    cancelled = 0
    for name in ("predictions", "completions", "annotations"):
        given = task.get(name, [])
        if not isinstance(given, list):
            raise FieldFault(name, "is not a list")
        for at, one in enumerate(given):
            where = f"{name}[{at}]"
            if name == "predictions" and type(one) is int:
                continue  # an export without predictions has their numbers
            if not isinstance(one, dict):
                raise FieldFault(where, "is not an object")
            if one.get("was_cancelled") or one.get("skipped"):
                cancelled += 1
            else:
                yield where, one
    if cancelled:
        extras["cancelled_annotations"] = cancelled


def _take(
    result: Result,
    one: Mapping[str, Any],
    where: str,
    found: dict[tuple[tuple[Range, ...], Mode], list[_Found]],
) -> None:
    """Add the claims of one annotation to those found, and its labels to them."""
    model = str(one.get("model_version", "")) if where.startswith("predictions") else ""
    by = result.whole.words.get("reviewer") or _account(one.get("completed_by")) or model
    flags = [f"predicted by {model or 'a model'}"] if where.startswith("predictions") else []
    if one.get("ground_truth") is True:
        flags.append("ground truth there")
    whole = [result.whole] if result.whole.names and not result.claims else []
    for marked in [*result.claims, *whole]:
        claims = found.setdefault((marked.ranges, marked.mode), [])
        wording = marked.words.get("wording", "")
        claim = next((c for c in claims if not wording or c.marked.words.get("wording", "") == wording), None)
        if claim is None:
            claim = _Found(marked)
            claims.append(claim)
        said: dict[str, Any] = {"by": by, "flags": tuple(flags), "confidence": marked.confidence}
        said["rationale"] = marked.words.get("rationale", "")
        labels = [label for name in marked.names if (label := label_in(name, **said))]
        if not labels and (marked.confidence or said["rationale"]):
            labels = [IncomingLabel("", "", **said)]
        claim.labels += labels


def _account(completed_by: Any) -> str:
    """An account's address or number."""
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return str(completed_by) if type(completed_by) in (int, str) else ""


def _incoming(
    record: JsonRecord,
    found: _Found,
    article: IncomingArticle,
    text_id: str,
    keys: set[str],
    extras: Mapping[str, Any],
) -> Incoming:
    marked = found.marked
    key = next((one for one in marked.ids if _OURS.fullmatch(one) and one not in keys), "")
    keys.add(key)
    wording = marked.words.get("wording", "")
    claim = IncomingClaim(
        wording if marked.ranges else article.text,
        marked.ranges,
        mode=marked.mode,
        speaker=marked.words.get("speaker", ""),
    )
    raw = {
        "text_of": text_id,
        "claim": asdict(claim),
        "labels": [asdict(label) for label in found.labels],
        "key": key,
        "extras": extras,
    }
    where = article if marked.ranges else IncomingArticle()
    return Incoming(record.place, canonical(raw), claim, where, key, tuple(found.labels), extras=extras)
