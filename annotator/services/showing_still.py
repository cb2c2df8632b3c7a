"""An import changes no article that has claims: it goes on showing those, and what was decided on them."""

from collections.abc import Iterable, Mapping

from annotator.services.acting import Acting, Appender
from annotator.store.projections.showing import heads, shown_set, shown_sets


class ShowingStill:
    """Says by an act of the importer's that articles go on showing the set that they showed, where another
    would be shown now.

    That is where both are imported: of sets that nobody has decided on the first by id is shown.
    """

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._act: Appender | None = None

    def shown(self, articles: Iterable[str]) -> Mapping[str, str]:
        """Which sets they show, "" for none."""
        return shown_sets(self._acting.db, articles)

    def keep(self, before: Mapping[str, str]) -> None:
        """Within the transaction in which other sets came."""
        changed = [(article, was) for article, was in before.items() if was and self._now(article) != was]
        if not changed:
            return
        self._act = self._act or Appender(self._acting, None)
        for article, was in changed:
            decision = {"article": article, "set": was, "instead_of": was}
            self._act.append("claim_set.show", {**decision, "supersedes": heads(self._acting.db, article)})
        self._act.settle()

    def _now(self, article: str) -> str:
        return shown_set(self._acting.db, article)
