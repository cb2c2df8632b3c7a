"""A real browser, driven by its debugging protocol."""

import asyncio
import itertools
import json
import os
import shutil
import tempfile
from asyncio.subprocess import DEVNULL
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

PATIENCE = 20.0


async def wait_until(
    condition: Callable[[], Awaitable[bool] | bool], what: str, patience: float = PATIENCE
) -> None:
    """Wait for something to become so."""
    loop = asyncio.get_running_loop()
    end = loop.time() + patience
    while True:
        found = condition()
        if await found if isinstance(found, Awaitable) else found:
            return
        assert loop.time() < end, f"never came: {what}"
        await asyncio.sleep(0.05)


@pytest.fixture
def until() -> Callable[..., Awaitable[None]]:
    return wait_until


class Tab:
    """One page of the browser, in a context of its own when asked for."""

    def __init__(self, chromium: "Chromium", session: str) -> None:
        self._chromium = chromium
        self._session = session
        self.requests: list[str] = []
        self.console: list[str] = []

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        return await self._chromium.do(method, self._session, **parameters)

    def heard(self, method: str, parameters: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.requests.append(parameters["url"])
        elif method == "Log.entryAdded":
            self.console.append(parameters["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.console.append(str(parameters["exceptionDetails"]))

    async def open(self, url: str) -> None:
        await self.do("Page.navigate", url=url)

    async def js(self, expression: str) -> Any:
        """The value of an expression, awaited when it is a promise."""
        answer = await self.do(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        return answer["result"].get("value")

    async def shows(self, what: str) -> None:
        """Wait until an expression is true."""

        async def so() -> bool:
            return bool(await self.js(f"!!({what})"))

        await wait_until(so, f"{what} (console: {self.console})")

    async def key(self, *keys: str) -> None:
        """Press keys: a character, Enter, or Ctrl and a letter, which does what it does in a browser."""
        for key in keys:
            letter = key.removeprefix("Ctrl+")
            pressed: dict[str, Any] = {"key": letter, "windowsVirtualKeyCode": ord(letter[0].upper())}
            if key == "Enter":
                pressed |= {"windowsVirtualKeyCode": 13, "text": "\r"}
            elif key == letter:
                pressed |= {"text": letter}
            else:
                pressed |= {"modifiers": 2, "commands": ["paste"] if letter == "v" else []}
            await self.do("Input.dispatchKeyEvent", type="keyDown", **pressed)
            await self.do("Input.dispatchKeyEvent", type="keyUp", key=letter)

    async def size(self, width: int, height: int) -> None:
        await self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def picture(self) -> bytes:
        """The page as a PNG."""
        return b64decode((await self.do("Page.captureScreenshot", format="png"))["data"])


class Chromium:
    """A headless browser; every tab has cookies of its own."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._tabs: dict[str, Tab] = {}
        self.reading = asyncio.create_task(self._read())

    async def do(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(message | ({"sessionId": session} if session else {}))
        return await asyncio.wait_for(self._answers[number], PATIENCE)

    async def _read(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                waiting = self._answers.pop(said["id"])
                if "error" in said:
                    waiting.set_exception(AssertionError(said["error"]))
                else:
                    waiting.set_result(said["result"])
            elif said.get("sessionId") in self._tabs:
                self._tabs[said["sessionId"]].heard(said["method"], said["params"])

    async def tab(self) -> Tab:
        context = (await self.do("Target.createBrowserContext"))["browserContextId"]
        target = await self.do("Target.createTarget", url="about:blank", browserContextId=context)
        session = (await self.do("Target.attachToTarget", targetId=target["targetId"], flatten=True))[
            "sessionId"
        ]
        tab = self._tabs[session] = Tab(self, session)
        for domain in ("Page", "Network", "Log", "Runtime"):
            await tab.do(f"{domain}.enable")
        return tab


def _browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome", "chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("ANNOTATOR_CI"):
        pytest.fail("there is no Chromium, which .ci/run was to install")
    pytest.skip("there is no Chromium on this machine")


@pytest.fixture
async def chromium() -> AsyncIterator[Chromium]:
    """A headless Chromium; the test is skipped without one, but not in CI."""
    command = _browser()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = [
            "--headless",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--disable-gpu",
        ]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # it refuses to run as root otherwise
        process = await asyncio.create_subprocess_exec(command, *options, stdout=DEVNULL, stderr=DEVNULL)
        try:
            at = Path(profile) / "DevToolsActivePort"
            await wait_until(lambda: at.exists() and at.read_text().count("\n") == 1, "a browser", 60)
            port, path = at.read_text().split()
            async with (
                aiohttp.ClientSession() as client,
                client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0) as socket,
            ):
                browser = Chromium(socket)
                yield browser
                browser.reading.cancel()
        finally:
            process.kill()
            await process.wait()
