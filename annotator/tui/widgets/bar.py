"""Widgets whose lines are made by a function of their size; only lines that differ are drawn again."""

from collections.abc import Callable, Iterable

from annotator.tui.drawing import Line
from annotator.tui.widgets.lines import Drawn

Lines = list[list[tuple[str, str]]]


class Block(Drawn):
    """As many lines as fit; `make` gets width and height and gives at most that many."""

    def __init__(
        self, make: Callable[[int, int], Lines], *, ground: str = "text", widget_id: str | None = None
    ) -> None:
        super().__init__(widget_id=widget_id)
        self.ground = ground
        self._make = make
        self._made: Lines = []
        self._made_for: tuple[int, int] | None = None

    def redraw(self, lines: Iterable[int] | None = None) -> None:
        """Make all lines anew; what they are made from has changed."""
        before, size = self._made, (self.outer_size.width, self.outer_size.height)
        if self._made_for != size:
            super().redraw()
            return
        self._made = self._make(*size)
        count = max(len(before), len(self._made))
        super().redraw(y for y in range(count) if before[y : y + 1] != self._made[y : y + 1])

    def line(self, y: int, width: int) -> Line:
        if self._made_for != (width, self.outer_size.height):
            self._made_for = (width, self.outer_size.height)
            self._made = self._make(width, self.outer_size.height)
        return self._made[y] if y < len(self._made) else ()


class Bar(Block):
    """One line."""

    def __init__(
        self,
        make: Callable[[int], list[tuple[str, str]]],
        *,
        ground: str = "text",
        widget_id: str | None = None,
    ) -> None:
        super().__init__(lambda width, height: [make(width)], ground=ground, widget_id=widget_id)

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """What is drawn."""
        return self._made[0] if self._made else []
