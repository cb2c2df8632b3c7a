"""A reviewer's acts on claims: labels, citations, remarks. Each method is one committed transaction."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.citation import Citation, CitationDraft
from annotator.domain.drafting import check_choice, check_draft, draft_fields
from annotator.domain.errors import FieldError, InputError, NotFound
from annotator.domain.label import MAX_CONFIDENCE, MIN_CONFIDENCE
from annotator.domain.scheme import Scheme
from annotator.domain.suggestion import importer
from annotator.domain.text import clean
from annotator.domain.vocabulary import STANCES, Stance
from annotator.services.acting import Appender, Done
from annotator.services.borrowing import check_open, seen_citation, source_of_mine
from annotator.services.carrying import carry_over, kept_fields
from annotator.services.colliding import Seen, check_seen, label_meanwhile
from annotator.services.folding import Folding
from annotator.services.taking import cite_again, to_take
from annotator.services.undoing import redo_newest, undo_newest
from annotator.store import acts, earlier, reading, round_queue
from annotator.store.projections import evidence


class Reviewing(Folding):
    """Raises NotFound for a claim or citation that is not in the file, InputError for a bad value."""

    def label(
        self,
        claim: str,
        label: str,
        *,
        confidence: int | None = None,
        rationale: str | None = None,
        seconds: int | None = None,
        seen: Seen | None = None,
    ) -> Done:
        """Label a claim; what is not given is kept from my label before.

        `seconds` of work on the claim are noted, besides those of `work`. `seen` is what I saw when I
        decided; that another screen of mine has labelled it since, is said.
        """
        if confidence is not None:
            _check_confidence(confidence)
        with self.act() as act:
            article = self._article_of(claim)
            label = label_id(act.scheme(), label)
            changes: dict[str, Any] = {"label": label}
            if confidence is not None:
                changes["confidence"] = confidence
            if rationale is not None:
                changes["rationale"] = clean(rationale.strip())
            if seconds is not None:
                self.work(claim, seconds)
            meanwhile = label_meanwhile(act, claim, seen, label)
            self._relabel(act, claim, changes)
        sure = f", confidence {confidence}" if confidence is not None else ""
        return Done(f"labelled {label}{sure}{meanwhile}", article, claim)

    def set_confidence(self, claim: str, confidence: int, *, seen: Seen | None = None) -> Done:
        """1 (a guess) to 5 (certain), on the label that I have on the claim.

        Raises InputError when that is another than the one that was `seen`.
        """
        _check_confidence(confidence)
        with self.act() as act:
            check_seen(act, claim, seen)
            self._relabel(act, claim, {"confidence": confidence})
        return self._done(f"confidence {confidence}", claim)

    def set_rationale(self, claim: str, text: str, *, seen: Seen | None = None) -> Done:
        """Why I label the claim so; empty takes the rationale away.

        Raises InputError when label or rationale are others than those that were `seen`.
        """
        with self.act() as act:
            check_seen(act, claim, seen, rationale=True)
            self._relabel(act, claim, {"rationale": clean(text.strip())})
        return self._done("rationale noted" if text.strip() else "rationale taken away", claim)

    def skip(self, claim: str, reason: str) -> Done:
        """Leave a claim of mine in the round to others, for a reason. Raises InputError outside of a round,
        and for a claim that I have labelled in it."""
        if not self.round:
            raise InputError("Claims are skipped in a round only.", do="Go on with n: this one stays open.")
        if not reason.strip():
            raise InputError("A claim is skipped with a reason.")
        with self.act() as act:
            article = self._article_of(claim)
            self.check_round(claim)
            state = round_queue.state_of(self.db, self.round, self.member, claim)
            if state not in ("open", "skipped"):
                why = "You have labelled that claim" if state else "That claim is not yours"
                raise InputError(f"{why} in the round.", safe="Nothing was changed.")
            fields = {"round": self.round, "claim": claim, "reason": clean(reason.strip())}
            before = acts.current_skips(self.db, self.round, claim, self.member)
            act.append("skip", {**fields, "supersedes": before})
        return Done("skipped", article, claim)

    def comment(self, claim: str, text: str) -> Done:
        tidy = clean(text.strip())
        if not tidy:
            raise InputError("A comment cannot be empty.")
        with self.act() as act:
            article = self._article_of(claim)
            act.append("comment", {"claim": claim, "text": tidy})
        return Done("commented", article, claim)

    def flag(self, claim: str, *, raised: bool | None = None) -> Done:
        """Raise my flag on a claim, or take it down; unless it is said which, the other of what it is."""
        with self.act() as act:
            article = self._article_of(claim)
            before = reading.raised_flag(self.db, claim, self.member)
            raised = not before if raised is None else raised
            if raised is before:
                return Done("flagged already" if raised else "the flag is down already", article, claim)
            act.append(
                "flag",
                {
                    "claim": claim,
                    "raised": raised,
                    "supersedes": acts.current_ids(self.db, "flag", claim, self.member),
                },
            )
        return Done("flagged" if raised else "flag taken down", article, claim)

    def cite(self, claim: str, draft: CitationDraft, *, replaces: str = "") -> Done:
        """Add a citation to a claim, or a new version of one of mine; my label then rests on it.

        A source that is in the file with the same fields is shared, see `source_of_mine`.
        """
        checked = check_draft(draft)
        with self.act() as act:
            article = self._article_of(claim)
            old = self._own_citation(claim, replaces) if replaces else None
            known = old.source_id if old is not None and old.source == checked.source else ""
            source = known or source_of_mine(act, checked.source)
            fields: dict[str, Any] = {"claim": claim, "source": source, **draft_fields(checked)}
            if old is not None:
                fields["supersedes"] = [old.id]
            act.append("citation", fields)
            self._rest_label_on_citations(act, claim)
        words = "citation changed" if replaces else f"cited, {checked.stance.replace('_', ' ')}"
        return Done(words, article, claim)

    def reuse(self, claim: str, citation: str, stance: Stance) -> Done:
        """Cite for this claim what was cited before: one more citation of my own, its source shared."""
        check_choice("stance", stance, STANCES)
        with self.act() as act:
            return self._cite_again(act, claim, seen_citation(act, citation), stance)

    def cite_last_again(self, claim: str) -> Done:
        """Cite for this claim what I cited last, with its stance, quote and locator.

        Raises InputError when there is nothing, or when it is on this claim already.
        """
        with self.act() as act:
            last = next(iter(evidence.latest_citations(self.db, self.member, 1)), None)
            if last is None:
                raise InputError("You have not cited anything yet.", do="Cite a source first, with its form.")
            if last.claim == claim:
                raise InputError("What you cited last is on this claim already.")
            return self._cite_again(act, claim, last, last.stance)

    def carry_over(self, claim: str) -> Done:
        """Give this claim the label that I gave the one it revises, or its twin before the article was split
        anew, with its citations. Raises InputError when there is none, or when this claim has one."""
        with self.act() as act:
            article = self._article_of(claim)
            self.check_round(claim)
            label = carry_over(act, claim)
        return Done(f"carried over: {label}", article, claim)

    def take_suggestion(self, claim: str, suggestion: str = "") -> Done:
        """Label a claim as an imported record suggests, with its citations copied and its rationale kept.

        Without an id the suggestion that can be taken is meant. Raises InputError when there is none, when
        several suggest different labels, and when I have labelled the claim already.
        """
        with self.act() as act:
            article = self._article_of(claim)
            self.check_round(claim)
            found = to_take(act, claim, suggestion)
            cite_again(act, claim, found)
            act.settle()
            taken = found.suggestion
            said = {"rationale": taken.rationale} if taken.rationale else {}
            self._relabel(act, claim, {"label": taken.label, "copied_from": taken.id, **said})
        return Done(f"labelled {taken.label}, as {importer(taken.format)} suggests", article, claim)

    def close_citation(self, citation: str, reason: str) -> Done:
        """Say why a refuting citation is no longer open: its author or a lead may."""
        if not reason.strip():
            raise InputError("A refuting citation is closed with a reason.")
        with self.act() as act:
            found = seen_citation(act, citation)
            if found.stance != "refutes":
                raise InputError("Only a citation that refutes can be closed.")
            lead = reading.members(self.db).get(self.member) == "lead"
            if found.member != self.member and not lead:
                raise InputError(f"Only {found.member} or a lead can close this citation.")
            check_open(act, found)
            fields = {"citation": citation, "claim": found.claim, "reason": clean(reason.strip())}
            act.append("citation.close", fields)
        return self._done("refuting citation closed", found.claim)

    def undo(self) -> Done:
        """Take back my newest act in this file that is not taken back yet."""
        with self.act() as act:
            self.open_round()
            done = undo_newest(act)
        return self._located(done)

    def redo(self) -> Done:
        """Bring back what my newest undo took back, if I did nothing since."""
        with self.act() as act:
            self.open_round()
            done = redo_newest(act)
        return self._located(done)

    def leave_place(self, article: str, claim: str) -> None:
        """Remember where I am; no act, not in the log."""
        with self.store.writing() as db:
            reading.put_place(db, self.member, article, claim)

    def _cite_again(self, act: Appender, claim: str, old: Citation, stance: Stance) -> Done:
        article = self._article_of(claim)
        mine = old.member == self.member
        source = old.source_id if mine else source_of_mine(act, old.source, old.source_id)
        fields = {"claim": claim, "source": source, **kept_fields(old)}
        act.append("citation", {**fields, "stance": stance, "copied_from": old.id})
        self._rest_label_on_citations(act, claim)
        return Done(f"cited again, {stance.replace('_', ' ')}", article, claim, old.source.name)

    def _located(self, done: Done) -> Done:
        """With the article, and a word where what was done is not to be seen."""
        if not done.claim:
            return done
        hidden = "" if earlier.is_shown(self.db, done.claim) else ", on a claim that is not shown now"
        return replace(self._done(done.words + hidden, done.claim), relisted=done.relisted)

    def _done(self, words: str, claim: str) -> Done:
        return Done(words, reading.article_of(self.db, claim), claim)

    def _own_citation(self, claim: str, citation: str) -> Citation:
        found = evidence.current_citation(self.db, citation)
        if found is None or found.member != self.member or found.claim != claim:
            raise NotFound(
                "That citation is not one of yours on this claim.",
                do="Reuse it: that makes one of your own.",
            )
        return found

    def _relabel(self, act: Appender, claim: str, changes: Mapping[str, Any]) -> None:
        """Append my label on the claim with some fields changed, resting on all my citations."""
        self.check_round(claim)
        heads, rest = acts.labels_to_supersede(self.db, claim, act.feed)
        if not heads and "label" not in changes:
            raise InputError("Label the claim first: confidence and rationale belong to a label.")
        if len(heads) > 1 and "label" not in changes:
            raise InputError(
                "You have two labels on this claim, from two devices.", do="Label it once more to settle it."
            )
        fields = {**(list(heads.values())[-1] if heads else {}), **changes}
        if "label" in changes:
            fields["scheme"] = act.scheme().digest
        if not fields.get("rationale"):
            fields.pop("rationale", None)
        if seconds := self.take_worked(claim):
            fields["seconds"] = seconds
        fields["claim"] = claim
        fields["citations"] = acts.current_ids(self.db, "citation", claim, self.member)
        fields["supersedes"] = [*heads, *rest]
        act.append("label", fields)

    def _rest_label_on_citations(self, act: Appender, claim: str) -> None:
        """My label follows my evidence: it is given anew with the citations that stand now.

        Two labels from two devices wait until I have settled which one it is.
        """
        act.settle()
        if len(acts.labels_to_supersede(self.db, claim, act.feed)[0]) == 1:
            self._relabel(act, claim, {})


def label_id(scheme: Scheme, given: str) -> str:
    """The label's id from its id, its name as screens show it, or its key. Raises InputError."""
    tidy = given.strip().casefold().replace(" ", "_")
    for rule in scheme.labels:
        if tidy == rule.id or given == rule.key:
            return rule.id
    known = ", ".join(rule.id for rule in scheme.labels)
    raise InputError(f"{given!r} is not a label of the scheme.", do=f"Use one of: {known}.")


def _check_confidence(value: int) -> None:
    if not MIN_CONFIDENCE <= value <= MAX_CONFIDENCE:
        raise FieldError("confidence", f"{value} is not a number from {MIN_CONFIDENCE} to {MAX_CONFIDENCE}.")
