"""Having acts done by the writer, and showing what became of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.domain.errors import AnnotatorError
from annotator.services.acting import Done
from annotator.services.reading import Reading
from annotator.settings.config import Config
from annotator.tui.commands import label_name
from annotator.tui.drafting import Values
from annotator.tui.flow_desk import FlowDesk
from annotator.tui.writer import Job, Outcome, Report


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form held, kept under `key` in the drafts when it cannot be saved."""

    key: str
    values: Values
    again: str
    """The key that opens the form again."""


Failed = Callable[[str, AnnotatorError, Typed | None], bool]
"""Tells of an act on a claim that could not be done; False when it leaves that to the desk."""


class ActingDesk(FlowDesk):
    """A desk whose acts are queued for the writer.

    `changed` is called after the writer has reported: with the claim that may have changed, or
    with None when another claim was turned to.
    """

    def __init__(self, reading: Reading, submit: Callable[[Job, Report], None], config: Config) -> None:
        super().__init__(reading, config)
        self.changed: Callable[[str | None], None] = lambda claim: None
        self._submit = submit

    def act(
        self,
        job: Job,
        claim: str,
        typed: Typed | None = None,
        *,
        follow: bool = False,
        failed: Failed = lambda claim, error, typed: False,
    ) -> None:
        """Queue an act on a claim; `follow` turns to where it took effect.

        `failed` is asked first when it could not be done, and says whether it has told of it.
        """
        self._unsaved[claim] += 1
        again = "repeated: " if self.repeating else ""
        if typed is not None:
            self.drafts.pop(typed.key, None)

        def report(outcome: Outcome) -> None:
            self._unsaved[claim] -= 1
            if not self._unsaved[claim]:
                del self._unsaved[claim]
            if outcome.error is not None:
                if not failed(claim, outcome.error, typed):
                    self._failed(claim, outcome.error, typed)
                    self._settle(claim)
            elif outcome.done is not None:
                done = replace(outcome.done, words=again + outcome.done.words)
                self._done(claim, done, follow=follow)

        self._submit(job, report)

    def _done(self, claim: str, done: Done, *, follow: bool) -> None:
        on_gone = self.outdated and claim == self.claim
        stale = done.relisted or (self.outdated and done.claim != self.claim)
        number = None if stale else self.place_of(done.claim)
        turned, matched = follow and done.article and number is None, self.matched()
        if turned and done.relisted and done.claim and done.article == self.article.id:
            self.relist(done.claim)
        elif turned:
            self.open(done.article, done.claim or self.claim)
        elif follow and number is not None:
            self.go(number)
        if follow or claim == self.claim:
            about = f": {done.about}" if done.about else ""
            about += f", on a claim that {self.gone_words}" if on_gone and not turned else ""
            about += f"; {done.left}" if done.left else ""
            self.say(f"{sentence(done.words)}{about}.", "good")
        if turned:
            self.follow_match(matched)
            self.renew_match(done.claim)
            self.changed(None)
        else:
            self._settle(done.claim or claim)

    def _settle(self, claim: str) -> None:
        """Show what the file says, unless more of the reviewer's acts are under way."""
        position = self.place_of(claim)
        if position is not None and not self.unsaved(claim):
            self.put_mark(position, self.reading.mark(claim))
            if position == self.position:
                self.state = self.reading.state(claim)
        self.renew_match(claim)
        self.changed(claim)

    def _failed(self, claim: str, error: AnnotatorError, typed: Typed | None) -> None:
        kept = ""
        if typed is not None:
            self.drafts[typed.key] = typed.values
            kept = f" What you typed is kept: {typed.again} opens it again."
        if not claim:
            self.say(f"{error}{kept}", "bad")
        elif claim == self.claim:
            self.say(f"Not saved: {error}{kept}", "bad")
        else:
            position = self.place_of(claim)
            where = "a claim of another article" if position is None else f"claim {position + 1}"
            self.say(f"Not saved ({where}): {error}{kept}", "bad")


def sentence(words: str) -> str:
    """Words of a service as a sentence for the status line, but for its end."""
    shown = label_name(words)
    return f"{shown[:1].upper()}{shown[1:]}"
