"""Widgets that draw line by line and keep what they drew: no widget a row, no layout a change."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol, cast

from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui.drawing import Line, strip
from annotator.tui.palette import Palette

KEPT = 2000
"""Strips that one widget keeps."""


class HasPalette(Protocol):
    """The app that these widgets belong to."""

    @property
    def palette(self) -> Palette: ...


class Drawn(Widget, can_focus=False):
    """A widget whose lines are strips, kept until width, theme or content changes.

    Overriding `render_lines` skips Textual's own style cache; in turn the line filters (NO_COLOR)
    are applied here, and such a widget has no border and no padding.
    """

    ALLOW_SELECT = False

    def __init__(self, *, widget_id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=widget_id, classes=classes)
        self._strips: OrderedDict[int, Strip] = OrderedDict()
        self._kept_for: tuple[int, object] = (0, None)

    def line(self, y: int, width: int) -> Line:
        """The pieces of line `y` of the content; overridden."""
        raise NotImplementedError

    def selected(self, y: int) -> bool:
        """Whether line `y` is the row under the cursor."""
        return False

    ground = "text"
    """The role that lines are padded in."""

    @property
    def palette(self) -> Palette:
        return cast(HasPalette, self.app).palette

    def redraw(self, lines: Iterable[int] | None = None) -> None:
        """Draw some lines of the content anew, or all of them."""
        if lines is None:
            self._strips.clear()
            self.refresh()
            return
        top, height, width = round(self.scroll_y), self.size.height, self.size.width
        for y in lines:
            self._strips.pop(y, None)
            if top <= y < top + height:
                self.refresh(Region(0, y - top, width, 1))

    def place(self, y: int) -> Offset:
        """Where line `y` of the content begins on the screen."""
        return self.region.offset + Offset(0, y - round(self.scroll_y))

    def render_lines(self, crop: Region) -> list[Strip]:
        top = round(self.scroll_y)
        strips = [self._strip(top + y) for y in crop.line_range]
        if crop.x == 0 and crop.right >= self.size.width:
            return strips
        return [drawn.crop(crop.x, crop.right) for drawn in strips]

    def _strip(self, y: int) -> Strip:
        width, palette = self.size.width, self.palette
        if self._kept_for != (width, palette):
            self._strips.clear()
            self._kept_for = (width, palette)
        kept = self._strips.get(y)
        if kept is None:
            kept = strip(self.line(y, width), width, palette, selected=self.selected(y), ground=self.ground)
            for line_filter in self.get_line_filters():
                kept = kept.apply_filter(line_filter, self.background_colors[1])
            if len(self._strips) >= KEPT:
                self._strips.popitem(last=False)
            self._strips[y] = kept
        return kept


class ScrolledLines(Drawn, ScrollView):
    """Lines of which a window is shown; how many there are is the virtual size."""

    def on_mount(self) -> None:
        self.show_horizontal_scrollbar = False

    def reveal(self, first: int, last: int, count: int, *, margin: int = 0, jump: bool = False) -> None:
        """Scroll so that lines `first` to `last` of `count` are seen, with some lines around them.

        With `jump`, what was out of sight comes to the upper third instead of the nearest edge.
        """
        height = self.size.height
        if height == 0:
            return
        top = round(self.scroll_y)
        margin = max(0, min(margin, (height - (last - first + 1)) // 2))
        low, high = last + margin - height + 1, first - margin
        if low <= top <= high:
            return
        if jump or low > high:
            wanted = high if low > high else first - max(margin, (height - (last - first + 1)) // 3)
        else:
            wanted = low if top < low else high
        wanted = max(0, min(wanted, max(count - height, 0)))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)
