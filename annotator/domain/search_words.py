"""The words that are searched for: how a text is cut into them, and what a query means.

One function cuts the texts that are indexed, the queries and the texts in which hits are marked, so
that what is marked is what was found. Case, diacritics of Latin, Greek and Cyrillic, Arabic and Hebrew
vowel points and compatibility forms (full width, ligatures) do not count. In scripts without spaces between
words, and in Hangul, where particles cling to words, every character is a word of its own: so any part
of a text is found, down to one character.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.domain.text import Range, clean_line

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u3131-\u318e\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, kana, bopomofo, Hangul, Han."""
_LAST_POINTED = "\u06ff"
"""Up to here, marks (accents, vowel points) are left out; later ones are vowels, of Indic scripts for one."""
_TATWEEL = "\u0640"
_UNDECOMPOSED = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"}
"""Letters that Unicode does not take apart, and that people type without their strokes."""
LONGEST_WORD = 100
"""Code points of a word that count: longer ones are data, not language."""
LONGEST_QUERY = 1000
SHORTEST_BEGINNING = 2
"""Letters after which the last word of a query stands for all words that begin so."""


class _Keys(dict[int, str]):
    """What each character is in a word: nothing, letters, or a space; worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = key = _key(chr(code))
        return key


def _key(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "M":
        dropped = character <= _LAST_POINTED or "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0000"
        return "" if dropped else f" {character} " if _UNSPACED.match(character) else character
    if category == "Cf" or character == _TATWEEL:
        return ""
    if category in ("So", "Sc") and not character.isascii():
        return f" {character} "
    if category[0] not in "LN":
        return " "
    plain = unicodedata.normalize("NFKD", character.casefold()).casefold()
    plain = "".join(_UNDECOMPOSED.get(c, c) for c in plain)
    kept = "".join(c for c in plain if not (unicodedata.combining(c) and c <= _LAST_POINTED))
    composed = unicodedata.normalize("NFC", kept)
    key = "".join(f" {c} " if _UNSPACED.match(c) else c if _is_lettery(c) else " " for c in composed)
    return f" {key} " if " " in key else key


def _is_lettery(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


_KEYS = _Keys()


def index_text(text: str) -> str:
    """The words of a text, apart from each other, for an index that parts words at spaces."""
    cut = text.translate(_KEYS).split()
    return " ".join(word[:LONGEST_WORD] for word in cut)


class Word(NamedTuple):
    """One word of a text: as it is in the index, and where it stands."""

    key: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of `index_text` with the code points of the text that they come from."""
    key, start, end = "", 0, 0
    for at, character in enumerate(text):
        first, *others = _KEYS[ord(character)].split(" ")
        if first and not key:
            start = at
        key += first
        if key and (first or not others):
            end = at + 1
        for other in others:
            if key:
                yield Word(key[:LONGEST_WORD], start, end)
            key, start, end = other, at, at + 1
    if key:
        yield Word(key[:LONGEST_WORD], start, end)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one behind the other."""

    keys: tuple[str, ...]
    open: bool = False
    """Whether the last one may go on."""


@dataclass(frozen=True, slots=True)
class Query:
    """What must occur: every phrase."""

    phrases: tuple[Phrase, ...]
    text: str
    """What was typed, in one line."""

    @property
    def fts(self) -> str:
        """The query for FTS5: quoted words only, so nothing that was typed is syntax; "" for no words."""
        return " ".join(f'"{" ".join(p.keys)}"{" *" if p.open else ""}' for p in self.phrases)


_PARTS = re.compile(r'"([^"]*)("?)|([^\s"]+)')
_CURLY = str.maketrans("“”„«»", '"' * 5)


def parse_query(typed: str, *, growing: bool = False) -> Query:
    """Words part at spaces; what stands in double quotes is a phrase, and so is a word with signs in it.

    In a query that is `growing`, still being typed, the word at the very end stands for all words that begin
    so. What has no letter, digit or symbol in it asks for nothing; what is beyond LONGEST_QUERY is left out.
    """
    line = clean_line(typed[:LONGEST_QUERY])
    found: dict[Phrase, None] = {}
    for part in _PARTS.finditer(line.translate(_CURLY)):
        quoted, closed, bare = part.groups()
        keys = tuple(index_text(quoted if bare is None else bare).split())
        if keys:
            at_end = growing and not closed and part.end() == len(line) and _may_go_on(line[-1])
            found[Phrase(keys, at_end and len(keys[-1]) >= SHORTEST_BEGINNING)] = None
    return Query(tuple(found), " ".join(line.split()))


def _may_go_on(character: str) -> bool:
    """Whether letters typed behind it would be of the same word."""
    key = _KEYS[ord(character)]
    return bool(key) and " " not in key


def matches(text: str, phrases: Iterable[Phrase]) -> list[list[Range]]:
    """For each phrase the ranges of the text where it stands, in order."""
    cut = list(words(text))
    keys = [word.key for word in cut]
    places: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, []).append(at)
    return [
        [(cut[at].start, cut[at + len(phrase.keys) - 1].end) for at in _places(keys, places, phrase)]
        for phrase in phrases
    ]


def _places(keys: Sequence[str], places: dict[str, list[int]], phrase: Phrase) -> list[int]:
    """Numbers of the words where a phrase begins."""
    size = len(phrase.keys)
    if size > 1:
        firsts = places.get(phrase.keys[0], [])
    elif phrase.open:
        firsts = [at for at, key in enumerate(keys) if key.startswith(phrase.keys[0])]
    else:
        firsts = places.get(phrase.keys[0], [])
    return [at for at in firsts if _stands(keys[at : at + size], phrase)]


def _stands(keys: Sequence[str], phrase: Phrase) -> bool:
    *before, last = phrase.keys
    if len(keys) < len(phrase.keys) or list(keys[:-1]) != before:
        return False
    return keys[-1].startswith(last) if phrase.open else keys[-1] == last


def joined(ranges: Iterable[Range]) -> list[Range]:
    """Ranges in order, those that overlap or touch made one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def found_in(text: str, query: Query) -> list[Range]:
    """The ranges of a text that some phrase of the query stands in."""
    return joined(place for places in matches(text, query.phrases) for place in places)
