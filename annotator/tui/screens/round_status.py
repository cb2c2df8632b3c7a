"""The dashboard of a round: how far everybody is, followed while others work."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import AwaitMount

from annotator.domain.errors import InputError
from annotator.domain.round_status import ReviewerStatus, RoundStatus
from annotator.services.acting import words_of
from annotator.services.controls import ControlScore
from annotator.services.handing import Handing
from annotator.services.leading import check_lead
from annotator.services.reviewing import Reviewing
from annotator.services.round_status import unfinished
from annotator.tui.bars import key_line, status_line, status_rest
from annotator.tui.commands import DASHBOARD
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line, Piece, apart
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.handing_over import HandingOver
from annotator.tui.screens.page import Page
from annotator.tui.status_lookup import Found, StatusLookup
from annotator.tui.status_rows import (
    LEGEND,
    about_heading,
    about_lines,
    head_line,
    reviewer_row,
    title_pieces,
    totals_lines,
)
from annotator.tui.unfinished_text import unfinished_lines
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.row_list import RowList


class Reviewers(RowList):
    """A line a reviewer, by name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(widget_id="reviewers")
        self._desk = desk
        self.reviewers: Sequence[ReviewerStatus] = ()
        self.empty = "Reading …"

    def show(self, reviewers: Sequence[ReviewerStatus], empty: str) -> None:
        """Show these; of the same people only what differs is drawn."""
        before, marked = [one.name for one in self.reviewers], self.chosen
        self.reviewers = reviewers
        names = [one.name for one in reviewers]
        if names and names == before:
            self.redraw(range(self.count))
            return
        self.show_rows(len(names), empty, names.index(marked.name) if marked and marked.name in names else 0)

    @property
    def chosen(self) -> ReviewerStatus | None:
        return self.reviewers[self.position] if self.reviewers else None

    def row_line(self, number: int, part: int, width: int) -> Line:
        today = datetime.now().astimezone().date()
        dates = self._desk.config.date_format
        return reviewer_row(self.reviewers[number], width, today, dates, current=number == self.position)


class RoundStatusScreen(Commanded[None], ModalScreen[None]):
    """Reads in a thread whenever somebody has written; between that it draws nothing."""

    WHERE = DASHBOARD

    class Read(Message):
        """The thread has read how far the round is."""

        def __init__(self, found: Found) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk, round_id: str) -> None:
        super().__init__()
        self.desk = desk
        self.status: RoundStatus | None = None
        self.scores: Mapping[str, ControlScore] = {}
        self._round = round_id
        self._handed: list[str] = []
        store = desk.reading.store
        self._lookup = StatusLookup(store.path, desk.member, round_id, self._deliver)

    def compose(self) -> ComposeResult:
        self.top = Bar(self._top, widget_id="top")
        self.totals = Block(self._totals, widget_id="totals")
        self.rows = Reviewers(self.desk)
        self.about = Block(self._about, widget_id="about")
        self.foot = Bar(self._status, ground="bar", widget_id="status")
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        yield self.top
        yield Bar(lambda width: [("─" * width, "rule")])
        yield self.totals
        yield Bar(head_line)
        yield self.rows
        self.rule = Bar(self._rule)
        yield from (self.rule, self.about, self.foot, self.keys)

    def _deliver(self, found: Found) -> None:
        """Called in the thread."""
        self.post_message(self.Read(found))

    def on_screen_resume(self) -> None:
        self._lookup.ask()  # what was done on a screen above it is one's own, and no news

    def on_unmount(self) -> None:
        self._lookup.close()

    def current_place(self) -> Offset:
        return self.rows.place(self.rows.position)

    # --- following the file --------------------------------------------------------------------------

    def news(self, claims: Sequence[str] | None) -> None:
        self._lookup.ask()

    def on_round_status_screen_read(self, event: Read) -> None:
        found = event.found
        if found.status is None:
            self.desk.say(found.error, "bad")
            self._draw_foot()
            return
        self.status = found.status
        self.scores = {score.reviewer: score for score in found.scores}
        empty = (
            "Nothing of this round is yours." if found.status.partial else "Nobody has claims of this round."
        )
        self.rows.show(found.status.reviewers, empty)
        for part in (self.top, self.totals, self.rule, self.about):
            part.redraw()

    def message_changed(self) -> None:
        if self._handed:
            self.desk.say(self._handed.pop(0), "good")
            self._lookup.ask()
        self._draw_foot()

    def key_pressed(self) -> None:
        if self.desk.message is not None:
            self.desk.message = None
            self._draw_foot()

    def quit_asked(self) -> None:
        self.desk.say(self.how_to_leave())
        self._draw_foot()

    def how_to_leave(self) -> str:
        return f"{self.key('dashboard.leave')} leaves the dashboard."

    # --- drawing -------------------------------------------------------------------------------------

    def _top(self, width: int) -> list[Piece]:
        if self.status is None:
            return [(" A round", "title")]
        return apart(*title_pieces(self.status, width), width)

    def _totals(self, width: int, height: int) -> list[list[Piece]]:
        return totals_lines(self.status, width, height) if self.status else []

    def _about(self, width: int, height: int) -> list[list[Piece]]:
        return about_lines(self.rows.chosen, self.status)[:height]

    def _rule(self, width: int) -> list[Piece]:
        return about_heading(self.rows.chosen, self.scores, width)

    def _status(self, width: int) -> list[Piece]:
        return status_line(self.desk, width, LEGEND)

    def _keys(self, width: int) -> list[Piece]:
        return status_rest(self.desk, width) or key_line(self.table, DASHBOARD, width)

    def _draw_foot(self) -> None:
        self.foot.redraw()
        self.keys.redraw()

    # --- keys ----------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        self.rows.step(by)
        self.rule.redraw()
        self.about.redraw()

    def on_row_list_picked(self, event: RowList.Picked) -> None:
        self._step(event.number - self.rows.position)

    def action_dashboard_down(self) -> None:
        self._step(1)

    def action_dashboard_up(self) -> None:
        self._step(-1)

    def action_dashboard_first(self) -> None:
        self._step(-self.rows.count)

    def action_dashboard_last(self) -> None:
        self._step(self.rows.count)

    def action_dashboard_page_down(self) -> None:
        self._step(max(self.rows.size.height - 1, 1))

    def action_dashboard_page_up(self) -> None:
        self._step(-max(self.rows.size.height - 1, 1))

    def action_dashboard_open(self) -> AwaitMount | None:
        one = self.rows.chosen
        if one is None:
            return None
        try:
            found = unfinished(self.desk.reading.store, self.desk.member, self._round, one.name)
        except InputError as error:
            self.desk.say(str(error), "bad")
            self._draw_foot()
            return None
        return self.app.push_screen(Page(f"Not done by {one.name}", partial(unfinished_lines, found)))

    def action_dashboard_hand_over(self) -> AwaitMount | None:
        one = self.rows.chosen
        try:
            check_lead(self.desk.reading.store.db, self.desk.member, "hand out work")
        except InputError as error:
            self.desk.say(str(error), "bad")
            self._draw_foot()
            return None
        if one is None or not one.counts.open:
            self.desk.say(f"{one.name} has nothing open." if one else "There is nobody to take work from.")
            self._draw_foot()
            return None
        about = (
            f"{one.name} has {words_of(one.counts.open, 'open claim')}. What is decided stays; a label that"
            f" arrives later still counts. {self.key('undo')} on the review screen, opened without a round,"
            " takes it back."
        )
        return self.app.push_screen(HandingOver(about), partial(self._hand_over, one.name))

    def _hand_over(self, absent: str, takers: tuple[str, ...] | None) -> None:
        if takers is None or self.status is None:
            return
        found = self.status.round

        def job(reviewing: Reviewing) -> None:
            done = Handing(reviewing.store, reviewing.member, reviewing.device).hand_over(
                found, absent, takers
            )
            given = [f"{taker} got {count}" for taker, count in sorted(done.given.items()) if count]
            left = f"; {done.left} stay, as all who could take them have or had them" if done.left else ""
            self._handed.append(f"Handed over: {', '.join(given)}{left}.")

        self.desk.act(job, "")
        self._draw_foot()

    def action_round_settle(self) -> AwaitMount | None:
        """Of a segmentation round the claims are merged; of others they are settled."""
        from annotator.tui.screens.adjudicate import open_round
        from annotator.tui.screens.merge import open_merge

        merges = self.status is not None and self.status.round.kind == "segmentation"
        return (open_merge if merges else open_round)(self, self._round, self._tell)

    def action_agreement_open(self) -> AwaitMount | None:
        from annotator.tui.screens.agreement import open_agreement

        return open_agreement(self, self._round, self._tell)

    def _tell(self, words: str) -> None:
        self.desk.say(words)
        self._draw_foot()

    async def action_dashboard_leave(self) -> None:
        await self.leave("dashboard.leave")


def open_status(screen: Commanded[Any], round_id: str, say: Callable[[str], None]) -> AwaitMount:
    """Lay the dashboard of a round upon another screen; what it has to say, it says itself."""
    return screen.app.push_screen(RoundStatusScreen(screen.host.desk, round_id))
