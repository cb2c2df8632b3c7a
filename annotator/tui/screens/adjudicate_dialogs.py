"""What the adjudication screen asks for (reasons, a look at unanimous claims, whom to ask), and its pages."""

from typing import TYPE_CHECKING

from textual.widget import AwaitMount

from annotator.domain.citation import Citation
from annotator.domain.dispute import Dispute
from annotator.services.adjudicating import newcomer_words
from annotator.tui.acting_desk import Typed
from annotator.tui.adjudicating_desk import AdjudicatingDesk
from annotator.tui.claim_text import citation_lines
from annotator.tui.commands import label_name
from annotator.tui.dossier_text import dossier_lines
from annotator.tui.drawing import Line
from annotator.tui.screens.page import Page
from annotator.tui.screens.review_dialogs import ReviewDialogs

if TYPE_CHECKING:  # see `load_forms`
    from annotator.tui.screens.note import Noted


class DossierScreen(Page):
    """All there is on a claim of the round."""

    def __init__(self, desk: AdjudicatingDesk) -> None:
        super().__init__(desk.place_words(), lambda width: dossier_lines(desk, width))


class CitationScreen(Page):
    """All of a citation."""

    def __init__(self, desk: AdjudicatingDesk, citation: Citation) -> None:
        super().__init__("A citation", lambda width: citation_lines(desk, citation, width))


class AdjudicateDialogs(ReviewDialogs):
    """The part of the adjudication screen that asks for more than a key."""

    desk: AdjudicatingDesk

    def decided(self) -> None:
        """Draw the claim after a decision on it, and move on if that is wanted."""
        raise NotImplementedError

    def action_agreement_open(self) -> AwaitMount | None:
        from annotator.tui.screens.agreement import open_agreement

        return open_agreement(self, self.desk.disputing.round_id, self.desk.say)

    def action_settle(self, label: str) -> AwaitMount | None:
        """Settle the claim: at once where all votes say so, else when a reason is given."""
        desk = self.desk
        draft_key, seen = f"settle:{desk.claim}", desk.seen()
        if {one for one, _ in desk.dispute.votes} == {label} and draft_key not in desk.drafts:
            desk.settle(label, seen)
            self.decided()
            return None

        from annotator.tui.screens.settling import Reason

        rule = desk.scheme.label(label)
        again, claim = rule.key if rule else "", desk.claim

        def reasoned(result: "Noted | None") -> None:
            if result is None:
                return
            typed = Typed(draft_key, {"text": result.text}, again)
            if result.save and desk.claim == claim:
                desk.settle(label, seen, typed)
                self.decided()
            else:
                desk.keep(typed, begun=bool(result.text.strip()))
                self.acted()

        kept = desk.drafts.get(draft_key, {}).get("text", "")
        title = f"Settle as {label_name(label)}"
        return self.app.push_screen(Reason(title, desk.dossier.claim.text, kept), reasoned)

    def action_round_unanimous(self) -> AwaitMount | None:
        found = self.desk.unanimous()
        if not found:
            self.desk.say("No unanimous claim waits to be settled: enough votes, all the same, none to come.")
            self.acted()
            return None

        from annotator.tui.screens.settling import Unanimous

        def looked(settle: bool | None) -> None:
            if settle:
                self.desk.settle_unanimous({one.claim: one.votes[0][0] for one in found})
            self.acted()

        wordings = self.desk.disputing.wordings([one.claim for one in found])
        lines = [self._unanimous_line(one, wordings.get(one.claim, "")) for one in found]
        return self.app.push_screen(Unanimous(lines), looked)

    def _unanimous_line(self, one: Dispute, wording: str) -> tuple[Line, Line]:
        label, count = one.votes[0]
        rule = self.desk.scheme.label(label)
        weak = f"{one.severity.weak} incomplete or unsure " if one.severity.weak else ""
        return (
            [
                (f"{rule.key if rule else '?'} {label_name(label):<14}", f"label:{label}"),
                (f"{count} votes  ", "muted"),
                (" ".join(wording.split()), "text"),
            ],
            [(weak, "warn")],
        )

    def action_vote_ask(self) -> AwaitMount | None:
        free = self.desk.disputing.free_reviewers(self.desk.claim)
        if not free:
            newcomer = newcomer_words(self.desk.settling.name)
            self.desk.say(f"There is nobody left to ask: all voted or have it. {newcomer}")
            self.acted()
            return None

        from annotator.tui.screens.picking import Picking

        def chosen(number: int | None) -> None:
            if number is not None:
                self.desk.ask_for_vote(free[number])
            self.acted()

        lines: list[Line] = [[(f" {name}", "text")] for name in free]
        return self.app.push_screen(
            Picking("Who is asked for one more vote? Least work first", lines), chosen
        )

    def action_evidence_show(self) -> AwaitMount | None:
        citations = self.desk.dossier.citations
        return self._choose(
            "Open a citation",
            citations,
            lambda citation: self.app.push_screen(CitationScreen(self.desk, citation)),
            "No vote on this claim rests on a citation.",
        )

    def action_citation_close(self) -> AwaitMount | None:
        if not self.desk.refuting():
            self.desk.say("No open citation of a vote refutes this claim.")
            self.acted()
            return None
        return super().action_citation_close()

    def action_claim_full(self) -> AwaitMount:
        return self.app.push_screen(DossierScreen(self.desk))

    def action_claim_history(self) -> AwaitMount:
        from annotator.tui.screens.history import HistoryScreen

        def left(to: str | None) -> None:
            if to:
                self.desk.say("A claim of an open round stays as it is; write a comment to propose a change.")
            self.acted()

        return self.app.push_screen(HistoryScreen(self.desk), left)
