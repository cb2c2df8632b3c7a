"""The words that tell two texts apart."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.differing import differing
from annotator.domain.fold_key import fold_key, tokens
from annotator.domain.text import Range, canonical


def marked(one: str, other: str) -> tuple[list[str], list[str]]:
    first, second = differing(one, other)
    return [one[s:e] for s, e in first], [other[s:e] for s, e in second]


@pytest.mark.parametrize(
    ("one", "other", "lacks", "others_lack"),
    [
        ("The pier has burned down.", "The pier burned down.", ["has"], []),
        ("It cost 38 million.", "It cost 83 million.", ["38"], ["83"]),
        ("It is “safe” – now", 'it is "safe" - now.', [], []),
        ("He resigned.", "He resigned?", [], ["?"]),
        ("Lund accused Brandt.", "Brandt accused Lund.", ["accused Brandt"], ["Brandt accused"]),
        (
            "On Monday, the old pier burned.",
            "The pier burned on Sunday.",
            ["On Monday", "old"],
            ["on Sunday"],
        ),
        ("Fish &amp; chips were sold.", "Fish & chips are sold.", ["were"], ["are"]),
        ("The ﬁrst of two.", "The first of three.", ["two"], ["three"]),
        ("彼は三人を救った。", "彼は四人を救った。", ["三"], ["四"]),
        ("A", "", ["A"], []),
        ("", "", [], []),
    ],
)
def test_words_that_the_other_lacks_are_marked(
    one: str, other: str, lacks: list[str], others_lack: list[str]
) -> None:
    assert marked(one, other) == (lacks, others_lack)


WORDS = st.lists(
    st.sampled_from(["the", "pier", "Pier,", "2", "&amp;", "“no”", "ﬁve", "東京", "-5"]), max_size=12
)
TEXTS = st.one_of(st.text(max_size=40).map(canonical), WORDS.map(" ".join))


def beside(text: str, ranges: list[Range]) -> list[str]:
    return [t.word for t in tokens(text) if not any(s <= t.start and t.end <= e for s, e in ranges)]


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_beside_the_marked_words_both_texts_are_the_same(one: str, other: str) -> None:
    first, second = differing(one, other)
    for text, ranges in ((one, first), (other, second)):
        edges = [edge for span in ranges for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert beside(one, first) == beside(other, second)
    assert (first, second) == ([], []) or fold_key(one) != fold_key(other)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_words_with_places_are_those_of_the_key(text: str) -> None:
    assert " ".join(token.word for token in tokens(text)) == fold_key(text)


def test_long_texts_take_no_time_to_speak_of() -> None:
    one = " ".join(f"word{number % 7}" for number in range(100_000))
    begin = time.process_time()
    assert marked(f"A {one} x", f"A {one[::-1]} x") == ([one], [one[::-1]])
    assert marked(one, f"{one} more") == ([], ["more"])
    first, _ = differing(one[:12_000], one[6:12_006])
    assert first
    assert time.process_time() - begin < 5
