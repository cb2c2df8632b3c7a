"""A desk on which a label that an imported record suggests can be taken over."""

from collections.abc import Callable, Sequence

from annotator.domain.already_checked import CheckHint
from annotator.domain.review import SuggestionView
from annotator.services.reading import Reading
from annotator.services.taking import why_not
from annotator.settings.config import Config
from annotator.tui.commands import label_name
from annotator.tui.round_desk import RoundDesk
from annotator.tui.writer import Job, Report


class SuggestingDesk(RoundDesk):
    """A desk that knows what is suggested for the current claim, and whether it was checked already."""

    def __init__(self, reading: Reading, submit: Callable[[Job, Report], None], config: Config) -> None:
        super().__init__(reading, submit, config)
        self._checks: dict[str, tuple[CheckHint, ...]] = {}
        """What was found of each claim that was looked for, until others change something."""

    def show_label(
        self, *, label: str = "", confidence: int | None = None, rationale: str | None = None
    ) -> None:
        """Show my label as it will be."""
        raise NotImplementedError

    # --- what was checked already ------------------------------------------------------------------

    @property
    def checks(self) -> tuple[CheckHint, ...]:
        """The fact-checks that were found for the current claim."""
        return self._checks.get(self.claim, ())

    def look_for_checks(self) -> None:
        """Have fact-checks of the current claim looked for; `changed` is called when there are any."""
        if self.mark is not None and self.claim not in self._checks and self.reading.has_imports():
            claim = self.mark.claim
            self._checks[claim.id] = ()
            self.lookup().checks(claim, lambda found: self._take_checks(claim.id, found))

    def take_news(self, claims: Sequence[str] | None) -> list[int] | None:
        """What was found may be kept from me now, or there may be more."""
        self._checks.clear()
        self.look_for_checks()
        return super().take_news(claims)

    def _take_checks(self, claim: str, found: tuple[CheckHint, ...]) -> None:
        if found and claim in self._checks:
            self._checks[claim] = found
            if claim == self.claim:
                self.changed(claim)

    # --- taking a suggestion over ------------------------------------------------------------------

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
