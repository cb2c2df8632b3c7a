"""The review screen's changes of claims: their edges, their wording, splitting, merging, adding, dropping."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.events import Key
from textual.widget import AwaitMount

from annotator.domain.text import clean_line
from annotator.tui.acting_desk import Typed
from annotator.tui.commands import Command
from annotator.tui.edits import Edits
from annotator.tui.screens.review_caret import ReviewCaret

if TYPE_CHECKING:  # see `load_forms`
    from annotator.tui.screens.reword import Reworded


class ReviewEditing(ReviewCaret):
    """The part of the review screen that changes claims. Keys behind a change wait until it is on disk."""

    edits: Edits

    def acted(self) -> None:
        """Draw the current claim after an act on it, or after a message."""
        raise NotImplementedError

    async def take_key(self, event: Key) -> bool:
        if self.edits.pending:
            await self.host.settled()
        return await super().take_key(event)

    async def run_command(self, command: Command) -> None:
        """Also what is clicked, or taken from the palette, waits."""
        if self.edits.pending:
            await self.host.settled()
        if self.desk.refused(command.id):
            self.message_changed()
            return
        await super().run_command(command)

    # --- edges -----------------------------------------------------------------------------------------

    def action_edge_start_back(self) -> None:
        self._change(lambda: self.edits.move_edge("start", -1))

    def action_edge_start_on(self) -> None:
        self._change(lambda: self.edits.move_edge("start", 1))

    def action_edge_end_on(self) -> None:
        self._change(lambda: self.edits.move_edge("end", 1))

    def action_edge_end_back(self) -> None:
        self._change(lambda: self.edits.move_edge("end", -1))

    def action_edge_unit(self) -> None:
        self.edits.next_unit()
        self.draw_status()

    def action_caret_begin(self) -> None:
        """The claim begins at the caret."""
        caret = self.caret
        if caret is not None:
            self._change(lambda: self.edits.put_edge("start", caret.at))

    def action_caret_end(self) -> None:
        """The claim ends with the character under the caret."""
        caret = self.caret
        if caret is not None:
            self._change(lambda: self.edits.put_edge("end", self.article_view.terrain.end_of(caret.at)))

    # --- one, two, none --------------------------------------------------------------------------------

    def action_claim_split(self) -> None:
        """Split where the caret is; without one, put it into the claim first."""
        caret = self.caret
        if caret is not None:
            self._change(lambda: self.edits.split(caret.at))
        elif self.desk.mark is not None:
            self.action_caret()
            key = self.key("caret.split")
            self.desk.say(f"Put the caret where the second part begins; {key} splits there.")
            self.draw_status()

    def action_claim_merge(self) -> None:
        """With the next claim; in caret mode with the one under the caret."""
        other = None if self.caret is None else self.article_view.claim_under(self.caret.at)
        if self.caret is not None and other is None:
            self.desk.say("There is no other claim under the caret to merge this one with.")
            self.draw_status()
        else:
            self._change(lambda: self.edits.merge(other))

    def action_claim_add(self) -> None:
        """Add what is selected in caret mode; without a caret, put it there first."""
        pieces = self.selected_ranges()
        if pieces:
            self._change(lambda: self.edits.add(pieces))
            return
        if self.caret is None:
            self.action_caret()
        select, add = self.key("caret.select"), self.key("caret.add")
        self.desk.say(f"Select the claim's words ({select} begins a selection), and press {add}.")
        self.draw_status()

    def action_claim_drop(self) -> None:
        self._change(self.edits.drop)

    def action_claim_restore(self) -> AwaitMount | None:
        """Bring back the one claim of the article that was dropped, or the one that is chosen."""
        dropped = self.desk.reading.dropped(self.desk.article.id)
        if not dropped:
            self.desk.say("No claim of this article was dropped.")
            self.draw_status()
            return None
        if len(dropped) == 1:
            self._change(lambda: self.edits.restore(dropped[0].claim.id))
            return None

        from annotator.tui.screens.picking import Picking

        def chosen(number: int | None) -> None:
            if number is not None:
                self._change(lambda: self.edits.restore(dropped[number].claim.id))

        lines = [
            [(f" dropped by {one.member}  ", "muted"), (clean_line(one.claim.text), "text")]
            for one in dropped
        ]
        return self.app.push_screen(Picking("Bring a dropped claim back", lines), chosen)

    # --- wording and links -----------------------------------------------------------------------------

    def action_claim_reword(self) -> AwaitMount | None:
        mark, desk = self.desk.mark, self.desk
        if mark is None:
            return None
        from annotator.tui.screens.reword import Rewording, reword_values

        key = f"reword:{mark.claim.id}"
        fresh = reword_values(mark.claim)
        text = desk.article.text
        verbatim = " … ".join(text[start:end] for start, end in mark.claim.ranges)

        def left(result: "Reworded | None") -> None:
            if result is None:
                return
            typed = Typed(key, result.values, self.key("claim.reword"))
            if not result.save:
                desk.keep(typed, begun=result.values != fresh)
            else:
                self.edits.reword(mark, typed)
            self.acted()

        labelled = desk.state.label is not None
        return self.app.push_screen(
            Rewording(mark.claim, verbatim, desk.drafts.get(key, fresh), labelled=labelled), left
        )

    def action_claim_link(self) -> None:
        self.edits.link()
        self.acted()

    def _change(self, change: Callable[[], None]) -> None:
        """Begin a change, which draws itself when it is on disk; what is said instead is drawn now."""
        change()
        if not self.edits.pending:
            self.draw_status()
