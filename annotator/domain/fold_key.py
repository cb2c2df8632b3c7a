"""The words, numbers and signs of a text without typography, case and punctuation.

Two texts say the same, letter by letter, when these are equal: one changed digit, name or negation
gives another key. Scripts without spaces between words are read letter by letter.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from annotator.domain.text import Range

_ENTITY = re.compile(r"&(?:[Aa][Mm][Pp];){0,3}(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,20});")
"""Of a text that was escaped once or more often."""
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u2032\uff07`\u00b4"
_QUESTION_MARKS = "\u061f\u037e\u2e2e"
_SIGNS = "\u2030\u2031\u00a7"
"""Punctuation, as Unicode has it, that says something: per mille, paragraph."""
_PUNCTUATION = ".,;:!'\"()[]{}*_-"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana, Han."""
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_WORD = rf"{_LETTER}+(?:[\u0300-\u036f]+{_LETTER}*)*"
_TOKEN = (
    rf"(?<![^\W_]){_LETTER}(?:\.{_LETTER}(?!{_LETTER}))+"  # initials
    rf"|(?>{_WORD}(?:'{_WORD})*)(?!\d)"
    r"|\d+(?:[.,:/-]\d+)*"
    rf"|{_LETTER}+\d(?:{_LETTER}|\d)*"  # A320
    r"|(?<![\w)])-(?=[\d$€£¥])"  # a minus sign
    rf"|[^\s{re.escape(_PUNCTUATION)}]"
)


@cache
def _token() -> re.Pattern[str]:
    """Compiled for the first text: that takes as long as to draw a screen, and many have none."""
    return re.compile(_TOKEN)


_STOP_IN_INITIALS = re.compile(r"(?<=[^\W\d_])\.")
_ONE_UNSPACED = re.compile(f"[{_UNSPACED}]")


class Token(NamedTuple):
    """One word, number or sign: as a key has it, and where it stands in the text."""

    word: str
    start: int
    end: int


class _Plain(dict[int, str]):
    """What `str.translate` puts for each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _plain_character(chr(code))
        return plain


def _plain_character(character: str) -> str:
    """NFKC in lower case, but "10²" must not become "102", nor "½" the number 12."""
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if character in _DASHES:
        return "-"
    if character in _APOSTROPHES:
        return "'"
    if character in _QUESTION_MARKS:
        return "?"
    if category == "No" or character in _SIGNS:
        return character
    plain = unicodedata.normalize("NFKC", character)
    if category.startswith("P") and not plain.isascii():
        return " "
    return plain.casefold()


_PLAIN = _Plain()


def fold_key(text: str) -> str:
    """What is equal for texts that are the same but for typography: words with a space between.

    Empty for a text without words.
    """
    return _tidy(" ".join(_token().findall(unescaped(text).translate(_PLAIN))))


def unescaped(text: str) -> str:
    """The text with its entities as what they stand for, "&amp;amp;" too."""
    return _ENTITY.sub(_unescaped, text) if "&" in text else text


def is_unspaced(word: str) -> bool:
    """Whether it is a letter of a script without spaces, where a word of a key is one letter."""
    return len(word) == 1 and _ONE_UNSPACED.match(word) is not None


def tokens(text: str) -> list[Token]:
    """The words of the key of a text, with their places in it."""
    plain: list[str] = []
    places: list[Range] = []
    for start, end, written in _characters(text):
        shown = written.translate(_PLAIN)
        plain.append(shown)
        places += [(start, end)] * len(shown)
    return [
        Token(_tidy(found.group()), places[found.start()][0], places[found.end() - 1][1])
        for found in _token().finditer("".join(plain))
    ]


def _tidy(words: str) -> str:
    """ "u.s." -> "us", and letters with their accents in one."""
    plain = _STOP_IN_INITIALS.sub("", words) if "." in words else words
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what it stands for) of each character and each entity."""
    at = 0
    for found in _ENTITY.finditer(text) if "&" in text else ():
        yield from ((i, i + 1, text[i]) for i in range(at, found.start()))
        yield (*found.span(), _unescaped(found))
        at = found.end()
    yield from ((i, i + 1, text[i]) for i in range(at, len(text)))


def _unescaped(found: re.Match[str]) -> str:
    return html.unescape(f"&{found[1]};")
