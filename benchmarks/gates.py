"""Figures beside what they must reach."""

import math
from collections.abc import Sequence


class Gates:
    """Prints each figure with its limit as it comes; counts those that are beyond.

    A quick run holds wider limits, so that a busy machine is no verdict; figures without one are told.
    """

    def __init__(self, *, quick: bool) -> None:
        self.quick = quick
        self.broken = 0

    def hold(
        self, goal: str, what: str, figure: float, limit: float, *, quick: float = math.inf, unit: str = ""
    ) -> None:
        """The figure must not be above the limit."""
        held = quick if self.quick else limit
        verdict = "told" if math.isinf(held) else "pass" if figure <= held else "FAIL"
        self.broken += verdict == "FAIL"
        shown = limit if math.isinf(held) else held
        print(f"{goal:4} {what:62} {figure:9.2f}{unit:3} <= {shown:<7g} {verdict}", flush=True)

    def told(self, goal: str, why: str) -> None:
        """What could not be measured here, and why."""
        print(f"{goal:4} {why}", flush=True)

    @property
    def exit_code(self) -> int:
        return int(self.broken > 0)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
