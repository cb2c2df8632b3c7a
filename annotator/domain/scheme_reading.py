"""Reading a scheme from TOML: everything is checked, and an error names the file and the line."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast, get_args

from annotator.domain.citation import KINDS, STANCES
from annotator.domain.errors import InputError
from annotator.domain.label import Verdict
from annotator.domain.scheme import LabelRule, Need, NeedField, Scheme, VerdictRule, Way

COLOURS = frozenset(
    f"{shade}{name}"
    for shade in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")
_LABEL_FIELDS = {
    "id", "key", "colour", "help", "decides", "needs_rationale", "no_open_refutes", "way", "verdict"
}  # fmt: skip
_NEED_FIELDS = {
    "count", "stances", "say", "say_many", "kinds", "not_kinds",
    "distinct_origins", "other_than_claimant", "fields",
}  # fmt: skip
_VERDICT_FIELDS = {"with_support", "without_support", "support"}


@cache
def default_scheme() -> Scheme:
    """The built-in scheme."""
    text = (files("annotator.domain") / "default_scheme.toml").read_text(encoding="utf-8")
    return parse_scheme(text, name="default_scheme.toml")


def parse_scheme(text: str, *, name: str, reserved_keys: Collection[str] = ()) -> Scheme:
    """Read a scheme; `reserved_keys` are those that other commands already have.

    Raises InputError naming the file, the line and what is wrong.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: {error}.", safe="No scheme was set.") from None
    reader = _Reader(text, name)
    reader.known(data, {"name", "version", "label"}, None)
    tables = data.get("label")
    if not isinstance(tables, list) or not tables:
        raise reader.error("a scheme needs at least one [[label]] table", None)
    labels = tuple(reader.label(table, number) for number, table in enumerate(tables))
    reader.distinct([label.id for label in labels], "id")
    reader.distinct([label.key for label in labels], "key")
    for number, label in enumerate(labels):
        if label.key in reserved_keys:
            raise reader.error(f"the key {label.key!r} already belongs to another command", number, "key")
    return Scheme(reader.text_of(data, "name", None), reader.text_of(data, "version", None), labels, text)


class _Reader:
    """Checks tables of one scheme file, and finds the line to blame."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name
        self.starts = [n for n, line in enumerate(self.lines) if line.strip().startswith("[[label]]")]

    def error(self, what: str, label: int | None, key: str = "") -> InputError:
        """An error at the line of `key` in the label of that number (None: the top of the file)."""
        first, last = 0, self.starts[0] if self.starts else len(self.lines)
        if label is not None and label < len(self.starts):
            first = self.starts[label]
            last = (*self.starts[label + 1 :], len(self.lines))[0]
        line = first
        for number in range(first, last):
            if key and re.search(rf"\b{re.escape(key)}\b\s*=", self.lines[number]):
                line = number
                break
        return InputError(f"{self.name}, line {line + 1}: {what}.", safe="No scheme was set.")

    def known(self, table: Mapping[str, Any], allowed: Collection[str], label: int | None) -> None:
        for key in table:
            if key not in allowed:
                choices = ", ".join(sorted(allowed))
                raise self.error(f"unknown field {key!r} (known here: {choices})", label, key)

    def distinct(self, values: Sequence[str], key: str) -> None:
        for number, value in enumerate(values):
            if value in values[:number]:
                raise self.error(f"{key} {value!r} is used twice", number, key)

    def text_of(
        self, table: Mapping[str, Any], key: str, label: int | None, default: str | None = None
    ) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not (value or default == ""):
            raise self.error(f"{key} must be a text that is not empty", label, key)
        return value

    def flag(self, table: Mapping[str, Any], key: str, label: int, default: bool = False) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false", label, key)
        return value

    def choices(
        self, table: Mapping[str, Any], key: str, label: int, allowed: Collection[str]
    ) -> tuple[Any, ...]:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(value in allowed for value in values):
            raise self.error(f"{key} must be a list of: {', '.join(sorted(allowed))}", label, key)
        return tuple(values)

    def label(self, table: Any, number: int) -> LabelRule:
        if not isinstance(table, dict):
            raise self.error("a label must be a [[label]] table", number)
        self.known(table, _LABEL_FIELDS, number)
        label_id = self.text_of(table, "id", number)
        if not _IDENTIFIER.match(label_id):
            raise self.error(
                "an id has lower-case letters, digits and _, and begins with a letter", number, "id"
            )
        key = self.text_of(table, "key", number)
        if len(key) != 1 or not key.isprintable() or key.isspace():
            raise self.error("a label's key is one printable character", number, "key")
        colour = self.text_of(table, "colour", number)
        if colour not in COLOURS and not _HEX.match(colour):
            raise self.error(
                f"unknown colour {colour!r} (a terminal colour's name or #rrggbb)", number, "colour"
            )
        ways = table.get("way", [])
        if not isinstance(ways, list):
            raise self.error("ways are [[label.way]] tables", number, "way")
        return LabelRule(
            id=label_id,
            key=key,
            colour=colour,
            help=self.text_of(table, "help", number, ""),
            decides=self.flag(table, "decides", number, True),
            needs_rationale=self.flag(table, "needs_rationale", number),
            no_open_refutes=self.flag(table, "no_open_refutes", number),
            ways=tuple(self.way(way, number) for way in ways),
            verdict=self.verdict(table["verdict"], number) if "verdict" in table else None,
        )

    def way(self, table: Any, number: int) -> Way:
        if not isinstance(table, dict):
            raise self.error("ways are [[label.way]] tables", number, "way")
        self.known(table, {"need", "attributed_in_article"}, number)
        needs = table.get("need", [])
        attributed = self.flag(table, "attributed_in_article", number)
        if not isinstance(needs, list) or not (needs or attributed):
            raise self.error("a way lists its needs: need = [{ count = 1, ... }]", number, "need")
        return Way(tuple(self.need(need, number) for need in needs), attributed)

    def need(self, table: Any, number: int) -> Need:
        if not isinstance(table, dict):
            raise self.error("a need is a table { count = 1, ... }", number, "need")
        self.known(table, _NEED_FIELDS, number)
        count = table.get("count")
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= 99:
            raise self.error("count must be a number from 1 to 99", number, "count")
        say = self.text_of(table, "say", number)
        return Need(
            count=count,
            stances=self.choices(table, "stances", number, STANCES) or STANCES,
            say=say,
            say_many=self.text_of(table, "say_many", number, say),
            kinds=self.choices(table, "kinds", number, KINDS),
            not_kinds=self.choices(table, "not_kinds", number, KINDS),
            distinct_origins=self.flag(table, "distinct_origins", number),
            other_than_claimant=self.flag(table, "other_than_claimant", number),
            fields=self.choices(table, "fields", number, get_args(NeedField)),
        )

    def verdict(self, table: Any, number: int) -> VerdictRule:
        if not isinstance(table, dict):
            raise self.error("verdict is a table { with_support = ..., ... }", number, "verdict")
        self.known(table, _VERDICT_FIELDS, number)
        for key in ("with_support", "without_support"):
            if table.get(key) not in get_args(Verdict):
                raise self.error(f"{key} must be one of: {', '.join(get_args(Verdict))}", number, key)
        support = table.get("support", "any")
        if support not in ("any", "independent"):
            raise self.error('support must be "any" or "independent"', number, "support")
        return VerdictRule(
            cast(Verdict, table["with_support"]), cast(Verdict, table["without_support"]), support
        )
