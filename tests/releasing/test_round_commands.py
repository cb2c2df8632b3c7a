"""Closing, opening again, the history and releasing, as they are typed."""

import json
from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def asked(team: Any, call: Callable[..., Any]) -> Callable[..., Any]:
    """Runs `annotator round ...` as anna on the team's file."""

    def run_it(*arguments: str, by: str = "anna") -> Any:
        return call("round", *arguments, "--db", str(team.store.path), "--reviewer", by)

    return run_it


def test_closing_lists_what_is_not_settled(team_of, call) -> None:
    team = team_of()
    more = team.kit.seed(team.store, ("\n".join(f"Number {n} is up." for n in range(12)) + "\n",))
    from annotator.domain.round import RoundPlan
    from annotator.services.leading import Leading

    plan = RoundPlan("big", "labelling", more, {"bert": range(12)}, overlap=1, blind=False, seed="1")
    Leading(team.store, "anna", team.desk.place.device).make(plan)
    done = call("round", "close", "big", "--db", str(team.store.path), "--reviewer", "anna")
    assert done.code == 1
    told = done.err.splitlines()
    assert told[0] == f"  {more[0][:12]}  no votes; 1 still to come: Number 0 is up."
    assert told[10] == "  and 2 more"
    assert told[11].startswith("annotator: 12 of 12 claims of the round 'big' are not settled.")
    assert "--leave-all-open --reason WORDS" in told[11]


def test_a_round_is_closed_opened_again_and_its_history_told(team, asked) -> None:
    team.play()
    done = asked("close", "pilot", "--leave-open", team.claims[3], "--reason", "a", "--leave-open",
                 team.claims[4][:10], "--reason", "b")  # fmt: skip
    assert (done.code, done.err) == (0, "The round pilot is closed: 3 settled; 2 claims left open.\n")
    assert asked("close", "pilot").code == 1
    assert asked("reopen", "pilot", "--reason", "\x1b[2Jnew\nsources").code == 0
    assert asked("close", "pilot", "--leave-all-open", "--reason", "c").code == 0
    told = asked("log", "pilot").out.splitlines()
    assert [line.split("  ")[1] for line in told if line[0] != " "] == [
        "made by anna",
        "closed by anna",
        "reopened by anna: ␛[2Jnew sources",
        "closed by anna",
    ]
    assert f"  left open  {team.claims[4][:12]}: b" in told
    steps = asked("log", "pilot", "--json").json()
    assert [step["what"] for step in steps] == ["made", "closed", "reopened", "closed"]
    (listed,) = asked("list", "--json").json()
    assert listed["log"] == steps


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("close", "none"), "There is no round 'none'"),
        (("close", "pilot", "--reason", "x"), "--reason goes with --leave-open"),
        (("close", "pilot", "--leave-all-open"), "Say why with --reason WORDS."),
        (
            (
                "close",
                "pilot",
                "--leave-all-open",
                "--leave-open",
                "abcd",
                "--leave-open",
                "abce",
                "--reason",
                "x",
                "--reason",
                "y",
            ),
            "Give --reason once, or 3 times: once for each, in order.",
        ),
        (("close", "pilot", "--leave-open", "abcd", "--leave-open", "abcd", "--reason", "x"), "named twice"),
        (("close", "pilot", "--leave-open", "zz", "--reason", "x"), "too short for an id"),
        (("close", "pilot", "--leave-all-open", "--reason", " "), "A reason is needed"),
        (("reopen", "pilot"), "Missing option '--reason'"),
        (("reopen", "pilot", "--reason", "x"), "is open"),
        (("log", "none"), "There is no round 'none'"),
        (("release", "pilot"), "Missing option '-o'"),
        (("release", "pilot", "-o", "out"), "is still open"),
        (("release", "none", "-o", "out"), "There is no round 'none'"),
        (("release", "pilot", "-o", "none/out", "--draft"), "Make it first"),
    ],
)
def test_bad_input_is_told(asked, arguments, words) -> None:
    done = asked(*arguments)
    assert done.code in (1, 2)
    assert words in done.err


def test_only_a_lead_does_these(asked) -> None:
    for arguments in (
        ("close", "pilot", "--leave-all-open", "--reason", "x"),
        ("reopen", "pilot", "--reason", "x"),
        ("release", "pilot", "-o", "out"),
    ):
        done = asked(*arguments, by="bert")
        assert done.code == 1
        assert "Only a lead" in done.err


def test_a_release_says_what_it_wrote_and_what_not(team, asked, tmp_path) -> None:
    team.play()
    team.close()
    done = asked("release", "pilot", "-o", "out", "--pseudonyms")
    assert done.code == 0
    assert done.err.splitlines() == [
        "Released 3 claims with 10 votes to out.",
        "1 claim left out: incomplete; --include-incomplete keeps them.",
        "1 claim left out: open; --include-left-open keeps them.",
        "Without the decision log, which has names; names in free texts are not replaced.",
    ]
    assert asked("release", "pilot", "-o", "out").code == 1
    assert asked("release", "pilot", "-o", "out", "--replace", "--licence", "CC0").code == 0
    assert json.loads((tmp_path / "out" / "release.json").read_text())["options"]["licence"] == "CC0"
