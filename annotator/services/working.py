"""Work in a round: while it is open, on its claims or articles, with the seconds that it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from annotator.domain.errors import InputError
from annotator.domain.event import Audience
from annotator.domain.round import Round
from annotator.services.acting import Acting, Appender, utc_now
from annotator.store import Store, rounds


class Working(Acting):
    """Work on a claim is noted with the next label on it, also with one that is given anew for a citation;
    in a segmentation round work on an article, when one says that one is done with it, or is not."""

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

    def work(self, on: str, seconds: int) -> None:
        """So many seconds more were worked on a claim, or an article, by id; no act yet."""
        self._worked[on] = self._worked.get(on, 0) + seconds

    def take_worked(self, on: str) -> int:
        """The seconds that no act has noted so far; taken for good when the act is committed."""
        return self._worked.pop(on, 0)

    def open_round(self) -> Round | None:
        """The round that I am in, if I am in one. Raises InputError when it is closed: then votes stay."""
        found = rounds.round_by_id(self.db, self.round) if self.round else None
        if self.round and (found is None or found.state == "closed"):
            name = found.name if found else self.round
            raise InputError(
                f"The round {name!r} is closed.",
                safe="What you decided in it before is kept.",
                do="A lead can open it again: annotator round reopen.",
            )
        return found

    def check_round(self, claim: str) -> None:
        """Inside a round only its own claims are labelled, and only while it is open."""
        found = self.open_round()
        if found is None:
            return
        if found.kind == "segmentation":
            raise InputError(
                f"In the round {found.name!r} claims are corrected, not labelled.",
                safe="Nothing was changed.",
            )
        if not rounds.has_claim(self.db, found.id, claim):
            raise InputError(f"That claim is not in the round {found.name!r}.", safe="Nothing was changed.")

    @contextmanager
    def act(self) -> Iterator[Appender]:
        before = dict(self._worked)
        try:
            with super().act() as appender:
                yield appender
        except BaseException:
            self._worked = before
            raise
