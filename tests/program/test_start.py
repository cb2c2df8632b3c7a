"""From the first byte on the terminal to the first key that is obeyed, and when that goes wrong."""

import os
import signal
import sqlite3
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.store import open_to_write
from annotator.tui import skeleton

Start = Callable[..., Any]
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"


def modes(program: Any) -> list[Any]:
    """How the terminal treats what is typed: input, output, control and local flags."""
    return termios.tcgetattr(program._fd)[:4]


def seeded(kit, tmp_path: Path) -> Path:
    return kit.close(kit.desk("ann", path=tmp_path / "work.db"))


def labels(db: Path) -> list[str]:
    connection = sqlite3.connect(db)
    try:
        return [row[0] for row in connection.execute("SELECT label FROM current_label ORDER BY at")]
    finally:
        connection.close()


def test_keys_typed_ahead_are_obeyed_in_order(kit, tmp_path: Path, terminal: Start) -> None:
    desk = kit.open(tmp_path / "work.db", "ann", create=True)
    kit.seed(desk.store, ("The lock closed.\nThe gates rusted.\nNobody was hurt.\nIt rained.\n",))
    db = kit.close(desk)
    program = terminal("--db", db, "--reviewer", "ann", "review")
    program.send("s", "j", "c")
    time.sleep(0.15)
    program.send("j", "v", "u", "x")
    program.shows("Labelled not checkable.")
    program.send("q")
    program.shows("Library")
    assert b"loading" in program.raw
    program.send("q")
    assert program.end() == 0
    assert labels(db) == ["sourced", "contested", "not_checkable"]


def test_the_terminal_is_as_before_when_the_screen_is_left(kit, tmp_path: Path, terminal: Start) -> None:
    program = terminal("--db", seeded(kit, tmp_path), "--reviewer", "ann", "review")
    before = modes(program)
    program.shows("Claim 1 of")
    assert modes(program) != before
    assert program.raw.index(b"loading") < program.raw.index(b"\x1b[?2026")
    program.send("q")
    program.shows("Library")
    program.send("q")
    assert program.end() == 0
    assert modes(program) == before
    assert program.raw.count(LEAVE) == 1


def test_a_file_that_cannot_be_opened_is_told_of_on_the_usual_screen(tmp_path: Path, terminal: Start) -> None:
    (tmp_path / "no.db").write_bytes(b"not a database, but long enough to be looked at by SQLite" * 20)
    program = terminal("--db", tmp_path / "no.db", "--reviewer", "ann", "review")
    before = modes(program)
    assert program.end() == 1
    assert modes(program) == before
    entered, told = program.raw.split(LEAVE)
    assert ENTER in entered
    assert b"is not an annotator file" in told


@pytest.mark.parametrize("chance", [0, 0.02, 0.1, 0.5])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_an_end_during_the_start_leaves_the_terminal_right(
    kit, tmp_path: Path, terminal: Start, number: signal.Signals, code: int, chance: float
) -> None:
    """Which lasts as long as another writes, however slow or quick the machine is."""
    db = seeded(kit, tmp_path)
    with open_to_write(db) as other, other.writing():
        program = terminal("--db", db, "--reviewer", "ann", "review")
        before = modes(program)
        program.shows("loading")
        program.catches(signal.SIGTERM)
        time.sleep(chance)
        os.kill(program.pid, number)
        assert program.end() == code
    assert modes(program) == before
    assert program.raw.endswith((LEAVE + b"\x1b[?25h", b"Stopped.\r\n"))
    assert b"Traceback" not in program.raw


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_end_at_any_moment_of_the_start_is_one(
    kit, tmp_path: Path, terminal: Start, number: signal.Signals
) -> None:
    """Also while Textual starts, where an exception of a signal handler can be lost."""
    db = seeded(kit, tmp_path)
    for moment in (0.3, 0.45, 0.6, 0.9):
        program = terminal("--db", db, "--reviewer", "ann", "review")
        before = modes(program)
        program.shows("loading")
        program.catches(signal.SIGTERM)
        time.sleep(moment)
        os.kill(program.pid, number)
        assert program.end() in (0, 128 + number)
        assert modes(program) == before
        assert program.raw.rfind(LEAVE) > program.raw.rfind(ENTER)
        assert b"Traceback" not in program.raw


def test_without_a_terminal_nothing_is_drawn(kit, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "--db", seeded(kit, tmp_path), "review"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"\x1b" not in done.stderr
    assert b"needs a terminal" in done.stderr


@pytest.mark.parametrize(
    ("line", "at_once"),
    [
        ("review", True),
        ("--db a.db review", True),
        ("review --db a.db --wait 3 --theme dark --unsafe-filesystem", True),
        ("--db=a.db --reviewer=me review", True),
        ("review article.txt", False),
        ("review --help", False),
        ("review --jobs 2", False),
        ("--db review", False),
        ("--db review stats", False),
        ("stats", False),
        ("", False),
    ],
)
def test_the_skeleton_is_for_a_command_that_opens_the_screen_at_once(line: str, at_once: bool) -> None:
    assert skeleton.opens_at_once(line.split()) is at_once
