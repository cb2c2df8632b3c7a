"""A field in which one chooses one of a few words."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.events import Click, Focus, Key
from textual.geometry import Size
from textual.message import Message

from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.widgets.lines import Drawn

GAP = 2
"""Cells between words."""


class Choice(Drawn, can_focus=True):
    """One of a few words: ← and → choose, or the first letter of a word.

    What does not fit into one line goes on in the next.
    """

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
        pieces: list[Piece] = []
        rows = self._rows(width)
        for value, words in rows[y] if y < len(rows) else ():
            chosen = value == self.value
            gap = " " * GAP if pieces else ""
            role = "strong" if chosen else "muted"
            pieces += [(gap + ("●" if chosen else "○"), "key" if chosen else "muted"), (f" {words}", role)]
        return pieces

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[tuple[str, str]]]:
        """The options line by line, as many in each as fit whole."""
        rows: list[list[tuple[str, str]]] = [[]]
        left = width
        for option in self._options:
            wide = _cells(option)
            if rows[-1] and wide - GAP > left:
                rows.append([])
                left = width
            rows[-1].append(option)
            left -= wide
        return rows

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
        left = 0
        for option in self._rows(self.size.width)[event.y]:
            left += _cells(option)
            if event.x < left:
                self.choose(option[0])
                return

    def on_focus(self, event: Focus) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()


def _cells(option: tuple[str, str]) -> int:
    return cells([(f"● {option[1]}", "")]) + GAP
