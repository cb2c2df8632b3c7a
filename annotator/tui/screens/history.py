"""The history of a claim: the entries above, the chosen one, or two revisions compared, below."""

from functools import partial

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen

from annotator.tui.bars import heading, key_line, message_lines
from annotator.tui.commands import HISTORY
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line, Piece, apart, cells
from annotator.tui.history import History
from annotator.tui.history_text import history_lines
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.page import PageText
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.row_list import RowList


class Entries(RowList):
    """A line an entry, newest first."""

    def __init__(self, history: History) -> None:
        super().__init__(widget_id="entries")
        self.history = history
        self.count = len(history.entries)

    def row_line(self, number: int, part: int, width: int) -> Line:
        return self.history.row(number, width)


class HistoryScreen(Commanded[str], ModalScreen[str]):
    """Gives back the id of the revision to go back to, or nothing."""

    WHERE = HISTORY

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.history = History(desk)
        self._title = f"History of claim {desk.position + 1} of {len(desk.marks)}"

    def compose(self) -> ComposeResult:
        self.rows = Entries(self.history)
        self.text = PageText(partial(history_lines, self.history))
        self.top = Bar(self._top)
        self.middle = Bar(self._middle)
        self.status = Bar(self._status, ground="bar", widget_id="status")
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        yield from (self.top, self.rows, self.middle, self.text, self.status, self.keys)

    def on_resize(self) -> None:
        """Whether all of it fits is known when the parts have their sizes."""
        self.call_after_refresh(self.middle.redraw)

    def current_place(self) -> Offset:
        return self.rows.place(self.rows.position)

    def _top(self, width: int) -> list[Piece]:
        count = len(self.history.entries)
        return heading(self._title, f"{count} {'entry' if count == 1 else 'entries'}", width)

    def _middle(self, width: int) -> list[Piece]:
        more = f"{self.key('history.page.down')} shows more" if self.text.is_cut else ""
        return heading(self.history.heading(), more, width)

    def _status(self, width: int) -> list[Piece]:
        right: list[Piece] = [(f"{self.desk.member} ", "bar:muted")]
        if self.desk.message is not None:
            return apart(message_lines(self.desk.message, width - cells(right))[0], right, width, gap="bar")
        return apart([(f" {self.history.status()}", "bar")], right, width, gap="bar")

    def _keys(self, width: int) -> list[Piece]:
        rest: list[Piece] = []
        if self.desk.message is not None:
            rest = message_lines(self.desk.message, width - cells([(f"{self.desk.member} ", "")]))[1]
        return rest or key_line(self.table, HISTORY, width)

    def key_pressed(self) -> None:
        if self.desk.message is not None:
            self.desk.message = None
            self._draw_status()

    def message_changed(self) -> None:
        """What was under way when this was opened, and what others did since, once it is in the file."""
        if self.history.read():
            self.rows.show_rows(len(self.history.entries), "", self.history.position)
            self.top.redraw()
            self._draw_chosen()
        self._draw_status()

    def quit_asked(self) -> None:
        self.desk.say(self.how_to_leave())
        self._draw_status()

    def how_to_leave(self) -> str:
        return f"{self.key('history.leave')} goes back to the review."

    def _draw_status(self) -> None:
        self.status.redraw()
        self.keys.redraw()

    def _draw_chosen(self) -> None:
        self.text.renew()
        self.middle.redraw()

    def _step(self, by: int) -> None:
        self.rows.step(by)
        self.history.position = self.rows.position
        self._draw_chosen()
        self.status.redraw()

    def on_row_list_picked(self, event: RowList.Picked) -> None:
        self._step(event.number - self.rows.position)

    def action_history_down(self) -> None:
        self._step(1)

    def action_history_up(self) -> None:
        self._step(-1)

    def action_history_first(self) -> None:
        self._step(-self.rows.count)

    def action_history_last(self) -> None:
        self._step(self.rows.count)

    def action_history_page_down(self) -> None:
        self.text.page(1)

    def action_history_page_up(self) -> None:
        self.text.page(-1)

    def action_history_mark(self) -> None:
        self.desk.say(self.history.mark())
        self.rows.redraw()
        self._draw_chosen()
        self._draw_status()

    def action_history_back(self) -> None:
        refusal = self.history.refusal()
        if refusal:
            self.desk.say(refusal)
            self._draw_status()
        else:
            self.dismiss(self.history.entry.claim)

    def action_history_leave(self) -> None:
        self.dismiss(None)
