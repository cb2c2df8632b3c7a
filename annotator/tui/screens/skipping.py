"""Why a claim is skipped: one of the usual reasons by its number, or own words."""

from functools import partial

from textual.app import ComposeResult
from textual.events import Key

from annotator.tui.bars import heading
from annotator.tui.drawing import Piece
from annotator.tui.screens.commanded import pressed
from annotator.tui.screens.form import Form
from annotator.tui.screens.note import Noted
from annotator.tui.skip_reasons import REASONS
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import TextField
from annotator.tui.wrapping import wrap_words


class Skipping(Form[Noted]):
    """Gives the reason, or what was typed of it when the form was left."""

    def __init__(self, about: str, reason: str, kept: str) -> None:
        """`reason` is the one of before, to be changed; `kept` what was typed in its place and not saved."""
        super().__init__()
        self._about = about
        self._reason = reason
        self._kept = kept
        self._lacking = False

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, "Skip this claim", ""))
        yield Block(
            lambda width, height: [
                [(f" {line}", "muted")] for line in wrap_words(self._about, width - 2, height)
            ],
            widget_id="about",
        )
        yield Block(self._reasons, widget_id="reasons")
        self.field = TextField(self._kept or self._reason, widget_id="own")
        self.field.placeholder = "or your own words, and Enter"
        yield self.field
        self.hint = Bar(self._hint_line, widget_id="hint")
        yield self.hint
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self.field)

    def _reasons(self, width: int, height: int) -> list[list[Piece]]:
        return [[(f" {number} ", "key"), (words, "text")] for number, words in REASONS.items()][:height]

    def _hint_line(self, width: int) -> list[Piece]:
        if self._lacking:
            return [(" Say why: a number, or your own words.", "bad")]
        return [(" Others of the round get to it; you can still label it later.", "muted")]

    async def take_key(self, event: Key) -> bool:
        await self.catch_up()
        if pressed(event) in REASONS and self.field.value in ("", self._reason):
            self.dismiss(Noted(REASONS[pressed(event)], save=True))
            return True
        if event.key == "enter":
            self.action_form_save()
            return True
        return await super().take_key(event)

    def action_form_save(self) -> None:
        words = self.field.value.strip()
        if words:
            self.dismiss(Noted(words, save=True))
        else:
            self._lacking = True
            self.hint.redraw()

    def action_form_leave(self) -> None:
        self.dismiss(Noted(self.field.value, save=False))
