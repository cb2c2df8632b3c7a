"""The list of the claims that match a filter: a window of what may be a million rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message

from annotator.tui.bars import match_row
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line
from annotator.tui.widgets.lines import ScrolledLines


class MatchList(ScrolledLines):
    """Shows the matches on the desk, the place in them in sight; takes no room without a filter."""

    @dataclass
    class Picked(Message):
        """A match was clicked."""

        number: int

    def __init__(self, desk: Desk) -> None:
        super().__init__(widget_id="matches")
        self.desk = desk
        self.display = False
        self._shown = (0, False)

    def shown(self) -> None:
        """Another filter lies on the desk, or none."""
        self.display = self.desk.matches is not None
        self.grown()
        self.redraw()
        self.moved()

    def grown(self) -> None:
        """More matches were found."""
        self.virtual_size = Size(self.size.width, self._count)

    def moved(self) -> None:
        """Perhaps another claim is the current one; draws the rows that look otherwise by that."""
        matches = self.desk.matches
        if matches is None:
            return
        now = (matches.index, self.desk.at_match)
        if now != self._shown:
            before, self._shown = self._shown, now
            self.redraw((before[0], now[0]))
        self._reveal()

    def line(self, y: int, width: int) -> Line:
        return match_row(self.desk, y, width) if y < self._count else ()

    def selected(self, y: int) -> bool:
        return self._shown == (y, True)

    def renew(self, rows: Sequence[int]) -> None:
        """These rows are others now, or have come."""
        top = round(self.scroll_y)
        self.redraw(y for y in rows if top <= y < top + self.size.height or len(rows) == 1)

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(event.size.width, self._count)
        self._reveal()

    def on_click(self, event: Click) -> None:
        number = event.y + round(self.scroll_y)
        if number < self._count:
            self.post_message(self.Picked(number))

    @property
    def _count(self) -> int:
        return len(self.desk.matches) if self.desk.matches is not None else 0

    def _reveal(self) -> None:
        place = self._shown[0]
        self.reveal(place, place, self._count, margin=1)
