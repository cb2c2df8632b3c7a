"""How far a round is: the figures of a recount of the log, and nobody gets more than they may see."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.round import Round, RoundPlan
from annotator.domain.round_status import RoundStatus
from annotator.services.adjudicating import Adjudicating
from annotator.services.closing import Closing
from annotator.services.handing import Handing
from annotator.services.leading import Leading
from annotator.services.reviewing import Reviewing
from annotator.services.round_status import StatusReading, scores_for, unfinished
from annotator.store import Sight, open_to_read

TEXTS = tuple(
    "".join(f"Mill {number} on brook {brook} ground {number + 3} sacks.\n" for number in range(4))
    for brook in range(2)
)
HANDS = {"bob": [0, 1, 2, 3, 4, 5], "carol": [2, 3, 4, 5, 6, 7], "dan": [0, 1, 6, 7]}
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def mill(kit: Any) -> Any:
    """A file of two articles of four claims, made by anna."""
    return kit.desk(texts=TEXTS)


def make(desk: Any, hands: dict[str, Sequence[int]] | None = None, **more: Any) -> Round:
    fields: dict[str, Any] = {"kind": "labelling", "overlap": 2, "blind": True, "seed": "1", **more}
    plan = RoundPlan("spring", claims=desk.claims, hands=hands or HANDS, **fields)
    return Leading(desk.store, "anna", desk.place.device).make(plan)


def inside(desk: Any, member: str, found: Round, when: datetime = NOW) -> Reviewing:
    return Reviewing(desk.store, member, desk.place.device, round_id=found.id, now=lambda: when)


def seen_by(desk: Any, found: Round, member: str = "anna") -> RoundStatus:
    with open_to_read(desk.store.path, sight=Sight(member)) as store:
        status = StatusReading(store, member).read(found.id, NOW.date())
    assert status is not None
    return status


def row(status: RoundStatus, name: str) -> Any:
    return next(one for one in status.reviewers if one.name == name)


# --- the same as a recount ---------------------------------------------------------------------------


class Recount:
    """The figures once more, from the events and in plain Python."""

    def __init__(self, desk: Any, found: Round) -> None:
        events = [
            (member, feed_round, kind, event_id, json.loads(body))
            for member, feed_round, kind, event_id, body in desk.sql(
                "SELECT f.member, f.round, e.kind, e.id, e.body FROM event AS e"
                " JOIN feed AS f ON f.id = e.feed ORDER BY e.id"
            )
        ]
        gone = {target for *_, kind, _, body in events if kind == "retract" for target in body["targets"]}
        self.held: defaultdict[str, set[str]] = defaultdict(set)
        self.votes: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        self.skipped: defaultdict[str, set[str]] = defaultdict(set)
        self.flags: defaultdict[str, dict[str, bool]] = defaultdict(dict)
        self.seconds: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.last: dict[str, str] = {}
        for member, feed_round, kind, event_id, body in events:
            if feed_round == found.id:
                self.last[member] = max(self.last.get(member, ""), body["at"])
            if kind == "label" and feed_round == found.id:
                self.seconds[member][body["claim"]] += body.get("seconds", 0)
            if event_id in gone:
                continue
            if kind in ("round.assign", "round.release"):
                claims = {desk.claims[number] for number in body["numbers"]}
                held = self.held[body["reviewer"]]
                held.update(claims) if kind == "round.assign" else held.difference_update(claims)
            elif kind == "label" and feed_round == found.id:
                self.votes[member][body["claim"]] = body["label"], body["at"]
            elif kind == "skip":
                self.skipped[member].add(body["claim"])
            elif kind == "flag":
                self.flags[member][body["claim"]] = body["raised"]

    def check(self, status: RoundStatus) -> None:
        for one in status.reviewers:
            held, votes = self.held[one.name], self.votes[one.name]
            counts = one.counts
            assert counts.assigned == len(held)
            assert counts.labelled == len(held & votes.keys())
            assert counts.skipped == len((held & self.skipped[one.name]) - votes.keys())
            assert counts.open == len(held - votes.keys() - self.skipped[one.name])
            assert counts.flagged == sum(self.flags[one.name].get(claim, False) for claim in held)
            assert counts.surplus == len(votes.keys() - held)
            seconds = self.seconds[one.name]
            assert one.work.seconds == seconds.total()
            known = [seconds[claim] for claim in votes if seconds[claim]]
            assert one.work.median_seconds == (round(median(known)) if known else None)
            assert one.work.hourly == (round(3600 * len(known) / sum(known)) if known else None)
            assert one.work.last_act == self.last.get(one.name, "")
            days = Counter(at[:10] for _, at in votes.values())
            finished = [days[day] for day in sorted(days) if day < NOW.date().isoformat()][-5:]
            mean = finished or [days[day] for day in sorted(days)][-1:]
            assert one.work.daily == (round(sum(mean) / len(mean)) if mean else None)
        assert {name for name in self.held if self.held[name]} <= {one.name for one in status.reviewers}
        counts = status.counts
        assert counts.assigned == counts.labelled + counts.open + counts.skipped
        assert counts.surplus == sum(one.counts.surplus for one in status.reviewers)
        having = defaultdict(set)
        for name, claims in self.held.items():
            for claim in claims:
                having[claim].add(name)
        assert status.voted == sum(
            all(claim in self.votes[name] for name in names) for claim, names in having.items()
        )
        assert status.with_nobody == status.round.claims - len(having)
        labels = defaultdict(set)
        for votes in self.votes.values():
            for claim, (label, _) in votes.items():
                labels[claim].add(label)
        assert status.disagreements == sum(len(given) > 1 for given in labels.values())


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["label", "label", "label", "contested", "skip", "flag", "undo", "hand over"]),
        st.sampled_from(sorted(HANDS)),
        st.integers(0, 7),
        st.integers(1, 300),
        st.booleans(),
    ),
    max_size=20,
)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS)
def test_the_figures_are_those_of_a_recount(kit_in: Callable[[Path], Any], acts: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        kit = kit_in(Path(folder))
        desk = kit.desk(texts=TEXTS)
        found = make(desk)
        when = NOW - timedelta(days=9)
        for act, member, number, seconds, next_day in acts:
            claim = desk.claims[number]
            when = min(when + timedelta(days=next_day, seconds=1), NOW)
            mine = inside(desk, member, found, when)
            with suppress(InputError):
                if act == "undo":
                    mine.undo()
                elif act == "hand over":
                    Handing(desk.store, "anna", desk.place.device).hand_over(found, member)
                elif act == "skip":
                    mine.skip(claim, "no Danish")
                elif act == "flag":
                    mine.flag(claim)
                else:
                    label = "contested" if act == "contested" else "not_checkable"
                    mine.label(claim, label, seconds=seconds)
        Recount(desk, found).check(seen_by(desk, found))
        kit.close_all()


def test_one_that_reads_again_sees_what_changed_and_who_got_work(mill: Any) -> None:
    found = make(mill)
    with open_to_read(mill.store.path, sight=Sight("anna")) as store:
        reading = StatusReading(store, "anna")
        before = reading.read(found.id, NOW.date())
        inside(mill, "bob", found).label(mill.claims[0], "not_checkable", rationale="x", seconds=40)
        Handing(mill.store, "anna", mill.place.device).hand_over(found, "dan", ["eve"])
        after = reading.read(found.id, NOW.date())

    assert before is not None
    assert after is not None
    assert (before.counts.done, after.counts.done) == (0, 1)
    assert "eve" not in [one.name for one in before.reviewers]
    assert row(after, "eve").counts.open == 4
    assert [one.name for one in after.reviewers] == ["bob", "carol", "eve"]
    assert after == seen_by(mill, found)


def test_incomplete_settled_and_edited_claims_are_counted(mill: Any) -> None:
    found = make(mill)
    inside(mill, "bob", found).label(mill.claims[0], "sourced")
    inside(mill, "bob", found).label(mill.claims[1], "not_checkable", rationale="an opinion")

    status = seen_by(mill, found)

    assert (row(status, "bob").counts.incomplete, row(status, "bob").counts.done) == (1, 1)
    assert (status.settled, status.edited, status.voted) == (0, 0, 0)

    settling = Adjudicating(mill.store, "anna", mill.place.device, found.id)
    settling.settle(mill.claims[0], "verified", "It is incomplete, so it is not settled.")
    settling.settle(mill.claims[1], "not_checkable")
    settling.settle(mill.claims[2], "not_checkable", "An opinion.")
    Closing(mill.store, "anna", mill.place.device).close(found, {}, "No time.")
    mill.me.reword(mill.claims[2], "Mill 2 ground nothing.")
    mill.me.drop(mill.claims[3])

    status = seen_by(mill, found)
    assert (status.settled, status.edited) == (2, 2)


def test_articles_of_a_segmentation_round_are_done_without_votes(mill: Any) -> None:
    found = make(mill, kind="segmentation")
    bob = inside(mill, "bob", found)
    bob.prepare()
    for (article,) in mill.sql("SELECT DISTINCT article FROM assignment WHERE member = 'bob'"):
        bob.finish(article)

    counts = row(seen_by(mill, found), "bob").counts

    assert (counts.done, counts.surplus) == (counts.assigned, 0)


# --- who may see what ---------------------------------------------------------------------------------


def test_in_a_blind_round_a_reviewer_gets_their_own_row_and_totals_until_it_is_revealed(mill: Any) -> None:
    found = make(mill)
    inside(mill, "carol", found).label(mill.claims[2], "contested", seconds=10)
    inside(mill, "bob", found).label(mill.claims[2], "not_checkable", seconds=30)

    bobs, all_of_it = seen_by(mill, found, "bob"), seen_by(mill, found)

    assert [one.name for one in bobs.reviewers] == ["bob"]
    assert bobs.partial
    assert bobs.disagreements is None
    assert bobs.counts == all_of_it.counts
    assert "carol" not in repr((bobs.reviewers, bobs.estimate))
    assert all_of_it.disagreements == 1
    assert [one.name for one in all_of_it.reviewers] == ["bob", "carol", "dan"]
    assert seen_by(mill, found, "stranger").reviewers == []
    Leading(mill.store, "anna", mill.place.device).reveal(found)
    assert seen_by(mill, found, "bob").reviewers == seen_by(mill, found).reviewers


def test_a_lead_who_labels_in_a_blind_round_is_held_to_it_too(mill: Any) -> None:
    found = make(mill, {**HANDS, "anna": [0]}, controls={mill.claims[0]: "contested"})
    inside(mill, "bob", found).label(mill.claims[0], "contested")

    assert [one.name for one in seen_by(mill, found).reviewers] == ["anna"]
    with open_to_read(mill.store.path, sight=Sight("anna")) as store:
        assert scores_for(store, "anna", found) == []
        with pytest.raises(InputError, match="blind"):
            unfinished(store, "anna", found.id, "bob")


def test_a_lead_sees_how_reviewers_do_on_control_items_and_others_do_not(mill: Any) -> None:
    found = make(mill, controls={mill.claims[0]: "contested"})
    inside(mill, "bob", found).label(mill.claims[0], "contested")

    with open_to_read(mill.store.path, sight=Sight("anna")) as store:
        assert [(score.reviewer, score.correct) for score in scores_for(store, "anna", found)] == [("bob", 1)]
    with open_to_read(mill.store.path, sight=Sight("bob")) as store:
        assert scores_for(store, "bob", found) == []


def test_what_is_not_done_is_listed_with_reasons_to_the_lead_and_to_oneself(mill: Any) -> None:
    found = make(mill)
    bob = inside(mill, "bob", found)
    bob.label(mill.claims[0], "not_checkable", rationale="x")
    bob.label(mill.claims[1], "contested")
    bob.skip(mill.claims[2], "needs Danish")
    bob.flag(mill.claims[0])

    with open_to_read(mill.store.path, sight=Sight("anna")) as store:
        listed = unfinished(store, "anna", found.id, "bob")
    with open_to_read(mill.store.path, sight=Sight("carol")) as store:
        with pytest.raises(InputError, match="blind"):
            unfinished(store, "carol", found.id, "bob")
        assert len(unfinished(store, "carol", found.id, "carol")) == 6

    found_states = [(one.number, one.state, one.flagged) for one in listed]
    assert found_states[:3] == [(0, "done", True), (1, "incomplete", False), (2, "skipped", False)]
    assert listed[2].reason == "needs Danish"
    assert "needs" in listed[1].reason
    assert [one.state for one in listed[3:]] == ["open"] * 3


# --- the estimate rests on what was found -------------------------------------------------------------


def test_the_end_is_told_from_past_days_and_from_seconds(mill: Any) -> None:
    found = make(mill, {"bob": list(range(8)), "carol": [0]})
    for day in (1, 2, 3):
        for number in (2 * day - 2, 2 * day - 1):
            claim = mill.claims[number]
            inside(mill, "bob", found, NOW - timedelta(days=4 - day)).label(claim, "contested", seconds=60)

    estimate = seen_by(mill, found).estimate

    assert estimate.days == (1, 1)
    assert estimate.slowest == "bob"
    assert estimate.minutes is not None
    assert estimate.minutes[0] <= 2 <= estimate.minutes[1]
    assert "at the pace of the last 3 working days" in estimate.words
    assert "carol has not begun" in estimate.words
