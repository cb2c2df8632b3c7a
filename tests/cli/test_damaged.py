"""A file of which one page is rubbish: every command says so in words, and the doctor as a finding."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ANNA = ("--reviewer", "anna")
PAGE = 4096


@pytest.fixture
def whole(kit, tmp_path: Path) -> bytes:
    """A seeded annotator.db in the folder where commands run, as bytes."""
    kit.close(kit.desk(path=tmp_path / "annotator.db"))
    return (tmp_path / "annotator.db").read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ("doctor",),
        ("stats",),
        ("claims",),
        ("search", "ferry"),
        ("export", "jsonl"),
        ("label", "ffff", "sourced"),
    ],
    ids=" ".join,
)
def test_whatever_page_is_rubbish_it_is_said_in_words(
    call: Run, whole: bytes, tmp_path: Path, command: tuple[str, ...]
) -> None:
    refused = 0
    for start in range(PAGE, len(whole), 4 * PAGE):
        rubbish = random.Random(start).randbytes(PAGE)
        (tmp_path / "annotator.db").write_bytes(whole[:start] + rubbish + whole[start + PAGE :])
        done = call(*command, *ANNA)  # what is raised and not said in words comes out of this
        assert done.code in (0, 1)
        refused += done.code
    assert refused  # the command reads some page


def test_the_doctor_reports_what_sqlite_cannot_read(call: Run, whole: bytes, tmp_path: Path) -> None:
    for start in range(PAGE, len(whole), 4 * PAGE):
        (tmp_path / "annotator.db").write_bytes(whole[:start] + b"\xff" * PAGE + whole[start + PAGE :])
        sick = call("doctor")
        assert sick.code == 1
        assert "WRONG" in sick.out or "damaged" in sick.err
        assert "Run annotator doctor" not in sick.out + sick.err


def test_a_backup_of_it_is_refused_and_nothing_is_left_of_it(call: Run, whole: bytes, tmp_path: Path) -> None:
    refused, copy = 0, tmp_path / "copy.db"
    for start in range(PAGE, len(whole), 4 * PAGE):
        rubbish = random.Random(start).randbytes(PAGE)
        (tmp_path / "annotator.db").write_bytes(whole[:start] + rubbish + whole[start + PAGE :])
        done = call("backup", "copy.db")
        if done.code == 0:  # a page that holds nothing, or the middle of a long text
            with closing(sqlite3.connect(copy)) as db:
                assert db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            copy.unlink()
            continue
        assert (done.code, done.out) == (1, "")
        assert "annotator.db is damaged" in done.err
        refused += "is damaged or truncated" not in done.err  # as it says where it cannot even be opened
        assert "is damaged or truncated" in done.err or "Run annotator doctor" in done.err
        assert not [file.name for file in tmp_path.iterdir() if file.name.startswith("copy.db")]
    assert refused > len(whole) // (4 * PAGE) // 2
