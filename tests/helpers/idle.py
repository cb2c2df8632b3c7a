"""Has Textual's pilot wait for the app, and not only for a while.

Its own wait compares two clocks: where a busy machine lets the process stand, the app looks idle though
messages are on their way, and what a key brings about is looked for too early.
"""

import asyncio

import textual.app
import textual.pilot
from textual import _wait

TURNS = 3
"""Turns of the loop in a row in which nobody else had anything to do."""


async def wait_for_idle(min_sleep: float = _wait.SLEEP_GRANULARITY, max_sleep: float = 1) -> None:
    """As Textual's, and then until the loop has nothing left to run; timers are not waited for."""
    await _wait.wait_for_idle(min_sleep, max_sleep)
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    quiet = 0
    while quiet < TURNS:
        await asyncio.sleep(0)
        quiet = 0 if ready else quiet + 1


def use_it() -> None:
    for module in (textual.app, textual.pilot):
        vars(module)["wait_for_idle"] = wait_for_idle
