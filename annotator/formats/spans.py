"""What formats of annotation tools share: counts of offsets, parts that make one claim, names of labels."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.incoming import IncomingLabel
from annotator.domain.offsets import Utf16
from annotator.domain.text import Range
from annotator.formats import label_words
from annotator.formats.label_words import label_of
from annotator.formats.taking import FieldFault

PART_OF = "part_of"
"""The relation from each further part of a discontinuous claim to its first one."""
JOINING = (PART_OF, "continues")
"""The relations that join parts when they are read, whichever way they point."""
NO_LABELS = ("", "claim", "content", "utterance")
"""Names of spans that say no more than that they are claims."""

LABELS_IN: Mapping[str, str] = {
    **label_words.LABELS_IN,
    "CLAIM, content, utterance": "none: the span is a claim without a label",
}

Id = TypeVar("Id", bound=Hashable)


class CodePoints:
    """Offsets of a text as they are here, with the checks of `Utf16`."""

    def __init__(self, text: str) -> None:
        self.length = len(text)

    def from_points(self, offset: int) -> int:
        return offset

    def to_points(self, offset: int) -> int:
        """The same. Raises ValueError outside of the text."""
        if not 0 <= offset <= self.length:
            raise ValueError(f"{offset} lies outside of the text, which has {self.length} characters")
        return offset


Counts = type[Utf16] | type[CodePoints]
COUNTS: Mapping[str, Counts] = {"utf16": Utf16, "codepoints": CodePoints}
"""How offsets are counted, by value of the option `offsets`."""


def label_in(name: str, **given: Any) -> IncomingLabel | None:
    """What is suggested for a name; None for one that is no label. `given` are further fields."""
    if name.strip().casefold() in NO_LABELS:
        return None
    label, flags = label_of(name)
    return IncomingLabel(label, name, flags=(*given.pop("flags", ()), *flags), **given)


def joined(parts: Sequence[Id], links: Iterable[tuple[Id, Id]]) -> list[list[Id]]:
    """The parts by what the links join, each group and all of them in order; links to others do nothing."""
    group = {part: [part] for part in parts}
    for one, other in links:
        if one in group and other in group and group[one] is not group[other]:
            small, large = sorted((group[one], group[other]), key=len)
            large.extend(small)
            group.update(dict.fromkeys(small, large))
    place = {part: at for at, part in enumerate(parts)}
    return [
        sorted(members, key=place.__getitem__)
        for members in {id(one): one for one in group.values()}.values()
    ]


def place_of(units: Utf16 | CodePoints, start: Any, end: Any, field: str) -> Range:
    """The range in code points of two offsets that a record gives. Raises FieldFault."""
    if type(start) is not int or type(end) is not int:
        raise FieldFault(field, "has no start and end in whole numbers")
    try:
        return units.to_points(start), units.to_points(end)
    except ValueError as error:
        other = "codepoints" if isinstance(units, Utf16) else "utf16"
        raise FieldFault(field, f"{error} (counted otherwise? --with offsets={other})") from None


def in_order(ranges: Iterable[Range], field: str) -> tuple[Range, ...]:
    """The ranges of one claim, sorted. Raises FieldFault for empty ones and ones that overlap."""
    found = tuple(sorted(set(ranges)))
    for start, end in found:
        if start >= end:
            raise FieldFault(field, f"ends at {end}, where it begins or before ({start})")
    for (_, end), (start, _) in pairwise(found):
        if start < end:
            raise FieldFault(field, "has parts that overlap")
    return found


def metadata_of(article: DatasetArticle) -> dict[str, str]:
    """Every metadata field; empty text where it is not known."""
    known = article.metadata
    return {name: known[name].value if name in known else "" for name in METADATA_FIELDS}


def known_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """The metadata among the fields of a record: those that have text."""
    return {
        name: fields[name] for name in METADATA_FIELDS if isinstance(fields.get(name), str) and fields[name]
    }


def extras_of(records: Iterable[ClaimRecord], format_id: str) -> dict[str, Any]:
    """What came in with the document of these claims beside the fields that have a place."""
    found: dict[str, Any] = {}
    for record in records:
        found = record.extras_in(format_id) | found
    return found
