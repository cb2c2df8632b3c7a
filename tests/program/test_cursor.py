"""The terminal's own cursor, which screen readers and braille displays follow, is where the reviewer is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
SIZES = [(80, 24), (160, 50)]
ARTICLE = (
    "The pier burned down on Friday. Nobody was hurt. The fire began in the kitchen. It was out by noon. "
    "The harbour office closed the quay. A new pier costs two million crowns.\n"
)


@pytest.fixture
def opened(tmp_path: Path, terminal: Start) -> Callable[[int, int], Any]:
    def open_at(columns: int, rows: int) -> Any:
        (tmp_path / "a.txt").write_text(ARTICLE)
        (tmp_path / "b.txt").write_text("A second article.\n\nThe tram runs again. It is red.\n")
        where = ("--db", tmp_path / "work.db", "--reviewer", "ann")
        paths = (tmp_path / "a.txt", tmp_path / "b.txt")
        program = terminal(*where, "review", *paths, columns=columns, rows=rows)
        program.shows("Claim 1 of")
        return program

    return open_at


def under_cursor(program: Any) -> str:
    """The line from the cursor on."""
    cursor = program.screen.cursor
    return str(program.screen.display[cursor.y][cursor.x :])


def comes_to(program: Any, words: str) -> None:
    """Wait until the cursor stands before these words."""
    program.wait(lambda text: under_cursor(program).startswith(words), f"the cursor before {words!r}")


def comes_behind(program: Any, words: str) -> None:
    """Wait until the cursor stands behind these words."""

    def is_there(text: str) -> bool:
        cursor = program.screen.cursor
        return str(program.screen.display[cursor.y][: cursor.x]).endswith(words)

    program.wait(is_there, f"the cursor behind {words!r}")


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_cursor_is_on_the_row_and_in_the_field(opened: Any, columns: int, rows: int) -> None:
    program = opened(columns, rows)
    comes_to(program, "▌·  1  The pier burned")
    assert program.screen.cursor.hidden
    program.send("j", "j")
    comes_to(program, "▌·  3  The fire began")
    program.send("s")
    comes_to(program, "▌s")
    program.send("V", "w")
    comes_to(program, "fire began")
    program.send("q")
    comes_to(program, "▌s")
    program.send("a")
    program.shows("New citation")
    program.send("https://example.org/")
    comes_behind(program, "https://example.org/")
    program.send("\t", "\t", "dépôt")
    comes_behind(program, "dépôt")
    program.send("\x1b[D")
    comes_behind(program, "dépô")
    program.send("\t", "\t")
    comes_to(program, "○ supports")
    program.send("s", "\x13")
    program.shows("Cited, supports")
    comes_to(program, "▌s")
    program.send("r")
    program.shows("Enter takes one")
    program.send("\x1b[B")
    comes_to(program, "▌ https://example.org/")
    program.send("\r")
    comes_to(program, " What does it do?")
    program.send("\x07", "\x07", "?")
    program.shows("Help")
    comes_to(program, " Reviewing an article")
    program.send("q", "q")
    program.shows("Library")
    comes_to(program, "▌ ")
    program.send("j")
    program.shows("Article 2 of 2")
    comes_to(program, "▌ ")


def test_the_cursor_costs_no_frame(opened: Any) -> None:
    """A key is one frame, and a frame ends in one cursor address."""
    program = opened(80, 24)
    comes_to(program, "▌·  1  The pier")
    program.settle()
    before = len(program.raw)
    for number in (2, 3, 4):
        program.send("j")
        program.shows(f"Claim {number} of")
    frames = program.raw[before:].split(b"\x1b[?2026h")[1:]
    assert len(frames) == 3
    assert all(frame.rstrip().endswith(b"H\x1b[?2026l") for frame in frames)
