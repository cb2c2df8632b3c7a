"""The rounds of the file, for reviewers those they have work in: which one to go to, and what to see of it.

A screen about one round, such as its dashboard, is opened from here by a command of `ROUND_LIST`, which acts
on `chosen`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.events import Key
from textual.widget import AwaitMount

from annotator.domain.errors import AnnotatorError
from annotator.services.my_round import MyRound, leads, my_rounds, round_to_review
from annotator.services.reading import Reading
from annotator.tui.bars import heading, key_line
from annotator.tui.commands import LIST, ROUND_LIST, by_key
from annotator.tui.drawing import Line, Piece, cells
from annotator.tui.round_bars import round_row
from annotator.tui.screens.commanded import Commanded, pressed
from annotator.tui.screens.rows import Rows
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.row_list import RowList
from annotator.tui.wrapping import wrap_words

Opens = Callable[[Commanded[Any], str, Callable[[str], None]], AwaitMount | None]
"""Lays the screen for a round, by its id, upon another one; why that may not be, it says there."""


class RoundRows(RowList):
    """The whole file, then the rounds, oldest first."""

    def __init__(self, here: str) -> None:
        super().__init__(widget_id="rounds")
        self.found: Sequence[MyRound] = ()
        self.here = here

    def show(self, found: Sequence[MyRound]) -> None:
        """Show these; the round that was marked stays marked, at first the one that one works in."""
        marked = self.id_of(self.position) if self.count else self.here
        self.found = found
        ids = [self.id_of(number) for number in range(len(found) + 1)]
        self.show_rows(len(ids), "", ids.index(marked) if marked in ids else 0)

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
        self._leads = leads(reading.store, reading.member)
        self.rows: RoundRows = RoundRows(here)
        self._told = ("", "muted")

    def compose(self) -> ComposeResult:
        self.top = Bar(self._top)
        yield self.top
        yield self.rows
        self.told = Block(self._told_lines, widget_id="told")
        yield self.told
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def on_mount(self) -> None:
        self._read()

    def on_screen_resume(self) -> None:
        """Back from a screen about a round, in which much may have been done."""
        self._read()

    def news(self, claims: Sequence[str] | None) -> None:
        self._read()

    def _read(self) -> None:
        self.rows.show(my_rounds(self._reading.store, self._reading.member, leading=self._leads))
        if not self.rows.found:
            nothing = (
                "There are no rounds in this file: annotator round create makes one."
                if self._leads
                else "No round of this file has work for you; a lead hands it out."
            )
            self._tell(nothing, "muted")
        self.top.redraw()

    def _top(self, width: int) -> list[Piece]:
        mine = sum(bool(one.total) for one in self.rows.found)
        right = f"{mine} with work of yours"
        if self._leads:
            return heading("Rounds", f"{len(self.rows.found)} in all, {right}", width)
        return heading("Your rounds", right, width)

    def _told_lines(self, width: int, height: int) -> list[list[Piece]]:
        words, tone = self._told
        return [[(f" {line}", tone)] for line in wrap_words(words, width - 2, height)]

    async def take_key(self, event: Key) -> bool:
        self._tell("")
        command = by_key(self.table, ROUND_LIST).get(pressed(event))
        if command is None:
            return await super().take_key(event)
        await self.run_command(command)
        return True

    def _keys(self, width: int) -> list[Piece]:
        """Without what is for leads only, for others."""
        own = key_line(
            [one for one in self.table if self._leads or one.action != "round_settle"], ROUND_LIST, width
        )
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

    def action_round_watch(self) -> AwaitMount | None:
        from annotator.tui.screens.round_status import open_status

        return self._open(open_status)

    def action_agreement_open(self) -> AwaitMount | None:
        from annotator.tui.screens.agreement import open_agreement

        return self._open(open_agreement)

    def action_round_settle(self) -> AwaitMount | None:
        """Of a segmentation round the claims are merged; of others they are settled."""
        from annotator.tui.screens.adjudicate import open_round
        from annotator.tui.screens.merge import open_merge

        segmenting = self.chosen is not None and self.chosen.round.kind == "segmentation"
        return self._open(open_merge if segmenting else open_round)

    def _open(self, opens: Opens) -> AwaitMount | None:
        if self.chosen is None:
            self._tell("Mark a round first.")
            return None
        return opens(self, self.chosen.round.id, self._tell)

    def _tell(self, words: str, tone: str = "bad") -> None:
        self._told = (words, tone)
        self.told.redraw()
