"""What a word is on its own: an abbreviation, a first word of sentences, its shape."""

from functools import lru_cache

from annotator.splitting.boundaries.lexicon import ABBREVIATIONS, ELISIONS, FIRST_WORDS

_REMEMBERED = 4_096
"""Words that are kept."""


def abbreviation(lower: str) -> str | None:
    """The kind of an abbreviation, in lower case and without its stop; "l'art" is "art"."""
    return ABBREVIATIONS.get(lower) or ABBREVIATIONS.get(lower.replace("’", "'").rpartition("'")[2])


@lru_cache(_REMEMBERED)
def first_word(word: str) -> str:
    """The English equivalent of a word that often opens a sentence, "" for any other."""
    lower = word.lower().replace("’", "'")
    found = FIRST_WORDS.get(lower)
    if found or "'" not in lower:
        return found or ""
    head = lower[: lower.index("'")]
    return ELISIONS.get(head) or FIRST_WORDS.get(head, "")


@lru_cache(_REMEMBERED)
def is_foreign(word: str) -> bool:
    """Whether a word in lower case is a first word of another language and not of English."""
    return first_word(word) not in ("", word)


@lru_cache(_REMEMBERED)
def shape(word: str) -> str:
    """Its letters and digits in short.

    "aa" "Aa" "AA" "aA" words, "a" "A" letters, "a.a" with stops inside, "9" "9a" numbers, "url",
    "cc" of a script without capitals, "." for anything else, "" for nothing.
    """
    if not word:
        return ""
    head = word[0]
    if head.isdigit():
        return "9" if word.isdigit() else "9a"
    if not head.isalpha():
        return "."
    if not (head.islower() or head.isupper()) or "\u10d0" <= head <= "\u10ff":  # Georgian starts small
        return "cc" if len(word) > 1 else "A"
    if len(word) == 1:
        return "a" if head.islower() else "A"
    if word.isalpha():
        if word.islower():
            return "aa"
        return "AA" if word.isupper() else "aA" if head.islower() else "Aa"
    if "@" in word or "/" in word or word.count(".") > 5:
        return "url"
    if "." in word:
        return "a.a" if len(word) < 9 else "url"
    return "aa" if head.islower() else "Aa"
