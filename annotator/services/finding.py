"""Finding claims in a whole file: those that match a filter, and the next one of a sort."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.domain.claim_filter import ClaimFilter, Sort
from annotator.domain.review import ClaimMark
from annotator.store import Store, lineage, marks, matching

FIRST, CHUNK = 256, 20_000
"""Claims of the first part of an order, and of each later one."""


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A claim of a filtered list."""

    article: str
    mark: ClaimMark
    matches: bool
    """False when something has changed since the filter was applied."""


@dataclass(frozen=True, slots=True)
class OrderPart:
    """The next claims of an order, by their rows in the file."""

    rows: "array[int]"
    firsts: "array[int]"
    """Places in the whole order at which another article begins."""
    start: int | None
    """The place of the first claim at or behind the one that one was at, once it is reached."""


class Finding:
    """Questions over the whole file; none reads it by counting rows off."""

    def __init__(self, store: Store, member: str) -> None:
        self.store = store
        self.db = store.db
        self.member = member

    def order(self, claim_filter: ClaimFilter, article: str, claim: str) -> Iterator[OrderPart]:
        """The claims that match, in library order, part by part; `start` is sought from this claim on."""
        place = lineage.place_of(self.db, claim)
        found = matching.matching(self.db, claim_filter, self.member, article, place)
        count, claim_set, start = 0, "", None
        while True:
            rows, firsts = array("I"), array("I")
            for row, its_set, behind in islice(found, CHUNK if count else FIRST):
                if its_set != claim_set:
                    claim_set = its_set
                    firsts.append(count)
                if behind and start is None:
                    start = count
                rows.append(row)
                count += 1
            if not rows:
                return
            yield OrderPart(rows, firsts, start)

    def rows(self, claim_filter: ClaimFilter, rows: Sequence[int]) -> list[MatchRow]:
        """These claims of an order, with this reviewer's marks."""
        found = matching.matched(self.db, claim_filter, self.member, rows)
        mark_of = marks.marks_of_rows(self.db, self.member, rows)
        in_order = (found[row] for row in rows)
        return [MatchRow(one.article, mark_of[one.claim], one.matches) for one in in_order]

    def row_of(self, claim: str) -> int:
        """The row of a claim in the file."""
        return matching.row_of(self.db, claim)

    def next_claim(
        self, sort: Sort, article: str, claim: str, *, back: bool = False
    ) -> tuple[str, str] | None:
        """(article, claim) of the next claim of the sort, through all articles and around the end."""
        place = lineage.place_of(self.db, claim)
        return matching.next_claim(self.db, sort, self.member, article, place, back=back)
