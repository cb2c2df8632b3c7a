"""Times that rest on the day, month or year of publication, as EDTF.

Nothing is more precise than the words or than the date of publication: what that leaves open is None.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from annotator.domain.edtf import format_date, is_calendar_date
from annotator.splitting.dates.words import LAST_MONTHS

_PUBLISHED = re.compile(r"([1-8]\d{3})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_YEAR = timedelta(days=366)
_NEAR = timedelta(days=120)
"""How far ahead a day without a year may lie where no word speaks of the future."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """When the article was published, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, published: str) -> "Anchor":
        """From EDTF of a day, month or year between 1000 and 8999; nothing is known from any other."""
        found = _PUBLISHED.fullmatch(published)
        if found is None:
            return cls()
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None or not is_calendar_date(year, month or 1, day or 1):
            return cls()
        return cls(year, month, date(year, month, day) if month and day else None)

    def days(self, first: int, last: int | None = None) -> str | None:
        """The day, or the days, at a distance from publication."""
        if self.day is None:
            return None
        start = (self.day + timedelta(days=first)).isoformat()
        return start if last is None else interval(start, (self.day + timedelta(days=last)).isoformat())

    def week(self, step: int, first: int = 0, last: int = 6) -> str | None:
        """Monday to Sunday of a week, or a part of it."""
        if self.day is None:
            return None
        monday = 7 * step - self.day.weekday()
        return self.days(monday + first, monday + last)

    def weekday(self, index: int, *, future: bool) -> str | None:
        """The latest such day, that of publication included; the next one, where it cannot be today."""
        if self.day is None:
            return None
        back = (self.day.weekday() - index) % 7
        if future:
            return self.days(7 - back) if back else None
        return self.days(-back)

    def weekend(self, *, future: bool) -> str | None:
        """The latest Saturday and Sunday that have begun, or the next."""
        if self.day is None:
            return None
        begun = self.day.weekday() >= 5
        return self.week(int(begun) if future else begun - 1, 5, 6)

    def months(self, step: int) -> str | None:
        """A month at a distance."""
        if self.year is None or self.month is None:
            return None
        count = self.year * 12 + self.month - 1 + step
        return format_date(count // 12, count % 12 + 1) if 12 <= count < 120_000 else None

    def named_month(self, month: int, *, future: bool) -> str | None:
        """The latest such month, that of publication included; or the next."""
        if self.year is None or self.month is None:
            return None
        other = self.month > month if future else self.month < month
        return format_date(self.year + other * (1 if future else -1), month)

    def named_day(self, month: int, day: int, *, future: bool) -> str | None:
        """The nearest such day; one far ahead only where the words speak of the future."""
        if self.day is None:
            return None
        at, known = self.day, self.within_a_year(month, day)
        if future:
            known = [one for one in known if one >= at]
        nearest = min(known, key=lambda one: abs(one - at), default=None)
        if nearest is None or (nearest - at > _NEAR and not future):
            return None
        return nearest.isoformat()

    def within_a_year(self, month: int, day: int) -> list[date]:
        """Those of the year before and the year after publication, in order."""
        at = self.day
        if at is None:
            return []
        days = (
            date(y, month, day) for y in range(at.year - 1, at.year + 2) if is_calendar_date(y, month, day)
        )
        return [one for one in days if abs(one - at) <= _YEAR]

    def day_of_month(self, day: int, *, future: bool) -> str | None:
        """The latest, or the next, month that has such a day."""
        if self.day is None:
            return None
        step = 1 if future else -1
        count = self.day.year * 12 + self.day.month - 1
        if day != self.day.day and (day < self.day.day) == future:
            count += step
        while not is_calendar_date(count // 12, count % 12 + 1, day):
            count += step
        return format_date(count // 12, count % 12 + 1, day)

    def years(self, step: int) -> str | None:
        """A year at a distance."""
        return format_date(self.year + step) if self.year and 1 <= self.year + step <= 9999 else None

    def digits(self, step: int, size: int) -> str | None:
        """A decade (`size` 10) or century (100) at a distance: `199X`, `19XX`."""
        if self.year is None or not 0 <= self.year // size + step < 10_000 // size:
            return None
        return f"{self.year // size + step:0{len(str(10_000 // size)) - 1}}" + "X" * (len(str(size)) - 1)

    def season(self, season: int, which: str) -> str | None:
        """Last, this or next summer; None where the year could be either of two."""
        return None if season not in LAST_MONTHS else self._chosen(season, LAST_MONTHS[season], which)

    def chosen_month(self, month: int, which: str) -> str | None:
        """Last, this or next May; None where the year could be either of two."""
        return self._chosen(month, month, which)

    def _chosen(self, part: int, month: int, which: str) -> str | None:
        if self.year is None or self.month is None:
            return None
        ambiguous = {"last": self.month > month, "next": self.month < month}.get(which, False)
        return None if ambiguous else format_date(self.year + {"last": -1, "next": 1}.get(which, 0), part)

    def quarter(self, step: int) -> str | None:
        """Three months at a distance."""
        if self.year is None or self.month is None:
            return None
        count = self.year * 4 + (self.month - 1) // 3 + step
        return months_of(count // 4, count % 4 * 3 + 1, 3)


def interval(first: str, last: str) -> str:
    """Both, or the one where they are the same."""
    return first if first == last else f"{first}/{last}"


def months_of(year: int, month: int, count: int) -> str:
    """ "2023-01/2023-03" for three months from January."""
    return interval(format_date(year, month), format_date(year, month + count - 1))
