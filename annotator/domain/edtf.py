"""Dates at the precision they were written with, as EDTF.

Of level 0 days, months, years and intervals; of level 1 seasons (`2022-21` spring to `2022-24` winter),
decades (`199X`), centuries (`18XX`) and intervals open at one end (`2019/..`).
https://www.loc.gov/standards/datetime/

No clock and no locale: the same words give the same date everywhere. Month names are known in
English, German, French, Spanish and Russian.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_VAGUE = re.compile(r"\d{3}X|\d\dXX|(?!0000)\d{4}-2[1-4]", re.ASCII)
_DIGIT = re.compile(r"\d")

_MONTH_NAMES = (
    "january jan januar jänner janvier janv enero ene январь января янв",
    "february feb febr februar février févr fév febrero февраль февраля фев февр",
    "march mar märz mär mrz mars marzo март марта мар",
    "april apr avril avr abril abr апрель апреля апр",
    "may mai mayo май мая",
    "june jun juni juin junio июнь июня июн",
    "july jul juli juillet juil julio июль июля июл",
    "august aug août agosto ago август августа авг",
    "september sep sept septembre septiembre setiembre сентябрь сентября сен сент",
    "october oct oktober okt octobre octubre октябрь октября окт",
    "november nov novembre noviembre ноябрь ноября ноя нояб",
    "december dec dezember dez décembre déc diciembre dic декабрь декабря дек",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
"""Lower-case month names and abbreviations (without their dot) to 1..12."""

_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?!\d)"
_FORMS = (
    r"(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?![-\d]|[./]\d)",
    r"(?P<year>\d{4})年(?:(?P<month>\d\d?)月(?:(?P<day>\d\d?)日)?)?",
    r"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{4})(?![.\d])",
    r"(?P<first>\d\d?)([-/])(?P<second>\d\d?)\2(?P<year>\d{4})(?![/\d-])",
    rf"{_DAY}(?:st|nd|rd|th|er|º)?\.?\s+(?:of\s+|de\s+)?{_MONTH}"
    rf"(?:,?\s+(?:de\s+|del\s+)?{_YEAR}(?:\s?г\.|\s+года)?)?",
    rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?(?!\d)(?:,?\s+{_YEAR})?",
    rf"{_MONTH},?\s+(?:de\s+|of\s+)?{_YEAR}(?:\s?г\.|\s+года)?",
    r"(?P<year>\d{4})-(?P<month>\d\d)(?![\w-])",
    _YEAR,
)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Compiled for the first text that is searched: many who import this never do."""
    return tuple(re.compile(rf"(?<![\w./-]){form}(?!(?!T\d)\w)", re.IGNORECASE) for form in _FORMS)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as it stands in a text."""

    start: int
    end: int
    """Half-open range of its words, in code points."""
    year: int | None
    """None when the words name none ("3 March")."""
    month: int | None
    day: int | None

    @property
    def edtf(self) -> str | None:
        """`2026-02-20`, `2026-02` or `2026`; None without a year."""
        return None if self.year is None else format_date(self.year, self.month, self.day)

    def near(self, reference: str) -> str | None:
        """EDTF with a missing year filled in: the one that brings the day nearest to `reference`.

        `reference` is EDTF of day precision; with any other, a missing year stays missing.
        """
        if self.year is not None:
            return self.edtf
        try:
            anchor = date.fromisoformat(reference)
        except ValueError:
            return None
        days = [
            date(year, self.month, self.day)
            for year in range(max(anchor.year - 1, 1), min(anchor.year + 1, 9999) + 1)
            if self.month and self.day and is_calendar_date(year, self.month, self.day)
        ]
        return min(days, key=lambda day: abs(day - anchor)).isoformat() if days else None


def format_date(year: int, month: int | None = None, day: int | None = None) -> str:
    """EDTF of the parts that are known."""
    known = [f"{year:04}"] + [f"{part:02}" for part in (month, day) if part is not None]
    return "-".join(known)


def is_edtf(value: str) -> bool:
    """Whether `value` is a date of the calendar, a season, decade or century, or an interval.

    An interval goes from a day, month or year to a later one, or is open (`..`) at one end.
    """
    first, slash, last = value.partition("/")
    if not slash:
        return _is_single(value)
    if ".." in (first, last):
        return _is_single(last if first == ".." else first)
    return is_point(first) and is_point(last) and _latest(last) >= first


def is_point(value: str) -> bool:
    """Whether `value` is a day, month or year of the calendar."""
    found = _POINT.fullmatch(value)
    if found is None:
        return False
    year, month, day = found.groups()
    return is_calendar_date(int(year), int(month or 1), int(day or 1))


def _is_single(value: str) -> bool:
    return is_point(value) or _VAGUE.fullmatch(value) is not None


def _latest(point: str) -> str:
    """A string that sorts behind every date inside `point`."""
    return point + "~"


def is_calendar_date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """The written dates of `text[start:end]` in order, none overlapping another.

    Words that name no day of the calendar ("30 February 2026") are no date at all.
    """
    limit = len(text) if end is None else end
    if _DIGIT.search(text, start, limit) is None:
        return
    taken = start
    candidates = sorted(
        (found.start(), rank, found)
        for rank, form in enumerate(_forms())
        for found in form.finditer(text, start, limit)
    )
    for begin, _, found in candidates:
        if begin < taken:
            continue
        taken = found.end()
        written = _interpret(found)
        if written is not None:
            yield written


def parse_date(written: str, *, near: str | None = None) -> str | None:
    """EDTF of a text that is one written date and nothing else; None when it is not.

    "3 March" needs `near` (EDTF of a day) for its year. "03/04/2026" is read as `2026`, because
    nothing in it tells the day from the month. A time behind an ISO date is passed over.
    """
    stripped = re.sub(r"^(?:on|am|den|le|el)\s+", "", written.strip(), flags=re.IGNORECASE)
    found = next(find_dates(stripped), None)
    if found is None or found.start != 0:
        return None
    rest = stripped[found.end :]
    if rest and not re.fullmatch(r"[T ]\d\d:?\d\d(:?\d\d(\.\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?", rest):
        return None
    return found.edtf if near is None else found.near(near)


def _interpret(found: re.Match[str]) -> WrittenDate | None:
    parts = found.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    day = int(parts["day"]) if parts.get("day") else None
    if "first" in parts:
        month, day = _day_and_month(int(parts["first"]), int(parts["second"]))
    else:
        named = parts.get("month")
        if named in ("may", "march"):
            return None  # the verbs: "may 5 people come"
        month = _month(named) if named else None
        if month is None and named:
            return None
    leap = 2000
    known = [
        default if part is None else part
        for part, default in zip((year, month, day), (leap, 1, 1), strict=True)
    ]
    if not is_calendar_date(*known):
        return None
    return WrittenDate(found.start(), found.end(), year, month, day)


def _month(named: str) -> int | None:
    """None of what is no name, as "aprıl" with a letter that patterns take for an i."""
    return int(named) if named.isdecimal() else MONTHS.get(named.lower())


def _day_and_month(first: int, second: int) -> tuple[int | None, int | None]:
    """(month, day) of "20/02" or "02/20"; neither when both readings are possible."""
    if first == second:
        return first, first
    if 1 <= first <= 12 and 1 <= second <= 12:
        return None, None
    return (second, first) if first > 12 else (first, second)
