"""How dates are shown to a person. Stored and exported they stay as they are: EDTF.

Only days are written anew; a month, a year, a season or a decade keeps its form, since a pattern
for days would claim a precision that it does not have.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = 30
"""Characters of a pattern."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?\Z", re.ASCII)
_DIRECTIVE = re.compile(r"%-?.?")
_YEARS, _MONTHS, _DAYS = {"%Y"}, {"%m", "%-m", "%b", "%B"}, {"%d", "%-d"}
_KNOWN = _YEARS | _MONTHS | _DAYS | {"%a", "%A", "%%"}


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A pattern of strftime's directives for the parts of a day; names are English everywhere."""

    pattern: str = "%Y-%m-%d"

    def fault(self) -> str:
        """What is wrong with the pattern, "" when nothing is."""
        used = _DIRECTIVE.findall(self.pattern)
        unknown = next((directive for directive in used if directive not in _KNOWN), None)
        if unknown is not None:
            return f"{unknown} is not known in a date (known: {' '.join(sorted(_KNOWN))})"
        if not all(set(used) & part for part in (_YEARS, _MONTHS, _DAYS)):
            return "a date needs a year (%Y), a month (%m, %-m, %b or %B) and a day (%d or %-d)"
        if len(self.pattern) > LONGEST or not self.pattern.isprintable():
            return f"a date's pattern has at most {LONGEST} characters, all of them printable"
        return ""

    def show(self, edtf: str) -> str:
        """A day by the pattern, a time of day behind it; whatever else it is, as it is.

        An interval of two days becomes "20.02.2026 to 22.02.2026".
        """
        first, slash, last = edtf.partition("/")
        if not slash:
            return self._day(first) or edtf
        begin, end = self._day(first), self._day(last)
        return edtf if begin is None or end is None or self == ISO else f"{begin} to {end}"

    @property
    def width(self) -> int:
        """Characters of the longest day that the pattern can give."""
        return _width(self)

    def _day(self, written: str) -> str | None:
        found = _DAY.match(written)
        if found is None or self == ISO:
            return None
        try:
            day = date.fromisoformat(found[1])
        except ValueError:
            return None
        return f"{self.written(day)} {found[2]}" if found[2] else self.written(day)

    def written(self, day: date) -> str:
        month, weekday = MONTH_NAMES[day.month - 1], DAY_NAMES[day.weekday()]
        parts = {
            "%Y": f"{day.year:04}", "%m": f"{day.month:02}", "%-m": str(day.month),
            "%b": month[:3], "%B": month, "%d": f"{day.day:02}", "%-d": str(day.day),
            "%a": weekday[:3], "%A": weekday, "%%": "%",
        }  # fmt: skip
        return _DIRECTIVE.sub(lambda found: parts[found.group()], self.pattern)


@cache
def _width(dates: DateFormat) -> int:
    days = (date(2026, month, day) for month in range(1, 13) for day in range(21, 28))
    return max(len(dates.written(day)) for day in days)


ISO = DateFormat()
"""Dates as they are stored."""


def in_utc(at: str) -> datetime | None:
    """A moment in ISO 8601, in UTC also where it names no zone; None for what is no moment."""
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def local_minute(at: str, dates: DateFormat = ISO) -> str:
    """The day and minute of a moment in ISO 8601 on the clock of this place; what is no moment, as it is."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return at
    return f"{dates.show(local.date().isoformat())} {local:%H:%M}"
