"""Wrapping: pairs of code points that cover the text, in lines that fit."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from annotator.domain.text import canonical
from annotator.tui.wrapping import clip, offset_at, snap, wrap_marked, wrap_text, wrap_words

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(" \n.,-[]“”abcé東京。、한국\u0301\u200d\ufe0f👩👧🇯🇵ไทยनमस्ते"),
    ),
    max_size=200,
).map(canonical)


@given(TEXTS, st.integers(2, 40))
def test_lines_hold_every_character_but_newlines(text: str, width: int) -> None:
    lines = wrap_text(text, width).lines
    assert "".join(text[start:end] for start, end in lines) == text.replace("\n", "")
    assert all(start <= end for start, end in lines)
    assert all(one[1] <= other[0] for one, other in pairwise(lines))
    assert not any("\n" in text[start:end] for start, end in lines)


@given(TEXTS, st.integers(2, 40))
def test_no_line_is_wider_than_the_width_without_its_last_spaces(text: str, width: int) -> None:
    for start, end in wrap_text(text, width).lines:
        assert cell_len(text[start:end].rstrip()) <= width


@given(TEXTS, st.integers(2, 40))
def test_no_line_cuts_a_grapheme(text: str, width: int) -> None:
    for start, end in wrap_text(text, width).lines:
        paragraph = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        whole = text[paragraph : stop if stop >= 0 else len(text)]
        begins = {paragraph + span[0] for span in split_graphemes(whole)[0]} | {paragraph + len(whole)}
        assert start in begins
        assert end in begins


@given(TEXTS, st.integers(2, 20))
def test_every_character_is_found_on_the_line_that_holds_it(text: str, width: int) -> None:
    wrapped = wrap_text(text, width)
    for place, character in enumerate(text):
        if character != "\n":
            (line,) = wrapped.lines_of((place, place + 1))
            assert wrapped.lines[line][0] <= place < wrapped.lines[line][1]


def test_words_stay_whole_when_they_fit() -> None:
    text = "one two three four"
    assert [text[a:b] for a, b in wrap_text(text, 9).lines] == ["one two ", "three ", "four"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    text = "aaaaaaaaaaaa b"
    assert [text[a:b] for a, b in wrap_text(text, 5).lines] == ["aaaaa", "aaaaa", "aa b"]


def test_chinese_and_japanese_wrap_between_signs_and_keep_stops_at_the_end() -> None:
    text = "東京の橋は開通した。市は"
    lines = [text[a:b] for a, b in wrap_text(text, 18).lines]
    assert lines == ["東京の橋は開通し", "た。市は"]


def test_paragraphs_are_parted_by_one_empty_line() -> None:
    assert wrap_text("a\nb", 10).lines == ((0, 1), (2, 2), (2, 3))
    assert wrap_text("a\n\n\nb", 10).lines == ((0, 1), (4, 4), (4, 5))


def test_clipping_ends_in_an_ellipsis_and_never_cuts_a_grapheme() -> None:
    assert clip("abcdef", 6) == "abcdef"
    assert clip("abcdef", 4) == "abc…"
    assert clip("東京の橋", 4) == "東…"
    assert clip("👩‍👩‍👧👩‍👩‍👧", 3) == "👩‍👩‍👧…"
    assert clip("abc", 0) == ""


@given(st.text(max_size=60), st.integers(0, 30))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= max(width, cell_len(text) if cell_len(text) <= width else 0)


def test_short_texts_say_that_there_is_more() -> None:
    assert wrap_words("one two three four", 9, limit=2) == ["one two", "three fo…"]
    assert wrap_words("one\n two", 20) == ["one two"]
    assert wrap_words("", 20) == []


def test_cuts_move_back_to_the_beginning_of_a_grapheme() -> None:
    assert snap("e\u0301a", [0, 1, 3]) == [0, 0, 3]
    assert snap("abc", [0, 2, 3]) == [0, 2, 3]


@given(st.text(max_size=30), st.integers(0, 40))
def test_the_code_point_at_a_cell_stands_there(text: str, cell: int) -> None:
    at = offset_at(text, cell)
    assert 0 <= at <= len(text)
    assert cell_len(text[:at]) <= cell or not re.search(r"\S", text[:at])


@given(
    TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))), st.integers(2, 40), st.integers(0, 4)
)
def test_marking_changes_no_line(text: str, marked: list[tuple[int, int]], width: int, limit: int) -> None:
    lines = wrap_marked(text, marked, width, limit)
    assert ["".join(piece for piece, _ in line) for line in lines] == wrap_words(text, width, limit)
    assert all(piece for line in lines for piece, _ in line)


@given(st.text("ab ", max_size=60), st.sets(st.integers(0, 59)), st.integers(2, 12))
def test_the_marked_letters_are_marked_wherever_they_come(text: str, at: set[int], width: int) -> None:
    lines = wrap_marked(text, [(place, place + 1) for place in sorted(at)], width)
    shown = [(letter, mark) for line in lines for piece, mark in line for letter in piece if letter != " "]
    assert shown == [(letter, place in at) for place, letter in enumerate(text) if letter != " "]
