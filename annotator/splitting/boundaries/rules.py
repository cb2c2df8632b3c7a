"""The gaps that a rule decides: most of them, with hardly an error."""

import re

from annotator.splitting.boundaries.context import REFERENCE, Gap, Left, right_of
from annotator.splitting.boundaries.gaps import BULLETS
from annotator.splitting.boundaries.lexicon import ABBREVIATIONS, CAPITALISED, MONTHS
from annotator.splitting.boundaries.words import abbreviation, first_word, is_foreign

_FINAL = frozenset((".", "!", "?", "...", "..", "!!", "??", "?!"))
_CRIES = frozenset(("!", "?", "...", "!!", "??", "?!"))
_NEVER_FIRST = frozenset("»”.,;!?")
_JOINING = frozenset("o" + mark for mark in "+/&%$#@")
_NEARBY = 100
"""Code points before a gap that tell the language."""
_ENGLISH = frozenset(("the", "of", "and", "to", "for", "that", "with", "from", "by"))
_IN_NAMES = frozenset(("the", "of", "a", "her", "his"))
"""Equivalents of what names open with, or of what German writes large out of politeness."""
_SIGNS = frozenset("=<>+~≈≥≤")
_DASHES = frozenset("-–—")
_BEFORE_DIGITS = frozenset(("title", "number", "month"))
_MAY_GO_ON = frozenset(("either", "final", "unit", "scale", "month", "number", "title"))
_BEFORE_NAMES = frozenset(("title", "scale"))
_LONGEST_ABBREVIATION = 6
"""Letters of a word that may be an abbreviation which nobody has listed."""
_SMALL_ABBREVIATIONS = frozenset(ABBREVIATIONS) - CAPITALISED
_LONGEST_ENTITY = 24
_ENTITY = re.compile(r"&(?:#\d{1,7}|[A-Za-z]\w{1,20});")
_FOOTNOTE = re.compile(r"\d{1,3}\s(?=[^\W\d_])")
_REFERENCE = re.compile(REFERENCE)
_SAYING = re.compile(
    r"(?:[^\W\d_][\w'’-]{0,20}\.?\s{1,2}){1,5}"
    r"(?:said|says|asked|asks|told|added|wrote|replied|answered|shouted|wondered)"
    r"(?=[,.;:!?]|$|\s(?:as|when|while|after|before|during|in|on|at|to|later)\b)"
)
"""What belongs to a quotation that ends in a cry: “Why?” Mayor Lund asked."""


def plainly_ends(line: str, at: int, behind: int, since: int) -> bool:
    """Whether a full stop behind a small word stands before a capital: decided at a glance."""
    if line[at - 1] != "." or not line[behind].isupper():
        return False
    word = line[max(since, line.rfind(" ", since, at) + 1) : at - 1]
    return len(word) > 2 and word.isalpha() and word.islower() and word not in _SMALL_ABBREVIATIONS


def decided(gap: Gap) -> bool | None:
    """Whether a sentence ends in the gap, where a rule can tell; None where it is unclear."""
    stop, right = gap.left.stop, gap.right
    if right.kind and right.kind[0] in BULLETS:
        return True
    if gap.left.closer == "(":
        return False
    if stop in _FINAL:
        if _goes_on(gap):
            return False
        return _after_full_stop(gap) if stop == "." else _after_cry(gap)
    if not right.capital:
        return False if stop in _JOINING or (stop == ":" and gap.manner.final and right.lower) else None
    if stop == ":":
        return False if gap.manner.final else None
    if stop == ";":
        return _after_semicolon(gap)
    return _without_stop(gap)


def footnote_end(gap: Gap) -> int:
    """Where the number of a footnote ends that stands behind a stop: "the end. 8 Yet"; else 0."""
    if gap.right.kind == "9" and gap.left.stop in _FINAL and gap.left.kind in ("aa", "Aa", "AA"):
        found = _FOOTNOTE.match(gap.line, gap.behind)
        if found:
            following = right_of(gap.line, found.end())
            if following.first and following.capital and len(following.word) > 1:
                return found.end() - 1
    return 0


def _goes_on(gap: Gap) -> bool:
    """Whether what follows a stop belongs to it, or cannot open a sentence."""
    line, behind, right = gap.line, gap.behind, gap.right
    if right.kind in _NEVER_FIRST and right.after != ".":  # of an ellipsis
        return True
    if right.opener == "[" and _REFERENCE.match(line, behind):
        return True
    if gap.quoted and line[behind] == '"' and line[behind + 1 : behind + 2].isspace():
        return True
    if right.kind in _DASHES and right.following == "aa":
        return True
    return right.lower and gap.left.closer != "" and right.after != ")"


def _after_full_stop(gap: Gap) -> bool | None:
    left, right, kind = gap.left, gap.right, gap.left.kind
    if _abbreviated(gap):
        return False
    if right.kind[:1] == "9":
        numbered = kind in ("A", "a") or abbreviation(left.word.lower()) in _BEFORE_DIGITS
        return False if numbered or gap.depth > 0 else None
    if not (right.capital or right.kind == "aA") or gap.depth > 0:
        return None
    if left.closer == ")" and gap.line[gap.at - gap.length] == "(":
        return True
    if left.closer not in ("", '"'):
        return None
    if kind in ("aa", "aA", "cc"):
        return True if len(left.word) > 2 else None
    if kind == "9":
        return True if len(left.word) > 2 or _counts(left) else None
    return True if kind in ("final", ")", ".") or (kind in ("Aa", "AA") and right.first) else None


def _abbreviated(gap: Gap) -> bool:
    """Whether the full stop only shortens the word before it."""
    left, right, kind = gap.left, gap.right, gap.left.kind
    name = (right.capital or right.kind == "aA") and not right.first
    if kind in ("within", "ordinal") or (kind in _BEFORE_NAMES and name):
        return True
    if right.lower and (kind in _MAY_GO_ON or _short(gap)):
        return True
    if kind in ("A", "a") and (name or (right.kind in ("A", "a") and right.after == ".")):
        return True
    if kind == "a" and right.kind == "Aa" and right.after == ".":
        return True
    return kind == "9" and len(left.word) < 3 and right.word.lower() in MONTHS


def _short(gap: Gap) -> bool:
    """Whether the word before is short enough for an abbreviation, in a line that is written with care."""
    known = gap.left.kind in ("aa", "Aa", "AA") and len(gap.left.word) <= _LONGEST_ABBREVIATION
    return known and not gap.manner.careless


def _counts(left: Left) -> bool:
    """Whether the number is a quantity, not that of an item: "a score of 3."."""
    if left.word == "1":
        return False
    if ABBREVIATIONS.get(left.second.rstrip(".").lower()) == "number":
        return True
    return left.second in _SIGNS or first_word(left.second) not in ("", "and", "or")


def _after_cry(gap: Gap) -> bool | None:
    left, right = gap.left, gap.right
    if left.stop == "..":
        return True if right.capital and left.word.lower() in ABBREVIATIONS else None
    if left.closer == '"' and left.stop in ("!", "?") and _SAYING.match(gap.line, gap.behind):
        return False
    if right.first and right.capital and left.kind and gap.depth <= 0:
        return True if left.closer in ("", '"') else None
    if right.lower and left.stop in ("!", "?") and left.kind in ("Aa", "AA"):  # a name: "Yahoo! said"
        return None if gap.manner.careless else False
    return None


def _after_semicolon(gap: Gap) -> bool | None:
    """In English a capital behind a semicolon is a name's; other languages give the clause its own."""
    if _closes_entity(gap.line, gap.at):
        return False
    opens = gap.right.first or gap.right.following in ("a", "aa")
    return True if opens and gap.depth <= 0 and _in_other_language(gap) else None


def _closes_entity(line: str, at: int) -> bool:
    """Whether the semicolon before the place belongs to HTML: "Fish &amp; Sons"."""
    begin = line.rfind("&", max(at - _LONGEST_ENTITY, 0), at)
    return begin >= 0 and _ENTITY.fullmatch(line, begin, at) is not None


def _without_stop(gap: Gap) -> bool | None:
    """Before a capital, where no stop stands."""
    left, right = gap.left, gap.right
    if left.stop in _JOINING:
        return False
    if left.stop == "-":
        return False if not right.first or first_word(left.word) else None
    if is_foreign(right.word.lower()):
        other = _in_other_language(gap)
        return True if other and _opens_unmarked(gap) else None if other else False
    if left.stop == "o)":
        return None if right.first else False
    if left.stop:
        return None
    if left.word.endswith(("'s", "’s")) or (left.kind == "Aa" and right.after == ","):
        return False
    return False if left.kind == "9" and not right.first and right.after != ":" else None


def _opens_unmarked(gap: Gap) -> bool:
    """Whether a word opens a sentence all by itself, in a language where it is no name's."""
    left, right = gap.left, gap.right
    if right.kind != "Aa" or right.after or right.opener or right.first in _IN_NAMES:
        return False
    plain = left.stop in ("", "o)", 'o"') and not first_word(left.word) and gap.depth <= 0
    return plain and right.following in ("a", "aa", "9")


def _in_other_language(gap: Gap) -> bool:
    """Whether the words before the gap are of another language than English."""
    before = gap.line[max(0, gap.at - _NEARBY) : gap.at].lower().split()
    return not _ENGLISH.intersection(before) and any(map(is_foreign, before))
