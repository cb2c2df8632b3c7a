"""What the dashboard of a round draws: totals, a row a reviewer, what is said of the marked one."""

from collections.abc import Mapping, Sequence
from datetime import date

from annotator.domain.date_format import DateFormat
from annotator.domain.round_status import Counts, ReviewerStatus, RoundStatus
from annotator.domain.text import clean_line
from annotator.services.controls import ControlScore
from annotator.tui.bars import heading
from annotator.tui.drawing import Piece
from annotator.tui.status_words import (
    claims_words,
    column,
    counts_words,
    known,
    moment,
    round_words,
    score_words,
    until,
    work_words,
)
from annotator.tui.wrapping import wrap_words

WIDE = 120
"""Cells from which on there are more columns."""
LEAST_BAR = 8
"""Cells of a bar that says something."""
_SHAPES = (("━", "good"), ("╍", "warn"), ("s", "bad"), ("·", "rule"))
"""Of a bar: done, incomplete, skipped, open."""
LEGEND: tuple[Piece, ...] = (
    (" ━", "bar:good"), (" done ", "bar:muted"), (" ╍", "bar:warn"), (" incomplete ", "bar:muted"),
    (" s", "bar:bad"), (" skipped ", "bar:muted"), (" ·", "bar:muted"), (" open", "bar:muted"),
)  # fmt: skip
_NARROW_COLUMNS = (("done", 6), ("inc", 5), ("open", 6), ("skip", 5), ("flag", 5), ("/hour", 6), ("/day", 6))
_WIDE_COLUMNS = (
    ("has", 7), ("done", 7), ("incomplete", 11), ("open", 7), ("skipped", 8), ("flagged", 8), ("surplus", 9),
    ("s/claim", 9), ("/hour", 7), ("/day", 6),
)  # fmt: skip
_WARNING = frozenset(("inc", "incomplete", "skip", "skipped", "flag", "flagged"))
_LAST = 11
"""Cells of the last column: a time or a day."""


def bar(counts: Counts, width: int) -> list[Piece]:
    """A bar of `width` cells: whatever there is one of has a cell at least, as far as there is room."""
    parts = (counts.done, counts.incomplete, counts.skipped, counts.open)
    return [
        (shape * cells, role)
        for (shape, role), cells in zip(_SHAPES, shares(parts, width), strict=True)
        if cells
    ]


def shares(parts: Sequence[int], width: int) -> list[int]:
    """Whole cells in proportion to the parts, which together fill the width; a part above 0 has one at
    least while there are as many cells as parts. All 0 when all parts are."""
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    cells = [max(part * width // total, 1 if part else 0) for part in parts]
    while sum(cells) != width:
        by = 1 if sum(cells) < width else -1
        fitting = [n for n, part in enumerate(parts) if part and (by > 0 or cells[n] > 1)]
        if not fitting:  # more parts than cells
            fitting = [n for n in range(len(parts)) if cells[n]]
        cells[max(fitting, key=lambda n: by * (parts[n] * width - cells[n] * total))] += by
    return cells


def totals_lines(status: RoundStatus, width: int, height: int) -> list[list[Piece]]:
    """All reviewers' work, the claims, the pace, and when it may end."""
    words = counts_words(status.counts, status.round)
    room = min(width - len(words) - 4, 40)
    drawn = bar(status.counts, room) if room >= LEAST_BAR else []
    lines: list[list[Piece]] = [
        [(" ", "text"), *drawn, ("  " if drawn else "", "text"), (words, "text")],
        [(f" {claims_words(status)}", "text")],
    ]
    if pace := work_words(status.work):
        lines.append([(f" {pace}", "muted")])
    end = wrap_words(
        clean_line(f"{until(status)}: {status.estimate.words}"),
        max(width - 2, 2),
        max(height - len(lines), 1),
    )
    return [*lines, *([(f" {line}", "strong")] for line in end)][:height]


def title_pieces(status: RoundStatus, width: int) -> tuple[list[Piece], list[Piece]]:
    """The two ends of the first line."""
    left: list[Piece] = [(f" {status.round.name}", "title"), (f" · {round_words(status.round)}", "muted")]
    return left, [("you see your own row, and totals " if status.partial else "", "muted")]


def _columns(width: int) -> Sequence[tuple[str, int]]:
    return _WIDE_COLUMNS if width >= WIDE else _NARROW_COLUMNS


def _rooms(width: int) -> tuple[int, int]:
    """Cells of the name and of the bar; a narrow screen has no bar."""
    left = width - sum(room for _, room in _columns(width)) - _LAST - 2
    name = max(min(left // 2 + 1, 30), 8)
    return name, max(left - name - 3, 0)


def head_line(width: int) -> list[Piece]:
    """The names of the columns."""
    name, bar_room = _rooms(width)
    words = "  " + column("reviewer", name) + " " + " " * bar_room + " "
    words += "".join(f"{title:>{room}}" for title, room in _columns(width))
    return [(f"{words}  last act", "muted")]


def reviewer_row(
    one: ReviewerStatus, width: int, today: date, dates: DateFormat, *, current: bool
) -> list[Piece]:
    """One reviewer, to stand behind the sign of the marked row."""
    counts, work = one.counts, one.work
    name, bar_room = _rooms(width + 1)
    narrow = [counts.done, counts.incomplete, counts.open, counts.skipped, counts.flagged]
    figures = [*map(str, narrow), known(work.hourly), known(work.daily)]
    if width + 1 >= WIDE:
        figures = [
            str(counts.assigned),
            *figures[:5],
            str(counts.surplus),
            known(work.median_seconds),
            *figures[5:],
        ]
    cells: list[Piece] = [
        (f"{figure:>{room}}", "faint" if figure == "0" else "warn" if title in _WARNING else "text")
        for figure, (title, room) in zip(figures, _columns(width + 1), strict=True)
    ]
    drawn = bar(counts, bar_room)
    return [
        (f" {column(one.name, name)} ", "strong" if current else "text"),
        *drawn,
        (" " * (bar_room - sum(len(text) for text, _ in drawn) + 1), "text"),
        *cells,
        (f"  {moment(work.last_act, today, dates)}", "muted"),
    ]


def about_heading(one: ReviewerStatus | None, scores: Mapping[str, ControlScore], width: int) -> list[Piece]:
    """The rule above what is said of the marked reviewer, with their control items."""
    score = scores.get(one.name) if one else None
    if score is None:
        return [("─" * width, "rule")]
    return heading(f"control items: {score_words(score)}", "", width)


def about_lines(one: ReviewerStatus | None, status: RoundStatus | None) -> list[list[Piece]]:
    """The marked reviewer in words: for those who listen, and what has no column."""
    if one is None or status is None:
        return []
    return [
        [(f" {one.name}: ", "strong"), (counts_words(one.counts, status.round), "text")],
        [(f" {work_words(one.work) or 'no seconds of work are known'}", "muted")],
    ]
