"""A desk on which a label that an imported record suggests can be taken over."""

from collections.abc import Sequence

from annotator.domain.review import SuggestionView
from annotator.services.taking import why_not
from annotator.tui.commands import label_name
from annotator.tui.round_desk import RoundDesk


class SuggestingDesk(RoundDesk):
    """A desk that knows what is suggested for the current claim."""

    def show_label(
        self, *, label: str = "", confidence: int | None = None, rationale: str | None = None
    ) -> None:
        """Show my label as it will be."""
        raise NotImplementedError

    @property
    def takeable(self) -> Sequence[SuggestionView]:
        """The suggestions that can be taken over now: none beside a label of mine, or one from before."""
        if self.state.mine or self.state.earlier is not None or self.correcting:
            return ()
        return [one for one in self.state.suggestions if not why_not(one, self.scheme)]

    def take_suggestion(self, suggestion: str = "") -> None:
        """Give the current claim the label of that suggestion; of the first, where all suggest the same."""
        claim, able = self.claim, self.takeable
        chosen = [one for one in able if suggestion in ("", one.suggestion.id)]
        if not chosen:
            self.say(self._nothing_to_take())
            return
        if len({one.suggestion.label for one in chosen}) > 1:
            self.say(f"Different labels are suggested here: {self.key('carry')} asks which one to take.")
            return
        taken = chosen[0].suggestion
        self.show_label(label=taken.label, rationale=taken.rationale or None)
        self.act(lambda reviewing: reviewing.take_suggestion(claim, taken.id), claim)
        self.did(f"taking over what is suggested, {label_name(taken.label)}", self.take_suggestion)

    def _nothing_to_take(self) -> str:
        """Why there is nothing to take over, in words."""
        if not self.state.suggestions or self.correcting:
            return "Nothing to take over here: no label from before, no suggestion."
        if self.state.mine:
            return "You have labelled this claim: a suggestion does not take your label's place."
        return f"{why_not(self.state.suggestions[0], self.scheme)} Label the claim yourself."
