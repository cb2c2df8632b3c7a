"""Contrast of two colours by WCAG 2.2, and colours moved until they have enough of it."""

from textual.color import Color

_STEPS = 40


def contrast(one: Color, other: Color) -> float:
    """1 (the same) to 21 (black and white): https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def legible(colour: Color, ground: Color, least: float) -> Color:
    """The colour, moved towards white or black as little as its contrast with the ground needs."""
    end = max(Color(255, 255, 255), Color(0, 0, 0), key=lambda end: contrast(end, ground))
    moved = (colour.blend(end, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in moved if contrast(one, ground) >= least), end)


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
