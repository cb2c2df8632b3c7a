"""`annotator round create`, `assign`, `hand-over`, `controls` and `show`, as a lead types them."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
ANNA = ("--reviewer", "anna")
CREATE = ("round", "create", "pilot", "--reviewers", "bob,carol,dan", *ANNA)
TEXT = "\n\n".join(f"Gate {number} of the lock was opened at {number + 5} on Friday." for number in range(6))


_MADE: list[bytes] = []


@pytest.fixture
def file(call: Call, tmp_path: Path) -> Path:
    """Two articles of six claims each, taken in by anna, who has not acted yet."""
    path = tmp_path / "annotator.db"
    if not _MADE:
        for name in ("a", "b"):
            text = TEXT.replace("Gate", f"Gate {name}")
            (tmp_path / f"{name}.txt").write_text(f"Lock {name}\n\n{text}\n")
        assert call("ingest", "a.txt", "b.txt", *ANNA).code == 0
        _MADE.append(path.read_bytes())
    path.write_bytes(_MADE[0])
    return path


def events(call: Call) -> int:
    return int(call("stats", "--json", *ANNA).json()["events"])


def test_a_dry_run_tells_who_would_get_what_and_writes_nothing(call: Call, file: Path) -> None:
    before = file.read_bytes(), events(call)

    told = call(*CREATE, "--dry-run", "--seed", "5")

    assert (file.read_bytes(), events(call)) == before
    assert told.out.splitlines()[0] == "pilot: labelling, 12 claims of 2 articles, seed 5"
    assert [line.split()[0] for line in told.out.splitlines()[1:4]] == ["bob", "carol", "dan"]
    assert all(line.endswith("(new)") and "claims" in line for line in told.out.splitlines()[1:4])
    assert told.out.splitlines()[4].startswith("Every two reviewers share ")
    assert "Nothing was written" in told.err
    assert "--seed 5." in told.err
    record = call(*CREATE, "--dry-run", "--json", "--seed", "5").json()
    assert sum(one["claims"] for one in record["reviewers"]) == 24
    assert record["id"] is None


def test_making_says_what_is_frozen_the_seed_and_what_each_types_next(call: Call, file: Path) -> None:
    (file.parent / "rules.md").write_text("Look twice.\n")

    made = call(*CREATE, "--guideline", "rules.md")

    assert made.code == 0
    assert "Guideline: rules.md, version 1." in made.err
    seed = made.out.splitlines()[0].rpartition(" ")[2]
    assert f"claims, scheme and guideline are frozen. Seed: {seed}." in made.err
    assert "added as reviewers: bob, carol, dan" in made.err
    assert "The file itself is not sealed, and names are declared, not proven." in made.err
    assert "annotator review --round pilot --reviewer bob" in made.err
    again = call(*CREATE, "--dry-run", "--seed", seed)
    assert "There is a round 'pilot' already" in again.err
    second = call("round", "create", "twin", *CREATE[3:], "--seed", seed)
    assert second.out.splitlines()[1:] == [
        *(line.replace("  (new)", "") for line in made.out.splitlines()[1:]),
        "In other open rounds too: 12 claims in pilot.",
    ]
    assert "Freezing" not in made.err, "not for a pipe"
    shown = call("round", "show", "pilot")
    assert "guideline: rules.md, version 1" in shown.out
    assert call("round", "show", "pilot", "--guideline").out == "Look twice.\n"
    (file.parent / "rules.md").write_text("Look three times.\n")
    call("round", "create", "next", *CREATE[3:], "--guideline", "rules.md")
    found = call("round", "show", "next", "--json").json()
    assert (found["guideline"]["version"], found["guideline"]["text"]) == (2, "Look three times.\n")
    assert call("round", "show", "pilot", "--json").json()["guideline"]["version"] == 1


def test_of_two_leads_who_make_a_round_of_one_name_at_once_one_is_told(file: Path) -> None:
    command = [sys.executable, "-m", "annotator", *CREATE]
    both = [
        subprocess.Popen(command, cwd=file.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=60)[1] for one in both]

    assert sorted(one.returncode for one in both) == [0, 1]
    (refused,) = (words for one, words in zip(both, said, strict=True) if one.returncode)
    assert "There is a round 'pilot' already" in refused


def test_on_a_terminal_it_says_what_it_is_at(file: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "annotator", *CREATE, "--json"]
    done = subprocess.run(command, cwd=file.parent, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    said = os.read(ours, 65536).decode()
    os.close(ours)
    assert said.splitlines()[:2] == ["Choosing claims and handing them out ...", "Freezing 12 claims ..."]
    assert json.loads(done.stdout)["claims"] == 12


def test_claims_of_other_open_rounds_are_pointed_out_and_not_refused(call: Call, file: Path) -> None:
    listed = [json.loads(line) for line in call("claims", "--json", *ANNA).out.splitlines()]
    first = listed[0]["article"]
    assert "In other open rounds" not in call(*CREATE, "--article", first).out
    call("round", "create", "all", *CREATE[3:])

    again = call("round", "create", "more", *CREATE[3:], "--dry-run")
    assert again.code == 0
    assert "In other open rounds too: 12 claims in all, 6 claims in pilot." in again.out.splitlines()
    call("round", "close", "all", "--leave-all-open", "--reason", "x", *ANNA)
    made = call("round", "create", "more", *CREATE[3:], "--json").json()
    assert made["id"]
    assert made["in_other_open_rounds"] == {"pilot": 6}


def test_an_open_round_and_a_lead_among_the_reviewers_are_told_so(call: Call, file: Path) -> None:
    made = call("round", "create", "o", "--open", "--reviewers", "anna,bob", *ANNA)
    assert "Blind" not in made.err

    made = call("round", "create", "b", "--reviewers", "anna,bob o'neil", *ANNA)
    assert "You, anna, are one of its reviewers" in made.err
    assert """--reviewer 'bob o'"'"'neil'""" in made.err


def test_who_joins_and_who_is_absent(call: Call, file: Path) -> None:
    call(*CREATE, "--seed", "1")

    joined = call("round", "assign", "pilot", "--add", "eve", *ANNA)
    assert joined.code == 0
    assert joined.out.splitlines()[-1].startswith("eve got ")
    assert "annotator review --round pilot --reviewer eve" in joined.err
    over = call("round", "hand-over", "pilot", "--from", "bob", "--to", "frank", *ANNA)
    assert over.out.splitlines()[0].startswith("bob gave ")
    assert over.out.splitlines()[1].startswith("frank got ")
    assert "bob" not in call("round", "show", "pilot", "--json").json()["assigned"]
    left = call("round", "hand-over", "pilot", "--from", "carol", "--to", "eve", *ANNA)
    assert "open claims stay with carol" in left.err
    assert call("doctor").code == 0


def test_a_mistyped_name_is_told_and_how_to_take_it_back(call: Call, file: Path) -> None:
    call(*CREATE, "--seed", "1")

    refused = call("round", "hand-over", "pilot", "--from", "bbo", *ANNA)
    assert "'bbo' is no reviewer of the round 'pilot'. Nothing was changed. Open work has: bob" in refused.err
    over = call("round", "hand-over", "pilot", "--from", "bob", "--to", "crol", *ANNA)
    assert "No members before, added as reviewers: crol." in over.err
    assert "To take it back: u in annotator review, without --round." in over.err


def test_a_lead_who_takes_over_is_told_what_they_do_not_see(call: Call, file: Path) -> None:
    call(*CREATE, "--seed", "1")

    over = call("round", "hand-over", "pilot", "--from", "bob", "--to", "anna", *ANNA)
    assert "You, anna, are one of its reviewers now, and it is blind" in over.err
    claim = next(line.split()[0] for line in call("claims", *ANNA).out.splitlines() if line[:2] == "  ")
    assert "kept from you" in call("round", "settle", "pilot", claim, "sourced", *ANNA).err
    joined = call("round", "assign", "pilot", "--add", "eve", *ANNA)
    assert "one of its reviewers now" not in joined.err


def test_one_is_one(call: Call, file: Path) -> None:
    told = call(*CREATE, "--sample", "1", "--overlap", "3", "--dry-run").out.splitlines()
    assert told[0].startswith("pilot: labelling, 1 claim of 1 article, ")
    assert told[1].split()[:5] == ["bob", "1", "claim", "1", "article"]
    assert told[-1] == "Every two reviewers share 1 claim."


@pytest.mark.parametrize("head", ["claim,label", "ID,LABEL", "id; label"])
def test_a_file_of_answers_may_have_a_head(call: Call, file: Path, head: str) -> None:
    claim = next(line.split()[0] for line in call("claims", *ANNA).out.splitlines() if line[:2] == "  ")
    (file.parent / "known.csv").write_text(f"{head}\n{claim},sourced\n")
    assert "unseen: 1." in call(*CREATE, "--controls", "known.csv", "--dry-run").out


def test_control_items_are_scored_for_the_lead(call: Call, file: Path) -> None:
    claims = [line.split()[0] for line in call("claims", *ANNA).out.splitlines() if line.startswith("  ")]
    (file.parent / "known.csv").write_text(f"claim,label\n{claims[0]},sourced\n{claims[7]},contested\n")

    made = call(*CREATE, "--controls", "known.csv")

    assert "Control items, which everybody gets unseen: 2." in made.out
    assert "no labels on control items" in call("round", "controls", "pilot", *ANNA).err
    assert call("round", "controls", "pilot", "--json", *ANNA).json() == []
    assert "Only a lead" in call("round", "controls", "pilot", "--reviewer", "bob").err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--known-only",), "No members of this file: bob, carol, dan."),
        (("--overlap", "4"), "An overlap of 4 needs 4 reviewers; there are 3."),
        (("--more", "3"), "--more '3' is not understood."),
        (("--more", "x:20%"), "--more 'x:20%' is not understood."),
        (("--more", "3:"), "--more '3:' is not understood."),
        (("--more", "3:20%%"), "--more '3:20%%' is not understood."),
        (("--more", "2:20%"), "Give the share a higher one."),
        (("--sample", "13"), "A sample of 13 is larger than what is there: 12 claims match."),
        (("--search", "zeppelin"), "No claims match"),
        (("--search", "..."), "No claims match"),
        (("--state", "labelled"), "No claims match (state labelled)."),
        (("--state", "opne"), "'opne' is no state of claims."),
        (("--article", "abcdefff"), "There is no article 'abcdefff'."),
        (("--guideline", "missing.md"), "missing.md: No such file or directory."),
        (("--guideline", "empty.md"), "empty.md is empty."),
        (("--guideline", "."), ". is not a plain file."),
        (("--scheme", "missing.toml"), "missing.toml: No such file or directory."),
        (("--scheme", "bad.toml"), "bad.toml"),
        (("--guideline", "latin.md"), "latin.md is not UTF-8 text."),
        (("--controls", "bad.toml"), "bad.toml, line 1"),
        (("--controls-from", "nowhere"), "There is no round 'nowhere'."),
        (("--controls-count", "2"), "There are no control items to draw from."),
        (("--reviewers", "bob,,dan"), "'' cannot be a reviewer's name."),
        (("--reviewers", "bob,b\x1bob"), "cannot be a reviewer's name."),
        (("--reviewers", "bob,bob"), "bob is named twice"),
        (("--reviewer", "zoe"), "Only a lead can make rounds; leads of this file: anna."),
    ],
)
def test_bad_input_has_a_message_of_its_own_and_changes_nothing(
    call: Call, file: Path, options: tuple[str, ...], says: str
) -> None:
    (file.parent / "bad.toml").write_text("this is = not = a scheme\n")
    (file.parent / "empty.md").write_text(" \n")
    (file.parent / "latin.md").write_bytes(b"caf\xe9\n")
    call("claims", *ANNA)
    before = events(call)

    refused = call(*CREATE, *options)

    assert refused.code == 1
    assert says in refused.err
    assert "\x1b" not in refused.err
    assert events(call) == before


@pytest.mark.parametrize("name", ["", "  ", "a\tb", "n" * 101])
def test_a_round_needs_a_name_that_can_be_typed(call: Call, file: Path, name: str) -> None:
    refused = call("round", "create", name, *CREATE[3:])

    assert refused.code == 1
    assert "name" in refused.err
    assert call("round", "list", "--json").json() == []


def test_a_round_that_is_not_there(call: Call, file: Path) -> None:
    for command in (("assign", "x", "--add", "eve"), ("hand-over", "x", "--from", "b"), ("controls", "x")):
        refused = call("round", *command, *ANNA)
        assert (refused.code, refused.out) == (1, "")
        assert "There is no round 'x'." in refused.err
