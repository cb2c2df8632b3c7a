"""What lies on a lead's desk who settles a round: one of its claims, with the votes on it."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.domain.citation import Citation
from annotator.domain.dispute import Dispute, Dossier, SeenVotes
from annotator.domain.review import ClaimMark
from annotator.domain.round import Adjudication
from annotator.services.acting import Done
from annotator.services.adjudicating import Adjudicating
from annotator.services.disputing import Disputing
from annotator.tui.acting_desk import Typed
from annotator.tui.commands import label_name
from annotator.tui.desk import Desk
from annotator.tui.reading_desk import Message


class AdjudicatingDesk(Desk):
    """Goes through the claims of a round and settles them.

    What is being saved, what was typed and not saved, and what there is to say, it has in common with the
    app's desk, which lies under it: the program ends only when that is dealt with.
    """

    def __init__(self, under: Desk, reading: Disputing, adjudicating: Adjudicating) -> None:
        self._under = under
        super().__init__(reading, under._submit, under.config)
        self._unsaved, self.drafts = under._unsaved, under.drafts
        self._closed = False
        self.disputing = reading
        self.adjudicating = adjudicating
        self._dossier: Dossier | None = None
        self.read_all()

    @property
    def message(self) -> Message | None:
        return self._under.message

    @message.setter
    def message(self, message: Message | None) -> None:
        self._under.message = message

    # --- the claims of the round -------------------------------------------------------------------

    def read_all(self) -> None:
        """Read the round and all its claims anew."""
        self.settling = self.disputing.round_now()
        self.disputes = self.disputing.disputes()
        self._index = {one.claim: index for index, one in enumerate(self.disputes)}
        self._numbers = [one.number for one in self.disputes]
        self._ranks = sorted(one.rank for one in self.disputes)
        self.settled = sum(one.is_settled for one in self.disputes)
        self.complete = sum(one.complete for one in self.disputes)
        self._dossier = None

    @property
    def index(self) -> int:
        """Which claim of the round is the current one."""
        return self._index.get(self.claim, 0)

    @property
    def dispute(self) -> Dispute:
        """The current claim among those of the round."""
        return self.disputes[self.index]

    @property
    def dossier(self) -> Dossier:
        """All there is on the current claim."""
        if self._dossier is None or self._dossier.claim.id != self.claim:
            self._dossier = self.disputing.dossier(self.claim)
        return self._dossier

    def unanimous(self) -> list[Dispute]:
        """The claims that can be settled in one stroke."""
        return [one for one in self.disputes if one.is_unanimous(self.settling.overlap)]

    def begin(self) -> None:
        """Turn to the first claim that is to be settled, else to the first of the round."""
        first = next(self._by_severity(-1, back=False), 0)
        self._turn(first)

    def next_dispute(self, *, back: bool) -> bool:
        """To the next claim in the order of severity, around its end; False when there is no other."""
        found = next(self._by_severity(self.place_in_order, back=back), None)
        if found is None or found == self.index:
            self._say_left(found is not None)
            return False
        return self._turn(found)

    def _by_severity(self, at: int, *, back: bool) -> Iterator[int]:
        """The claims to be settled singly, from a place in the order of severity on, around its end."""
        count = len(self._ranks)
        for step in range(1, count + 1):
            one = self.at_place((at + (-step if back else step)) % count)
            if one.is_open(self.settling.overlap):
                yield self._index[one.claim]

    def _say_left(self, one_left: bool) -> None:
        if one_left:
            self.say("This is the only dispute that is left.")
            return
        agreed, waiting = len(self.unanimous()), sum(not one.votes for one in self.disputes)
        parts = [f"{self.key('round.unanimous')} settles {agreed} unanimous"] if agreed else []
        parts += [f"{waiting} without a vote"] if waiting else []
        more = f": {', '.join(parts)}" if parts else ""
        self.say(f"No dispute is left{more}.", "good")

    @property
    def place_in_order(self) -> int:
        """The current claim's place in the order of severity."""
        return bisect_left(self._ranks, self.dispute.rank)

    def at_place(self, place: int) -> Dispute:
        """The claim at a place of that order."""
        return self.disputes[bisect_left(self._numbers, self._ranks[place][-1])]

    def go_to_place(self, place: int) -> bool:
        return self._turn(self._index[self.at_place(place).claim])

    def step(self, by: int) -> bool:
        """To the next or previous claim of the round, in other articles too."""
        index = self.index + by
        if not 0 <= index < len(self.disputes):
            further = f"{self.key('dispute.next')}: next dispute."
            self.say(f"The {'first' if by < 0 else 'last'} claim of this round. {further}")
            return False
        return self._turn(index)

    def step_article(self, *, back: bool) -> bool:
        here, index, by = self.article.id, self.index, -1 if back else 1
        while 0 <= index < len(self.disputes) and self.disputes[index].article == here:
            index += by
        if not 0 <= index < len(self.disputes):
            self.say(f"This is the {'first' if back else 'last'} article of this round.")
            return False
        return self._turn(index)

    def _turn(self, index: int) -> bool:
        one = self.disputes[index]
        place = self.place_of(one.claim) if self.marks and self.article.id == one.article else None
        if place is not None:
            return self.go(place)
        self.open(one.article, one.claim)
        return True

    # --- acts --------------------------------------------------------------------------------------

    def seen(self) -> SeenVotes | None:
        """What one decides on now; None while acts of one's own are under way."""
        return None if self.unsaved(self.claim) or self.unsaved("") else self.dossier.seen()

    def settle(self, label: str, seen: SeenVotes | None, typed: Typed | None = None) -> None:
        """Settle the current claim, as one saw it before one gave a reason; pending until it is saved."""
        claim, reason = self.claim, typed.values["text"].strip() if typed else ""
        self._show_settled(label, reason)
        self.act(lambda _: self.adjudicating.settle(claim, label, reason, seen=seen), claim, typed)

    def settle_unanimous(self, claims: Mapping[str, str]) -> None:
        self.say(f"Settling {len(claims)} unanimous claims …")
        self.act(lambda _: self.adjudicating.settle_unanimous(claims), "", follow=True)

    def ask_for_vote(self, reviewer: str) -> None:
        claim = self.claim
        self.act(lambda _: self.adjudicating.ask_for_vote(claim, reviewer), claim)

    def close_citation(self, claim: str, citation: str, typed: Typed) -> None:
        reason = typed.values["text"]
        self.act(lambda _: self.adjudicating.close_citation(citation, reason), claim, typed)

    def comment(self, claim: str, typed: Typed) -> None:
        text = typed.values["text"]
        self.act(lambda _: self.adjudicating.comment(claim, text), claim, typed)

    def undo(self) -> None:
        self.say("Taking back your newest act in this round …")
        self.act(lambda _: self.adjudicating.undo(), "", follow=True)

    def redo(self) -> None:
        self.say("Bringing back what you took back last in this round …")
        self.act(lambda _: self.adjudicating.redo(), "", follow=True)

    def refuting(self) -> list[Citation]:
        """The citations of all votes that still refute the claim."""
        return self.dossier.open_refutes()

    def toggle_advance(self) -> None:
        self.advance = not self.advance
        self.say(
            "A decision moves on to the next dispute." if self.advance else "A decision stays on its claim."
        )

    def _show_settled(self, label: str, reason: str) -> None:
        """Show a decision as it will be, held to the rule that judges it when it is saved."""
        dossier = self.dossier
        judged = dict(dossier.if_settled(self.scheme))[label]
        decision = Adjudication(
            "", self.settling.id, self.claim, self.member, label, self.scheme.digest, "adjudicated", reason,
            "", judged.complete, judged.missing, judged.verdict,
        )  # fmt: skip
        self._dossier = replace(dossier, decision=decision)
        self._put(replace(self.dispute, decided=label, complete=judged.complete))
        mark = self.marks[self.position]
        self.put_mark(self.position, ClaimMark(mark.claim, label, judged.complete))

    # --- what the file says ------------------------------------------------------------------------

    def close(self) -> None:
        """What is reported from now on is not shown any more."""
        self._closed = True
        super().close()

    def _done(self, claim: str, done: Done, *, follow: bool) -> None:
        if self._closed:
            return
        if not claim:
            self.read_decisions()
        super()._done(claim, done, follow=follow)

    def _settle(self, claim: str) -> None:
        if self._closed:
            return
        self._dossier = None
        if not self.unsaved(claim):
            self.read_again(claim)
        super()._settle(claim)

    def read_again(self, claim: str) -> None:
        """Read one claim of the round anew."""
        found = self.disputing.dispute(claim) if claim in self._index else None
        if found is not None:
            self._put(found)

    def read_decisions(self) -> None:
        """Which claims are settled, after an act on more than one."""
        decided = self.disputing.decisions()
        self._dossier = None
        for one in self.disputes:
            label, complete = decided.get(one.claim, ("", False))
            if (label, complete) != (one.decided, one.complete) and not self.unsaved(one.claim):
                self._put(replace(one, decided=label, complete=complete))
        for position, mark in enumerate(self.marks):
            one = self.disputes[self._index[mark.claim.id]]
            self.put_mark(position, ClaimMark(mark.claim, one.decided, one.complete))

    def hear(self, claims: Sequence[str] | None) -> None:
        """Take up what others have done to these claims, or to any. Of an act that settles many, or undoes
        that, one is named."""
        if claims is None:
            self.read_all()
        else:
            self.settling = self.disputing.round_now()
            before = [self._decided(claim) for claim in claims]
            for claim in claims:
                if not self.unsaved(claim):
                    self.read_again(claim)
            if before != [self._decided(claim) for claim in claims]:
                self.read_decisions()
        self._dossier = None
        if not self.unsaved(self.claim):
            self.state = self.reading.state(self.claim)

    def _decided(self, claim: str) -> str:
        index = self._index.get(claim)
        return "" if index is None else self.disputes[index].decided

    def _put(self, one: Dispute) -> None:
        index = self._index[one.claim]
        before, self.disputes[index] = self.disputes[index], one
        self.settled += one.is_settled - before.is_settled
        self.complete += one.complete - before.complete
        if one.rank != before.rank:
            del self._ranks[bisect_right(self._ranks, before.rank) - 1]
            insort(self._ranks, one.rank)

    def wording(self, claim: str) -> str:
        """The text of a claim of the round, in one line."""
        return " ".join(self.disputing.wordings([claim]).get(claim, "").split())

    # --- words ---------------------------------------------------------------------------------------

    def place_words(self) -> str:
        return f"Claim {self.index + 1} of {len(self.disputes)}"

    def position_words(self) -> str:
        """Where one is, in a sentence that tells a listener everything."""
        one = self.dispute
        votes = ", ".join(f"{label_name(label)} {count}" for label, count in one.votes) or "no votes"
        settled = f"settled as {label_name(one.decided)}" if one.decided else "not settled"
        lacking = ", incomplete" if one.decided and not one.complete else ""
        return f"{self.place_words()}: {votes}; {settled}{lacking}."
