"""Frames in fewer bytes: what they leave on a terminal is what Textual's own bytes would have."""

from itertools import accumulate

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from annotator.domain.scheme_reading import default_scheme
from annotator.tui.drawing import changed_cells, strip
from annotator.tui.frames import lean
from annotator.tui.palette import Palette
from annotator.tui.themes import LOOKS

WIDTHS = (14, 20)
"""Of two widgets side by side."""
EDGES = [0, *accumulate(WIDTHS)]
ROLES = ("text", "muted", "strong", "bar", "current", "label:sourced", "mark:contested", "found", "caret")
PIECES = st.lists(st.tuples(st.text("ab …─é東 ", max_size=9), st.sampled_from(ROLES)), max_size=4)
ROWS = st.lists(st.tuples(PIECES, PIECES), min_size=1, max_size=3)
Strips = list[list[Strip]]


def whole(rows: Strips) -> LayoutUpdate:
    return LayoutUpdate(list(rows), Region(0, 0, EDGES[-1], len(rows)))


def changes(before: Strips, after: Strips) -> ChopsUpdate:
    """The stretches that differ, as Textual is asked for them."""
    spans = [
        (y, left + first, left + end)
        for y, row in enumerate(zip(before, after, strict=True))
        for left, old, new in zip(EDGES, *row, strict=False)
        for first, end in changed_cells(old, new)
    ]
    chops = [dict(zip(EDGES, row, strict=False)) for row in after]
    return ChopsUpdate(chops, spans, [EDGES[1:] for _ in after])


def sent(update: object, colours: str) -> str:
    assert isinstance(update, CompositorUpdate)
    return update.render_segments(Console(color_system=colours, force_terminal=True, legacy_windows=False))


def picture(data: str, height: int) -> list[list[object]]:
    """What a terminal shows: of a blank cell only its ground, and lines through it, are seen."""
    screen = pyte.Screen(EDGES[-1], height)
    pyte.Stream(screen).feed(data)
    shown: list[list[object]] = []
    for y in range(height):
        row = [screen.buffer[y][x] for x in range(EDGES[-1])]
        shown.append([c._replace(fg="", bold=False) if c.data == " " and not c.reverse else c for c in row])
    return shown


@pytest.mark.parametrize(("theme", "colours"), [("dark", "256"), ("ansi", "standard"), ("mono", "truecolor")])
@settings(max_examples=40, deadline=None)
@given(rows=st.data())
def test_the_picture_is_the_one_that_textual_draws(theme: str, colours: str, rows: st.DataObject) -> None:
    palette = Palette(LOOKS[theme], default_scheme())
    count = rows.draw(st.integers(1, 3))
    lines = st.lists(st.tuples(PIECES, PIECES), min_size=count, max_size=count)

    def strips() -> Strips:
        return [
            [strip(line, width, palette) for line, width in zip(row, WIDTHS, strict=True)]
            for row in rows.draw(lines)
        ]

    before, after = strips(), strips()
    first, change = whole(before), changes(before, after)
    drawn = sent(lean(first), colours)
    assert picture(drawn, count) == picture(sent(first, colours), count)
    in_parts = drawn + sent(lean(change), colours)
    assert picture(in_parts, count) == picture(sent(whole(after), colours), count)
    assert not change.spans or len(sent(lean(change), colours)) <= len(sent(change, colours))


def test_a_style_is_named_once_and_taken_back_at_the_end() -> None:
    red, bold = Style(color="red"), Style(color="red", bold=True)
    line = Strip([Segment("one ", red), Segment("two ", bold), Segment("three", red)])
    update = lean(LayoutUpdate([[line]], Region(0, 0, 13, 1)))
    assert sent(update, "standard") == "\x1b[1;1H\x1b[31mone \x1b[1mtwo \x1b[22mthree\x1b[m"


def test_a_cut_through_a_wide_character_draws_all_of_it() -> None:
    row = {0: Strip([Segment("a東b東c")])}
    update = lean(ChopsUpdate([row], [(0, 2, 3)], [[7]]))
    assert sent(update, "256") == "\x1b[1;1Ha東b東c"


def test_what_is_no_picture_stays_as_it_is() -> None:
    assert lean(None) is None
    assert lean("bell") == "bell"
