"""Asking something of the file in a thread while one types: only the newest question is answered.

A query over a million claims can take longer than a person waits for a key; one that is overtaken by the next
key is ended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Generic, TypeVar

from annotator.domain.errors import AnnotatorError
from annotator.store import Store

Given = TypeVar("Given")
Given_co = TypeVar("Given_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Answer(Generic[Given_co]):
    """To the question as it was asked: what was found, or what was raised instead (Interrupted, for one that
    was overtaken)."""

    question: str
    given: Given_co | None = None
    error: Exception | None = None


class Latest(Generic[Given]):
    """A thread with a connection of its own; `deliver` is called in it."""

    def __init__(
        self,
        store: Store,
        answerer: Callable[[Store], Callable[[str], Given]],
        deliver: Callable[[Answer[Given]], None],
    ) -> None:
        self._store = store
        self._answerer = answerer
        self._deliver = deliver
        self._changed = Condition()
        self._question: str | None = None
        self._closed = False
        self._thread = Thread(target=self._work, name="asking")

    def start(self) -> None:
        self._thread.start()

    def ask(self, question: str) -> None:
        """Ask this now; whatever was asked before needs no answer."""
        with self._changed:
            self._question = question
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _overtaken(self) -> bool:
        return self._closed or self._question is not None

    def _work(self) -> None:
        try:
            with self._store.again() as store:
                store.interrupt_when(self._overtaken)
                answer = self._answerer(store)
                while (question := self._next()) is not None:
                    self._deliver(self._answer(answer, question))
        except AnnotatorError as error:  # the file cannot be opened: so every answer is that
            refused = error
            while (question := self._next()) is not None:
                self._deliver(Answer(question, error=refused))

    def _answer(self, answer: Callable[[str], Given], question: str) -> Answer[Given]:
        try:
            return Answer(question, answer(question))
        except Exception as error:  # a fault of ours: the screen's thread must not miss it
            return Answer(question, error=error)

    def _next(self) -> str | None:
        """The newest question, once there is one; None at the end."""
        with self._changed:
            while not self._overtaken():
                self._changed.wait()
            question, self._question = self._question, None
            return None if self._closed else question
