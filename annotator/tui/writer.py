"""The one thread that writes: the file's writing connection is its own, the screen never waits for the disk.

Acts are done one after the other in the order of the keys. What became of each is handed back to
the screen's thread; an act is "saved" only then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from annotator.domain.errors import AnnotatorError, FileRefused
from annotator.services.acting import Done
from annotator.services.reviewing import Reviewing
from annotator.services.watching import News, Watching

POLL = 0.4
"""Seconds from one look for what others have written to the next."""
Job = Callable[[Reviewing], Done | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: one of the two, or neither when a job has nothing to say."""

    done: Done | None = None
    error: AnnotatorError | None = None


Report = Callable[[Outcome], None]


class Writer:
    """Runs jobs in its own thread until it is closed.

    Whoever made the `reviewing` closes its file, after the writer. `deliver` brings a call over to
    the screen's thread; `heard` is called there with what others have written meanwhile.
    """

    def __init__(
        self,
        reviewing: Reviewing,
        deliver: Callable[[Callable[[], None]], None],
        heard: Callable[[News], None] = lambda news: None,
    ) -> None:
        self._reviewing = reviewing
        self._deliver = deliver
        self._heard = heard
        self._watching: Watching | None = Watching(reviewing.store)
        self._looked = monotonic()
        self._jobs: SimpleQueue[tuple[Job, Report] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="writer")
        self._closed = False

    @property
    def open(self) -> bool:
        """Whether jobs that are queued now will be done."""
        return self._thread.is_alive() and not self._closed

    def start(self) -> None:
        self._thread.start()

    def submit(self, job: Job, report: Report) -> None:
        """Queue a job; `report` is called with its outcome, on the screen's thread."""
        self._jobs.put((job, report))

    def close(self) -> None:
        """Do what is queued, then end; may be called again."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            self._work()
        except Exception as error:  # a fault of ours: who waits for a report must not wait for ever
            self._deliver(_raising(error))

    def _work(self) -> None:
        while (item := self._next()) is not None:
            job, report = item
            try:
                outcome = Outcome(done=job(self._reviewing))
            except FileRefused as error:
                self._deliver(_reporting(report, Outcome(error=error)))
                self._refuse_queued(error)
                continue
            except AnnotatorError as error:
                outcome = Outcome(error=error)
            except Exception as error:  # a fault of ours: the screen's thread must not miss it
                self._deliver(_raising(error))
                continue
            self._deliver(_reporting(report, outcome))

    def _next(self) -> tuple[Job, Report] | None:
        """Wait for the next job, looking now and then for what others have written."""
        while True:
            if monotonic() - self._looked >= POLL:
                self._look()
            try:
                return self._jobs.get(timeout=POLL)
            except Empty:
                continue

    def _look(self) -> None:
        self._looked = monotonic()
        if self._watching is None:
            return
        try:
            news = self._watching.news()
        except FileRefused:  # an act that is lost by it says so
            self._watching = None
            return
        if news is not None:
            self._deliver(lambda: self._heard(news))

    def _refuse_queued(self, error: FileRefused) -> None:
        """What was typed behind an act that could not be stored meant a file that has it.

        An undo would take back another act, a confidence would land on another label.
        """
        while True:
            try:
                item = self._jobs.get_nowait()
            except Empty:
                return
            if item is None:
                self._jobs.put(None)
                return
            self._deliver(_reporting(item[1], Outcome(error=error)))


def _reporting(report: Report, outcome: Outcome) -> Callable[[], None]:
    return lambda: report(outcome)


def _raising(error: Exception) -> Callable[[], None]:
    def raise_it() -> None:
        raise error

    return raise_it
