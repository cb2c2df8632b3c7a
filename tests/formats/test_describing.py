"""What formats say about themselves, and that the documentation says the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import Format, Option, load_formats
from annotator.formats.describing import described, page, pages
from annotator.formats.field import Described, FieldTable

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
FORM = Format(
    "far",
    "for programs | far away",
    ".far",
    write=load_formats().get("jsonl").write,
    read=lambda source: iter(()),
    writes_with=[Option("colour", "of the *cover*", "blue")],
    extra="far",
    modules=["no_such_module"],
    tables=[FieldTable("a line", [Described("id", "of the claim\x1b[2J")])],
    labels_out={"supported": "YES"},
    labels_in={"YES": "sourced"},
    notes=["Offsets are bytes."],
)


def test_the_page_is_what_the_formats_say() -> None:
    """After a change: annotator formats --markdown, between the two marks."""
    command = [sys.executable, "-m", "annotator", "formats", "--markdown"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    text = PAGE.read_text(encoding="utf-8")
    assert text.split("<!-- formats -->", 1)[1].split("<!-- /formats -->", 1)[0].strip() == printed.strip()


def test_each_format_is_listed_with_what_it_does(call: Any) -> None:
    listed = call("formats").out
    for form in load_formats().formats:
        [line] = [line for line in listed.splitlines() if line.split()[0] == form.id]
        assert form.description in line
        told = line.split(form.description)[0]
        assert ("writes" in told) == bool(form.write or form.write_folder)
        assert ("reads" in told) == (form.read is not None)


def test_one_format_tells_its_options_fields_and_mapping(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(load_formats()), "get", lambda *_: FORM)
    told = call("formats", "far").out
    for words in ("writes, reads", "needs the extra far", "colour", "[blue]", "of the claim", "YES", "bytes"):
        assert words in told
    assert (
        f"Not installed: no_such_module. To install: {sys.executable} -m pip install 'annotator[far]'" in told
    )
    assert "\x1b" not in told


def test_programs_get_json(call: Any) -> None:
    told = [json.loads(line) for line in call("formats", "--json").out.splitlines()]
    assert [one["id"] for one in told] == [form.id for form in load_formats().formats]
    csv = next(one for one in told if one["id"] == "csv")
    assert (csv["writes"], csv["makes"], csv["missing"]) == (True, "file", [])
    assert "text" in csv["fields"]["a row"]


def test_an_unknown_format_names_those_that_there_are(call: Any) -> None:
    ran = call("formats", "nothing")
    assert ran.code == 1
    assert "There is no format 'nothing'" in ran.err
    assert "jsonl" in ran.err


def test_nothing_that_a_format_says_is_markup() -> None:
    text = pages([FORM])
    assert "for programs \\| far away" in text
    assert "of the \\*cover\\*" in text
    assert "\x1b" not in text
    assert described(FORM)["labels_in"] == {"YES": "sourced"}
    assert any("sourced" in line for line in page(FORM))


def test_on_a_narrow_terminal_lines_are_broken_between_words_below_each_other() -> None:
    form = load_formats().get("claimreview")
    lines = list(page(form, 80))
    assert max(map(len, lines)) <= 80
    told = " ".join(" ".join(lines).split())
    assert all(field.meaning in told for one in form.tables for field in one.fields)
    assert "  any other label that is supported -> no number, Sourced, not independently" in lines
