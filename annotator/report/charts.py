"""The drawings of a report. Each says in its title and description what it shows, for who cannot see it."""

from collections.abc import Sequence

from annotator.domain.agreement import Figure, Interval
from annotator.domain.round_report import Step
from annotator.report.markup import Markup, element, group
from annotator.report.parts import decimal, interval_words

PARTS = ("done", "incomplete", "skipped", "open")
"""Of a bar of progress, each with a pattern of its own."""
_WIDTH = 320
_NAMED, _NUMBERED = 6, 14
"""So many columns have room for a date each, for a number each."""
_TENTATIVE, _RELIABLE = 667, 800


def patterns() -> Markup:
    """The patterns that bars are filled with; once a page."""
    stripes = element(
        "pattern",
        element("rect", width=8, height=8, class_="ground"),
        element("path", d="M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6", class_="stroke"),
        id="fill-incomplete", width=8, height=8, patternUnits="userSpaceOnUse",
    )  # fmt: skip
    dots = element(
        "pattern",
        element("rect", width=6, height=6, class_="ground"),
        element("circle", cx=3, cy=3, r="1.3", class_="dot"),
        id="fill-skipped", width=6, height=6, patternUnits="userSpaceOnUse",
    )  # fmt: skip
    return element(
        "svg", element("defs", stripes, dots), width=0, height=0, aria_hidden="true", class_="defs"
    )


def swatch(part: str) -> Markup:
    """A patch of a part's pattern, for the legend."""
    return element("svg", _part(part, 0, 1000), class_="swatch", aria_hidden="true")


def progress_bar(counts: Sequence[int]) -> Markup:
    """One bar of so many done, incomplete, skipped and open claims, which stand as numbers beside it."""
    whole = sum(counts)
    at, parts = 0, []
    for part, count in zip(PARTS, counts, strict=True):
        if count:
            parts.append(_part(part, 1000 * at // whole, 1000 * (at + count) // whole))
        at += count
    return element("svg", *parts, class_="bar", aria_hidden="true")


def _part(part: str, start: int, end: int) -> Markup:
    return element("rect", x=_percent(start), y=0, width=_percent(end - start), height="100%", class_=part)


def _percent(thousandth: int) -> str:
    return f"{thousandth // 10}.{thousandth % 10}%"


def row_bar(count: int, most: int) -> Markup:
    """A bar for a number that stands beside it."""
    return element(
        "svg", _part("done", 0, 1000 * count // most if most else 0), class_="bar plain", aria_hidden="true"
    )


def interval(figure: Figure, around: Interval) -> Markup | None:
    """A figure with its interval on an axis to 1, with Krippendorff's two marks; nothing when not defined."""
    if figure.value is None or around.low is None or around.high is None:
        return None
    low = min(0.0, around.low, figure.value)
    least = -1000 if low < -0.5 else -500 if low < 0 else 0

    def x(value: float) -> str:
        return f"{12 + (_WIDTH - 24) * (value * 1000 - least) / (1000 - least):z.1f}"

    def tick(thousandth: int, words: str, y: int) -> Markup:
        at = x(thousandth / 1000)
        line = element("line", x1=at, x2=at, y1=14, y2=38, class_="tick")
        return group(line, element("text", words, x=at, y=y, text_anchor="middle"))

    ticks = [tick(at, f"{at / 1000:g}", 50) for at in range(least, 1000, 500)]
    marks = [tick(_TENTATIVE, "0.667", 10), tick(_RELIABLE, "0.8", 10), tick(1000, "1", 50)]
    told = f"alpha {decimal(figure.value)}, 95 % interval {interval_words(around)}"
    return _drawing(
        "Alpha with its interval",
        f"An axis from {least / 1000:g} to 1: {told}.",
        element("line", x1=x(least / 1000), x2=x(1), y1=26, y2=26, class_="axis"),
        *ticks,
        *marks,
        element("line", x1=x(around.low), x2=x(around.high), y1=26, y2=26, class_="interval"),
        *(
            element("line", x1=x(end), x2=x(end), y1=20, y2=32, class_="end")
            for end in (around.low, around.high)
        ),
        element("circle", cx=x(figure.value), cy=26, r=5, class_="point"),
        height=56,
    )


def columns(steps: Sequence[Step]) -> Markup:
    """Votes over time."""
    most = max(step.votes for step in steps)
    space = (_WIDTH - 8) / len(steps)
    wide = min(space * 0.8, 40.0)
    numbered = len(steps) <= _NUMBERED
    drawn = []
    for place, step in enumerate(steps):
        middle = 4 + space * (place + 0.5)
        high = 84 * step.votes / most
        bar = element(
            "rect", x=f"{middle - wide / 2:.1f}", y=f"{100 - high:.1f}", width=f"{wide:.1f}",
            height=f"{high:.1f}", class_="done",
        )  # fmt: skip
        drawn.append(bar)
        if numbered and step.votes:
            at = {"x": f"{middle:.1f}", "y": f"{96 - high:.1f}"}
            drawn.append(element("text", f"{step.votes:,}", **at, text_anchor="middle"))
        if len(steps) <= _NAMED:
            at = {"x": f"{middle:.1f}", "y": "114"}
            drawn.append(element("text", step.first.isoformat(), **at, text_anchor="middle"))
    ends = [
        element("text", steps[0].first.isoformat(), x=4, y=114),
        element("text", steps[-1].last.isoformat(), x=_WIDTH - 4, y=114, text_anchor="end"),
    ]
    told = "; ".join(f"{_days(step)}: {step.votes:,}" for step in steps if step.votes)
    return _drawing(
        "Votes over time",
        f"Votes, {told}.",
        *drawn,
        element("line", x1=4, x2=_WIDTH - 4, y1="100.5", y2="100.5", class_="axis"),
        *(ends if len(steps) > _NAMED else ()),
        height=120,
    )


def _days(step: Step) -> str:
    first, last = step.first.isoformat(), step.last.isoformat()
    return first if first == last else f"{first} to {last}"


def _drawing(title: str, told: str, *children: Markup, height: int) -> Markup:
    return element(
        "svg", element("title", title), element("desc", told), *children,
        viewBox=f"0 0 {_WIDTH} {height}", role="img", class_="drawing",
    )  # fmt: skip
