"""Canonical text: what an article's `text` is, and the one cleaning of foreign text.

No terminal library neutralises escapes, so it is done here: once when text is read, and once more
by whoever builds what is drawn or printed. Cleaning never changes the length of a text, so that
offsets (code points, half-open) mean the same before and after.
"""

import re
import unicodedata

Range = tuple[int, int]
"""Half-open `[start, end)` in code points of an article's canonical text."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_STRAY = "\u2028\u2029\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
_HALF = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{_BIDI}{_STRAY}]")
_UNSAFE_OR_NEWLINE = re.compile(f"[\x00-\x1f\x7f-\x9f{_BIDI}{_STRAY}]")


def _stand_in(found: re.Match[str]) -> str:
    character = found.group()
    code = ord(character)
    if character in "\t\n":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else UNKNOWN


def clean(text: str) -> str:
    """Replace one for one whatever could move a cursor or an offset; newlines stay.

    C0 controls become their pictures (U+2400 on), tab a space, DEL U+2421; C1 and bidi controls,
    U+2028/2029, a BOM, non-characters and lone surrogates become U+FFFD.
    """
    return _UNSAFE.sub(_stand_in, text)


def clean_line(text: str) -> str:
    """`clean` for one line of a screen, a message or a table cell: newlines become spaces too."""
    return _UNSAFE_OR_NEWLINE.sub(_stand_in, text)


def canonical(decoded: str) -> str:
    """The canonical text of an article: line ends `\\n`, NFC, then `clean`. Idempotent."""
    lines = decoded.replace("\r\n", "\n").replace("\r", "\n")
    return clean(unicodedata.normalize("NFC", lines))


def has_half_characters(text: str) -> bool:
    """Whether it holds lone surrogates, which UTF-8 has not."""
    return _HALF.search(text) is not None
