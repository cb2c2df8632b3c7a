"""The fields of forms: what is typed or pasted into them is cleaned before it is shown, and bounded."""

from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category

from textual.events import Key, Paste
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.suggester import SuggestionReady
from textual.widgets import Input, TextArea
from textual.widgets.text_area import EditResult, Location

from annotator.domain.text import clean, clean_line

LONGEST_LINE, LONGEST_TEXT = 4_000, 20_000
"""Characters that a field of one line, and one of several, takes: no address, and no quote, is longer."""


@dataclass
class FieldCut(Message):
    """More came than a field takes: its beginning is in it."""

    came: int
    most: int

    @property
    def words(self) -> str:
        return f"{self.came:,} characters came, and a field takes {self.most:,}: the rest is left out."


def _unprintable(event: Key) -> str:
    """A character that is typed though Python does not call it printable, so that Textual would drop it.

    Joiners, which Persian and emoji need, and the spaces of other scripts; "" for all others.
    """
    character = event.character or ""
    if len(character) != 1 or character.isascii() or character.isprintable():
        return ""
    return character if category(character) in ("Cf", "Zs") and clean_line(character) == character else ""


class TextField(Input):
    """One line of text; a pasted text of several lines becomes one.

    Its height is given, so that how much there is to scroll in it changes no layout.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", *, widget_id: str | None = None) -> None:
        super().__init__(clean_line(value), compact=True, select_on_focus=False, id=widget_id)
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        room = LONGEST_LINE - len(self.value) + abs(end - start)
        if len(text) > room:
            self.post_message(FieldCut(len(text), LONGEST_LINE))
        super().replace(clean_line(text[: max(room, 0)]), start, end)

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


class EntryField(TextField):
    """The field of one line that a form moves to where one is.

    `edited` is called with each new value, before it is drawn; it gives what the value may become,
    which stands dim behind the cursor.
    """

    def __init__(self, edited: Callable[[str], str], completes: str) -> None:
        """`completes` is the key that completes, as it is written for people."""
        super().__init__(widget_id="entry")
        self._completes = completes
        self._edited = edited
        self.offered = ""

    def hold(self, value: str, offered: str) -> None:
        """Hold another field's value, the cursor behind it."""
        with self.prevent(Input.Changed):
            self._edited, edited = lambda _: offered, self._edited
            self.value = clean_line(value)
            self._edited = edited
        self.cursor_position = len(self.value)
        self._offer(offered)

    @property
    def completed(self) -> str:
        """What completing gives here and now, or ""."""
        longer = len(self.offered) > len(self.value) and self.cursor_at_end
        return self.offered if longer and self.selection.is_empty else ""

    def watch_value(self, value: str) -> None:
        self._offer(self._edited(value))

    def _offer(self, offered: str) -> None:
        self.offered = offered
        guess = f"{clean_line(offered)}  ({self._completes} takes it)"
        self.placeholder = guess if offered and not self.value else ""
        if offered and self.value:
            self.post_message(SuggestionReady(self.value, clean_line(offered)))


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
        room = LONGEST_TEXT - len(self.text) + len(self.get_text_range(*sorted((start, end))))
        if len(lines) > room:
            self.post_message(FieldCut(len(lines), LONGEST_TEXT))
        kept = clean(lines[: max(room, 0)])
        return super().replace(kept, start, end, maintain_selection_offset=maintain_selection_offset)
