"""The article with its claims marked: wrapped once per width, lines drawn when they come into sight.

Every claim's words have the colour of its label, in two shades by turns, and the margin shows, on
the line where a claim begins, its label's letter (`·` without one, `=` for a folded claim without one).
The current claim stands out by its ground.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.events import Click, Resize
from textual.geometry import Offset, Size
from textual.message import Message

from annotator.domain.claim import Claim
from annotator.domain.text import Range
from annotator.tui.bars import unlabelled
from annotator.tui.caret import Caret, Terrain, selected
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.widgets.lines import ScrolledLines
from annotator.tui.wrapping import Wrapped, offset_at, snap, wrap_text

MARGIN = 5
"""Cells at the left for the letters of claims."""
LETTERS = MARGIN - 2
WIDEST = 96
"""Cells of text in a line, however wide the window: longer lines are hard to follow."""


class ArticleView(ScrolledLines):
    """Shows the article on the desk, its current claim in sight."""

    @dataclass
    class Picked(Message):
        """The words of a claim were clicked."""

        number: int

    def __init__(self, desk: Desk) -> None:
        super().__init__(widget_id="article")
        self.desk = desk
        self._wrapped = Wrapped((), ())
        self._wrapped_for: tuple[str, str, int] | None = None
        self._by_line: dict[int, list[int]] = {}
        self._reaches: dict[str, tuple[int, tuple[int, ...]]] = {}
        """How many characters each claim has, and on which lines they are; found once for each width."""
        self._dim: list[Range] = []
        self.caret: Caret | None = None
        """Where the caret is in caret mode."""
        self.found: Sequence[Range] = ()
        """Places in the text that a search has found, in order."""
        self._terrain: Terrain | None = None

    @property
    def terrain(self) -> Terrain:
        """What a caret moves on."""
        if self._terrain is None or self._terrain.wrapped is not self._wrapped:
            text = self.desk.article.text
            starts = [start for start, _ in self.desk.reading.sentences(text)]
            self._terrain = Terrain(text, self._wrapped, starts)
        return self._terrain

    def show_caret(self, caret: Caret | None) -> None:
        """Put the caret somewhere, in sight, or take it away."""
        lines = self._lines_of_caret() | self._lines_of_caret(caret)
        self.caret = caret
        self.redraw(lines)
        if caret is not None:
            here = self._wrapped.lines_of((caret.at, caret.at + 1))
            self.reveal(here[0], here[0], len(self._wrapped.lines), margin=2)

    def mark_found(self, found: Sequence[Range]) -> None:
        """Mark these places instead of those before."""
        before, self.found = self.found, found
        self.redraw({y for span in (*before, *found) for y in self._wrapped.lines_of(span)})

    def place_at(self, offset: int) -> Offset:
        """Where the character at an offset of the text is on the screen."""
        y = self._wrapped.lines_of((offset, offset + 1))[0]
        before = self.desk.article.text[self._wrapped.lines[y][0] : offset]
        return self.place(y) + Offset(MARGIN + cells([(before, "")]), 0)

    def go_to(self, place: Range) -> None:
        """Bring a place of the text into sight."""
        if self._wrapped.lines:
            lines = self._wrapped.lines_of(place)
            self.reveal(lines[0], lines[-1], len(self._wrapped.lines), margin=2, jump=True)

    def _lines_of_caret(self, caret: Caret | None = None) -> set[int]:
        caret = caret or self.caret
        if caret is None:
            return set()
        spans = [*selected(caret, self.terrain), (caret.at, caret.at + 1)]
        return {y for span in spans for y in self._wrapped.lines_of(span)}

    def opened(self) -> None:
        """Another article, or other claims, lie on the desk."""
        if self.caret is None:
            self.found = ()
        if not self._wrap():
            self._index()
        self.redraw()
        if self.caret is None:
            self._reveal(jump=True)

    def moved(self, before: int) -> None:
        """The current claim is another one of the same article."""
        if self.found and self.caret is None:
            self.mark_found(())
        self.changed(before)
        self.changed(self.desk.position)
        self._reveal(jump=True)

    def changed(self, number: int) -> None:
        """The mark of a claim is another one."""
        if number < len(self.desk.marks):
            ranges = self.desk.marks[number].claim.ranges
            self.redraw({y for span in ranges for y in self._wrapped.lines_of(span)})

    def page(self, pages: int) -> None:
        """Scroll by so many pages, less a line that stays in sight."""
        step = max(self.size.height - 1, 1) * pages
        last = max(len(self._wrapped.lines) - self.size.height, 0)
        top = min(max(round(self.scroll_y) + step, 0), last)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def on_resize(self, event: Resize) -> None:
        self._wrap()
        self._reveal(jump=True)
        self.show_caret(self.caret)

    def on_click(self, event: Click) -> None:
        y = event.y + round(self.scroll_y)
        if y < len(self._wrapped.lines):
            number = self._claim_at(y, event.x - MARGIN)
            if number is not None:
                self.post_message(self.Picked(number))

    def line(self, y: int, width: int) -> Line:
        if y >= len(self._wrapped.lines):
            return ()
        start, end = self._wrapped.lines[y]
        text = self.desk.article.text[start:end]
        kept = len(text.rstrip())
        if self.caret is not None and start + kept <= self.caret.at < end:
            kept = self.caret.at + 1 - start
        text = text[:kept]
        claims = self._by_line.get(y, ())
        return [*self._margin(claims, y), *self._marked(text, start, claims)]

    def _margin(self, claims: Sequence[int], y: int) -> list[Piece]:
        """The letters of the claims that begin on the line; `+` for those that find no room."""
        start, end = self._wrapped.lines[y]
        marks = self.desk.marks
        here = sorted(n for n in claims if start <= marks[n].claim.ranges[0][0] < end)
        current = self.desk.position
        pieces: list[Piece] = [("▌" if current in claims else " ", "key")]
        fitting = here if len(here) <= LETTERS else here[: LETTERS - 1]
        pieces += [self._letter(number) for number in fitting]
        if len(fitting) < len(here):
            pieces.append(("+", "muted"))
        return [*pieces, (" " * (MARGIN - len(pieces)), "text")]

    def _letter(self, number: int) -> Piece:
        mark = self.desk.marks[number]
        rule = self.desk.scheme.label(mark.label) if mark.label else None
        if mark.label:
            return rule.key if rule else "?", f"label:{mark.label}"
        return unlabelled(mark), "muted" if mark.folded_into else "strong"

    def _marked(self, text: str, start: int, claims: Sequence[int]) -> list[Piece]:
        """The line's text cut where a mark begins or ends.

        Of two claims the shorter one shows, and the current one above all.
        """
        roles = [self._ground_role(start)] * len(text)
        for number in sorted(claims, key=lambda number: number == self.desk.position):
            mark = self.desk.marks[number]
            if number == self.desk.position:
                role = f"current:{mark.label}" if mark.label else "current"
            elif mark.folded_into:
                role = "muted"
            else:
                shade = "2" if number % 2 else ""
                role = f"mark{shade}:{mark.label}" if mark.label else f"text{shade}"
            for first, last in mark.claim.ranges:
                low, high = max(first - start, 0), min(last - start, len(text))
                if low < high:
                    roles[low:high] = [role] * (high - low)
        self._mark_over(roles, start)
        cuts = [0]
        for _, run in groupby(roles):
            cuts.append(cuts[-1] + sum(1 for _ in run))
        snapped = snap(text, cuts)
        return [
            (text[low:high], roles[cut])
            for cut, low, high in zip(cuts, snapped, snapped[1:], strict=False)
            if low < high
        ]

    def _mark_over(self, roles: list[str], start: int) -> None:
        """What was found, what is selected, and the caret, over all else."""
        first_found = bisect_right(self.found, start, key=lambda span: span[1])
        last_found = bisect_left(self.found, start + len(roles), key=lambda span: span[0])
        over = [(span, "found") for span in self.found[first_found:last_found]]
        if self.caret is not None:
            over += [(span, "selected") for span in selected(self.caret, self.terrain)]
            over.append(((self.caret.at, self.terrain.end_of(self.caret.at)), "caret"))
        for (first, last), role in over:
            low, high = max(first - start, 0), min(last - start, len(roles))
            if low < high:
                roles[low:high] = [role] * (high - low)

    def _ground_role(self, start: int) -> str:
        return "faint" if any(low <= start < high for low, high in self._dim) else "muted"

    def _claim_at(self, y: int, x: int) -> int | None:
        """The claim that is shown at a cell of a line."""
        start, end = self._wrapped.lines[y]
        at = start + offset_at(self.desk.article.text[start:end], x)
        found = [
            n for n in self._by_line.get(y, ())
            if any(low <= at < high for low, high in self.desk.marks[n].claim.ranges)
        ]  # fmt: skip
        return found[-1] if found else None

    def claim_under(self, at: int) -> int | None:
        """The shortest claim at an offset of the text that is not the current one."""
        found = [
            number for y in self._wrapped.lines_of((at, at + 1)) for number in self._by_line.get(y, ())
            if number != self.desk.position
            and any(low <= at < high for low, high in self.desk.marks[number].claim.ranges)
        ]  # fmt: skip
        return found[-1] if found else None

    def _wrap(self) -> bool:
        """Wrap the article for the width at hand; False when it is wrapped so already."""
        width = min(self.size.width - MARGIN - 1, WIDEST)
        wanted = (self.desk.article.id, self.desk.article.claim_set, width)
        if width < 2 or self._wrapped_for == wanted:
            return False
        self._wrapped_for = wanted
        self._wrapped = wrap_text(self.desk.article.text, width)
        self._reaches.clear()
        self._dim = [
            (region.start, region.end)
            for region in self.desk.article.regions
            if region.kind in ("duplicate", "boilerplate")
        ]
        self._index()
        self.virtual_size = Size(self.size.width, len(self._wrapped.lines))
        self.redraw()
        return True

    def _index(self) -> None:
        """Find the claims of each line, the longest first."""
        claims = [mark.claim for mark in self.desk.marks]
        known = self._reaches
        reaches = [known.get(claim.id) or self._reach(claim) for claim in claims]
        self._reaches = {claim.id: reach for claim, reach in zip(claims, reaches, strict=True)}
        by_line: defaultdict[int, list[int]] = defaultdict(list)
        for number in sorted(range(len(claims)), key=lambda number: reaches[number][0], reverse=True):
            for y in reaches[number][1]:
                by_line[y].append(number)
        self._by_line = dict(by_line)

    def _reach(self, claim: Claim) -> tuple[int, tuple[int, ...]]:
        lines = {y for span in claim.ranges for y in self._wrapped.lines_of(span)}
        return sum(end - start for start, end in claim.ranges), tuple(sorted(lines))

    def _reveal(self, *, jump: bool) -> None:
        mark = self.desk.mark
        lines = self._wrapped.lines
        if mark is None or not lines:
            self.reveal(0, 0, len(lines))
            return
        ranges = mark.claim.ranges
        first = self._wrapped.lines_of(ranges[0])[0]
        last = self._wrapped.lines_of(ranges[-1])[-1]
        self.reveal(first, last, len(lines), margin=2, jump=jump)
