"""What others have done to the file since one looked, found without reading it."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.store import Store, log

MANY = 500
"""Claims from which on it is not said which ones have changed."""


@dataclass(frozen=True, slots=True)
class News:
    """Another connection has written."""

    claims: tuple[str, ...] | None
    """Those that its acts are about; None: too many to say, or any, as what may be seen of them has changed
    with a round, or what is suggested of them with an import."""


class Watching:
    """Watches one connection's file; what that connection writes itself makes no news.

    The claims of its own acts can be among those of the next news: reading them again does no harm.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = store.data_version()
        self._heads: Mapping[str, int] = log.heads(store.db)

    def news(self) -> News | None:
        """What is new since this was asked last; None when nobody has acted. Raises FileRefused."""
        with self._store.explaining():
            version = self._store.data_version()
            if version == self._version:
                return None
            self._version = version
            heads = log.heads(self._store.db)
            before, self._heads = self._heads, heads
            grown = {feed: before.get(feed, 0) for feed, seq in heads.items() if seq > before.get(feed, 0)}
            claims = log.claims_since(self._store.db, grown, MANY + 1)
            rounds = log.has_since(self._store.db, grown, "round")
            imports = log.is_of_import(self._store.db, grown)  # shown on claims that say the same, too
        if not grown:
            return None
        return News(tuple(claims) if len(claims) <= MANY and not rounds and not imports else None)
