"""What stands on both sides of a gap, as the rules and the model see it."""

import re
from typing import NamedTuple

from annotator.splitting.boundaries.gaps import CLOSERS, OPENERS, STOPS
from annotator.splitting.boundaries.lexicon import ABBREVIATIONS, BEFORE_ORDINALS, CAPITALISED
from annotator.splitting.boundaries.words import abbreviation, first_word, shape

WINDOW = 60
"""Code points that are looked at before a gap."""
REFERENCE = r"\[(?:\d{1,3}|[a-z][a-z ]{0,30})\]"
"""A reference mark: "[12]", "[citation needed]"."""
_REFERENCES = re.compile(rf"(?:\s?{REFERENCE})+$")
_BEFORE_WORD = OPENERS + "-–—"
_ALSO_OPENS = frozenset("“‘«‹")
_ENTITIES = ("&#39;", "&quot;")
_PLAIN_QUOTES = str.maketrans("”“„«»‹›`‘’", '""""""""\'\'')
_RIGHT = re.compile(
    rf"((?:(?:[{re.escape(OPENERS)}]|[»›](?=\w))\s?){{0,3}})"
    r"([^\W\d_]{1,40}(?:['’][^\W\d_]{1,20})?|\d{1,20}|\S|$)"
    r"(\S{0,3})(?:\s+(\S{0,20}))?"
)
_DATE = re.compile(r"\w{6,9}, \w{3,9} \d{1,2}, \d{4}|\d\d?/\d\d?/\d{2,4},? \d\d?:\d\d")
_CAPITALS = frozenset(("Aa", "AA", "A", "cc"))


class Left(NamedTuple):
    """What stands before a gap."""

    stop: str
    """One of . .. ... ! !! ? ?? ?! : ; , - or nothing behind a letter or digit, else "o" and the mark."""
    closer: str
    """A closing mark behind the stop, or "(" for a mark that opens; "r" behind it for reference marks."""
    word: str
    """The last word, without the stop."""
    second: str
    """The word before it."""
    kind: str
    """A kind of `ABBREVIATIONS`, "ordinal", ")" for a word in brackets or quotes, or the word's shape."""


class Right(NamedTuple):
    """What stands behind a gap."""

    opener: str
    word: str
    kind: str
    """The shape of the word, "date", "url", or the mark that stands there."""
    after: str
    """What follows the word at once, if it is one of . ) : ,"""
    first: str
    """The English equivalent of a word that often opens a sentence, or ""."""
    following: str
    """The shape of the next word."""
    capital: bool
    """Whether the word starts as a sentence does; in scripts without capitals every word does."""
    lower: bool


class Manner(NamedTuple):
    """How a line is written."""

    size: int
    """0 for the shortest to 3 for what must have lost its line ends."""
    final: bool
    """Whether it ends like a sentence."""
    careless: bool
    """Whether its writer does without capitals."""


class Gap(NamedTuple):
    """A place where a sentence might end."""

    line: str
    at: int
    behind: int
    left: Left
    right: Right
    length: int
    """Code points of the sentence so far."""
    depth: int
    """Brackets that the sentence has opened and not closed."""
    quoted: bool
    """Whether an odd number of straight quotation marks stands before it in the line."""
    manner: Manner


def manner_of(line: str) -> Manner:
    """Read how the line is written."""
    size = sum(len(line) > edge for edge in (120, 500, 3000))
    final = line.rstrip().rstrip(CLOSERS)[-1:] in STOPS
    return Manner(size, final, line[:1].islower() or " i " in line)


def left_of(line: str, at: int, since: int) -> Left:
    """Read what stands in `line[since:at]`, or in the last part of it."""
    window = line[max(since, at - WINDOW) : at]
    references = ""
    if window[-1] == "]" and (found := _REFERENCES.search(window)) and found.start():
        window = window[: found.start()]
        references = "r"
    bare = window
    while bare.endswith(_ENTITIES):
        bare = bare[: bare.rindex("&")]
    bare = bare.rstrip(CLOSERS)
    closer = window[len(bare) : len(bare) + 1]
    if closer in _ALSO_OPENS and bare[-1:] not in STOPS:
        closer = "("
    body = bare.rstrip(STOPS + " ")
    stop = _stop(bare[len(body) :].strip())
    if not stop:
        body = bare.rstrip()
        stop = _mark(window[-1])
    cut = body.rfind(" ") + 1
    word = body[cut:].lstrip(_BEFORE_WORD)
    rest = body[: max(cut - 1, 0)]
    second = rest[rest.rfind(" ") + 1 :].lstrip(OPENERS)
    if stop == ";" and _greek(word[-1:]):
        stop = "?"
    return Left(stop, closer.translate(_PLAIN_QUOTES) + references, word, second, _kind(stop, word, second))


def right_of(line: str, behind: int) -> Right:
    """Read what starts at `behind`."""
    found = _RIGHT.match(line, behind)
    assert found is not None  # the last alternative is empty
    openers, word, tail, next_word = found.groups()
    after = tail[:1] if tail[:1] in (".", ")", ":", ",") else ""
    kind, first = shape(word), ""
    if kind == ".":
        kind = word
    elif kind == "A" and not word.isupper():
        kind = "cc"
    elif kind[0:1] in ("a", "A") and not (kind == "A" and after == "."):
        first = first_word(word)
        if kind == "A" and first:
            kind = "Aa"
        elif word[:4] == "http":
            kind = "url"
    if (kind == "9" or after == ",") and _DATE.match(line, behind):
        kind = "date"
    capital = kind in _CAPITALS and after != ")" and (after != "." or kind == "Aa")
    opener = openers[:1].strip("¿¡").translate(_PLAIN_QUOTES)
    following = shape(next_word.rstrip(STOPS + CLOSERS + ",")) if next_word else ""
    return Right(opener, word, kind, after, first, following, capital, kind in ("a", "aa"))


def _kind(stop: str, word: str, second: str) -> str:
    if stop == "." and word:
        if kind := _abbreviation(word, second):
            return kind
        if word.isdigit() and len(word) < 4 and second.lower() in BEFORE_ORDINALS:
            return "ordinal"
    return ")" if word and word[-1] in CLOSERS else shape(word)


def _abbreviation(word: str, second: str) -> str | None:
    """The kind of an abbreviation of one word, or of the last of two: "z. B.", "et al."."""
    lower = word.lower()
    if len(word) < 4 and len(second) < 4:
        kind = ABBREVIATIONS.get(f"{second.rstrip('.').lower()}.{lower}")
        if kind:
            return kind
    if (len(word) == 1 and word != lower) or (lower in CAPITALISED and word[0].islower()):
        return None
    return abbreviation(lower)


def _stop(run: str) -> str:
    """A run of stops as one of few values."""
    if len(run) < 2:
        return "..." if run == "…" else run
    if run[0] == ";":  # of an entity; what counts follows it
        return _stop(run[1:])
    kinds = set(run) - {" "}
    if kinds <= {".", "…"}:
        return ".." if len(run) == 2 else "..."
    if kinds <= {"?", "!", ".", "…"}:
        return run[-1] * 2 if len(kinds) == 1 else "?!"
    return run[-1]


def _mark(character: str) -> str:
    if character.isalnum():
        return ""
    return "-" if character in "-–—" else "," if character == "," else "o" + character


def _greek(letter: str) -> bool:
    return "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff"
