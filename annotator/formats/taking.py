"""Fields taken out of a record that others wrote: what is wrong is told with the path of the field."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, TypeVar

from annotator.domain.citation import CitationDraft, Source, check_url
from annotator.domain.drafting import check_draft
from annotator.domain.edtf import is_edtf
from annotator.domain.errors import FieldError
from annotator.domain.incoming import BadRecord
from annotator.domain.text import Range
from annotator.domain.vocabulary import KINDS, STANCES, Kind, Stance
from annotator.formats.json_stream import JsonRecord

Taken = TypeVar("Taken")
SOURCE_FIELDS = tuple(field.name for field in fields_of(Source))
DRAFT_FIELDS = ("quote", "locator", "accessed", "archive_url", "archived_at", "sole_authority")


class FieldFault(ValueError):
    """A field of a record is wrong."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field
        """Its path: "labels[0].citations[1].url"."""
        self.what = what
        """Without a stop: "is not a list"."""


class Fields:
    """A JSON object. What is taken is noted; a field that is missing or null is as good as empty.

    Every method that takes a field raises FieldFault.
    """

    def __init__(self, value: Any, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise FieldFault(path, "is not an object")
        self._value = value
        self._path = path
        self._taken: set[str] = set()

    def path(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def fault(self, name: str, what: str) -> FieldFault:
        return FieldFault(self.path(name), what)

    def take(self, name: str) -> Any:
        """Whatever it holds, None when it is missing."""
        self._taken.add(name)
        return self._value.get(name)

    def rest(self) -> dict[str, Any]:
        """The fields that were not taken."""
        return {name: value for name, value in self._value.items() if name not in self._taken}

    def text(self, name: str) -> str:
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise self.fault(name, "is not a text")
        return value or ""

    def needed(self, name: str) -> str:
        value = self.text(name)
        if not value.strip():
            raise self.fault(name, "is empty" if name in self._value else "is missing")
        return value

    def choice(self, name: str, choices: Sequence[str], default: str = "") -> str:
        value = self.text(name) or default
        if value not in choices:
            raise self.fault(name, f"is none of {', '.join(filter(None, choices))}")
        return value

    def date(self, name: str) -> str:
        """EDTF or empty."""
        value = self.text(name)
        if value and not is_edtf(value):
            raise self.fault(name, "is no date (EDTF, as 2026-02-20, 2026-02 or 2026)")
        return value

    def address(self, name: str) -> str:
        try:
            return check_url(self.text(name), name)
        except FieldError:
            raise self.fault(name, "is no web address (http:// or https://)") from None

    def integer(self, name: str, low: int, high: int) -> int | None:
        value = self.take(name)
        if value is not None and (type(value) is not int or not low <= value <= high):
            raise self.fault(name, f"is not a whole number from {low} to {high}")
        return value

    def truth(self, name: str, default: bool) -> bool:
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            raise self.fault(name, "is neither true nor false")
        return default if value is None else value

    def items(self, name: str) -> Sequence[Any]:
        value = self.take(name)
        if value is not None and not isinstance(value, list):
            raise self.fault(name, "is not a list")
        return value or ()

    def texts(self, name: str) -> tuple[str, ...]:
        values = tuple(self.items(name))
        for at, value in enumerate(values):
            if not isinstance(value, str):
                raise self.fault(f"{name}[{at}]", "is not a text")
        return values

    def ranges(self, name: str) -> tuple[Range, ...]:
        return tuple(_range(value, self.path(f"{name}[{at}]")) for at, value in enumerate(self.items(name)))

    def object(self, name: str) -> "Fields":
        value = self.take(name)
        return Fields({} if value is None else value, self.path(name))

    def objects(self, name: str) -> Iterator["Fields"]:
        for at, value in enumerate(self.items(name)):
            yield Fields(value, self.path(f"{name}[{at}]"))


def taken(
    records: Iterator[JsonRecord | BadRecord], take: Callable[[JsonRecord], Taken]
) -> Iterator[Taken | BadRecord]:
    """What is taken of each record; one with a field at fault becomes a bad one."""
    for record in records:
        if isinstance(record, BadRecord):
            yield record
            continue
        try:
            yield take(record)
        except FieldFault as fault:
            yield BadRecord(record.place, fault.field, fault.what, record.raw)


def citation(fields: Fields) -> CitationDraft:
    """A citation whose fields have the names that ours have. Raises FieldFault."""
    source = Source(**{name: fields.text(name) for name in SOURCE_FIELDS})
    if not source.url and not source.reference:
        source = replace(source, reference=source.title)
    draft = CitationDraft(
        source,
        _stance(fields.choice("stance", STANCES, "context")),
        _kind(fields.choice("kind", KINDS, "secondary")),
        **{name: fields.text(name) for name in DRAFT_FIELDS},
    )
    return checked(draft, fields)


def checked(draft: CitationDraft, fields: Fields) -> CitationDraft:
    """The draft, cleaned, as a reviewer could give it. Raises FieldFault, for the object that it is from."""
    try:
        return check_draft(draft)
    except FieldError as error:
        what = error.what.partition(": ")[2] or error.what
        raise fields.fault(error.field, what.rstrip(".")) from None


def _stance(word: str) -> Stance:
    return next(stance for stance in STANCES if stance == word)


def _kind(word: str) -> Kind:
    return next(kind for kind in KINDS if kind == word)


def _range(value: Any, path: str) -> Range:
    if not isinstance(value, list) or len(value) != 2 or any(type(end) is not int for end in value):
        raise FieldFault(path, "is not a pair of whole numbers")
    start, end = value
    if not 0 <= start < end:
        raise FieldFault(path, "is no range: it must begin at 0 or later and end behind its beginning")
    return start, end
