"""Takes one `result` of Label Studio apart: the claims that an annotation or prediction marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.claim import Mode
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.domain.offsets import Utf16
from annotator.domain.text import Range
from annotator.formats.spans import JOINING, CodePoints, in_order, joined, place_of
from annotator.formats.taking import FieldFault

_WORDS = ("rationale", "wording", "speaker", "reviewer")
"""The text areas that this program names."""


@dataclass(slots=True)
class Marked:
    """One claim as one annotation has it, or what it says of the text as a whole."""

    ids: list[str] = field(default_factory=list)
    """Of its regions."""
    ranges: tuple[Range, ...] = ()
    names: list[str] = field(default_factory=list)
    """Of its regions and choices, in order."""
    confidence: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    """What its text areas say, by name."""

    @property
    def mode(self) -> Mode:
        return "utterance" if "utterance" in self.names else "content"


@dataclass(frozen=True, slots=True)
class Result:
    """One result."""

    claims: list[Marked]
    whole: Marked
    """What stands on no region."""
    others: list[dict[str, Any]]
    """Items that mean nothing here."""


@dataclass(frozen=True, slots=True)
class _Region:
    id: str
    range: Range
    where: str


def parsed(result: Any, where: str, text: str, units: Utf16 | CodePoints) -> Result:
    """The result of an annotation or prediction, which stands at `where` in its task. Raises FieldFault."""
    if not isinstance(result, list):
        raise FieldFault(where, "is missing or not a list")
    regions: dict[str, _Region] = {}
    names: dict[str, list[str]] = {}
    said: list[tuple[str, dict[str, Any]]] = []
    links: list[tuple[str, str]] = []
    others: list[dict[str, Any]] = []
    for at, item in enumerate(result):
        place = f"{where}[{at}]"
        if not isinstance(item, dict):
            raise FieldFault(place, "is not an object")
        if item.get("type") == "relation":
            joins = _joins(item)
            links.extend(joins)
            others.extend(() if joins else (item,))
            continue
        if not isinstance(item.get("value"), dict):
            raise FieldFault(f"{place}.value", "is missing or not an object")
        if item.get("type") != "labels":
            said.append((place, item))
            continue
        found = _region(item, place, text, units)
        if regions.setdefault(found.id, found).range != found.range:
            raise FieldFault(f"{place}.id", "is that of another region before it")
        names.setdefault(found.id, []).extend(_texts(item["value"].get("labels"), f"{place}.value.labels"))
    claims = [_marked([regions[one] for one in members], names) for members in joined(list(regions), links)]
    by_region = {one: claim for claim in claims for one in claim.ids}
    whole = Marked()
    for place, item in said:
        about = by_region.get(_id(item, place), whole)
        if not _say(about, item, place, whole_of_regions=about is whole and bool(claims)):
            others.append(item)
    return Result(claims, whole, others)


def _marked(parts: list[_Region], names: Mapping[str, list[str]]) -> Marked:
    ranges = in_order((part.range for part in parts), parts[0].where)
    found = dict.fromkeys(name for part in parts for name in names[part.id])
    return Marked([part.id for part in parts], ranges, list(found))


def _id(item: Mapping[str, Any], place: str) -> str:
    given = item.get("id", place)
    if type(given) not in (int, str):
        raise FieldFault(f"{place}.id", "is neither text nor a number")
    return str(given)


def _region(item: Mapping[str, Any], place: str, text: str, units: Utf16 | CodePoints) -> _Region:
    value = item["value"]
    start, end = place_of(units, value.get("start"), value.get("end"), f"{place}.value")
    words = value.get("text")
    if isinstance(words, str) and _bare(words) != _bare(text[start:end]):
        other = "codepoints" if isinstance(units, Utf16) else "utf16"
        what = f"is not what stands at its start and end (counted otherwise? --with offsets={other})"
        raise FieldFault(f"{place}.value.text", what)
    return _Region(_id(item, place), (start, end), place)


def _bare(words: str) -> str:
    """Without blanks and line breaks, of which its editor drops some and writes others as \\n."""
    return "".join(words.replace("\\n", "").split())


def _joins(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The link of a relation that joins the parts of a claim."""
    labels = item.get("labels")
    ends = item.get("from_id"), item.get("to_id")
    if not isinstance(labels, list) or not any(label in JOINING for label in labels):
        return []
    return [(str(ends[0]), str(ends[1]))]


def _say(about: Marked, item: Mapping[str, Any], place: str, *, whole_of_regions: bool) -> bool:
    """Write what an item says down at its claim; False for what means nothing here."""
    kind, value, name = item.get("type"), item["value"], item.get("from_name")
    if kind == "textarea" and name in _WORDS:
        if whole_of_regions and name != "reviewer":
            return False
        about.words[str(name)] = "\n".join(_texts(value.get("text"), f"{place}.value.text"))
        return True
    if whole_of_regions:
        return False
    if kind == "choices":
        choices = _texts(value.get("choices"), f"{place}.value.choices")
        about.names.extend(choice for choice in choices if choice not in about.names)
        return True
    rating = value.get("rating")
    if kind == "rating" and type(rating) is int and MIN_CONFIDENCE <= rating <= MAX_CONFIDENCE:
        about.confidence = rating
        return True
    return False


def _texts(value: Any, place: str) -> Iterable[str]:
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise FieldFault(place, "is missing or not a list of texts")
    return found
