"""`annotator round disputes` and `settle`: for scripts."""

from typing import Any

import pytest

from annotator.domain.ids import short_id
from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing

NASTY = "\x1b[2J[/b]\u202e"


@pytest.fixture
def pilot(kit: Any) -> Any:
    """A file with a round of five claims that two have voted on; closed, so that commands can write."""
    desk = kit.desk(path=kit.path("annotator.db"))
    hands = {"bert": range(5), "cora": range(5)}
    plan = RoundPlan("pilot", "labelling", desk.claims, hands, overlap=2, blind=True, seed="1")
    made = Leading(desk.store, "anna", desk.place.device).make(plan)
    votes = {"bert": ("sourced", "contested", "verified"), "cora": ("sourced", "verified", "insufficient")}
    for member, labels in votes.items():
        by = Reviewing(desk.store, member, f"device-{member}", round_id=made.id)
        for claim, label in zip(desk.claims, labels, strict=False):
            by.label(claim, label, rationale=NASTY)
    kit.close(desk)
    return desk


def test_disputes_are_listed_the_worst_first(call, pilot) -> None:
    first, second = short_id(pilot.claims[1]), short_id(pilot.claims[2])
    listed = call("round", "disputes", "pilot", "--reviewer", "anna")
    assert [line.split("  ")[:3] for line in listed.out.splitlines()] == [
        [first, "verdict", "contested 1, verified 1"],
        [second, "label", "insufficient 1, verified 1"],
    ]
    everything = call("round", "disputes", "pilot", "--all", "--json", "--reviewer", "anna").json()
    assert [one["level"] for one in everything] == ["verdict", "label", "unsure", "waiting", "waiting"]
    assert [one["unanimous"] for one in everything] == [False, False, True, False, False]
    assert everything[3]["missing_votes"] == 2


def test_an_empty_list_of_disputes_says_why(call, pilot) -> None:
    for claim in pilot.claims[1:3]:
        call("round", "settle", "pilot", claim, "verified", "--reason", "seen", "--reviewer", "anna")
    listed = call("round", "disputes", "pilot", "--reviewer", "anna")
    assert (listed.code, listed.out) == (0, "")
    assert "2 settled, 2 of them incomplete; 1 that all votes agree on; 2 without votes." in listed.err
    assert call("round", "disputes", "pilot", "--json", "--reviewer", "anna").err == ""


def test_a_reviewer_of_a_blind_round_sees_their_own_votes_only(call, pilot) -> None:
    listed = call("round", "disputes", "pilot", "--all", "--json", "--reviewer", "bert").json()
    assert sorted(sum(one["votes"].values()) for one in listed) == [0, 0, 1, 1, 1]


def test_settling_by_a_command(call, pilot) -> None:
    claim = pilot.claims[1]
    refused = call("round", "settle", "pilot", claim[:8], "contested", "--reviewer", "anna")
    assert refused.code == 1
    assert "needs a reason" in refused.err
    settle = ("round", "settle", "pilot", claim[:8])
    done = call(*settle, "contested", "--reason", f"Cora is wrong. {NASTY}", "--reviewer", "anna")
    assert done.code == 0
    assert done.out.startswith(
        f"{short_id(claim)} settled as contested, adjudicated; incomplete: needs 1 more"
    )
    again = call(*settle, "verified", "--reason", "She is right.", "--reviewer", "anna")
    assert "in place of contested by anna" in again.out
    told = call("history", claim, "--reviewer", "anna")
    assert "settled as verified: She is right." in told.out
    assert not {"\x1b", "\u202e"} & set(told.out)
    settled = call("round", "disputes", "pilot", "--all", "--reviewer", "anna").out
    assert "settled verified (incomplete)" in settled


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("settle", "pilot", "0000000000", "sourced"), "There is no claim"),
        (("settle", "other", "0000000000", "sourced"), "There is no round 'other'"),
        (("disputes", "other"), "There is no round 'other'"),
        (("adjudicate", "pilot"), "needs a terminal"),
    ],
)
def test_bad_input_is_refused_in_words(call, pilot, arguments, words) -> None:
    refused = call("round", *arguments, "--reviewer", "anna")
    assert refused.code == 1
    assert words in refused.err


def test_who_is_no_lead_is_refused(call, pilot) -> None:
    refused = call("round", "settle", "pilot", pilot.claims[0], "sourced", "--reviewer", "bert")
    assert refused.code == 1
    assert "Only a lead can settle" in refused.err
