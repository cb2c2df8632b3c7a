"""`annotator round status` and `watch`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.services.reviewing import Reviewing
from annotator.store import open_to_write

Call = Callable[..., Any]
ANNA = ("--reviewer", "anna")


@pytest.fixture
def file(call: Call, kit: Any, tmp_path: Path) -> Path:
    """A file with a round of bob and carol, in which bob has labelled a claim and skipped one."""
    desk = kit.desk(path=tmp_path / "annotator.db")
    path = kit.close(desk)
    assert call("round", "create", "pilot", "--reviewers", "bob,carol", "--seed", "1", *ANNA).code == 0
    with open_to_write(path) as store:
        found = store.db.execute("SELECT id FROM round").fetchone()[0]
        mine = store.db.execute(
            "SELECT claim FROM assignment WHERE member = 'bob' ORDER BY number"
        ).fetchall()
        bob = Reviewing(store, "bob", "device-bob", round_id=found)
        bob.label(mine[0][0], "not_checkable", rationale="an opinion", seconds=90)
        bob.skip(mine[1][0], "needs Danish")
    return path


def test_the_table_fits_80_columns_and_says_what_there_is(call: Call, file: Path) -> None:
    told = call("round", "status", "pilot", *ANNA)

    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "pilot: labelling, blind, under way"
    assert "1 skipped" in lines[1]
    bob = next(line for line in lines if line.startswith("bob")).split()
    carol = next(line for line in lines if line.startswith("carol")).split()
    assert bob[2:4] == ["1", "0"]
    assert bob[5] == "1"
    assert bob[7:9] == ["40", "1"]
    assert carol[7:] == ["–", "–"]
    assert "Until the last label: cannot be told yet, as it needs" in told.out


def test_json_has_what_the_table_has(call: Call, file: Path) -> None:
    record = call("round", "status", "pilot", "--json", *ANNA).json()

    assert record["round"]["name"] == "pilot"
    assert record["partial"] is False
    assert [one["name"] for one in record["reviewers"]] == ["bob", "carol"]
    bob = record["reviewers"][0]
    assert (bob["done"], bob["skipped"], bob["seconds"], bob["median_seconds"]) == (1, 1, 90, 90)
    assert record["overall"]["disagreements"] == 0
    assert record["overall"]["open"] == sum(one["open"] for one in record["reviewers"])
    assert record["estimate"]["days"] is None
    assert record["controls"] == []


def test_every_key_of_the_json_is_in_the_docs(call: Call, file: Path) -> None:
    record = call("round", "status", "pilot", "--json", *ANNA).json()
    docs = Path(__file__).parents[2].joinpath("docs/rounds.md").read_text(encoding="utf-8")
    parts = (record, record["round"], record["reviewers"][0], record["overall"], record["estimate"])
    assert [key for part in parts for key in part if f"`{key}`" not in docs] == []


def test_without_a_name_there_is_a_line_a_round(call: Call, file: Path) -> None:
    told = call("round", "status", *ANNA)
    assert told.out.startswith("pilot: labelling, blind, under way; 1 of ")
    assert [one["round"]["name"] for one in call("round", "status", "--json", *ANNA).json()] == ["pilot"]


def test_a_reviewer_of_a_blind_round_gets_their_own_row(call: Call, file: Path) -> None:
    told = call("round", "status", "pilot", "--reviewer", "carol")
    assert "bob" not in told.out
    assert "of the others you see totals only" in told.err
    record = call("round", "status", "pilot", "--json", "--reviewer", "carol").json()
    assert [one["name"] for one in record["reviewers"]] == ["carol"]
    assert record["overall"]["disagreements"] is None


def test_bad_input_is_told(call: Call, file: Path) -> None:
    for command in ("status", "watch"):
        gone = call("round", command, "nope", *ANNA)
        assert gone.code == 1
        assert "nope" in gone.err or "terminal" in gone.err
    assert "needs a terminal" in call("round", "watch", "pilot", *ANNA).err


def test_a_file_without_rounds_says_how_to_make_one(call: Call, kit: Any, tmp_path: Path) -> None:
    kit.close(kit.desk(path=tmp_path / "annotator.db"))
    assert "annotator round create" in call("round", "status", *ANNA).err
