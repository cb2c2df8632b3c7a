"""What is asked before claims are settled: a reason in one line, or a look at the unanimous ones."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.events import Key

from annotator.tui.bars import heading
from annotator.tui.drawing import Line, Piece, apart
from annotator.tui.screens.form import Form
from annotator.tui.screens.note import Noted
from annotator.tui.screens.rows import Rows
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import FieldCut, TextField
from annotator.tui.widgets.row_list import RowList
from annotator.tui.wrapping import wrap_words


class Reason(Form[Noted]):
    """Asks why; the key that goes on from a line saves it."""

    def __init__(self, title: str, about: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._text = text
        self._wrong = ""

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield Block(
            lambda width, height: [
                [(f" {line}", "muted")] for line in wrap_words(self._about, width - 2, height)
            ],
            widget_id="about",
        )
        self.field = TextField(self._text, widget_id="reason")
        yield self.field
        self._hint_bar = Bar(self._hint)
        yield self._hint_bar
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self.field)

    def _hint(self, width: int) -> list[Piece]:
        hint = "Why? It is kept with the decision, and released. Enter settles the claim."
        return [(f" {self._wrong}", "bad")] if self._wrong else [(f" {hint}", "muted")]

    def _tell(self, wrong: str) -> None:
        self._wrong = wrong
        self._hint_bar.redraw()

    def on_field_cut(self, event: FieldCut) -> None:
        self._tell(event.words)

    def on_input_changed(self) -> None:
        self._tell("")

    async def take_key(self, event: Key) -> bool:
        """The key that ends a line saves, once the field has what was typed before it."""
        if event.key != "enter":
            return await super().take_key(event)
        await self.catch_up()
        self.action_form_save()
        return True

    def action_form_save(self) -> None:
        if self.field.value.strip():
            self.dismiss(Noted(self.field.value, save=True))
        else:
            self._tell("A decision that not all votes agree with needs a reason: say why, or leave the form.")

    def action_form_leave(self) -> None:
        self.dismiss(Noted(self.field.value, save=False))


class UnanimousRows(RowList):
    """A line a claim."""

    def __init__(self, lines: Sequence[tuple[Line, Line]]) -> None:
        super().__init__(widget_id="unanimous")
        self._lines = lines

    def row_line(self, number: int, part: int, width: int) -> Line:
        return apart(*self._lines[number], width)


class Unanimous(Rows[bool]):
    """The list of unanimous claims, to be looked through before all are settled in one act."""

    def __init__(self, lines: Sequence[tuple[Line, Line]]) -> None:
        super().__init__()
        self._count = len(lines)
        self.rows = UnanimousRows(lines)

    def compose(self) -> ComposeResult:
        claims = "claim" if self._count == 1 else "claims"
        yield Bar(partial(heading, f"Settle {self._count} unanimous {claims}", ""))
        yield self.rows
        yield Bar(self._question, widget_id="question")
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def on_mount(self) -> None:
        self.rows.show_rows(self._count, "")

    def _question(self, width: int) -> list[Piece]:
        words = f" {self.key('list.choose')} settles all {self._count} as voted, in one act;"
        return [(words, "strong"), (f" {self.key('list.leave')} leaves them open.", "muted")]

    async def action_list_choose(self) -> None:
        self.dismiss(True)
