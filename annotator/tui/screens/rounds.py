"""The rounds that one has work in: which one to go to.

A screen about one round, such as its dashboard, is opened from here by a command of `ROUND_LIST`, which acts
on `chosen`.
"""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.events import Key
from textual.widget import AwaitMount

from annotator.domain.errors import AnnotatorError
from annotator.services.my_round import MyRound, my_rounds, round_to_review
from annotator.services.reading import Reading
from annotator.tui.bars import heading, key_line
from annotator.tui.commands import LIST, ROUND_LIST, by_key
from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.round_bars import round_row
from annotator.tui.screens.commanded import pressed
from annotator.tui.screens.rows import Rows
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.row_list import RowList


class RoundRows(RowList):
    """The whole file, then the rounds, oldest first."""

    def __init__(self, found: Sequence[MyRound], here: str) -> None:
        super().__init__(widget_id="rounds")
        self.found = found
        self.here = here

    def row_line(self, number: int, part: int, width: int) -> Line:
        here: Piece = ("•" if self.id_of(number) == self.here else " ", "key")
        if number == 0:
            return [here, (" the whole file", "strong"), ("  every article, outside of rounds", "muted")]
        return [here, *round_row(self.found[number - 1], width - 1)]

    def id_of(self, number: int) -> str:
        """The id of the round in a row; "" for the whole file."""
        return self.found[number - 1].round.id if number else ""


class RoundsScreen(Rows[str | None]):
    """Gives the id of the round to go to, "" for the whole file, None to stay."""

    BESIDES = ROUND_LIST

    def __init__(self, reading: Reading, here: str) -> None:
        super().__init__()
        self._reading = reading
        self.rows: RoundRows = RoundRows(my_rounds(reading.store, reading.member), here)
        self._told: Piece = ("", "muted")

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, "Your rounds", f"{len(self.rows.found)} with work of yours"))
        yield self.rows
        self.told = Bar(lambda width: [self._told], widget_id="told")
        yield self.told
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def on_mount(self) -> None:
        count = len(self.rows.found) + 1
        here = next((number for number in range(count) if self.rows.id_of(number) == self.rows.here), 0)
        self.rows.show_rows(count, "", here)
        if not self.rows.found:
            self._told = (" No round of this file has work for you; a lead hands it out.", "muted")

    async def take_key(self, event: Key) -> bool:
        command = by_key(self.table, ROUND_LIST).get(pressed(event))
        if command is None:
            return await super().take_key(event)
        await self.run_command(command)
        return True

    def _keys(self, width: int) -> list[Piece]:
        own = key_line(self.table, ROUND_LIST, width)
        return [*key_line(self.table, LIST, width - cells(own)), *own]

    @property
    def chosen(self) -> MyRound | None:
        """The marked round; None for the whole file."""
        return self.rows.found[self.rows.position - 1] if self.rows.position else None

    async def action_list_choose(self) -> None:
        wanted = self.rows.id_of(self.rows.position)
        if wanted:
            try:
                round_to_review(self._reading.store, self._reading.member, wanted)
            except AnnotatorError as error:
                self._tell(str(error))
                return
        self.dismiss(None if wanted == self.rows.here else wanted)

    def action_agreement_open(self) -> AwaitMount | None:
        from annotator.tui.screens.agreement import open_agreement

        if self.chosen is None:
            self._tell("Mark a round first: agreement is that of a round.")
            return None
        return open_agreement(self, self.chosen.round.id, self._tell)

    def _tell(self, words: str) -> None:
        self._told = (f" {words}", "bad")
        self.told.redraw()

    def action_round_watch(self) -> AwaitMount | None:
        if self.chosen is None:
            self._told = (" The whole file has no dashboard: mark a round.", "muted")
            self.told.redraw()
            return None
        from annotator.tui.screens.round_status import RoundStatusScreen

        return self.app.push_screen(RoundStatusScreen(self.host.desk, self.chosen.round.id))
