"""The library: every article with how far it is labelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.events import Click, Resize
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import AwaitMount

from annotator.domain.review import ArticleRow
from annotator.services.going import Target
from annotator.tui.bars import article_row, key_line, message_lines, progress
from annotator.tui.commands import LIBRARY
from annotator.tui.desk import Desk
from annotator.tui.drafting import drafts_words
from annotator.tui.drawing import Line, Piece, apart, cells
from annotator.tui.round_bars import library_top
from annotator.tui.screens.review_finding import ReviewFinding
from annotator.tui.screens.round_actions import RoundActions
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.lines import ScrolledLines

if TYPE_CHECKING:  # see `load_forms`
    from annotator.tui.screens.search import Taken

Taking = TypeVar("Taking")


def empty_lines(desk: Desk) -> tuple[str, ...]:
    """What stands in place of articles."""
    leave = f"Leave this with {desk.key('quit')}, and take some in:"
    return ("No articles yet.", "", leave, "", "    annotator ingest FILE")


class ArticleList(ScrolledLines):
    """The rows of the library, one of them marked."""

    @dataclass
    class Picked(Message):
        """An article was clicked."""

        number: int

    def __init__(self, desk: Desk, rows: list[ArticleRow], position: int) -> None:
        super().__init__(widget_id="articles")
        self.desk = desk
        self.rows = rows
        self.position = position

    def line(self, y: int, width: int) -> Line:
        if not self.rows:
            empty = empty_lines(self.desk)
            return [(f"  {empty[y]}", "text" if y == 0 else "muted")] if y < len(empty) else ()
        if y >= len(self.rows):
            return ()
        dates = self.desk.config.date_format
        return article_row(self.rows[y], width, current=y == self.position, dates=dates)

    def selected(self, y: int) -> bool:
        return bool(self.rows) and y == self.position

    def show(self, rows: list[ArticleRow], position: int) -> None:
        """Show other rows, that one marked."""
        self.rows, self.position = rows, position
        self.virtual_size = Size(self.size.width, len(rows))
        self.redraw()
        self._reveal()

    def go(self, position: int) -> None:
        """Mark the row of that number, or the nearest there is."""
        before, self.position = self.position, max(0, min(position, len(self.rows) - 1))
        self.redraw((before, self.position))
        self._reveal()

    def on_resize(self, event: Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self.rows))
        self._reveal()

    def on_click(self, event: Click) -> None:
        number = event.y + round(self.scroll_y)
        if number < len(self.rows):
            self.post_message(self.Picked(number))

    def _reveal(self) -> None:
        self.reveal(self.position, self.position, len(self.rows), margin=1)


class LibraryScreen(RoundActions):
    """Where a reviewer chooses an article, and leaves the program."""

    WHERE = LIBRARY

    def __init__(self, desk: Desk, article: str) -> None:
        super().__init__()
        self.desk = desk
        rows = desk.reading.library()
        position = next((number for number, row in enumerate(rows) if row.id == article), 0)
        self.list = ArticleList(desk, rows, position)
        self._warned = False

    def compose(self) -> ComposeResult:
        self.top = Bar(self._top, widget_id="top")
        yield self.top
        yield Bar(lambda width: [("─" * width, "rule")])
        yield self.list
        self.status = Bar(self._status, ground="bar", widget_id="status")
        yield self.status
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        yield self.keys

    def current_place(self) -> Offset:
        return self.list.place(self.list.position)

    def _top(self, width: int) -> list[Piece]:
        rows = self.list.rows
        if self.desk.round is not None:
            return library_top(self.desk.round, len(rows), width)
        claims, labelled = sum(row.claims for row in rows), sum(row.labelled for row in rows)
        right: list[Piece] = [
            (f"{labelled} of {claims} claims labelled ", "muted"), *progress(labelled, claims), (" ", "text")
        ]  # fmt: skip
        count = f" · {len(rows)} {'article' if len(rows) == 1 else 'articles'}"
        return apart([(" Library", "title"), (count, "muted")], right if claims else [], width)

    def _status(self, width: int) -> list[Piece]:
        right: list[Piece] = [(f"{self.desk.member} ", "bar:muted")]
        if self.desk.message is not None:
            first, _ = message_lines(self.desk.message, width - cells(right))
            return apart(first, right, width, gap="bar")
        words = ""
        if self.list.rows:
            row = self.list.rows[self.list.position]
            words = f"Article {self.list.position + 1} of {len(self.list.rows)}: {row.claims} claims"
            done = "labelled" if self.desk.round is None else "done or skipped"
            words += f", {row.labelled} {done}, {row.incomplete} of them incomplete."
        return apart([(f" {words}", "bar")], right, width, gap="bar")

    def _keys(self, width: int) -> list[Piece]:
        rest: list[Piece] = []
        if self.desk.message is not None:
            rest = message_lines(self.desk.message, width - cells([(f"{self.desk.member} ", "")]))[1]
        return rest or key_line(self.table, LIBRARY, width)

    def news(self, claims: Sequence[str] | None) -> None:
        """Of a round: other articles are mine to work on, or they are otherwise than they were."""
        if self.desk.round is None:
            return
        here = self.list.rows[self.list.position].id if self.list.rows else ""
        rows = self.desk.reading.library()
        self.list.show(rows, next((number for number, row in enumerate(rows) if row.id == here), 0))
        self.top.redraw()
        self.message_changed()

    def quit_asked(self) -> None:
        self.desk.say(self.how_to_leave())
        self.message_changed()

    def message_changed(self) -> None:
        self.status.redraw()
        self.keys.redraw()

    def key_pressed(self) -> None:
        if self.desk.message is not None:
            self.desk.message = None
            self.message_changed()

    def _go(self, position: int) -> None:
        self.list.go(position)
        self.status.redraw()

    def action_library_down(self) -> None:
        self._go(self.list.position + 1)

    def action_library_up(self) -> None:
        self._go(self.list.position - 1)

    def action_library_first(self) -> None:
        self._go(0)

    def action_library_last(self) -> None:
        self._go(len(self.list.rows) - 1)

    def on_article_list_picked(self, event: ArticleList.Picked) -> None:
        self._go(event.number)
        self.action_library_open()

    def action_library_open(self) -> None:
        if self.list.rows:
            self.host.review(self.list.rows[self.list.position].id)

    def action_search(self) -> AwaitMount | None:
        from annotator.tui.screens.search import SearchScreen

        return self._find(SearchScreen(self.desk.reading.store, self.desk.searched), self._take)

    def action_goto(self) -> AwaitMount | None:
        from annotator.tui.screens.goto import GotoScreen

        return self._find(GotoScreen(self.desk.reading.store, ()), self._go_to)

    def _find(self, screen: Screen[Taking], taken: Callable[[Taking | None], None]) -> AwaitMount | None:
        if not self.list.rows:
            self.desk.say("There are no articles yet.")
            self.message_changed()
            return None
        return self.app.push_screen(screen, taken)

    def _take(self, taken: "Taken | None") -> None:
        if taken is not None:
            self.host.review(taken.hit.article)
            if isinstance(self.app.screen, ReviewFinding):
                self.app.screen.take(taken)

    def _go_to(self, target: Target | None) -> None:
        if target is not None:
            self.host.review(target.article)

    async def action_quit(self) -> None:
        """Leave; once more is needed when something typed into a form would be lost."""
        if self.desk.drafts and not self._warned:
            self._warned = True
            them = "it" if len(self.desk.drafts) == 1 else "them"
            self.desk.say(
                f"Not saved: {drafts_words(self.desk.drafts)}. {self.key('quit')} again drops {them}."
            )
            self.message_changed()
            return
        await self.app.action_quit()
        self.message_changed()
