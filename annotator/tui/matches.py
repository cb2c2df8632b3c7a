"""The claims that match a filter: their order as numbers, and windows of them as rows.

A million matches are 4 MB of numbers; rows are read in blocks when they come near the screen, and
only some blocks are kept.
"""

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence

from annotator.domain.claim_filter import ClaimFilter
from annotator.services.finding import MatchRow, OrderPart

BLOCK = 256
"""Rows that are read together."""
KEPT = 6
"""Blocks that are kept."""
EDGE = 64
"""Rows from a block's end at which the next block is asked for."""
Ask = Callable[[Sequence[int], Callable[[list[MatchRow]], None]], None]


class Matches:
    """An order that may still grow at its end, and the place in it.

    `ask` reads rows in another thread, `read` reads them at once; `loaded` is told of rows that
    have come (from, to).
    """

    def __init__(
        self,
        claim_filter: ClaimFilter,
        ask: Ask,
        read: Callable[[Sequence[int]], list[MatchRow]],
        loaded: Callable[[int, int], None],
    ) -> None:
        self.filter = claim_filter
        self.complete = False
        """Whether everything was found."""
        self.index = 0
        """The place of the claim that one is at, or was at before going elsewhere."""
        self.start: int | None = None
        self._order = array("I")  # four bytes: no file has four billion claims
        self._firsts = array("I")
        self._ask, self._read, self._loaded = ask, read, loaded
        self._blocks: OrderedDict[int, list[MatchRow]] = OrderedDict()
        self._asked: set[int] = set()

    def __len__(self) -> int:
        return len(self._order)

    @property
    def articles(self) -> int:
        return len(self._firsts)

    def extend(self, part: OrderPart) -> None:
        """More was found. A block that was cut short by the end is read again when it is needed."""
        cut = len(self._order) // BLOCK
        self._order.extend(part.rows)
        self._firsts.extend(part.firsts)
        self._forget(cut)
        if self.start is None:
            self.start = part.start

    def row(self, number: int) -> MatchRow | None:
        """A row, None while it is being read."""
        block, at = divmod(number, BLOCK)
        rows = self._blocks.get(block)
        if rows is None:
            self._fetch(block)
            return None
        if at >= BLOCK - EDGE:
            self._fetch(block + 1)
        elif at < EDGE:
            self._fetch(block - 1)
        self._blocks.move_to_end(block)
        return rows[at]

    def row_now(self, number: int) -> MatchRow:
        """A row, read at once when it is not there: for the one that is gone to."""
        block, at = divmod(number, BLOCK)
        if block not in self._blocks:
            self._keep(block, self._read(self._numbers(block)))
        return self._blocks[block][at]

    def kept(self, claim: str) -> int | None:
        """The place of a claim among the rows that are kept."""
        for block, rows in reversed(self._blocks.items()):
            for at, row in enumerate(rows):
                if row.mark.claim.id == claim:
                    return block * BLOCK + at
        return None

    def renew(self, number: int) -> None:
        """Read one row that is kept again."""
        block, at = divmod(number, BLOCK)
        (self._blocks[block][at],) = self._read(self._order[number : number + 1])

    def put(self, number: int, row: int) -> None:
        """Have another row of the file at a place, and read it."""
        self._order[number] = row
        self.row_now(number)
        self.renew(number)

    def article_start(self, *, back: bool) -> int | None:
        """Where the next article begins, or the one before this one; None at the ends."""
        if back:
            here = bisect_right(self._firsts, self.index) - 1
            return self._firsts[here - 1] if here > 0 else None
        at = bisect_right(self._firsts, self.index)
        return self._firsts[at] if at < len(self._firsts) else None

    def place_of(self, row: int) -> int | None:
        """The place of a row of the file, sought from where one is; None for one that is not among them."""
        for start, stop in ((self.index, len(self._order)), (0, self.index)):
            try:
                return self._order.index(row, start, stop)
            except ValueError:
                continue
        return None

    def read_again(self) -> None:
        """What was read may be another now: the block at hand is read anew, others when they are needed."""
        here = self.index // BLOCK
        for block in [block for block in self._blocks if abs(block - here) > 1]:
            del self._blocks[block]
        self._asked.clear()
        for block in list(self._blocks):
            self._fetch(block, again=True)

    def _forget(self, block: int) -> None:
        self._blocks.pop(block, None)
        self._asked.discard(block)

    def _numbers(self, block: int) -> Sequence[int]:
        return self._order[block * BLOCK : (block + 1) * BLOCK]

    def _fetch(self, block: int, *, again: bool = False) -> None:
        here = block in self._blocks and not again
        if here or block in self._asked or not 0 <= block * BLOCK < len(self._order):
            return
        self._asked.add(block)
        numbers = self._numbers(block)

        def take(rows: list[MatchRow]) -> None:
            self._asked.discard(block)
            if numbers == self._numbers(block):
                self._keep(block, rows)
                self._loaded(block * BLOCK, block * BLOCK + len(rows))

        self._ask(numbers, take)

    def _keep(self, block: int, rows: list[MatchRow]) -> None:
        self._blocks[block] = rows
        self._blocks.move_to_end(block)
        while len(self._blocks) > KEPT:
            self._blocks.popitem(last=False)
