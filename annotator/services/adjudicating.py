"""Settling the claims of a round: a lead's decisions on what the reviewers voted. Each method is one act.

All of it goes to the lead's feed of that round, the asking for another vote and the closing of citations
too, so that undo there walks back over what was done there. Votes are never touched: who was outvoted stays.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from shlex import quote

from annotator.domain.dispute import SeenVotes, method_of, rationale_of
from annotator.domain.errors import InputError, NotFound
from annotator.domain.round import Round
from annotator.domain.text import clean
from annotator.services.acting import Acting, Appender, Done, utc_now, words_of
from annotator.services.leading import check_lead
from annotator.services.reviewing import Reviewing, label_id
from annotator.services.undoing import NothingToUndo, redo_newest, undo_newest
from annotator.store import Store, disputes, reading, rounds
from annotator.store.projections.decisions import heads
from annotator.store.sight import veiled

_NOTHING = "Nothing was changed."


class Adjudicating(Acting):
    """A lead at work on one round, which stays open for it.

    Every act raises InputError for one who is no lead or is bound by the round's blindness, in a round that
    is closed or not there, and NotFound for a claim that is not in it.
    """

    def __init__(
        self,
        store: Store,
        member: str,
        device: str,
        round_id: str,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(store, member, device, round_id=round_id, now=now)
        self._remarks = Reviewing(store, member, device, round_id=round_id, now=now)

    def check(self) -> Round:
        """The round, if I may settle its claims now."""
        found = rounds.round_by_id(self.db, self.round)
        if found is None:
            raise InputError("There is no such round.", safe=_NOTHING)
        check_lead(self.db, self.member, "settle the claims of a round")
        if found.kind == "segmentation":
            raise InputError(
                f"The round {found.name!r} is one of segmentation: it has boundaries to merge, no votes.",
                do="annotator round merge-claims merges them.",
            )
        if found.hides and disputes.has_work(self.db, found.id, self.member):
            raise InputError(
                f"You label claims of the round {found.name!r} yourself, and it is blind: its votes are kept"
                " from you.",
                safe=_NOTHING,
                do=f"Reveal it first, when all have voted: annotator round reveal {found.name}",
            )
        if found.state == "closed":
            raise InputError(
                f"The round {found.name!r} is closed.",
                safe="What was decided in it is kept.",
                do="A lead can open it again: annotator round reopen.",
            )
        return found

    def settle(self, claim: str, label: str, reason: str = "", *, seen: SeenVotes | None = None) -> Done:
        """Decide what a claim is, held to the evidence of all its votes, in place of earlier decisions.

        A reason is needed unless all votes there are, are for the label; theirs are taken then where none is
        given. `seen` is what I saw when I decided: raises InputError when it is otherwise by now, and says
        who did what.
        """
        with self.act() as act:
            found = self._check_claim(claim)
            label = label_id(act.scheme(), label)
            self._check_seen(claim, seen)
            before = disputes.current_decision(self.db, found.id, claim)
            method = self._decide(act, claim, label, clean(reason.strip()))
        instead = f", in place of {before.label} by {before.lead}" if before else ""
        return Done(f"settled as {label}, {method}{instead}", reading.article_of(self.db, claim), claim)

    def settle_unanimous(self, claims: Mapping[str, str]) -> Done:
        """Settle claims that all votes agree on as what they agree on: one act, undone in one stroke.

        `claims` has by claim the label that one saw them agree on. Those that do not by now, or are settled,
        are left out, which is said. Raises InputError when none is left.
        """
        with self.act() as act:
            found = self.check()
            settled = [
                claim for claim, label in claims.items() if self._settle_if_agreed(act, found, claim, label)
            ]
            if not settled:
                raise InputError(
                    "None of these claims is unanimous and unsettled now.",
                    safe=_NOTHING,
                    do=f"{words_of(found.overlap, 'vote')} or more must agree, and none be to come.",
                )
        left = len(claims) - len(settled)
        but = f"; {words_of(left, 'claim')} left out, which changed meanwhile" if left else ""
        return Done(f"settled {words_of(len(settled), 'unanimous claim')}{but}")

    def ask_for_vote(self, claim: str, reviewer: str = "") -> Done:
        """Give a disputed claim to one more reviewer: to the one named, else to who has the least to do.

        Raises InputError when there is nobody, or when the one named has voted or has the claim already.
        """
        with self.act() as act:
            found = self._check_claim(claim)
            free = [
                name for name, _ in disputes.free_reviewers(self.db, found.id, claim) if name != self.member
            ]
            if reviewer and reviewer not in free:
                raise InputError(
                    self._why_not(found, claim, reviewer), safe=_NOTHING, do=_free_words(free, found.name)
                )
            if not free:
                raise InputError(
                    "There is nobody left to ask: every reviewer of this file has voted on this claim or"
                    " has it to label.",
                    safe=_NOTHING,
                    do=newcomer_words(found.name),
                )
            asked = reviewer or free[0]
            number = disputes.number_of(self.db, found.id, claim)
            fields = {"round": found.id, "reviewer": asked, "numbers": [number], "why": "dispute"}
            after = rounds.last_handing(self.db, found.id, asked)
            act.append("round.assign", {**fields, "claim": claim}, after=after)
        return Done("asked one more reviewer for a vote", reading.article_of(self.db, claim), claim, asked)

    def close_citation(self, citation: str, reason: str) -> Done:
        """Say why a refuting citation is no longer open: see `Reviewing.close_citation`."""
        self.check()
        return self._remarks.close_citation(citation, reason)

    def comment(self, claim: str, text: str) -> Done:
        return self._remarks.comment(claim, text)

    def undo(self) -> Done:
        """Take back my newest act in this round that is not taken back yet."""
        with self.act() as act:
            self.check()
            with _of_this_round("undo"):
                done = undo_newest(act)
        return self._located(done)

    def redo(self) -> Done:
        """Bring back what my newest undo in this round took back, if I did nothing since."""
        with self.act() as act:
            self.check()
            with _of_this_round("redo"):
                done = redo_newest(act)
        return self._located(done)

    def _located(self, done: Done) -> Done:
        return Done(done.words, reading.article_of(self.db, done.claim), done.claim)

    def _check_claim(self, claim: str) -> Round:
        found = self.check()
        if not rounds.has_claim(self.db, found.id, claim):
            raise NotFound(f"That claim is not in the round {found.name!r}.")
        if veiled(self.db, self.member, claim):
            raise InputError(
                "You label a duplicate of this claim yourself in another blind round: its votes are kept from"
                " you.",
                safe=_NOTHING,
                do="Reveal that round first, or let another lead settle it.",
            )
        return found

    def _check_seen(self, claim: str, seen: SeenVotes | None) -> None:
        if seen is None:
            return
        now = disputes.current_decision(self.db, self.round, claim)
        if (now.id if now else "") != seen.decision:
            if now is None:
                raise InputError(
                    "The decision on this claim that you saw was taken back meanwhile.",
                    safe=_NOTHING, do="Say yours once more to have it stand.",
                )  # fmt: skip
            because = f", because: {now.reason}" if now.reason else ""
            raise InputError(
                f"{now.lead} settled this claim as {now.label} meanwhile, at {now.at[:16].replace('T', ' ')}"
                f" UTC{because}.",
                safe="That stands; nothing of either is lost.",
                do="Say yours once more to put it in its place.",
            )
        votes = disputes.vote_rows(self.db, self.round, claim)
        news = [f"{member}: {label}" for vote, member, label, _ in votes if vote not in seen.votes]
        if news or len(votes) != len(seen.votes):
            what = ", ".join(news) or "one was taken back"
            raise InputError(
                f"The votes on this claim have changed meanwhile ({what}).",
                safe=_NOTHING, do="Look at them, and say it once more.",
            )  # fmt: skip

    def _decide(self, act: Appender, claim: str, label: str, reason: str) -> str:
        """Append the decision; gives its method."""
        votes = disputes.vote_rows(self.db, self.round, claim)
        method = method_of({member: vote for _, member, vote, _ in votes}, label)
        agreed = {vote for _, _, vote, _ in votes} == {label}
        if agreed and not reason:
            reason = rationale_of([(member, text) for _, member, _, text in votes])
        elif not reason:
            raise InputError(
                "A decision that not all votes agree with needs a reason.", safe=_NOTHING, do="Say why."
            )
        fields = {
            "round": self.round,
            "claim": claim,
            "label": label,
            "scheme": act.scheme().digest,
            "method": method,
            "reason": reason,
            "citations": disputes.voted_evidence(self.db, self.round, claim),
        }
        before = heads(self.db, "adjudication", (self.round, claim))
        act.append("adjudicate", {**fields, "supersedes": before}, after=before)
        return method

    def _settle_if_agreed(self, act: Appender, found: Round, claim: str, label: str) -> bool:
        one = disputes.dispute(self.db, found.id, claim)
        if one is None or not one.is_unanimous(found.overlap) or one.votes[0][0] != label:
            return False
        if act.scheme().label(label) is None or veiled(self.db, self.member, claim):
            return False
        self._decide(act, claim, label, "")
        return True

    def _why_not(self, found: Round, claim: str, reviewer: str) -> str:
        if reviewer == self.member:
            return (
                "You cannot ask yourself for a vote: a lead who labels claims of a round does not settle it."
            )
        if reviewer in rounds.votes(self.db, found.id, claim):
            return f"{reviewer} has voted on this claim."
        known = reading.members(self.db)
        if reviewer not in known:
            return f"There is no reviewer {reviewer!r} in this file."
        if known[reviewer] == "lead" and not disputes.has_work(self.db, found.id, reviewer):
            return f"{reviewer} is a lead, and no reviewer of this round."
        return f"{reviewer} has this claim to label already."


@contextmanager
def _of_this_round(what: str) -> Iterator[None]:
    """Undo and redo walk what was done in the round, so that is what is said when nothing is left."""
    try:
        yield
    except NothingToUndo:
        raise NothingToUndo(f"There is nothing of yours to {what} in this round.") from None


def _free_words(free: Sequence[str], round_name: str) -> str:
    if free:
        return f"These can be asked: {', '.join(free)}."
    return f"There is nobody left to ask. {newcomer_words(round_name)}"


def newcomer_words(round_name: str) -> str:
    """How somebody new is given work of a round."""
    return f"To add one: annotator round assign {quote(round_name)} --add WHO"
