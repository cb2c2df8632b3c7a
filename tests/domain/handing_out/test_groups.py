"""Groups for parts of any weights: loads stay together, and exchanges make nothing worse."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.handing_out.exchanges import LOADS, exchange
from annotator.domain.handing_out.groups import Groups
from annotator.domain.handing_out.parts import Part, cut
from annotator.domain.handing_out.task import Task

weights = st.lists(st.integers(1, 100), min_size=1, max_size=30)


@st.composite
def chosen(draw):
    reviewers = draw(st.integers(2, 7))
    overlap = draw(st.integers(1, reviewers))
    parts = [Part(place, place + 1, weight) for place, weight in enumerate(draw(weights))]
    groups = Groups(reviewers, max(part.weight for part in parts))
    return parts, groups, [groups.choose(part.weight, overlap) for part in parts], overlap


def check(groups, parts, made) -> None:
    """Loads and what pairs share are what the groups say."""
    people = range(len(groups.loads))
    both = list(zip(parts, made, strict=True))
    assert groups.loads == [sum(part.weight for part, group in both if one in group) for one in people]
    for one, other in combinations(people, 2):
        shared = sum(part.weight for part, group in both if one in group and other in group)
        assert groups.shared[one][other] == groups.shared[other][one] == shared


@settings(max_examples=200, deadline=None)
@given(chosen())
def test_loads_lie_no_further_apart_than_the_heaviest_part_in_any_order(case) -> None:
    parts, groups, made, overlap = case
    assert all(len(set(group)) == len(group) == overlap for group in made)
    assert max(groups.loads) - min(groups.loads) <= max(part.weight for part in parts)
    check(groups, parts, made)


@settings(max_examples=200, deadline=None)
@given(chosen())
def test_exchanges_widen_no_range_and_lower_the_squares(case) -> None:
    parts, groups, made, overlap = case

    def squares() -> int:
        pairs = combinations(range(len(groups.loads)), 2)
        return LOADS * sum(load**2 for load in groups.loads) + sum(
            groups.shared[one][other] ** 2 for one, other in pairs
        )

    low, high, before, as_before = min(groups.loads), max(groups.loads), squares(), [set(g) for g in made]
    exchange(parts, made, groups)
    check(groups, parts, made)
    assert all(len(set(group)) == len(group) == overlap for group in made)
    assert low <= min(groups.loads) <= max(groups.loads) <= high
    assert squares() < before or [set(group) for group in made] == as_before


@settings(max_examples=200, deadline=None)
@given(weights, st.integers(1, 9), st.integers(1, 300), st.integers(0, 50))
def test_parts_are_the_whole_round_and_no_heavier_than_a_claim_above_the_most(
    all_, size, most, least
) -> None:
    tasks = [Task(place, str(place // size), weight) for place, weight in enumerate(all_)]
    parts = cut(tasks, most, least)
    assert [place for part in parts for place in range(part.start, part.end)] == list(range(len(tasks)))
    for part in parts:
        assert part.weight == sum(all_[part.start : part.end])
        assert part.weight <= max(most, least) + max(all_)
