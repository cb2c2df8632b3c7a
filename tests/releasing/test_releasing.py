"""A release says what the file says, can be checked without this program, and is the same bytes anywhere."""

import csv
import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.agreement import agreement_of
from annotator.domain.errors import InputError
from annotator.domain.release import Counts, ReleaseOptions
from annotator.domain.round import RoundPlan
from annotator.formats.csv_table import unguard
from annotator.formats.release_readme import FILES
from annotator.services.acting import Acting
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.releasing import release
from annotator.store import Sight, open_to_read, rounds

Release = Callable[..., Path]


@pytest.fixture
def released(tmp_path: Path) -> Release:
    """Releases the round of a team into a folder; returns that."""

    def write(team: Any, name: str = "out", *, by: str = "anna", replace: bool = False, **asked: Any) -> Path:
        store = open_to_read(team.store.path, sight=Sight(by))
        try:
            found = rounds.round_by_id(store.db, team.made.id)
            assert found is not None
            told = release(store, by, found, tmp_path / name, ReleaseOptions(**asked), may_replace=replace)
            assert isinstance(told, Counts)
        finally:
            store.close()
        return tmp_path / name

    return write


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: unguard(v) for k, v in row.items()} for row in csv.DictReader(file)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def played(team: Any) -> Any:
    team.play()
    team.close()
    return team


def test_the_claims_are_those_of_the_file(team, released) -> None:
    folder = released(played(team), include_incomplete=True, include_left_open=True)
    told = lines(folder / "claims.jsonl")
    assert [one["claim"] for one in told] == team.claims
    gold = [(one["claim"], one["label"], one["verdict"], one["method"], one["decision"]) for one in told[:4]]
    assert sorted(gold) == sorted(
        team.desk.sql("SELECT claim, label, coalesce(verdict, ''), method, id FROM gold")
    )
    assert sorted(
        (one["claim"], vote["reviewer"], vote["label"], vote["rationale"], vote["id"], vote["complete"])
        for one in told
        for vote in one["votes"]
    ) == sorted(team.desk.sql("SELECT claim, reviewer, label, rationale, id, complete FROM vote"))
    assert [one["status"] for one in told] == ["settled"] * 3 + ["incomplete", "open"]
    assert [one["left_open"] for one in told] == [""] * 3 + ["We ran out of time."] * 2
    assert [vote["minority"] for vote in told[1]["votes"]] == [True, False]
    assert [c["publisher"] for vote in told[0]["votes"] for c in vote["citations"]] == [
        "Harbour Office",
        "The Mayor",
    ]
    flat = rows(folder / "claims.csv")
    assert [(row["claim"], row["label"], row["status"]) for row in flat] == [
        (one["claim"], one["label"], one["status"]) for one in told
    ]
    assert json.loads(flat[1]["votes"]) == {"bert": "not_checkable", "cora": "insufficient"}
    assert flat[1]["reason"] == "Nobody\ncan | know."


def test_the_offsets_can_be_checked_against_the_texts(team, released) -> None:
    folder = released(played(team), include_incomplete=True, include_left_open=True)
    texts = {one["id"]: one["text"] for one in lines(folder / "articles.jsonl")}
    for one in lines(folder / "claims.jsonl"):
        text = texts[one["article"]["id"]]
        assert one["exact"] == [text[start:end] for start, end in one["ranges"]]
    assert list(texts.values()) == list(team.kit.articles)


def test_the_figures_can_be_recomputed_from_the_tables(team, released) -> None:
    for claim, (bert, cora) in enumerate([(5, 4), (3, 3), (2, 1)]):
        team.by("bert").label(team.claims[claim], "sourced", confidence=bert)
        team.by("cora").label(team.claims[claim], "sourced" if claim else "contested", confidence=cora)
    team.settle_all()
    team.close()
    folder = released(team)
    votes, sure = ({}, {})
    for found, name in ((votes, "votes.csv"), (sure, "confidence.csv")):
        for row in rows(folder / name):
            given = {reviewer: value for reviewer, value in row.items() if reviewer != "claim" and value}
            found[row["claim"]] = given
    sure = {claim: {name: int(value) for name, value in row.items()} for claim, row in sure.items()}
    figures = json.loads((folder / "agreement.json").read_text())
    told, labels = figures["agreement"], figures["labels"]
    assert json.loads(json.dumps(asdict(agreement_of(votes, labels, sure)))) == told
    assert (told["votes"], told["confidence_votes"], told["overlapping"]) == (6, 6, 3)


def test_agreement_is_the_same_as_the_command_gives(team, released, call) -> None:
    folder = released(played(team))
    command = call(
        "--db", str(team.store.path), "round", "agreement", team.round.name, "--json", "--reviewer", "anna"
    )
    figures = json.loads((folder / "agreement.json").read_text())
    assert figures == command.json()
    assert figures["left_out"] == [["not_checkable", 3]]
    assert (
        "Left out of the figures, not of votes.csv: not\\_checkable (3)"
        in (folder / "datasheet.md").read_text()
    )


def test_pseudonyms_stand_in_the_figures_in_an_order_of_their_own(team, released) -> None:
    played(team)
    told = [
        json.loads((released(team, name, pseudonyms=hidden) / "agreement.json").read_text())
        for name, hidden in (("plain", False), ("hidden", True))
    ]
    plain, hidden = ([one["reviewer"] for one in part["agreement"]["by_reviewer"]] for part in told)
    assert plain == ["bert", "cora"]
    assert hidden == sorted(hidden)
    assert not set(hidden) & set(plain)
    for key in ("origins", "addresses", "left_out", "choices"):
        assert told[0][key] == told[1][key]
    assert told[0]["agreement"]["alpha"] == told[1]["agreement"]["alpha"]


def tagged(tag: str, *fields: str) -> str:
    """As README.md says."""
    state = hashlib.sha256()
    for field in (tag, *fields):
        raw = field.encode()
        state.update(len(raw).to_bytes(8, "big") + raw)
    return state.hexdigest()


def test_the_log_can_be_checked_as_the_readme_says(team, released) -> None:
    team.by("bert").comment(team.claims[0], "In the round.")
    team.desk.by("dora").label(team.claims[0], "contested")  # in no round
    team.desk.by("dora").undo()
    team.desk.by("dora").label(team.claims[0], "sourced")
    others = team.kit.seed(team.store, ("A ferry sank.\n",))
    team.desk.by("dora").comment(others[0], "Of no claim of the round.")
    folder = released(played(team))
    feed: dict[str, Any] = {}
    before: dict[str, Any] = {}
    seen: dict[str, list[str]] = {}
    for line in lines(folder / "log.jsonl"):
        if line["type"] == "feed":
            feed, before = line, {}
            continue
        assert line["feed"] == feed["id"]
        fields = [str(line[name]) for name in ("feed", "seq", "id", "prev", "v", "kind", "body")]
        assert tagged("annotator-event-1", *fields) == line["digest"]
        if line["seq"] == 1:
            head = [feed[name] for name in ("id", "member", "device", "round", "audience")]
            assert line["prev"] == tagged("annotator-feed-1", *head)
        elif before.get("seq") == line["seq"] - 1:
            assert line["prev"] == before["digest"]
        else:
            assert feed["events"] == "some"
        before = line
        seen.setdefault(line["kind"], []).append(line["id"])
        assert "Of no claim" not in line["body"]
    wanted = {
        "label": "SELECT id FROM label",
        "citation": "SELECT id FROM citation",
        "source": "SELECT id FROM source",
        "adjudicate": "SELECT id FROM adjudication",
        "round.state": "SELECT id FROM round_state",
        "round.assign": "SELECT id FROM handing",
        "retract": "SELECT event FROM retraction",
    }
    for kind, query in wanted.items():
        assert sorted(seen[kind]) == sorted(one for (one,) in team.desk.sql(query)), kind
    for kind in ("round", "round.claims", "scheme", "member", "comment"):
        assert seen[kind], kind


def test_the_readme_names_every_file_and_field(team, released) -> None:
    folder = released(played(team))
    told = (folder / "README.md").read_text()
    files, *sections = told.split("\n## ")
    named = {line.split("`")[1] for line in files.splitlines() if line.startswith("| `")}
    assert named == {path.name for path in folder.iterdir()} <= set(FILES)
    fields = {
        part.splitlines()[0].lstrip("# "): [
            line.split("`")[1] for line in part.splitlines() if line.startswith("| `")
        ]
        for section in sections
        for part in section.split("\n### ")
    }
    claim = lines(folder / "claims.jsonl")[0]
    assert set(fields["claims.jsonl"]) == set(claim)
    assert set(fields["article"]) == set(claim["article"])
    assert set(fields["votes"]) == set(claim["votes"][0])
    assert set(fields["citations"]) == set(claim["votes"][0]["citations"][0])
    assert fields["claims.csv"] == list(rows(folder / "claims.csv")[0])
    assert set(fields["articles.jsonl"]) == set(lines(folder / "articles.jsonl")[0])


def test_the_checksums_are_those_of_sha256sum(team, released) -> None:
    folder = released(played(team))
    told = dict(reversed(line.split("  ")) for line in (folder / "checksums.txt").read_text().splitlines())
    assert told == {
        name: hashlib.sha256(raw).hexdigest()
        for name, raw in contents(folder).items()
        if name != "checksums.txt"
    }
    try:
        subprocess.run(["sha256sum", "-c", "--quiet", "checksums.txt"], cwd=folder, check=True)
    except FileNotFoundError:
        pytest.skip("there is no sha256sum here")


def test_files_merged_in_other_orders_give_the_same_bytes(team, released, run) -> None:
    """In processes of their own, with other seeds of hashing."""
    played(team)
    parts = []
    for part in ("bert", "cora"):
        other = team.kit.open(team.kit.path(), part, create=True, state=part)
        base = team.kit.path(f"{part}.base")
        base.write_bytes(team.desk.pack())
        merge(other.store, [base])
        other.by(part).comment(team.claims[0], f"{part} was here")
        parts.append(team.kit.path(f"{part}.pack"))
        parts[-1].write_bytes(other.pack())
    found = []
    for number, order in enumerate([parts, parts[::-1]]):
        copy = team.kit.open(team.kit.path(), "anna", create=True, state=f"copy{number}")
        for pack in order:
            merge(copy.store, [pack])
        where = ("--db", team.kit.close(copy), "--reviewer", "anna")
        done = run(
            "round", "release", "pilot", "-o", f"out{number}", *where, env={"PYTHONHASHSEED": str(number + 1)}
        )
        assert done.code == 0, done.err
        found.append(contents(team.kit.folder / f"out{number}"))
    assert found[0] == found[1]
    assert "bert was here" in found[0]["log.jsonl"].decode()


def test_what_is_left_out_is_counted_and_told(team, released) -> None:
    folder = released(played(team))
    assert len(lines(folder / "claims.jsonl")) == 3
    assert len(lines(folder / "articles.jsonl")) == 1
    assert len(rows(folder / "votes.csv")) == 5
    sheet = (folder / "datasheet.md").read_text()
    assert "1 claim decided, but evidence is missing: left out." in sheet
    assert "closed over 2 of its claims because: We ran out of time." in sheet
    told = json.loads((folder / "release.json").read_text())
    assert told["claims"]["status"] == {"settled": 3, "incomplete": 1, "open": 1}
    assert len(lines(released(team, "more", include_incomplete=True) / "claims.jsonl")) == 4
    assert len(lines(released(team, "most", include_left_open=True) / "claims.jsonl")) == 4


def test_pseudonyms_stand_for_names_everywhere(team_of, released) -> None:
    team = team_of(settings={"sample": 5, "asked": ["bert"]})
    team.source("bert", 0)
    team.by("cora").label(team.claims[0], "contested", rationale="No.")
    team.settle(0, "sourced")
    team.close()
    folder = released(team, pseudonyms=True)
    assert "log.jsonl" not in contents(folder)
    for name, raw in contents(folder).items():
        for person in ("anna", "bert", "cora"):
            assert person not in raw.decode(), name
    vote_names = {vote["reviewer"] for one in lines(folder / "claims.jsonl") for vote in one["votes"]}
    assert vote_names < {"r1", "r2", "r3"}
    assert set(rows(folder / "votes.csv")[0]) == {"claim", *vote_names}
    assert contents(folder) == contents(released(team, "again", pseudonyms=True))


def test_texts_are_left_out_for_their_rights(team, released) -> None:
    folder = released(played(team), without_texts=True, licence="CC BY 4.0")
    (article,) = lines(folder / "articles.jsonl")
    assert article["text"] is None
    assert article["characters"] == len(team.kit.articles[0])
    sheet = (folder / "datasheet.md").read_text()
    assert "left out for their rights" in sheet
    assert "CC BY 4.0" in sheet


def test_seconds_skips_guideline_and_control_items(team_of, released) -> None:
    team = team_of(blind=True, guideline=("how.md", "Look *twice*.\n"))
    with Acting(team.store, "anna", "device-anna", round_id=team.made.id, audience="lead").act() as act:
        answers = [[team.claims[1], "not_checkable"]]
        act.append("round.control", {"round": team.made.id, "answers": answers})
    with Acting(team.store, "bert", "device-bert", round_id=team.made.id).act() as act:
        fields = {"claim": team.claims[0], "scheme": team.made.scheme, "citations": []}
        first = act.append("label", {**fields, "label": "sourced", "seconds": 30})
        act.append("label", {**fields, "label": "not_checkable", "seconds": 12, "supersedes": [first]})
        told = {"round": team.made.id, "claim": team.claims[0], "reason": "Not my field."}
    with Acting(team.store, "cora", "device-cora", round_id=team.made.id).act() as act:
        act.append("skip", told)
    team.settle_all()
    team.close()
    folder = released(team)
    one, control, *_ = lines(folder / "claims.jsonl")
    assert (one["control"], control["control"]) == ("", "not_checkable")
    assert "round.control" in {line.get("kind") for line in lines(folder / "log.jsonl")}
    assert [vote["seconds"] for vote in one["votes"]] == [42]
    assert one["skips"] == [{"reviewer": "cora", "reason": "Not my field."}]
    head, text = (folder / "guideline.md").read_text().split("\n", 1)
    assert text == "Look *twice*.\n"
    assert hashlib.sha256(text.encode()).hexdigest() in head
    assert team.made.guideline in head
    assert "42 seconds for 1 timed votes" in (folder / "datasheet.md").read_text()


def test_votes_after_a_blind_round_was_closed_are_told(team_of, released) -> None:
    team = team_of(blind=True)
    team.vote(0, bert="not_checkable")
    team.settle_all()
    team.lead().close(team.round)
    team.lead().reopen(team.round, "One more.")
    team.vote(0, cora="not_checkable")
    team.lead().close(team.round)
    sheet = (released(team) / "datasheet.md").read_text()
    assert "so not blind: 1." in sheet
    assert "**Reopened** by anna" in sheet


def test_a_draft_is_marked(team, released) -> None:
    team.play()
    with pytest.raises(InputError, match=r"still open.*round close"):
        released(team)
    folder = released(team, draft=True, include_left_open=True)
    assert "**Draft: the round was still open." in (folder / "datasheet.md").read_text()
    assert json.loads((folder / "release.json").read_text())["draft"] is True
    team.close()
    with pytest.raises(InputError, match="no draft"):
        released(team, "other", draft=True)


def test_a_round_is_released_by_leads_who_may_see_it(team_of, released) -> None:
    team = team_of({"anna": range(5), "cora": range(5)}, blind=True)
    with pytest.raises(InputError, match="Only a lead"):
        released(team, by="cora", draft=True)
    with pytest.raises(InputError, match="kept from you"):
        released(team, draft=True)
    team.close()
    hands = {"anna": [0], "cora": [0]}
    given = {"overlap": 2, "blind": True, "seed": "1", "kind": "labelling"}
    again = RoundPlan("again", claims=team.claims[:1], hands=hands, **given)
    other = Leading(team.store, "anna", team.desk.place.device).make(again)
    with pytest.raises(InputError, match=r"kept from you.*\(again\)"):
        released(team)
    Leading(team.store, "anna", team.desk.place.device).reveal(other)
    assert released(team).is_dir()


def test_a_segmentation_round_has_no_labels(team_of, released) -> None:
    team = team_of(kind="segmentation")
    with pytest.raises(InputError, match="no labels to release"):
        released(team, draft=True)


def test_an_empty_round_has_a_release_too(team, released) -> None:
    """Nobody voted, nothing was decided: no figure is defined, and that is said."""
    team.close()
    folder = released(team)
    assert lines(folder / "claims.jsonl") == []
    assert rows(folder / "claims.csv") == []
    assert "not defined because there are no votes" in (folder / "datasheet.md").read_text()
    assert "NaN" not in (folder / "agreement.json").read_text()
