"""A file of which one page is rubbish: every command says so in words, and the doctor as a finding."""

import random
from collections.abc import Callable
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
