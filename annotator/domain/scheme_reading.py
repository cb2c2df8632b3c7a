"""Reading a scheme from TOML: everything is checked, and an error names the file and the line."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, cast, get_args

from annotator.domain.errors import InputError
from annotator.domain.scheme import LabelRule, Need, NeedField, Scheme, VerdictRule, Way
from annotator.domain.vocabulary import KINDS, STANCES, Verdict

COLOURS = frozenset(
    f"{shade}{name}"
    for shade in ("", "bright_")
    for name in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_LABEL_HEAD = re.compile(r"\s*\[\[\s*label\s*\]\]")
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
    text = Path(__file__).with_name("default_scheme.toml").read_text(encoding="utf-8")
    return parse_scheme(text, name="default_scheme.toml")


def parse_scheme(text: str, *, name: str, reserved_keys: Collection[str] = ()) -> Scheme:
    """Read a scheme; `reserved_keys` are those that other commands already have.

    Raises InputError naming the file, the line and what is wrong.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        raise InputError(f"{name}: {error}.", safe="No scheme was set.") from None
    reader = _Reader(text, name)
    top = reader.top
    reader.known(data, {"name", "version", "label"}, top)
    tables = data.get("label")
    if not isinstance(tables, list) or not tables:
        raise reader.error("a scheme needs at least one [[label]] table", top)
    labels = tuple(reader.label(table, reader.lines_of(number)) for number, table in enumerate(tables))
    reader.distinct([label.id for label in labels], "id")
    reader.distinct([label.key for label in labels], "key")
    for number, label in enumerate(labels):
        if label.key in reserved_keys:
            what = f"the key {label.key!r} already belongs to another command"
            raise reader.error(what, reader.lines_of(number), "key")
    return Scheme(reader.text_of(data, "name", top), reader.text_of(data, "version", top), labels, text)


class _Reader:
    """Checks tables of one scheme file; `where` is the range of lines that a table stands in."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name
        heads = [n for n, line in enumerate(self.lines) if _LABEL_HEAD.match(line)]
        ends = (*heads[1:], len(self.lines))
        self.tables = [range(head, end) for head, end in zip(heads, ends, strict=False)]
        self.top = range(heads[0] if heads else len(self.lines))

    def lines_of(self, label: int) -> range:
        return self.tables[label] if label < len(self.tables) else self.top

    def lines_of_need(self, number: int, where: range) -> range:
        """The lines of the need of that number in a label: from its `count` to the next one's."""
        counts = [n for n in where for _ in re.finditer(r"\bcount\s*=", self.lines[n])]
        if number >= len(counts):
            return where
        end = next((n for n in counts[number + 1 :] if n > counts[number]), where.stop)
        return range(counts[number], end)

    def error(self, what: str, where: range, key: str = "") -> InputError:
        """An error at the first of those lines that sets `key`, else at the first of them."""
        sets_key = re.compile(rf"\b{re.escape(key)}\b\s*[]=]")
        found = (number for number in where if key and sets_key.search(self.lines[number]))
        line = next(found, where.start)
        return InputError(f"{self.name}, line {line + 1}: {what}.", safe="No scheme was set.")

    def known(self, table: Mapping[str, Any], allowed: Collection[str], where: range) -> None:
        for key in table:
            if key not in allowed:
                choices = ", ".join(sorted(allowed))
                raise self.error(f"unknown field {key!r} (known here: {choices})", where, key)

    def distinct(self, values: Sequence[str], key: str) -> None:
        for number, value in enumerate(values):
            if value in values[:number]:
                raise self.error(f"{key} {value!r} is used twice", self.lines_of(number), key)

    def text_of(self, table: Mapping[str, Any], key: str, where: range, default: str | None = None) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not (value or default == ""):
            raise self.error(f"{key} must be a text that is not empty", where, key)
        return value

    def flag(self, table: Mapping[str, Any], key: str, where: range, default: bool = False) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key} must be true or false", where, key)
        return value

    def choices(
        self, table: Mapping[str, Any], key: str, where: range, allowed: Collection[str]
    ) -> tuple[Any, ...]:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(value in allowed for value in values):
            raise self.error(f"{key} must be a list of: {', '.join(sorted(allowed))}", where, key)
        return tuple(values)

    def label(self, table: Any, where: range) -> LabelRule:
        if not isinstance(table, dict):
            raise self.error("a label must be a [[label]] table", where)
        self.known(table, _LABEL_FIELDS, where)
        label_id = self.text_of(table, "id", where)
        if not _IDENTIFIER.match(label_id):
            raise self.error(
                "an id has lower-case letters, digits and _, and begins with a letter", where, "id"
            )
        key = self.text_of(table, "key", where)
        if len(key) != 1 or not key.isprintable() or key.isspace():
            raise self.error("a label's key is one printable character", where, "key")
        colour = self.text_of(table, "colour", where)
        if colour not in COLOURS and not _HEX.match(colour):
            raise self.error(
                f"unknown colour {colour!r} (a terminal colour's name or #rrggbb)", where, "colour"
            )
        ways = table.get("way", [])
        if not isinstance(ways, list):
            raise self.error("ways are [[label.way]] tables", where, "way")
        return LabelRule(
            id=label_id,
            key=key,
            colour=colour,
            help=self.text_of(table, "help", where, ""),
            decides=self.flag(table, "decides", where, True),
            needs_rationale=self.flag(table, "needs_rationale", where),
            no_open_refutes=self.flag(table, "no_open_refutes", where),
            ways=self.ways(ways, where),
            verdict=self.verdict(table["verdict"], where) if "verdict" in table else None,
        )

    def ways(self, tables: Sequence[Any], where: range) -> tuple[Way, ...]:
        numbers = count()
        return tuple(self.way(table, where, numbers) for table in tables)

    def way(self, table: Any, where: range, numbers: Iterator[int]) -> Way:
        if not isinstance(table, dict):
            raise self.error("ways are [[label.way]] tables", where, "way")
        self.known(table, {"need", "attributed_in_article"}, where)
        needs = table.get("need", [])
        attributed = self.flag(table, "attributed_in_article", where)
        if not isinstance(needs, list) or not (needs or attributed):
            raise self.error("a way lists its needs: need = [{ count = 1, ... }]", where, "need")
        lines = (self.lines_of_need(next(numbers), where) for _ in needs)
        return Way(tuple(self.need(*pair) for pair in zip(needs, lines, strict=True)), attributed)

    def need(self, table: Any, where: range) -> Need:
        if not isinstance(table, dict):
            raise self.error("a need is a table { count = 1, ... }", where, "need")
        self.known(table, _NEED_FIELDS, where)
        number = table.get("count")
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= 99:
            raise self.error("count must be a number from 1 to 99", where, "count")
        say = self.text_of(table, "say", where)
        return Need(
            count=number,
            stances=self.choices(table, "stances", where, STANCES) or STANCES,
            say=say,
            say_many=self.text_of(table, "say_many", where, say),
            kinds=self.choices(table, "kinds", where, KINDS),
            not_kinds=self.choices(table, "not_kinds", where, KINDS),
            distinct_origins=self.flag(table, "distinct_origins", where),
            other_than_claimant=self.flag(table, "other_than_claimant", where),
            fields=self.choices(table, "fields", where, get_args(NeedField)),
        )

    def verdict(self, table: Any, where: range) -> VerdictRule:
        if not isinstance(table, dict):
            raise self.error("verdict is a table { with_support = ..., ... }", where, "verdict")
        self.known(table, _VERDICT_FIELDS, where)
        for key in ("with_support", "without_support"):
            if table.get(key) not in get_args(Verdict):
                what = f"{key} must be one of: {', '.join(get_args(Verdict))}"
                raise self.error(what, where, key if key in table else "verdict")
        support = table.get("support", "any")
        if support not in ("any", "independent"):
            raise self.error('support must be "any" or "independent"', where, "support")
        return VerdictRule(
            cast(Verdict, table["with_support"]), cast(Verdict, table["without_support"]), support
        )
