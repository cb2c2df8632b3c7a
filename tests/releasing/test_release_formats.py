"""A release in the formats of others: the released claims, the same bytes, no names where none shall be."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from format_options import NEEDED, WRITTEN

from annotator.domain.errors import InputError
from annotator.domain.release import ReleaseOptions
from annotator.services.releasing import release

ALL = tuple(form.id for form in WRITTEN)
WITH = tuple(option for options in NEEDED.values() for option in options)


@pytest.fixture
def closed(team: Any) -> Any:
    team.play()
    team.by("bert").comment(team.claims[0], "bert remarks")
    team.by("bert").cite(team.claims[1], team.kit.draft("context"))
    team.lead().close(team.round, {}, "We ran out of time.")
    return team


def released(team: Any, target: Path, *formats: str, **asked: Any) -> dict[str, bytes]:
    release(
        team.store,
        "anna",
        team.round,
        target,
        ReleaseOptions(formats=formats, formats_with=WITH if len(formats) > 1 else (), **asked),
        may_replace=True,
    )
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def lines(raw: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in raw.splitlines()]


def test_the_claims_are_those_of_the_release(closed: Any, tmp_path: Path) -> None:
    files = released(closed, tmp_path / "out", "jsonl")
    ours, theirs = lines(files["claims.jsonl"]), lines(files["jsonl/claims.jsonl"])
    assert [line["claim"] for line in ours] == [line["id"] for line in theirs] != []
    for our, their in zip(ours, theirs, strict=True):
        assert (our["label"], our["verdict"]) == (their["gold"]["label"], their["gold"]["verdict"])
        assert [one["label"] for one in our["votes"]] == [one["label"] for one in their["labels"]]
        assert (their["comments"], their["flags"], their["other_citations"]) == ([], [], [])
    told = json.loads(files["release.json"])
    assert told["formats"]["jsonl"]["claims"] == told["claims"]["released"] == len(ours)


@pytest.mark.parametrize("asked", [{"include_incomplete": True}, {"include_left_open": True}])
def test_options_hold_in_every_format(closed: Any, tmp_path: Path, asked: dict[str, bool]) -> None:
    files = released(closed, tmp_path / "out", "jsonl", **asked)
    ours, theirs = lines(files["claims.jsonl"]), lines(files["jsonl/claims.jsonl"])
    assert [line["claim"] for line in ours] == [line["id"] for line in theirs]
    assert len(ours) == 4


def test_every_format_comes_out_the_same_twice_checked_and_described(closed: Any, tmp_path: Path) -> None:
    files = released(closed, tmp_path / "one", *ALL)
    assert released(closed, tmp_path / "other", *ALL) == files
    listed = dict(line.split("  ")[::-1] for line in files["checksums.txt"].decode().splitlines())
    assert listed == {
        name: hashlib.sha256(raw).hexdigest() for name, raw in files.items() if name != "checksums.txt"
    }
    readme = files["README.md"].decode()
    for name in ALL:
        assert f"| `{name}/` |" in readme
        assert any(file.startswith(f"{name}/") for file in files)


def test_pseudonyms_hold_in_every_format(closed: Any, tmp_path: Path) -> None:
    closed.desk.by("dora").cite(closed.claims[0], closed.kit.draft("context"))
    files = released(closed, tmp_path / "out", *ALL, pseudonyms=True)
    for name, raw in files.items():
        free = re.sub(rb"(bert|cora) says", b"", raw)  # the words of rationales stay
        assert re.findall(rb"\b(anna|bert|cora|dora)\b.*", free) == [], name
    assert {vote["reviewer"] for line in lines(files["jsonl/claims.jsonl"]) for vote in line["labels"]} == {
        vote["reviewer"] for line in lines(files["claims.jsonl"]) for vote in line["votes"]
    }


def test_a_release_with_formats_can_be_replaced_unless_something_was_put_there(
    closed: Any, tmp_path: Path
) -> None:
    released(closed, tmp_path / "out", "jsonl")
    assert not any(name.startswith("jsonl/") for name in released(closed, tmp_path / "out"))
    released(closed, tmp_path / "out", "jsonl")
    (tmp_path / "out" / "jsonl" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"other files too: jsonl/mine\.txt"):
        released(closed, tmp_path / "out")
    assert (tmp_path / "out" / "jsonl" / "mine.txt").exists()


def test_what_cannot_be_is_refused_before_anything_is_written(closed: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no format 'nothing'"):
        released(closed, tmp_path / "out", "nothing")
    with pytest.raises(InputError, match="hold the articles' texts"):
        released(closed, tmp_path / "out", "jsonl", without_texts=True)
    with pytest.raises(InputError, match="There is no option 'page' of these formats"):
        release(
            closed.store,
            "anna",
            closed.round,
            tmp_path / "out",
            ReleaseOptions(formats=("csv",), formats_with=WITH),
        )
    assert not (tmp_path / "out").exists()


def test_the_command_says_what_a_format_left_out(closed: Any, call: Any, tmp_path: Path) -> None:
    path = closed.kit.close(closed.desk)
    ran = call(
        "--db", str(path), "--reviewer", "anna", "round", "release", "pilot", "-o", "out",
        "--format", "jsonl", "--format", "csv", "--include-left-open",
    )  # fmt: skip
    assert ran.code == 0
    assert (tmp_path / "out" / "csv" / "claims.csv").exists()
    told = json.loads((tmp_path / "out" / "release.json").read_bytes())["formats"]
    said = [
        f"{form}: {count} left out: {words}."
        for form in told
        for words, count in told[form]["left_out"].items()
    ]
    assert all(line in ran.err for line in said)
