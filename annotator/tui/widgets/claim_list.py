"""The list of an article's claims: rows are drawn when they come into sight, none is an object."""

from dataclasses import dataclass

from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message

from annotator.tui.bars import claim_row
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line
from annotator.tui.widgets.lines import ScrolledLines


class ClaimList(ScrolledLines):
    """Shows the claims on the desk, the current one in sight."""

    @dataclass
    class Picked(Message):
        """A claim was clicked."""

        number: int

    def __init__(self, desk: Desk) -> None:
        super().__init__(widget_id="claims")
        self.desk = desk

    def opened(self) -> None:
        """Another article lies on the desk."""
        self.virtual_size = Size(self.size.width, len(self.desk.marks))
        self.redraw()
        self._reveal()

    def moved(self, before: int) -> None:
        """The current claim is another one of the same article."""
        self.redraw((before, self.desk.position))
        self._reveal()

    def line(self, y: int, width: int) -> Line:
        return claim_row(self.desk, y, width) if y < len(self.desk.marks) else ()

    def selected(self, y: int) -> bool:
        return y == self.desk.position and y < len(self.desk.marks)

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self.desk.marks))
        self._reveal()

    def on_click(self, event: Click) -> None:
        number = event.y + round(self.scroll_y)
        if number < len(self.desk.marks):
            self.post_message(self.Picked(number))

    def _reveal(self) -> None:
        position = self.desk.position
        self.reveal(position, position, len(self.desk.marks), margin=1)
