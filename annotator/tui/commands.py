"""A command: one thing that a user can do by a key. The table of them all is in `command_table`.

Neither imports Textual, so that the command line and the check of scheme files can read them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

LIBRARY, REVIEW, CARET, FORM, LIST, HELP = "library", "review", "caret", "form", "list", "help"
WHERE_WORDS = {
    REVIEW: "Reviewing an article",
    CARET: "In caret mode, with numbers before motions",
    LIBRARY: "In the library",
    FORM: "In forms",
    LIST: "In lists to choose from",
    HELP: "On this page",
}
"""The kinds of screens, in the order in which help tells of them."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a user can do by a key."""

    id: str
    """Stable and dotted; keys are remapped by it."""
    keys: tuple[str, ...]
    """A printable character stands for itself; others have names: `down`, `ctrl+r`."""
    name: str
    """For the palette and the footer."""
    help: str
    """One sentence."""
    where: frozenset[str]
    action: str
    """The screen's method is `action_<action>`."""
    argument: str | int | None = None
    footer: bool = False
    """Among the few that the line of keys shows."""
    row: str = ""
    """Commands that share it are one row of the key table, told by the first one's help."""

    @property
    def shown_keys(self) -> str:
        return " ".join(shown_key(key) for key in self.keys)


_SHOWN = {
    "down": "↓", "up": "↑", "pagedown": "PgDn", "pageup": "PgUp", "home": "Home", "end": "End",
    "enter": "Enter", "tab": "Tab", "shift+tab": "Shift+Tab", "escape": "Esc", "space": "Space",
}  # fmt: skip


def shown_key(key: str) -> str:
    """How a key is written for people."""
    return _SHOWN.get(key, key.replace("ctrl+", "Ctrl+"))


def label_name(label_id: str) -> str:
    """A label's id as people read it."""
    return label_id.replace("_", " ")


def by_key(table: Iterable[Command], where: str) -> dict[str, Command]:
    """The commands of one kind of screen by their keys."""
    return {key: command for command in table if where in command.where for key in command.keys}


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One row of the key table."""

    keys: str
    help: str
    id: str


def key_rows(table: Sequence[Command], where: str) -> list[KeyRow]:
    """The rows of one kind of screen; commands of one row are shown as a span of keys."""
    here = [command for command in table if where in command.where]
    rows = []
    for _, group in groupby(here, key=lambda command: command.row or command.id):
        first, *more = group
        keys = f"{first.shown_keys}-{more[-1].shown_keys}" if more else first.shown_keys
        rows.append(KeyRow(keys, first.help, first.row or first.id))
    return rows
