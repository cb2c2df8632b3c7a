"""The main job by keys alone, in a real terminal of 80x24, with real kills."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ARTICLE = """Harbour Town Closes Its Old Lock

RIVERTON (Valley Wire) - The council closed the old lock on Monday. In March 2022, the ferry line \
withdrew from the harbour and suspended its night service. The mayor was not present. Two engineers \
inspected the gates. The repair will cost 3.2 million crowns. A new lock opens next year.
"""
Start = Callable[..., Any]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lock.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    """Plain SQL on the file, as any tool would."""
    connection = sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def annotator(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def cite(program: Any, url: str) -> None:
    """The citation form by keys: URL, quote, stance."""
    program.send("a")
    program.shows("New citation")
    program.send(url, "\t", "\t", "They said so.", "\t", "\t", " ")
    program.wait(lambda text: "● supports" in text, "a stance is chosen")
    program.send("\x13")
    program.shows("Cited, supports")


def test_five_claims_are_labelled_and_cited_and_survive_a_kill(
    tmp_path: Path, article: Path, terminal: Start
) -> None:
    db = tmp_path / "work.db"
    program = terminal("--db", db, "--reviewer", "ann", "review", article)
    program.shows("Claim 1 of")
    for number, key in enumerate("scvsc", 1):
        program.send(key)
        program.shows("Labelled")
        cite(program, f"https://example.org/{number}")
        if number < 5:
            program.send("j")
            program.shows(f"Claim {number + 1} of")
    program.send("j")
    program.kill()

    labels = rows(db, "SELECT label FROM current_label ORDER BY at")
    assert [label for (label,) in labels] == ["sourced", "contested", "verified", "sourced", "contested"]
    assert rows(db, "SELECT url, stance, quote FROM current_citation ORDER BY at") == [
        (f"https://example.org/{number}", "supports", "They said so.") for number in range(1, 6)
    ]
    assert annotator("--db", db, "doctor").returncode == 0


def test_the_program_opens_where_the_reviewer_left_off(
    tmp_path: Path, article: Path, terminal: Start
) -> None:
    db = tmp_path / "work.db"
    program = terminal("--db", db, "--reviewer", "ann", "review", article)
    program.shows("Claim 1 of")
    program.send("j", "j", "s")
    program.shows("Labelled sourced.")
    program.send("q")
    program.shows("Library")
    program.send("q")
    assert program.end() == 0

    again = terminal("--db", db, "--reviewer", "ann", "review")
    again.shows("Claim 3 of")
    again.send("u")
    again.shows("ook back")
    again.kill()
    assert rows(db, "SELECT label FROM current_label") == []


def test_a_closed_terminal_loses_nothing_that_was_shown_as_saved(
    tmp_path: Path, article: Path, terminal: Start
) -> None:
    db = tmp_path / "work.db"
    program = terminal("--db", db, "--reviewer", "ann", "review", article)
    program.shows("Claim 1 of")
    program.send("v")
    program.shows("Labelled verified.")
    program.hang_up()
    assert rows(db, "SELECT label FROM current_label") == [("verified",)]


def test_nothing_in_an_article_reaches_the_terminal_as_a_control(tmp_path: Path, terminal: Start) -> None:
    hostile = (
        "\x1b]52;c;aGFjaw==\x1b\\ \x1b[2J \x9b31m \x07 \x00 \u202e [bold]x[/bold] [/] [@click=app.bell]y"
    )
    path = tmp_path / "hostile.txt"
    path.write_text(f"Hostile {hostile} title\n\nThe council of {hostile} met on Monday. It was late.\n")
    db = tmp_path / "work.db"
    program = terminal("--db", db, "--reviewer", "ann", "review", path)
    program.shows("Claim 1 of")
    program.shows("[@click=app.bell]y met on Monday")
    program.send("?")
    program.shows("Help")
    program.send("q", "q")
    program.shows("Library")
    assert b"]52;" not in program.raw.replace("␛]52;".encode(), b"")
    assert b"\x1b[2J \x1b" not in program.raw
    own = program.raw.replace(b"\x1b]22;default\x07", b"")  # the pointer's shape, set by Textual
    assert not re.search(rb"\x07|\xc2[\x80-\x9f]|\xe2\x80\xae|\x00", own)


def test_two_people_on_one_file_lose_nothing(tmp_path: Path, article: Path, terminal: Start) -> None:
    """One in the screen, one by commands, and any SQL tool reading: the log stays under the screen."""
    db = tmp_path / "work.db"
    program = terminal("--db", db, "--reviewer", "ann", "review", article)
    program.shows("Claim 1 of")
    program.send("s")
    program.shows("Labelled sourced.")
    listed = annotator("--db", db, "claims", "--json").stdout.splitlines()
    for number, line in enumerate(listed[1:4], 2):
        claim = json.loads(line)["id"]
        assert annotator("--db", db, "--reviewer", "bo", "label", claim, "verified").returncode == 0
        assert rows(db, "SELECT count(*) FROM article") == [(1,)]
        program.send("j")
        program.shows(f"Claim {number} of")
        program.send("c")
        program.shows("Labelled contested.")
    program.kill()
    assert rows(db, "SELECT reviewer, count(*) FROM current_label GROUP BY reviewer ORDER BY reviewer") == [
        ("ann", 4),
        ("bo", 3),
    ]
    assert annotator("--db", db, "doctor").returncode == 0
