"""Canonical text: nothing in it moves a cursor or an offset."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.text import canonical, clean, clean_line

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from("\r\n\t\x00\x1b\x7f\x85\x9b\u202e\u2066\u200f\u061c\u2028\u2029\ufeff\ufffe"),
        st.sampled_from("e\u0301\u0323\u1100\u1161\u11a8\ud800\udc00\ufdd0\ufff9"),
    )
)


def forbidden(character: str) -> bool:
    """Said again in other words than the code's: by category and by name of the block."""
    code = ord(character)
    bidi = unicodedata.bidirectional(character)
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or bidi in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
        or code in (0x061C, 0x200E, 0x200F, 0xFEFF, 0xFFFE, 0xFFFF)
        or 0xFDD0 <= code <= 0xFDEF
        or 0xFFF9 <= code <= 0xFFFB
    )


@given(ANY_TEXT)
def test_cleaning_keeps_every_offset(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert all(new == old or forbidden(old) for old, new in zip(text, cleaned, strict=True))


@given(ANY_TEXT)
def test_nothing_forbidden_is_left(text: str) -> None:
    assert not any(forbidden(character) and character != "\n" for character in clean(text))
    assert not any(forbidden(character) for character in clean_line(text))
    assert not any(forbidden(character) and character != "\n" for character in canonical(text))


@given(ANY_TEXT)
def test_canonical_text_stays_as_it_is(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("tab\there", "tab here"),
        ("nul\x00", "nul␀"),
        ("\x1b[31mred", "␛[31mred"),
        ("del\x7f c1\x9b", "del␡ c1\N{REPLACEMENT CHARACTER}"),
        ("\u202eevil", "\N{REPLACEMENT CHARACTER}evil"),
        ("lone \ud800", "lone \N{REPLACEMENT CHARACTER}"),
        ("e\u0301", "é"),
        ("[bold] [/] [southern islands]", "[bold] [/] [southern islands]"),
    ],
)
def test_canonical_shows_what_cannot_be_seen(text: str, expected: str) -> None:
    assert canonical(text) == expected


def test_a_line_has_no_line_end() -> None:
    assert clean_line("a\nb\tc") == "a b c"
