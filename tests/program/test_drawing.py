"""What reaches the terminal: parts of lines only, and yet the whole picture is right."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
FRAME_END = b"\x1b[?2026l"
QUIET = 0.8
"""Seconds without a byte after which all is drawn, on a busy machine too."""
LINES = (
    "The lock closed on Monday.\nThe gates rusted — twice.\n東京の橋は開通した。\nNobody was hurt.\n"
    "Ilse Brandt said it rained.\nZwölf Boxkämpfer jagten Viktor quer über den großen Deich von Sylt.\n"
)


def started(kit, tmp_path: Path, terminal: Start, columns: int = 100, rows: int = 24) -> Any:
    desk = kit.open(tmp_path / "work.db", "ann", create=True)
    kit.seed(desk.store, (LINES, "The bridge opened.\nIt is long.\n"))
    program = terminal("--db", kit.close(desk), "--reviewer", "ann", "review", columns=columns, rows=rows)
    program.shows("Claim 1 of")
    program.settle(QUIET)
    return program


def test_what_was_drawn_in_parts_is_what_is_drawn_whole(kit, tmp_path: Path, terminal: Start) -> None:
    program = started(kit, tmp_path, terminal)
    chance = random.Random(4)
    for _ in range(3):
        program.send(*chance.choices("scvixjjjkkf15uJKnN", k=9))
        program.settle(QUIET)
        in_parts = program.text
        program.resize(97, 24)
        program.settle(QUIET)
        program.resize(100, 24)
        program.settle(QUIET)
        assert program.text == in_parts


def test_a_move_and_an_undo_are_one_frame_and_a_label_two(kit, tmp_path: Path, terminal: Start) -> None:
    program = started(kit, tmp_path, terminal)
    program.send("s")
    program.settle(QUIET)
    frames = {}
    for key in "cjku":
        sent = len(program.raw)
        program.send(key)
        program.settle(QUIET)
        frames[key] = program.raw[sent:].count(FRAME_END)
    assert frames == {"c": 2, "j": 1, "k": 1, "u": 1}


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 50)])
def test_a_label_sends_a_kilobyte_at_most(
    kit, tmp_path: Path, terminal: Start, monkeypatch: pytest.MonkeyPatch, columns: int, rows: int
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    program = started(kit, tmp_path, terminal, columns, rows)
    sent = {}
    for key in "scv":
        before = len(program.raw)
        program.send(key)
        program.settle(QUIET)
        sent[key] = len(program.raw) - before
        program.send("j")
        program.settle(QUIET)
    assert max(sent.values()) <= 1000, sent
