"""The user's own keys: the command table with the keys that the configuration gives.

What could not work is refused in words: ids that there are not, keys that no terminal sends, keys
that a text field needs, one key for two commands.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from string import ascii_lowercase

from annotator.settings.config import Config, Remapped, closest
from annotator.tui.commands import (
    BY_SCHEME,
    CARET,
    CITATION,
    FORM,
    LIST,
    ROUND_LIST,
    WHERE_WORDS,
    Command,
    from_shown,
    shown_key,
)

_PLAIN = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "enter", "tab", "escape",
    "space", "backspace", "delete", "insert", *(f"f{number}" for number in range(1, 13)),
)  # fmt: skip
_MOVING = ("up", "down", "left", "right", "home", "end")
_ALIKE = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+j": "enter"}
"""Keys that terminals send as others."""
NAMED_KEYS = frozenset(
    (
        *_PLAIN, "shift+tab", *(f"{held}+{key}" for held in ("ctrl", "shift") for key in _MOVING),
        *(f"ctrl+{letter}" for letter in ascii_lowercase if f"ctrl+{letter}" not in _ALIKE),
    )
)  # fmt: skip
"""The keys that have names; every other legal key is a printable character."""

_LINE_KEYS = frozenset(
    (
        "space", "backspace", "delete", "left", "right", "home", "end", "ctrl+left", "ctrl+right",
        "shift+left", "shift+right", "shift+home", "shift+end",
        *(f"ctrl+{letter}" for letter in "acdekuvwx"),
    )
)  # fmt: skip
TYPING_KEYS = {
    LIST: _LINE_KEYS,
    FORM: _LINE_KEYS
    | {"up", "down", "pageup", "pagedown", "enter", "shift+up", "shift+down"}
    | {"ctrl+f", "ctrl+y", "ctrl+z"},
    CITATION: _LINE_KEYS - {"right", "end"},
}
"""What a field of such a screen needs, beside all printable characters."""


COUNTS = frozenset("123456789")
"""Keys of caret mode that begin a number before a motion."""


def is_character(key: str) -> bool:
    """Whether a key is a printable character that is typed by itself."""
    return len(key) == 1 and key.isprintable() and not key.isspace() and not unicodedata.combining(key)


def remapped(table: Sequence[Command], config: Config) -> tuple[Command, ...]:
    """The table with the configuration's keys.

    Raises InputError naming file, line, what is wrong and what to write instead.
    """
    known = {command.id: command for command in table}
    for command_id, wanted in config.keys.items():
        _check_id(command_id, known, config, wanted)
        for key in wanted.keys:
            _check_key(known[command_id], key, config, wanted)
    found = tuple(
        replace(command, keys=config.keys[command.id].keys) if command.id in config.keys else command
        for command in table
    )
    if config.keys:
        _check_clashes(found, config)
    return found


def _check_id(command_id: str, known: Iterable[str], config: Config, wanted: Remapped) -> None:
    if command_id.startswith(("label.", "settle.")):
        raise config.error(
            f"{command_id} cannot have another key here: a label's key is its letter too",
            wanted.line, do="Labels have their keys from the scheme (annotator init --scheme).",
        )  # fmt: skip
    if command_id not in known:
        close = closest(command_id, known)
        meant = f"Did you mean {close}? " if close else ""
        raise config.error(
            f"there is no command {command_id!r}", wanted.line, do=f"{meant}annotator keys lists them all."
        )


def _check_key(command: Command, key: str, config: Config, wanted: Remapped) -> None:
    if not is_character(key) and key not in NAMED_KEYS:
        raise config.error(f"there is no key {key!r}", wanted.line, do=_instead(key))
    if CARET in command.where and key in COUNTS:
        raise config.error(
            f"{key} cannot be {command.id}: in caret mode it begins a number before a motion",
            wanted.line, do="Write another key.",
        )  # fmt: skip
    for where in sorted(command.where & TYPING_KEYS.keys()):
        if is_character(key) or key in TYPING_KEYS[where]:
            raise config.error(
                f"{shown_key(key)} cannot be {command.id}: text fields need that key for typing",
                wanted.line, do='Write one with ctrl, as "ctrl+t", or a key without a character, as "f2".',
            )  # fmt: skip


def _instead(key: str) -> str:
    """What to write for a key that cannot be read."""
    meant = from_shown(key)
    if meant in _ALIKE:
        return f"A terminal sends {meant} as {_ALIKE[meant]}: write another."
    if meant in NAMED_KEYS:
        return f'Write "{meant}".'
    if " " in key:
        return "Several keys are a list: " + str([from_shown(part) for part in key.split()]).replace("'", '"')
    held, plus, last = key.rpartition("+")
    if plus and held.lower() == "shift" and len(last) == 1:
        return f'Write "{last.upper()}", the character itself.'
    close = closest(meant, sorted(NAMED_KEYS))
    hint = f'Did you mean "{close}"? ' if close else ""
    return hint + 'A key is a character, "up", "pagedown", "enter", "f2", "ctrl+t" or the like.'


def _check_clashes(table: Sequence[Command], config: Config) -> None:
    for one, other in combinations(table, 2):
        both = _places(one) & _places(other)
        if not (one.id in config.keys or other.id in config.keys) or not both:
            continue
        for key in one.keys:
            if key in other.keys:
                mine, another = (one, other) if one.id in config.keys else (other, one)
                where = next(words for kind, words in WHERE_WORDS.items() if kind in both)
                raise config.error(
                    f"{shown_key(key)} would be two commands ({where.lower()}): {mine.id} and {another.id}",
                    config.keys[mine.id].line, do=_way_out(mine, another, key),
                )  # fmt: skip


def _places(command: Command) -> frozenset[str]:
    """Where a command's keys are at hand: those of one form or list beside those of all."""
    besides = {CITATION: FORM, ROUND_LIST: LIST}
    return command.where | {besides[where] for where in command.where & besides.keys()}


def _way_out(mine: Command, another: Command, key: str) -> str:
    if another.action in BY_SCHEME:
        return f"{shown_key(key)} is the letter of a label of this file's scheme: write another key."
    return f'Write another key, or give {another.id} another one too: "{another.id}" = ...'
