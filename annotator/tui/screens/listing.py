"""Lists to choose from: one of the claim's citations, or an earlier one to use again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Offset
from textual.widgets import Input

from annotator.domain.citation import Citation
from annotator.domain.date_format import ISO, DateFormat
from annotator.domain.vocabulary import Stance
from annotator.tui.bars import heading
from annotator.tui.drawing import Line, Piece
from annotator.tui.screens.commanded import pressed
from annotator.tui.screens.rows import Rows
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import TextField
from annotator.tui.widgets.row_list import RowList
from annotator.tui.words import STANCE_KEYS, STANCE_WORDS, citation_words, source_words
from annotator.tui.wrapping import wrap_words

Result = TypeVar("Result")


class Citations(RowList):
    """Citations of two lines each: source and quote."""

    ROW = 2

    def __init__(self, dates: DateFormat = ISO) -> None:
        super().__init__(widget_id="citations")
        self._dates = dates
        self.citations: Sequence[Citation] = ()

    def show(self, citations: Sequence[Citation], empty: str) -> None:
        """Show other citations, the first one marked; `empty` is said when there are none."""
        self.citations = citations
        self.show_rows(len(citations), empty)

    @property
    def chosen(self) -> Citation | None:
        return self.citations[self.position] if self.citations else None

    def row_line(self, number: int, part: int, width: int) -> Line:
        citation = self.citations[number]
        if part == 1:
            return [(f"   “{citation.quote}”" if citation.quote else "   (no quote)", "muted")]
        return [
            (f" {source_words(citation, self._dates)}", "strong"), (f"  {citation_words(citation)}", "muted")
        ]  # fmt: skip


class Listing(Rows[Result]):
    """A screen with citations; subclasses say what choosing one does."""

    rows: Citations

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
        self.rows = Citations(self.host.config.date_format)
        yield self.rows
        yield Bar(self._keys, ground="bar", widget_id="keys")


class Choosing(Listing[Citation | None]):
    """One of a few citations."""

    def __init__(self, title: str, about: str, citations: Sequence[Citation]) -> None:
        super().__init__(title, about)
        self._citations = citations

    def on_mount(self) -> None:
        self.rows.show(self._citations, "")

    async def action_list_choose(self) -> None:
        self.dismiss(self.rows.chosen)


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
        self.rows.show(found, "Nothing of yours holds these words." if text else nothing)

    async def action_list_choose(self) -> None:
        if self.rows.chosen is not None:
            self._ask(True)

    def action_list_leave(self) -> None:
        if self._asking:
            self._ask(False)
        else:
            self.dismiss(None)

    async def take_key(self, event: Key) -> bool:
        stance = STANCE_KEYS.get(pressed(event)) if self._asking else None
        if stance is None or self.rows.chosen is None:
            return await super().take_key(event)
        self.dismiss(Reused(self.rows.chosen.id, stance))
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
