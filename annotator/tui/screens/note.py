"""A form of one text: a rationale, a comment, why a citation is closed."""

from dataclasses import dataclass
from functools import partial

from textual.app import ComposeResult

from annotator.tui.bars import heading
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import TextLines
from annotator.tui.wrapping import wrap_words


@dataclass(frozen=True, slots=True)
class Noted:
    """What was typed, and whether it is to be saved or only kept for the next time."""

    text: str
    save: bool


class Note(Form[Noted]):
    """Asks for a text; `about` says what it is on."""

    def __init__(self, title: str, about: str, text: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._text = text
        self._hint = hint

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
        yield Bar(lambda width: [(f" {self._hint}", "muted")])
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self.area)

    def action_form_save(self) -> None:
        self.dismiss(Noted(self.area.text, save=True))

    def action_form_leave(self) -> None:
        self.dismiss(Noted(self.area.text, save=False))
