"""A figure that is a number, or says in plain words why it is none."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Figure:
    value: float | None
    """Never NaN, never infinite; None when it is not defined."""
    why: str = ""
    """Why it is not defined, to follow "not defined because"; empty when it is."""

    def __str__(self) -> str:
        return f"not defined because {self.why}" if self.value is None else f"{self.value:.3f}"


@dataclass(frozen=True)
class Interval:
    """Where 95 of 100 resamples lie."""

    low: float | None
    high: float | None
    why: str = ""
    """Why there is none, to follow "not defined because"."""
    left_out: int = 0
    """Draws in which the figure was not defined; the interval is that of the others."""

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return f"not defined because {self.why}"
        return f"{self.low:.3f} to {self.high:.3f}"


def ratio(part: int | Fraction, whole: int | Fraction, why: str) -> Figure:
    """A part of a whole, correctly rounded; not defined for the reason given when the whole is 0."""
    return Figure(float(Fraction(part) / whole)) if whole else Figure(None, why)


def above_chance(observed: Fraction, chance: Fraction, why: str) -> Figure:
    """A kappa, (observed - chance) / (1 - chance); not defined for the reason given when chance is 1."""
    return ratio(observed - chance, 1 - chance, why)
