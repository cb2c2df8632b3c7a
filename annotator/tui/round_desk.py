"""A desk in a round: one's queue, seconds of work, skipping, and what leads change meanwhile."""

from collections.abc import Callable, Collection, Sequence
from time import monotonic

from annotator.domain.errors import AnnotatorError
from annotator.domain.review import ClaimMark
from annotator.domain.worktime import WorkClock
from annotator.services.acting import Done
from annotator.services.my_round import RoundWork
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.settings.config import Config
from annotator.store import rounds, segments
from annotator.tui.acting_desk import ActingDesk, Failed, Typed
from annotator.tui.writer import Job, Report

OF_ONE_CLAIM = frozenset(
    (
        "claim.reword", "edge.start.back", "edge.start.on", "edge.end.on", "edge.end.back", "claim.split",
        "claim.merge", "claim.drop", "claim.fold", "caret.begin", "caret.end", "caret.split", "caret.merge",
    )
)  # fmt: skip
"""Commands that change the current claim, which a round may have frozen."""
NOT_IN_A_ROUND = OF_ONE_CLAIM | {"edge.unit", "claim.add", "claim.restore", "claim.link", "caret.add"}
"""Commands that change which claims there are: in a round in which claims are labelled nobody does."""


class RoundDesk(ActingDesk):
    """A desk that may be in a round, which its reading then shows alone; `round` is None outside of any."""

    def __init__(self, reading: Reading, submit: Callable[[Job, Report], None], config: Config) -> None:
        super().__init__(reading, submit, config)
        self.clock = WorkClock(monotonic)
        self.round: RoundWork | None = None
        if reading.round:
            self.round = RoundWork(reading.store, reading.member, reading.round)
            self.gone_words = "is not yours any more"
            self.clock.key("")  # the first claim is being read from now on
        self._finished = self.round is not None and not self.round.count("open")
        """Whether it was said that nothing is open."""

    # --- what is frozen ----------------------------------------------------------------------------

    @property
    def left_out(self) -> Collection[str]:
        """Ids of commands that cannot be used here, which help leaves out."""
        return NOT_IN_A_ROUND if self.round is not None and self.round.frozen else ()

    @property
    def correcting(self) -> bool:
        """Whether this is a segmentation round."""
        return self.round is not None and not self.round.frozen

    def refused(self, command: str) -> bool:
        """Whether a command would change what a round has frozen; says so, before anything is typed."""
        if self.round is not None:
            name = self.round.round.name if command in self.left_out else ""
        else:
            name = rounds.frozen_in(self.reading.db, self.claim) if command in OF_ONE_CLAIM else ""
        if name:
            self.say(f"Frozen in the round {name}: {self.key('comment')} proposes a change, in a comment.")
        return bool(name)

    # --- where one is ------------------------------------------------------------------------------

    def next_open(self, *, back: bool) -> bool:
        """In a round: to the next claim that is open; when none is, to the next that was skipped."""
        if self.round is None or self._find_open(back=back) is not None:
            return super().next_open(back=back)
        skipped = self.round.skipped_behind(self.claim)
        if not skipped or (skipped == self.claim and self.place_of(skipped) is not None):
            self.say(self.finished_words(), "good")
            return False
        number = self.place_of(skipped)
        if number is not None:
            self.go(number)
        else:
            self.open(self.reading.article_of(skipped), skipped)
        self.say(f"Nothing is open any more. You skipped this one: {self.round.skip_reason(skipped)}")
        return True

    def step(self, by: int) -> bool:
        """From a claim that is no longer mine to what is open, where its article has nothing else for me."""
        if self.round is not None and self.outdated and self.reading.row(self.article.id) is None:
            return self.next_open(back=False)
        return super().step(by)

    def step_article(self, *, back: bool) -> bool:
        if self.round is not None and self.outdated and self.reading.row(self.article.id) is None:
            return self.next_open(back=back)
        return super().step_article(back=back)

    def _say_gone(self, claim: str, then: str) -> None:
        if self.round is None:
            super()._say_gone(claim, then)
        else:
            self._say_split()

    def _say_split(self) -> None:
        """In a round what one wanted to see can only be another's, or no claim of the round at all."""
        if self.round is None:
            super()._say_split()
        else:
            self.say("That claim is not among yours in this round; this is what is near it.")

    def finished_words(self) -> str:
        """That nothing is open, what remains and the keys that go there."""
        assert self.round is not None
        if not self.round.total:
            return f"No claim of the round {self.round.round.name} is yours any more."
        if not self.round.frozen:
            return (
                f"You are done with all your articles in the round {self.round.round.name}: the lead sees it."
            )
        parts = [f"{self.round.labelled} labelled"]
        if count := self.round.count("incomplete"):
            parts.append(f"{count} of them incomplete ({self.key('incomplete.next')} goes there)")
        if count := self.round.count("skipped"):
            parts.append(f"{count} skipped ({self.key('open.next')} goes there)")
        return f"Your queue is done: {', '.join(parts)}. The lead sees it."

    # --- acts --------------------------------------------------------------------------------------

    def touch(self, *, working: bool) -> None:
        """A key has come; `working` on the current claim, or elsewhere."""
        if self.round is not None:
            self.clock.key(self._worked_on(self.claim) if working else "")

    def _worked_on(self, claim: str) -> str:
        """What seconds are counted for: the claim, or where claims themselves change, their article."""
        return self.article.id if claim and self.correcting else claim

    def act(
        self,
        job: Job,
        claim: str,
        typed: Typed | None = None,
        *,
        follow: bool = False,
        failed: Failed = lambda claim, error, typed: False,
    ) -> None:
        on = self._worked_on(claim)
        seconds = self.clock.take(on) if self.round is not None and on else 0

        def with_seconds(reviewing: Reviewing) -> Done | None:
            reviewing.work(on, seconds)
            return job(reviewing)

        super().act(with_seconds if seconds else job, claim, typed, follow=follow, failed=failed)

    def finish_article(self) -> None:
        """In a segmentation round: say that I am done with the article, or that I am not."""
        if self.round is None or not self.correcting:
            self.say("Only in a segmentation round is one done with an article as a whole.")
            return
        article = self.article.id
        done = not segments.is_done(self.reading.db, self.round.round.id, article, self.member)
        self.act(lambda reviewing: reviewing.finish(article, done=done), self.claim)

    def may_skip(self) -> bool:
        """Whether the current claim can be skipped; says so when not."""
        if self.round is None:
            self.say(f"Claims are skipped in a round only; {self.key('rounds')} lists yours.")
        elif self.correcting:
            self.say(f"Here claims are corrected: {self.key('claim.drop')} drops one that is none.")
            return False
        elif self.state.label is not None:
            self.say(f"This claim has your label; {self.key('undo')} takes back what you did last.")
        return self.round is not None and bool(self.claim) and self.state.label is None

    def skip(self, reason: str, typed: Typed | None = None) -> None:
        """Leave the current claim to others; shown as skipped at once."""
        claim = self.claim
        if self.round is not None and self.may_skip():
            self.round.suppose(claim, "skipped")
            self.act(lambda reviewing: reviewing.skip(claim, reason), claim, typed)
            self.did(f"skipping, {reason}", lambda: self.skip(reason))

    def put_mark(self, position: int, mark: ClaimMark) -> None:
        if self.round is not None and mark.label:
            self.round.suppose(mark.claim.id, "done" if mark.complete else "incomplete")
        super().put_mark(position, mark)

    def _done(self, claim: str, done: Done, *, follow: bool) -> None:
        if self.round is not None and self.correcting and not done.claim:
            self.round.renew()
        self._read(done.claim or claim)
        super()._done(claim, done, follow=follow)
        if self.round is not None and not self.saving:
            finished = not self.round.count("open")
            if finished and not self._finished:
                self.say(self.finished_words(), "good")
            self._finished = finished

    def _failed(self, claim: str, error: AnnotatorError, typed: Typed | None) -> None:
        self._read(claim)
        super()._failed(claim, error, typed)

    def _read(self, claim: str) -> None:
        """Count a claim as the file has it, unless more is under way."""
        if self.round is not None and claim and not self.unsaved(claim):
            self.round.read(claim)

    # --- skipped -----------------------------------------------------------------------------------

    def is_skipped(self, claim: str) -> bool:
        return self.round is not None and self.round.is_skipped(claim)

    @property
    def skipped_because(self) -> str:
        """Why the current claim was skipped; "" when it is not, or that is not stored yet."""
        skipped = self.round is not None and self.round.is_skipped(self.claim)
        return self.round.skip_reason(self.claim) if self.round is not None and skipped else ""

    # --- news --------------------------------------------------------------------------------------

    def take_news(self, claims: Sequence[str] | None) -> list[int] | None:
        """In a round, what leads have done about it is said in words; a claim taken from me stays in sight
        until I move on."""
        words = self.round.news() if self.round is not None else []
        if not words:
            return super().take_news(claims)
        super().take_news(None)
        self.say(" ".join(words))
        if self.correcting:
            self.act(lambda reviewing: reviewing.take_up(), "")
        self._finished = self.round is not None and not self.round.count("open")
        return None
