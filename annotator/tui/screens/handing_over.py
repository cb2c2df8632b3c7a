"""To whom the open work of a reviewer goes."""

from functools import partial

from textual.app import ComposeResult
from textual.events import Key

from annotator.tui.bars import heading
from annotator.tui.drawing import Piece
from annotator.tui.screens.form import Form
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.fields import TextField
from annotator.tui.wrapping import wrap_words


class HandingOver(Form[tuple[str, ...] | None]):
    """Gives the names, none for all others of the round; None when the form was left."""

    def __init__(self, about: str) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, "Hand over open work", ""))
        yield Block(
            lambda width, height: [
                [(f" {line}", "text")] for line in wrap_words(self._about, width - 2, height)
            ],
            widget_id="about",
        )
        self.field = TextField(widget_id="takers")
        self.field.placeholder = "names with commas; empty: all others of the round"
        yield self.field
        yield Bar(self._hint)
        yield from self.foot()

    def on_mount(self) -> None:
        self.set_focus(self.field)

    def _hint(self, width: int) -> list[Piece]:
        return [(" Enter hands it over. Who is no member yet is added.", "muted")]

    async def take_key(self, event: Key) -> bool:
        if event.key == "enter":
            await self.catch_up()
            self.action_form_save()
            return True
        return await super().take_key(event)

    def action_form_save(self) -> None:
        names = (name.strip() for name in self.field.value.split(","))
        self.dismiss(tuple(name for name in names if name))

    def action_form_leave(self) -> None:
        self.dismiss(None)
