"""Undo and redo: across articles, restarts and acts of many events, and never another's."""

from typing import Any

import pytest

from annotator.domain.round import RoundPlan
from annotator.services.leading import Leading
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.services.undoing import NothingToUndo


def labels(desk, member: str = "anna") -> list[str]:
    reading = Reading(desk.store, member)
    views = [reading.state(claim).label for claim in desk.claims]
    return [view.label.label if view else "" for view in views]


def test_undo_reaches_across_articles_and_tells_where(desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    there = desk.me.label(desk.claims[3], "contested")
    done = desk.me.undo()
    assert done.words == "took back: label contested"
    assert (done.article, done.claim) == (there.article, desk.claims[3])
    assert desk.me.undo().claim == desk.claims[0]
    assert labels(desk) == [""] * 5


def test_undo_brings_back_the_label_before(desk) -> None:
    claim = desk.claims[0]
    desk.me.label(claim, "sourced", confidence=2, rationale="first")
    desk.me.label(claim, "verified", confidence=5, rationale="second")
    desk.me.undo()
    view = Reading(desk.store, "anna").state(claim).label
    assert (view.label.label, view.label.confidence, view.label.rationale) == ("sourced", 2, "first")


def test_undo_and_redo_survive_a_restart(kit, desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.label(desk.claims[1], "verified")
    desk = kit.reopen(desk)
    assert desk.me.undo().words == "took back: label verified"
    desk = kit.reopen(desk)
    assert desk.me.undo().words == "took back: label sourced"
    desk = kit.reopen(desk)
    done = desk.me.redo()
    assert (done.words, done.claim) == ("done again: label sourced", desk.claims[0])
    desk = kit.reopen(desk)
    assert desk.me.redo().words == "done again: label verified"
    assert labels(desk)[:2] == ["sourced", "verified"]
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        desk.me.redo()


def test_a_citation_with_its_source_and_label_is_one_act(desk, kit) -> None:
    claim = desk.claims[0]
    desk.me.label(claim, "sourced")
    desk.me.cite(claim, kit.draft())
    assert Reading(desk.store, "anna").state(claim).label.standing.complete
    assert desk.me.undo().words == "took back: citation"
    state = Reading(desk.store, "anna").state(claim)
    assert state.citations == ()
    assert not state.label.standing.complete
    assert desk.me.redo().words == "done again: citation"
    assert Reading(desk.store, "anna").state(claim).label.standing.complete
    assert desk.me.undo().words == "took back: citation"
    assert desk.me.undo().words == "took back: label sourced"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda me, claim: me.comment(claim, "hm"), "comment"),
        (lambda me, claim: me.flag(claim), "flag"),
        (lambda me, claim: me.label(claim, "insufficient"), "label insufficient"),
    ],
)
def test_what_was_taken_back_and_brought_back_is_named(desk, act, words: str) -> None:
    act(desk.me, desk.claims[0])
    assert desk.me.undo().words == f"took back: {words}"
    assert desk.me.redo().words == f"done again: {words}"


def test_taking_a_flag_down_and_closing_a_citation_are_named_too(desk, kit) -> None:
    claim = desk.claims[0]
    desk.me.flag(claim)
    desk.me.flag(claim)
    assert desk.me.undo().words == "took back: taking the flag down"
    desk.me.cite(claim, kit.draft("refutes"))
    citation = Reading(desk.store, "anna").state(claim).citations[0].id
    desk.me.close_citation(citation, "mistaken")
    done = desk.me.undo()
    assert done.words == "took back: closing of a citation"
    assert done.claim == claim
    assert Reading(desk.store, "anna").state(claim).citations[0].closed == ""
    assert desk.me.redo().claim == claim


def test_a_new_act_clears_what_could_be_brought_back(desk) -> None:
    desk.me.label(desk.claims[0], "sourced")
    desk.me.undo()
    desk.me.comment(desk.claims[1], "new")
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        desk.me.redo()
    desk.me.undo()
    assert desk.me.redo().words == "done again: comment"


def test_undo_never_touches_another_members_acts(desk) -> None:
    desk.by("bert").label(desk.claims[0], "sourced")
    with pytest.raises(NothingToUndo, match="nothing of yours"):
        desk.me.undo()
    desk.me.label(desk.claims[1], "verified")
    desk.by("bert").label(desk.claims[2], "contested")
    assert desk.me.undo().words == "took back: label verified"
    with pytest.raises(NothingToUndo):
        desk.me.undo()
    assert labels(desk, "bert")[:3] == ["sourced", "", "contested"]


def test_a_refused_undo_writes_nothing(desk) -> None:
    before = desk.pack()
    with pytest.raises(NothingToUndo):
        desk.me.undo()
    with pytest.raises(NothingToUndo):
        desk.me.redo()
    assert desk.pack() == before


def test_undo_says_who_built_on_what_it_takes_back(desk, kit) -> None:
    desk.me.cite(desk.claims[0], kit.draft())
    citation = Reading(desk.store, "anna").state(desk.claims[0]).citations[0].id
    for member in ("dora", "bert"):
        desk.by(member).reuse(desk.claims[1], citation, "supports")
    assert desk.me.undo().words == "took back: citation (bert, dora reused it and keeps a copy)"
    copies = Reading(desk.store, "bert").state(desk.claims[1]).citations
    assert [(c.member, c.source.url) for c in copies] == [
        ("bert", "https://example.org/a"),
        ("dora", "https://example.org/a"),
    ]


def test_undo_never_touches_acts_of_mine_from_another_device(desk, kit, tmp_path) -> None:
    desk.me.label(desk.claims[0], "sourced")
    path = kit.path("copy.db")
    path.write_bytes(kit.close(desk).read_bytes())
    copy = kit.open(path)
    with pytest.raises(NothingToUndo):
        copy.me.undo()
    copy.me.label(desk.claims[1], "verified")
    assert copy.me.undo().words == "took back: label verified"
    with pytest.raises(NothingToUndo):
        copy.me.undo()


def test_two_processes_of_one_person_share_one_history(desk, kit) -> None:
    other = kit.open(desk.store.path)
    desk.me.label(desk.claims[0], "sourced")
    other.me.label(desk.claims[1], "verified")
    assert desk.me.undo().words == "took back: label verified"
    assert other.me.undo().words == "took back: label sourced"
    assert desk.me.redo().words == "done again: label sourced"
    assert len(desk.sql("SELECT DISTINCT feed FROM event")) == 1


def test_undoing_a_long_day_one_by_one_costs_the_same_at_its_end(desk) -> None:
    """Undo 60 acts and bring them all back: nothing is lost and nothing stands twice."""
    me = desk.me
    for number in range(60):
        me.label(desk.claims[number % 5], ("sourced", "contested", "verified")[number % 3])
    before = labels(desk)
    for _ in range(60):
        me.undo()
    assert labels(desk) == [""] * 5
    for _ in range(60):
        me.redo()
    assert labels(desk) == before


def test_an_undo_and_a_redo_cost_the_same_however_much_was_done_and_undone_before(desk, cost) -> None:
    """Neither walks over what was taken back, nor over the log."""
    for number in range(200):
        desk.me.label(desk.claims[number % 5], ("sourced", "contested", "verified")[number % 3])
    undone = [cost(desk.me.undo).steps for _ in range(190)]
    redone = [cost(desk.me.redo).steps for _ in range(190)]
    assert max(undone[100:]) <= 1.05 * max(undone[:20])
    assert max(redone[100:]) <= 1.15 * max(redone[:20])  # an act that was undone and redone has more rows


def test_undo_in_a_round_brings_no_label_back_beside_a_newer_one_from_outside(kit: Any, desk: Any) -> None:
    plan = RoundPlan("r1", "labelling", desk.claims, {"bo": [0]}, 1, False, "1")
    made = Leading(desk.store, "anna", desk.place.device).make(plan)
    inside = Reviewing(desk.store, "bo", "device-bo", round_id=made.id)
    outside = Reviewing(desk.store, "bo", "device-bo")
    claim = desk.claims[0]
    current = "SELECT label FROM label WHERE state = 'current'"
    votes = "SELECT label FROM label WHERE vote = 1"
    inside.label(claim, "sourced")
    inside.label(claim, "contested")
    outside.label(claim, "verified")
    inside.undo()
    assert (desk.sql(current), desk.sql(votes)) == ([("verified",)], [("sourced",)])
    inside.redo()
    assert (desk.sql(current), desk.sql(votes)) == ([("verified",)], [("contested",)])
    outside.undo()
    assert (desk.sql(current), desk.sql(votes)) == ([("contested",)], [("contested",)])
    kit.assert_projections_hold(desk.store)
