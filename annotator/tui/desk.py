"""The reviewer's acts, without a screen.

An act changes what is shown at once, is queued for the writer, and is settled by what the file
says once the writer reports.
"""

from collections.abc import Callable
from dataclasses import replace

from annotator.domain.citation import CitationDraft
from annotator.domain.evidence import ClaimFacts, standing
from annotator.domain.label import Label
from annotator.domain.review import LabelView
from annotator.domain.vocabulary import Stance
from annotator.services.colliding import Seen
from annotator.services.reading import Reading
from annotator.services.reviewing import Reviewing
from annotator.settings.config import Config
from annotator.tui.acting_desk import Typed, sentence
from annotator.tui.commands import label_name
from annotator.tui.suggesting_desk import SuggestingDesk
from annotator.tui.writer import Job, Outcome, Report


class Desk(SuggestingDesk):
    """One reviewer's work on one file."""

    def __init__(
        self, reading: Reading, submit: Callable[[Job, Report], None], config: Config | None = None
    ) -> None:
        super().__init__(reading, submit, config or Config())
        self.seen_labels: dict[str, Seen] = {}
        """What my label said when a form on it was opened, by the form's draft key."""

    def label(self, label_id: str, confidence: int | None = None) -> None:
        """Label the current claim; shown as pending until it is saved."""
        claim, seen = self.claim, self._seen_label()
        if claim:
            self.show_label(label=label_id, confidence=confidence)
            sure = f", confidence {confidence}" if confidence else ""
            if not self.advance:
                again = "repeated: " if self.repeating else ""
                self.say(f"{sentence(f'{again}labelled {label_id}{sure}')}…")
            self.act(lambda r: r.label(claim, label_id, confidence=confidence, seen=seen), claim)
            self.did(
                f"label {label_name(label_id)}{sure}", lambda: self.label(label_id, confidence), label_id
            )

    def set_confidence(self, number: int) -> None:
        """Say how sure the label is; said right behind the label, the two are repeated as one."""
        claim, seen, last = self.claim, self._seen_label(), self.last
        if self.has_label("confidence"):
            self.show_label(confidence=number)
            self.act(lambda r: r.set_confidence(claim, number, seen=seen), claim)
            if last is not None and last.label and last.claim == claim:
                words = f"label {label_name(last.label)}, confidence {number}"
                self.did(words, lambda: self.label(last.label, number), last.label)
            else:
                self.did(f"confidence {number}", lambda: self.set_confidence(number))

    def set_rationale(self, claim: str, typed: Typed) -> None:
        text, seen = typed.values["text"], self.seen_labels.pop(typed.key, None)
        if claim == self.claim:
            self.show_label(rationale=text.strip())
        self.act(lambda reviewing: reviewing.set_rationale(claim, text, seen=seen), claim, typed)

    def comment(self, claim: str, typed: Typed) -> None:
        text = typed.values["text"]
        self.act(lambda reviewing: reviewing.comment(claim, text), claim, typed)

    def flag(self, raised: bool | None = None) -> None:
        """Flag the current claim or take its flag away; unless it is said which, the other of what it is."""
        claim = self.claim
        if self.mark:
            raised = not self.state.flagged if raised is None else raised
            if raised is self.state.flagged:
                self.say(f"This claim is {'flagged already' if raised else 'not flagged'}.")
                return
            self.state = replace(self.state, flagged=raised)
            self.marks[self.position] = replace(self.mark, flagged=raised)
            self.act(lambda reviewing: reviewing.flag(claim, raised=raised), claim)
            self.did("flag" if raised else "taking the flag away", lambda: self.flag(raised))

    def fold(self, folded: bool | None = None) -> None:
        """Fold the current claim into the one that it is like, or take it out of the fold."""
        mark, claim = self.mark, self.claim
        if mark is None:
            return
        folded = not mark.folded_into if folded is None else folded
        if folded is bool(mark.folded_into):
            self.say(f"This claim is {'folded already' if folded else 'not folded'}.")
            return
        if mark.folded_into:
            self.did("taking a claim out of the fold", lambda: self.fold(False))
            self.put_mark(self.position, replace(mark, folded_into=""))
            self.act(lambda reviewing: reviewing.unfold(claim), claim)
            return
        number = self.alike(self.position)
        if number is None:
            self.say("There is nothing to fold this claim into: no claim before it is like it.")
            return
        self.did("folding", lambda: self.fold(True))
        target = self.marks[number].claim.id
        self.put_mark(self.position, replace(mark, folded_into=target))
        self.act(lambda reviewing: reviewing.fold(claim, target), claim)

    def carry_over(self) -> None:
        """Give the current claim the label that I gave it before it was changed or its article split anew, or
        else the one that an import suggests."""
        mark, earlier, claim = self.mark, self.state.earlier, self.claim
        if mark is None:
            return
        if earlier is None:
            self.take_suggestion()
            return
        self.did("carrying a label over", self.carry_over)
        view = replace(earlier.view, label=replace(earlier.view.label, claim=claim))
        self.state = replace(self.state, mine=(view,), earlier=None)
        shown = replace(mark, label=view.label.label, complete=view.standing.complete, earlier="")
        self.put_mark(self.position, shown)
        self.act(lambda reviewing: reviewing.carry_over(claim), claim)

    def cite(self, claim: str, draft: CitationDraft, typed: Typed, *, replaces: str = "") -> None:
        """Add a citation, or change the one that the draft replaces."""
        self.act(lambda reviewing: reviewing.cite(claim, draft, replaces=replaces), claim, typed)

    def reuse(self, claim: str, citation: str, stance: Stance) -> None:
        self.act(lambda reviewing: reviewing.reuse(claim, citation, stance), claim)
        words = f"citing again, {stance.replace('_', ' ')}"
        self.did(words, lambda: self.reuse(self.claim, citation, stance))

    def cite_last_again(self) -> None:
        """Cite for the current claim what I cited last, wherever that was."""
        claim = self.claim
        if claim:
            self.act(lambda reviewing: reviewing.cite_last_again(claim), claim)
            self.did("citing the last source again", self.cite_last_again)

    def close_citation(self, claim: str, citation: str, typed: Typed) -> None:
        reason = typed.values["text"]
        self.act(lambda reviewing: reviewing.close_citation(citation, reason), claim, typed)

    def keep(self, typed: Typed, *, begun: bool) -> None:
        """Keep what a form held when it was left; nothing, when nothing was begun in it."""
        self.drafts.pop(typed.key, None)
        if begun:
            self.drafts[typed.key] = typed.values
            self.say(f"What you typed is kept: {typed.again} opens it again.")

    def undo(self) -> None:
        self.took_back()
        self.say("Taking back your newest act …")
        self.act(lambda reviewing: reviewing.undo(), "", follow=True)

    def redo(self) -> None:
        self.say("Bringing back what you took back last …")
        self.act(lambda reviewing: reviewing.redo(), "", follow=True)

    def leave_place(self) -> None:
        """Have it remembered where I am in the file; a round begins at what is open."""
        article, claim = self.article.id, self.claim

        def leave(reviewing: Reviewing) -> None:
            reviewing.leave_place(article, claim)

        if claim and self.round is None:
            self._submit(leave, self._place_left)

    def _seen_label(self) -> Seen | None:
        """What is shown of my label; None while an undo is under way, which may change it."""
        label = self.state.label
        if self.unsaved(""):
            return None
        return Seen(label.label.label, label.label.rationale) if label else Seen()

    def see_label(self, key: str) -> None:
        """Note what my label says as a form on it is opened: what is saved must not take another's place."""
        seen = self._seen_label()
        if seen is not None:
            self.seen_labels[key] = seen

    def has_label(self, what: str) -> bool:
        """Whether the current claim has a label of mine; says so when not."""
        if not self.state.label:
            keys = " ".join(label.key for label in self.scheme.labels)
            self.say(f"Label the claim first ({keys}): {what} belongs to a label.")
        return self.state.label is not None

    def show_label(
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
        self.put_mark(self.position, replace(mark, label=now.label, complete=judged.complete, earlier=""))

    def _place_left(self, outcome: Outcome) -> None:
        """Not said over that an act was not saved: what is queued behind such a one is not done either."""
        if outcome.error is not None and not (self.message and self.message.tone == "bad"):
            self.say(f"Where you are could not be remembered: {outcome.error}", "bad")
            self.changed("")
