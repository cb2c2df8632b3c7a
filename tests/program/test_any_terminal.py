"""Hostile text, other sizes and other scripts in a real terminal: bytes, not what a widget means to send."""

import base64
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.scheme_reading import default_scheme
from annotator.domain.text import clean
from annotator.tui import skeleton
from annotator.tui.command_table import commands
from annotator.tui.commands import LIBRARY, REVIEW

Start = Callable[..., Any]
NASTY = (
    "\x1b]52;c;aGFjaw==\x1b\\ \x1b[2J \x1b]8;;https://evil.example\x1b\\x \x9b31m \x90q\x9c \x07 "
    "\x08\x0b\x0c \u202eabc\u2066 \u2028 [b]x[/b] [/b] [link=x]y[/] [@click=app.bell]z[/]"
)
OWN = (
    rb"\x1b\[[0-9;]*m",  # colours
    rb"\x1b\[[0-9]+;[0-9]+H",  # where a line begins, and the cursor
    rb"\x1b\[\?[0-9;]+[hl]",  # modes of the terminal
    rb"\x1b\[\?[0-9]+\$p|\x1b\[c|\x1b\[6n|\x1b\[\?u|\x1b\[>[0-9]*[uq]|\x1b\[<u",  # questions to it, and keys
    rb"\x1b\]22;[a-z]*\x07",  # the pointer's shape
)
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
FORBIDDEN = re.compile(
    rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
BYTES = {
    "down": "\x1b[B", "up": "\x1b[A", "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "enter": "\r",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "tab": "\t", "shift+tab": "\x1b[Z", "space": " ", "escape": "\x1b",
}  # fmt: skip
"""What a terminal sends for a key that is no character."""
ESCAPE = "\x1b[27u"
"""As a terminal with the kitty protocol sends it: nobody waits for what may follow it."""


def typed(key: str) -> str:
    if key.startswith("ctrl+") and len(key) == len("ctrl+x"):
        return chr(ord(key[-1]) & 0x1F)
    return BYTES.get(key, key)


def annotator(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def text_of(db: Path, sql: str) -> list[str]:
    connection = sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute(sql)]
    finally:
        connection.close()


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[str | Path, ...]:
    """A file whose articles, citations, remarks, names and guideline want to drive the terminal."""
    (tmp_path / "a.txt").write_text(
        f"Hostile {NASTY} title\n\nThe council of {NASTY} met on Monday. It was late.\n"
    )
    (tmp_path / "guide.txt").write_text(f"Guide {NASTY}\n{NASTY}\n")
    where = ("--db", tmp_path / "work.db", "--reviewer", "ann")
    annotator(*where, "init", "--guideline", tmp_path / "guide.txt")
    annotator(*where, "ingest", tmp_path / "a.txt")
    claim = text_of(tmp_path / "work.db", "SELECT id FROM claim ORDER BY position")[0]
    for member in ("ann", clean(NASTY)[:40]):
        by = ("--db", tmp_path / "work.db", "--reviewer", member)
        annotator(*by, "label", claim, "contested", "--rationale", NASTY.replace("\x00", ""))
        for number in (1, 2):
            named = [part for field in ("quote", "title", "author", "publisher", "origin", "locator")
                     for part in (f"--{field}", f"{number} {NASTY}")]  # fmt: skip
            annotator(
                *by, "cite", claim, "--url", f"https://example.org/{number}", "--stance", "refutes", *named
            )
    return where


def test_no_screen_sends_what_a_text_says(hostile: tuple[Any, ...], terminal: Start) -> None:
    """Every command of the table, in a real terminal, with Escape behind it to leave what it opened."""
    program = terminal(*hostile, "review", columns=100, rows=30)
    program.shows("Claim 2 of 2")
    program.send("?", typed("pagedown") * 20)
    program.settle(0.2)
    program.send(ESCAPE)
    table = commands(default_scheme())
    for where in (REVIEW, LIBRARY):
        for command in table:
            if where in command.where and command.action not in ("back", "quit", "library_open"):
                back = "k" if where == REVIEW else ""  # to the claim with the citations
                program.send(f"{back}{typed(command.keys[0])}")
                program.settle(0.05)
                program.send(ESCAPE)
                program.settle(0.03)
        program.settle(0.3)
        program.send(ESCAPE, "q")
        program.settle(0.3)
    for _ in range(
        4
    ):  # a form that some key began is asked about; on a slow machine a screen may be open still
        if program.has_ended:
            break
        program.send("q")
        program.settle(0.5)
    assert program.end() == 0
    raw = program.raw.replace(skeleton.SHOWN, b"", 1)
    for copied in COPIED.findall(raw):
        assert not FORBIDDEN.search(base64.b64decode(copied))
    for own in (*OWN, COPIED.pattern):
        raw = re.sub(own, b"", raw)
    found = FORBIDDEN.search(raw)
    assert found is None, raw[max(found.start() - 40, 0) : found.end() + 40]
    assert b"[@click=app.bell]z[/]" in raw
    assert "Guide ␛]52;".encode() in raw


def test_no_key_is_lost_while_the_terminal_changes_its_size(tmp_path: Path, terminal: Start) -> None:
    """A storm of sizes while a remark in many scripts is typed and saved."""
    (tmp_path / "a.txt").write_text("The pier burned down on Friday. Nobody was hurt.\n")
    db = tmp_path / "work.db"
    program = terminal("--db", db, "--reviewer", "ann", "review", tmp_path / "a.txt")
    program.shows("Claim 1 of")
    program.send("m")
    program.shows("Comment")
    chance = random.Random(3)
    words = [f"{number} naïve 東京の橋 שלום e\u0301 👩‍👩‍👧 🇯🇵" for number in range(40)]
    for word in words:
        for part in (f"{word} ", ""):
            program.send(part)
            program.resize(*chance.choice([(80, 24), (100, 30), (160, 50), (300, 100), (40, 10), (81, 24)]))
            program.settle(0.01)
    program.resize(80, 24)
    program.send("\x13")
    program.shows("Commented")
    assert text_of(db, "SELECT text FROM comment") == [" ".join(words)]
    program.send("j")
    program.shows("Claim 2 of 2")
