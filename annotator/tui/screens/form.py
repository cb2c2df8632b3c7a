"""What all forms share: full and opaque, saved by one key, left by one key, hints at the foot."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from textual.screen import ModalScreen

from annotator.tui.bars import key_line
from annotator.tui.commands import FORM
from annotator.tui.drawing import Piece
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.bar import Bar

Result = TypeVar("Result")


class Form(Commanded[Result], ModalScreen[Result]):
    """A form; subclasses add fields, `action_form_save` and `action_form_leave`."""

    WHERE = FORM
    SAVE = "save"
    """What saving is called in the line of keys."""

    def foot(self) -> Sequence[Bar]:
        """The line of keys."""
        return [Bar(self._keys, ground="bar", widget_id="keys")]

    def _keys(self, width: int) -> list[Piece]:
        named = [replace(one, name=self.SAVE) if one.id == "form.save" else one for one in self.table]
        return key_line(named, self.WHERE, width)

    def action_form_next(self) -> None:
        self.focus_next()

    def action_form_previous(self) -> None:
        self.focus_previous()
