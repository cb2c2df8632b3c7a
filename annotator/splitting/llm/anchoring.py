"""Finding quoted words in the article again: exact ranges, or a refusal that says why.

Letter by letter first; then with typography and case folded, mapped back to exact offsets.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.domain.text import Range

_SAME = (
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_SIGNS = "-\u2212\u2013+"
_INSIDE_NUMBERS = ".,:/"


class Refused(Exception):
    """A claim of a model is not taken. The message says for what, in our own words."""


def place(
    text: str, sentence: Range, antecedents: Sequence[Range], pieces: Sequence[str]
) -> tuple[Range, ...]:
    """The ranges of the pieces, in order, apart from each other, at least one in the sentence.

    A piece is looked for in the sentence, then in its antecedents. Raises Refused when one is not
    there, or could be meant in more than one place: pieces whose words come again must stand in
    the order of the text, and only one such order may be possible.
    """
    groups: dict[Range, list[list[Range]]] = {}
    for piece in pieces:
        found = occurrences(text, sentence, piece)
        home = sentence
        if not found:
            homes = {span: found for span in antecedents if (found := occurrences(text, span, piece))}
            if len(homes) > 1:
                raise Refused("quoted words that stand there more than once")
            home, found = next(iter(homes.items()), (sentence, []))
        if not found:
            raise Refused("quoted words that are not there")
        groups.setdefault(home, []).append(found)
    if sentence not in groups:
        raise Refused("no quoted word of its own sentence")
    return tuple(sorted(span for group in groups.values() for span in _one_order(group)))


def occurrences(text: str, span: Range, piece: str) -> list[Range]:
    """Where the piece stands in `text[start:end]` as whole words and numbers."""
    start, end = span
    found = [(start + at, start + at + len(piece)) for at in _finds(text[start:end], piece)]
    whole = [one for one in found if _whole(text, *one)]
    return whole or [one for one in _folded_occurrences(text, span, piece) if _whole(text, *one)]


def folded(text: str) -> tuple[str, list[int]]:
    """The text without typography and case, and for each of its characters the index it comes from."""
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        made = _fold(character)
        if made == " " and characters and characters[-1] == " ":
            continue
        characters += made
        origin += [index] * len(made)
    return "".join(characters), origin


def _fold(character: str) -> str:
    if character.isspace():
        return " "
    if character in _SAME:
        return _SAME[character]
    if unicodedata.category(character) == "No":  # "10²" is not "102"
        return character
    return unicodedata.normalize("NFKC", character).lower()


def _folded_occurrences(text: str, span: Range, piece: str) -> Iterator[Range]:
    sentence, origin = folded(text[slice(*span)])
    wanted = folded(piece)[0]
    for at in _finds(sentence, wanted):
        last = at + len(wanted) - 1
        begins = at == 0 or origin[at - 1] != origin[at]
        ends = last + 1 == len(origin) or origin[last + 1] != origin[last]
        if begins and ends:
            yield (span[0] + origin[at], span[0] + origin[last] + 1)


def _finds(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no edge cuts a word, a number or its sign. Scripts without case may have no spaces."""
    if _cuts(text, start) or _cuts(text, end):
        return False
    signed = start > 0 and text[start].isdigit() and text[start - 1] in _SIGNS
    return not (signed and (start < 2 or not text[start - 2].isalnum()))


def _cuts(text: str, at: int) -> bool:
    if at in (0, len(text)):
        return False
    before, behind = text[at - 1], text[at]
    if unicodedata.combining(behind):
        return True
    if before in _INSIDE_NUMBERS:
        return behind.isdigit() and text[max(0, at - 2)].isdigit()
    if behind in _INSIDE_NUMBERS:
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    return _joins(before) and _joins(behind)


def _joins(character: str) -> bool:
    return character.isdigit() or character.lower() != character.upper()


def _one_order(group: Sequence[list[Range]]) -> list[Range]:
    """One place for each piece. `group` holds the possible places of each, in the given order."""
    if all(len(found) == 1 for found in group):
        places = sorted(found[0] for found in group)
        if any(one[1] > other[0] for one, other in pairwise(places)):
            raise Refused("pieces that overlap")
        return places
    earliest, latest = _earliest(group), _latest(group)
    if len(earliest) < len(group):
        raise Refused("pieces out of order")
    if earliest != latest:
        raise Refused("quoted words that stand there more than once")
    return earliest


def _earliest(group: Sequence[list[Range]]) -> list[Range]:
    """Each piece as early as the ones before it let it be; shorter where one finds no place."""
    places: list[Range] = []
    for found in group:
        behind = places[-1][1] if places else 0
        fitting = [one for one in found if one[0] >= behind]
        if not fitting:
            break
        places.append(fitting[0])
    return places


def _latest(group: Sequence[list[Range]]) -> list[Range]:
    places: list[Range] = []
    for found in reversed(group):
        fitting = [one for one in found if not places or one[1] <= places[-1][0]]
        if not fitting:
            break
        places.append(fitting[-1])
    return places[::-1]
