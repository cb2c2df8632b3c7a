"""What is done while nobody types: above all Python's collecting of garbage.

A full collection walks every object of the program and takes tens of milliseconds, which a person
feels in the key that it falls on.
"""

import gc
from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable

IDLE = 0.2
"""Seconds without a key after which to collect."""
MOST_KEYS = 400
"""Keys after which to collect even if there was no such pause."""


class IdleCollector:
    """Collects when told of no key for a while; begin it once the first content is there."""

    def __init__(self) -> None:
        self._keys = 0
        self._last = 0.0
        self._timer: TimerHandle | None = None
        self._begun = False
        self._first: Callable[[], None] | None = None

    def begin(self, first: Callable[[], None] | None = None) -> None:
        """Take over from the automatic collections; in the first pause do what the start put off."""
        gc.disable()
        gc.freeze()  # so that a collection that cannot wait for a pause is short
        self._begun = True
        self._first = first or _nothing
        self.touch()

    def end(self) -> None:
        """Give back to the automatic collections."""
        if self._timer is not None:
            self._timer.cancel()
        if self._begun:
            self._begun = False
            gc.unfreeze()
            gc.enable()

    def touch(self) -> None:
        """A key has come."""
        if not self._begun:
            return
        loop = get_running_loop()
        self._keys += 1
        self._last = loop.time()
        if self._timer is None:
            self._timer = loop.call_later(IDLE, self._look)

    def _look(self) -> None:
        """Collect when there was a pause since the last key, else look again after what is left of it."""
        loop = get_running_loop()
        left = self._last + IDLE - loop.time()
        if left > 0 and self._keys < MOST_KEYS:
            self._timer = loop.call_later(left, self._look)
            return
        self._timer = None
        self._keys = 0
        if left > 0 or self._first is None:
            gc.collect()
            return
        put_off, self._first = self._first, None
        put_off()
        gc.unfreeze()
        gc.collect()
        gc.freeze()  # what is there now stays: later collections need not look at it


def _nothing() -> None:
    """Nothing was put off."""
