"""The article with the claims of one group marked: who has which of its words.

On the ground of the current claim stands what all reviewers have, underlined what only some of them have. The
margin has, on each line, the keys of those who have words on it.
"""

from itertools import groupby

from textual.events import Resize
from textual.geometry import Size

from annotator.domain.segmenting import BASE, Group
from annotator.tui.drawing import Line, Piece
from annotator.tui.merge_text import side_key
from annotator.tui.merging_desk import MergingDesk
from annotator.tui.widgets.article_view import WIDEST
from annotator.tui.widgets.lines import ScrolledLines
from annotator.tui.wrapping import Wrapped, snap, wrap_text

MARGIN = 6
"""Cells at the left."""


class MergeArticle(ScrolledLines):
    """Shows the article on the desk, its current group in sight."""

    def __init__(self, desk: MergingDesk) -> None:
        super().__init__(widget_id="article")
        self.desk = desk
        self._wrapped = Wrapped((), ())
        self._wrapped_for: tuple[str, int] | None = None
        self._revealed: tuple[str, str, Size] | None = None
        """The article, its group and the room for which that was brought in sight."""

    def show(self, *, jump: bool = True) -> None:
        """The desk has turned to other claims, or they are others now; who has scrolled away from those of
        before stays there."""
        self._wrap()
        self.redraw()
        group = self.desk.group
        wanted = (self.desk.work.article, group.key, self.size) if group is not None else None
        if group is not None and self._wrapped.lines and wanted != self._revealed:
            self._revealed = wanted
            spans = [span for segment in group.segments for span in segment.claim.ranges]
            first = self._wrapped.lines_of(min(spans))[0]
            last = self._wrapped.lines_of(max(spans, key=lambda span: span[1]))[-1]
            self.reveal(first, last, len(self._wrapped.lines), margin=2, jump=jump)

    def page(self, pages: int) -> None:
        """Scroll by so many pages, less a line that stays in sight."""
        last = max(len(self._wrapped.lines) - self.size.height, 0)
        top = min(max(round(self.scroll_y) + max(self.size.height - 1, 1) * pages, 0), last)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def on_resize(self, event: Resize) -> None:
        self.show()

    def _wrap(self) -> None:
        width = min(self.size.width - MARGIN - 1, WIDEST)
        wanted = (self.desk.work.article, width)
        if width >= 2 and self._wrapped_for != wanted:
            self._wrapped_for = wanted
            self._wrapped = wrap_text(self.desk.work.text, width)
            self.virtual_size = Size(self.size.width, len(self._wrapped.lines))

    def line(self, y: int, width: int) -> Line:
        if y >= len(self._wrapped.lines):
            return ()
        start, end = self._wrapped.lines[y]
        text = self.desk.work.text[start:end].rstrip()
        group = self.desk.group
        have = self._who_has(group, start, start + len(text)) if group is not None else [()] * len(text)
        sides = [side for side in self.desk.sides if any(side in each for each in have)]
        keys = "".join(side_key(self.desk, side) for side in sides)[: MARGIN - 2]
        margin: list[Piece] = [("▌" if sides else " ", "key"), (keys.ljust(MARGIN - 1), "strong")]
        roles = [self._role(each) for each in have]
        cuts = [0]
        for _, run in groupby(roles):
            cuts.append(cuts[-1] + sum(1 for _ in run))
        snapped = snap(text, cuts)
        return margin + [
            (text[low:high], roles[cut])
            for cut, low, high in zip(cuts, snapped, snapped[1:], strict=False)
            if low < high
        ]

    def _who_has(self, group: Group, start: int, end: int) -> list[tuple[str, ...]]:
        """For each character of a line, the sides that have it in the group."""
        found: list[tuple[str, ...]] = [()] * (end - start)
        for segment in group.segments:
            for low, high in segment.claim.ranges:
                for at in range(max(low, start), min(high, end)):
                    if segment.side not in found[at - start]:
                        found[at - start] = (*found[at - start], segment.side)
        return found

    def _role(self, have: tuple[str, ...]) -> str:
        reviewers = [side for side in have if side != BASE]
        if not have:
            return "muted"
        if len(reviewers) == len(self.desk.reviewers):
            return "current"
        return "differing" if reviewers else "strong"
