"""The forms in which English writes times: which word opens each, its pattern, how it is read.

A form is tried only where a word that opens it stands, by matching from there over a bounded number
of words, so that reading is linear in the text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from annotator.domain.edtf import format_date
from annotator.splitting.dates import reading, words
from annotator.splitting.dates.reading import Said
from annotator.splitting.dates.resolving import Anchor
from annotator.splitting.dates.words import MONTHS, NUMBERS, ORDINALS, SEASONS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Form:
    """One form; `read` gets what was said, the publication and whether the words speak of the future."""

    rule: str
    opens: frozenset[str]
    """First words, in lower case; `#` is any number."""
    pattern: re.Pattern[str]
    read: Callable[[Said, Anchor, bool], str | None]
    relative: bool = True
    before: re.Pattern[str] | None = None
    """What has to stand in front; a weak reading without it."""
    unless: re.Pattern[str] | None = None
    """What must not stand in front."""
    tensed: str = ""
    """How it is read where no word speaks of the future, if that matters: `past` or `nearest`."""


_FEW = "|".join(words.VAGUE)
_YEAR_OR = rf"(?:(?P<year>{words.YEAR})|(?P<which>the|this|last|next)\s+year\b)"
_IN = (
    r"in|during|throughout|of|since|until|till|by|from|to|before|after|between|through|late|early|mid|"
    r"last|this|next|around|about|circa"
)
_YEAR_BEFORE = re.compile(rf"\b(?:{_IN}|spring|summer|autumn|winter)(?:\s+|(?<=mid)-)$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b(?:{_IN})(?:\s+|(?<=mid)-)$", re.IGNORECASE)
_PLAINLY = re.compile(
    r"\b(?:in|during|since|until|till|early|late|mid|(?:end|start|beginning|middle|week|days?)\s+of)(?:\s+|(?<=mid)-)$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|early|mid|late)[\s-]+$", re.IGNORECASE)
_ON_THE = re.compile(r"\bon\s+the\s+$", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"\b(?:every|each|most|an?|one|some|any|given|good|black|super|bloody|ash|palm|easter|cyber|holy|shrove)\s+$",
    re.IGNORECASE,
)
_APOSTROPHE = re.compile(r"\b(?:the|early|mid|late)[\s-]+['’]$", re.IGNORECASE)


def _form(
    rule: str,
    opens: Iterable[str],
    pattern: str,
    read: Callable[[Said, Anchor, bool], str | None],
    *,
    relative: bool = True,
    before: re.Pattern[str] | None = None,
    unless: re.Pattern[str] | None = None,
    tensed: str = "",
) -> Form:
    compiled = re.compile(pattern, re.IGNORECASE)
    return Form(rule, frozenset(opens), compiled, read, relative, before, unless, tensed)


_WHICH = ("last", "this", "next")
_COUNTS = ("#", *NUMBERS)
_ABOUT = ("about", "around", "nearly", "almost", "more", "less", "over", "roughly", "half")
_GIVEN_NAMES = ("April", "May", "June")
_NTH = ("first", "second", "third", "fourth")
_FULL_MONTH = "(?-i:" + "|".join(MONTHS) + r")\b"
_SPAN_WORDS = r"\s*[-–—]\s*|\s+(?:to|through|until)\s+"
_UNITS_OF_TIME = rf"(?P<unit>{words.UNIT})"
_ST = r"(?:st|nd|rd|th)?"

FORMS = (
    _form(
        "weekday",
        (*_WHICH, "the", "following", "previous", "that", *WEEKDAYS),
        rf"(?:(?P<which>last|this|next|the|following|previous|that)\s+)?"
        rf"(?P<weekday>{words.WEEKDAY})\b{words.PART_OF_DAY}",
        reading.weekday,
        unless=_OTHER_DAY,
        tensed="past",
    ),
    _form(
        "near",
        ("the", "yesterday", "today", "tomorrow", "tonight", "this", "last"),
        r"(?P<twice>the\s+day\s+(?:before(?=\s+yest)|after(?=\s+tom))\s+)?"
        rf"(?:(?P<near>yesterday|tomorrow)\b{words.PART_OF_DAY}|(?:today|tonight)\b"
        r"|this\s+(?:morning|afternoon|evening)\b|(?P<night>last\s+(?:night|evening))\b)",
        reading.near,
    ),
    _form(
        "overnight",
        ("overnight",),
        r"overnight(?=\s*(?:[.,;:!?)]|$)|\s+(?:on|in|by|and|after|from|to|into|between)\b)",
        lambda said, at, future: at.days(-1, 0),
    ),
    _form(
        "period",
        _WHICH,
        r"(?P<which>last|next|this)\s+(?P<unit>week|weekend|month|year|quarter|decade|century)\b(?!\s+of\b)",
        reading.period,
        tensed="past",
        unless=re.compile(r"\bthe\s+$", re.IGNORECASE),
    ),
    _form(
        "weekend",
        ("weekend",),
        r"weekend\b(?!\s+of\b)",
        lambda said, at, future: at.weekend(future=future),
        before=re.compile(r"\b(?:at|on|over|during)\s+the\s+$", re.IGNORECASE),
        tensed="past",
    ),
    _form(
        "within-period",
        ("earlier", "later"),
        r"(?P<part>earlier|later)\s+(?:in\s+)?(?P<which>this)\s+(?P<unit>week|month|year|decade|century)\b",
        reading.within,
    ),
    _form(
        "ago",
        (*_COUNTS, *words.VAGUE, *_ABOUT),
        r"(?P<about>(?:about|around|nearly|almost|more\s+than|less\s+than|over|roughly|half)\s+)?"
        rf"(?:(?P<count>{words.NUMBER})|(?:a\s+)?(?:{_FEW})(?:\s+of)?)\s+{_UNITS_OF_TIME}s?\s+ago\b",
        reading.ago,
    ),
    _form(
        "span",
        ("the",),
        r"the\s+(?P<which>last|past|next|coming)\s+"
        rf"(?:(?:(?P<count>{words.NUMBER})|(?P<few>(?:{_FEW})(?:\s+of)?))\s+)?{_UNITS_OF_TIME}(?P<more>s)?\b"
        r"(?!\s+of\b)",
        reading.span,
        tensed="past",
    ),
    _form(
        "years",
        ("#",),
        rf"(?P<year>{words.YEAR})(?:\s*[–—]\s*|[-/])(?P<last>{words.YEAR}|(?:(?<!-)[0-9][0-9]|(?<=-)(?:1[3-9]|[2-9][0-9]))(?![0-9]))"
        r"(?![-/\w])",
        reading.years,
        relative=False,
    ),
    _form(
        "year",
        ("#",),
        rf"(?P<year>{words.YEAR})(?![\w%])(?![.,][0-9]|\s?(?:%|(?:percent|per\s+cent|people|men|women)\b))",
        reading.year,
        relative=False,
        before=_YEAR_BEFORE,
    ),
    _form(
        "quarter",
        (*_NTH, "q"),
        rf"(?:Q(?P<q>[1-4])\s*(?:of\s+)?|(?P<nth>{'|'.join(_NTH)})\s+(?:(?P<unit>quarter|half)|"
        rf"(?P<count>two|three|six|nine|ten|eleven)\s+months)\s+(?:of\s+)?){_YEAR_OR}",
        reading.part_of_year,
    ),
    _form(
        "season",
        _WHICH,
        rf"(?P<which>last|this|next)\s+(?P<season>{words.SEASON})\b(?!\s+of\b)",
        reading.season,
    ),
    _form(
        "season",
        SEASONS,
        rf"(?P<season>{words.SEASON})\s+(?:of\s+)?(?P<year>{words.YEAR})(?![-–/]?\w)",
        reading.season,
        relative=False,
    ),
    _form(
        "decade",
        ("#",),
        r"(?P<decade>1[0-9][0-9]|20[0-9])0['’]?s\b",
        reading.decade,
        relative=False,
    ),
    _form("decade", ("#",), r"(?P<decade>[0-9])0s\b", reading.decade, relative=False, before=_APOSTROPHE),
    _form(
        "century",
        ("#", *ORDINALS, "twenty"),
        rf"(?:(?P<number>[0-9][0-9]?)(?:st|nd|rd|th)|(?P<nth>{words.ORDINAL}))\s+century\b(?P<bc>\s+b\.?c)?(?!\s+of\b)",
        reading.century,
        relative=False,
        before=_THE,
    ),
    _form(
        "days",
        ("sept", *(name[:size].lower() for name in MONTHS for size in (3, len(name)))),
        rf"(?P<month>{words.MONTH})\b\.?\s+(?P<first>{words.DAY}){_ST}(?:{_SPAN_WORDS})(?P<last>{words.DAY}){_ST}"
        rf"(?:,?\s+(?P<year>{words.YEAR}))?(?!\w)",
        reading.days_in_month,
        tensed="nearest",
    ),
    _form(
        "days",
        ("#",),
        rf"(?P<first>{words.DAY}){_ST}(?:{_SPAN_WORDS})(?P<last>{words.DAY}){_ST}\s+(?:of\s+)?"
        rf"(?P<month>{words.MONTH})\b(?:,?\s+(?P<year>{words.YEAR}))?(?!\w)",
        reading.days_in_month,
        tensed="nearest",
    ),
    _form(
        "month",
        _WHICH,
        rf"(?P<which>last|this|next)\s+(?P<month>{_FULL_MONTH})(?!\s+[0-9])",
        reading.month,
    ),
    *(
        _form(
            "month",
            (name.lower(),),
            rf"(?P<month>(?-i:{name}))\b(?!['’]s|\.?\s+[0-9])",
            reading.month,
            before=_PLAINLY if name in _GIVEN_NAMES else _MONTH_BEFORE,
            tensed="past",
        )
        for name in MONTHS
    ),
    _form(
        "day-of-month",
        ("#",),
        rf"(?P<day>{words.DAY})(?:st|nd|rd|th)(?=\s*(?:[.,;:!?)]|$)|\s+(?:and|but|that|when|after|before|in|at|by)\b)",
        reading.day_of_month,
        before=_ON_THE,
        tensed="past",
    ),
    _form(
        "feast",
        {feast.split()[0].partition("'")[0] for feast in words.FEASTS},
        rf"(?P<feast>{'|'.join(feast.replace(chr(39), '[’' + chr(39) + ']') for feast in words.FEASTS)})\b"
        rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{words.YEAR})(?!\w))?",
        reading.feast,
        tensed="nearest",
    ),
    _form(
        "christmas",
        ("christmas",),
        rf"christmas\s+(?:of\s+|in\s+)?(?P<year>{words.YEAR})(?!\w)",
        lambda said, at, future: format_date(int(said["year"]), 12),
    ),
)
