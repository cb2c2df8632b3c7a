"""The reviewer's acts, without a screen.

An act changes what is shown at once, is queued for the writer, and is settled by what the file
says once the writer reports.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.domain.citation import CitationDraft, Stance
from annotator.domain.errors import AnnotatorError
from annotator.domain.evidence import ClaimFacts, standing
from annotator.domain.label import Label
from annotator.domain.review import ClaimMark, LabelView
from annotator.services.acting import Done
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.settings.config import Config
from annotator.tui.commands import label_name
from annotator.tui.drafting import Values
from annotator.tui.reading_desk import ReadingDesk
from annotator.tui.writer import Job, Outcome, Report


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form held, kept under `key` in the drafts when it cannot be saved."""

    key: str
    values: Values
    again: str
    """The key that opens the form again."""


class Desk(ReadingDesk):
    """One reviewer's work on one file.

    `changed` is called after the writer has reported: with the claim that may have changed, or
    with None when another claim was turned to.
    """

    def __init__(
        self, reading: Reading, submit: Callable[[Job, Report], None], config: Config | None = None
    ) -> None:
        super().__init__(reading, config or Config())
        self.changed: Callable[[str | None], None] = lambda claim: None
        self._submit = submit

    def label(self, label_id: str) -> None:
        """Label the current claim; shown as pending until it is saved."""
        claim = self.claim
        if claim:
            self._show_label(label=label_id)
            self._act(lambda reviewing: reviewing.label(claim, label_id), claim)

    def set_confidence(self, number: int) -> None:
        claim = self.claim
        if self.has_label("confidence"):
            self._show_label(confidence=number)
            self._act(lambda reviewing: reviewing.set_confidence(claim, number), claim)

    def set_rationale(self, claim: str, typed: Typed) -> None:
        text = typed.values["text"]
        if claim == self.claim:
            self._show_label(rationale=text.strip())
        self._act(lambda reviewing: reviewing.set_rationale(claim, text), claim, typed)

    def comment(self, claim: str, typed: Typed) -> None:
        text = typed.values["text"]
        self._act(lambda reviewing: reviewing.comment(claim, text), claim, typed)

    def flag(self) -> None:
        """Flag the current claim, or take its flag away."""
        claim = self.claim
        if self.mark:
            self.state = replace(self.state, flagged=not self.state.flagged)
            self.marks[self.position] = replace(self.mark, flagged=self.state.flagged)
            self._act(lambda reviewing: reviewing.flag(claim), claim)

    def fold(self) -> None:
        """Fold the current claim into the one that it is like, or take it out of the fold."""
        mark, claim = self.mark, self.claim
        if mark is None:
            return
        if mark.folded_into:
            self._put_mark(self.position, replace(mark, folded_into=""))
            self._act(lambda reviewing: reviewing.unfold(claim), claim)
            return
        number = self.alike(self.position)
        if number is None:
            self.say("There is nothing to fold this claim into: no claim before it is like it.")
            return
        target = self.marks[number].claim.id
        self._put_mark(self.position, replace(mark, folded_into=target))
        self._act(lambda reviewing: reviewing.fold(claim, target), claim)

    def carry_over(self) -> None:
        """Give the current claim the label that I gave its twin before the article was split anew."""
        mark, earlier, claim = self.mark, self.state.earlier, self.claim
        if mark is None:
            return
        if earlier is None:
            self.say("No label from before waits to be carried over here.")
            return
        view = replace(earlier.view, label=replace(earlier.view.label, claim=claim))
        self.state = replace(self.state, mine=(view,), earlier=None)
        shown = replace(mark, label=view.label.label, complete=view.standing.complete, earlier="")
        self._put_mark(self.position, shown)
        self._act(lambda reviewing: reviewing.carry_over(claim), claim)

    def cite(self, claim: str, draft: CitationDraft, typed: Typed, *, replaces: str = "") -> None:
        """Add a citation, or change the one that the draft replaces."""
        self._act(lambda reviewing: reviewing.cite(claim, draft, replaces=replaces), claim, typed)

    def reuse(self, claim: str, citation: str, stance: Stance) -> None:
        self._act(lambda reviewing: reviewing.reuse(claim, citation, stance), claim)

    def cite_last_again(self) -> None:
        """Cite for the current claim what I cited last, wherever that was."""
        claim = self.claim
        if claim:
            self._act(lambda reviewing: reviewing.cite_last_again(claim), claim)

    def close_citation(self, claim: str, citation: str, typed: Typed) -> None:
        reason = typed.values["text"]
        self._act(lambda reviewing: reviewing.close_citation(citation, reason), claim, typed)

    def undo(self) -> None:
        self.say("Taking back your newest act …")
        self._act(lambda reviewing: reviewing.undo(), "", follow=True)

    def redo(self) -> None:
        self.say("Bringing back what you took back last …")
        self._act(lambda reviewing: reviewing.redo(), "", follow=True)

    def leave_place(self) -> None:
        """Have it remembered where I am."""
        article, claim = self.article.id, self.claim

        def leave(reviewing: Reviewing) -> None:
            reviewing.leave_place(article, claim)

        if claim:
            self._submit(leave, self._place_left)

    def has_label(self, what: str) -> bool:
        """Whether the current claim has a label of mine; says so when not."""
        if not self.state.label:
            keys = " ".join(label.key for label in self.scheme.labels)
            self.say(f"Label the claim first ({keys}): {what} belongs to a label.")
        return self.state.label is not None

    def _show_label(
        self, *, label: str = "", confidence: int | None = None, rationale: str | None = None
    ) -> None:
        """Show my label as it will be: the rule that judges it now judges it when it is saved."""
        mark, old = self.mark, self.state.label
        if mark is None:
            return
        before = old.label if old else Label("", mark.claim.id, self.member, label, "", "")
        own = self.my_citations()
        now = replace(
            before,
            label=label or before.label,
            citations=tuple(citation.id for citation in own),
            confidence=confidence or before.confidence,
            rationale=before.rationale if rationale is None else rationale,
        )
        rule = self.scheme.label(now.label)
        if rule is None:
            return
        facts = ClaimFacts(mark.claim.mode, mark.claim.speaker or "", self.article.publisher)
        judged = standing(rule, now, facts, own)
        self.state = replace(self.state, mine=(LabelView(now, judged),), earlier=None)
        self._put_mark(self.position, replace(mark, label=now.label, complete=judged.complete, earlier=""))

    def _put_mark(self, position: int, mark: ClaimMark) -> None:
        before = self.marks[position]
        self.labelled += mark.is_done - before.is_done
        self.to_label += bool(before.folded_into) - bool(mark.folded_into)
        self.marks[position] = mark

    def _act(self, job: Job, claim: str, typed: Typed | None = None, *, follow: bool = False) -> None:
        """Queue an act on a claim; `follow` turns to where it took effect."""
        self._unsaved[claim] += 1
        if typed is not None:
            self.drafts.pop(typed.key, None)

        def report(outcome: Outcome) -> None:
            self._unsaved[claim] -= 1
            if not self._unsaved[claim]:
                del self._unsaved[claim]
            if outcome.error is not None:
                self._failed(claim, outcome.error, typed)
                self._settle(claim)
            elif outcome.done is not None:
                self._done(claim, outcome.done, follow=follow)

        self._submit(job, report)

    def _done(self, claim: str, done: Done, *, follow: bool) -> None:
        turned = follow and done.article and (done.relisted or not done.claim or done.claim != self.claim)
        if turned:
            self.open(done.article, done.claim or self.claim)
        if follow or claim == self.claim:
            about = f": {done.about}" if done.about else ""
            self.say(_sentence(done.words, about), "good")
        if turned:
            self.changed(None)
        else:
            self._settle(done.claim or claim)

    def _settle(self, claim: str) -> None:
        """Show what the file says, unless more of the reviewer's acts are under way."""
        position = self.place_of(claim)
        if position is not None and not self.unsaved(claim):
            self._put_mark(position, self.reading.mark(claim))
            if position == self.position:
                self.state = self.reading.state(claim)
        self.changed(claim)

    def _failed(self, claim: str, error: AnnotatorError, typed: Typed | None) -> None:
        kept = ""
        if typed is not None:
            self.drafts[typed.key] = typed.values
            kept = f" What you typed is kept: {typed.again} opens it again."
        if not claim:
            self.say(str(error), "bad")
        elif claim == self.claim:
            self.say(f"Not saved: {error}{kept}", "bad")
        else:
            position = self.place_of(claim)
            where = "a claim of another article" if position is None else f"claim {position + 1}"
            self.say(f"Not saved ({where}): {error}{kept}", "bad")

    def _place_left(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.say(f"Where you are could not be remembered: {outcome.error}", "bad")
            self.changed("")


def _sentence(words: str, about: str) -> str:
    """Words of a service as a sentence for the status line."""
    shown = label_name(words)
    return f"{shown[:1].upper()}{shown[1:]}{about}."
