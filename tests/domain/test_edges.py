"""Edges of claims move anywhere a person may want them, and nowhere else."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from annotator.domain.edges import EDGES, UNITS, cluster_start, joined, move_edge, selected, split_at
from annotator.domain.errors import InputError
from annotator.domain.text import Range, canonical
from annotator.splitting import sentences

TEXT = "Boats left at dawn. The crew's cat stayed. Nobody saw it."
SENTENCES = [(0, 19), (20, 42), (43, 57)]
letters = st.sampled_from(
    [
        *("a", "b", " ", ".", "\n", "’", "é", "e\u0301", "\u0301", "港", "口", "क्षि", "\u00ad", "한"),
        *("👩\u200d🚒", "🇳🇴", "👍🏽", "\u1112\u1161"),
    ]
)
texts = st.lists(letters, min_size=3, max_size=30).map(lambda parts: canonical("".join(parts)))


@st.composite
def claims(draw: st.DrawFn) -> tuple[str, tuple[Range, ...]]:
    """A text and ranges in it as a selection makes them."""
    text = "x" + draw(texts) + "y"
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    try:
        return text, selected(text, pairs)
    except InputError:
        return text, ((0, 1),)


def letters_of(text: str, ranges: Sequence[Range]) -> str:
    """All that is in the ranges, without white space."""
    return "".join("".join(text[start:end] for start, end in ranges).split())


def drawn(text: str) -> set[int]:
    """Where what a terminal draws in one place begins, line by line; and the ends of lines."""
    found, at = set(), 0
    for line in text.split("\n"):
        found |= {at + start for start, _, _ in split_graphemes(line)[0]} | {at + len(line)}
        at += len(line) + 1
    return found


def is_sound(text: str, ranges: tuple[Range, ...]) -> None:
    last = -1
    assert ranges
    for start, end in ranges:
        assert last < start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert {start, end} <= drawn(text)
        last = end


@pytest.mark.parametrize(
    ("edge", "unit", "by", "words"),
    [
        ("end", "word", 1, "The crew's cat stayed. Nobody"),
        ("end", "word", -1, "The crew's cat stayed"),
        ("end", "word", -2, "The crew's cat"),
        ("end", "word", -9, "The"),
        ("end", "word", 9, "The crew's cat stayed. Nobody saw it"),
        ("start", "word", 1, "crew's cat stayed."),
        ("start", "word", 2, "cat stayed."),
        ("start", "word", -2, "at dawn. The crew's cat stayed."),
        ("start", "character", 4, "rew's cat stayed."),
        ("start", "character", -2, "n. The crew's cat stayed."),
        ("end", "character", 2, "The crew's cat stayed. No"),
        ("start", "sentence", -1, TEXT[:42]),
        ("start", "sentence", 1, "The crew's cat stayed."),
        ("end", "sentence", 1, TEXT[20:]),
        ("end", "sentence", -1, "The crew's cat stayed."),
        ("end", "word", 0, "The crew's cat stayed."),
    ],
)
def test_an_edge_moves_by_whole_units_as_far_as_it_can(edge, unit, by, words) -> None:
    ((start, end),) = move_edge(TEXT, [(20, 42)], edge, unit, by, SENTENCES)
    assert TEXT[start:end] == words


def test_an_edge_that_moves_over_a_gap_loses_the_range_behind_it() -> None:
    apart = [(0, 5), (35, 41)]
    assert move_edge(TEXT, apart, "start", "word", 1) == ((35, 41),)
    assert move_edge(TEXT, apart, "end", "word", -1) == ((0, 5),)
    assert move_edge(TEXT, apart, "start", "character", 5) == ((35, 41),)
    assert move_edge(TEXT, apart, "end", "character", 1) == ((0, 5), (35, 42))


def test_signs_that_are_words_are_passed_one_by_one() -> None:
    assert move_edge("港口关闭了。", [(0, 2)], "end", "word", 1) == ((0, 3),)


@given(claims(), st.sampled_from(EDGES), st.sampled_from(UNITS), st.integers(-9, 9))
def test_moved_ranges_are_sound_whatever_the_text(claim, edge, unit, by) -> None:
    text, ranges = claim
    moved = move_edge(text, ranges, edge, unit, by, sentences(text))
    is_sound(text, moved)
    kept = moved[0][0] if edge == "end" else moved[-1][1]
    assert kept == (ranges[0][0] if edge == "end" else ranges[-1][1])


@given(claims(), st.sampled_from(EDGES), st.integers(1, 9))
def test_characters_forth_and_back_come_home(claim, edge, by) -> None:
    text, ranges = claim
    one = ((ranges[0][0], ranges[-1][1]),)
    there = [move_edge(text, one, edge, "character", steps) for steps in range(by + 1)]
    taken = len(set(there)) - 1
    assert move_edge(text, there[-1], edge, "character", -taken) == one


@given(claims(), st.integers(-2, 40))
def test_both_parts_of_a_split_are_sound_and_hold_every_word(claim, at) -> None:
    text, ranges = claim
    try:
        left, right = split_at(text, ranges, at)
    except InputError:
        return
    is_sound(text, left)
    is_sound(text, right)
    assert left[-1][1] <= right[0][0]
    assert letters_of(text, (*left, *right)) == letters_of(text, ranges)


@given(claims(), claims())
def test_joined_ranges_are_sound_and_the_order_does_not_matter(one, other) -> None:
    text, ranges = one
    more = [span for span in other[1] if span[1] <= len(text)]
    try:
        second = selected(text, more) if more else ranges
    except InputError:
        second = ranges
    found = joined(text, [*ranges, *second])
    is_sound(text, found)
    assert found == joined(text, [*second, *ranges])
    assert joined(text, found) == found


@given(texts, st.integers(0, 40))
def test_no_cut_goes_through_what_is_drawn_in_one_place(text, at) -> None:
    assert cluster_start(text, at) in drawn(text)


@pytest.mark.parametrize("ranges", [[(-1, 3)], [(3, 3)], [(0, 99)], [(5, 6)]])
def test_a_selection_outside_the_text_or_without_words_is_refused(ranges) -> None:
    with pytest.raises(InputError):
        selected(TEXT, ranges)
