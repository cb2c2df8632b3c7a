"""Open claims that change hands: somebody joins late, somebody is absent."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.handing_out import Task, hand_out, hand_over, join
from annotator.domain.ranking import draw

NAMES = ["Ada", "Bo", "Cy", "Di", "Eve", "Flo"]
TASKS = [Task(number, str(number // 20), 300 + draw(1, 500, str(number))) for number in range(600)]
WEIGHT = {task.number: task.weight for task in TASKS}


def load(numbers) -> int:
    return sum(WEIGHT[number] for number in numbers)


def after(held, moves):
    """What is held when the moves are made; each giver must hold what is given."""
    now = {name: set(numbers) for name, numbers in held.items()}
    for move in moves:
        assert set(move.numbers) <= now[move.giver]
        now[move.giver] -= set(move.numbers)
        taker = now.setdefault(move.taker, set())
        assert not taker & set(move.numbers)
        taker |= set(move.numbers)
    return now


def holders(held) -> Counter:
    return Counter(number for numbers in held.values() for number in numbers)


@st.composite
def under_way(draw):
    """A round of which everybody has done a part."""
    tasks = TASKS[: draw(st.integers(1, 120))]
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    handed = hand_out(tasks, names, draw(st.integers(1, len(names))), seed=draw(st.integers(0, 99)))
    done = {name: draw(st.integers(0, len(numbers))) for name, numbers in handed.items()}
    had = {name: set(numbers[: done[name]]) for name, numbers in handed.items()}
    held = {name: set(numbers[done[name] :]) for name, numbers in handed.items()}
    return tasks, names, held, had


@settings(max_examples=100, deadline=None)
@given(under_way(), st.sampled_from([["Zoe"], ["Zoe", "Yan"], ["Xi", "Yan", "Zoe"]]), st.integers(0, 99))
def test_newcomers_get_what_others_have_too_much(case, newcomers, seed) -> None:
    tasks, names, held, had = case
    had |= {"Zoe": {task.number for task in tasks[::3]}}
    moves = join(tasks, held, had, newcomers, seed=seed)
    now = after(held, moves)
    assert holders(now) == holders(held)
    mean = sum(load(numbers) for numbers in held.values()) // (len(names) + len(newcomers))
    heaviest = max(WEIGHT[task.number] for task in tasks)
    for move in moves:
        assert move.giver in names
        assert move.taker in newcomers
        assert not set(move.numbers) & had.get(move.taker, set())
        assert load(now[move.giver]) > mean - heaviest
    for name in newcomers:
        got = load(now.get(name, ()))
        assert got < mean + heaviest
        can_take = set().union(*held.values()) - had.get(name, set()) - now.get(name, set())
        for giver in names:
            for number in now[giver] & can_take:
                assert got >= mean or got + WEIGHT[number] > load(now[giver]) - WEIGHT[number]
    shuffled = dict(reversed(held.items()))
    assert join(tasks, shuffled, had, newcomers[::-1], seed=seed) == moves


@pytest.mark.parametrize("overlap", [1, 2, 3])
def test_work_is_even_again_after_somebody_joined_and_comes_in_long_runs(overlap) -> None:
    held = hand_out(TASKS, NAMES[:5], overlap, seed=1)
    moves = join(TASKS, held, {}, ["Zoe"], seed=1)
    loads = [load(numbers) for numbers in after(held, moves).values()]
    assert max(loads) - min(loads) <= 2 * max(WEIGHT.values())
    assert len(moves) == 5
    for move in moves:
        mine = held[move.giver]
        places = [mine.index(number) for number in move.numbers]
        runs = 1 + sum(late - early > 1 for early, late in pairwise(places))
        assert runs <= 4


def test_a_newcomer_is_given_no_more_than_is_needed() -> None:
    tasks = [Task(number, "one", 10) for number in range(12)]
    held = {"Ada": range(6), "Bo": range(6, 12)}
    moves = join(tasks, held, {}, ["Cy"], seed=1)
    assert [(move.giver, move.numbers) for move in moves] == [("Ada", (4, 5)), ("Bo", (10, 11))]
    assert join(tasks, {"Ada": (1,), "Bo": (2,)}, {}, ["Cy"], seed=1) == ()


@settings(max_examples=100, deadline=None)
@given(under_way(), st.integers(0, 99))
def test_what_an_absent_one_had_open_goes_to_those_who_never_had_it(case, seed) -> None:
    tasks, names, held, had = case
    absent, *takers = names
    got = hand_over(tasks, held, had, absent, takers, seed=seed)
    now = after(held, got.moves)
    assert now[absent] == set(got.left)
    for move in got.moves:
        assert move.giver == absent
        assert not set(move.numbers) & (set(held[move.taker]) | had[move.taker])
    for number in got.left:
        assert all(number in set(held[name]) | had[name] for name in takers)
    assert got == hand_over(tasks, dict(reversed(held.items())), had, absent, takers[::-1], seed=seed)


@pytest.mark.parametrize("overlap", [1, 2, 3])
def test_the_others_have_even_work_after_a_hand_over(overlap) -> None:
    held = hand_out(TASKS, NAMES, overlap, seed=1)
    got = hand_over(TASKS, held, {}, "Ada", NAMES[1:], seed=1)
    assert got.left == ()
    now = after(held, got.moves)
    assert holders(now) == holders(held)
    loads = [load(now[name]) for name in NAMES[1:]]
    assert max(loads) * len(loads) <= 1.05 * sum(loads)


def test_those_with_little_open_work_take_over_more() -> None:
    tasks = [Task(number, str(number // 2), 10) for number in range(20)]
    held = {"Ada": range(8), "Bo": range(8, 16), "Cy": ()}
    got = hand_over(tasks, held, {"Cy": (0, 1)}, "Ada", ["Bo", "Cy"], seed=1)
    taken = {move.taker: move.numbers for move in got.moves}
    assert taken == {"Bo": (0, 1), "Cy": (2, 3, 4, 5, 6, 7)}


def test_nobody_to_join_or_to_take_over_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="nobody to join"):
        join(TASKS, {"Ada": (1,)}, {}, [], seed=1)
    with pytest.raises(InputError, match="Bo is named twice"):
        join(TASKS, {"Ada": (1,)}, {}, ["Bo", "Bo"], seed=1)
    with pytest.raises(InputError, match="nobody to take over what Ada has open"):
        hand_over(TASKS, {"Ada": (1,)}, {}, "Ada", [], seed=1)
    with pytest.raises(InputError, match="Ada cannot take over from Ada"):
        hand_over(TASKS, {"Ada": (1,)}, {}, "Ada", ["Ada", "Bo"], seed=1)
