"""What all lists to choose from share: full and opaque, gone through by keys, one row taken or none."""

from typing import TypeVar

from textual.geometry import Offset
from textual.screen import ModalScreen

from annotator.tui.bars import key_line
from annotator.tui.commands import LIST
from annotator.tui.drawing import Piece
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.row_list import RowList

Result = TypeVar("Result")


class Rows(Commanded[Result], ModalScreen[Result]):
    """A screen with rows; subclasses put `rows` on it and say what choosing one does."""

    WHERE = LIST
    rows: RowList

    def _keys(self, width: int) -> list[Piece]:
        return key_line(self.table, LIST, width)

    def cursor_at(self) -> Offset | None:
        return self.current_place() if self.rows.stepped else super().cursor_at()

    def current_place(self) -> Offset | None:
        return self.rows.place(self.rows.position * self.rows.ROW)

    def action_list_down(self) -> None:
        self.rows.step(1)

    def action_list_up(self) -> None:
        self.rows.step(-1)

    def action_list_page_down(self) -> None:
        self.rows.page(1)

    def action_list_page_up(self) -> None:
        self.rows.page(-1)

    async def on_row_list_picked(self, event: RowList.Picked) -> None:
        self.rows.step(event.number - self.rows.position)
        await self.action_list_choose()

    async def action_list_choose(self) -> None:
        raise NotImplementedError

    def action_list_leave(self) -> None:
        self.dismiss(None)
