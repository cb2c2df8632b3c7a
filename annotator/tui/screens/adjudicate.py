"""Settling the claims of a round: the article, and all that was voted and cited on one claim."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.widget import AwaitMount

from annotator.domain.errors import AnnotatorError, InputError
from annotator.services.adjudicating import Adjudicating
from annotator.services.disputing import Disputing
from annotator.services.leading import find_round
from annotator.services.opening import Workplace
from annotator.store import Sight, Store, open_to_read
from annotator.tui.adjudicating_desk import AdjudicatingDesk
from annotator.tui.bars import heading, key_line, progress, status_line, status_rest
from annotator.tui.commands import ADJUDICATE, Command
from annotator.tui.desk import Desk
from annotator.tui.dossier_text import dossier_lines, severity_words
from annotator.tui.drawing import Piece, apart
from annotator.tui.screens.adjudicate_dialogs import AdjudicateDialogs
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.review import WIDE, Across, Down
from annotator.tui.widgets.article_view import ArticleView
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.dispute_list import DisputeList
from annotator.tui.widgets.row_list import RowList
from annotator.tui.wrapping import clip


def adjudicate_screen(place: Workplace, under: Desk, name: str) -> "AdjudicateScreen":
    """The screen for a round, by name or id; `under` is the app's desk.

    Raises NotFound, and InputError for one who may not settle its claims.
    """
    found = find_round(place.store, name)
    adjudicating = Adjudicating(place.store, place.member, place.device, found.id)
    adjudicating.check()
    store = open_to_read(place.store.path, sight=Sight(place.member))
    try:
        desk = AdjudicatingDesk(under, Disputing(store, place.member, found.id), adjudicating)
        if not desk.disputes:
            raise InputError(f"None of the claims of the round {found.name!r} is in this file.")
        desk.begin()
    except BaseException:
        store.close()
        raise
    return AdjudicateScreen(desk, store)


def _footer_place(command: Command) -> int:
    """The labels stand in front: they are what most keys are for."""
    first = ("dispute_next", "settle", "round_unanimous", "vote_ask")
    return first.index(command.action) if command.action in first else len(first)


def open_round(screen: Commanded[Any], name: str, say: Callable[[str], None]) -> AwaitMount | None:
    """Lay the screen for a round upon another one; why that may not be, is said there instead."""
    try:
        settling = adjudicate_screen(screen.host.place, screen.host.desk, name)
    except AnnotatorError as error:
        say(str(error))
        return None
    return screen.app.push_screen(settling)


class AdjudicateScreen(AdjudicateDialogs):
    """One handler a key, as in the review: it changes the desk, draws, and queues the act."""

    WHERE = ADJUDICATE
    BLANK = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self, desk: AdjudicatingDesk, store: Store) -> None:
        """The store is what the desk reads from; it is closed with the screen."""
        super().__init__()
        self.desk = desk
        self._store = store
        desk.changed = self.desk_changed
        self._footer = sorted(desk.table, key=_footer_place)
        self._drawn = desk.article, desk.position
        """What is drawn: the article, and which of its claims."""

    @property
    def table(self) -> tuple[Command, ...]:
        """With the labels of the round's own scheme."""
        return self.desk.table

    def key(self, command: str) -> str:
        return self.desk.key(command)

    def compose(self) -> ComposeResult:
        self.article_view = ArticleView(self.desk)
        self.top = Bar(self._top, widget_id="top")
        self.middle = Bar(self._middle)
        self.panel = Block(partial(dossier_lines, self.desk), widget_id="panel")
        self.status = Bar(self._status, ground="bar", widget_id="status")
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        self.queue = DisputeList(self.desk)
        yield self.top
        with Across(id="room"):
            with Down(id="text"):
                yield self.article_view
                yield Bar(
                    partial(heading, "All claims of the round", "worst first"), widget_id="queue-heading"
                )
                yield self.queue
            with Down(id="side"):
                yield self.middle
                yield self.panel
        yield self.status
        yield self.keys

    def on_unmount(self) -> None:
        self.desk.close()
        self._store.close()

    def current_place(self) -> Offset:
        return self.panel.region.offset

    # --- drawing -------------------------------------------------------------------------------

    def _top(self, width: int) -> list[Piece]:
        settled, count = self.desk.settled, len(self.desk.disputes)
        evidence = "with complete evidence" if width >= 100 else "complete"
        words = f", {self.desk.complete} {evidence}" if settled else ""  # as closing counts
        right: list[Piece] = [(f"{settled} of {count} settled{words} ", "muted"), *progress(settled, count)]
        found = self.desk.settling
        kept = " · closed" if found.state == "closed" else " · blind" if found.hides else ""
        title = self.desk.article.title or "Untitled article"
        left: list[Piece] = [(f" {found.name}", "title"), (f"{kept} · {title}", "muted")]
        return apart(left, [*right, (" ", "text")], width)

    def _middle(self, width: int) -> list[Piece]:
        one = self.desk.dispute
        place, words = self.desk.place_words(), severity_words(one.severity.level, one.votes)
        return heading(place, clip(words, max(width - len(place) - 12, 10)), width)

    def _status(self, width: int) -> list[Piece]:
        return status_line(self.desk, width, [(f" {self.desk.position_words()}", "bar")])

    def _keys(self, width: int) -> list[Piece]:
        return status_rest(self.desk, width) or key_line(self._footer, self.WHERE, width)

    def draw_status(self) -> None:
        self.status.redraw()
        self.keys.redraw()

    def draw_claim(self) -> None:
        for widget in (self.top, self.middle, self.panel):
            widget.redraw()
        self.queue.show()
        self.draw_status()

    def acted(self) -> None:
        self.article_view.changed(self.desk.position)
        self.draw_claim()

    def decided(self) -> None:
        if self.desk.advance and self.desk.next_dispute(back=False):
            self._turned()
        else:
            self.acted()

    def desk_changed(self, claim: str | None) -> None:
        """Draw what the writer's report has changed."""
        if not self.is_mounted:
            return
        if claim is None or (self.desk.article, self.desk.position) != self._drawn:
            self._turned()
        else:
            for number in range(len(self.desk.marks)):
                self.article_view.changed(number)
            self.draw_claim()

    def news(self, claims: Sequence[str] | None) -> None:
        """Show what others have done meanwhile."""
        self.desk.hear(claims)
        self.desk_changed(self.desk.claim)

    def _turned(self) -> None:
        article, before = self._drawn
        self._drawn = self.desk.article, self.desk.position
        if self.desk.article is article:
            self.article_view.moved(before)
        else:
            self.article_view.opened()
        self.draw_claim()

    def key_pressed(self) -> None:
        if self.desk.message is not None:
            self.desk.message = None
            self.draw_status()

    def key_done(self) -> None:
        """Nothing: each action draws what it changed."""

    def message_changed(self) -> None:
        self.draw_status()

    def quit_asked(self) -> None:
        self.desk.say(self.how_to_leave())
        self.draw_status()

    def how_to_leave(self) -> str:
        return f"{self.key('adjudicate.leave')} leaves the round; all is saved."

    # --- going ---------------------------------------------------------------------------------

    def _go(self, moved: bool) -> None:
        if moved:
            self._turned()
        else:
            self.draw_status()

    def action_dispute_next(self) -> None:
        self._go(self.desk.next_dispute(back=False))

    def action_dispute_previous(self) -> None:
        self._go(self.desk.next_dispute(back=True))

    def action_round_next(self) -> None:
        self._go(self.desk.step(1))

    def action_round_previous(self) -> None:
        self._go(self.desk.step(-1))

    def action_round_article_next(self) -> None:
        self._go(self.desk.step_article(back=False))

    def action_round_article_previous(self) -> None:
        self._go(self.desk.step_article(back=True))

    def on_row_list_picked(self, event: RowList.Picked) -> None:
        self._go(self.desk.go_to_place(event.number))

    def on_article_view_picked(self, event: ArticleView.Picked) -> None:
        self._go(self.desk.go(event.number))

    def action_page_down(self) -> None:
        self.article_view.page(1)

    def action_page_up(self) -> None:
        self.article_view.page(-1)

    # --- acts ----------------------------------------------------------------------------------

    def action_round_moves(self) -> None:
        self.desk.toggle_advance()
        self.draw_status()

    def action_undo(self) -> None:
        self.desk.undo()
        self.draw_status()

    def action_redo(self) -> None:
        self.desk.redo()
        self.draw_status()

    async def action_adjudicate_leave(self) -> None:
        await self.leave("adjudicate.leave")
