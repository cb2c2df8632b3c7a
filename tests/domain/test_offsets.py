"""Offsets survive the way to UTF-16 and back, and follow a text into its canonical form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.offsets import Canonical, Utf16
from annotator.domain.text import canonical

TEXTS = st.text(
    st.sampled_from(
        "ab \r\n\té\u0301\u0323가\u1100\u1161\u11a8🛶\U0001f1e9漢שا\u200f\u0344\u0f71\u09c7\u09be\ufb1d"
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=40,
)


@given(TEXTS)
def test_every_code_point_has_its_units(text: str) -> None:
    both = Utf16(text)
    assert both.length == len(text.encode("utf-16-le")) // 2
    for offset in range(len(text) + 1):
        units = both.from_points(offset)
        assert units == len(text[:offset].encode("utf-16-le")) // 2
        assert both.to_points(units) == offset


def test_units_within_a_character_and_outside_of_the_text_are_refused() -> None:
    both = Utf16("a🛶b")
    with pytest.raises(ValueError, match="within a character"):
        both.to_points(2)
    for outside in (-1, 5):
        with pytest.raises(ValueError, match="outside of the text"):
            both.to_points(outside)


@given(TEXTS)
@example("a\r\nb")
@example("e\u0301\r\n\u1100\u1161x")
@example("\u09c7\u09be")
def test_offsets_follow_a_text_into_its_canonical_form(text: str) -> None:
    moved = Canonical(text)
    assert moved.text == canonical(text)
    assert (moved.offset(0), moved.offset(len(text))) == (0, len(moved.text))
    for offset in range(len(text) + 1):
        try:
            place = moved.offset(offset)
        except ValueError:
            continue
        assert canonical(text[:offset]) == moved.text[:place]
        assert canonical(text[offset:]) == moved.text[place:] or text[offset - 1 : offset] == "\r"


def test_an_offset_between_characters_that_become_one_is_refused() -> None:
    with pytest.raises(ValueError, match="one in the canonical text"):
        Canonical("cafe\u0301s").offset(4)
    with pytest.raises(ValueError, match="outside of the text"):
        Canonical("cafe\u0301s").offset(8)
    assert Canonical("cafe\u0301s").offset(6) == 5
