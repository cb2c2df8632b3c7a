"""A field, and below it what is found as one types: asked in a thread, so that no key waits for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from annotator.domain.errors import AnnotatorError
from annotator.store import Interrupted, Store
from annotator.tui.bars import heading
from annotator.tui.drawing import Piece
from annotator.tui.latest import Answer, Latest
from annotator.tui.screens.rows import Rows
from annotator.tui.widgets.bar import Bar
from annotator.tui.widgets.fields import TextField
from annotator.tui.widgets.row_list import RowList

Given = TypeVar("Given")
Result = TypeVar("Result")
PATIENCE = 10.0
"""Seconds that Enter waits at most for the answer to what was just typed."""


class Finding(Rows[Result], Generic[Given, Result]):
    """Subclasses say how a question is answered, how the answer is shown, and what choosing a row gives."""

    @dataclass
    class Answered(Message):
        """The thread has an answer."""

        answer: Answer[object]

    def __init__(self, title: str, hint: str, store: Store, rows: RowList, typed: str = "") -> None:
        """`hint` says what to type; `typed` is in the field already, to be typed over."""
        super().__init__()
        self._title = title
        self._hint = hint
        self.rows = rows
        self.field = TextField(typed, widget_id="filter")
        self._asking = Latest(store, self.answerer, self._deliver)
        self._told: tuple[str, str] = ("", "muted")
        self._up_to_date = asyncio.Event()

    def answerer(self, store: Store) -> Callable[[str], Given]:
        """What answers questions from the file; called, as its result is, in the asking thread."""
        raise NotImplementedError

    def show_answer(self, given: Given) -> tuple[str, str]:
        """Show what was found; gives a sentence about it, and its role."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield Bar(partial(heading, self._title, ""))
        yield self.field
        yield self.rows
        self.told = Bar(self._told_line, widget_id="told")
        yield self.told
        yield Bar(self._keys, ground="bar", widget_id="keys")

    def on_mount(self) -> None:
        self.field.placeholder = self._hint
        self.set_focus(self.field)
        self.field.selection = Selection(0, len(self.field.value))
        self._asking.start()
        self._ask(self.field.value)

    def on_unmount(self) -> None:
        self._asking.close()

    def on_input_changed(self, event: Input.Changed) -> None:
        self._ask(event.value)

    def _ask(self, typed: str) -> None:
        self._up_to_date.clear()
        self._asking.ask(typed)

    def _deliver(self, answer: Answer[Given]) -> None:
        """Called in the asking thread."""
        self.post_message(self.Answered(answer))

    def on_finding_answered(self, event: Answered) -> None:
        error = event.answer.error
        if isinstance(error, Interrupted):
            return
        if isinstance(error, AnnotatorError):
            self._told = (str(error), "bad")
        elif error is not None:
            raise error
        elif event.answer.question != self.field.value:
            return
        else:
            self._told = self.show_answer(cast(Given, event.answer.given))
        self.told.redraw()
        self._up_to_date.set()

    def _told_line(self, width: int) -> list[Piece]:
        words, role = self._told
        return [(f" {words}", role)]

    async def action_list_choose(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._up_to_date.wait(), PATIENCE)
            self.choose()

    def choose(self) -> None:
        """Take the marked row, if there is one."""
        raise NotImplementedError
