"""What a reviewer has in a round, which rounds can be reviewed, and seconds of work in the log."""

from typing import Any

import pytest

from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import Round, RoundPlan
from annotator.domain.worktime import Pace
from annotator.services.leading import Leading
from annotator.services.merging import merge
from annotator.services.my_round import RoundWork, guideline_of, my_rounds, round_to_review, waiting_words
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read, rounds


def make(desk: Any, hands: dict[str, list[int]], name: str = "r1", **given: Any) -> Round:
    fields: dict[str, Any] = {"kind": "labelling", "overlap": 1, "blind": True, "seed": "1", **given}
    return lead(desk).make(RoundPlan(name, claims=desk.claims, hands=hands, **fields))


def lead(desk: Any) -> Leading:
    return Leading(desk.store, "anna", desk.place.device)


def by(desk: Any, member: str, made: Round) -> Reviewing:
    return Reviewing(desk.store, member, desk.place.device, round_id=made.id)


def close(desk: Any, made: Round) -> None:
    with lead(desk).act() as act:
        fields = {"round": made.id, "state": "closed", "reason": "", "left_open": [], "supersedes": []}
        act.append("round.state", fields)


def test_a_round_can_be_reviewed_by_those_who_have_claims_of_it(desk) -> None:
    made = make(desk, {"bo": [0, 1]})
    assert round_to_review(desk.store, "bo", "r1").id == made.id
    assert round_to_review(desk.store, "bo", made.id[:18]).id == made.id
    with pytest.raises(InputError, match="cy has no claims in the round 'r1'; it began with bo"):
        round_to_review(desk.store, "cy", "r1")
    with pytest.raises(NotFound, match="The rounds of this file: r1"):
        round_to_review(desk.store, "bo", "r9")
    close(desk, made)
    with pytest.raises(InputError, match="The round 'r1' is closed"):
        round_to_review(desk.store, "bo", "r1")


def test_in_a_segmentation_round_one_works_but_labels_nothing(desk) -> None:
    found = make(desk, {"bo": [0]}, kind="segmentation")
    assert round_to_review(desk.store, "bo", "r1").id == found.id
    bo = Reviewing(desk.store, "bo", desk.place.device, round_id=found.id)
    with pytest.raises(InputError, match="corrected, not labelled"):
        bo.label(desk.claims[0], "sourced")


def test_open_work_is_counted_over_open_rounds(desk) -> None:
    make(desk, {"bo": [0, 1], "cy": [2]})
    second = make(desk, {"bo": [3]}, "r2")
    assert waiting_words(desk.store, "bo") == "2 claims wait for you in r1, 1 claim waits for you in r2"
    close(desk, second)
    assert waiting_words(desk.store, "bo") == "2 claims wait for you in r1"
    assert waiting_words(desk.store, "dee") == ""


def test_my_rounds_say_how_far_i_am(desk) -> None:
    made = make(desk, {"bo": [0, 1, 2, 3]})
    reviewing = by(desk, "bo", made)
    reviewing.label(desk.claims[0], "insufficient")
    reviewing.label(desk.claims[1], "sourced" if desk.claims[1] else "")
    reviewing.skip(desk.claims[2], "not my field")
    (mine,) = my_rounds(desk.store, "bo")
    counts = (mine.done + mine.incomplete, mine.skipped, mine.open, mine.total)
    assert counts == (2, 1, 1, 4)


def test_work_is_noted_with_the_next_label_once_also_with_one_for_a_citation(kit, desk) -> None:
    made = make(desk, {"bo": [0]})
    reviewing, claim = by(desk, "bo", made), desk.claims[0]
    reviewing.work(claim, 20)
    reviewing.comment(claim, "hm")
    reviewing.work(claim, 5)
    reviewing.label(claim, "sourced")
    reviewing.set_confidence(claim, 3)
    reviewing.work(claim, 60)
    reviewing.cite(claim, kit.draft())
    assert desk.sql("SELECT seconds FROM label ORDER BY id") == [(25,), (None,), (60,)]
    with open_to_read(desk.store.path, sight=Sight("bo", made.id)) as store:
        assert RoundWork(store, "bo", made.id).pace == Pace(42, 85)
    kit.assert_projections_hold(desk.store)


def test_work_on_an_act_that_could_not_be_stored_is_noted_with_the_next(desk) -> None:
    made = make(desk, {"bo": [0]})
    reviewing, claim = by(desk, "bo", made), desk.claims[0]
    reviewing.work(claim, 20)
    close(desk, made)
    with pytest.raises(InputError):
        reviewing.label(claim, "insufficient")
    with lead(desk).act() as act:
        fields = {"round": made.id, "state": "open", "reason": "", "left_open": [], "supersedes": []}
        act.append("round.state", fields)
    reviewing.label(claim, "insufficient", seconds=3)
    assert desk.sql("SELECT seconds FROM label") == [(23,)]


@pytest.mark.parametrize(
    "late",
    [
        lambda me, claim, kit: me.label(claim, "sourced"),
        lambda me, claim, kit: me.set_confidence(claim, 3),
        lambda me, claim, kit: me.set_rationale(claim, "On second thought."),
        lambda me, claim, kit: me.cite(claim, kit.draft()),
        lambda me, claim, kit: me.undo(),
        lambda me, claim, kit: me.redo(),
    ],
    ids=["label", "confidence", "rationale", "citation", "undo", "redo"],
)
def test_a_screen_that_does_not_know_that_the_round_is_closed_changes_no_vote(late, kit, desk) -> None:
    made = make(desk, {"bo": [0]})
    me = by(desk, "bo", made)
    me.label(desk.claims[0], "insufficient")
    close(desk, made)
    votes = "SELECT id, label, confidence, rationale FROM label WHERE vote = 1"
    before = desk.sql(votes)
    with pytest.raises(InputError, match="is closed"):
        late(me, desk.claims[0], kit)
    assert desk.sql(votes) == before != []


def test_a_guideline_that_came_from_two_files_is_one_version(kit, desk) -> None:
    text = {"name": "how", "text": "Label it."}
    merge(
        desk.store,
        [kit.forged(desk, who, ("guideline", text | {"id": f"00-{who}"})) for who in ("eve", "eva")],
    )
    made = make(desk, {"bo": [0]}, guideline=("how", "Label it well."))
    found = guideline_of(desk.store, made)
    assert found is not None
    assert (found.text, found.version) == ("Label it well.", 2)
    assert found == rounds.guideline(desk.store.db, made.guideline)
