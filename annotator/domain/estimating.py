"""When a round will have its last label: a range from what people did so far, or why it cannot be told.

The slowest reviewer decides. Each one's open claims are weighed by their expected work and set against that
reviewer's own pace, else against the team's. It is told twice: in working days, from the labels of past
days, and in hours of real work, from the seconds on claims. A range is no confidence interval: it says where
the end lies if people go on as on their slower, or as on their quicker days.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor
from statistics import median

FEW = 5
"""Claims from which on somebody has a pace."""
DAYS = 5
"""Working days that a pace rests on: the last ones."""
AWAY = 4
"""Days without an act after which it is said that somebody has not been seen; a weekend is less."""
NAMED = 3
"""People that a sentence names; others are counted."""
_Pace = tuple[Fraction, Fraction]
"""Slow and quick: expected work (as `handing_out.expected_work` counts it) in a day, or in a minute."""
Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What the estimate needs to know of one reviewer."""

    name: str
    open: int
    """Claims."""
    open_work: int
    """The expected work of these."""
    voted: int = 0
    voted_work: int = 0
    days: Sequence[int] = ()
    """Labels on each finished day with labels (so not today), newest first."""
    seconds: Sequence[int] = ()
    """On each of the last claims labelled, where they are known."""
    last_day: str = ""
    """The ISO day of the last act, or empty."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Ranges, and what they rest on in words."""

    days: Range | None
    """Working days until the last label; today counts as one when it has not begun."""
    minutes: Range | None
    """Minutes of real work of the reviewer who needs longest."""
    slowest: str
    """Who needs longest; empty when nothing is known, or nothing is open."""
    words: str
    """One sentence or two for people, to stand behind a colon: the first begins in lower case."""


def estimate(loads: Sequence[Workload], today: date, *, closed: bool = False) -> Estimate:
    """When the open claims of these reviewers will have their labels."""
    waiting = sorted((load for load in loads if load.open), key=lambda load: load.name)
    if closed:
        return Estimate(None, None, "", "the round is closed.")
    if not waiting:
        return Estimate(None, None, "", "nothing is open." if loads else "nothing is handed out.")
    common = _mean_work(loads)
    days = _slowest(loads, waiting, common, _daily_pace)
    minutes = _slowest(loads, waiting, common, _minutely_pace)
    decides = days or minutes
    if decides is None:
        words = f"cannot be told yet, as it needs {FEW} timed labels, or {FEW} of past days."
        return Estimate(None, None, "", " ".join([words, *_notes(waiting, frozenset(), today)]))
    parts = [_words(decides, days, minutes, len(waiting)), *_notes(waiting, decides.by_team, today)]
    return Estimate(
        days.range if days else None, minutes.range if minutes else None, decides.name, " ".join(parts)
    )


@dataclass(frozen=True, slots=True)
class _Slowest:
    name: str
    range: Range
    by_team: frozenset[str]
    """Those for whom the team's pace was taken, as their own is not known."""
    rests_on: int
    """Working days that the pace of the slowest rests on; 0: the team's pace."""


def _slowest(
    loads: Sequence[Workload],
    waiting: Sequence[Workload],
    common: Fraction,
    pace_of: Callable[[Workload, Fraction], _Pace | None],
) -> _Slowest | None:
    """Whose work ends last; None when nobody's pace is known."""
    own = {load.name: pace for load in loads if (pace := pace_of(load, common)) is not None}
    if not own:
        return None
    team = median(slow for slow, _ in own.values()), median(quick for _, quick in own.values())
    needs = {}
    for load in waiting:
        slow, quick = own.get(load.name, team)
        needs[load.name] = max(1, floor(load.open_work / quick)), max(1, ceil(load.open_work / slow))
    longest = max(waiting, key=lambda load: needs[load.name][::-1])
    ends = max(low for low, _ in needs.values()), needs[longest.name][1]
    by_team = frozenset(load.name for load in waiting if load.name not in own)
    rests_on = 0 if longest.name in by_team else len(longest.days[:DAYS])
    return _Slowest(longest.name, ends, by_team, rests_on)


def _mean_work(loads: Sequence[Workload]) -> Fraction:
    """Of a claim of this round."""
    claims = sum(load.open + load.voted for load in loads)
    return Fraction(max(sum(load.open_work + load.voted_work for load in loads), 1), claims)


def _own_mean(load: Workload, common: Fraction) -> Fraction:
    """The expected work of a claim that this reviewer has labelled."""
    return Fraction(load.voted_work, load.voted) if load.voted and load.voted_work else common


def _daily_pace(load: Workload, common: Fraction) -> _Pace | None:
    """From the mean of the slower half of the last days to that of the quicker half; of one day alone, from
    half to double of it."""
    days = sorted(labels for labels in load.days[:DAYS] if labels > 0)
    if sum(days) < FEW:
        return None
    half = (len(days) + 1) // 2
    slow, quick = Fraction(sum(days[:half]), half), Fraction(sum(days[-half:]), half)
    if len(days) == 1:
        slow, quick = slow / 2, quick * 2
    work = _own_mean(load, common)
    return slow * work, quick * work


def _minutely_pace(load: Workload, common: Fraction) -> _Pace | None:
    """From the mean and the median of the seconds on a claim, which long searches draw apart."""
    known = [seconds for seconds in load.seconds if seconds > 0]
    if len(known) < FEW:
        return None
    one, other = sorted((Fraction(sum(known), len(known)), Fraction(median(known))))
    work = _own_mean(load, common)
    return 60 * work / other, 60 * work / one


# --- in words ----------------------------------------------------------------------------------------


def _words(decides: _Slowest, days: _Slowest | None, minutes: _Slowest | None, waiting: int) -> str:
    who = f" ({decides.name} needs longest)" if waiting > 1 else ""
    work = f"{_span_of_minutes(minutes.range)} of work" if minutes else ""
    if minutes and minutes.name != decides.name:
        work += f" for {minutes.name}"
    if days is None:
        return f"{work}{who}; in days it cannot be told yet, as nobody has finished a day of {FEW} labels."
    rests = {0: "at the team's pace", 1: "at the pace of one working day"}.get(
        days.rests_on, f"at the pace of the last {days.rests_on} working days"
    )
    return f"{span(days.range, 'working day')}, {rests}{who}{f'; {work}' if work else ''}."


def span(ends: Range, unit: str) -> str:
    """ "3 to 5 days", "about 3 days"."""
    low, high = ends
    many = f"{unit}{'' if high == 1 else 's'}"
    return f"about {high} {many}" if low == high else f"{low} to {high} {many}"


def _span_of_minutes(ends: Range) -> str:
    """In minutes by fives, from 2 hours on in hours: nobody knows it better."""
    low, high = ends
    if high < 120:
        return span(
            (max(low // 5 * 5, 5) if high > 5 else low, -(-high // 5) * 5 if high > 5 else high), "minute"
        )
    return span((max(low // 60, 1), -(-high // 60)), "hour")


def _notes(waiting: Sequence[Workload], by_team: frozenset[str], today: date) -> list[str]:
    idle = [load.name for load in waiting if not load.voted]
    others = [load.name for load in waiting if load.voted and load.name in by_team]
    notes = [f"{_names(idle)} {_has(idle)} not begun."] if idle else []
    if others:
        notes.append(f"{_names(others)} {_has(others)} too few labels for a pace: the team's was taken.")
    gone = [load for load in waiting if load.voted and _days_since(load.last_day, today) >= AWAY]
    if gone:
        names = [f"{load.name} since {load.last_day}" for load in gone]
        notes.append(f"Not seen: {_names(names)}.")
    return notes


def _days_since(day: str, today: date) -> int:
    try:
        return (today - date.fromisoformat(day)).days
    except ValueError:
        return 0


def _has(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _names(names: Sequence[str]) -> str:
    """ "anna", "anna and ben", "anna, ben, carol and 4 others"."""
    if len(names) > NAMED + 1:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} others"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
