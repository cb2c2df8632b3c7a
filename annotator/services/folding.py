"""Folding: whether a claim is work of its own, for all reviewers. Each method is one committed act."""

from annotator.domain.errors import InputError, NotFound
from annotator.services.acting import Appender, Done
from annotator.services.segmenting import Segmenting
from annotator.store import lineage, reading
from annotator.store.projections import decisions, folding


class Folding(Segmenting):
    def fold(self, claim: str, into: str = "") -> Done:
        """Fold a claim into an earlier one of its article, for all reviewers: it is no work of its own then.

        Without `into` that is the claim that it is like. Raises InputError when there is none.
        """
        with self.act() as act:
            article = self._article_of(claim)
            self._refuse_frozen(claim)
            target = into or lineage.like_of(self.db, claim)
            if not target:
                raise InputError(
                    "There is nothing to fold this claim into: no earlier one is like it.",
                    do="annotator fold --into names another.",
                )
            if not lineage.comes_before(self.db, target, claim):
                raise InputError("A claim can be folded only into an earlier one of the same article.")
            if folding.folded_into(self.db, claim) == target:
                raise InputError("The claim is folded into that one already.")
            self._fold(act, claim, target, folded=True)
        return Done("folded", article, claim)

    def unfold(self, claim: str) -> Done:
        """Make a folded claim work of its own again, for all reviewers. Raises InputError."""
        with self.act() as act:
            article = self._article_of(claim)
            self._refuse_frozen(claim)
            target = folding.folded_into(self.db, claim)
            if not target:
                raise InputError("The claim is not folded into another.")
            self._fold(act, claim, target, folded=False)
        return Done("taken out of the fold", article, claim)

    def _fold(self, act: Appender, claim: str, into: str, *, folded: bool) -> None:
        decided = {"claim": claim, "into": into, "folded": folded}
        act.append("fold", {**decided, "supersedes": decisions.heads(self.db, "folding", (claim,))})

    def _article_of(self, claim: str) -> str:
        article = reading.article_of(self.db, claim)
        if not article:
            raise NotFound(f"There is no claim {claim!r}.", do="annotator claims lists them with their ids.")
        return article
