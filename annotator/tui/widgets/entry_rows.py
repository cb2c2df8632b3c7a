"""The citation form's fields, drawn as lines; the one that is typed in lies above its line."""

from collections.abc import Callable

from textual.events import Click, Key, Resize
from textual.geometry import Size
from textual.reactive import Reactive

from annotator.tui.drawing import Line
from annotator.tui.entry import Entry
from annotator.tui.entry_lines import OPTIONS, entry_line, first_line, offers_begin
from annotator.tui.widgets.lines import ScrolledLines


class EntryRows(ScrolledLines, can_focus=True):
    """Draws an entry, and has the focus where one chooses instead of typing.

    Of a form of many fields each as a widget, opening took five frames and 190 ms; two editors that are
    moved to where they are wanted are all that is needed.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, entry: Entry, typed: Callable[[Key], bool], clicked: Callable[[int, int], None],
        moved: Callable[[], None],
    ) -> None:  # fmt: skip
        """`typed` takes a key and says whether it was meant for it, `clicked` a line and a cell; `moved`
        is called when a line stands elsewhere on the screen."""
        super().__init__(widget_id="rows")
        self.entry = entry
        self._typed = typed
        self._clicked = clicked
        self._moved = moved
        self._before: list[object] = []

    def line(self, y: int, width: int) -> Line:
        return entry_line(self.entry, y, width)

    def selected(self, y: int) -> bool:
        """The offer that is marked, or the choice that one is in."""
        entry = self.entry
        if entry.offers and entry.marked is not None:
            return y == offers_begin(entry) + entry.marked
        return entry.field.sort in OPTIONS and y == first_line(entry, entry.at)

    @property
    def count(self) -> int:
        """Lines, with room for what is on offer under the last field."""
        entry = self.entry
        return max(len(entry.rows()), offers_begin(entry) + len(entry.offers))

    @property
    def current_line(self) -> int:
        """The line on the screen of the field one is in."""
        return first_line(self.entry, self.entry.at) - round(self.scroll_y)

    def show_current(self) -> None:
        """Bring the field one is in into view, with what is on offer under it."""
        entry = self.entry
        first = first_line(entry, entry.at)
        last = first + entry.field.height - 1 + (entry.at in entry.problems) + len(entry.offers)
        self.virtual_size = Size(self.size.width, self.count)
        self.reveal(first, last, self.count)

    def redraw_changed(self) -> None:
        """Draw the lines that differ from what was drawn."""
        now: list[object] = [
            (*self.line(y, self.size.width), ("", str(self.selected(y)))) for y in range(self.count)
        ]
        longest = max(len(now), len(self._before))
        self.redraw(y for y in range(longest) if now[y : y + 1] != self._before[y : y + 1])
        self._before = now

    def on_resize(self, event: Resize) -> None:
        self.redraw()
        self.show_current()
        self._moved()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._moved()

    def on_key(self, event: Key) -> None:
        if self._typed(event):
            event.stop()

    def on_click(self, event: Click) -> None:
        self._clicked(event.y + round(self.scroll_y), event.x)
