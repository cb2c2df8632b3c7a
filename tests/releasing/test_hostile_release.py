"""Whatever people wrote, a release shows it and is not governed by it."""

import csv
import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annotator.domain.release import ReleaseOptions
from annotator.domain.text import clean_line
from annotator.formats.csv_table import unguard
from annotator.formats.markdown_text import plain
from annotator.services.acting import Acting
from annotator.services.merging import merge
from annotator.services.releasing import release
from annotator.store import Sight, open_to_read, rounds

NASTY = "=cmd|' /C calc'!A0\x1b[2J\u202e<script>alert(1)</script> [x](javascript:y) | `a` **b**\n# c & d"
MARKUP = st.text(st.sampled_from("\\`*_[]()<>&|#~!$:/.@wh-+1 \n") | st.characters(), max_size=60)


@given(MARKUP)
def test_text_in_markdown_stands_for_itself(text: str) -> None:
    shown = MarkdownIt().enable(["table", "strikethrough"]).renderInline(plain(text))
    assert unescape(shown) == " ".join(clean_line(text).split(" ")).strip() or clean_line(text) == unescape(
        shown
    )
    assert "<" not in shown


def test_a_cell_stays_a_cell() -> None:
    rendered = MarkdownIt().enable("table").render(f"| a | b |\n| --- | --- |\n| {plain(NASTY)} | end |\n")
    assert rendered.count("<td>") == 2
    assert "<script" not in rendered


@pytest.fixture
def folder(team_of: Any, tmp_path: Path) -> Path:
    hands = {"=bert": range(5), "co|ra": range(5)}
    team = team_of(hands, guideline=("-->\n<b>", NASTY), settings={"search": NASTY})
    for member in hands:
        team.by(member).label(team.claims[0], "not_checkable", rationale=NASTY)
    team.settle(0, "not_checkable", reason=NASTY)
    team.lead().close(team.round, {}, NASTY)
    store = open_to_read(team.store.path, sight=Sight("anna"))
    try:
        release(store, "anna", team.round, tmp_path / "out", ReleaseOptions(licence=NASTY))
    finally:
        store.close()
    return tmp_path / "out"


def test_no_file_can_move_a_cursor_or_turn_a_text_around(folder: Path) -> None:
    for path in folder.iterdir():
        text = path.read_bytes().decode("utf-8-sig")
        assert "\x1b" not in text, path.name
        assert "\u202e" not in text, path.name


def test_no_cell_is_a_formula(folder: Path) -> None:
    for name in ("claims.csv", "votes.csv", "confidence.csv"):
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [one for one in row if one[:1] in "=+-@" and one], name
    with (folder / "votes.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [unguard(name) for name in next(csv.reader(file))] == ["claim", "=bert", "co|ra"]


def test_the_datasheet_has_no_markup_of_others(folder: Path) -> None:
    text = (folder / "datasheet.md").read_text()
    rendered = MarkdownIt().enable("table").render(text)
    assert "<script" not in rendered
    assert "<a " not in rendered
    assert rendered.count("<h1>") == 1
    assert "cmd|" in rendered


def test_what_people_wrote_reads_back(folder: Path) -> None:
    (line,) = (folder / "claims.jsonl").read_text().splitlines()
    vote = json.loads(line)["votes"][0]
    assert "<script>alert(1)</script>" in vote["rationale"]
    assert vote["reviewer"] == "=bert"
    assert "\n" in vote["rationale"]


def test_a_pack_with_odd_rounds_can_be_released(kit: Any, desk: Any, tmp_path: Path) -> None:
    """From elsewhere: labels that the scheme does not have, settings that are no object, claims not here,
    a claim twice."""
    claims = [desk.claims[0], desk.claims[0], "f" * 64]
    scheme = desk.sql("SELECT digest FROM scheme")
    with Acting(desk.store, "anna", desk.place.device).act() as act:
        digest = scheme[0][0] if scheme else act.scheme().digest
    made = {"id": "odd-round", "name": "odd", "kind": "of its own", "overlap": 0, "blind": False, "seed": ""}
    more = {"scheme": digest, "guideline": "none", "reviewers": ["x", "x"], "settings": "[1"}
    closing = {"state": "closed", "reason": "", "left_open": [["zz", "gone"]]}
    pack = kit.forged(
        desk,
        "eve",
        ("round", made | more),
        ("round.claims", {"round": "odd-round", "first": 0, "claims": claims}),
        ("round.state", {"round": "odd-round", **closing}),
    )
    merge(desk.store, [pack])
    with Acting(desk.store, "eve", "e", round_id="odd-round").act() as act:
        act.append("label", {"claim": claims[0], "label": "odd label", "scheme": digest, "citations": ["?"]})
    store = open_to_read(desk.store.path, sight=Sight("anna"))
    found = rounds.round_by_id(store.db, "odd-round")
    assert found is not None
    counts = release(store, "anna", found, tmp_path / "out", ReleaseOptions(include_left_open=True))
    store.close()
    assert (counts.released, counts.votes) == (1, 1)
    told = json.loads((tmp_path / "out" / "agreement.json").read_text())
    assert told["left_out"] == [["odd label", 1]]
