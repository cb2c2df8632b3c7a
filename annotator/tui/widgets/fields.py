"""The fields of forms: what is typed or pasted into them is cleaned before it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

from textual.events import Click, Focus, Key, Paste
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location

from annotator.domain.text import clean, clean_line
from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.widgets.lines import Drawn


def _unprintable(event: Key) -> str:
    """A character that is typed though Python does not call it printable, so that Textual would drop it.

    Joiners, which Persian and emoji need, and the spaces of other scripts; "" for all others.
    """
    character = event.character or ""
    if len(character) != 1 or character.isascii() or character.isprintable():
        return ""
    return character if category(character) in ("Cf", "Zs") and clean_line(character) == character else ""


class TextField(Input):
    """One line of text; a pasted text of several lines becomes one."""

    def __init__(self, value: str = "", *, widget_id: str | None = None) -> None:
        super().__init__(clean_line(value), compact=True, select_on_focus=False, id=widget_id)
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        super().replace(clean_line(text), start, end)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where its cursor is drawn; Textual's own answer is a cell too far at the end of the text."""
        return super().cursor_screen_offset - Offset(1 if self.cursor_at_end else 0, 0)

    def on_key(self, event: Key) -> None:
        if character := _unprintable(event):
            event.stop()
            self.insert_text_at_cursor(character)

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        start, end = self.selection
        self.replace(" ".join(event.text.split()), min(start, end), max(start, end))


class TextLines(TextArea):
    """Several lines of text."""

    def __init__(self, value: str = "", *, widget_id: str | None = None) -> None:
        super().__init__(
            clean(value), compact=True, tab_behavior="focus", highlight_cursor_line=False, id=widget_id
        )
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def on_key(self, event: Key) -> None:
        if character := _unprintable(event):
            event.stop()
            self.insert(character)

    def replace(
        self, insert: str, start: Location, end: Location, *, maintain_selection_offset: bool = True
    ) -> EditResult:
        lines = insert.replace("\r\n", "\n").replace("\r", "\n")
        return super().replace(clean(lines), start, end, maintain_selection_offset=maintain_selection_offset)


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
        pieces: list[Piece] = []
        for value, words in self._options:
            chosen = value == self.value
            sign = "●" if chosen else "○"
            role = "strong" if chosen else "muted"
            pieces += [(sign, "key" if chosen else "muted"), (f" {words}  ", role)]
        return pieces

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
        for value, words in self._options:
            left += cells([(f"● {words}  ", "")])
            if event.x < left:
                self.choose(value)
                return

    def on_focus(self, event: Focus) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()
