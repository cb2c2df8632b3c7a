"""Rounds for scripts: `--round` of review, claims, label and cite."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading


@pytest.fixture
def claims(kit: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The claims of a file on which anna has two in a round; she is who runs the commands."""
    desk = kit.desk("lea")
    plan = RoundPlan("r1", "labelling", desk.claims, {"anna": [0, 3], "bo": [0]}, 1, True, "1")
    Leading(desk.store, "lea", desk.place.device).make(plan)
    monkeypatch.setenv("ANNOTATOR_DB", str(kit.close(desk)))
    monkeypatch.setenv("ANNOTATOR_REVIEWER", "anna")
    return list(desk.claims)


def test_my_claims_of_a_round_are_listed_and_labelled_as_votes(call: Any, claims: list[str]) -> None:
    listed = call("claims", "--round", "r1", "--json").out.splitlines()
    assert {json.loads(line)["id"] for line in listed} == {claims[0], claims[3]}
    done = call("label", "--round", "r1", claims[0], "sourced")
    assert "labelled sourced: sourced is incomplete" in done.out
    cited = call("cite", "--round", "r1", claims[0], "--url", "https://example.org/a", "--quote", "So.",
                 "--stance", "supports")  # fmt: skip
    assert "sourced is complete" in cited.out
    listed = map(json.loads, call("claims", "--round", "r1", "--json").out.splitlines())
    found = {claim["id"]: (claim["label"], claim["complete"]) for claim in listed}
    assert found == {claims[0]: ("sourced", True), claims[3]: (None, None)}


def test_a_script_skips_what_is_mine_and_not_labelled(call: Any, claims: list[str]) -> None:
    done = call("round", "skip", "r1", claims[0][:10], "--reason", "needs Thai")
    assert (done.code, done.out, done.err) == (0, f"{claims[0][:12]} skipped\n", "")
    (mine,) = call("round", "status", "r1", "--json").json()["reviewers"]
    assert (mine["skipped"], mine["open"]) == (1, 1)
    assert call("label", "--round", "r1", claims[3], "sourced").code == 0
    for claim, reason, words in (
        (claims[3], "too late", "You have labelled that claim in the round"),
        (claims[1], "not mine", "not"),
        (claims[0], "  ", "with a reason"),
    ):
        refused = call("round", "skip", "r1", claim, "--reason", reason)
        assert (refused.code, refused.out) == (1, "")
        assert words in refused.err
    assert call("round", "skip", "r1", claims[0]).code == 2
    other = call("round", "skip", "r1", claims[3], "--reason", "x", "--reviewer", "bo")
    assert "That claim is not yours in the round" in other.err


def test_what_a_script_labelled_is_there_in_the_review(run: Any, claims: list[str]) -> None:
    assert run("label", "--round", "r1", claims[3], "sourced").code == 0
    plain = run("review", "--round", "r1", "--plain")
    assert "The round r1, labelling, blind: 1 of 2 claims labelled" in plain.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("review", "--round", "r9", "--plain"), "There is no round 'r9'. The rounds of this file: r1."),
        (("label", "--round", "r9", "abcdef", "sourced"), "There is no round 'r9'."),
        (("claims", "--round", "r9"), "There is no round 'r9'."),
        (("review", "--round", "r1", "--plain", "--reviewer", "cy"), "cy has no claims in the round 'r1'"),
        (("label", "--round", "r1", "--reviewer", "cy", "abcdef", "sourced"), "cy has no claims"),
    ],
)
def test_a_round_that_is_not_mine_is_refused_in_words(
    call: Any, claims: list[str], arguments: tuple[str, ...], words: str
) -> None:
    done = call(*arguments)
    assert done.code == 1
    assert words in done.err
    assert done.out == ""


def test_a_round_takes_no_paths_and_makes_no_file(call: Any, tmp_path: Path) -> None:
    assert call("review", "--round", "r1", "article.txt").code == 2
    done = call("--db", "none.db", "review", "--round", "r1", "--plain")
    assert (done.code, (tmp_path / "none.db").exists()) == (1, False)
    assert "There is no file" in done.err
