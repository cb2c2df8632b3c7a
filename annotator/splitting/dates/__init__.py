"""The time that a claim is about, as EDTF at its honest precision, against the article's date.

A weekday is the latest such day not after publication, the day itself included, or the next one where
the verb says "will"; "last week" is an interval; a month stays a month, a season a season, a vague part
("early 2022") the whole. What is open ("since 2019"), ambiguous ("03/04/2022"), planned, or at odds with
the calendar gives no date. Relative words are read in English only; written dates in the languages of
`annotator.domain.edtf`.
"""

import re
from dataclasses import dataclass

from annotator.splitting.dates.finding import PLANNED, find
from annotator.splitting.dates.joining import WINDOW

LONGEST = 2_000
"""Code points that are looked at; no sentence is longer."""
LONGEST_OPENING = 60
"""Code points of a date that opens a sentence."""

_EDGE = re.compile(
    r"\b(?:since|until|till|before|after|by|from|to|between|and|(?<!as )of|due(?:\s+on)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What before a date makes it an edge of the time, or the name of a thing."""
_SINCE = re.compile(r"\bsince\s+(?:[^\W\d]+\s+){0,3}$", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:since|before|after|until|when|which|who|that|because|if|although|though)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s*(?:which|who|whose|where)\b[^,]*,", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:early|late|later|earlier)\s+)?(?:(?:in|on|at|over|during|by|throughout|around|as of)\s+)?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:early|late|later|earlier)\s+)?(?:(?:in|on|at|over|during|throughout)\s+)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a time."""

    start: int
    end: int
    """Half-open range in the wording, with what belongs to the time ("since", "early", "the end of")."""
    edtf: str | None
    """None when it cannot be told from the words and the article's date."""
    relative: bool
    """Whether it rests on the article's date."""
    rule: str
    """Id of the rule that read it, such as `weekday-past`."""
    conflict: str
    """What clashes with the calendar ("10 May 2021 was a Monday, not a Friday"), or empty."""

    @property
    def open(self) -> bool:
        """Whether it has no beginning or no end."""
        return self.rule.startswith(("since-", "until-"))


def claim_date(wording: str, published: str = "") -> str | None:
    """EDTF of the time that a wording is about; None when it names none, or more than one.

    A time that opens the wording decides. `published` is EDTF; relative words need it.
    """
    found = mentions(wording, published)
    if found and _OPENING.fullmatch(wording[: found[0].start].lstrip()):
        return _settled(found[0], wording)
    if any(m.rule.startswith("since-") or _SINCE.search(wording, _window(m), m.start) for m in found):
        return None
    found = [m for m in found if not m.open and not _edge(wording, m)]
    if len({m.edtf for m in found}) != 1:
        return None
    return _settled(found[0], wording)


def _settled(mention: Mention, wording: str) -> str | None:
    """Its date, unless it is open, or no more than a plan."""
    if mention.open or (mention.relative and PLANNED.search(wording)):
        return None
    return mention.edtf


def _window(mention: Mention) -> int:
    return max(0, mention.start - WINDOW)


def _edge(wording: str, mention: Mention) -> bool:
    """Whether a date is not that of the main clause, but of a clause below it or in brackets."""
    if _SUBORDINATE.search(_ASIDE.sub(",", wording[: mention.start])):
        return True
    if wording.rfind("(", 0, mention.start) > wording.rfind(")", 0, mention.start):
        return True
    return _EDGE.search(wording, _window(mention), mention.start) is not None


def leading_date_end(text: str, start: int, end: int) -> int:
    """End of a date that opens `text[start:end]`, its comma included; `start` without one."""
    limit = min(end, start + LONGEST_OPENING)
    comma = text.rfind(",", start, limit)
    while comma >= 0:
        opening = text[start:comma]
        found = mentions(opening, "")
        if len(found) == 1 and found[0].end == len(opening) and _LEAD.fullmatch(opening, 0, found[0].start):
            return comma + 1
        comma = text.rfind(",", start, comma)
    return start


def mentions(wording: str, published: str) -> list[Mention]:
    """The times that are named, in order, not overlapping; none in more than `LONGEST` code points."""
    if len(wording) > LONGEST:
        return []
    return [Mention(m.start, m.end, m.edtf, m.relative, m.rule, m.conflict) for m in find(wording, published)]
