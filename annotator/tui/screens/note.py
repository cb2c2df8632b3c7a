"""A form of one text: a rationale, a comment, why a citation is closed."""

from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult

from annotator.tui.bars import heading
from annotator.tui.drawing import Piece
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import FieldCut, TextLines
from annotator.tui.wrapping import wrap_words


@dataclass(frozen=True, slots=True)
class Noted:
    """What was typed, and whether it is to be saved or only kept for the next time."""

    text: str
    save: bool


class Note(Form[Noted]):
    """Asks for a text; `about` says what it is on."""

    def __init__(self, title: str, about: str, text: str, hint: str, nothing: str = "") -> None:
        """`nothing` is what is said when it is saved without a text; "" allows that."""
        super().__init__()
        self._title = title
        self._about = about
        self._text = text
        self._hint = hint
        self._nothing = nothing
        self._lacking = False
        self._cut = ""

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield Block(
            lambda width, height: [
                [(f" {line}", "muted")] for line in wrap_words(self._about, width - 2, height)
            ],
            widget_id="about",
        )
        self.area = TextLines(self._text)
        yield self.area
        self._hint_bar = Bar(self._hint_line)
        yield self._hint_bar
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self.area)

    def _hint_line(self, width: int) -> list[Piece]:
        wrong = self._nothing if self._lacking else self._cut
        return [(f" {wrong}", "bad")] if wrong else [(f" {self._hint}", "muted")]

    def on_field_cut(self, event: FieldCut) -> None:
        self._cut = event.words
        self._hint_bar.redraw()

    def key_pressed(self) -> None:
        if self._cut:
            self._cut = ""
            self._hint_bar.redraw()

    def _lacks(self, lacking: bool) -> None:
        self._lacking = lacking
        self._hint_bar.redraw()

    def on_text_area_changed(self) -> None:
        self._lacks(False)

    def action_form_save(self) -> None:
        if self._nothing and not self.area.text.strip():
            self._lacks(True)
            return
        self.dismiss(Noted(self.area.text, save=True))

    def action_form_leave(self) -> None:
        self.dismiss(Noted(self.area.text, save=False))
