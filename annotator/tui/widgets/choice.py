"""A field in which one chooses one of a few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual.events import Click, Focus, Key
from textual.message import Message

from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.widgets.lines import Drawn


class Choice(Drawn, can_focus=True):
    """One of a few words in a line: ← and → choose, or the first letter of a word."""

    @dataclass
    class Changed(Message):
        """Another word was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(
        self, options: Sequence[tuple[str, str]], value: str = "", *, widget_id: str | None = None
    ) -> None:
        super().__init__(widget_id=widget_id)
        self._options = tuple(options)
        self.value = value

    def line(self, y: int, width: int) -> Line:
        pieces: list[Piece] = [("… ", "muted")] if self._first(width) else []
        for value, words in self._options[self._first(width) :]:
            chosen = value == self.value
            sign = "●" if chosen else "○"
            role = "strong" if chosen else "muted"
            pieces += [(sign, "key" if chosen else "muted"), (f" {words}  ", role)]
        return pieces

    def _first(self, width: int) -> int:
        """The first word that is shown: where they do not all fit, so many that the chosen one is seen."""
        ends = list(accumulate(cells([(f"● {words}  ", "")]) for _, words in self._options))
        values = [value for value, _ in self._options]
        end = ends[values.index(self.value)] if self.value in values else 0
        if end <= width:
            return 0
        return next((n for n, left in enumerate(ends, 1) if end - left + 2 <= width), len(ends) - 1)

    def selected(self, y: int) -> bool:
        return self.has_focus

    def choose(self, value: str) -> None:
        """Choose one of the options, or none by ""."""
        if value != self.value:
            self.value = value
            self.redraw()
            self.post_message(self.Changed(self, value))

    def on_key(self, event: Key) -> None:
        values = [value for value, _ in self._options]
        at = values.index(self.value) if self.value in values else None
        if event.key in ("right", "space"):
            wanted = 0 if at is None else (at + 1) % len(values)
        elif event.key == "left":
            wanted = len(values) - 1 if at is None else (at - 1) % len(values)
        else:
            letters = [words[0] for _, words in self._options]
            if event.character is None or event.character not in letters:
                return
            wanted = letters.index(event.character)
        event.stop()
        self.choose(values[wanted])

    def on_click(self, event: Click) -> None:
        first = self._first(self.size.width)
        left = 2 if first else 0
        for value, words in self._options[first:]:
            left += cells([(f"● {words}  ", "")])
            if event.x < left:
                self.choose(value)
                return

    def on_focus(self, event: Focus) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()
