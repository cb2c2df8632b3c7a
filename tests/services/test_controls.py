"""Control items: how many a reviewer gets right, and whether that changes."""

from typing import Any

import pytest

from annotator.domain.errors import InputError
from annotator.services.control_answers import Answers, Line
from annotator.services.controls import ControlScore, Miss, control_scores
from annotator.services.leading import Leading
from annotator.services.planning import Asked, plan_round
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read

ANSWERS = ("sourced", "sourced", "sourced", "contested", "sourced", "not_checkable")
TEXT = "".join(f"Lamp {number} went out at {number + 5}.\n" for number in range(10))


@pytest.fixture
def lamps(kit: Any) -> Any:
    """A round of ten claims for bob and carol, six of them control items; made by anna."""
    desk = kit.desk(texts=(TEXT,))
    lines = [
        Line(n, claim, label) for n, (claim, label) in enumerate(zip(desk.claims, ANSWERS, strict=False))
    ]
    with open_to_read(desk.store.path, sight=Sight("anna")) as store:
        asked = Asked(name="pilot", seed=1, reviewers=("bob", "carol"), answers=Answers(lines=lines))
        desk.round = Leading(desk.store, "anna", desk.place.device).make(
            plan_round(store, "anna", asked).plan
        )
    return desk


def vote(desk: Any, member: str, **labels: str) -> None:
    reviewing = Reviewing(desk.store, member, desk.place.device, round_id=desk.round.id)
    for number, label in labels.items():
        reviewing.label(desk.claims[int(number[1:])], label)


def scores(desk: Any, member: str = "anna") -> list[ControlScore]:
    with open_to_read(desk.store.path, sight=Sight(member)) as store:
        return control_scores(store, member, desk.round)


def test_correct_votes_are_counted_by_halves_in_the_order_of_the_votes(lamps: Any) -> None:
    vote(lamps, "bob", _5="not_checkable", _9="sourced", _4="sourced", _3="contested")
    vote(lamps, "bob", _2="contested", _0="sourced", _1="verified")

    (bob,) = scores(lamps)

    assert (bob.votes, bob.correct, bob.first, bob.second) == (6, 4, (3, 3), (1, 3))
    assert bob.drift == pytest.approx(-2 / 3)
    assert bob.misses == (
        Miss(lamps.claims[2], "contested", "sourced"),
        Miss(lamps.claims[1], "verified", "sourced"),
    )


def test_the_standing_vote_counts_and_few_votes_tell_no_drift(lamps: Any) -> None:
    vote(lamps, "bob", _0="verified", _1="sourced")
    vote(lamps, "bob", _0="sourced")
    vote(lamps, "carol", _9="sourced")

    (bob,) = scores(lamps)

    assert (bob.votes, bob.correct, bob.drift, bob.misses) == (2, 2, None, ())


def test_of_two_devices_votes_on_an_item_the_later_one_counts(lamps: Any) -> None:
    vote(lamps, "bob", _0="verified")
    elsewhere = Reviewing(lamps.store, "bob", "e" * 64, round_id=lamps.round.id)
    with elsewhere.act() as act:
        scheme = act.scheme().digest
        fields = {"claim": lamps.claims[0], "label": "sourced", "scheme": scheme, "citations": []}
        act.append("label", fields)

    assert lamps.sql("SELECT count(*) FROM vote WHERE reviewer = 'bob'") == [(2,)]
    (bob,) = scores(lamps)
    assert (bob.votes, bob.correct) == (1, 1)


def test_nobody_but_a_lead_is_told(lamps: Any) -> None:
    vote(lamps, "bob", _0="sourced")

    with pytest.raises(InputError, match="Only a lead can look at control items"):
        scores(lamps, "bob")


def test_a_lead_who_labels_in_the_round_sees_no_answers_before_it_is_over(lamps: Any) -> None:
    with lamps.me.act() as act:
        act.append("member", {"name": "bob", "role": "lead"})
    vote(lamps, "carol", _0="sourced")

    assert scores(lamps, "bob") == []
    assert [score.reviewer for score in scores(lamps)] == ["carol"]
