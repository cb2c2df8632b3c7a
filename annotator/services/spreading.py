"""The same work for many items on several processes: answers in order, few in flight, no process left over.

Every process has a pipe of its own, so that one that dies at any moment is noticed and named; a pool
whose processes share a queue can wait for ever on half a message.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from annotator.domain.errors import AnnotatorError
from annotator.domain.text import clean_line

AT_ONCE = 1
"""Items that a process has at a time. Were it given another while it answers, and both larger than a pipe
takes, each side would wait for the other for ever."""
AHEAD = 8
"""For each process, items that may be done or in work before the oldest one is; bounds the memory."""
_PATIENCE = 5.0
"""Seconds that an idle process has to end."""
_SPAWN = get_context("spawn")
"""A fork would copy open databases, locks and threads."""


class WorkerEnded(AnnotatorError):
    """A process of ours died; what was answered before stands."""


class Named(Protocol):
    """An item, for messages."""

    @property
    def name(self) -> str: ...


_Item = TypeVar("_Item", bound=Named)
_Answer = TypeVar("_Answer")
Making = Callable[[], AbstractContextManager[Callable[[_Item], _Answer]]]
"""Gives the function that does the work; called once in each process, so it is sent to them."""


def spread(
    making: Making[_Item, _Answer], items: Iterable[_Item], jobs: int
) -> Generator[_Answer, None, None]:
    """The answer to each item, in the order of the items.

    One job is done in this process. The processes end with the iterator: at its end, when it is closed,
    at once when something is raised. Raises WorkerEnded when one of them dies.
    """
    if jobs == 1:
        with making() as work:
            yield from map(work, items)
        return
    workers: list[_Worker[_Item, _Answer]] = []
    try:
        with _unheard_interrupts():
            for _ in range(jobs):
                workers.append(_Worker(making))
        yield from _in_order(workers, iter(items))
        for worker in workers:
            worker.here.close()  # it goes when nobody asks any more
        for worker in workers:
            worker.process.join(_PATIENCE)
    finally:
        for worker in workers:
            worker.kill()


class _Worker(Generic[_Item, _Answer]):
    """One process, seen from here."""

    def __init__(self, making: Making[_Item, _Answer]) -> None:
        self.here, there = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(there, making), daemon=True)
        self.process.start()
        there.close()
        self.given: deque[tuple[int, str]] = deque()
        """Number and name of what it has not answered yet; it works on the first."""

    def give(self, number: int, item: _Item) -> None:
        self.given.append((number, item.name))
        try:
            self.here.send(item)
        except OSError as error:
            raise self._ended() from error

    def take(self) -> tuple[int, _Answer]:
        """Its next answer, with the number of the item; waits for it."""
        try:
            answer: _Answer = self.here.recv()
        except (EOFError, OSError) as error:
            raise self._ended() from error
        return self.given.popleft()[0], answer

    def kill(self) -> None:
        self.here.close()
        self.process.kill()
        self.process.join()
        self.process.close()

    def _ended(self) -> WorkerEnded:
        self.process.join(_PATIENCE)
        code = self.process.exitcode or 0
        how = f"killed by signal {-code}" if code < 0 else f"exit code {code}"
        return WorkerEnded(
            f"A process ended ({how}) that worked on {clean_line(self.given[0][1])}.",
            do="Was there too little memory? Try again with --jobs 1.",
        )


def _in_order(workers: list[_Worker[_Item, _Answer]], items: Iterator[_Item]) -> Iterator[_Answer]:
    answers: dict[int, _Answer] = {}
    given = told = 0
    left = True
    while left or told < given:
        while left and given - told < AHEAD * len(workers):
            idlest = min(workers, key=lambda worker: len(worker.given))
            if len(idlest.given) == AT_ONCE:
                break
            item = next(items, None)
            left = item is not None
            if item is not None:
                idlest.give(given, item)
                given += 1
        while told in answers:
            yield answers.pop(told)
            told += 1
        busy = [worker for worker in workers if worker.given]
        ready = wait([worker.here for worker in busy]) if busy else []
        for worker in busy:
            if worker.here in ready:
                number, answer = worker.take()
                answers[number] = answer


@contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """Processes started in here never hear Ctrl+C, not even while they start; we end them ourselves, and hear
    of it when all have been started: one that is left in the middle of that would say so at length."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # else it is started on the way, and takes the mask away
    heard: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    is_main = threading.current_thread() is threading.main_thread()
    if is_main:  # another thread may take the signal, which the mask of this one does not keep from it
        signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if is_main:
            signal.signal(signal.SIGINT, handler)
        for number in heard[:1]:
            signal.raise_signal(number)


def _serve(there: "Connection[Any, Any]", making: Making[Any, Any]) -> None:
    """What a process does: answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with making() as work, suppress(EOFError, ConnectionError):
        while True:
            there.send(work(there.recv()))


def _end_with_parent() -> None:
    """One that is killed tells nobody."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
