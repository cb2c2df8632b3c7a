"""Joining times: a weekday and its day, a month and its year, the ends of a span, what opens a time."""

import re
from dataclasses import dataclass, replace
from datetime import date

from annotator.domain.edtf import format_date, is_edtf, is_point
from annotator.splitting.dates.resolving import Anchor
from annotator.splitting.dates.words import MONTHS, WEEKDAYS

WINDOW = 40
"""Code points in front of a time that are looked at."""

_AND_DAY = re.compile(r",?\s+\(?(?:the\s+)?")
_OF = re.compile(r",?\s+(?:(?:of|in)\s+)?", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_TO = re.compile(r"\s+(?:to|until|till|through)\s+|\s*[–—-]\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_DASH = re.compile(r"\s*[–—-]\s*|\s+through\s+", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:(?:at\s+least|about|around)\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|up\s+to)\s+(?:(?:at\s+least|about|around)\s+)?$", re.IGNORECASE)
_ONWARD = re.compile(r"\s+(?:on|onwards?)(?=\s*(?:[.,;:]|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A time while it is being put together."""

    start: int
    end: int
    rule: str
    edtf: str | None
    relative: bool = False
    conflict: str = ""
    weak: bool = False
    """A number or name that is a time only as a part of a longer one."""
    month: int | None = None
    day: int | None = None
    """Of a date whose year is not written."""
    weekday: int | None = None


def joined(wording: str, times: list[Found], at: Anchor) -> list[Found]:
    """The times of a wording, in order, as long as they can be; without the weak ones that stay alone."""
    spans = _spans(wording, _with_years(wording, _with_weekdays(wording, times, at)))
    return _in_their_years([_opened(wording, found) for found in spans if not found.weak], at)


def _with_weekdays(wording: str, times: list[Found], at: Anchor) -> list[Found]:
    """ "Friday, May 14" is one day, which has to be a Friday."""
    longer: list[Found] = []
    for found in times:
        last = longer[-1] if longer else None
        named = found.day is not None or (found.rule == "date" and found.edtf and len(found.edtf) == 10)
        if last and last.weekday is not None and named and _AND_DAY.fullmatch(wording, last.end, found.start):
            longer[-1] = _checked(last, found, at)
        else:
            longer.append(found)
    return longer


def _checked(weekday: Found, day: Found, at: Anchor) -> Found:
    """The day, with a year in which it is that weekday; a conflict where there is none."""
    index = weekday.weekday or 0
    both = replace(day, start=weekday.start, rule=f"weekday-{day.rule}")
    if day.day is None or day.month is None:
        known = [date.fromisoformat(day.edtf or "")]
    else:
        known = at.within_a_year(day.month, day.day)
    right = [one for one in known if one.weekday() == index]
    if right or not known:
        return replace(both, edtf=right[0].isoformat() if len(right) == 1 else day.edtf)
    return replace(both, edtf=None, conflict="; ".join(_clash(one, index) for one in known))


def _clash(day: date, index: int) -> str:
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{written} was a {WEEKDAYS[day.weekday()].capitalize()}, not a {WEEKDAYS[index].capitalize()}"


def _with_years(wording: str, times: list[Found]) -> list[Found]:
    """ "March last year", "5 May of this year", "June in 1981"."""
    longer: list[Found] = []
    for found in times:
        last = longer[-1] if longer else None
        relative = found.rule.startswith("period-") and wording.endswith("year", 0, found.end)
        year = relative or (found.rule == "year" and not found.weak)
        if last and last.month and year and _OF.fullmatch(wording, last.end, found.start):
            edtf = _in_year(int(found.edtf), last) if found.edtf else None
            rule = last.rule.partition("-")[0] + found.rule.removeprefix("period").removeprefix("year")
            edtf = edtf if edtf and is_edtf(edtf) else None
            longer[-1] = Found(last.start, found.end, rule, edtf, relative=found.relative)
        else:
            longer.append(found)
    return longer


def _in_their_years(times: list[Found], at: Anchor) -> list[Found]:
    """Beside another year than that of publication, "in May" may be of either."""
    others = [one.edtf for one in times if one.edtf and not one.relative and ".." not in one.edtf]
    if at.year is None or all(edtf.startswith(f"{at.year}") for edtf in others):
        return times
    return [replace(one, edtf=None) if one.month and one.relative else one for one in times]


def _spans(wording: str, times: list[Found]) -> list[Found]:
    """ "from A to B", "between A and B" and "A – B" are one time."""
    longer: list[Found] = []
    for found in times:
        opening = _opening(wording, longer[-1], found) if longer else None
        if opening is None:
            longer.append(found)
            continue
        first = longer.pop()
        helped = first.month is not None or found.month is not None
        relative = (first.relative and found.relative) if helped else (first.relative or found.relative)
        longer.append(Found(opening, found.end, "span", _span(first, found), relative))
    return longer


def _opening(wording: str, first: Found, last: Found) -> int | None:
    """Where the span of two times begins; None where they are none."""
    begin = max(0, first.start - WINDOW)
    for opening, joint in ((_FROM, _TO), (_BETWEEN, _AND)):
        found = opening.search(wording, begin, first.start)
        if found and joint.fullmatch(wording, first.end, last.start):
            return found.start()
    plain = not (first.weak or last.weak) and first.rule != "span"
    return first.start if plain and _DASH.fullmatch(wording, first.end, last.start) else None


def _span(first: Found, last: Found) -> str | None:
    """From the first to the last; what the one leaves out of its year, the other gives."""
    begin, end = first.edtf, last.edtf
    if first.weekday is not None and last.weekday is not None and begin and end:
        back = (last.weekday - first.weekday) % 7
        begin = date.fromordinal(date.fromisoformat(end).toordinal() - back).isoformat()
    elif first.month and end and is_point(end):
        begin = _in_year(int(end[:4]), first, not_after=end)
    elif last.month and begin and is_point(begin):
        end = _in_year(int(begin[:4]), last, not_before=begin)
    if not begin or not end:
        return None
    begin = begin.replace("X", "0")
    end = end.replace("X", "9")
    span = f"{begin}/{end}"
    return span if is_edtf(span) and begin < end else None


def _in_year(year: int, found: Found, *, not_after: str = "~", not_before: str = "") -> str:
    edtf = format_date(year, found.month, found.day)
    if edtf > not_after + "~":
        return format_date(year - 1, found.month, found.day)
    return format_date(year + 1, found.month, found.day) if edtf < not_before else edtf


def _opened(wording: str, found: Found) -> Found:
    """ "since A" and "until A" are open at one end."""
    begin = max(0, found.start - WINDOW)
    since = _SINCE.search(wording, begin, found.start)
    until = None if since else _UNTIL.search(wording, begin, found.start)
    onward = None if since or until else _FROM.search(wording, begin, found.start)
    front = since or until or onward
    behind = _ONWARD.match(wording, found.end) if front is onward and onward else None
    if front is None or (onward and behind is None):
        return found
    first, _, last = (found.edtf or "").partition("/")
    edtf = (f"../{last or first}" if until else f"{first}/..") if found.edtf else None
    rule = f"{'until' if until else 'since'}-{found.rule}"
    return replace(
        found, start=front.start(), end=behind.end() if behind else found.end, rule=rule, edtf=edtf
    )
