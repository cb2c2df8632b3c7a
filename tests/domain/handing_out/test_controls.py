"""Control items among a reviewer's claims, and the figures of a dry run."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.handing_out import Portion, Summary, Task, hand_out, mix, summed_up

own = st.lists(st.integers(0, 99), unique=True, max_size=40)
controls = st.lists(st.integers(100, 120), unique=True, max_size=12)


@given(own, controls, st.integers(), st.text(max_size=4))
def test_everybody_gets_all_control_items_and_their_own_in_order(numbers, known, seed, name) -> None:
    mixed = mix(numbers, known, seed=seed, reviewer=name)
    assert [number for number in mixed if number < 100] == numbers
    assert sorted(number for number in mixed if number >= 100) == sorted(known)
    assert mixed == mix(numbers, known[::-1], seed=seed, reviewer=name)


@given(st.integers(1, 200), st.integers(1, 20), st.integers())
def test_each_stretch_has_one_control_item(count, known, seed) -> None:
    mixed = mix(range(count), range(-known, 0), seed=seed, reviewer="Ada")
    before = [place - order for order, place in enumerate(n for n, item in enumerate(mixed) if item < 0)]
    for order, place in enumerate(before):
        first, end = (count + 1) * order // known, (count + 1) * (order + 1) // known
        assert first <= place < max(end, first + 1)


def test_places_and_items_differ_by_reviewer_and_seed() -> None:
    made = {
        mix(range(200), range(-5, 0), seed=seed, reviewer=f"reviewer {number}")
        for number in range(50)
        for seed in (1, 2)
    }
    assert len(made) == 100
    assert len({next(item for item in mixed if item < 0) for mixed in made}) == 5
    assert len({mixed.index(next(item for item in mixed if item < 0)) for mixed in made}) > 30


def test_a_control_item_that_is_there_already_is_refused() -> None:
    with pytest.raises(InputError, match="Control item 2 is one of the claims of Ada"):
        mix([1, 2], [3, 2], seed=1, reviewer="Ada")
    with pytest.raises(InputError, match="named twice"):
        mix([1, 2], [3, 3], seed=1, reviewer="Ada")


def test_a_summary_says_who_gets_what_and_what_pairs_share() -> None:
    tasks = [Task(1, "a", 10), Task(2, "a", 20), Task(5, "b", 30)]
    assert summed_up(tasks, {"Cy": (), "Ada": (1, 2, 5), "Bo": (2,)}) == Summary(
        (Portion("Ada", 3, 2, 60), Portion("Bo", 1, 1, 20), Portion("Cy", 0, 0, 0)), (0, 1)
    )
    assert summed_up(tasks, {"Ada": (1,)}).pairs is None


@given(st.integers(1, 60), st.integers(2, 5), st.integers(1, 5), st.integers())
def test_a_summary_agrees_with_a_count(count, reviewers, overlap, seed) -> None:
    tasks = [Task(number, str(number // 7), 1 + number % 3) for number in range(count)]
    handed = hand_out(tasks, "ABCDE"[:reviewers], min(overlap, reviewers), seed=seed)
    got = summed_up(tasks, handed)
    shared = [len(set(one) & set(other)) for one, other in combinations(handed.values(), 2)]
    assert got.pairs == (min(shared), max(shared))
    assert [portion.claims for portion in got.portions] == [len(handed[name]) for name in sorted(handed)]
