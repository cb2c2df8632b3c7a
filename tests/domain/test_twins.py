"""Claims of two sets are paired by what they say and where, whichever of the sets is called old."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.twins import SAMENESSES, Shape, twins

shapes = st.lists(
    st.builds(
        Shape, st.sampled_from(["content", "utterance"]), st.sampled_from(["[[0,4]]", "[[5,9]]"]),
        st.sampled_from(["A ship sank.", "The ship sank.", "It sank."]),
    ),
    max_size=8,
)  # fmt: skip
ONE = Shape("content", "[[0,4]]", "A ship sank.")


@pytest.mark.parametrize(
    ("other", "sameness"),
    [
        (ONE, "same"),
        (ONE._replace(ranges="[[5,9]]"), "words"),
        (ONE._replace(text="The ship sank."), "ranges"),
        (ONE._replace(ranges="[[5,9]]", text="The ship sank."), None),
        (ONE._replace(mode="utterance"), None),
    ],
)
def test_what_makes_two_claims_the_same(other: Shape, sameness: str | None) -> None:
    found = twins([ONE], [other])
    assert found == ([(0, 0, sameness)] if sameness else [])


def test_a_closer_pair_comes_before_a_looser_one() -> None:
    words, ranges = ONE._replace(ranges="[[5,9]]"), ONE._replace(text="It sank.")
    assert twins([ONE], [ranges, words, ONE]) == [(0, 2, "same")]
    assert twins([ONE], [ranges, words]) == [(0, 1, "words")]
    assert twins([words, ONE], [ranges, ONE]) == [(1, 1, "same")]


def test_equal_chances_are_taken_in_the_order_of_the_sets() -> None:
    old = [ONE, ONE._replace(ranges="[[5,9]]")]
    new = [ONE._replace(ranges="[[10,14]]"), ONE._replace(ranges="[[20,24]]")]
    assert twins(old, new) == [(0, 0, "words"), (1, 1, "words")]


@given(shapes, shapes)
def test_each_claim_is_in_one_pair_at_most_and_nothing_closer_is_left(
    old: list[Shape], new: list[Shape]
) -> None:
    found = twins(old, new)
    for numbers in ([t.old for t in found], [t.new for t in found]):
        assert len(numbers) == len(set(numbers))
    assert [t.new for t in found] == sorted(t.new for t in found)
    paired = {t.old for t in found}, {t.new for t in found}
    free_old = [shape for n, shape in enumerate(old) if n not in paired[0]]
    free_new = [shape for n, shape in enumerate(new) if n not in paired[1]]
    for one in free_old:
        for other in free_new:
            assert one.mode != other.mode or (one.text != other.text and one.ranges != other.ranges)
    for one, other, sameness in found:
        first, second = old[one], new[other]
        alike = (first == second, first.text == second.text, first.ranges == second.ranges)
        assert first.mode == second.mode
        assert alike[SAMENESSES.index(sameness)]


@given(shapes, shapes)
def test_it_does_not_matter_which_set_is_called_old(old: list[Shape], new: list[Shape]) -> None:
    turned = [(t.new, t.old, t.sameness) for t in twins(new, old)]
    assert sorted(turned) == sorted(tuple(t) for t in twins(old, new))
