"""Reviewing one article: its text, its claims, one of them in full."""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Offset
from textual.widget import AwaitMount

from annotator.tui.bars import heading, key_line, keys_now, status_line, status_rest
from annotator.tui.commands import REVIEW
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece
from annotator.tui.edits import Edits
from annotator.tui.panel import panel_lines
from annotator.tui.round_bars import top_line
from annotator.tui.screens.claim import ClaimScreen
from annotator.tui.screens.review_dialogs import ReviewDialogs
from annotator.tui.screens.review_editing import ReviewEditing
from annotator.tui.screens.review_finding import ReviewFinding
from annotator.tui.screens.review_flow import ReviewFlow
from annotator.tui.screens.review_history import ReviewHistory
from annotator.tui.screens.review_suggesting import ReviewSuggesting
from annotator.tui.screens.round_actions import ReviewRounds
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.claim_list import ClaimList
from annotator.tui.widgets.match_list import MatchList

WIDE = 120
"""Columns from which the claims stand beside the article."""
PLACE_DELAY = 0.5
"""Seconds from a move until the place is remembered."""
SOON = 0.25
"""Seconds in which an answer is not felt as late."""


class Across(Horizontal):
    """Covered by what is in it, like the screen: nothing of its own needs to be drawn line by line."""

    BLANK = True


class Down(Vertical):
    """The same."""

    BLANK = True


class ReviewScreen(
    ReviewEditing, ReviewFinding, ReviewDialogs, ReviewFlow, ReviewHistory, ReviewSuggesting, ReviewRounds
):
    """One handler a key: it changes the desk, draws what changed, and queues the act.

    Nothing here waits for the disk, and no widget tells another: so a key is one frame.
    """

    WHERE = REVIEW
    BLANK = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self, desk: Desk, *, width: int = 0) -> None:
        """`width` is that of the terminal, where known: the first layout is the right one then."""
        super().__init__(classes="-wide" if width >= WIDE else "-narrow")
        self.desk = desk
        self.edits = Edits(desk)
        desk.changed = self.desk_changed
        desk.matches_changed, desk.heard = self.matches_changed, self.heard
        self._place_timer: TimerHandle | None = None
        self._patience: TimerHandle | None = None
        self._drawn_at = desk.position
        """The claim that is drawn as the current one."""
        self._status_is_old = False
        self._key_lines: dict[tuple[str, int, tuple[str, ...]], list[Piece]] = {}

    def compose(self) -> ComposeResult:
        self.article_view = ArticleView(self.desk)
        self.claim_list = ClaimList(self.desk)
        self.match_list = MatchList(self.desk)
        self.top = Bar(partial(top_line, self.desk), widget_id="top")
        self.claims_heading = Bar(self._claims_heading)
        self.panel = Block(partial(panel_lines, self.desk), widget_id="panel")
        self.status = Bar(self._status, ground="bar", widget_id="status")
        yield self.top
        with Across(id="room"):
            yield self.article_view
            with Down(id="side"):
                yield self.claims_heading
                yield self.claim_list
                yield self.match_list
                yield Bar(partial(heading, "This claim", f"{self.desk.key('claim.full')} shows all"))
                yield self.panel
        yield self.status
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        yield self.keys

    def current_place(self) -> Offset:
        if self.caret is not None:
            return self.article_view.place_at(self.caret.at)
        if self.desk.at_match and self.desk.matches is not None:
            return self.match_list.place(self.desk.matches.index)
        return self.claim_list.place(self.desk.position)

    # --- drawing -------------------------------------------------------------------------------

    def opened(self, *, by_others: bool = False) -> None:
        """Draw everything: another article lies on the desk, or other claims of it, perhaps by others' doing.

        These leave the caret where it is: without it the keys that come would be labels.
        """
        if self.caret is not None and not by_others:
            self.leave_caret()
        self._drawn_at = self.desk.position
        self.article_view.opened()
        self.claim_list.opened()
        self.draw_place()
        self.draw_claim()
        self.look_later()

    def desk_changed(self, claim: str | None) -> None:
        """Draw what the writer's report has changed."""
        if not self.is_mounted:
            return
        if claim is None:
            self.opened()
            self._place_later()
            return
        if self.desk.position != self._drawn_at:
            self._moved(self._drawn_at)
        number = self.desk.place_of(claim)
        if number is not None:
            self.claim_list.redraw((number,))
            self.article_view.changed(number)
        self.draw_claim()

    def key_pressed(self) -> None:
        if self.desk.message is not None:
            self.desk.message = None
            self._status_is_old = True

    def key_done(self) -> None:
        if self._status_is_old:
            self.draw_status()

    def quit_asked(self) -> None:
        self.desk.say(self.how_to_leave())
        self.draw_status()

    def message_changed(self) -> None:
        self.draw_status()

    def draw_status(self) -> None:
        self._status_is_old = False
        for widget in (self.status, self.keys):
            widget.redraw()

    def draw_claim(self) -> None:
        for widget in (self.top, self.claims_heading, self.panel):
            widget.redraw()
        self.draw_status()

    def _moved(self, before: int) -> None:
        self._drawn_at = self.desk.position
        self.claim_list.moved(before)
        self.article_view.moved(before)
        self.draw_place()
        for widget in (self.claims_heading, self.panel):
            widget.redraw()
        self.draw_status()
        self._place_later()
        self.look_later()

    def acted(self) -> None:
        """Draw the current claim after an act on it."""
        self.claim_list.redraw((self.desk.position,))
        self.article_view.changed(self.desk.position)
        self.draw_claim()
        self._place_later()

    def _claims_heading(self, width: int) -> list[Piece]:
        filtered = self.claims_heading_line(width)
        if filtered is not None:
            return filtered
        count = len(self.desk.marks)
        where = f"{self.desk.position + 1} of {count}" if count else ""
        return heading("Claims", where, width)

    def _status(self, width: int) -> list[Piece]:
        return status_line(self.desk, width, self.caret_words())

    def _keys(self, width: int) -> list[Piece]:
        rest, now = status_rest(self.desk, width), tuple(keys_now(self.desk))
        wanted = (self.where, width, now)
        if not rest and wanted not in self._key_lines:
            more = ("skip", "guideline") if self.desk.round is not None else ()
            table = [one for one in self.table if one.action != "label" or not self.desk.correcting]
            self._key_lines[wanted] = key_line(table, *wanted, more)
        return rest or self._key_lines[wanted]

    # --- where I am ----------------------------------------------------------------------------

    def _place_later(self) -> None:
        """Not put off by what comes meanwhile: who moves on and on is near where they were."""
        if self._place_timer is None:
            self._place_timer = get_running_loop().call_later(PLACE_DELAY, self.leave_place)

    def leave_place(self) -> None:
        """Have the place remembered now."""
        if self._place_timer is not None:
            self._place_timer.cancel()
            self._place_timer = None
        self.desk.leave_place()

    def _go(self, by: int) -> None:
        self.turn(partial(self.desk.step, by))

    def turn(self, found: Callable[[], bool]) -> None:
        """Go somewhere, perhaps in another article."""
        article, before = self.desk.article, self.desk.position
        if not found():
            self.draw_status()
        elif self.desk.article is article:
            self._moved(before)
        else:
            self.opened()
            self._place_later()

    def action_claim_next(self) -> None:
        self._go(1)

    def action_claim_previous(self) -> None:
        self._go(-1)

    def action_article_next(self) -> None:
        self.turn(partial(self.desk.step_article, back=False))

    def action_article_previous(self) -> None:
        self.turn(partial(self.desk.step_article, back=True))

    def action_open_next(self) -> None:
        self.turn(partial(self.desk.next_open, back=False))

    def action_open_previous(self) -> None:
        self.turn(partial(self.desk.next_open, back=True))

    def action_page_down(self) -> None:
        self.article_view.page(1)

    def action_page_up(self) -> None:
        self.article_view.page(-1)

    def on_claim_list_picked(self, event: ClaimList.Picked) -> None:
        self.turn(partial(self.desk.go, event.number))

    def on_article_view_picked(self, event: ArticleView.Picked) -> None:
        self.turn(partial(self.desk.go, event.number))

    # --- acts ----------------------------------------------------------------------------------

    def action_confidence(self, number: int) -> None:
        self.desk.set_confidence(number)
        self.acted()

    def action_flag(self) -> None:
        self.desk.flag()
        self.acted()

    def action_claim_fold(self) -> None:
        self.desk.fold()
        self.acted()

    def action_undo(self) -> None:
        self.desk.undo()
        self._answered_soon()

    def action_redo(self) -> None:
        self.desk.redo()
        self._answered_soon()

    def _answered_soon(self) -> None:
        """Let what comes of it be drawn at once; only when that takes long, say what is under way."""
        self._status_is_old = False
        if self._patience is not None:
            self._patience.cancel()
        self._patience = get_running_loop().call_later(SOON, self._still_waiting)

    def _still_waiting(self) -> None:
        if self.is_mounted and self.desk.saving:
            self.draw_status()

    def action_claim_full(self) -> AwaitMount | None:
        return self.app.push_screen(ClaimScreen(self.desk)) if self.desk.mark else None

    def action_back(self) -> AwaitMount:
        self.leave_place()
        return self.host.show_library()
