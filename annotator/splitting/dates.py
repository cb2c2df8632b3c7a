"""The time that a claim is about, as EDTF at its honest precision, against the article's date.

A weekday is the latest such day not after publication, the day itself included; "last week" is an
interval; a month stays a month. What is open ("since 2019"), ambiguous or planned gives no date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from annotator.domain.edtf import find_dates, format_date

LONGEST = 2_000
"""Code points that are looked at; no sentence is longer."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = "|".join(_WEEKDAYS)
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_RELATIVE = re.compile(
    rf"\b(?:(?P<which>last|next|this)\s+(?P<unit>week|month|year|{_DAYS})"
    r"|(?P<part>earlier|later)\s+this\s+(?P<within>week|month|year)"
    rf"|(?P<weekday>{_DAYS})"
    r"|(?P<before>the\s+day\s+before\s+)?(?P<near>yesterday|today)"
    r"|(?P<count>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?P<ago>day|week|month|year)s?\s+ago"
    r"|(?:the\s+)?(?:early\s+|mid-?\s?|late\s+)?(?P<decade>(?:1[5-9]|20)\d)0s)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:since|until|till|before|after|by|from|to|between|and|of|due(?:\s+on)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Words before a date that make it an edge of the time, or the name of a thing."""
_SINCE = re.compile(r"\bsince\s+(?:[^\W\d]+\s+){0,3}$", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:since|before|after|until|when|which|who|that|because|if|although|though)\b",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(
    r"\b(?:in|during|throughout|of|since|until|by|from|to|before|after|spring|summer|autumn|winter)\s+$",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|quarter|half|end|beginning|start)\s+of\s+$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s*(?:which|who|whose|where)\b[^,]*,", re.IGNORECASE)
_SPAN = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until)\s+|\s*[–-]\s*")
_PLANNED = re.compile(r"\b(?:will|shall|would|due|plans?|intends?|expects?|is to|are to)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:in|on|during|by|since|throughout|around|at the end of|as of)\s+)?"
    r"(?:(?:early|mid|late)\s+)?",
    re.IGNORECASE,
)
_OPENING = re.compile(r"(?:(?:in|on|during|throughout)\s+)?(?:(?:early|mid|late)\s+)?", re.IGNORECASE)
_HINT = re.compile(rf"\d|\b(?:last|next|this|today|yesterday|ago|{_DAYS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a time."""

    start: int
    end: int
    edtf: str | None
    """None when it cannot be told from the words and the article's date."""
    relative: bool


def claim_date(wording: str, published: str = "") -> str | None:
    """EDTF of the time that a wording is about; None when it names none, or more than one.

    A time that opens the wording decides. `published` is EDTF; relative words need it.
    """
    spans = _year_spans(wording)
    if spans:
        return spans[0] if len(spans) == 1 else None
    found = mentions(wording, published)
    if found and _OPENING.fullmatch(wording[: found[0].start].lstrip()):
        return found[0].edtf
    if any(_SINCE.search(wording[: m.start]) for m in found):
        return None
    found = [m for m in found if not _edge(wording[: m.start])]
    distinct = {m.edtf for m in found}
    if len(distinct) != 1 or (found[0].relative and _PLANNED.search(wording)):
        return None
    return distinct.pop()


def _edge(before: str) -> bool:
    """Whether a date behind these words is not that of the main clause."""
    if _SUBORDINATE.search(_ASIDE.sub(",", before)):
        return True
    return _BOUND.search(before) is not None and _SEASON.search(before) is None


def leading_date_end(text: str, start: int, end: int) -> int:
    """End of a date that opens `text[start:end]`, its comma included; `start` without one."""
    comma = text.find(",", start, min(end, start + 60))
    while comma >= 0:
        opening = text[start:comma]
        found = list(mentions(opening, ""))
        if len(found) == 1 and found[0].end == len(opening):
            return comma + 1 if _LEAD.fullmatch(opening[: found[0].start]) else start
        if not found or not _LEAD.fullmatch(opening[: found[0].start]):
            return start
        comma = text.find(",", comma + 1, min(end, start + 60))
    return start


def mentions(wording: str, published: str) -> list[Mention]:
    """The times that are named, in order, not overlapping."""
    if len(wording) > LONGEST or _HINT.search(wording) is None:
        return []
    found = sorted((*_absolute(wording, published), *_relative(wording, published)), key=lambda m: m.start)
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _absolute(wording: str, published: str) -> Iterator[Mention]:
    for written in find_dates(wording):
        bare = written.month is None
        if bare and not _BARE_YEAR.search(wording[: written.start]):
            continue
        edtf = written.near(published) if written.year is None else written.edtf
        yield Mention(written.start, written.end, edtf, relative=False)


def _year_spans(wording: str) -> list[str]:
    """ "from 1991 to 1999" -> "1991/1999"."""
    written = list(find_dates(wording)) if len(wording) <= LONGEST and " to " in wording else []
    return [
        f"{first.edtf}/{last.edtf}"
        for first, last in pairwise(written)
        if first.edtf
        and last.edtf
        and first.edtf < last.edtf
        and _SPAN.search(wording[: first.start])
        and _TO.fullmatch(wording[first.end : last.start])
    ]


def _relative(wording: str, published: str) -> Iterator[Mention]:
    for found in _RELATIVE.finditer(wording):
        if found["decade"]:
            edtf: str | None = found["decade"] + "X"
        else:
            edtf = _resolve(
                {name: (word or "").lower() for name, word in found.groupdict().items()}, published
            )
        yield Mention(found.start(), found.end(), edtf, relative=not found["decade"])


def _resolve(said: dict[str, str], published: str) -> str | None:
    today = _as_day(published)
    if today is None:
        return _without_day(said, published)
    if said["weekday"]:
        return _latest(today, said["weekday"]).isoformat()
    if said["near"]:
        back = (2 if said["before"] else 1) if said["near"] == "yesterday" else 0
        return (today - timedelta(days=back)).isoformat()
    if said["ago"]:
        return _ago(today, said["count"], said["ago"])
    step = {"last": -1, "next": 1}.get(said["which"], 0)
    unit = said["within"] or said["unit"]
    if unit in _WEEKDAYS:
        return _named_weekday(today, unit, step)
    return _period(today, unit, step)


def _without_day(said: dict[str, str], published: str) -> str | None:
    """With a year alone, only years can be told."""
    unit = said["within"] or said["unit"]
    if unit != "year" or not published[:4].isdigit() or len(published) not in (4, 7):
        return None
    return format_date(int(published[:4]) + {"last": -1, "next": 1}.get(said["which"], 0))


def _as_day(published: str) -> date | None:
    if len(published) != 10:
        return None
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    return day if 1000 <= day.year <= 9000 else None


def _latest(today: date, weekday: str) -> date:
    return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(weekday)) % 7)


def _named_weekday(today: date, weekday: str, step: int) -> str:
    day = _latest(today, weekday)
    if step > 0:
        day += timedelta(days=7)
    elif step < 0 and day == today:
        day -= timedelta(days=7)
    return day.isoformat()


def _period(today: date, unit: str, step: int) -> str:
    if unit == "week":
        monday = today - timedelta(days=today.weekday() - 7 * step)
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return format_date(months // 12, months % 12 + 1)
    return format_date(today.year + step)


def _ago(today: date, count: str, unit: str) -> str | None:
    number = int(count) if count.isdigit() else _NUMBERS[count]
    if unit == "day":
        return (today - timedelta(days=number)).isoformat()
    if unit == "week":
        return None
    return _period(today, unit, -number) if number < today.year else None
