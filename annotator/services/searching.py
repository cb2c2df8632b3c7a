"""Searching: everything in the file that has the words, as far as a member may see it."""

from collections.abc import Callable, Collection

from annotator.domain.search import KINDS, Found, Hit, Kind, context_of
from annotator.domain.search_words import Query, found_in, parse_query
from annotator.store import Store, searching
from annotator.store.searching import Candidate

MaySee = Callable[[Candidate], bool]
LIMIT = 50


def everything(candidate: Candidate) -> bool:
    """Outside blind rounds a member may see whatever is in the file."""
    return True


class Searching:
    """One member's view of one file; `may_see` is the one place where something is kept from them."""

    def __init__(self, store: Store, *, may_see: MaySee = everything) -> None:
        self.store = store
        self._may_see = may_see

    def search(
        self, typed: str, kinds: Collection[Kind] = KINDS, limit: int = LIMIT, *, growing: bool = False
    ) -> Found:
        """What has all the words and phrases of what was typed, best first.

        Nothing that is typed is an operator, and none of it raises. `growing`: it is still being typed, see
        `parse_query`.
        """
        query = parse_query(typed, growing=growing)
        hits: list[Hit] = []
        with self.store.reading() as db:
            for candidate in filter(self._may_see, searching.candidates(db, query, kinds)):
                if len(hits) == limit:
                    return Found(query, tuple(hits), more=True)
                hits.append(_hit(candidate, query))
        return Found(query, tuple(hits), more=False)


def _hit(found: Candidate, query: Query) -> Hit:
    return Hit(
        found.kind,
        found.id,
        found.article,
        found.claim,
        found.title,
        tuple(found_in(found.title, query)) if found.kind == "article" else (),
        found.member,
        found.number,
        context_of(found.text, query),
    )
