"""The one thread that looks through the whole file for the screen, with a connection of its own."""

from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread

from annotator.domain.already_checked import CheckHint
from annotator.domain.claim import Claim
from annotator.domain.claim_filter import ClaimFilter
from annotator.domain.errors import FileRefused
from annotator.services.already_checked import already_checked
from annotator.services.finding import Finding, MatchRow, OrderPart
from annotator.store import Store

Deliver = Callable[[Callable[[], None]], None]


class Lookup:
    """Finds, part by part, the claims that match a filter, and reads windows of them.

    The thread begins with the first question. `deliver` brings a call over to the screen's thread.
    """

    def __init__(
        self, store: Store, member: str, deliver: Deliver, failed: Callable[[FileRefused], None]
    ) -> None:
        self._store = store
        self._member = member
        self._deliver = deliver
        self._failed = failed
        self._jobs: SimpleQueue[Callable[[Finding], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="lookup", daemon=True)
        self._parts: Iterator[Callable[[], None]] = iter(())
        self._building = False

    def order(
        self,
        claim_filter: ClaimFilter,
        article: str,
        claim: str,
        take: Callable[[OrderPart | None], None],
    ) -> None:
        """Find what matches; `take` gets part after part, and None at the end. Ends the search before."""

        def begin(finding: Finding) -> None:
            self._parts = _taking(finding.order(claim_filter, article, claim), take)
            self._building = True

        self._ask(begin)

    def stop(self) -> None:
        """Find no more of what was asked for last."""

        def end(finding: Finding) -> None:
            self._building = False

        if self._thread.is_alive():
            self._ask(end)

    def rows(
        self, claim_filter: ClaimFilter, rows: Sequence[int], take: Callable[[list[MatchRow]], None]
    ) -> None:
        """Read a window of an order."""

        def read(finding: Finding) -> None:
            found = finding.rows(claim_filter, rows)
            self._deliver(lambda: take(found))

        self._ask(read)

    def checks(self, claim: Claim, take: Callable[[tuple[CheckHint, ...]], None]) -> None:
        """Look whether a claim was checked already."""

        def look(finding: Finding) -> None:
            found = already_checked(finding.store, claim.id, claim.text)
            self._deliver(lambda: take(found))

        self._ask(look)

    def close(self) -> None:
        """End the thread; may be called again."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()

    def _ask(self, job: Callable[[Finding], None]) -> None:
        if self._thread.ident is None:
            self._thread.start()
        self._jobs.put(job)

    def _work(self) -> None:
        try:
            with self._store.again() as store, store.explaining():
                finding = Finding(store, self._member)
                while self._turn(finding):
                    pass
        except FileRefused as error:
            refused = error
            self._deliver(lambda: self._failed(refused))

    def _turn(self, finding: Finding) -> bool:
        """Do one thing; windows come before the parts of an order. False at the end."""
        try:
            job = self._jobs.get(block=not self._building)
        except Empty:
            part = next(self._parts, None)
            self._building = part is not None
            if part is not None:
                self._deliver(part)
            return True
        if job is None:
            return False
        job(finding)
        return True


def _taking(
    parts: Iterator[OrderPart], take: Callable[[OrderPart | None], None]
) -> Iterator[Callable[[], None]]:
    for part in parts:
        yield _bound(take, part)
    yield _bound(take, None)


def _bound(take: Callable[[OrderPart | None], None], part: OrderPart | None) -> Callable[[], None]:
    return lambda: take(part)
