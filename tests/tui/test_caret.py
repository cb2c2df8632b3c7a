"""The caret's motions: vi's, with counts, never inside a grapheme, never out of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import split_graphemes

from annotator.domain.text import canonical
from annotator.tui.caret import MOTIONS, Caret, Terrain, moved, put_aside, selected, selection
from annotator.tui.wrapping import wrap_text

TEXT = (
    "The quay at Dunmore isn't open. It closes at noon, the port said.\n"
    "\n"
    "“Nobody came,” said Åsa Lind. 市は橋を直した。 A family 👨‍👩‍👧 waited."
)
SENTENCES = [0, TEXT.index("It closes"), TEXT.index("“Nobody"), TEXT.index("市"), TEXT.index("A family")]


def terrain(text: str = TEXT, width: int = 30, sentences: list[int] | None = None) -> Terrain:
    return Terrain(text, wrap_text(text, width), SENTENCES if sentences is None else sentences)


def after(motions: str, at: int = 0) -> str:
    """What stands from the caret on, after these motions, each perhaps with a count before it."""
    caret, land = Caret(at), terrain()
    for step in motions.split():
        digits = "".join(c for c in step if c.isdigit())
        caret = moved(caret, step[len(digits) :], int(digits) if digits else None, land)
    return TEXT[caret.at :]


@pytest.mark.parametrize(
    ("motions", "begins"),
    [
        ("right", "he quay"),
        ("3right left", "e quay"),
        ("left", "The quay"),
        ("word.next", "quay"),
        ("4word.next", "isn't open"),
        ("5word.next", "open."),
        ("6word.next", ". It closes"),
        ("4word.next word.end", "t open."),
        ("4word.next word.end word.previous", "isn't"),
        ("2sentence.next", "“Nobody"),
        ("sentence.next sentence.next sentence.previous", "It closes"),
        ("word.next sentence.previous", "The quay"),
        ("paragraph.next", "“Nobody"),
        ("paragraph.next right paragraph.previous", "“Nobody"),
        ("line.end", "t open."),
        ("line.end line.start", "The quay"),
        ("2line.last", "open. It"),
        ("line.last line.first", "The quay"),
        ("down", "open. It"),
        ("line.end down up", "t open."),
        ("3sentence.next 2word.next", "橋を"),
        ("4sentence.next 2word.next right", " waited."),
        ("99sentence.next", "."),
        ("9999right", "."),
    ],
)
def test_motions(motions: str, begins: str) -> None:
    assert after(motions).startswith(begins)


def test_going_down_keeps_to_the_column_over_shorter_lines() -> None:
    text = "A long line of words here\n\nshort\n\nanother long line of words"
    land = Terrain(text, wrap_text(text, 40), [0])
    caret = moved(Caret(20), "down", None, land)
    assert text[caret.at :].startswith("t\n\nanother")
    caret = moved(caret, "down", None, land)
    assert caret.at == text.index("another") + 20
    assert moved(caret, "up", 2, land).at == 20


def test_a_selection_holds_the_grapheme_under_the_caret_whichever_way_it_was_made() -> None:
    family = TEXT.index("👨")
    land = terrain()
    for caret in (Caret(family, family - 7), Caret(family - 7, family)):
        low, high = selection(caret, land) or (0, 0)
        assert TEXT[low:high] == "family 👨‍👩‍👧"


def test_pieces_that_touch_become_one() -> None:
    land = terrain()
    caret = put_aside(Caret(7, 4), land)
    assert caret.anchor is None
    assert selected(caret, land) == ((4, 8),)
    assert selected(Caret(10, 8, kept=caret.kept), land) == ((4, 11),)
    assert selected(Caret(14, 12, kept=caret.kept), land) == ((4, 8), (12, 15))


@given(st.text(max_size=80), st.integers(2, 20), st.lists(st.tuples(
    st.sampled_from([*MOTIONS, "down", "up"]), st.none() | st.integers(1, 9999)), max_size=12,
))  # fmt: skip
def test_the_caret_stands_at_a_grapheme_of_a_line_whatever_is_typed(text, width, steps) -> None:
    text = canonical(text)
    land = terrain(text, width, [0] if text else [])
    caret = Caret(0, 0)
    for motion, count in steps:
        caret = moved(caret, motion, count, land)
        if land.shown:
            start, end = next(line for line in land.shown if line[0] <= caret.at < line[1])
            begins = [start + low for low, _, _ in split_graphemes(text[start:end])[0]]
            assert caret.at in (begins or [start])
            low, high = selection(caret, land) or (-1, -1)
            assert 0 <= low < high <= len(text)
        else:
            assert caret.at == 0
