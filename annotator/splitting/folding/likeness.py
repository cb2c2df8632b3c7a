"""How alike two texts are, once they are not the same letter by letter: the second and third tier.

`variant`: they differ in function words only, so that their `gist` is equal; nothing else folds.
`similar`: they share most words that tell something, in any order and form, or most runs of three words.
That a number, a name or a negation differs makes two texts no less similar: that is for a person
to see, and why similar texts are offered and not folded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from annotator.domain.fold_key import fold_key, is_unspaced
from annotator.splitting.folding.function_words import LANGUAGES, gist

_ENDING = re.compile(r"(?<=[^\W\d_]{3})(?:'s|ies|ing|e?[ds]|e[mnr]?|y|[ao]s?|[аеёиоуыэюяйьъ]+[вмх]?)$")
_LONGEST_STEM = 8
_BETWEEN_NUMBERS = re.compile(r"[:/-]")
_HIRAGANA = re.compile("[\u3040-\u309f]+")
LEAST_COVER = 0.6
"""Of the telling words of the shorter text, how many the other must have."""
LEAST_DICE = 0.5
"""Of those of both texts; a short text is not like a long one for having its words all over it ..."""
LEAST_RUNS = 0.5
"""... unless they stand together: so many of its runs of three words."""
_FEW, _ENOUGH = 2, 3
"""Shared words without which there is no likeness: for runs, and for words in any order."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is compared."""

    key: str
    """Equal for texts that are the same but for typography."""
    gist: str
    """Equal for those that differ in function words only; the key again where little else would be left."""
    words: tuple[str, ...]
    telling: tuple[str, ...]
    """Stems of the words that are not common ones, each once, in order."""


def read_words(text: str, language: str) -> Words:
    """The words of a text; `language` is ISO 639-1, or empty when it is not known."""
    key = fold_key(text)
    words = tuple(key.split(" ")) if key else ()
    told = gist(text, words, language)
    telling = tuple(dict.fromkeys(_telling(words, language)))
    return Words(key, told if " " in told else key, words, telling)


def similarity(one: Words, other: Words) -> float:
    """Up to 1 for similar texts, 0 for all others. The same in both directions."""
    short, long = sorted((frozenset(one.telling), frozenset(other.telling)), key=len)
    shared = len(short & long)
    if shared < _FEW or shared < LEAST_COVER * len(short):
        return 0.0
    dice = 2 * shared / (len(short) + len(long))
    if shared >= _ENOUGH and dice >= LEAST_DICE:
        return dice
    return dice if _runs_cover(one.words, other.words) else 0.0


def _runs_cover(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((set(_runs(one)), set(_runs(other))), key=len)
    return bool(short) and len(short & long) >= LEAST_RUNS * len(short)


def _runs(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _telling(words: Sequence[str], language: str) -> Iterator[str]:
    yield from chain.from_iterable(_stems(word, language) for word in words)
    if not all(map(str.isascii, words)):
        for word, following in pairwise(words):
            if is_unspaced(word) and is_unspaced(following) and not _HIRAGANA.fullmatch(word + following):
                yield word + following


@lru_cache(maxsize=1 << 16)
def _stems(word: str, language: str) -> tuple[str, ...]:
    """The word without an ending that any of our languages has: crude, and enough for offers.

    Several for "61-40", none for a word that tells nothing and for a letter that is part of one.
    """
    known = LANGUAGES.get(language)
    if known and (word in known.quiet or word in known.free):
        return ()
    if word[0].isdigit():
        return tuple(_BETWEEN_NUMBERS.split(word))
    if is_unspaced(word) or not word[0].isalpha():
        return ()
    return (_ENDING.sub("", word)[:_LONGEST_STEM],)
