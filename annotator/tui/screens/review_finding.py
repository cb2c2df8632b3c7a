"""The review screen's ways to somewhere else: searching, and going by a number or a few letters."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import AwaitMount

from annotator.domain.search_words import found_in
from annotator.services.going import Target
from annotator.tui.desk import Desk
from annotator.tui.screens.commanded import Commanded
from annotator.tui.widgets.article_view import ArticleView

if TYPE_CHECKING:  # see `load_forms`
    from annotator.tui.screens.search import Taken


class ReviewFinding(Commanded[None]):
    """The part of the review screen that finds."""

    desk: Desk
    article_view: ArticleView

    def turn(self, found: Callable[[], bool]) -> None:
        """Go somewhere, perhaps in another article, and draw that."""
        raise NotImplementedError

    def action_search(self) -> AwaitMount:
        from annotator.tui.screens.search import SearchScreen

        return self.app.push_screen(SearchScreen(self.desk.reading.store, self.desk.searched), self.take)

    def action_goto(self) -> AwaitMount:
        from annotator.tui.screens.goto import GotoScreen

        claims = [(mark.claim.id, mark.claim.text) for mark in self.desk.marks]
        return self.app.push_screen(GotoScreen(self.desk.reading.store, claims), self._go_to)

    def take(self, taken: "Taken | None") -> None:
        """Turn to what was found, its words shown until the next move; None: nothing was taken."""
        if taken is None:
            return
        self.desk.searched = taken.typed
        with self.host.telling():
            self.turn(partial(self.desk.go_to_hit, taken.hit))
            self.article_view.mark_found(found_in(self.desk.article.text, taken.query))
            if taken.hit.kind == "article" and taken.hit.context.at is not None:
                self.article_view.go_to(taken.hit.context.at)

    def _go_to(self, target: Target | None) -> None:
        if target is not None:
            with self.host.telling():
                self.turn(partial(self._turn_to_target, target))

    def _turn_to_target(self, target: Target) -> bool:
        number = self.desk.place_of(target.claim)
        if number is not None:
            return self.desk.go(number)
        if target.article != self.desk.article.id:
            self.desk.open(target.article)
        return True
