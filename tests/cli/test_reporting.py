"""`annotator report`, as one types it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from round_scene import Scene, play

Call = Callable[..., Any]
ANNA = ("--reviewer", "anna")


@pytest.fixture
def file(kit: Any, tmp_path: Path) -> Path:
    scene = play(Scene(kit))
    path: Path = kit.close(scene.desk)
    return path.rename(tmp_path / "annotator.db")


def test_it_writes_a_page_the_same_each_time(call: Call, file: Path) -> None:
    wrote = call("report", "pilot", "-o", "report.html", *ANNA)

    assert (wrote.code, wrote.out) == (0, "")
    assert (
        wrote.err.strip() == "Wrote the report of pilot to report.html: 56 votes on 20 claims, 13 disputed."
    )
    page = (file.parent / "report.html").read_bytes()
    assert page.startswith(b"<!DOCTYPE html>")
    assert call("report", "pilot", "-o", "report.html", *ANNA).code == 0
    assert (file.parent / "report.html").read_bytes() == page


def test_standard_output_takes_it_too(run: Call, file: Path) -> None:
    for options in ((), ("-o", "-")):
        told = run("report", "pilot", *options, *ANNA)
        assert told.code == 0
        assert told.out.startswith("<!DOCTYPE html>")
        assert told.out.endswith("</html>\n")
        assert "13 disputed" in told.err


def test_what_cannot_be_is_said_in_words(call: Call, file: Path) -> None:
    unknown = call("report", "pilots", "-o", "x.html", *ANNA)
    assert unknown.code == 1
    assert "There is no round 'pilots'. The rounds of this file: pilot." in unknown.err
    assert not (file.parent / "x.html").exists()

    (file.parent / "folder").mkdir()
    folder = call("report", "pilot", "-o", "folder", *ANNA)
    assert folder.code == 1
    assert "folder cannot be written: it is a folder." in folder.err

    before = file.read_bytes()
    database = call("report", "pilot", "-o", "annotator.db", *ANNA)
    assert database.code == 1
    assert "annotator file" in database.err
    assert file.read_bytes() == before

    os.link(file, file.parent / "copy.db")
    assert "is a database" in call("report", "pilot", "-o", "copy.db", *ANNA).err

    assert call("report", "-o", "x.html", *ANNA).code == 2


def test_without_a_file_nothing_is_made(call: Call, tmp_path: Path) -> None:
    assert call("report", "pilot", "-o", "x.html", *ANNA).code == 1
    assert list(tmp_path.glob("*.html")) == []
