"""Noting seconds of work with the labels that they led to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from annotator.domain.event import Audience
from annotator.services.acting import Appender, utc_now
from annotator.services.folding import Folding
from annotator.store import Store


class Working(Folding):
    """Work on a claim is noted with the next label on it, also with one that is given anew for a citation."""

    def __init__(
        self,
        store: Store,
        member: str,
        device: str,
        *,
        round_id: str = "",
        audience: Audience = "all",
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(store, member, device, round_id=round_id, audience=audience, now=now)
        self._worked: dict[str, int] = {}

    def work(self, claim: str, seconds: int) -> None:
        """So many seconds more were worked on a claim; no act yet."""
        self._worked[claim] = self._worked.get(claim, 0) + seconds

    def take_worked(self, claim: str) -> int:
        """The seconds that no label has noted so far; taken for good when the act is committed."""
        return self._worked.pop(claim, 0)

    @contextmanager
    def act(self) -> Iterator[Appender]:
        before = dict(self._worked)
        try:
            with super().act() as appender:
                yield appender
        except BaseException:
            self._worked = before
            raise
