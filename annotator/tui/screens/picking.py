"""A list of lines to choose one from."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.events import Click, Resize
from textual.geometry import Size
from textual.screen import ModalScreen

from annotator.tui.bars import heading, key_line
from annotator.tui.commands import LIST
from annotator.tui.drawing import Line, Piece
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.lines import ScrolledLines


class PickLines(ScrolledLines):
    """The lines, one of them marked."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(widget_id="pick")
        self._lines = lines
        self.position = 0

    def line(self, y: int, width: int) -> Line:
        if y >= len(self._lines):
            return ()
        return [("▌" if y == self.position else " ", "key"), *self._lines[y]]

    def selected(self, y: int) -> bool:
        return y == self.position

    def step(self, by: int) -> None:
        before = self.position
        self.position = max(0, min(before + by, len(self._lines) - 1))
        self.redraw((before, self.position))
        self.reveal(self.position, self.position, len(self._lines), margin=1)

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self._lines))

    def on_click(self, event: Click) -> None:
        self.step(event.y + round(self.scroll_y) - self.position)


class Picking(Commanded[int | None], ModalScreen[int | None]):
    """Gives the number of the line that was chosen, or None."""

    WHERE = LIST

    def __init__(self, title: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self._title = title
        self.lines = PickLines(lines)

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield self.lines
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def _keys(self, width: int) -> list[Piece]:
        return key_line(self.table, self.WHERE, width)

    def action_list_down(self) -> None:
        self.lines.step(1)

    def action_list_up(self) -> None:
        self.lines.step(-1)

    def action_list_choose(self) -> None:
        self.dismiss(self.lines.position)

    def action_list_leave(self) -> None:
        self.dismiss(None)
