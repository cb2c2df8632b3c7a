"""When a round will end: a range that holds, or why nothing can be told."""

from dataclasses import replace
from datetime import date
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.estimating import FEW, Workload, estimate, span

TODAY = date(2026, 3, 10)


def load(name: str = "anna", open: int = 40, **more: object) -> Workload:  # noqa: A002
    fields: dict[str, object] = {"open_work": open * 500, "last_day": "2026-03-09"}
    return Workload(name=name, open=open, **fields | more)  # type: ignore[arg-type]


def steady(name: str, open: int, a_day: int, days: int = 3, **more: object) -> Workload:  # noqa: A002
    """Who labels so many claims of the usual length each day."""
    voted = a_day * days
    return load(name, open, voted=voted, voted_work=voted * 500, days=[a_day] * days, **more)


LOADS = st.lists(
    st.builds(
        lambda open_, work, voted, voted_work, days, seconds: Workload(
            name="",
            open=open_,
            open_work=open_ * work,
            voted=voted,
            voted_work=voted * voted_work,
            days=days,
            seconds=seconds,
        ),
        st.integers(0, 500),
        st.integers(300, 3000),
        st.integers(0, 500),
        st.integers(300, 3000),
        st.lists(st.integers(1, 200), max_size=7),
        st.lists(st.integers(0, 900), max_size=20),
    ),
    max_size=6,
).map(lambda loads: [replace(one, name=f"r{number}") for number, one in enumerate(loads)])


@given(LOADS)
def test_a_range_is_a_range_and_something_is_always_said(loads: list[Workload]) -> None:
    found = estimate(loads, TODAY)
    for ends in (found.days, found.minutes):
        assert ends is None or 1 <= ends[0] <= ends[1]
    assert found.words.endswith(".")
    assert bool(found.slowest) is (found.days is not None or found.minutes is not None)
    if not any(one.open for one in loads):
        assert (found.days, found.minutes) == (None, None)


@given(LOADS, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(loads: list[Workload], random: object) -> None:
    shuffled = loads[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert estimate(loads, TODAY) == estimate(shuffled, TODAY)


@given(LOADS, st.integers(0, 5), st.integers(1, 300))
def test_the_same_people_with_more_work_are_never_done_sooner(
    loads: list[Workload], number: int, more: int
) -> None:
    if not loads:
        return
    one = loads[number % len(loads)]
    known = [other for other in loads if other is not one]
    heavier = [*known, replace(one, open_work=one.open_work + more * 300 * bool(one.open))]
    if one.voted_work == 0 and one.voted:
        return  # their mean is then the team's, which itself grows
    before, after = estimate(loads, TODAY), estimate(heavier, TODAY)
    if before.days and after.days and all(each.voted and each.voted_work for each in loads):
        assert after.days[0] >= before.days[0]
        assert after.days[1] >= before.days[1]


@given(st.integers(1, 2000), st.integers(FEW, 200), st.integers(2, 5))
def test_who_does_the_same_each_day_is_done_when_division_says(open_: int, a_day: int, days: int) -> None:
    found = estimate([steady("anna", open_, a_day, days)], TODAY).days
    assert found is not None
    assert found[0] <= ceil(open_ / a_day) <= found[1]
    assert found[1] - found[0] <= 1


@given(st.integers(1, 2000), st.lists(st.integers(FEW, 100), min_size=1, max_size=5))
def test_going_on_as_on_the_mean_day_ends_within_the_range(open_: int, days: list[int]) -> None:
    one = load("anna", open_, voted=sum(days), voted_work=sum(days) * 500, days=days)
    found = estimate([one], TODAY).days
    assert found is not None
    assert found[0] <= ceil(open_ * len(days) / sum(days)) <= found[1]


def test_the_slowest_decides() -> None:
    found = estimate([steady("anna", 10, 10), steady("ben", 100, 10), steady("carol", 30, 30)], TODAY)
    assert found.slowest == "ben"
    assert found.days == (10, 10)
    assert "ben needs longest" in found.words


def test_long_claims_take_longer() -> None:
    short, long = load("anna", 10, voted=30, voted_work=15000, days=[10] * 3), load("anna", 10, voted=30)
    long = replace(long, voted_work=15000, days=[10] * 3, open_work=10 * 2000)
    assert estimate([short], TODAY).days == (1, 1)
    assert estimate([long], TODAY).days == (4, 4)


def test_without_a_pace_nothing_is_told_but_why() -> None:
    found = estimate([load("anna", voted=FEW - 1, voted_work=2000, days=[FEW - 1], seconds=[9] * 4)], TODAY)
    assert (found.days, found.minutes, found.slowest) == (None, None, "")
    assert found.words.startswith("cannot be told yet, as it needs 5 timed labels")


def test_who_has_no_pace_is_reckoned_at_the_teams_and_it_is_said() -> None:
    team = [steady("anna", 10, 10), steady("ben", 10, 30)]
    found = estimate([*team, load("dan", 200), load("eve", 1, voted=1, voted_work=500)], TODAY)
    assert found.slowest == "dan"
    assert found.days == (10, 10)
    assert "at the team's pace" in found.words
    assert "dan has not begun." in found.words
    assert "eve has too few labels for a pace: the team's was taken." in found.words


def test_of_one_day_alone_the_range_is_wide() -> None:
    found = estimate([steady("anna", 60, 10, days=1)], TODAY)
    assert found.days == (3, 12)
    assert "at the pace of one working day" in found.words


def test_on_the_first_day_hours_of_work_are_told_and_no_days() -> None:
    one = load("anna", 60, voted=10, voted_work=5000, seconds=[100] * 8 + [300] * 2)
    found = estimate([one], TODAY)
    assert found.days is None
    assert found.minutes == (100, 140)
    assert found.words.startswith("1 to 3 hours of work; in days it cannot be told yet, as nobody")


def test_who_was_not_seen_for_days_is_named_and_many_are_counted() -> None:
    gone = [steady(f"r{number}", 5, 10, last_day="2026-03-01") for number in range(6)]
    words = estimate([steady("anna", 60, 10), *gone], TODAY).words
    assert "Not seen: r0 since 2026-03-01, r1 since 2026-03-01, r2 since 2026-03-01 and 3 others." in words


@pytest.mark.parametrize(
    ("loads", "closed", "words"),
    [
        ([], False, "nothing is handed out."),
        ([load(open=0)], False, "nothing is open."),
        ([load()], True, "the round is closed."),
    ],
)
def test_where_nothing_is_to_come_that_is_said(loads: list[Workload], closed: bool, words: str) -> None:
    assert estimate(loads, TODAY, closed=closed).words == words


def test_a_day_that_another_program_wrote_may_be_anything() -> None:
    assert "Not seen" not in estimate([steady("anna", 60, 10, last_day="\x1b[2J")], TODAY).words


def test_spans_read_as_people_say_them() -> None:
    assert span((1, 1), "day") == "about 1 day"
    assert span((3, 5), "day") == "3 to 5 days"
