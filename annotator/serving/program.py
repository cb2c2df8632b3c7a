"""A review screen in a process of its own, spoken to by the protocol of Textual's web driver.

Packets both ways are a letter (D what a terminal would get, M a message in JSON), four bytes of size,
big end first, and the payload. Before the first the program writes one line to say that it begins.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Self

_BEGINS = b"__GANGLION__\n"
_MAX_PACKET = 16 << 20
_MAX_WORDS = 2000
_DRIVER = "annotator.tui.browser:BrowserDriver"


@dataclass(frozen=True, slots=True)
class Launch:
    """How a review screen is started: no shell, and the reviewer's name is never read as an option."""

    options: tuple[str, ...]
    """Options of `annotator review` that say which file, the same for every reviewer."""

    def command(self) -> list[str]:
        return [sys.executable, "-P", "-m", "annotator", "review", *self.options]

    def environment(self, reviewer: str, size: tuple[int, int]) -> dict[str, str]:
        columns, rows = size
        return os.environ | {
            "ANNOTATOR_REVIEWER": reviewer,
            "TEXTUAL_DRIVER": _DRIVER,
            "TEXTUAL_COLOR_SYSTEM": "truecolor",
            "TERM_PROGRAM": "textual",
            "COLUMNS": str(columns),
            "ROWS": str(rows),
        }


class Program:
    """One running screen. It ends when its input is closed, having saved everything."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._last_words = bytearray()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, launch: Launch, reviewer: str, size: tuple[int, int]) -> Self:
        """Start it in a group of its own: Ctrl+C in the server's terminal is the server's."""
        process = await asyncio.create_subprocess_exec(
            *launch.command(),
            env=launch.environment(reviewer, size),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,
        )
        return cls(process)

    @property
    def words(self) -> str:
        """How it ended, with the last of what it said on standard error."""
        said = self._last_words.decode("utf-8", "replace").strip()
        match self._process.returncode:
            case 0:
                return f"You left; everything is saved.\n{said}".strip()
            case code:
                return said or f"The review screen ended without a word (code {code})."

    async def screen(self) -> AsyncIterator[bytes]:
        """What a terminal is to draw, until the program ends. To be read all the while, or it stops."""
        stdout = self._process.stdout
        assert stdout is not None
        try:
            await stdout.readuntil(_BEGINS)
            while True:
                head = await stdout.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > _MAX_PACKET:
                    break
                payload = await stdout.readexactly(size)
                if head[:1] == b"D":
                    yield payload
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        await self.end()
        await self._listening

    async def type(self, text: str) -> None:
        """Hand over what was typed, pasted or pointed at; waits while the program is busy."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, kind: str, **values: int) -> None:
        """Hand over a message: resize (width, height), redraw, focus, blur."""
        await self._send(b"M", json.dumps({"type": kind, **values}).encode())

    async def _send(self, letter: bytes, payload: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        if stdin.is_closing():
            return
        try:
            stdin.write(letter + len(payload).to_bytes(4, "big") + payload)
            await stdin.drain()
        except ConnectionError:  # it has just ended; whoever reads the screen learns it
            return

    async def end(self, patience: float = 10.0) -> None:
        """Have it save and end; one that cannot is killed, which loses nothing shown as saved."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), patience)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _listen(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None
        while data := await stderr.read(4096):
            self._last_words += data
            del self._last_words[:-_MAX_WORDS]
