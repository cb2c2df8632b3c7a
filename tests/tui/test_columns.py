"""Blocks of lines side by side."""

from hypothesis import example, given
from hypothesis import strategies as st

from annotator.tui.columns import block, column_width, fitting, side_by_side
from annotator.tui.drawing import cells

texts = st.lists(st.sampled_from([*"ab é東 \u0301", "👩‍👩‍👧"]), max_size=80).map("".join)
"""A joiner stands within a character only: of one that stands alone terminals make different things."""


@example(["aaaaaaa" + 3 * "👩‍👩‍👧" + "aa \u0301"], 12)
@given(st.lists(texts, min_size=1, max_size=7), st.integers(12, 200))
def test_no_line_is_wider_than_there_is_room_and_columns_stand_under_each_other(some, width) -> None:
    column = column_width(len(some), width)
    blocks = [block(text, column, "text") for text in some]
    lines = side_by_side(blocks, width)
    assert all(cells(line) <= width for line in lines)
    assert not any("…" in text for line in lines for text, _ in line)
    rules = {
        tuple(cells(line[:at]) for at, (text, role) in enumerate(line) if role == "rule")
        for line in lines
        if line
    }
    assert len({places for places in rules if len(places) == fitting(len(some), width) - 1}) <= 1
