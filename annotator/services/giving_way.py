"""A long transaction that lets others go first, so that no reviewer waits while an import is stored.

SQLite has one writer, and half of an import is not to be seen; so what was stored is rolled back, and done
again behind the others. Who comes too often is asked to wait in the end.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from annotator.store import Store

TIMES = 10
"""How often it begins again."""
_PAUSE = 0.05
"""Seconds in which those who wait take their turn."""

_Made = TypeVar("_Made")
GoOn = Callable[[], None]
"""To be called between the steps of the work."""


class _GaveWay(Exception):
    """Ends a transaction that is begun again."""


def in_one(store: Store, work: Callable[[GoOn], _Made]) -> _Made:
    """What the work makes in one transaction, which it may have to do several times."""

    def give_way() -> None:
        if store.goes_on():
            raise _GaveWay

    def hold_on() -> None:
        store.goes_on()

    for _ in range(TIMES):
        with suppress(_GaveWay), store.writing():
            return work(give_way)
        time.sleep(_PAUSE)
    with store.writing():
        return work(hold_on)
