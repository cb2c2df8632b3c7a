"""Whether two claims say nearly the same: for hints that a fact-checker has looked at a claim already.

What counts are the words that both have, rare ones the most. A number, a name or a negation that makes them
two claims forbids a hint, however many other words they share; opposites ("rose", "fell") are not known, and
so a hint is shown with the wording that was checked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from annotator.domain.search_words import words

COMMON = 1000
"""Claims with a term from which on it counts as common: it finds nothing, and weighs least."""
LEAST_SHARED = 60
"""Percent of the weight of both claims' terms that they must share (Dice's coefficient).

Measured on the 199 posts and 14,231 checked claims of CheckThat! 2022 task 2A (dev): no hint is wrong
from 40 up, and right ones come for 49 posts at 40, 34 at 50, 11 at 60. But of the checked claims themselves 3
in 100 had at 50 another one for a hint, often of another event of the same persons, and 1 in 100 at 65."""
LEAST_TERMS = 2
"""Terms that are not common which both must have."""
MOST_TERMS = 64
"""Of one claim that are looked at: claims are sentences."""
_NEGATION = (
    r"(?i)n['’]t\b|\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|false|nicht|kein\w{0,2}|nie|"
    r"niemals|niemand|nichts|ohne|ne|pas|jamais|aucune?|sans|rien|nunca|jamás|nada|nadie|ningun[oa]?|sin|non|"
    r"nessun[oa]?|senza|não|sem|niet|geen|nooit|zonder|inte|ej|aldrig|ikke|bez|не|нет|ни|без|никогда|"
    r"ніколи|немає|δεν|μη|όχι|χωρίς|yok|değil|لا|لم|لن|ليس|لیس|نہیں|नहीं|मत|না|tidak|bukan|không)\b"
    r"|[不没沒無无未非]|ない|ません|ず|않|안 |없|ไม่"
)
"""Words of many languages that say that something is not so."""


@cache
def _negation() -> re.Pattern[str]:
    """Compiled for the first two texts that are compared: the start of the screen has none."""
    return re.compile(_NEGATION)


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_INSIDE = re.compile(r"(?<=[^.!?:\s] )[\"'“‘«(\[]?([^\W\d_]+)")
"""A word that is not the first of its sentence."""


@dataclass(frozen=True, slots=True)
class CheckHint:
    """A fact-check of a claim that is nearly the one at hand, or what an import suggests for one that has the
    same words."""

    claim: str
    """The imported claim that was checked, or labelled."""
    wording: str
    """Its own."""
    publisher: str
    """Who published the fact-check; where there is a `label`, the importer."""
    rating: str
    """In the fact-checker's words."""
    published: str
    """EDTF."""
    address: str
    label: str = ""
    """Id of the label that is suggested there; of a fact-check empty."""


def terms(text: str) -> tuple[str, ...]:
    """What of a text is searched for and compared, each once, in order: its words, and where words stand
    together without spaces (Han, kana, Hangul, Thai) each two neighbours as one."""
    cut = list(words(text))
    found: dict[str, None] = {}
    for number, word in enumerate(cut):
        touches_next = number + 1 < len(cut) and cut[number + 1].start == word.end
        touches_last = number > 0 and cut[number - 1].end == word.start
        if touches_next:
            found[f"{word.key} {cut[number + 1].key}"] = None
        elif not touches_last:
            found[word.key] = None
    return tuple(found)[:MOST_TERMS]


def rarest(counts: Mapping[str, int], most: int) -> list[str]:
    """The terms that the fewest claims have, none that is common; of equals the first."""
    rare = [term for term, count in counts.items() if 0 < count < COMMON]
    return sorted(rare, key=lambda term: counts[term])[:most]


def shared_percent(one: Sequence[str], other: Sequence[str], counts: Mapping[str, int]) -> int:
    """How much of the weight of two claims' terms they share, from 0 to 100 (Dice); 0 for too few terms.

    `counts` says of each term how many claims have it, at most COMMON.
    """
    mine, theirs = dict.fromkeys(one), dict.fromkeys(other)
    both = [term for term in mine if term in theirs]
    if sum(counts.get(term, 0) < COMMON for term in both) < LEAST_TERMS:
        return 0
    weights = (sum(_weight(counts, term) for term in terms) for terms in (mine, theirs))
    whole = sum(weights)
    return 200 * sum(_weight(counts, term) for term in both) // whole if whole else 0


def contradict(one: str, other: str) -> bool:
    """Whether a negation, a number or a name tells two texts apart: one alone has a negation, or each has a
    number, or a name, that the other has not."""
    if bool(_negation().search(one)) is not bool(_negation().search(other)):
        return True
    if _each_has_own(frozenset(_DIGITS.findall(one)), frozenset(_DIGITS.findall(other))):
        return True
    everywhere = [frozenset(word.key for word in words(text)) for text in (one, other)]
    names = [frozenset(_names(text)) for text in (one, other)]
    return bool(names[0] - everywhere[1]) and bool(names[1] - everywhere[0])


def _each_has_own(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one - other) and bool(other - one)


def _names(text: str) -> list[str]:
    """Words within a sentence that begin with a capital, as the index has them; none where most do, as in
    the headlines of some papers: there they tell nothing."""
    inside = [found[1] for found in _INSIDE.finditer(text)]
    capitals = [word for word in inside if word[0].isupper()]
    return [word.key for name in capitals for word in words(name)] if 2 * len(capitals) < len(inside) else []


def _weight(counts: Mapping[str, int], term: str) -> int:
    """From 1 for a common term, one more each time that half as many claims have it."""
    return (COMMON // max(counts.get(term, 0), 1)).bit_length()
