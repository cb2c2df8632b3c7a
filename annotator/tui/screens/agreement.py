"""How far the reviewers of a round agree, page by page; counted in a thread, so that it opens at once."""

from collections.abc import Callable
from itertools import zip_longest
from threading import Thread
from typing import Any

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import AwaitMount

from annotator.domain.errors import AnnotatorError
from annotator.domain.round import Round
from annotator.services.acting import words_of
from annotator.services.agreeing import Asked, RoundAgreement, agreement
from annotator.services.leading import find_round
from annotator.services.voting import check_may_see
from annotator.store import Interrupted
from annotator.tui.agreement_commands import PAGES
from annotator.tui.agreement_text import (
    NO_LABELS,
    article_lines,
    evidence_lines,
    label_lines,
    reviewer_lines,
    summary_lines,
)
from annotator.tui.bars import key_line, status_line, status_rest
from annotator.tui.commands import AGREEMENT
from annotator.tui.desk import Desk
from annotator.tui.drawing import Line, Piece, apart, cells
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.page import PageText
from annotator.tui.tables import Lines, paragraph
from annotator.tui.widgets.bar import Bar

LINES = (summary_lines, label_lines, reviewer_lines, evidence_lines, article_lines)
"""What makes the lines of each page."""
WIDE = 150
"""Columns from which on the next page stands beside the one that is chosen."""


class Figures(PageText):
    widest = 10_000


class AgreementScreen(Commanded[None], ModalScreen[None]):
    """The figures of one round."""

    WHERE = AGREEMENT

    class Counted(Message):
        """The thread has the figures, or says why there are none."""

        def __init__(self, figures: RoundAgreement | None, error: str) -> None:
            super().__init__()
            self.figures = figures
            self.error = error

    def __init__(self, desk: Desk, found: Round) -> None:
        super().__init__()
        self.desk = desk
        self.round = found
        self.figures: RoundAgreement | None = None
        self.page = 0
        self._error = ""
        self._counting = self._left = False

    def compose(self) -> ComposeResult:
        self.top = Bar(self._top, widget_id="top")
        self.text = Figures(self._lines)
        self.status = Bar(self._status, ground="bar", widget_id="status")
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        yield self.top
        yield Bar(lambda width: [("─" * width, "rule")])
        yield from (self.text, self.status, self.keys)

    def on_mount(self) -> None:
        self.action_agreement_again()

    def on_unmount(self) -> None:
        self._left = True

    def current_place(self) -> Offset:
        return self.text.region.offset

    # --- counting ------------------------------------------------------------------------------------

    def action_agreement_again(self) -> None:
        """Count in a thread of its own; what is shown stays until it is done."""
        if not self._counting:
            self._counting = True
            Thread(target=self._count, name="agreement", daemon=True).start()
            self._draw_bars()

    def _count(self) -> None:
        """In the thread."""
        figures, error = None, ""
        try:
            with self.desk.reading.store.again() as store, store.explaining():
                store.interrupt_when(lambda: self._left)
                figures = agreement(store, self.round, self.desk.member, Asked(by_article=True))
        except Interrupted:
            return
        except AnnotatorError as refused:
            error = str(refused)
        self.post_message(self.Counted(figures, error))

    def on_agreement_screen_counted(self, event: Counted) -> None:
        self._counting = False
        self.figures, self._error = event.figures, event.error
        self.text.renew(stay=True)
        self._draw_bars()

    # --- drawing -------------------------------------------------------------------------------------

    def _lines(self, width: int) -> Lines:
        if self.figures is None:
            words = self._error or "Counting the votes …"
            return [[], *paragraph(words, width, "bad" if self._error else "text")]
        if width < WIDE or self.page + 1 == len(PAGES):
            return self._page_lines(self.page, min(width, WIDE - 1))
        half = width // 2 - 1
        left, right = self._page_lines(self.page, half), self._page_lines(self.page + 1, half)
        return [
            [*apart(one, (), half), ("│ ", "rule"), *other]
            for one, other in zip_longest(left, right, fillvalue=())
        ]

    def _page_lines(self, page: int, width: int) -> Lines:
        assert self.figures is not None
        if page and self.figures.boundaries is not None:
            return paragraph(NO_LABELS, width, "text")
        lines = LINES[page](self.figures, width) or [[], *paragraph("No claim has votes.", width, "text")]
        return lines if page == 0 else lines[1:]  # their titles come with an empty line above

    def _top(self, width: int) -> list[Piece]:
        names: list[Piece] = []
        for number, name in enumerate(PAGES):
            here = number == self.page
            names += [(f" {number + 1} ", "key"), (name, "strong" if here else "muted")]
        if cells(names) > width - 30:
            names = [(f"{self.page + 1} of {len(PAGES)}: {PAGES[self.page]}", "muted")]
        left: Line = [(f" Agreement of {self.round.name}", "title"), (f" · {self.round.kind}", "muted")]
        return apart(left, [*names, (" ", "text")], width)

    def _status(self, width: int) -> list[Piece]:
        words = "Counting …" if self._counting else self._counted_words()
        return status_line(self.desk, width, [(f" {words}", "bar")])

    def _counted_words(self) -> str:
        if self.figures is None:
            return "There are no figures."
        if (boundaries := self.figures.boundaries) is not None:
            pairs = words_of(len(boundaries.by_pair), "pair")
            return f"{words_of(boundaries.articles, 'article')} compared, {pairs} of reviewers."
        found = self.figures.agreement
        return f"{found.votes:,} votes of {len(found.by_reviewer)} reviewers count, {found.claims:,} claims."

    def _keys(self, width: int) -> list[Piece]:
        return status_rest(self.desk, width) or key_line(self.table, AGREEMENT, width)

    def _draw_bars(self) -> None:
        for bar in (self.top, self.status, self.keys):
            bar.redraw()

    def message_changed(self) -> None:
        self._draw_bars()

    def key_pressed(self) -> None:
        if self.desk.message is not None:
            self.desk.message = None
            self._draw_bars()

    def quit_asked(self) -> None:
        self.desk.say(self.how_to_leave())
        self._draw_bars()

    def how_to_leave(self) -> str:
        return f"{self.key('agreement.leave')} leaves the figures."

    # --- keys ----------------------------------------------------------------------------------------

    def action_agreement_page(self, number: int) -> None:
        self.page = number - 1
        self.text.renew()
        self._draw_bars()

    def action_agreement_next(self) -> None:
        self.action_agreement_page((self.page + 1) % len(PAGES) + 1)

    def action_agreement_previous(self) -> None:
        self.action_agreement_page((self.page - 1) % len(PAGES) + 1)

    def action_agreement_down(self) -> None:
        self.text.step(1)

    def action_agreement_up(self) -> None:
        self.text.step(-1)

    def action_agreement_page_down(self) -> None:
        self.text.page(1)

    def action_agreement_page_up(self) -> None:
        self.text.page(-1)

    def action_agreement_first(self) -> None:
        self.text.step(-self.text.virtual_size.height)

    def action_agreement_last(self) -> None:
        self.text.step(self.text.virtual_size.height)

    async def action_agreement_leave(self) -> None:
        await self.leave("agreement.leave")


def agreement_screen(desk: Desk, name: str) -> AgreementScreen:
    """The screen for a round, by its name or id, to be pushed or to begin with.

    Raises NotFound, and InputError for one from whom the round hides its votes.
    """
    found = find_round(desk.reading.store, name)
    check_may_see(desk.reading.store.db, found, desk.member)
    return AgreementScreen(desk, found)


def open_agreement(screen: Commanded[Any], name: str, say: Callable[[str], None]) -> AwaitMount | None:
    """Lay the screen for a round upon another one; why that may not be, is said there instead."""
    try:
        figures = agreement_screen(screen.host.desk, name)
    except AnnotatorError as error:
        say(str(error))
        return None
    return screen.app.push_screen(figures)
