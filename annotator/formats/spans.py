"""What formats of annotation tools share: counts of offsets, parts that make one claim, names of labels."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from annotator.domain.article import METADATA_FIELDS
from annotator.domain.dataset import ClaimRecord, DatasetArticle
from annotator.domain.errors import InputError
from annotator.domain.incoming import IncomingLabel
from annotator.domain.offsets import Utf16
from annotator.domain.text import Range

PART_OF = "part_of"
"""The relation from each further part of a discontinuous claim to its first one."""
JOINING = (PART_OF, "continues")
"""The relations that join parts when they are read, whichever way they point."""
NO_LABELS = ("", "claim", "content", "utterance")
"""Names of spans that say no more than that they are claims."""

IMPORTED = "imported labels (labelstudio has them, as predictions)"
"""What formats leave out that have no place for suggestions."""

LABELS_IN: Mapping[str, str] = {
    "sourced": "sourced",
    "supported": "sourced",
    "supports": "sourced",
    "support": "sourced",
    "verified": "sourced",
    "contested": "contested",
    "refuted": "contested",
    "refutes": "contested",
    "contradict": "contested",
    "conflicting": "contested",
    "conflicting evidence/cherrypicking": "contested",
    "disputed": "contested",
    "insufficient": "insufficient",
    "not enough info": "insufficient",
    "not enough evidence": "insufficient",
    "not checkable": "not_checkable",
}
"""By name in lower case, underlines as blanks: the label suggested."""
LABELS_IN_WORDS: Mapping[str, str] = {
    "sourced, supported, SUPPORTS": "sourced",
    "verified": 'sourced, flagged "was verified there"',
    "contested, refuted, REFUTES; conflicting, disputed": "contested",
    "insufficient, NOT ENOUGH INFO": "insufficient",
    "not_checkable": "not_checkable",
    "CLAIM, content, utterance": "none: the span is a claim without a label",
    "any other name": "none that can be told; the name is kept",
}

Id = TypeVar("Id", bound=Hashable)


class BadField(ValueError):
    """What is wrong with a field of a record, without a stop."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field
        """As a path: "entities[0]"; empty for the record as a whole."""


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


def chosen(options: Mapping[str, str], name: str, values: Iterable[str]) -> str:
    """The value of an option, of those that there are; the first is the default. Raises InputError."""
    known = tuple(values)
    value = options.get(name, known[0])
    if value not in known:
        what = f"The option {name} cannot be {value!r}."
        raise InputError(what, safe="Nothing was written or changed.", do=f"Use one of: {', '.join(known)}.")
    return value


def label_in(name: str, **given: Any) -> IncomingLabel | None:
    """What is suggested for a name; None for one that is no label. `given` are further fields."""
    plain = name.strip().lower().replace("_", " ")
    if plain in NO_LABELS:
        return None
    flags = (*given.pop("flags", ()), *(("was verified there",) if plain == "verified" else ()))
    return IncomingLabel(LABELS_IN.get(plain, ""), name, flags=flags, **given)


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
    """The range in code points of two offsets that a record gives. Raises BadField."""
    if type(start) is not int or type(end) is not int:
        raise BadField(field, "has no start and end in whole numbers")
    try:
        return units.to_points(start), units.to_points(end)
    except ValueError as error:
        other = "codepoints" if isinstance(units, Utf16) else "utf16"
        raise BadField(field, f"{error} (counted otherwise? --with offsets={other})") from None


def in_order(ranges: Iterable[Range], field: str) -> tuple[Range, ...]:
    """The ranges of one claim, sorted. Raises BadField for empty ones and ones that overlap."""
    found = tuple(sorted(set(ranges)))
    for start, end in found:
        if start >= end:
            raise BadField(field, f"ends at {end}, where it begins or before ({start})")
    for (_, end), (start, _) in pairwise(found):
        if start < end:
            raise BadField(field, "has parts that overlap")
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
