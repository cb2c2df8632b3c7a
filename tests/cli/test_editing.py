"""`annotator revise ...` and `history`: the same as on the screen, from scripts."""

import json

import pytest


@pytest.fixture
def claims(call, kit, tmp_path, monkeypatch):
    """Lists the claims of a seeded file as JSON objects."""
    desk = kit.desk(path=tmp_path / "annotator.db")
    kit.close(desk)
    monkeypatch.setenv("ANNOTATOR_REVIEWER", "anna")

    def listed(*options: str):
        return [json.loads(line) for line in call("claims", "--json", *options).out.splitlines()]

    return listed


def harbour(claims):
    return next(claim for claim in claims() if "harbour" in claim["text"].lower())


def test_a_claim_is_reworded_cut_split_merged_and_linked(call, claims) -> None:
    claim = harbour(claims)
    done = call(
        "revise", "text", claim["id"][:12], "The harbour of Ost closed on Monday.", "--reason", "name"
    )
    assert done.code == 0
    made = done.out.split()[0]
    assert done.out == f"{made} reworded: The harbour of Ost closed on Monday.\n"
    done = call("revise", "edge", made, "--end-by", "-2")
    assert done.out.endswith("end moved: The harbour of Ost closed on.\n")
    done = call("revise", "cut", done.out.split()[0], "--range", "0", "18", "--range", "19", "28")
    assert done.out.endswith("cut anew: The harbour of Ost closed on Monday.\n")
    done = call("revise", "split", done.out.split()[0], "--before", "closed")
    assert done.out.endswith("split: The harbour of Ost.\n")
    parts = [
        found["id"] for found in claims() if found["text"] in ("The harbour of Ost.", "Closed on Monday.")
    ]
    done = call("revise", "merge", *parts)
    assert done.out.endswith("merged: The harbour of Ost closed on Monday.\n")
    merged = done.out.split()[0]
    bridges = next(found for found in claims() if "bridges" in found["text"])["id"]
    assert call("revise", "link", merged, bridges).out.endswith(
        "linked: The harbour of Ost closed on Monday.\n"
    )
    assert call("revise", "link", merged, bridges, "--undo").code == 0
    lines = call("history", merged).out.splitlines()
    assert lines[0].endswith("the splitter: made by lines 1 (superseded)")
    assert lines[1].strip() == "The harbour closed on Monday."
    assert any("anna: reworded: name (superseded)" in line for line in lines)
    assert [json.loads(line)["kind"] for line in call("history", merged, "--json").out.splitlines()].count(
        "revision"
    ) == 6


def test_dropped_claims_are_listed_apart_and_come_back(call, claims) -> None:
    claim = harbour(claims)
    assert call("revise", "drop", claim["id"]).code == 0
    assert claim["id"] not in [found["id"] for found in claims()]
    assert [found["id"] for found in claims("--dropped")] == [claim["id"]]
    assert "dropped by anna: The harbour closed" in call("claims", "--dropped").out
    assert call("label", claim["id"], "sourced").err.startswith(
        "That claim is not shown: it was changed or dropped"
    )
    assert call("revise", "drop", claim["id"], "--undo").code == 0
    assert claim["id"] in [found["id"] for found in claims()]


def test_added_claims_and_going_back(call, claims) -> None:
    claim = harbour(claims)
    assert call("revise", "add", claim["article"][:12], "--range", "4", "29").out.endswith(
        "added: Harbour closed on Monday.\n"
    )
    made = call("revise", "text", claim["id"], "Otherwise.").out.split()[0]
    assert call("revise", "back", made, claim["id"]).out.endswith(
        "went back: The harbour closed on Monday.\n"
    )


def test_a_claim_that_somebody_changed_is_named_with_what_stands_now(call, claims) -> None:
    claim = harbour(claims)
    newer = call("revise", "text", claim["id"], "Theirs.", "--reviewer", "bert").out.split()[0]
    refused = call("revise", "text", claim["id"], "Mine.")
    assert refused.code == 1
    assert "bert changed this claim at 2" in refused.err
    assert f"What stands now: {newer}." in refused.err
    assert "Nothing was changed." in refused.err
    assert call("revise", "text", claim["id"], "Mine.", "--rival").code == 0
    assert sum("(rival)" in line for line in call("claims").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("edge", "ID"), 2),
        (("edge", "ID", "--start-by", "1", "--end-by", "1"), 2),
        (("split", "ID"), 2),
        (("split", "ID", "--before", "e"), 1),
        (("split", "ID", "--before", "sank"), 1),
        (("split", "ID", "--before", ""), 1),
        (("split", "ID", "--at", "999999"), 1),
        (("cut", "ID", "--range", "5", "2"), 1),
        (("cut", "ID", "--range", "0", "99999999999999999999"), 1),
        (("text", "ID", "  "), 1),
        (("text", "ID", "x", "--date", "soon"), 1),
        (("merge", "ID", "ID"), 1),
        (("link", "ID", "ID"), 1),
        (("drop", "ID", "--undo"), 1),
        (("back", "ID", "ID"), 1),
        (("text", "0000-0000", "x"), 1),
    ],
)
def test_what_cannot_be_done_is_said(call, claims, arguments, code) -> None:
    claim = harbour(claims)
    done = call("revise", *(claim["id"] if part == "ID" else part for part in arguments))
    assert (done.code, done.out) == (code, "")
    assert done.err
    assert harbour(claims) == claim


def test_an_export_has_what_stands_with_where_it_comes_from(call, claims, tmp_path) -> None:
    claim = harbour(claims)
    call("label", claim["id"], "sourced")
    call("revise", "text", claim["id"], "The port closed.", "--reason", "name", "--same-meaning")
    lines = [json.loads(line) for line in call("export", "jsonl", "--include-incomplete").out.splitlines()]
    assert len(lines) == 5
    (made,) = [line for line in lines if line["text"] == "The port closed."]
    assert (made["parents"], made["origins"]) == ([claim["id"]], [claim["id"]])
    assert (made["edited_by"], made["action"], made["reason"]) == ("anna", "wording", "name")
    assert [label["label"] for label in made["labels"]] == ["sourced"]
    assert all(line["parents"] == [] and line["edited_by"] == "" for line in lines if line is not made)
    assert f"{claim['id']},anna,name" in call("export", "csv").out
