"""A list of lines to choose one from."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult

from annotator.tui.bars import heading
from annotator.tui.drawing import Line
from annotator.tui.screens.rows import Rows
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.row_list import RowList


class PickLines(RowList):
    """The lines, one of them marked."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(widget_id="pick")
        self._lines = lines

    def row_line(self, number: int, part: int, width: int) -> Line:
        return self._lines[number]


class Picking(Rows[int | None]):
    """Gives the number of the line that was chosen, or None."""

    def __init__(self, title: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self._title = title
        self._count = len(lines)
        self.rows = PickLines(lines)

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield self.rows
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def on_mount(self) -> None:
        self.rows.show_rows(self._count, "")

    async def action_list_choose(self) -> None:
        self.dismiss(self.rows.position)
