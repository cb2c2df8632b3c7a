"""Lists to choose from: one of the claim's citations, or an earlier one to use again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from textual.app import ComposeResult
from textual.events import Click, Key, Resize
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from annotator.domain.citation import Citation, Stance
from annotator.domain.date_format import ISO, DateFormat
from annotator.tui.bars import heading, key_line
from annotator.tui.commands import LIST
from annotator.tui.drawing import Line, Piece
from annotator.tui.screens.commanded import Commanded, pressed
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import TextField
from annotator.tui.widgets.lines import ScrolledLines
from annotator.tui.words import STANCE_KEYS, STANCE_WORDS, citation_words, source_words
from annotator.tui.wrapping import wrap_words

Result = TypeVar("Result")
ROW = 2
"""Lines of a citation in a list: its source, and its quote."""


class Citations(ScrolledLines):
    """Citations of two lines each, one of them marked."""

    @dataclass
    class Picked(Message):
        """A citation was clicked."""

        number: int

    def __init__(self, dates: DateFormat = ISO) -> None:
        super().__init__(widget_id="citations")
        self._dates = dates
        self.citations: Sequence[Citation] = ()
        self.position = 0
        self.empty = ""
        self.stepped = False
        """Whether the marked one is the reviewer's choice."""

    def show(self, citations: Sequence[Citation], empty: str) -> None:
        """Show other citations, the first one marked; `empty` is said when there are none."""
        self.citations, self.position, self.empty, self.stepped = citations, 0, empty, False
        self.virtual_size = Size(self.size.width, len(citations) * ROW)
        self.redraw()
        self._reveal()

    def step(self, by: int) -> None:
        if self.citations:
            self.position = max(0, min(self.position + by, len(self.citations) - 1))
            self.stepped = True
            self.redraw()
            self._reveal()

    @property
    def chosen(self) -> Citation | None:
        return self.citations[self.position] if self.citations else None

    def line(self, y: int, width: int) -> Line:
        number, part = divmod(y, ROW)
        if number >= len(self.citations):
            return [(f"  {self.empty}", "muted")] if y == 0 else ()
        citation = self.citations[number]
        sign: Piece = ("▌" if number == self.position else " ", "key")
        if part == 1:
            return [sign, (f"   “{citation.quote}”" if citation.quote else "   (no quote)", "muted")]
        return [
            sign,
            (f" {source_words(citation, self._dates)}", "strong"),
            (f"  {citation_words(citation)}", "muted"),
        ]

    def selected(self, y: int) -> bool:
        return bool(self.citations) and y // ROW == self.position

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self.citations) * ROW)
        self._reveal()

    def on_click(self, event: Click) -> None:
        number = (event.y + round(self.scroll_y)) // ROW
        if number < len(self.citations):
            self.post_message(self.Picked(number))

    def _reveal(self) -> None:
        first = self.position * ROW
        self.reveal(first, first + ROW - 1, len(self.citations) * ROW, margin=ROW)


class Listing(Commanded[Result], ModalScreen[Result]):
    """A full, opaque screen with citations; subclasses say what choosing one does."""

    WHERE = LIST

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self._title = title
        self._about = about

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield Block(
            lambda width, height: [
                [(f" {line}", "strong")] for line in wrap_words(self._about, width - 2, height)
            ],
            widget_id="about",
        )
        self.list = Citations(self.host.config.date_format)
        yield self.list
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def _keys(self, width: int) -> list[Piece]:
        return key_line(self.table, LIST, width)

    def cursor_at(self) -> Offset | None:
        return self.current_place() if self.list.stepped else super().cursor_at()

    def current_place(self) -> Offset | None:
        return self.list.place(self.list.position * ROW)

    def action_list_down(self) -> None:
        self.list.step(1)

    def action_list_up(self) -> None:
        self.list.step(-1)

    def on_citations_picked(self, event: Citations.Picked) -> None:
        self.list.step(event.number - self.list.position)
        self.action_list_choose()

    def action_list_choose(self) -> None:
        raise NotImplementedError

    def action_list_leave(self) -> None:
        self.dismiss(None)


class Choosing(Listing[Citation | None]):
    """One of a few citations."""

    def __init__(self, title: str, about: str, citations: Sequence[Citation]) -> None:
        super().__init__(title, about)
        self._citations = citations

    def on_mount(self) -> None:
        self.list.show(self._citations, "")

    def action_list_choose(self) -> None:
        self.dismiss(self.list.chosen)


@dataclass(frozen=True, slots=True)
class Reused:
    """An earlier citation, and what it does to the claim at hand."""

    citation: str
    stance: Stance


class Reusing(Listing[Reused | None]):
    """My earlier citations, filtered as one types; then one key says the stance."""

    def __init__(self, about: str, find: Callable[[str], Sequence[Citation]]) -> None:
        super().__init__("Reuse a citation", about)
        self._find = find
        self._asking = False

    def compose(self) -> ComposeResult:
        parts = list(super().compose())
        self.filter = TextField(widget_id="filter")
        self.question = Bar(self._question, widget_id="question")
        yield from (*parts[:2], self.filter, parts[2], self.question, parts[3])

    def on_mount(self) -> None:
        self.filter.placeholder = "type words of the source or the quote"
        self.set_focus(self.filter)
        self._filter("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._filter(event.value)

    def _filter(self, text: str) -> None:
        found = self._find(text)
        add = self.key("citation.add")
        nothing = f"You have not cited anything yet: leave the list, and press {add} for a form."
        self.list.show(found, "Nothing of yours holds these words." if text else nothing)

    def action_list_choose(self) -> None:
        if self.list.chosen is not None:
            self._ask(True)

    def action_list_leave(self) -> None:
        if self._asking:
            self._ask(False)
        else:
            self.dismiss(None)

    async def take_key(self, event: Key) -> bool:
        stance = STANCE_KEYS.get(pressed(event)) if self._asking else None
        if stance is None or self.list.chosen is None:
            return await super().take_key(event)
        self.dismiss(Reused(self.list.chosen.id, stance))
        return True

    def _ask(self, asking: bool) -> None:
        """Ask for the stance, or go back to the list."""
        self._asking = asking
        self.question.redraw()
        if asking:
            self.set_focus(None)
        else:
            self.set_focus(self.filter)

    def current_place(self) -> Offset | None:
        return self.question.region.offset if self._asking else super().current_place()

    def _question(self, width: int) -> list[Piece]:
        if not self._asking:
            keys = f" {self.key('list.up')} {self.key('list.down')} go through the list"
            return [(f"{keys}, {self.key('list.choose')} takes one", "muted")]
        pieces: list[Piece] = [(" What does it do?", "strong")]
        for key, stance in STANCE_KEYS.items():
            pieces += [(f"  {key}", "key"), (f" {STANCE_WORDS[stance].split()[0]}", "text")]
        return pieces
