"""Handing out a round's work anew: who joins late, who is absent, and taking it back."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.round import Round
from annotator.services.control_answers import Answers, Line
from annotator.services.handing import Handing
from annotator.services.leading import Leading
from annotator.services.planning import Asked, Selection, plan_round
from annotator.services.reviewing import Reviewing
from annotator.store import Sight, open_to_read

TEXTS = tuple(
    "".join(f"Barge {number} of canal {canal} carried {number + 3} tons.\n" for number in range(6))
    for canal in range(4)
)


@pytest.fixture
def canal(kit: Any) -> Any:
    """A file of four articles of six claims, made by anna."""
    return kit.desk(texts=TEXTS)


def make(desk: Any, **asked: Any) -> Round:
    fields: dict[str, Any] = {"name": "pilot", "seed": 3, "reviewers": ("bob", "carol", "dan")}
    with open_to_read(desk.store.path, sight=Sight("anna")) as store:
        planned = plan_round(store, "anna", Asked(**fields | asked))
    return Leading(desk.store, "anna", desk.place.device).make(planned.plan)


def handing(desk: Any, member: str = "anna") -> Handing:
    return Handing(desk.store, member, desk.place.device)


def inside(desk: Any, member: str, found: Round) -> Reviewing:
    return Reviewing(desk.store, member, desk.place.device, round_id=found.id)


def assigned(desk: Any) -> list[tuple[str, int, str]]:
    return list(desk.sql("SELECT member, number, state FROM assignment ORDER BY member, number"))


def open_of(desk: Any, member: str) -> list[str]:
    return [
        row[0]
        for row in desk.sql(
            "SELECT claim FROM assignment WHERE member = ? AND state = 'open' ORDER BY number", member
        )
    ]


def test_one_who_joins_late_gets_a_fair_part_of_what_is_open_and_nothing_is_lost(
    canal: Any, kit: Any
) -> None:
    found = make(canal)
    done_by_bob = open_of(canal, "bob")[:6]
    for claim in done_by_bob:
        inside(canal, "bob", found).label(claim, "not_checkable", rationale="x")
    before = assigned(canal)

    handed = handing(canal).add(found, ["eve"])

    assert handed.new == ("eve",)
    assert handed.given == {"eve": sum(handed.taken.values())}
    loads = {name: len(open_of(canal, name)) for name in ("bob", "carol", "dan", "eve")}
    assert max(loads.values()) - min(loads.values()) <= 2
    assert sorted(number for _, number, _ in assigned(canal)) == sorted(number for _, number, _ in before)
    assert set(done_by_bob) <= {
        row[0] for row in canal.sql("SELECT claim FROM assignment WHERE member='bob'")
    }
    kit.assert_projections_hold(canal.store)


def test_undo_gives_everybody_back_what_they_had_and_redo_takes_it_again(canal: Any, kit: Any) -> None:
    found = make(canal)
    before = assigned(canal)
    handing(canal).add(found, ["eve"])
    joined = assigned(canal)

    undone = canal.me.undo()

    assert undone.words == "took back: handing out work of a round to eve"
    assert assigned(canal) == before
    canal.me.redo()
    assert assigned(canal) == joined
    kit.assert_projections_hold(canal.store)


def test_who_was_taken_out_by_undo_may_join_again(canal: Any) -> None:
    found = make(canal)
    handing(canal).add(found, ["eve"])
    joined = assigned(canal)
    canal.me.undo()

    handing(canal).add(found, ["eve"])

    assert assigned(canal) == joined


def test_undo_does_not_take_back_the_making_of_a_round(canal: Any) -> None:
    canal.me.flag(canal.claims[0])
    make(canal)

    assert canal.me.undo().words == "took back: flag"
    assert len(assigned(canal)) == 48


def test_what_an_absent_one_has_open_goes_to_others_who_never_had_it(canal: Any, kit: Any) -> None:
    found = make(canal)
    bob = inside(canal, "bob", found)
    first, *rest = open_of(canal, "bob")
    bob.label(first, "not_checkable", rationale="x")
    had = {name: set(open_of(canal, name)) for name in ("carol", "dan")}

    handed = handing(canal).hand_over(found, "bob")

    assert handed.taken == {"bob": len(rest)}
    assert handed.left == 0
    assert sum(handed.given.values()) == len(rest)
    assert open_of(canal, "bob") == []
    for name, before in had.items():
        got = set(open_of(canal, name)) - before
        assert len(open_of(canal, name)) == len(set(open_of(canal, name)))
        assert got <= set(rest)
    assert canal.sql("SELECT max(n) FROM (SELECT count(*) AS n FROM assignment GROUP BY claim)") == [(2,)]
    kit.assert_projections_hold(canal.store)


def test_a_label_that_arrives_after_the_work_was_handed_over_still_counts(canal: Any, kit: Any) -> None:
    found = make(canal)
    claim = open_of(canal, "bob")[0]
    handing(canal).hand_over(found, "bob")

    inside(canal, "bob", found).label(claim, "not_checkable", rationale="Late.")

    assert canal.sql("SELECT reviewer, label FROM vote WHERE claim = ?", claim) == [("bob", "not_checkable")]
    assert canal.sql("SELECT count(*) FROM assignment WHERE member = 'bob'") == [(0,)]
    canal.me.undo()
    assert (claim, "done") in canal.sql("SELECT claim, state FROM assignment WHERE member = 'bob'")
    kit.assert_projections_hold(canal.store)


def test_who_voted_on_a_claim_does_not_get_it_again(canal: Any) -> None:
    found = make(canal)
    never = next(iter(set(canal.claims) - set(open_of(canal, "bob"))))
    had = set(open_of(canal, "bob"))
    handing(canal).hand_over(found, "bob")
    inside(canal, "bob", found).label(never, "not_checkable", rationale="By hand.")

    handing(canal).add(found, ["bob"])

    assert open_of(canal, "bob")
    assert not set(open_of(canal, "bob")) & {*had, never}


def test_what_nobody_can_take_stays_and_is_told(canal: Any) -> None:
    found = make(canal, overlap=3)

    with pytest.raises(InputError, match=r"Nobody of carol, dan can take .* Name somebody else \(--to\)"):
        handing(canal).hand_over(found, "bob")

    handed = handing(canal).hand_over(found, "bob", ["carol", "frank"])
    assert (handed.given, handed.new, handed.left) == ({"carol": 0, "frank": 24}, ("frank",), 0)


def test_control_items_go_to_who_joins_and_are_taken_from_who_is_absent(canal: Any) -> None:
    lines = [Line(1, canal.claims[0], "sourced"), Line(2, canal.claims[20], "sourced")]
    found = make(canal, answers=Answers(lines=lines))
    controls = {canal.claims[0], canal.claims[20]}

    handing(canal).add(found, ["eve"])
    assert controls <= set(open_of(canal, "eve"))
    assert all(controls <= set(open_of(canal, name)) for name in ("bob", "carol", "dan"))

    handing(canal).hand_over(found, "bob")
    assert open_of(canal, "bob") == []
    assert canal.sql("SELECT count(*) FROM assignment WHERE claim = ?", canal.claims[0]) == [(3,)]


def test_articles_of_a_segmentation_round_change_hands_whole(canal: Any) -> None:
    found = make(canal, kind="segmentation", reviewers=("bob", "carol"), overlap=1)

    handing(canal).add(found, ["dan"])
    handing(canal).hand_over(found, "bob", ["eve"])

    held = canal.sql("SELECT member, article, count(*) FROM assignment GROUP BY member, article")
    assert {count for _, _, count in held} == {6}
    assert len(held) == 4


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "hand over", "label", "undo"]), st.sampled_from(["bob", "carol", "eve"])
    ),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_changes_hands_every_claim_stays_with_as_many_as_asked(
    kit: Any, steps: list[tuple[str, str]]
) -> None:
    desk = kit.desk(texts=TEXTS)
    found = make(desk)
    voted = set()
    for step, who in steps:
        with suppress(InputError):
            if step == "add":
                handing(desk).add(found, [who])
            elif step == "hand over":
                handing(desk).hand_over(found, who)
            elif step == "undo":
                desk.me.undo()
            elif open_of(desk, who):
                claim = open_of(desk, who)[0]
                inside(desk, who, found).label(claim, "not_checkable", rationale="x")
                voted.add((who, claim))
        counts = desk.sql("SELECT claim, count(*), count(DISTINCT member) FROM assignment GROUP BY claim")
        assert sorted(counts) == sorted((claim, 2, 2) for claim in desk.claims)
    assert set(desk.sql("SELECT reviewer, claim FROM vote")) == voted
    kit.assert_projections_hold(desk.store)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda hand, found: hand.add(found, ["bo\x07b"]), "cannot be a reviewer's name"),
        (lambda hand, found: hand.add(found, ["eve", "eve"]), "eve is named twice"),
        (lambda hand, found: hand.hand_over(found, "zoe"), "'zoe' is no reviewer of the round 'pilot'"),
        (lambda hand, found: hand.hand_over(found, "bob", ["bob"]), "bob cannot take over from bob"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(canal: Any, act: Any, says: str) -> None:
    found = make(canal)
    before = canal.pack()

    with pytest.raises(InputError, match=says):
        act(handing(canal), found)

    assert canal.pack() == before


def test_only_leads_hand_out_and_only_while_the_round_is_open(canal: Any) -> None:
    found = make(canal, selection=Selection(sample=2), overlap=1, reviewers=("bob",))
    before = canal.pack()

    with pytest.raises(InputError, match="Only a lead can hand out work"):
        handing(canal, "bob").hand_over(found, "bob")
    assert canal.pack() == before

    for claim in open_of(canal, "bob"):
        inside(canal, "bob", found).label(claim, "not_checkable", rationale="x")
    with pytest.raises(InputError, match="There is no open work in the round 'pilot' to give"):
        handing(canal).add(found, ["eve"])
    with Leading(canal.store, "anna", canal.place.device).act() as act:
        act.append("round.state", {"round": found.id, "state": "closed", "reason": "", "left_open": []})
    with pytest.raises(InputError, match="The round 'pilot' is closed"):
        handing(canal).add(found, ["eve"])


def test_what_is_handed_over_by_a_slow_clock_is_taken_all_the_same(canal: Any, kit: Any) -> None:
    found = make(canal)
    before = len(open_of(canal, "bob"))
    slow = Handing(canal.store, "anna", "another", now=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    handed = slow.hand_over(found, "bob")
    assert len(open_of(canal, "bob")) == handed.left == before - handed.taken["bob"]
    kit.assert_projections_hold(canal.store)
