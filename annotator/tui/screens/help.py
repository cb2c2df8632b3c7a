"""The help page, scrolled by keys."""

from functools import partial

from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen

from annotator.domain.scheme import Scheme
from annotator.tui.bars import heading, key_line
from annotator.tui.commands import HELP, Command
from annotator.tui.drawing import Line, Piece
from annotator.tui.help_text import help_lines
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.lines import ScrolledLines

WIDEST = 100


class HelpText(ScrolledLines):
    """The lines of the page, made anew for each width."""

    def __init__(self, table: tuple[Command, ...], scheme: Scheme) -> None:
        super().__init__(widget_id="help-text")
        self._table = table
        self._scheme = scheme
        self._lines: list[Line] = []

    def on_resize(self, event: Resize) -> None:
        self._lines = help_lines(self._table, self._scheme, min(event.size.width, WIDEST))
        self.virtual_size = Size(event.size.width, len(self._lines))
        self.redraw()

    def line(self, y: int, width: int) -> Line:
        return self._lines[y] if y < len(self._lines) else ()

    def step(self, by: int) -> None:
        last = max(len(self._lines) - self.size.height, 0)
        top = max(0, min(round(self.scroll_y) + by, last))
        self.scroll_to(y=top, animate=False, immediate=True, force=True)


class HelpScreen(Commanded[None], ModalScreen[None]):
    """Keys, marks, labels and their rules."""

    WHERE = HELP

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, "Help", ""))
        self.text = HelpText(self.table, self._scheme)
        yield self.text
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def _keys(self, width: int) -> list[Piece]:
        return [
            *key_line(self.table, HELP, width - 30),
            (" j k", "bar:key"), (" scroll ", "bar:muted"),
        ]  # fmt: skip

    def action_help_down(self) -> None:
        self.text.step(1)

    def action_help_up(self) -> None:
        self.text.step(-1)

    def action_help_page_down(self) -> None:
        self.text.step(self.text.size.height - 1)

    def action_help_page_up(self) -> None:
        self.text.step(1 - self.text.size.height)

    def action_help_leave(self) -> None:
        self.dismiss()
