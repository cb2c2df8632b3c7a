"""What it costs to do something, in what SQLite counts: the clock of a shared machine says little."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest


class Cost(NamedTuple):
    done: Any
    """What the act gave."""
    statements: int
    rows: int
    """Changed."""
    steps: int
    """Of SQLite's machine."""


@pytest.fixture
def cost(desk) -> Callable[[Callable[[], Any]], Cost]:
    def counted(act: Callable[[], Any]) -> Cost:
        connection, counts = desk.store.db, [0, 0]

        def statement(_: str) -> None:
            counts[0] += 1

        def step() -> None:
            counts[1] += 1

        before = connection.total_changes
        connection.set_trace_callback(statement)
        connection.set_progress_handler(step, 1)
        try:
            done = act()
        finally:
            connection.set_progress_handler(None, 1)
            connection.set_trace_callback(None)
        return Cost(done, counts[0], connection.total_changes - before, counts[1])

    return counted
