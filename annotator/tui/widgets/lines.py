"""Widgets that draw line by line and keep what they drew: no widget a row, no layout a change."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Protocol, TypeVar, cast

from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui.drawing import Line, Piece, changed_cells, strip
from annotator.tui.palette import Palette

KEPT = 150
"""Strips that one widget keeps, of each sort: some screenfuls; a collection of garbage looks at each."""
Key = TypeVar("Key")


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
        self._by_content: OrderedDict[tuple[tuple[Piece, ...], bool], Strip] = OrderedDict()
        """By what they show: the same words come again on other lines and for other claims."""
        self._kept_for: tuple[int, Palette | None] = (0, None)
        self._window: tuple[tuple[int, Region], list[Strip]] | None = None
        """What was given for a crop at a scroll position, as long as it is true."""

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
        """Draw some lines of the content anew, or all of them; the terminal gets the cells that differ."""
        if lines is None:
            self._window = None
            self._strips.clear()
            self.refresh()
            return
        width = self._kept_width()
        top = round(self.scroll_y)
        seen = range(top, top + self.outer_size.height)
        changed = []
        for y in lines:
            before = self._strips.pop(y, None)
            if y in seen:
                now = self._strip(y)
                stretches = changed_cells(before, now) if before else [(0, width)]
                if stretches:
                    changed += [Region(first, y - top, end - first, 1) for first, end in stretches]
                    self._show_instead(y - top, top, now)
        if changed:
            self.refresh(*changed)

    def place(self, y: int) -> Offset:
        """Where line `y` of the content begins on the screen."""
        return self.region.offset + Offset(0, y - round(self.scroll_y))

    def _show_instead(self, row: int, top: int, drawn: Strip) -> None:
        """Have a row of the window given anew, and the others as they were."""
        if self._window is None:
            return
        (shown_top, crop), strips = self._window
        if shown_top == top and not crop.x and not crop.y and crop.right == drawn.cell_length:
            if row < len(strips):
                strips[row] = drawn
        else:
            self._window = None

    def render_lines(self, crop: Region) -> list[Strip]:
        width = self._kept_width()
        top = round(self.scroll_y)
        if self._window is None or self._window[0] != (top, crop):
            strips = [self._strip(top + y) for y in crop.line_range]
            if crop.x or crop.right < width:
                strips = [drawn.crop(crop.x, crop.right) for drawn in strips]
            self._window = (top, crop), strips
        return self._window[1]

    def _kept_width(self) -> int:
        """The width that lines are kept for, now that they are those of the width and palette at hand."""
        now = (self.outer_size.width, self.palette)
        if self._kept_for != now:
            self._strips.clear()
            self._by_content.clear()
            self._window = None
            self._kept_for = now
            self._filters = self.get_line_filters()
            self._background = self.background_colors[1]
        return now[0]

    def _strip(self, y: int) -> Strip:
        kept = self._strips.get(y)
        if kept is None:
            line, selected = tuple(self.line(y, self._kept_for[0])), self.selected(y)
            kept = self._by_content.get((line, selected)) or self._make_strip(line, selected)
            _keep(self._strips, y, kept)
        return kept

    def _make_strip(self, line: tuple[Piece, ...], selected: bool) -> Strip:
        width, palette = self._kept_for
        assert palette is not None
        made = strip(line, width, palette, selected=selected, ground=self.ground)
        for line_filter in self._filters:
            made = made.apply_filter(line_filter, self._background)
        _keep(self._by_content, (line, selected), made)
        return made


def _keep(kept: OrderedDict[Key, Strip], key: Key, drawn: Strip) -> None:
    if len(kept) >= KEPT:
        kept.popitem(last=False)
    kept[key] = drawn


class ScrolledLines(Drawn, ScrollView):
    """Lines of which a window is shown; how many there are is the virtual size."""

    def on_mount(self) -> None:
        self.show_horizontal_scrollbar = False

    def reveal(self, first: int, last: int, count: int, *, margin: int = 0, jump: bool = False) -> None:
        """Scroll so that lines `first` to `last` of `count` are seen, with some lines around them.

        With `jump`, what was out of sight comes to the upper third instead of the nearest edge.
        """
        height = self.outer_size.height
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
