"""Which language a text is in, and whether English rules will do for it."""

import re

from annotator.domain.language import guess_language
from annotator.splitting.english.lexicon import words

SAMPLE = 20_000
"""Code points that are looked at."""

_ENGLISH = words("the of and to was is are were has had that with for from said by at it")
_OTHERS = words(
    "der die und das ist nicht von mit den ein eine le la les des et est dans une pour que el los "
    "las y en del por con un il di che non per della o os do da em uma não het een van niet dat "
    "voor"
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]")


def is_english(text: str) -> bool:
    """True unless another language's commonest words, or another script, are seen more often.

    A text too short to tell counts as English: its sentences are then read with English rules.
    """
    sample = [word.lower() for word in _WORD.findall(text[:SAMPLE])]
    latin = sum(_LATIN.match(word) is not None for word in sample)
    ours = sum(word in _ENGLISH for word in sample)
    others = sum(word in _OTHERS for word in sample)
    return latin * 2 >= len(sample) and ours >= others


def language_of(text: str) -> str:
    """ISO 639-1 code, empty when it cannot be told."""
    return guess_language(text) or ("en" if is_english(text) else "")
