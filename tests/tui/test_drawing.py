"""What is drawn: strips of the right width, nothing in them that moves a cursor, colours by theme."""

from itertools import zip_longest

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.strip import Strip

from annotator.domain.scheme_reading import default_scheme
from annotator.domain.text import clean_line
from annotator.tui.drawing import apart, cells, changed_cells, content, content_line, strip
from annotator.tui.palette import Palette
from annotator.tui.themes import LOOKS

DARK, ANSI = (Palette(LOOKS[name], default_scheme()) for name in ("dark", "ansi"))
PIECES = st.lists(
    st.tuples(st.text(max_size=20), st.sampled_from(["text", "muted", "current", "label:sourced"])),
    max_size=5,
)


@given(PIECES, st.integers(1, 60))
def test_a_strip_is_as_wide_as_asked_and_clean(line: list[tuple[str, str]], width: int) -> None:
    drawn = strip(line, width, DARK)
    assert sum(cell_len(segment.text) for segment in drawn) == width
    assert drawn.text == clean_line(drawn.text)


NARROW = st.lists(
    st.tuples(st.text("ab …─é", max_size=9), st.sampled_from(["text", "muted", "label:sourced"])), max_size=6
)


@given(st.one_of(st.tuples(NARROW, NARROW), st.tuples(PIECES, PIECES)), st.integers(1, 60))
def test_drawing_the_changed_cells_makes_the_new_line(
    lines: tuple[list[tuple[str, str]], list[tuple[str, str]]], width: int
) -> None:
    before, after = (strip(line, width, DARK) for line in lines)
    stretches = changed_cells(before, after)
    ends = [0, *(end for stretch in stretches for end in stretch), width]
    assert ends == sorted(ends)
    kept = [before.crop(low, high) for low, high in zip(ends[::2], ends[1::2], strict=True)]
    new = [after.crop(low, high) for low, high in stretches]
    parts = [part for pair in zip_longest(kept, new) for part in pair if part is not None]
    assert seen(Strip.join(parts)) == seen(after)
    assert not (stretches and list(before) == list(after))


def seen(drawn: Strip) -> list[tuple[str, object]]:
    """What each cell looks like: of the style of a blank only the ground is seen."""
    return [
        (character, style.bgcolor if character == " " and style else style)
        for text, style, _ in drawn
        for character in text
    ]


def test_a_line_with_a_character_of_unsure_width_is_drawn_in_full() -> None:
    before = strip([("one two 👩‍👩‍👧 ", "text"), ("s", "muted")], 30, DARK)
    assert changed_cells(before, strip([("one two 👩‍👩‍👧 ", "text"), ("c", "muted")], 30, DARK)) == [(0, 30)]
    plain = strip([("one two ", "text"), ("s", "muted"), (" three", "text")], 30, DARK)
    other = strip([("one two ", "text"), ("c", "muted"), (" three", "text")], 30, DARK)
    assert changed_cells(plain, other) == [(8, 9)]


def test_of_a_line_that_changed_at_two_places_what_lies_between_stays() -> None:
    before = strip([("Claim 1 of 20: sourced", "text"), (" " * 12, "text"), ("saving", "muted")], 40, DARK)
    after = strip([("Claim 2 of 20: sourced", "text"), (" " * 12, "text"), ("saved ", "muted")], 40, DARK)
    assert changed_cells(before, after) == [(6, 7), (37, 40)]


@given(PIECES, PIECES, st.integers(1, 60))
def test_two_ends_of_a_line_fill_it(
    left: list[tuple[str, str]], right: list[tuple[str, str]], width: int
) -> None:
    assert cells(apart(left, right, width)) <= max(width, cells(right))


def test_a_strip_is_clipped_with_an_ellipsis() -> None:
    assert strip([("one ", "text"), ("two three", "muted")], 9, DARK).text == "one two…" + " "


def test_escape_sequences_are_shown_and_not_sent() -> None:
    drawn = strip([("a\x1b[2Jb\x9b\u202e\r\n", "text")], 20, DARK)
    assert drawn.text.rstrip() == "a␛[2Jb\ufffd\ufffd␍"


def test_content_is_never_markup() -> None:
    assert content("[b]x[/b] [/] [@click=app.bell]\x1b").plain == "[b]x[/b] [/] [@click=app.bell]␛"
    assert content_line("a\nb").plain == "a b"


def test_the_current_claim_stands_out_by_its_ground() -> None:
    current, other = DARK.style("current:sourced"), DARK.style("mark:sourced")
    assert current.bgcolor == other.color
    assert ANSI.style("current").reverse


def test_a_theme_of_the_terminal_uses_the_terminals_colours() -> None:
    style = ANSI.style("label:contested")
    assert style.color is not None
    assert style.color.name == "red"
    assert ANSI.style("muted").dim


def test_a_label_that_the_scheme_does_not_know_is_drawn_too() -> None:
    assert DARK.style("label:unheard_of").color is not None
