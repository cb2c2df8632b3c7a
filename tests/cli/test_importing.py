"""`annotator import`: what it says, where it stops, and what it leaves behind."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from import_formats import LINES, claim, write_lines

from annotator.formats.registry import Registry

Call = Callable[..., Any]


@pytest.fixture
def take(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs `annotator import lines ...`, in a program that has that format."""
    monkeypatch.setattr("annotator.formats.load_formats", lambda: Registry((LINES,)))
    return lambda *given: call("--reviewer", "ann", "import", "lines", *map(str, given))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write_lines(
        tmp_path / "records.jsonl",
        claim("It rained.", key="1", extras={"hop\x1b[2J": 2, "split": "dev"}),
        claim("It froze.", "contested"),
        {"claim": {"text": "It hailed."}},
    )


def test_it_says_what_came_in_and_that_it_did_already(take: Call, call: Call, records: Path) -> None:
    first = take(records)
    assert (first.code, first.out) == (0, "")
    assert first.err.splitlines()[-1] == (
        "Imported 3 records: 3 new articles, 0 known; 3 new claims, 0 known;"
        " 3 suggestions (1 contested, 1 sourced, 1 without a label), none of them verified; 0 citations."
    )
    again = take(records)
    assert (again.code, again.err) == (
        0,
        "All of it (3 records) is in the file already: nothing was changed.\n",
    )
    listed = call("claims").out
    assert "It rained." in listed
    assert call("doctor").code == 0


def test_a_dry_run_writes_nothing(take: Call, call: Call, records: Path, tmp_path: Path) -> None:
    looked = take(records, "--dry-run")
    assert (looked.code, looked.err) == (0, "")
    assert looked.out.splitlines() == [
        "Would import 3 records:",
        "  3 new articles, 0 known",
        "  3 new claims, 0 known",
        "  3 suggestions (1 contested, 1 sourced, 1 without a label), none of them verified",
        "  0 citations",
        "  kept besides: hop␛[2J, split",
    ]
    assert not (tmp_path / "annotator.db").exists()
    take(records)
    before = (tmp_path / "annotator.db").read_bytes()
    assert take(records, "--dry-run").out.splitlines()[-1] == "  all of it is in the file already"
    assert (tmp_path / "annotator.db").read_bytes() == before


def test_bad_records_are_told_and_counted_and_nothing_is_made(take: Call, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", claim("It rained."), *["{"] * 25)
    for way in ((), ("--dry-run",)):
        told = take(path, *way)
        assert told.code == 1
        lines = told.err.splitlines()
        assert lines[0] == "a.jsonl, line 2: is not JSON."
        assert [line for line in lines if line.startswith("...")] == ["... and 5 more."]
        assert sum("is not JSON" in line for line in lines) == 20
        assert "25 records of 26 cannot be taken. Nothing w" in lines[-1]
        assert "--skip-bad" in lines[-1]
    assert not (tmp_path / "annotator.db").exists()


def test_skip_bad_keeps_the_good_and_writes_the_bad(take: Call, call: Call, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", claim("It rained."), '{"x\x1b', claim("It froze.", "verified"))
    done = take(path, "--skip-bad")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if line.startswith("a.jsonl, line")] == [
        "a.jsonl, line 2: is not JSON.",
        "a.jsonl, line 3, field labels[0].label: is 'verified'; an import can give"
        " sourced, contested, insufficient, not_checkable.",
    ]
    left = f"2 bad records left out: written, with what is wrong, to {tmp_path / 'a.jsonl.bad.jsonl'}."
    assert done.err.splitlines()[-1] == left
    bad = [json.loads(line) for line in (tmp_path / "a.jsonl.bad.jsonl").read_text().splitlines()]
    assert [(one["file"], one["line"], one["field"]) for one in bad] == [
        ("a.jsonl", 2, ""),
        ("a.jsonl", 3, "labels[0].label"),
    ]
    assert bad[0]["record"] == '{"x\x1b'
    assert "\x1b" not in (tmp_path / "a.jsonl.bad.jsonl").read_text()
    assert take(path, "--skip-bad", "--bad", tmp_path / "annotator.db").code == 1
    assert take(path, "--skip-bad", "--bad", path).code == 1
    assert take(path, "--skip-bad", "--bad", tmp_path / "other").code == 0
    assert call("doctor").code == 0


def test_a_dry_run_that_skips_says_how_many_would_be_left_out(take: Call, tmp_path: Path) -> None:
    for bad, words in ((1, "1 bad record"), (25, "25 bad records")):
        path = write_lines(tmp_path / "a.jsonl", claim("It rained."), *["{"] * bad)
        looked = take(path, "--dry-run", "--skip-bad")
        assert (looked.code, looked.out.splitlines()[0]) == (0, "Would import 1 record:")
        assert looked.out.splitlines()[-1] == f"  {words} would be left out"
    assert not list(tmp_path.glob("*.bad.jsonl"))


def test_of_the_bad_that_are_skipped_the_first_three_are_told(take: Call, tmp_path: Path) -> None:
    done = take(write_lines(tmp_path / "a.jsonl", claim("It rained."), *["{"] * 25), "--skip-bad")
    told = [line for line in done.err.splitlines() if line.startswith(("a.jsonl", "..."))]
    assert told == [*(f"a.jsonl, line {line}: is not JSON." for line in (2, 3, 4)), "... and 22 more."]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["missing.jsonl"], 1, "There is no file missing.jsonl. Nothing was changed."),
        (["empty.jsonl"], 1, "empty.jsonl holds no records. Nothing was changed."),
        (
            ["empty.jsonl", "--with", "mood=x"],
            1,
            "There is no option 'mood' of the format lines. Nothing was changed. There are: ",
        ),
        (["empty.jsonl", "--bad", "x"], 2, "--bad goes with --skip-bad"),
        (["empty.jsonl", "--take-back", "--dry-run"], 2, "--take-back goes with none"),
        (["bad.jsonl", "--skip-bad"], 1, "No record of it is good. Nothing was changed."),
        (
            ["empty.jsonl", "--with", "side=nowhere"],
            1,
            "nowhere cannot be read: No such file or directory. Nothing was changed.",
        ),
    ],
)
def test_what_cannot_be_is_said(take: Call, tmp_path: Path, given: list[str], code: int, said: str) -> None:
    write_lines(tmp_path / "empty.jsonl")
    write_lines(tmp_path / "bad.jsonl", "{")
    done = take(*given)
    assert done.code == code
    assert said in done.err
    assert not (tmp_path / "annotator.db").exists()


def test_a_format_that_only_writes_says_so(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    only = Registry((replace(LINES, read=None),))
    monkeypatch.setattr("annotator.formats.load_formats", lambda: only)
    done = call("import", "lines", str(write_lines(tmp_path / "a.jsonl", claim("It rained."))))
    assert (done.code, "The format 'lines' can be written only." in done.err) == (1, True)


@pytest.mark.parametrize("form", ["html", "huggingface"])
def test_that_a_format_only_writes_is_said_before_what_else_is_missing(call: Call, form: str) -> None:
    done = call("import", form, "nothing.here")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"The format '{form}' can be written only." in done.err


def test_standard_input_is_the_same_import_as_the_file(
    take: Call, records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(records.read_bytes())
        isatty = staticmethod(lambda: False)

    take(records)
    monkeypatch.setattr(sys, "stdin", Stdin)
    assert "nothing was changed" in take("-").err


def test_taking_back(take: Call, call: Call, records: Path) -> None:
    assert take(records, "--take-back").code == 1
    take(records)
    done = take(records, "--take-back")
    assert (done.code, "Took back 3 acts of this import" in done.err) == (0, True)
    assert take(records, "--take-back").code == 1
    assert "stand again" in take(records).err
    assert call("doctor").code == 0


def test_a_pipe_is_the_same_import_as_the_file(take: Call, records: Path, tmp_path: Path) -> None:
    take(records)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(records.read_bytes()))
    writer.start()
    assert "nothing was changed" in take(pipe).err
    writer.join()


def test_the_file_that_is_imported_into_is_not_read(take: Call, records: Path, tmp_path: Path) -> None:
    take(records)
    done = take(tmp_path / "annotator.db")
    assert (done.code, "is the file that is imported into. Nothing was changed." in done.err) == (1, True)


def test_a_folder_that_has_the_file_in_it_is_the_same_import_again(
    call: Call, records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A format that reads folders, as FEVER is; hidden files, and what an import leaves, do not matter."""

    def read(source: Any) -> Any:
        yield from LINES.read(replace(source, path=source.path / "records.jsonl"))

    monkeypatch.setattr("annotator.formats.load_formats", lambda: Registry((replace(LINES, read=read),)))
    data = tmp_path / "data"
    data.mkdir()
    records = records.rename(data / records.name)
    given = ("--reviewer", "ann", "--db", str(data / "annotator.db"), "import", "lines")
    for said in ("Imported 3 records", "nothing was changed"):
        done = call(*given, str(data))
        assert (done.code, said in done.err) == (0, True), done.err
        (data / ".hidden").write_text("x")
    monkeypatch.chdir(data)
    records.write_text(records.read_text() + "{\n")
    done = call(*given, str(data / "."), "--skip-bad")
    assert (done.code, "1 bad record left out" in done.err) == (0, True)
    assert (tmp_path / "data.bad.jsonl").read_text().count("\n") == 1


def test_what_of_a_list_of_references_has_no_place_is_said_with_where_it_stands(
    call: Call, tmp_path: Path
) -> None:
    entry = "@online{%s, title={Log %s}, url={https://port.example/%s}, urldate={2024-02-30}}\n"
    (tmp_path / "in.bib").write_text("\n" + "".join(entry % (key, key, key) for key in "abc"))
    done = call("--reviewer", "ann", "import", "bibtex", str(tmp_path / "in.bib"))
    assert done.err.splitlines()[-1] == (
        "in.bib, line 2: “2024-02-30” is no day on which it was seen. (3 times; this is the first)"
    )


def test_a_file_without_a_good_record_is_not_said_to_be_here_already(take: Call, tmp_path: Path) -> None:
    done = take(write_lines(tmp_path / "a.jsonl", "{"), "--dry-run")
    assert (done.code, done.out) == (1, "Would import 0 records.\n")


def test_a_name_that_is_no_text_is_a_name(take: Call, call: Call, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\x1b[31m\xff\nb.jsonl")
    write_lines(path, claim("It rained."), "{")
    done = take(path, "--skip-bad")
    assert (done.code, "\x1b" in done.err, "Imported 1 record" in done.err) == (0, False, True), done.err
    assert json.loads(path.with_name(path.name + ".bad.jsonl").read_text())["file"].startswith("a")
    assert call("doctor").code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whoever_ends_it_finds_no_temporary_file(tmp_path: Path, number: int) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    given = [sys.executable, "-m", "annotator", "import", "jsonl", "-", "--db", "a.db", "--reviewer", "ann"]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        given, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment
    ) as process:
        while not list(temporary.rglob("*")):
            time.sleep(0.02)
        process.send_signal(number)
        assert process.wait(20) != 0
    assert list(tmp_path.rglob("*")) == [temporary]


def test_what_a_format_keeps_of_itself_is_no_field_of_the_file(call: Call, tmp_path: Path) -> None:
    review = {"@type": "ClaimReview", "claimReviewed": "It rained.", "url": "checks.example/1"}
    (tmp_path / "in.json").write_text(json.dumps(review))
    done = call("--reviewer", "ann", "import", "claimreview", str(tmp_path / "in.json"), "--dry-run")
    assert done.out.startswith("Would import 1 record:")
    assert "kept besides" not in done.out
