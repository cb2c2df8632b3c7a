"""The review screen's way to take a label over: one's own from before, or one that an import suggests."""

from asyncio import TimerHandle, get_running_loop

from textual.widget import AwaitMount

from annotator.tui.desk import Desk
from annotator.tui.drawing import Line
from annotator.tui.screens.commanded import Commanded
from annotator.tui.suggestion_words import suggestion_words

LOOK_DELAY = 0.2
"""Seconds from going to a claim until it is looked whether that was checked already."""


class ReviewSuggesting(Commanded[None]):
    """The part of the review screen that takes labels over."""

    desk: Desk
    _look_timer: TimerHandle | None = None

    def look_later(self) -> None:
        """Have fact-checks of the claim looked for that one is at in a while; not put off by going on."""
        if self._look_timer is None:
            self._look_timer = get_running_loop().call_later(LOOK_DELAY, self._look)

    def _look(self) -> None:
        self._look_timer = None
        if self.is_mounted:
            self.desk.look_for_checks()

    def on_unmount(self) -> None:
        """The file is closed next."""
        if self._look_timer is not None:
            self._look_timer.cancel()

    def acted(self) -> None:
        """Draw the current claim after an act on it, or after a message."""
        raise NotImplementedError

    def action_carry(self) -> AwaitMount | None:
        able = self.desk.takeable
        if len(able) > 1:
            return self._ask_which()
        self.desk.carry_over()
        self.acted()
        return None

    def _ask_which(self) -> AwaitMount:
        """Ask which of several suggestions is meant; each stays what it was when it was asked."""
        from annotator.tui.screens.picking import Picking

        claim, able = self.desk.claim, list(self.desk.takeable)
        lines: list[Line] = [
            [
                (f" {suggestion_words(one.suggestion)}", "text"),
                (f" · {reason}" if (reason := one.suggestion.rationale) else "", "muted"),
            ]
            for one in able
        ]

        def chosen(number: int | None) -> None:
            if number is not None and self.desk.claim == claim:
                self.desk.take_suggestion(able[number].suggestion.id)
            self.acted()

        return self.app.push_screen(Picking("Which suggestion to take over", lines), chosen)
