"""The screen with a configuration of one's own, in a real terminal."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ARTICLE = "RIVERTON (Valley Wire) - The council closed the old lock on Monday. Nobody was hurt.\n"
Start = Callable[..., Any]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "lock.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_own_keys_and_no_colour_on_the_terminal(tmp_path: Path, article: Path, terminal: Start) -> None:
    (tmp_path / "config.toml").write_text(
        '[keys]\n"claim.next" = ["Q", "f5"]\n"undo" = "W"\n', encoding="utf-8"
    )
    program = terminal(
        "--db", tmp_path / "work.db", "--reviewer", "ann", "review", "--theme", "mono", article
    )
    program.shows("Claim 1 of 2")
    program.send("Q")
    program.shows("Claim 2 of 2")
    program.send("s")
    program.shows("Labelled sourced.")
    program.send("W")
    program.shows("ook back")
    program.kill()
    sent = {part for codes in re.findall(rb"\x1b\[([0-9;]*)m", program.raw) for part in codes.split(b";")}
    assert b"7" in sent
    assert sent <= {b"", b"0", b"1", b"2", b"4", b"7", b"22", b"24", b"27", b"39", b"49"}


def test_a_key_that_a_label_has_stops_before_anything_is_taken_in(
    tmp_path: Path, article: Path, terminal: Start
) -> None:
    db = tmp_path / "work.db"
    (tmp_path / "config.toml").write_text('[keys]\n"claim.next" = "s"\n', encoding="utf-8")
    program = terminal("--db", db, "--reviewer", "ann", "review", article)
    program.shows("line 2: s would be two commands")
    assert program.end() == 1
    assert "Traceback" not in program.text
    assert not db.exists()
