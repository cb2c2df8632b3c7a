"""A page of text, scrolled by keys: the help, and all of one claim."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Offset, Size
from textual.screen import ModalScreen

from annotator.tui.bars import heading, key_line
from annotator.tui.commands import HELP
from annotator.tui.drawing import Line, Piece
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.lines import ScrolledLines

WIDEST = 100


class PageText(ScrolledLines):
    """The lines of the page, made anew for each width."""

    widest = WIDEST

    def __init__(self, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(widget_id="page-text")
        self._make = make
        self._lines: Sequence[Line] = ()

    def on_resize(self, event: Resize) -> None:
        self._lines = self._make(min(event.size.width, self.widest))
        self.virtual_size = Size(event.size.width, len(self._lines))
        self.redraw()

    def renew(self, *, stay: bool = False) -> None:
        """Make the lines anew, and show the first of them, or with `stay` the part that was shown."""
        self._lines = self._make(min(self.size.width, self.widest))
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.step(0 if stay else -round(self.scroll_y))
        self.redraw()

    @property
    def is_cut(self) -> bool:
        """Whether there is more than fits."""
        return len(self._lines) > self.size.height

    def line(self, y: int, width: int) -> Line:
        return self._lines[y] if y < len(self._lines) else ()

    def step(self, by: int) -> None:
        last = max(len(self._lines) - self.size.height, 0)
        top = max(0, min(round(self.scroll_y) + by, last))
        self.scroll_to(y=top, animate=False, immediate=True, force=True)

    def page(self, by: int) -> None:
        """Scroll by so many pages, less the line that stays in sight."""
        self.step((self.size.height - 1) * by)


class Page(Commanded[None], ModalScreen[None]):
    """Shows the lines that `make` gives for a width in cells."""

    WHERE = HELP

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__()
        self._title = title
        self.text = PageText(make)

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield self.text
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def current_place(self) -> Offset:
        return self.text.region.offset

    def _keys(self, width: int) -> list[Piece]:
        scroll = f" {self.key('help.down')} {self.key('help.up')}"
        return [*key_line(self.table, HELP, width - 30), (scroll, "bar:key"), (" scroll ", "bar:muted")]

    def action_help_down(self) -> None:
        self.text.step(1)

    def action_help_up(self) -> None:
        self.text.step(-1)

    def action_help_page_down(self) -> None:
        self.text.page(1)

    def action_help_page_up(self) -> None:
        self.text.page(-1)

    def action_help_first(self) -> None:
        self.text.step(-self.text.virtual_size.height)

    def action_help_last(self) -> None:
        self.text.step(self.text.virtual_size.height)

    def action_help_leave(self) -> None:
        self.dismiss()
