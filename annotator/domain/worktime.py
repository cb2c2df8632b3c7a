"""Seconds of real work on each claim, counted from key to key: no timer, so an idle program stays idle."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

LONGEST_PAUSE = 60.0
"""Seconds between two keys from which on nobody is taken to be working.

Reading a paragraph, or a page of evidence in another window, takes less than a minute between two keys;
who is away for coffee takes more. A longer pause is left out as a whole, so what is counted is a lower
bound: time that was surely worked, never time that may have been.
"""


class WorkClock:
    """Counts for the claim that is current while keys come.

    `now` gives seconds of a clock that never goes back.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._last: float | None = None
        self._counted: dict[str, float] = {}

    def key(self, claim: str) -> None:
        """A key has come while this claim was the current one; "": none was worked on."""
        now, last = self._now(), self._last
        self._last = now
        if last is not None and claim and now - last <= LONGEST_PAUSE:
            self._counted[claim] = self._counted.get(claim, 0.0) + now - last

    def take(self, claim: str) -> int:
        """The whole seconds on a claim that were not taken yet; what is left of a second goes on counting."""
        counted = self._counted.pop(claim, 0.0)
        whole = int(counted)
        if counted > whole:
            self._counted[claim] = counted - whole
        return whole


class Pace(NamedTuple):
    """How quickly claims are decided, by seconds of real work."""

    hourly: int
    """Claims an hour of work."""
    median: int
    """Seconds a claim."""


def pace(seconds: Sequence[int]) -> Pace | None:
    """From the seconds on each decided claim; None when there are none, or no second was counted."""
    total = sum(seconds)
    if not total:
        return None
    ordered, middle = sorted(seconds), len(seconds) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    return Pace(round(3600 * len(ordered) / total), round(median))
