"""The command `export`: what is refused before anything is written, and what is said at the end."""

import json
from pathlib import Path
from typing import Any

import pytest
from format_options import WRITTEN, with_options

from annotator.services import writing_folders


def names_below(folder: Path) -> list[str]:
    return list(writing_folders.names_below(folder))


@pytest.fixture
def exporting(kit: Any, call: Any, tmp_path: Path) -> Any:
    """Runs `annotator export jsonl ...` on a file with one label that is incomplete."""
    desk = kit.desk(path=tmp_path / "annotator.db")
    desk.me.label(desk.claims[0], "verified")
    desk.me.label(desk.claims[1], "not_checkable", rationale="So it is.")
    kit.close(desk)
    return lambda *arguments: call("--reviewer", "anna", "export", "jsonl", *arguments)


def test_what_is_left_out_is_said_with_how_to_get_it(exporting: Any) -> None:
    ran = exporting()
    assert "Wrote 5 claims with 1 label." in ran.err
    assert "\n  labels whose evidence is incomplete (--include-incomplete keeps them): 1\n" in ran.err
    assert len(ran.out.splitlines()) == 5
    ran = exporting("--include-incomplete")
    assert "Wrote 5 claims with 2 labels." in ran.err
    assert "left out" not in ran.err


def test_parts_are_told_and_replaced_only_when_asked(exporting: Any, tmp_path: Path) -> None:
    parts = ("--split", "a=0.6,b=0.4", "-o", "out")
    ran = exporting(*parts, "--seed", "3")
    assert (ran.code, "a: 3 claims." in ran.err, "b: 2 claims." in ran.err) == (0, True, True)
    assert json.loads((tmp_path / "out" / "annotator-export.json").read_bytes())["asked"]["seed"] == 3
    assert "A part is empty" not in ran.err
    assert exporting(*parts).code == 1
    assert "A part is empty" in exporting("--split", "a=0.6,b=0.2,c=0.2", "-o", "three").err
    assert exporting(*parts, "--replace").code == 0


def test_lists_of_references_say_how_many_sources_they_have(kit: Any, call: Any, tmp_path: Path) -> None:
    desk = kit.desk(path=tmp_path / "annotator.db")
    desk.me.label(desk.claims[0], "sourced")
    desk.me.cite(desk.claims[0], kit.draft("supports"))
    kit.close(desk)
    ran = call("--reviewer", "anna", "export", "bibtex")
    assert "Wrote 1 source of 1 label on 5 claims." in ran.err


def others(folder: Path) -> list[Path]:
    """What lies there besides the file and what SQLite keeps beside it."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("annotator.db"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--round", "none"], 1, "There is no round 'none'"),
        (["--split", "a=0.5,b=0.4", "-o", "x"], 1, "the shares add up to 0.9"),
        (["--split", "a=0.5,b=0.5"], 1, "Name one with -o."),
        (["--with", "colour=red", "-o", "x"], 1, "There is no option 'colour' of the format jsonl"),
        (["--seed", "1", "-o", "x"], 2, "--seed is for --split"),
        (["--labels", "all", "-o", "x"], 2, "'all' is not one of"),
        (["--split", "a=0.5,b=0.5", "-o", "annotator.db"], 1, "is the annotator file"),
        (["--split", "a=0.5,b=0.5", "-o", "no/such"], 1, "is not a folder"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    exporting: Any, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    before = others(tmp_path)
    ran = exporting(*arguments)
    assert (ran.code, words in ran.err, ran.out) == (code, True, ""), ran.err
    assert others(tmp_path) == before


@pytest.mark.parametrize("form", [form.id for form in WRITTEN])
def test_every_format_is_written_also_of_a_file_without_labels(kit: Any, call: Any, form: str) -> None:
    kit.close(kit.desk(path=kit.path("annotator.db")))
    for target in ("one", "two"):
        ran = call("--reviewer", "anna", "export", form, "-o", target, *with_options(form))
        assert ran.code == 0, ran.err
    one, two = kit.path("one"), kit.path("two")
    assert names_below(one) == names_below(two)
    for name in names_below(one) if one.is_dir() else [""]:
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_by_takes_only_people_that_there_are(exporting: Any) -> None:
    ran = exporting("--by", "anna")
    assert "Wrote 5 claims with 1 label." in ran.err
    ran = exporting("--by", "anna", "--by", "zoe")
    assert (ran.code, ran.out) == (1, "")
    assert "Nobody called 'zoe' has worked in this file." in ran.err


def test_of_a_format_that_no_export_writes_it_is_said_what_does(call: Any, exporting: Any) -> None:
    ran = call("--reviewer", "anna", "export", "release", "-o", "out")
    assert ran.code == 1
    assert "can be read, not written by an export. Nothing was written." in ran.err
    assert "It is written by: annotator round release NAME -o FOLDER" in ran.err
    told = call("formats", "release").out
    assert "reads; a folder" in told
    assert "written by: annotator round release NAME -o FOLDER" in told
    assert json.loads(call("formats", "release", "--json").out)["makes"] == "folder"
