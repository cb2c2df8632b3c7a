"""`annotator review --plain` as it is used: at a terminal, in a pipe, and when either goes away."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., Any]
HOSTILE = "\x1b]52;c;aGFjaw==\x1b\\ \x1b[2J \x9b31m \x07 \x00 \u202e [bold]x[/bold] [/] [@click=app.bell]y"
ARTICLE = (
    "Harbour Town Closes Its Old Lock\n\nRIVERTON (Valley Wire) - The council closed the old lock on Monday. "
    "The mayor was not present. Two engineers inspected the gates. The repair will cost 3.2 million crowns. "
    "市は2025年に修理を終えた。\n"
)
FORBIDDEN = re.compile(rb"[\x00-\x07\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80\xae")
"""All controls but BS, TAB, LF and CR, which line editing and the terminal's own echo use."""


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file that holds the article."""
    folder = tmp_path_factory.mktemp("taken_in")
    (folder / "lock.txt").write_text(ARTICLE, encoding="utf-8")
    done = annotator(
        "--db", folder / "work.db", "--reviewer", "ann", "ingest", folder / "lock.txt",
        ANNOTATOR_STATE=str(folder / "state"), ANNOTATOR_CONFIG=str(folder / "config.toml"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return (folder / "work.db").read_bytes()


@pytest.fixture
def where(tmp_path: Path, taken_in: bytes) -> tuple[str | Path, ...]:
    """Options for a file that holds the article."""
    (tmp_path / "work.db").write_bytes(taken_in)
    return ("--db", tmp_path / "work.db", "--reviewer", "ann")


def annotator(
    *arguments: str | Path, given: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=60, env=env)


def labels(where: tuple[Any, ...]) -> list[str]:
    """Plain SQL on the file, as any tool would."""
    connection = sqlite3.connect(f"{where[1].as_uri()}?mode=ro", uri=True)
    try:
        return [label for (label,) in connection.execute("SELECT label FROM current_label ORDER BY at")]
    finally:
        connection.close()


def test_a_script_labels_through_a_pipe(where: tuple[Any, ...]) -> None:
    done = annotator(*where, "review", "--plain", given=b"s\nn\nv\nq\n")
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode()
    assert "Saved: Labelled sourced. Claim 1 of 5" in said
    assert said.endswith("Everything is saved.\n")
    assert "Command:" not in said
    assert labels(where) == ["sourced", "verified"]


def test_a_script_is_stopped_at_what_is_no_command(where: tuple[Any, ...]) -> None:
    done = annotator(*where, "review", "--plain", given=b"s\nlabel it\nv\n")
    assert done.returncode == 1
    assert done.stderr.startswith(b"annotator: Line 2, 'label it': label it is no command.")
    assert labels(where) == ["sourced"]


def test_nothing_reaches_the_terminal_as_a_control(tmp_path: Path, terminal: Start) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(f"Hostile {HOSTILE} title\n\nThe council of {HOSTILE} met on Monday. It was late.\n")
    program = terminal("--db", tmp_path / "work.db", "--reviewer", "ann", "review", "--plain", path)
    program.shows("Command:")
    program.send("m caf\u00e9 na\u00efve\x1b[D\x1b[D\x7fx\x01\x1b[C\t\r")
    program.shows("Saved: Commented.")
    program.send("\x1b[A", "\x15", "t\r")
    program.shows("Label the claim first")
    for line in (
        "c",
        "a https://example.org/",
        "",
        "",
        "",
        "r",
        "+",
        "full",
        "context",
        "y",
        "claims",
        "text",
        "",
        "?",
    ):
        program.send(f"{line}\r")
    program.shows("Enter goes on")
    program.send(".\r", "q\r")
    assert program.end() == 0
    assert not FORBIDDEN.search(program.raw)
    assert b"[bold]x[/bold] [/] [@click=app.bell]y" in b" ".join(program.raw.split())


def test_ctrl_c_leaves_with_130_and_what_was_said_to_be_saved_is(
    where: tuple[Any, ...], terminal: Start
) -> None:
    program = terminal(*where, "review", "--plain")
    program.shows("Command:")
    program.send("s\r", "j\r")
    program.shows("Claim 2 of 5")
    program.send("a\r")
    program.shows("URL:")
    program.send("https://example.org/\r")
    program.asks("or reference:")
    program.send("\x03")
    assert program.end() == 130
    program.shows("Not saved: a citation. All else is saved.")
    assert labels(where) == ["sourced"]
    assert b"Claim 2 of 5" in annotator(*where, "review", "--plain").stdout


def test_the_end_of_the_input_leaves(where: tuple[Any, ...], terminal: Start) -> None:
    program = terminal(*where, "review", "--plain")
    program.shows("Command:")
    program.send("v\r")
    program.asks("1 more primary source.\nCommand:")
    program.send("\x04")
    assert program.end() == 0
    program.shows("Everything is saved.")


def test_a_closed_terminal_loses_nothing_that_was_said_to_be_saved(
    where: tuple[Any, ...], terminal: Start
) -> None:
    """Closed at a prompt, in a form, and at random moments."""
    chance = random.Random(11)
    for round_number in range(4):
        program = terminal(*where, "review", "--plain")
        program.shows("Command:")
        key, label = chance.choice([("s", "sourced"), ("c", "contested"), ("v", "verified")])
        program.send(f"g {round_number + 1}\r", f"{key}\r")
        program.shows(f"Saved: Labelled {label}.")
        program.send(
            *chance.choice([("a\r", "https://example.org/\r"), ("m\r", "half a"), ("j\r", "j\r"), ()])
        )
        time.sleep(chance.random() / 20)
        program.hang_up()
        assert labels(where)[-1] == label
        assert len(labels(where)) == round_number + 1
    assert annotator("--db", where[1], "doctor").returncode == 0


def test_a_signal_ends_it_in_order(where: tuple[Any, ...], terminal: Start) -> None:
    program = terminal(*where, "review", "--plain")
    program.shows("Command:")
    program.send("g 3\r", "s\r")
    program.asks("date accessed.\nCommand:")
    os.kill(program.pid, signal.SIGTERM)
    assert program.end() == 128 + signal.SIGTERM
    assert not where[1].with_name("work.db-wal").exists()


@pytest.mark.parametrize("named", ["LC_ALL", "LANG"])
def test_in_the_c_locale_what_cannot_be_shown_is_named(where: tuple[Any, ...], named: str) -> None:
    environment = {"LANG": "", "LC_ALL": "", "LC_CTYPE": "", "PYTHONUTF8": "", named: "C"}
    done = annotator(*where, "review", "--plain", given="g 5\nm café\n".encode(), **environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    assert b"[U+5E02][U+306F]2025[U+5E74]" in done.stdout
    shown = annotator(*where, "review", "--plain", LANG="C.UTF-8", LC_ALL="")
    assert "市は2025年".encode() in shown.stdout


def test_lines_are_as_wide_as_the_terminal(where: tuple[Any, ...]) -> None:
    narrow = annotator(*where, "review", "--plain", given=b"?\n", COLUMNS="30").stdout.decode()
    assert max(map(len, narrow.splitlines())) <= 30
    assert max(map(len, annotator(*where, "review", "--plain", given=b"?\n").stdout.splitlines())) > 60


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_have_the_screen_is_told_of_plain_mode(
    where: tuple[Any, ...], terminal: Start, term: str
) -> None:
    program = terminal(*where, "review", term=term)
    program.shows("review --plain: it works")
    assert program.end() == 1
    assert b"\x1b" not in program.raw
    assert b"annotator review --plain" in annotator(*where, "review").stderr


def test_it_begins_without_textual(where: tuple[Any, ...]) -> None:
    code = (
        "import sys\nfrom annotator.cli.main import main\n"
        f"sys.argv = ['annotator', *{[str(part) for part in where]!r}, 'review', '--plain']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'textual'}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"s\nfull\nq\n", capture_output=True, check=False
    )
    assert done.stderr.splitlines()[-1] == b"[]"
