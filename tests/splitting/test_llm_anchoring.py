"""Quoted words are found again exactly, or refused; wordings may not add to the article."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import canonical
from annotator.splitting.llm.anchoring import Refused, occurrences, place
from annotator.splitting.llm.checking import check_wording


def placed(text: str, *pieces: str, antecedents: tuple[str, ...] = ()) -> list[str]:
    """The text of the ranges of pieces in a sentence behind its antecedents."""
    whole = " ".join([*antecedents, text])
    before, at = [], 0
    for antecedent in antecedents:
        before.append((at, at + len(antecedent)))
        at += len(antecedent) + 1
    return [whole[slice(*span)] for span in place(whole, (at, len(whole)), before, pieces)]


def test_pieces_are_found_letter_by_letter() -> None:
    assert placed("The crane, old and red, fell.", "The crane", "fell") == ["The crane", "fell"]


@pytest.mark.parametrize(
    ("text", "piece", "found"),
    [
        ("He said “it’s over”.", '"it\'s over"', "“it’s over”"),
        ("A ten\u00a0–\u00a0year plan", "a ten - year plan", "A ten\u00a0–\u00a0year plan"),
        ("It waited… and left", "waited... and", "waited… and"),
        ("The ﬁnal vote", "the final vote", "The ﬁnal vote"),
        ("İzmir burned", "i\u0307zmir burned", "İzmir burned"),
        ("10² metres", "10² Metres", "10² metres"),
        ("橋は一月に開いた。", "橋は一月に", "橋は一月に"),
    ],
)
def test_typography_and_case_do_not_matter_and_offsets_stay_exact(text: str, piece: str, found: str) -> None:
    assert placed(text, piece) == [found]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("The category changed", "cat"),
        ("It cost 3.5 million", "3"),
        ("It cost 3.5 million", "5 million"),
        ("It cost 1,200 crowns", "200 crowns"),
        ("Losses of 120 crowns", "20 crowns"),
        ("The change was -5 degrees", "5 degrees"),
        ("At 10² metres", "102 metres"),
        ("It waited… and left", ". and left"),
        ("The crane fell", "The bridge"),
    ],
)
def test_words_and_numbers_are_not_cut(text: str, piece: str) -> None:
    with pytest.raises(Refused, match="not there"):
        placed(text, piece)


def test_words_that_come_again_need_an_order_that_leaves_one_place() -> None:
    twice = "The mayor met the mayor of Vik."
    assert placed(twice, "the mayor of Vik") == ["the mayor of Vik"]
    assert placed("A crane fell and a crane stood.", "a crane", "stood") != []
    with pytest.raises(Refused, match="more than once"):
        placed("A crane fell, a crane stood, both rusted.", "crane", "rusted")
    assert placed("A crane fell, a crane stood.", "crane", "fell, a", "crane") == [
        "crane",
        "fell, a",
        "crane",
    ]
    with pytest.raises(Refused, match="out of order"):
        placed("A crane fell, a crane stood.", "stood", "crane")


@pytest.mark.parametrize("pieces", [("A crane", "crane fell"), ("A crane", "A crane")])
def test_overlapping_pieces_are_refused(pieces: tuple[str, ...]) -> None:
    with pytest.raises(Refused, match="overlap"):
        placed("A crane fell.", *pieces)


def test_pieces_may_come_from_an_antecedent_but_not_all_of_them() -> None:
    assert placed("He resigned.", "Jon Ask", "resigned", antecedents=("Jon Ask spoke.",)) == [
        "Jon Ask",
        "resigned",
    ]
    with pytest.raises(Refused, match="its own sentence"):
        placed("He resigned.", "Jon Ask", antecedents=("Jon Ask spoke.",))
    with pytest.raises(Refused, match="more than once"):
        placed("He resigned.", "Ask", "resigned", antecedents=("Ask spoke.", "Ask left."))


@given(st.text(max_size=40), st.data())
def test_what_is_found_holds_the_piece(raw: str, data: st.DataObject) -> None:
    text = canonical(raw)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for found in occurrences(text, (0, len(text)), text[start:end]):
        assert text[slice(*found)].casefold() == text[start:end].casefold()
        assert 0 <= found[0] < found[1] <= len(text)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4))
def test_any_pieces_are_placed_apart_or_refused(raw: str, pieces: list[str]) -> None:
    text = canonical(raw)
    try:
        ranges = place(text, (0, len(text)), [], pieces)
    except Refused:
        return
    edges = [edge for span in ranges for edge in span]
    assert edges == sorted(edges)
    assert len(ranges) == len(pieces)
    assert all(0 <= start < end <= len(text) for start, end in ranges)


def checked(wording: str, sentence: str, quoted: str = "") -> None:
    check_wording(wording, sentences=sentence, quoted=quoted or sentence, spanned=quoted or sentence)


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("The cranes fell.", "Cranes fell in Vik."),
        ("Cranes fell.", "The cranes fell."),
        ("Ask said: “Cranes fell.”", "“The cranes fell,” Ask said."),
        ("Ask’s bridge closed.", "The bridge of Ask closed."),
        ("It rose by 5 percent.", "It rose by 5%."),
        ("Lund didn't resign.", "Lund did not resign."),
        ("NHKが報じた。", "NHKは報じた。"),
        ("知事は辞任した。", "知事が辞任した。"),
    ],
)
def test_a_wording_may_use_what_is_there(wording: str, sentence: str) -> None:
    checked(wording, sentence)


@pytest.mark.parametrize(
    ("wording", "sentence", "why"),
    [
        ("Lund resigned.", "He resigned.", "name"),
        ("The mayor Lund resigned.", "The mayor resigned.", "name"),
        ("The minister met Will there.", "The minister will be met there.", "name"),
        ("The bank of iNord failed.", "The bank of nord failed.", "name"),
        ("田中知事は辞任した。", "知事が辞任した。", "name"),
        ("الوزير أحمد استقال", "الوزير استقال", "name"),
        ("Five cranes fell.", "The cranes fell.", "number"),
        ("The cranes fell 2 times.", "The cranes fell 12 times.", "number"),
        ("It cost 35 crowns.", "It cost 3.5 crowns.", "number"),
        ("Half of the cranes fell.", "Some of the cranes fell.", "number"),
        ("½ of the cranes fell.", "Some of the cranes fell.", "number"),
        ("The dam did fail.", "The dam did not fail.", "not"),
        ("The dam didn’t fail.", "The dam failed.", "not"),
        ("They gave orders for escape abroad.", "They saw the cranes fall.", "mostly"),
    ],
)
def test_a_wording_may_not_add(wording: str, sentence: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        checked(wording, sentence)


def test_a_number_must_stand_in_the_quoted_words() -> None:
    with pytest.raises(Refused, match="number"):
        checked("5 were hurt.", "3 were hurt and 5 were killed.", "were hurt")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_wording_is_taken_or_refused(wording: str, sentence: str) -> None:
    with contextlib.suppress(Refused):
        checked(canonical(wording), canonical(sentence))
        assert set(re.findall(r"\d+", canonical(wording))) <= set(re.findall(r"\d+", canonical(sentence)))
