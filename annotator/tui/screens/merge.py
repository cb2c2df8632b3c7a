"""Merging what reviewers made of the claims of articles: an article, and a group of claims side by side."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.geometry import Offset
from textual.widget import AwaitMount

from annotator.domain.errors import AnnotatorError, InputError
from annotator.services.leading import find_round
from annotator.services.merging_claims import MergingClaims
from annotator.services.opening import Workplace
from annotator.store import Sight, Store, open_to_read
from annotator.tui.acting_desk import Typed
from annotator.tui.bars import heading, key_line, progress, status_line, status_rest
from annotator.tui.commands import MERGE
from annotator.tui.desk import Desk
from annotator.tui.drawing import Piece, apart
from annotator.tui.merge_text import group_lines
from annotator.tui.merging_desk import MergingDesk
from annotator.tui.screens.commanded import Commanded
from annotator.tui.screens.page import Page
from annotator.tui.screens.review import WIDE, Across, Down
from annotator.tui.widgets.bar import Bar, Block
from annotator.tui.widgets.merge_article import MergeArticle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.tui.screens.note import Noted


def merge_screen(place: Workplace, under: Desk, name: str, *, unfinished: bool = False) -> "MergeScreen":
    """The screen for a round, by name or id; `under` is the app's desk.

    Raises NotFound, and InputError for one who may not merge its claims.
    """
    found = find_round(place.store, name)
    merging = MergingClaims(place.store, place.member, place.device, round_id=found.id)
    merging.check()
    store = open_to_read(place.store.path, sight=Sight(place.member))
    try:
        if not found.claims:
            raise InputError(f"None of the claims of the round {found.name!r} is in this file.")
        return MergeScreen(MergingDesk(under, store, merging, found, unfinished=unfinished), store)
    except BaseException:
        store.close()
        raise


def open_merge(screen: Commanded[Any], name: str, say: Callable[[str], None]) -> AwaitMount | None:
    """Lay the screen for a round upon another one; why that may not be, is said there instead."""
    try:
        merging = merge_screen(screen.host.place, screen.host.desk, name)
    except AnnotatorError as error:
        say(str(error))
        return None
    return screen.app.push_screen(merging)


class MergeScreen(Commanded[None]):
    """One handler a key: it changes the desk, draws, and queues the act."""

    WHERE = MERGE
    BLANK = True
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]

    def __init__(self, desk: MergingDesk, store: Store) -> None:
        """The store is what the desk reads from; it is closed with the screen."""
        super().__init__()
        self.desk = desk
        self._store = store
        desk.changed = self.renewed

    def compose(self) -> ComposeResult:
        self.article = MergeArticle(self.desk)
        self.top = Bar(self._top, widget_id="top")
        self.middle = Bar(self._middle)
        self.panel = Block(partial(group_lines, self.desk), widget_id="panel")
        self.status = Bar(self._status, ground="bar", widget_id="status")
        self.keys = Bar(self._keys, ground="bar", widget_id="keys")
        yield self.top
        with Across(id="room"):
            yield self.article
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
        desk = self.desk
        decided, count = desk.disputed - desk.open_count, desk.disputed
        right: list[Piece] = [(f"{decided} of {count} decided ", "muted"), *progress(decided, count)]
        frozen = " · merged claims are shown" if desk.work.frozen else ""
        where = f" · article {desk.index + 1} of {len(desk.articles)}{frozen}"
        title = desk.work.title or "Untitled article"
        left: list[Piece] = [(f" {desk.round.name}", "title"), (f"{where} · {title}", "muted")]
        return apart(left, [*right, (" ", "text")], width)

    def _middle(self, width: int) -> list[Piece]:
        desk = self.desk
        if desk.group is None:
            return heading("Claims", "", width)
        words = desk.decision_words(desk.group) or "to decide"
        return heading(f"Claims {desk.position + 1} of {len(desk.groups)}", words, width)

    def _status(self, width: int) -> list[Piece]:
        return status_line(self.desk.under, width, [(f" {self._position_words()}", "bar")])

    def _position_words(self) -> str:
        """Everything in a line, for those who hear it."""
        desk = self.desk
        if desk.group is None:
            return "No claims in this article."
        words = desk.decision_words(desk.group) or "to decide"
        waiting = ", ".join(desk.work.unfinished)
        late = f" Not done yet: {waiting}." if waiting else ""
        return f"Claims {desk.position + 1} of {len(desk.groups)}: {words}. {desk.open_count} left.{late}"

    def _keys(self, width: int) -> list[Piece]:
        return status_rest(self.desk.under, width) or key_line(self.table, MERGE, width)

    def draw_status(self) -> None:
        self.status.redraw()
        self.keys.redraw()

    def draw(self) -> None:
        self.article.show()
        for widget in (self.top, self.middle, self.panel):
            widget.redraw()
        self.draw_status()

    def renewed(self) -> None:
        """Draw what the writer's report, or others, have changed."""
        if self.is_mounted:
            self.draw()

    def news(self, claims: "Sequence[str] | None") -> None:
        self.desk.renew()

    def key_pressed(self) -> None:
        if self.desk.under.message is not None:
            self.desk.under.message = None
            self.draw_status()

    def message_changed(self) -> None:
        self.draw_status()

    def quit_asked(self) -> None:
        self.desk.under.say(self.how_to_leave())
        self.draw_status()

    def how_to_leave(self) -> str:
        return f"{self.key('merge.leave')} leaves the round; all is saved."

    # --- going ---------------------------------------------------------------------------------

    def _go(self, moved: bool) -> None:
        if moved:
            self.draw()
        else:
            self.draw_status()

    def action_merge_next(self) -> None:
        self._go(self.desk.next_open(back=False))

    def action_merge_previous(self) -> None:
        self._go(self.desk.next_open(back=True))

    def action_group_next(self) -> None:
        self._go(self.desk.step(1))

    def action_group_previous(self) -> None:
        self._go(self.desk.step(-1))

    def action_merge_article_next(self) -> None:
        self._go(self.desk.step_article(1))

    def action_merge_article_previous(self) -> None:
        self._go(self.desk.step_article(-1))

    def action_merge_page_down(self) -> None:
        self.article.page(1)

    def action_merge_page_up(self) -> None:
        self.article.page(-1)

    def action_merge_full(self) -> AwaitMount:
        return self.app.push_screen(Page("All of these claims", partial(group_lines, self.desk)))

    # --- acts ----------------------------------------------------------------------------------

    def action_take(self, number: int) -> None:
        self.desk.take_number(number)
        self.draw()

    def action_take_base(self) -> None:
        self.desk.take([self.desk.sides[-1]])
        self.draw()

    def action_take_both(self) -> None:
        self.desk.take(self.desk.reviewers)
        self.draw()

    def action_take_nothing(self) -> None:
        self.desk.take([])
        self.draw()

    def action_take_agreed(self) -> None:
        self.desk.take_majority()
        self.draw_status()

    def action_merge_reword(self) -> AwaitMount | None:
        alone, group = self.desk.taken_alone(), self.desk.group
        if alone is None or group is None:
            self.desk.under.say("Take one claim first: its wording can be changed then.")
            self.draw_status()
            return None
        from annotator.tui.screens.note import Note

        claim, text = alone
        under, draft_key = self.desk.under, f"wording:{group.key}"
        kept = under.drafts.get(draft_key, {}).get("text", text)

        def noted(result: "Noted | None") -> None:
            if result is None:
                return
            typed = Typed(draft_key, {"text": result.text}, self.key("merge.reword"))
            here = self.desk.group is not None and self.desk.group.key == group.key
            if result.save and here:
                self.desk.decide([claim], result.text, typed)
            else:
                under.keep(typed, begun=bool(result.text.strip()) and result.text != text)
            self.draw()

        hint = "How the merged claim is to read, in one line; its places in the article stay."
        return self.app.push_screen(Note("Another wording", text, kept, hint, "A claim needs words."), noted)

    def action_merge_freeze(self) -> None:
        self.desk.freeze()
        self.draw_status()

    def action_merge_undo(self) -> None:
        self.desk.undo()
        self.draw_status()

    def action_merge_redo(self) -> None:
        self.desk.redo()
        self.draw_status()

    async def action_merge_leave(self) -> None:
        await self.leave("merge.leave")
