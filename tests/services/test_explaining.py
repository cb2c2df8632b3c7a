"""Which claims belong to which sentence."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claim import Claim
from annotator.domain.text import Range
from annotator.services.explaining import passages

SENTENCES = [(0, 10), (11, 30), (31, 40)]


def found(*claims: Claim) -> list[tuple[int | None, tuple[int, ...]]]:
    return [(passage.number, passage.claims) for passage in passages(claims, SENTENCES)]


def test_a_claim_belongs_where_most_of_its_words_are() -> None:
    """Words copied from the sentence before do not move it."""
    assert found(Claim(((0, 4), (12, 20)), "")) == [(1, ()), (2, (0,)), (3, ())]
    assert found(Claim(((0, 4), (12, 16)), "")) == [(1, (0,)), (2, ()), (3, ())]


def test_what_was_said_and_that_it_was_said_stay_together() -> None:
    content = Claim(((32, 34),), "", partner=1)
    utterance = Claim(((11, 30), (32, 34)), "", "utterance", partner=0)
    assert found(content, utterance) == [(1, ()), (2, ()), (3, (0, 1))]


def test_a_claim_of_no_sentence_has_its_own_place() -> None:
    assert passages([Claim(((0, 4), (6, 9)), "")], [])[0].start == 0
    assert found(Claim(((10, 11),), "")) == [(1, ()), (None, (0,)), (2, ()), (3, ())]


def pairs(most: int) -> st.SearchStrategy[list[Range]]:
    """Ranges in order that do not overlap."""
    cuts = st.lists(st.integers(0, 60), unique=True, max_size=most).map(sorted)
    return cuts.map(lambda found: list(zip(found[::2], found[1::2], strict=False)))


@given(st.lists(pairs(6).filter(bool), max_size=8), pairs(12), st.data())
def test_every_claim_has_one_place_and_no_sentence_is_lost(
    ranges: list[list[Range]], sentences: list[Range], data: st.DataObject
) -> None:
    claims = [
        Claim(tuple(each), "", partner=data.draw(st.none() | st.integers(0, len(ranges) - 1)))
        for each in ranges
    ]
    made = passages(claims, sentences)
    assert sorted(index for passage in made for index in passage.claims) == list(range(len(claims)))
    assert [(p.start, p.end) for p in made if p.number is not None] == sentences
    assert made == sorted(made, key=lambda passage: (passage.start, passage.end))
