"""A round line by line."""

from pathlib import Path
from typing import Any

import pytest

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading


@pytest.fixture
def made(kit: Any) -> tuple[Path, str]:
    """A file with a round in which anna has three claims of five."""
    desk = kit.desk("lea")
    plan = RoundPlan(
        "r1", "labelling", desk.claims, {"anna": [0, 2, 4]}, 1, True, "1", ("how", "Label it.\n\nAll of it.")
    )
    made = Leading(desk.store, "lea", desk.place.device).make(plan)
    return kit.close(desk), made.id


def test_a_queue_is_worked_through_in_lines(talk_on: Any, made: tuple[Path, str]) -> None:
    path, round_id = made
    said = talk_on(
        path, ["i", "n", "z 2", "n", "z is not English", "n", "guideline", "G", "w", "u"], round_id=round_id
    )
    assert said.error == ""
    said = said.flat
    assert "The round r1, labelling, blind: 0 of 3 claims labelled, 0 skipped." in said
    assert "Article: A title. Harbour Post, 2026-02-20. 1 claim, 0 labelled." in said
    assert "Saved: Skipped. Claim 1 of 2: skipped, not my field" in said
    assert "Your queue is done: 1 labelled, 2 skipped (n goes there). The lead sees it." in said
    assert "Nothing is open any more. You skipped this one: not my field" in said
    assert said.count("Guideline: how, version 1, as frozen into r1 Label it. All of it.") == 2
    assert "r1, which is this one: labelling, open, 1 of 3 claims labelled, 0 open, 2 skipped." in said
    assert "Saved: Took back: skip" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("e Another wording", "Frozen in the round r1: m proposes a change, in a comment."),
        ("D", "Frozen in the round r1"),
        ("g 3", "This article has no claim 3: it has 1."),
    ],
)
def test_what_a_round_has_not_is_refused_before_it_is_asked_for(
    talk_on: Any, made: tuple[Path, str], line: str, words: str
) -> None:
    path, round_id = made
    assert words in talk_on(path, [line], round_id=round_id).error


def test_help_leaves_out_what_a_round_has_not(talk_on: Any, made: tuple[Path, str]) -> None:
    path, round_id = made
    said = talk_on(path, ["?"], round_id=round_id).flat
    assert "z: Skip a claim of the round" in said
    assert "Drop what is no claim" not in said


def test_outside_of_rounds_open_work_is_told_of_and_skipping_refused(
    talk_on: Any, made: tuple[Path, str]
) -> None:
    path, _ = made
    said = talk_on(path, ["w"])
    assert "3 claims wait for you in r1: annotator review --round NAME goes there." in said.flat
    assert "in a round only" in talk_on(path, ["z 1"]).error


def test_in_a_segmentation_round_copies_are_corrected_in_lines(talk_on: Any, kit: Any) -> None:
    desk = kit.desk("lea")
    plan = RoundPlan("cuts", "segmentation", desk.claims[:3], {"anna": [0, 1, 2]}, 1, True, "1")
    made = Leading(desk.store, "lea", desk.place.device).make(plan)
    said = talk_on(kit.close(desk), ["D", "claims", "Z"], round_id=made.id)
    assert said.error == ""
    said = said.flat
    assert "The round cuts, segmentation, blind: 0 of 3 claims done with." in said
    assert "to be corrected where it is wrong." in said
    assert "no label yet" not in said
    assert " labelled" not in said
    assert "Saved: Dropped." in said
    assert "You are done with all your articles in the round cuts: the lead sees it." in said
