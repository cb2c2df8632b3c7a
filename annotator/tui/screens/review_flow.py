"""The review screen's ways through the whole file: the filter, the next claim of a sort, repeating."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.widget import AwaitMount

from annotator.domain.claim_filter import ClaimFilter
from annotator.tui.bars import matches_heading
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.claim_list import ClaimList
from annotator.tui.widgets.match_list import MatchList


class ReviewFlow(Commanded[None]):
    """The part of the review screen that goes beyond the article."""

    desk: Desk
    claim_list: ClaimList
    match_list: MatchList
    article_view: ArticleView
    claims_heading: Bar

    def turn(self, found: Callable[[], bool]) -> None:
        """Go somewhere, perhaps in another article."""
        raise NotImplementedError

    def opened(self, *, by_others: bool = False) -> None:
        """Draw everything."""
        raise NotImplementedError

    def acted(self) -> None:
        """Draw the current claim after an act on it, or after a message."""
        raise NotImplementedError

    def draw_claim(self) -> None:
        """Draw what tells of the current claim."""
        raise NotImplementedError

    def draw_status(self) -> None:
        raise NotImplementedError

    # --- the filter ------------------------------------------------------------------------------

    def action_filter(self) -> AwaitMount:
        from annotator.tui.screens.filter import FilterForm

        now = self.desk.matches.filter if self.desk.matches is not None else ClaimFilter()

        def filled(claim_filter: ClaimFilter | None) -> None:
            if claim_filter is not None:
                if not claim_filter and self.desk.matches is None:
                    self.desk.say("Nothing was asked for: these are the article's claims.")
                self.desk.set_filter(claim_filter)
                self.matches_changed(None)

        return self.app.push_screen(FilterForm(now, self.desk.scheme), filled)

    def action_filter_clear(self) -> None:
        if self.desk.matches is None:
            self.desk.say(f"No filter is on; {self.desk.key('filter')} sets one.")
            self.draw_status()
            return
        self.desk.clear_filter()
        self.matches_changed(None)

    def matches_changed(self, rows: Sequence[int] | None) -> None:
        """Draw what has come of the filter: some rows, or, without any said, all there is."""
        if not self.is_mounted:
            return
        if rows is None:
            self.match_list.shown()
            self.claim_list.display = self.desk.matches is None
            self.opened()
        elif rows:
            self.match_list.renew(rows)
        else:
            self.match_list.grown()
            self.claims_heading.redraw()
            self.draw_status()

    def draw_place(self) -> None:
        """After going anywhere: the place in the filtered list."""
        self.desk.find_match()
        self.match_list.moved()

    def heard(self, numbers: Sequence[int] | None) -> None:
        """Draw what others have changed of these claims; nothing, when it is nothing that is seen."""
        if not self.is_mounted:
            return
        if numbers is None:
            self.opened(by_others=True)
        if not numbers:
            return
        self.claim_list.redraw(numbers)
        for number in numbers:
            self.article_view.changed(number)
        self.draw_claim()

    def claims_heading_line(self, width: int) -> list[Piece] | None:
        """What the list is of, when it is not of the article."""
        return matches_heading(self.desk, width) if self.desk.matches is not None else None

    def on_match_list_picked(self, event: MatchList.Picked) -> None:
        self.turn(partial(self.desk.go_match, event.number))

    # --- the next claim of a sort ------------------------------------------------------------------

    def action_flagged_next(self) -> None:
        self.turn(partial(self.desk.next_of, "flagged"))

    def action_incomplete_next(self) -> None:
        self.turn(partial(self.desk.next_of, "incomplete"))

    def action_disagreement_next(self) -> None:
        self.turn(partial(self.desk.next_of, "disagreement"))

    # --- acts --------------------------------------------------------------------------------------

    def action_label(self, label: str) -> None:
        self.desk.label(label)
        self.acted()
        self._move_on()

    def action_repeat(self) -> None:
        repeated = self.desk.repeat()
        self.acted()
        if repeated and self.desk.last is not None and self.desk.last.label:
            self._move_on()

    def _move_on(self) -> None:
        if self.desk.advance and self.desk.mark is not None:
            self.turn(self.desk.move_on)

    def action_advance(self) -> None:
        self.desk.toggle_advance()
        self.draw_status()
