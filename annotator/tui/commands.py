"""A command: one thing that a user can do by a key. The table of them all is in `command_table`.

Neither imports Textual, so that the command line and the check of scheme files can read them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

LIBRARY, REVIEW, CARET, FORM = "library", "review", "caret", "form"
CITATION, LIST, HELP, HISTORY = "citation", "list", "help", "history"
ADJUDICATE, MERGE = "adjudicate", "merge"
DASHBOARD, ROUND_LIST = "dashboard", "roundlist"
BY_SCHEME = ("label", "settle")
"""Actions whose keys are those of the labels of a scheme."""
AGREEMENT = "agreement"
WHERE_WORDS = {
    REVIEW: "Reviewing an article",
    CARET: "In caret mode, with numbers before motions",
    HISTORY: "In the history of a claim",
    DASHBOARD: "On the dashboard of a round",
    ADJUDICATE: "Settling the claims of a round",
    AGREEMENT: "On the agreement of a round",
    MERGE: "Merging the claims of a segmentation round",
    LIBRARY: "In the library",
    FORM: "In forms",
    CITATION: "In the citation form, besides",
    LIST: "In lists to choose from",
    ROUND_LIST: "In the list of rounds, besides",
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
    "left": "←", "right": "→", "escape": "Esc",
}  # fmt: skip


def shown_key(key: str) -> str:
    """How a key is written for people."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    shown = last if len(last) == 1 else _SHOWN.get(last, last.capitalize())
    return "+".join([*(one.capitalize() for one in held), shown])


def from_shown(key: str) -> str:
    """The table's name of a key that is written as people read it: `pagedown` for `PgDn`."""
    names = {shown.lower(): name for name, shown in _SHOWN.items()}
    *held, last = key.lower().split("+")
    return "+".join([*held, names.get(last, last)])


def first_keys(table: Iterable[Command]) -> dict[str, str]:
    """The key that each command is known by, as it is written for people, by the command's id."""
    return {command.id: shown_key(command.keys[0]) for command in table}


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
        rows.append(KeyRow(_span((first, *more)), first.help, first.row or first.id))
    return rows


def _span(group: Sequence[Command]) -> str:
    """`1-5` for commands whose keys follow each other, else every key."""
    keys = [key for command in group for key in command.keys]
    characters = len(keys) == len(group) and all(len(key) == 1 for key in keys)
    if len(group) > 1 and characters and all(ord(b) == ord(a) + 1 for a, b in pairwise(keys)):
        return f"{keys[0]}-{keys[-1]}"
    return " ".join(map(shown_key, keys))


def command(where: str, name_id: str, keys: str, name: str, words: str, *, footer: bool = False) -> Command:
    """One whose action is named as it is; `where` and `keys` are parted by spaces."""
    places = frozenset(where.split())
    action = name_id.replace(".", "_")
    return Command(name_id, tuple(keys.split()), name, words, places, action, footer=footer)
