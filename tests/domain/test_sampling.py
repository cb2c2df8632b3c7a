"""Seeded samples: what they promise for any items, sizes and seeds."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import InputError
from annotator.domain.sampling import allocation, sample, stratified_sample

ids = st.lists(st.text(max_size=5), min_size=1, max_size=40, unique=True)
seeds = st.integers()


@st.composite
def drawn(draw):
    names = draw(ids)
    return names, draw(st.integers(1, len(names))), draw(seeds)


@given(drawn())
def test_a_sample_has_its_size_and_the_order_of_what_it_is_drawn_from(case) -> None:
    names, size, seed = case
    got = sample(names, size, seed)
    assert len(got) == size
    assert list(got) == [name for name in names if name in set(got)]
    assert set(got) == set(sample(names[::-1], size, seed))


@given(drawn(), st.text(min_size=6, max_size=6))
def test_one_item_more_takes_the_place_of_at_most_one(case, more) -> None:
    names, size, seed = case
    before, after = set(sample(names, size, seed)), set(sample([more, *names], size, seed))
    assert len(before - after) <= 1
    assert after - before <= {more}


def test_a_sample_is_the_same_on_every_machine_and_another_for_another_seed() -> None:
    names = [f"claim {number}" for number in range(20)]
    assert sample(names, 4, 1) == ("claim 12", "claim 17", "claim 18", "claim 19")
    assert sample(names, 4, 2) != sample(names, 4, 1)


def test_every_item_is_drawn_about_equally_often() -> None:
    names = [str(number) for number in range(10)]
    count = Counter(name for seed in range(2000) for name in sample(names, 3, seed))
    assert all(500 < count[name] < 700 for name in names)


strata = st.dictionaries(st.text(max_size=3), st.integers(1, 60), min_size=1, max_size=12)


@st.composite
def allocated(draw):
    sizes = draw(strata)
    return sizes, draw(st.integers(1, sum(sizes.values()))), draw(seeds)


@given(allocated())
def test_strata_get_their_share_and_at_least_one_each_when_the_size_allows(case) -> None:
    sizes, size, seed = case
    got = allocation(sizes, size, seed)
    assert sum(got.values()) == size
    assert all(0 <= got[name] <= there for name, there in sizes.items())
    if size >= len(sizes):
        assert min(got.values()) >= 1
    whole = sum(sizes.values())
    if all(size * there >= whole for there in sizes.values()):
        assert all(abs(got[name] * whole - size * there) < whole for name, there in sizes.items())
    assert got == allocation(dict(reversed(sizes.items())), size, seed)


@given(allocated())
def test_a_stratified_sample_draws_what_is_allocated_in_order(case) -> None:
    sizes, size, seed = case
    items = [(f"{name}/{number}", name) for number in range(60) for name in sizes if number < sizes[name]]
    got = stratified_sample(items, size, seed)
    assert list(got) == [name for name, _ in items if name in set(got)]
    counts = Counter(name.rpartition("/")[0] for name in got)
    assert {name: counts[name] for name in sizes} == allocation(sizes, size, seed)


def test_shares_are_rounded_by_largest_remainder() -> None:
    assert allocation({"a": 53, "b": 27, "c": 20}, 10, 1) == {"a": 5, "b": 3, "c": 2}
    assert allocation({"a": 97, "b": 1, "c": 1, "d": 1}, 10, 1) == {"a": 7, "b": 1, "c": 1, "d": 1}
    assert allocation({"a": 90, "b": 6, "c": 4}, 2, 1) == {"a": 2, "b": 0, "c": 0}


@pytest.mark.parametrize(("size", "words"), [(0, "sample of 0"), (-1, "sample of -1"), (4, "of 4 .* of 3")])
def test_a_size_that_cannot_be_is_refused(size, words) -> None:
    with pytest.raises(InputError, match=words):
        sample(["a", "b", "c"], size, 1)
    with pytest.raises(InputError, match=words):
        stratified_sample([("a", "x"), ("b", "x"), ("c", "y")], size, 1)
