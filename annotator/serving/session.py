"""One reviewer at one page: the screen outlives the page for a while, the session outlives the screen."""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import WSCloseCode, WSMsgType, web

from annotator.serving.limits import Limits, Pace
from annotator.serving.program import Launch, Program

_MAX_SIDE = 1000
_SECONDS_TO_PART = 1.0
Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was loaded, and its line to us."""

    id: str
    socket: web.WebSocketResponse
    line: asyncio.Transport

    async def draw(self, data: bytes) -> None:
        """Hand over what is to be drawn, no quicker than the browser takes it; one that has gone takes none.

        In a task of its own: in aiohttp all who wait for a line share one future, and the first of them
        that gives up (a heartbeat, somebody who closes the line) cancels the others.
        """
        sending = asyncio.create_task(self.socket.send_bytes(data))
        await asyncio.wait({sending})
        if not sending.cancelled() and not isinstance(sending.exception(), ConnectionError):
            sending.result()

    async def let_go(self) -> None:
        """Close the line, even of a browser that takes nothing any more."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.socket.close(), _SECONDS_TO_PART)
        self.line.abort()


class Session:
    """Who reviews, and the screen while it runs. The id is part of the page's address."""

    def __init__(self, reviewer: str, launch: Launch, limits: Limits) -> None:
        self.id = secrets.token_urlsafe(16)
        self.reviewer = reviewer
        self.ended = ""
        """How the screen ended, when it did so by itself."""
        self._launch = launch
        self._limits = limits
        self._program: Program | None = None
        self._showing: asyncio.Task[None] | None = None
        self._page: Page | None = None
        self._waiting: asyncio.Task[None] | None = None
        self._changing = asyncio.Lock()
        """Held while a screen is started or ended."""

    @property
    def running(self) -> bool:
        return self._program is not None or self._page is not None

    def state(self, page: str) -> str:
        """What a page that lost its line should do: ended, elsewhere (another page took over), back."""
        if self.ended:
            return "ended"
        return "elsewhere" if self._page is not None and self._page.id != page else "back"

    async def attend(self, page: Page, size: Size) -> None:
        """Show the screen at this page until one of them goes; a page that was there before is let go."""
        try:
            async with self._changing:
                if self._page is not None:
                    await self._page.let_go()
                self._page = page
                if self._waiting is not None:
                    self._waiting.cancel()
                program = await self._screen(size)
            await self._take(page.socket, program)
        finally:
            page.line.abort()  # what it did not take would hold up the screen
            if self._page is page:
                self._page = None
                self._waiting = asyncio.create_task(self._wait_for_a_page())

    async def _screen(self, size: Size) -> Program:
        """The running screen, drawn anew, or one that begins."""
        if self._program is None:
            self.ended = ""
            self._program = await Program.start(self._launch, self.reviewer, size)
            self._showing = asyncio.create_task(self._show(self._program))
        else:
            await self._program.tell("resize", width=size[0], height=size[1])
            await self._program.tell("redraw")
        return self._program

    async def _wait_for_a_page(self) -> None:
        await asyncio.sleep(self._limits.grace)
        async with self._changing:
            if self._page is None:
                await self._end()

    async def end(self) -> None:
        """End the screen, saved, and let the page go; it will ask again, and find a new screen or nobody."""
        async with self._changing:
            page, self._page = self._page, None
            if page is not None:
                await page.let_go()  # first: a page that takes nothing holds up its screen
            await self._end()

    async def _end(self) -> None:
        if self._program is not None:
            await self._program.end()
        if self._showing is not None:
            await self._showing

    async def _show(self, program: Program) -> None:
        """Pass on what the program draws. A slow page slows it down; without a page it draws for nobody."""
        async for data in program.screen():
            if self._page is not None:
                await self._page.draw(data)
        self._program = None
        if self._page is not None:
            self.ended = program.words
            await self._page.let_go()

    async def _take(self, socket: web.WebSocketResponse, program: Program) -> None:
        """Pass on what the page sends, as quickly as the program takes it and no quicker than allowed."""
        pace = Pace(self._limits.messages_per_second)
        with suppress(ConnectionError):  # the page has gone while it was answered
            async for message in socket:
                await pace.wait()
                if message.type is not WSMsgType.TEXT or not await _pass_on(message.data, socket, program):
                    await socket.close(code=WSCloseCode.POLICY_VIOLATION)


async def _pass_on(text: str, socket: web.WebSocketResponse, program: Program) -> bool:
    """Do what one message of the page says; False when it is not one of ours."""
    try:
        match json.loads(text):
            case ["stdin", str(typed)]:
                await program.type(typed)
            case ["resize", {"width": int(columns), "height": int(rows)}]:
                width, height = within(columns, rows)
                await program.tell("resize", width=width, height=height)
            case ["focus" | "blur" as kind]:
                await program.tell(kind)
            case ["ping", str(stamp)]:
                await socket.send_json(["pong", stamp])
            case _:
                return False
    except (ValueError, RecursionError):
        return False
    return True


def within(columns: int, rows: int) -> Size:
    """The size of a terminal, kept to what can be drawn."""
    return min(max(columns, 1), _MAX_SIDE), min(max(rows, 1), _MAX_SIDE)
