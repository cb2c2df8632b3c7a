"""A page and its review screen: the screen outlives the page for a while and never loses what was done."""

import asyncio
import json
import random
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

if not Path("/proc/self/cmdline").exists():
    pytest.skip("the program's processes are looked for in /proc", allow_module_level=True)


def labels(desk) -> list[tuple[str, str]]:
    return desk.sql("SELECT reviewer, label FROM current_label ORDER BY reviewer, label")


def screens_of(path: Path) -> list[int]:
    """Process ids of the review screens of a file."""
    wanted = f"--db={path}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            words = entry.read_bytes().split(b"\0")
            if wanted in words and b"review" in words:
                found.append(int(entry.parent.name))
    return found


async def test_two_reviewers_label_under_their_own_names(serve, desk, until) -> None:
    served = await serve(desk.store.path)
    lines = []
    for name in ("berta", "carl -x; $(touch x)"):
        client = await served.inside()
        lines.append(await served.line(client, await served.begin(client, name)))
    for line, key in zip(lines, "sc", strict=True):
        await line.shows("Claim 1 of")
        await line.type(key)
        await line.shows("saved")
    await until(lambda: len(labels(desk)) == 2, "both labels")
    assert labels(desk) == [("berta", "sourced"), ("carl -x; $(touch x)", "contested")]


async def settled(line) -> str:
    """What stands there once nothing is drawn any more, a little later either."""
    before = ""
    while before != line.text:
        before = line.text
        await asyncio.sleep(0.5)
    return before


async def test_a_page_that_comes_back_finds_all_as_it_was(serve, desk, until) -> None:
    served = await serve(desk.store.path)
    client = await served.inside()
    path = await served.begin(client, "berta")
    line = await served.line(client, path)
    await line.shows("Claim 1 of")
    (screen,) = screens_of(desk.store.path)
    for keys, shown in (("j", "Claim 2 of"), ("a", "New citation"), ("\x1b[200~Page ä\x1b[201~", "Page ä")):
        await line.type(keys)
        await line.shows(shown)
        before = await settled(line)
        await line.leave()
        line = await served.line(client, path)
        await until(lambda line=line, before=before: line.text == before, f"all of\n{before}")
    assert screens_of(desk.store.path) == [screen]


async def test_without_a_page_the_screen_ends_saved_and_a_new_one_finds_the_place(
    serve, desk, limits, until
) -> None:
    served = await serve(desk.store.path, limits=limits(grace=0.0))
    client = await served.inside()
    path = await served.begin(client, "berta")
    line = await served.line(client, path)
    await line.shows("Claim 1 of")
    await line.type("js")
    await line.leave()
    await until(lambda: not screens_of(desk.store.path), "the end of the screen")
    assert labels(desk) == [("berta", "sourced")]
    await (await served.line(client, path)).shows("Claim 2 of")


async def test_the_newer_of_two_pages_has_the_screen(serve, desk) -> None:
    served = await serve(desk.store.path)
    client = await served.inside()
    path = await served.begin(client, "berta")
    addresses = await served.page(client, path)
    first = await served.connect(client, addresses["session-websocket"])
    second = await served.line(client, path)
    await second.shows("Claim 1 of")
    while (await first.receive()).type is not aiohttp.WSMsgType.CLOSED:
        pass
    async with client.get(addresses["state"]) as answer:
        assert (await answer.json())["state"] == "elsewhere"
    await second.type("s")
    await second.shows("sourced")


async def test_leaving_by_key_says_so_and_a_new_page_begins_again(serve, desk) -> None:
    served = await serve(desk.store.path)
    client = await served.inside()
    path = await served.begin(client, "berta")
    addresses = await served.page(client, path)
    line = await served.line(client, path)
    await line.shows("Claim 1 of")
    await line.type("q")
    await line.shows("Library")
    await line.type("q")
    await asyncio.wait_for(line.closed.wait(), 20)
    async with client.get(addresses["state"]) as answer:
        assert await answer.json() == {"state": "ended", "words": "You left; everything is saved."}
    await (await served.line(client, path)).shows("Claim 1 of")


async def test_a_screen_that_cannot_begin_says_why(serve, kit) -> None:
    path = kit.path()
    path.write_bytes(b"no database at all, only words")
    served = await serve(path)
    client = await served.inside()
    addresses = await served.page(client, await served.begin(client, "berta"))
    socket = await served.connect(client, addresses["session-websocket"])
    while (await socket.receive()).type is not aiohttp.WSMsgType.CLOSED:
        pass
    async with client.get(addresses["state"]) as answer:
        said = await answer.json()
    assert said["state"] == "ended"
    assert path.name in said["words"]


async def test_so_many_screens_and_no_more(serve, desk, limits) -> None:
    served = await serve(desk.store.path, limits=limits(programs=1))
    client = await served.inside()
    line = await served.line(client, await served.begin(client, "berta"))
    await line.shows("Claim 1 of")
    other = await served.begin(client, "carl")
    async with client.get(other) as answer:
        assert answer.status == 503
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await served.connect(client, f"{other}/x/line")
    assert refused.value.status == 503
    await line.type("q")
    await line.shows("Library")
    await line.type("q")
    await asyncio.wait_for(line.closed.wait(), 20)
    await (await served.line(client, other)).shows("Claim 1 of")


async def test_the_oldest_session_that_rests_is_forgotten(serve, desk, limits) -> None:
    served = await serve(desk.store.path, limits=limits(sessions=2))
    client = await served.inside()
    paths = [await served.begin(client, name) for name in ("a", "b", "c")]
    for path, status in zip(paths, (404, 200, 200), strict=True):
        async with client.get(path) as answer:
            assert answer.status == status


async def test_a_message_that_is_not_ours_ends_the_line_and_does_nothing(serve, desk, limits) -> None:
    served = await serve(desk.store.path, limits=limits(message=200_000))
    client = await served.inside()
    path = await served.begin(client, "berta")
    for message in (
        *("x", "{}", "[]", '["stdin"]', '["stdin", 1]', '["resize", {"width": "8"}]', '["quit"]'),
        *("[" * 100_000, "9" * 10_000, "x" * 300_000, b"s"),
    ):
        socket = await served.connect(client, (await served.page(client, path))["session-websocket"])
        await (socket.send_bytes(message) if isinstance(message, bytes) else socket.send_str(message))
        while (await asyncio.wait_for(socket.receive(), 20)).type is not aiohttp.WSMsgType.CLOSED:
            pass
        assert socket.close_code in {1000, 1008, 1009}, message[:30]
    line = await served.line(client, path)
    await line.shows("Claim 1 of")
    assert labels(desk) == []


async def test_a_paste_of_a_megabyte_arrives_whole(serve, desk) -> None:
    served = await serve(desk.store.path)
    client = await served.inside()
    line = await served.line(client, await served.begin(client, "berta"))
    await line.shows("Claim 1 of")
    await line.type("m")
    await line.shows("omment")
    await line.type("\x1b[200~" + "é" * 500_000 + "\x1b[201~")
    await line.shows("500,000 characters came")


async def test_a_size_beyond_sense_is_kept_within_bounds(serve, desk) -> None:
    served = await serve(desk.store.path)
    client = await served.inside()
    line = await served.line(client, await served.begin(client, "berta"))
    await line.shows("Claim 1 of")
    await line.socket.send_json(["resize", {"width": 10**9, "height": -5}])
    await line.socket.send_json(["resize", {"width": 80, "height": 24}])
    await line.type("s")
    await line.shows("sourced")


def narrow(address) -> socket.socket:
    """A socket that takes little in advance."""
    made = socket.socket(*address[:3])
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return made


async def stuck(served) -> tuple[aiohttp.ClientWebSocketResponse, str]:
    """A page that labels a claim, has megabytes drawn, and takes none of them; the session's path."""
    client = await served.inside(connector=aiohttp.TCPConnector(socket_factory=narrow))
    path = await served.begin(client, "berta")
    line = await served.connect(client, (await served.page(client, path))["session-websocket"])
    await line.send_json(["stdin", "s"])
    for side in range(1000, 970, -1):
        await line.send_json(["resize", {"width": side, "height": side}])
        await asyncio.sleep(0.05)
    return line, path


async def test_a_browser_that_takes_nothing_more_is_let_go(serve, desk, limits, until) -> None:
    served = await serve(desk.store.path, limits=limits(heartbeat=1.0))
    taking_nothing, path = await stuck(served)
    client = await served.inside()

    async def nobody_is_there() -> bool:
        async with client.get(f"{path}/another/state") as answer:
            return (await answer.json())["state"] == "back"

    await until(nobody_is_there, "the end of the line")
    line = await served.line(client, path)
    await line.shows("Labelled sourced.")
    await taking_nothing.close()


async def test_a_browser_that_takes_nothing_more_does_not_hold_up_the_end(serve, desk) -> None:
    served = await serve(desk.store.path)
    taking_nothing, _ = await stuck(served)
    await asyncio.wait_for(served.server.stop(), 8)  # a screen that does not end is killed after 10
    assert not screens_of(desk.store.path)
    assert labels(desk) == [("berta", "sourced")]
    await taking_nothing.close()


@pytest.mark.soak
async def test_pages_that_come_and_go_in_any_order(
    serve, desk, limits, caplog, until, soak_seconds: float
) -> None:
    """Pages of two sessions come, type, take over, leave and are cut off, while screens end and begin."""
    any_order = random.Random(7)
    served = await serve(desk.store.path, limits=limits(grace=0.1))
    client = await served.inside()
    paths = [await served.begin(client, name) for name in ("berta", "carl")]
    end = asyncio.get_running_loop().time() + soak_seconds

    async def come_and_go() -> None:
        while asyncio.get_running_loop().time() < end:
            line = await served.line(client, any_order.choice(paths))
            await asyncio.sleep(any_order.choice((0, 0.01, 0.3, 1)))
            with suppress(ConnectionError):
                await line.type("".join(any_order.choices("jkscvuq", k=5)))
            await line.leave()
            await asyncio.sleep(any_order.choice((0, 0.1, 0.25)))

    await asyncio.gather(*(come_and_go() for _ in range(3)))
    for path in paths:
        await come_to_a_screen(served, client, path, until)
    await served.server.stop()
    assert not screens_of(desk.store.path)
    assert not caplog.records


async def come_to_a_screen(served, client, path, until) -> None:
    """A key that was on its way may end the screen that is found: then the page is loaded again."""
    for patience in (8, 8, 20):
        line = await served.line(client, path)
        try:
            await until(
                lambda line=line: "Claim " in line.text or "Library" in line.text, "a screen", patience
            )
            return
        except AssertionError:
            if patience == 20:
                raise
        finally:
            await line.leave()


async def started(path: Path) -> tuple[asyncio.subprocess.Process, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "annotator",
        "serve",
        f"--db={path}",
        "--reviewer=berta",
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdout is not None
    return process, (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
async def test_however_the_server_ends_the_screens_end_and_all_is_saved(desk, number, until) -> None:
    process, url = await started(desk.store.path)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        async with client.get(url) as answer:
            page = await answer.text()
        origin = url.partition("/?")[0]
        address = page.split('data-session-websocket-url="')[1].split('"')[0]
        async with client.ws_connect(address, headers={"Origin": origin}) as socket:
            drawn = b""
            while b"Claim 1 of" not in drawn:
                drawn += await asyncio.wait_for(socket.receive_bytes(), 20)
            await socket.send_str(json.dumps(["stdin", "s"]))
            while b"Labelled" not in drawn:
                drawn += await asyncio.wait_for(socket.receive_bytes(), 20)
            process.send_signal(number)
            code = await asyncio.wait_for(process.wait(), 20)
    assert code == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    await until(lambda: not screens_of(desk.store.path), "the end of the screen")
    assert labels(desk) == [("berta", "sourced")]
    assert process.stderr is not None
    said = (await process.stderr.read()).decode()
    assert "Traceback" not in said
