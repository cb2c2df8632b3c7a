"""The history of the current claim, from the review screen."""

from textual.widget import AwaitMount

from annotator.tui.desk import Desk
from annotator.tui.edits import Edits
from annotator.tui.screens.commanded import Commanded


class ReviewHistory(Commanded[None]):
    """The part of the review screen that shows what was done, and goes back to it."""

    desk: Desk
    edits: Edits

    def acted(self) -> None:
        """Draw the current claim after an act on it, or after a message."""
        raise NotImplementedError

    def action_claim_history(self) -> AwaitMount | None:
        claim = self.desk.claim
        if not claim:
            return None

        from annotator.tui.screens.history import HistoryScreen

        def left(to: str | None) -> None:
            if to:
                self.edits.go_back(claim, to)
            self.acted()

        return self.app.push_screen(HistoryScreen(self.desk), left)
