"""How much one page may ask for."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    programs: int = 8
    """Review screens that run at once; each is a process of 35 to 60 MB."""
    sessions: int = 100
    """Sessions that are remembered, running or not; the oldest that rests is forgotten first."""
    message: int = 4 << 20
    """One message of a page; a paste comes as one."""
    messages_per_second: int = 400
    """What a page may send on end; a quicker one waits, and nothing is lost."""
    heartbeat: float = 20.0
    """How often a page must show that it still takes what it is sent."""
    grace: float = 120.0
    """How long a screen waits for its page to come back, with all that was typed; then it ends, saved."""


class Pace:
    """Lets so many messages through in a second, with a second's worth in advance."""

    def __init__(self, per_second: int) -> None:
        self._per_second = per_second
        self._left = float(per_second)
        self._last = 0.0

    async def wait(self) -> None:
        """Come back when the next message may be taken."""
        now = asyncio.get_running_loop().time()
        self._left = min(self._per_second, self._left + (now - self._last) * self._per_second)
        self._last = now
        self._left -= 1
        if self._left < 0:
            await asyncio.sleep(-self._left / self._per_second)
