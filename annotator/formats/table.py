"""What a table of a dataset is: columns with types, beside what every field has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from annotator.domain.dataset import ClaimRecord
from annotator.formats.field import Field, FieldTable

Record = TypeVar("Record")
Type = Literal["text", "integer", "boolean", "object"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column(Field[Record]):
    """A field whose values are all of one type."""

    type: Type = "text"
    many: bool = False
    """Whether a value is a list of that type."""
    parts: "tuple[Column[Any], ...]" = ()
    """The fields of an object."""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    meaning: str
    columns: tuple[Column[Any], ...]
    parts: Callable[[ClaimRecord], Iterable[Any]]
    """What a claim adds to it: each is what the columns take their values of."""

    @property
    def described(self) -> FieldTable:
        return FieldTable(self.name, [*paths(self.columns)])


def paths(columns: Iterable[Column[Any]], inside: str = "") -> Iterator[Column[Any]]:
    """The columns, and the fields of their objects, each by its path: "ranges[]", "ranges[].start"."""
    for column in columns:
        path = f"{inside}{column.name}{'[]' if column.many else ''}"
        yield replace(column, name=path)
        yield from paths(column.parts, f"{path}.")
