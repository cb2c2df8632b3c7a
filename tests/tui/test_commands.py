"""The command table: no key twice on a screen, labels from the scheme, no Textual."""

import re
import subprocess
import sys
from itertools import combinations

import pytest

from annotator.domain.scheme_reading import default_scheme, parse_scheme
from annotator.tui.command_table import commands, key_table_markdown, reserved_keys
from annotator.tui.commands import REVIEW, WHERE_WORDS, key_rows
from annotator.tui.screens.citation import CitationForm
from annotator.tui.screens.claim import ClaimScreen
from annotator.tui.screens.goto import GotoScreen
from annotator.tui.screens.help import HelpScreen
from annotator.tui.screens.history import HistoryScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.listing import Choosing, Reusing
from annotator.tui.screens.note import Note
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.search import SearchScreen

TABLE = commands(default_scheme())
FUNCTION_KEY = re.compile(r"f\d+")
SCREENS = (
    ReviewScreen,
    LibraryScreen,
    HelpScreen,
    ClaimScreen,
    HistoryScreen,
    CitationForm,
    Note,
    Choosing,
    Reusing,
    SearchScreen,
    GotoScreen,
)


def test_no_key_stands_for_two_commands_of_one_screen() -> None:
    for one, other in combinations(TABLE, 2):
        if one.where & other.where:
            assert not set(one.keys) & set(other.keys), f"{one.id} and {other.id}"


def test_no_id_stands_for_two_commands() -> None:
    ids = [command.id for command in TABLE]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_of_a_screen_has_its_method(screen: type) -> None:
    for command in TABLE:
        if screen.WHERE in command.where:
            assert callable(getattr(screen, f"action_{command.action}", None)), command.id


def test_no_command_needs_escape_alt_or_a_function_key() -> None:
    for command in TABLE:
        plain = [key for key in command.keys if key != "escape" and not FUNCTION_KEY.fullmatch(key)]
        assert plain, command.id
        assert not any("alt+" in key or key == "ctrl+enter" for key in command.keys)


def test_labels_come_from_the_scheme() -> None:
    scheme = parse_scheme(
        'name = "two"\nversion = "1"\n'
        '[[label]]\nid = "so_so"\nkey = "p"\ncolour = "red"\nhelp = "in between"\n',
        name="two.toml",
        reserved_keys=reserved_keys(),
    )
    (label,) = [command for command in commands(scheme) if command.action == "label"]
    assert (label.id, label.keys, label.name, label.argument) == ("label.so_so", ("p",), "so so", "so_so")


def test_keys_of_the_review_screen_are_reserved_and_those_of_labels_are_not() -> None:
    assert {
        "j",
        "k",
        "J",
        "K",
        "n",
        "N",
        "a",
        "r",
        "u",
        "t",
        "m",
        "f",
        "o",
        "X",
        "y",
        "q",
        "?",
        "1",
        "5",
    } <= reserved_keys()
    assert not {label.key for label in default_scheme().labels} & reserved_keys()


def test_a_row_of_digits_is_one_row_of_the_key_table() -> None:
    rows = {row.id: row.keys for row in key_rows(TABLE, REVIEW)}
    assert rows["confidence"] == "1-5"
    assert rows["claim.next"] == "j ↓"


def test_the_markdown_table_has_every_kind_of_screen() -> None:
    text = key_table_markdown(default_scheme())
    assert all(f"## {words}\n" in text for words in WHERE_WORDS.values())
    assert r"| `\|` | " in text
    assert "| `u` | Take back your newest act, wherever it was. |" in text


def test_the_table_is_read_without_textual() -> None:
    code = "import sys, annotator.tui.commands, annotator.tui.start; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
