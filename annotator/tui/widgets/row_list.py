"""A list to choose from: rows of a few lines each, one of them marked, drawn when they come into sight."""

from dataclasses import dataclass

from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message

from annotator.tui.drawing import Line
from annotator.tui.widgets.lines import ScrolledLines


class RowList(ScrolledLines):
    """Subclasses give the lines of a row."""

    ROW = 1
    """Lines of a row."""

    @dataclass
    class Picked(Message):
        """A row was clicked."""

        number: int

    def __init__(self, *, widget_id: str) -> None:
        super().__init__(widget_id=widget_id)
        self.count = 0
        self.position = 0
        self.empty = ""
        self.stepped = False
        """Whether the marked one is the reviewer's choice."""

    def row_line(self, number: int, part: int, width: int) -> Line:
        """Line `part` of a row, without the sign of the marked row at its left."""
        raise NotImplementedError

    def show_rows(self, count: int, empty: str, position: int = 0) -> None:
        """Draw other rows, one of them marked; `empty` is said when there are none."""
        self.count, self.position, self.empty, self.stepped = count, position, empty, False
        self.virtual_size = Size(self.size.width, count * self.ROW)
        self.redraw()
        self._reveal()

    def step(self, by: int) -> None:
        """Mark another row."""
        if self.count:
            if not self.stepped:
                self.stepped = True
                self.refresh()  # the terminal's cursor comes here with the next picture, even of the same row
            before, self.position = self.position, max(0, min(self.position + by, self.count - 1))
            self.redraw(
                number * self.ROW + part for number in (before, self.position) for part in range(self.ROW)
            )
            self._reveal()

    def page(self, pages: int) -> None:
        """Mark the row so many pages on, less one that stays in sight."""
        self.step(max(self.size.height // self.ROW - 1, 1) * pages)

    def line(self, y: int, width: int) -> Line:
        number, part = divmod(y, self.ROW)
        if number >= self.count:
            return [(f"  {self.empty}", "muted")] if y == 0 else ()
        sign = ("▌" if number == self.position else " ", "key")
        return [sign, *self.row_line(number, part, width - 1)]

    def selected(self, y: int) -> bool:
        return bool(self.count) and y // self.ROW == self.position

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(event.size.width, self.count * self.ROW)
        self._reveal()

    def on_click(self, event: Click) -> None:
        number = (event.y + round(self.scroll_y)) // self.ROW
        if number < self.count:
            self.post_message(self.Picked(number))

    def _reveal(self) -> None:
        first = self.position * self.ROW
        self.reveal(first, first + self.ROW - 1, self.count * self.ROW, margin=self.ROW)
