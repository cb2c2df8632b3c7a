"""Seconds of work on an injected clock."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.worktime import LONGEST_PAUSE, Pace, WorkClock, pace


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def worked(*keys: tuple[float, str]) -> WorkClock:
    """A clock after keys: the seconds before each, and the claim that was current then."""
    clock = Clock()
    work = WorkClock(clock)
    work.key("")
    for pause, claim in keys:
        clock.at += pause
        work.key(claim)
    return work


def test_time_goes_to_the_claim_that_was_current_while_it_passed() -> None:
    work = worked((10, "a"), (5, "b"), (7, "a"))
    assert (work.take("a"), work.take("b")) == (17, 5)


def test_the_first_key_of_all_has_no_time_before_it() -> None:
    work = WorkClock(Clock())
    work.key("a")
    assert work.take("a") == 0


def test_a_long_pause_is_cut_out_whole_and_one_just_short_of_it_counts() -> None:
    assert worked((LONGEST_PAUSE, "a")).take("a") == LONGEST_PAUSE
    assert worked((3, "a"), (LONGEST_PAUSE + 0.1, "a"), (4, "a")).take("a") == 7


def test_what_is_not_on_a_claim_counts_for_none_and_ends_the_pause() -> None:
    work = worked((5, "a"), (30, ""), (2, "a"))
    assert work.take("a") == 7
    assert work.take("") == 0


def test_taken_seconds_are_taken_once_and_parts_of_a_second_add_up() -> None:
    work = worked((1.6, "a"))
    assert (work.take("a"), work.take("a")) == (1, 0)
    work = worked((1.6, "a"), (0.5, "a"))
    assert work.take("a") == 2


@given(st.lists(st.tuples(st.floats(0, 200), st.sampled_from("abc"), st.booleans()), max_size=40))
def test_no_second_is_lost_or_counted_twice(steps: list[tuple[float, str, bool]]) -> None:
    clock, taken = Clock(), 0
    work = WorkClock(clock)
    work.key("")
    real = 0.0
    for pause, claim, label in steps:
        clock.at += pause
        work.key(claim)
        real += pause if pause <= LONGEST_PAUSE else 0
        taken += work.take(claim) if label else 0
    taken += sum(work.take(claim) for claim in "abc")
    assert real - 3.01 < taken <= real + 0.01


def test_a_pace_is_told_by_work_and_not_without_any() -> None:
    assert pace([]) is None
    assert pace([0, 0]) is None
    assert pace([60, 60, 240]) == Pace(hourly=30, median=60)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=50))
def test_the_median_is_the_usual_one(seconds: list[int]) -> None:
    found = pace(seconds)
    if found is not None:
        assert found.median == round(statistics.median(seconds))
