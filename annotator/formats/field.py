"""The fields of a format: name, meaning and value of each, from which both the files and their description
are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Field(Generic[Record]):
    name: str
    meaning: str
    """What it holds, for people: of ours, in the words of this program."""
    value: Callable[[Record], Any]
    """As JSON has it; empty text means unknown."""


@dataclass(frozen=True, slots=True)
class Described:
    """A field as the documentation tells it."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of one sort of record in a format."""

    title: str
    """What has them: "a line", "questions[]", "claims.parquet"."""
    fields: Sequence[Field[Any] | Described]


def object_of(fields: Sequence[Field[Record]], record: Record) -> dict[str, Any]:
    return {field.name: field.value(record) for field in fields}
