"""A server of our own for each test, and a real browser."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pyte
import pytest
from chromium import chromium, until, wait_until
from yarl import URL

from annotator.serving.gate import Gate
from annotator.serving.limits import Limits
from annotator.serving.program import Launch
from annotator.serving.server import Server

__all__ = ["chromium", "until"]


@dataclass
class Served:
    """A running server, and clients for it."""

    server: Server
    gate: Gate
    stack: AsyncExitStack

    @property
    def origin(self) -> str:
        return self.gate.address

    def client(self, **options: Any) -> aiohttp.ClientSession:
        """A client that knows nothing yet; cookies of an address are kept as a browser would."""
        jar = aiohttp.CookieJar(unsafe=True)
        session = aiohttp.ClientSession(self.origin, cookie_jar=jar, **options)
        self.stack.push_async_callback(session.close)
        return session

    async def inside(self, **options: Any) -> aiohttp.ClientSession:
        """A client that has come in by the token."""
        client = self.client(**options)
        async with client.get(URL(self.gate.url).relative()) as answer:
            assert answer.status == 200
        return client

    async def begin(self, client: aiohttp.ClientSession, reviewer: str) -> str:
        """Give a name; returns the path of the session's page."""
        given = {"data": {"reviewer": reviewer}, "headers": {"Origin": self.origin}, "allow_redirects": False}
        async with client.post("/", **given) as answer:
            assert answer.status == 303, await answer.text()
            return answer.headers["Location"]

    async def page(self, client: aiohttp.ClientSession, path: str) -> dict[str, str]:
        """Load a session's page; the addresses that stand in it, by name."""
        async with client.get(path) as answer:
            text = await answer.text()
            assert answer.status == 200, text
        return dict(re.findall(r'data-(state|session-websocket)-url="([^"]+)"', text))

    async def line(self, client: aiohttp.ClientSession, path: str) -> "Line":
        """Load a session's page and take up its line."""
        address = (await self.page(client, path))["session-websocket"]
        return Line(await self.connect(client, f"{address}?width=80&height=24"))

    async def connect(self, client: aiohttp.ClientSession, address: str) -> aiohttp.ClientWebSocketResponse:
        """Open a WebSocket as this server's own page would."""
        return await client.ws_connect(address, headers={"Origin": self.origin})


class Line:
    """What a page does on its line, with a terminal to draw on."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.closed = asyncio.Event()
        self._screen = _Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._reading = asyncio.create_task(self._read())

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def _read(self) -> None:
        async for message in self.socket:
            if message.type is aiohttp.WSMsgType.BINARY:
                self._stream.feed(message.data)
        self.closed.set()

    async def type(self, text: str) -> None:
        await self.socket.send_json(["stdin", text])

    async def shows(self, words: str) -> None:
        await wait_until(lambda: words in self.text, f"{words}; the screen is\n{self.text}")

    async def leave(self) -> None:
        await self.socket.close()
        await self._reading


class _Screen(pyte.Screen):
    """Deaf to what pyte does not know."""

    def report_device_status(self, *_: object, **__: object) -> None: ...


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Awaitable[Served]]]:
    """Starts servers of a file on free ports, and stops them."""
    async with AsyncExitStack() as stack:

        async def start(file: Path, *, host: str = "127.0.0.1", port: int = 0, **options: Any) -> Served:
            server = Server(Launch((f"--db={file}",)), file=file.name, **options)
            gate = await server.start(host, port)
            stack.push_async_callback(server.stop)
            return Served(server, gate, stack)

        yield start


@pytest.fixture
def limits() -> type[Limits]:
    return Limits
