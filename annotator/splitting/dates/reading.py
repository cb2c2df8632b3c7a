"""How each form of a time is read, as EDTF.

A reader gets what was said, when the article was published, and whether the words speak of the future.
None is what the words and the date of publication leave open.
"""

from annotator.domain.edtf import format_date, is_edtf
from annotator.splitting.dates.resolving import Anchor, interval, months_of
from annotator.splitting.dates.words import FEASTS, NUMBERS, ORDINALS, SEASONS, WEEKDAYS, month_number, number

Said = dict[str, str]
"""The named groups of a pattern, in lower case, empty where they did not take part."""

_STEPS = {"last": -1, "past": -1, "next": 1, "coming": 1}
_WEDNESDAY = 2
_UNITS = {"decade": 10, "century": 100, "centurie": 100}


def weekday(said: Said, at: Anchor, future: bool) -> str | None:
    index = WEEKDAYS.index(said["weekday"])
    which = said["which"]
    if which in ("the", "following", "previous", "that") or at.day is None:
        return None
    today = at.day.weekday()
    if which == "last":
        return at.days(-((today - index - 1) % 7) - 1)
    if which == "next":
        return at.week(1, index, index) if index <= today else None
    if which == "this" and (index >= today or not future):
        return at.week(0, index, index)
    return at.weekday(index, future=future)


def near(said: Said, at: Anchor, _: bool) -> str | None:
    step = {"yesterday": -1, "tomorrow": 1}.get(said["near"], 0) - bool(said["night"])
    return at.days(2 * step if said["twice"] else step)


def period(said: Said, at: Anchor, future: bool) -> str | None:
    """Next weekend may be two, and so may this weekend early in the week."""
    step, unit = _STEPS.get(said["which"], 0), said["unit"]
    if unit == "weekend":
        told = step < 0 or (step == 0 and (future or (at.day is not None and at.day.weekday() > _WEDNESDAY)))
        return at.week(step, 5, 6) if told else None
    if unit == "week":
        return at.week(step)
    if unit in ("month", "year", "quarter"):
        return {"month": at.months, "year": at.years, "quarter": at.quarter}[unit](step)
    return at.digits(step, _UNITS[unit])


def within(said: Said, at: Anchor, _: bool) -> str | None:
    """Earlier and later this week have an end that is known; in a month or year it stays that."""
    if said["unit"] != "week" or at.day is None:
        return period(said, at, False)
    today = at.day.weekday()
    return at.week(0, 0, today) if said["part"] == "earlier" else at.week(0, today, 6)


def ago(said: Said, at: Anchor, _: bool) -> str | None:
    if said["about"] or not said["count"]:
        return None
    count, unit = number(said["count"]), said["unit"]
    if unit == "day":
        return at.days(-count)
    if unit == "week":
        return at.week(-count)
    if unit == "month":
        return at.months(-count)
    return at.years(-count) if unit == "year" else at.digits(-count, _UNITS[unit])


def span(said: Said, at: Anchor, future: bool) -> str | None:
    """Up to now, or from now on: days for days and weeks, months for months and one year, years for more.

    "The next three years" begin at another time in a narrative.
    """
    if said["few"] or (said["more"] and not said["count"]) or (said["which"] == "next" and not future):
        return None
    count, unit = number(said["count"] or "1"), said["unit"]
    ahead = said["which"] in ("next", "coming")
    if unit in ("day", "week") or (unit == "month" and count == 1):
        days = count * {"day": 1, "week": 7, "month": 30}[unit]
        return at.days(0, days) if ahead else at.days(-days, 0)
    if unit == "month" or (unit == "year" and count == 1):
        step, here = at.months, count * (12 if unit == "year" else 1)
    else:
        step, here = at.years, count * _UNITS.get(unit, 1)
    ends = sorted(end for end in (step(0), step(here if ahead else -here)) if end)
    return interval(*ends) if len(ends) == 2 else None


def year(said: Said, at: Anchor, _: bool) -> str | None:
    return said["year"] or at.years(_STEPS.get(said["which"], 0))


def part_of_year(said: Said, at: Anchor, _: bool) -> str | None:
    written = year(said, at, False)
    if written is None:
        return None
    if said["unit"] == "half":
        half = ORDINALS[said["nth"]]
        return months_of(int(written), 6 * half - 5, 6) if half <= 2 else None
    if said["count"]:
        return months_of(int(written), 1, NUMBERS[said["count"]]) if said["nth"] == "first" else None
    quarter = int(said["q"]) if said["q"] else ORDINALS[said["nth"]]
    return months_of(int(written), 3 * quarter - 2, 3)


def season(said: Said, at: Anchor, _: bool) -> str | None:
    which = SEASONS[said["season"]]
    return format_date(int(said["year"]), which) if said.get("year") else at.season(which, said["which"])


def decade(said: Said, at: Anchor, _: bool) -> str | None:
    """The 1800s may be a century; the '20s may be of two."""
    digits = said["decade"]
    if len(digits) == 1:
        return None if digits == "2" else ("20" if digits in "01" else "19") + digits + "X"
    return digits[:2] + "XX" if digits.endswith("0") and digits < "200" else digits + "X"


def century(said: Said, at: Anchor, _: bool) -> str | None:
    which = int(said["number"]) if said["number"] else ORDINALS[said["nth"]]
    return None if said["bc"] or not 1 <= which <= 21 else f"{which - 1:02}XX"


def years(said: Said, at: Anchor, _: bool) -> str | None:
    first, last = said["year"], said["last"]
    last = first[: 4 - len(last)] + last
    return f"{first}/{last}" if first < last else None


def days_in_month(said: Said, at: Anchor, future: bool) -> str | None:
    """Both days in one month."""
    first, last = int(said["first"]), int(said["last"])
    named = month_number(said["month"].capitalize())
    end = format_date(int(said["year"]), named, last) if said["year"] else None
    end = end or at.named_day(named, last, future=future)
    both = f"{end[:8]}{first:02}/{end}" if end and first < last else ""
    return both if is_edtf(both) else None


def month(said: Said, at: Anchor, future: bool) -> str | None:
    named, which = month_number(said["month"].capitalize()), said.get("which")
    return at.chosen_month(named, which) if which else at.named_month(named, future=future)


def day_of_month(said: Said, at: Anchor, future: bool) -> str | None:
    return at.day_of_month(int(said["day"]), future=future)


def feast(said: Said, at: Anchor, future: bool) -> str | None:
    named = FEASTS[" ".join(said["feast"].replace("’", "'").split())]
    return format_date(int(said["year"]), *named) if said["year"] else at.named_day(*named, future=future)
