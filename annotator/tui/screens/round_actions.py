"""What the review screen and the library do about rounds: skipping, the guideline, going to another round."""

from functools import partial
from typing import TYPE_CHECKING

from textual.widget import AwaitMount

from annotator.services.my_round import guideline_of
from annotator.tui.acting_desk import Typed
from annotator.tui.desk import Desk
from annotator.tui.guideline_text import NONE, NONE_IN_ROUND
from annotator.tui.screens.commanded import Commanded

if TYPE_CHECKING:  # see `load_forms`
    from annotator.tui.screens.note import Noted


class RoundActions(Commanded[None]):
    """The part that both screens have."""

    desk: Desk

    def action_guideline(self) -> AwaitMount | None:
        found = self.desk.round.round if self.desk.round else None
        guideline = guideline_of(self.desk.reading.store, found)
        if guideline is None:
            self.desk.say(NONE_IN_ROUND.format(found.name) if found else NONE)
            self.message_changed()
            return None
        from annotator.tui.screens.guideline import GuidelineScreen

        return self.app.push_screen(GuidelineScreen(guideline, found.name if found else ""))

    def action_rounds(self) -> AwaitMount:
        from annotator.tui.screens.rounds import RoundsScreen

        def chosen(round_id: str | None) -> None:
            if round_id is not None:
                self.app.call_later(partial(self.host.work_in, round_id))

        here = self.desk.round.round.id if self.desk.round else ""
        return self.app.push_screen(RoundsScreen(self.desk.reading, here), chosen)


class ReviewRounds(RoundActions):
    """What only the review screen has."""

    def acted(self) -> None:
        """Draw the current claim after an act on it, or after a message."""
        raise NotImplementedError

    def action_open_next(self) -> None:
        raise NotImplementedError

    def action_skip(self) -> AwaitMount | None:
        mark, desk = self.desk.mark, self.desk
        if mark is None or not desk.may_skip():
            self.message_changed()
            return None
        from annotator.tui.screens.skipping import Skipping

        draft_key, before = f"skip:{mark.claim.id}", desk.skipped_because
        kept = desk.drafts.get(draft_key, {}).get("text", "")

        def given(result: "Noted | None") -> None:
            if result is None:
                return
            typed = Typed(draft_key, {"text": result.text}, self.key("skip"))
            if result.save and desk.claim == mark.claim.id:
                desk.skip(result.text, typed)
                self.acted()
                self.action_open_next()
            else:
                desk.keep(typed, begun=result.text.strip() not in ("", before))
                self.acted()

        return self.app.push_screen(Skipping(mark.claim.text, before, kept), given)

    def action_article_done(self) -> None:
        self.desk.finish_article()
        self.acted()
