"""The user's configuration: one TOML file, read and checked; without the file, the defaults.

What is checked here needs no screen: sections, types, values. That the ids and keys of `[keys]`
fit the table of commands is checked by `annotator.tui.keymap`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from annotator.domain.date_format import DateFormat
from annotator.domain.errors import InputError
from annotator.settings.reviewer import check_name

AUTO = "auto"
THEMES = ("dark", "light", "contrast-dark", "contrast-light", "mono", "ansi")
"""Names of themes; what they look like is in `annotator.tui.themes`."""
OPTIONS = ("theme", "advance_after_label", "date_format", "scheme", "reviewer")
_NO_KEYS: Mapping[str, "Remapped"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Remapped:
    """The keys that the file gives to one command."""

    keys: tuple[str, ...]
    line: int
    """Where the file says so, from 1; 0 when it is not known."""


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force: the file's options, and the defaults of those that it leaves out."""

    path: Path | None = None
    """The file, None for the defaults alone."""
    keys: Mapping[str, Remapped] = field(default_factory=lambda: _NO_KEYS)
    """Command id -> its keys."""
    theme: str = AUTO
    """One of THEMES, or AUTO: chosen by what the terminal can show."""
    advance_after_label: bool = False
    """Whether a label goes on to the next claim."""
    date_format: DateFormat = field(default_factory=DateFormat)
    scheme: Path | None = None
    """The scheme file that new databases take."""
    reviewer: str = ""
    given: frozenset[str] = frozenset()
    """The names of the options that the file sets."""

    def error(self, what: str, line: int = 0, *, do: str = "") -> InputError:
        """What is wrong with the file, in words that name it and the line."""
        return _error(self.path, what, line, do)


def read_config(path: Path) -> Config:
    """The configuration of that file, the defaults when there is none.

    Raises InputError naming the file, the line, what is wrong and what to write instead.
    """
    text = _text(path)
    if text is None:
        return Config()
    import tomllib  # here, since most people have no such file

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a plain ValueError
        raise _error(path, f"no TOML: {error}", 0, 'Texts stand in quotes, as in theme = "dark".') from None
    return _Reader(path, text).config(data)


class _Reader:
    """Checks the tables of one file."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()

    def config(self, data: Mapping[str, Any]) -> Config:
        for name in data:
            if name not in (*OPTIONS, "keys"):
                known = f"Options are {', '.join(OPTIONS)}, and the table [keys]."
                raise self.error(f"unknown option {name!r}", name, _meant(name, (*OPTIONS, "keys")) + known)
        return Config(
            path=self.path,
            keys=self.keys(data.get("keys", {})),
            theme=self.theme(data),
            advance_after_label=self.flag(data, "advance_after_label"),
            date_format=self.date_format(data),
            scheme=self.scheme(data),
            reviewer=self.reviewer(data),
            given=frozenset(data) - {"keys"},
        )

    def keys(self, table: Any) -> Mapping[str, Remapped]:
        """`"claim.next" = "j"`; also without the quotes, where TOML makes tables of tables of it."""
        if not isinstance(table, dict):
            raise self.error("keys is a table", "keys", 'Write [keys], and under it "claim.next" = "j".')
        found: dict[str, Remapped] = {}
        for command, keys in _flat(table, ""):
            line = self.line_of(command)
            wanted = [keys] if isinstance(keys, str) else keys
            if not isinstance(wanted, list) or not all(isinstance(key, str) and key for key in wanted):
                do = f'Write "{command}" = "j", or a list: ["j", "down"].'
                raise _error(self.path, f"{command} needs a key, or a list of keys", line, do)
            if not wanted:
                do = "Give it a key, or take the line out to have its usual ones."
                raise _error(self.path, f"{command} has no key left", line, do)
            if command in found:
                raise _error(self.path, f"{command} is given keys twice", line, "Leave one of the two.")
            found[command] = Remapped(tuple(dict.fromkeys(wanted)), line)
        return MappingProxyType(found)

    def theme(self, data: Mapping[str, Any]) -> str:
        names = (AUTO, *THEMES)
        theme = self.text_of(data, "theme", AUTO, "dark")
        if theme not in names:
            do = f"{_meant(theme, names)}Themes are {', '.join(names)}."
            raise self.error(f"unknown theme {theme!r}", "theme", do)
        return theme

    def date_format(self, data: Mapping[str, Any]) -> DateFormat:
        shown = DateFormat(self.text_of(data, "date_format", DateFormat().pattern, "%d.%m.%Y"))
        fault = shown.fault()
        if fault:
            do = 'Write for example "%d.%m.%Y", "%-d %b %Y" or "%Y-%m-%d".'
            raise self.error(f"date_format: {fault}", "date_format", do)
        return shown

    def scheme(self, data: Mapping[str, Any]) -> Path | None:
        """Found beside this file, when it is no whole path."""
        written = self.text_of(data, "scheme", "", "labels.toml")
        if not written:
            return None
        try:
            return self.path.parent / Path(written).expanduser()
        except RuntimeError:  # ~somebody, who is not known here
            raise self.error(f"no such home: {written}", "scheme", "Write the whole path.") from None

    def reviewer(self, data: Mapping[str, Any]) -> str:
        name = self.text_of(data, "reviewer", "", "Ann Lee")
        try:
            return check_name(name) if name else ""
        except InputError as error:
            raise self.error(error.what.rstrip("."), "reviewer", error.do) from None

    def text_of(self, data: Mapping[str, Any], name: str, default: str, example: str) -> str:
        value = data.get(name, default)
        if not isinstance(value, str) or (name in data and not value):
            raise self.error(f"{name} must be a text", name, f'Write {name} = "{example}".')
        return value

    def flag(self, data: Mapping[str, Any], name: str) -> bool:
        value = data.get(name, False)
        if not isinstance(value, bool):
            raise self.error(f"{name} must be true or false", name, f"Write {name} = true, without quotes.")
        return value

    def error(self, what: str, name: str, do: str) -> InputError:
        return _error(self.path, what, self.line_of(name), do)

    def line_of(self, name: str) -> int:
        """The line that sets an option, or a command's keys; 0 when it is not found.

        A name may be written whole, or its first part may stand in a table's heading.
        """
        table = ""
        for number, line in enumerate(self.lines, 1):
            stripped = line.strip()
            if stripped.startswith("["):
                table = _bare(stripped.strip("[]")) + "."
                if name == table[:-1]:
                    return number
                continue
            left = _bare(stripped.partition("=")[0]) if "=" in stripped else ""
            if left and name in (left, (table + left).removeprefix("keys.")):
                return number
        return 0


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def _flat(table: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def closest(name: str, names: Iterable[str]) -> str:
    """The one of the names that may have been meant, "" when none is like it."""
    from difflib import get_close_matches  # here, since it is for mistakes only

    return next(iter(get_close_matches(name, names, 1)), "")


def _meant(name: str, names: tuple[str, ...]) -> str:
    close = closest(name, names)
    return f"Did you mean {close}? " if close else ""


def _error(path: Path | None, what: str, line: int, do: str) -> InputError:
    where = f"{path}, line {line}" if line else str(path)
    return InputError(f"{where}: {what}.", safe="Nothing was changed.", do=do)


def _text(path: Path) -> str | None:
    """The file's text, None when there is no such file."""
    try:
        if path.exists() and not path.is_file():
            raise _error(path, "this is not a plain file", 0, "ANNOTATOR_CONFIG names another.")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        do = "Give yourself the right to read it, or name another by ANNOTATOR_CONFIG."
        raise _error(path, error.strerror or str(error), 0, do) from None
    except UnicodeDecodeError:
        raise _error(path, "this is not UTF-8 text", 0, "Save it as UTF-8.") from None
