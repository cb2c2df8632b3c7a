"""split where standard output or standard error is a terminal."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TEXT = "The lock closed on Monday. Nobody was hurt, the mayor said.\n"
Start = Callable[..., Any]


def test_explain_is_coloured_on_a_terminal(tmp_path: Path, terminal: Start) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    program = terminal("split", tmp_path / "a.txt", "--explain")
    program.shows("sentence 2")
    assert program.end() == 0
    assert b"\x1b[36m" in program.raw


def test_explain_can_be_had_plain(tmp_path: Path, terminal: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "a.txt").write_text(TEXT)
    program = terminal("split", tmp_path / "a.txt", "--explain")
    program.shows("sentence 2")
    assert program.end() == 0
    assert b"\x1b" not in program.raw


def test_a_bar_on_the_terminal_leaves_the_data_in_the_pipe_alone(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("Monday", f"{number + 1} May 2021"))
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "annotator", "split", tmp_path, "--json"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
        check=True,
    )
    os.close(theirs)
    assert [Path(json.loads(line)["file"]).name for line in done.stdout.splitlines()] == [
        "0.txt",
        "1.txt",
        "2.txt",
    ]
    assert b"Reading and splitting" in os.read(ours, 65536)
    os.close(ours)


def test_what_is_said_while_a_bar_moves_has_lines_of_its_own(tmp_path: Path, terminal: Start) -> None:
    for number in range(6):
        text = f"{number} мост закрыли. Его откроют в мае, сообщила мэрия города."
        (tmp_path / f"{number}.txt").write_text(text)
    program = terminal("--db", tmp_path / "a.db", "--reviewer", "ann", "ingest", tmp_path)
    assert program.end() == 0
    lines = [line.rstrip() for line in program.screen.display if line.strip()]
    assert not [line for line in lines if "Reading and splitting" in line], lines
    assert any(line.startswith("6 new articles") for line in lines), lines


def test_a_review_begins_with_claims_of_the_size_that_is_asked_for(tmp_path: Path, terminal: Start) -> None:
    (tmp_path / "a.txt").write_text("The dam broke and the lake ran dry. Nobody was hurt.\n")
    where = ("--db", tmp_path / "a.db", "--reviewer", "ann")
    program = terminal(*where, "review", tmp_path / "a.txt", "--granularity", "sentence")
    program.shows("Claim 1 of 2")
    program.kill()
