"""Reads doccano JSONL; see `formats.doccano` for the format and its sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.article import METADATA_FIELDS, article_id
from annotator.domain.claim import Mode
from annotator.domain.incoming import BadRecord, Incoming, IncomingArticle, IncomingClaim
from annotator.domain.offsets import Utf16
from annotator.domain.text import Range
from annotator.formats.format import Source
from annotator.formats.json_record import canonical
from annotator.formats.json_stream import JsonRecord, read_lines
from annotator.formats.options import chosen
from annotator.formats.spans import (
    COUNTS,
    JOINING,
    CodePoints,
    Counts,
    in_order,
    joined,
    known_of,
    label_in,
    place_of,
)
from annotator.formats.taking import FieldFault

VERSION = "1"
TASKS = ("relations", "spans", "classes")
_TEXTS = ("text", "data")  # "data" in exports of doccano 1.5 and older
_LABELS = ("label", "labels")
_TOLD = ("id", "text", "mode", "speaker", "date")
_TAKEN = (*_TEXTS, *_LABELS, "entities", "relations", "claims", "id", *METADATA_FIELDS)


@dataclass(frozen=True, slots=True)
class _Entity:
    """One span."""

    id: Any
    range: Range
    given: Range
    """The same in the units of the file."""
    name: str
    field: str
    """Where it stands in the line."""


def read(source: Source) -> Iterator[Incoming | BadRecord]:
    """The claims of each line, in order of their first parts."""
    counts = COUNTS[chosen(source.options, "offsets", *COUNTS)]
    by = source.options.get("by", "")
    for record in read_lines(source.path):
        if isinstance(record, BadRecord):
            yield record
            continue
        try:
            yield from list(_claims(record, counts, by))
        except FieldFault as fault:
            yield record.bad(fault.field, fault.what)


def _claims(record: JsonRecord, counts: Counts, by: str) -> Iterator[Incoming]:
    line = record.value
    name = next((name for name in _TEXTS if name in line), "text")
    text = line.get(name)
    if not isinstance(text, str) or not text:
        raise FieldFault(name, "is missing" if name not in line else "is not text, or empty")
    column = next((name for name in ("entities", *_LABELS) if name in line), "")
    if not column:
        raise FieldFault("", "has neither entities nor label: it is no line of doccano's")
    found = line[column]
    if not isinstance(found, list):
        raise FieldFault(column, "is not a list")
    if column != "entities" and all(isinstance(one, str) for one in found):
        if found or "claims" not in line:
            yield _class(record, text, found, by)
        return
    yield from _spans(record, text, _entities(column, found, counts(text), text), by)


def _class(record: JsonRecord, text: str, names: Sequence[str], by: str) -> Incoming:
    """A claim a line: its own words are its article."""
    line = record.value
    taken = {*_TEXTS, *_LABELS, "id", "article", "exact"}
    extras = {name: value for name, value in line.items() if name not in taken}
    labels = tuple(label for name in names if (label := label_in(name, by=by)))
    return Incoming(
        record.place, record.raw, IncomingClaim(text), key=_key(line), labels=labels, extras=extras
    )


def _key(line: Mapping[str, Any]) -> str:
    number = line.get("id", "")
    return str(number) if isinstance(number, int | str) else ""


def _entities(column: str, found: list[Any], units: Utf16 | CodePoints, text: str) -> list[_Entity]:
    entities = []
    for at, one in enumerate(found):
        field = f"{column}[{at}]"
        if isinstance(one, list) and len(one) == 3:
            start, end, name = one
            number: Any = at
        elif isinstance(one, dict):
            start, end, name = (one.get(key) for key in ("start_offset", "end_offset", "label"))
            number = one.get("id", f"at {at}")
        else:
            raise FieldFault(field, "is neither [start, end, name] nor an object")
        if not isinstance(name, str):
            raise FieldFault(field, "has no name that is text")
        if type(number) not in (int, str):
            raise FieldFault(field, "has an id that is neither a number nor text")
        place = place_of(units, start, end, field)
        entities.append(_Entity(number, place, (start, end), name, field))
    return entities


def _links(line: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    relations = line.get("relations", [])
    if not isinstance(relations, list):
        raise FieldFault("relations", "is not a list")
    links = []
    for at, one in enumerate(relations):
        ends = (one.get("from_id"), one.get("to_id")) if isinstance(one, dict) else (None, None)
        if any(type(end) not in (int, str) for end in ends):
            raise FieldFault(f"relations[{at}]", "is not an object with from_id and to_id")
        if one.get("type") in JOINING:
            links.append(ends)
    return links


def _spans(record: JsonRecord, text: str, entities: list[_Entity], by: str) -> Iterator[Incoming]:
    """A claim for each entity, or those that relations join; equal ranges are one claim."""
    line = record.value
    by_id = {entity.id: entity for entity in entities}
    if len(by_id) < len(entities):
        raise FieldFault("entities", "has two of one id")
    claims: dict[tuple[Range, ...], list[list[_Entity]]] = {}
    for members in joined(list(by_id), _links(line)):
        parts = [by_id[member] for member in members]
        ranges = in_order((part.range for part in parts), parts[0].field)
        claims.setdefault(ranges, []).append(parts)
    article = IncomingArticle(text, known=known_of(line))
    extras = {name: value for name, value in line.items() if name not in _TAKEN}
    if not isinstance(
        line.get("claims"), list
    ):  # then the id is not that of an article, but doccano's number
        extras |= {name: line[name] for name in ("id", "claims") if name in line}
    about, text_id = _about(line), article_id(text)
    for ranges, groups in claims.items():
        for told, parts in _told(about, groups):
            names = list(dict.fromkeys(part.name for part in parts))
            labels = tuple(label for name in names if (label := label_in(name, by=by)))
            key = told.get("id") or (f"{_key(line)}/{parts[0].id}" if "id" in line else "")
            spans = [[*part.range, part.name] for part in parts]
            raw = canonical({"text_of": text_id, "label": spans, "id": key, "claim": told, "extras": extras})
            claim = _claim(ranges, told)
            yield Incoming(record.place, raw, claim, article, key, labels, extras=extras)
            extras = {}


def _told(
    about: Mapping[tuple[Range, ...], list[dict[str, str]]], groups: list[list[_Entity]]
) -> list[tuple[dict[str, str], list[_Entity]]]:
    """The claims of equal ranges: as many as this program said, else one with all their names."""
    given = tuple(sorted({part.given for part in groups[0]}))
    told = about.get(given, [{}])[: len(groups)]
    last = [part for group in groups[len(told) - 1 :] for part in group]
    return list(zip(told, [*groups[: len(told) - 1], last], strict=True))


def _about(line: Mapping[str, Any]) -> dict[tuple[Range, ...], list[dict[str, str]]]:
    """What this program said of its claims, by their ranges in the units of the file; of what is not as it
    writes them nothing is taken."""
    claims = line.get("claims")
    found: dict[tuple[Range, ...], list[dict[str, str]]] = {}
    for one in claims if isinstance(claims, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("ranges"), list):
            continue
        pairs = [tuple(pair) for pair in one["ranges"] if isinstance(pair, list)]
        if all(len(pair) == 2 and all(type(end) is int for end in pair) for pair in pairs):
            texts = {name: one[name] for name in _TOLD if isinstance(one.get(name), str)}
            found.setdefault(tuple(sorted(pairs)), []).append(texts)
    return found


def _claim(ranges: tuple[Range, ...], told: Mapping[str, str]) -> IncomingClaim:
    mode: Mode = "utterance" if told.get("mode") == "utterance" else "content"
    return IncomingClaim(
        told.get("text", ""), ranges, mode=mode, speaker=told.get("speaker", ""), date=told.get("date", "")
    )
