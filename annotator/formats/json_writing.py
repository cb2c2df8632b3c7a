"""JSON text straight from the fields of records: most of an export is this, and the dictionaries that an
encoder asks for would take three times as long as the text."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from annotator.formats.field import Record
from annotator.formats.jsonl_fields import JsonField

Write = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Style:
    """How JSON is written: the same as `json.dumps` with the same wishes writes it."""

    ascii_only: bool
    sort_keys: bool
    comma: str
    colon: str

    @property
    def text(self) -> Write:
        return encode_basestring_ascii if self.ascii_only else encode_basestring

    @property
    def value(self) -> Write:
        """Of any value that JSON has; there are no circles in what is exported."""
        return json.JSONEncoder(
            ensure_ascii=self.ascii_only,
            sort_keys=self.sort_keys,
            separators=(self.comma, self.colon),
            allow_nan=False,
            check_circular=False,
        ).encode


LINE = Style(ascii_only=False, sort_keys=True, comma=",", colon=":")
CELL = Style(ascii_only=True, sort_keys=False, comma=", ", colon=": ")


def object_writer(fields: Sequence[JsonField[Record]], style: Style) -> Callable[[Record], str]:
    """Writes a record as an object with these fields. Raises TypeError where a text is none."""
    ordered = sorted(fields, key=lambda field: field.name) if style.sort_keys else fields
    shape = "{" + style.comma.join(f"{style.text(field.name)}{style.colon}%s" for field in ordered) + "}"
    parts = [(field.value, _value_writer(field, style)) for field in ordered]

    def write(record: Record) -> str:
        return shape % tuple([text(value(record)) for value, text in parts])

    return write


def list_writer(fields: Sequence[JsonField[Record]], style: Style) -> Callable[[Sequence[Record]], str]:
    """Writes records as a list of such objects."""
    return _list(object_writer(fields, style), style)


def _value_writer(field: JsonField[Any], style: Style) -> Write:
    kind = field.schema.get("type")
    if field.of:
        one = object_writer(field.of, style)
        return _list(one, style) if kind == "array" else _remembering(one)
    if kind == "string":
        return style.text
    if kind == "array" and field.schema["items"].get("type") == "string":
        return _list(style.text, style)
    return _any(style.value)


def _list(one: Write, style: Style) -> Callable[[Sequence[Any]], str]:
    return lambda values: f"[{style.comma.join(map(one, values))}]" if values else "[]"


def _remembering(one: Write) -> Write:
    """The claims of an article come one behind the other, each with the same article."""
    last: Any = None
    text = ""

    def write(value: Any) -> str:
        nonlocal last, text
        if value is not last:
            last, text = value, one(value)
        return text

    return write


def _any(encode: Write) -> Write:
    """An encoder takes a while to begin, and most values are empty."""
    return lambda value: "[]" if value == () else encode(value)
