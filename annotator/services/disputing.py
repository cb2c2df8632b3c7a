"""What a lead may see of one round: its claims as they are voted on and settled."""

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.claim import Claim
from annotator.domain.dispute import Dispute, Dossier
from annotator.domain.errors import NotFound
from annotator.domain.review import ArticleReview, ClaimMark
from annotator.domain.round import Round
from annotator.domain.scheme import Scheme
from annotator.services.reading import Reading
from annotator.store import Store, disputes, reading, rounds


class Disputing(Reading):
    """Articles with the claims of one round alone, frozen as they are in it, each marked by how it is settled
    instead of by a label of the lead's own. The store bears the lead's sight of the whole file."""

    def __init__(self, store: Store, member: str, round_id: str) -> None:
        super().__init__(store, member)
        self.round_id = round_id

    def round_now(self) -> Round:
        """The round as it stands now. Raises NotFound."""
        found = rounds.round_by_id(self.db, self.round_id)
        if found is None:
            raise NotFound("There is no such round.")
        return found

    def scheme(self) -> Scheme:
        return reading.scheme(self.db, self.round_id)

    def disputes(self) -> list[Dispute]:
        """All claims of the round, in its order."""
        return disputes.disputes(self.db, self.round_id)

    def dispute(self, claim: str) -> Dispute | None:
        """One of them."""
        return disputes.dispute(self.db, self.round_id, claim)

    def decisions(self) -> dict[str, tuple[str, bool]]:
        """By claim: the label that it is settled as, and whether that is complete."""
        return disputes.decisions(self.db, self.round_id)

    def dossier(self, claim: str) -> Dossier:
        """All there is on a claim of the round. Raises NotFound."""
        found = disputes.dossier(self.db, self.round_id, claim)
        if found is None:
            raise NotFound(f"There is no claim {claim!r} in the round.")
        return found

    def wordings(self, claims: Sequence[str]) -> dict[str, str]:
        """The text of each of these claims."""
        return disputes.wordings(self.db, claims)

    def free_reviewers(self, claim: str) -> list[str]:
        """Who can be asked for one more vote, in the order in which they are asked."""
        free = disputes.free_reviewers(self.db, self.round_id, claim)
        return [name for name, _ in free if name != self.member]

    def article(self, article: str) -> ArticleReview:
        marks = disputes.marks(self.db, self.round_id, article)
        return replace(super().article(article), claim_set=self.round_id, marks=marks)

    def article_again(self, review: ArticleReview) -> ArticleReview:
        return self.article(review.id)

    def listed(self, article: str) -> list[str]:
        return [mark.claim.id for mark in disputes.marks(self.db, self.round_id, article)]

    def mark(self, claim: str) -> ClaimMark:
        decided = disputes.current_decision(self.db, self.round_id, claim)
        bare: Claim = super().mark(claim).claim
        return ClaimMark(bare, decided.label if decided else "", bool(decided and decided.complete))

    def counterpart(self, article: str, claim: str) -> str:
        """None: a claim of a round stays what it was when it was frozen."""
        return ""
