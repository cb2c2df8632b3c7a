"""The thread that reads how far a round is, with a connection of its own: a big round takes a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from annotator.domain.errors import AnnotatorError, NotFound
from annotator.domain.round_status import RoundStatus
from annotator.services.controls import ControlScore
from annotator.services.round_status import StatusReading, scores_for
from annotator.store import Sight, Store, open_to_read


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, or why nothing could be."""

    status: RoundStatus | None = None
    scores: tuple[ControlScore, ...] = ()
    error: str = ""


class StatusLookup:
    """Reads each time it is asked; what is asked meanwhile is one question more. `take` is called in the
    thread."""

    def __init__(self, path: Path, member: str, round_id: str, take: Callable[[Found], None]) -> None:
        self._path, self._member, self._round, self._take = path, member, round_id, take
        self._asked: SimpleQueue[bool] = SimpleQueue()
        self._thread = Thread(target=self._work, name="round status", daemon=True)

    def ask(self) -> None:
        if self._thread.ident is None:
            self._thread.start()
        self._asked.put(True)

    def close(self) -> None:
        """End the thread; may be called again."""
        if self._thread.is_alive():
            self._asked.put(False)
            self._thread.join()

    def _work(self) -> None:
        try:
            with open_to_read(self._path, sight=Sight(self._member)) as store, store.explaining():
                reading = StatusReading(store, self._member)
                while self._is_asked():
                    self._take(self._read(store, reading))
        except AnnotatorError as error:
            self._take(Found(error=str(error)))

    def _is_asked(self) -> bool:
        """Wait for a question, and take all there are as one; False at the end."""
        wanted = self._asked.get()
        while wanted:
            try:
                wanted = self._asked.get_nowait()
            except Empty:
                break
        return wanted

    def _read(self, store: Store, reading: StatusReading) -> Found:
        status = reading.read(self._round, datetime.now(UTC).date())
        if status is None:
            raise NotFound("There is no such round in this file any more.")
        return Found(status, tuple(scores_for(store, self._member, status.round)))
