"""Nobody comes in but through the address that was printed, and no foreign page does anything."""

import asyncio
import re
import socket
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from annotator.serving.gate import Gate

HERE = Path("somewhere.db")
EVERY_PATH = (
    "/",
    "/page/page.js",
    "/review/x",
    "/review/x/y/state",
    "/review/x/y/line",
    "/none",
    "/?token=",
    "/?token=é",
)


async def test_without_the_token_nothing_is_shown(serve) -> None:
    served = await serve(HERE)
    client = served.client()
    for path in (*EVERY_PATH, served.gate.url[len(served.origin) : -1]):
        async with client.get(path) as answer:
            assert answer.status == 403, path
            assert "annotator serve printed" in await answer.text()
    async with client.get("/", headers={"Cookie": f"annotator-{URL(served.origin).port}=wrong"}) as answer:
        assert answer.status == 403


async def test_the_token_goes_from_the_address_into_a_cookie(serve) -> None:
    served = await serve(HERE)
    client = served.client()
    async with client.get(URL(served.gate.url).relative(), allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        cookie = answer.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert "Domain" not in cookie
    async with client.get("/") as answer:
        assert answer.status == 200
        assert "token" not in await answer.text()


async def test_every_start_has_another_token(serve) -> None:
    one, other = await serve(HERE), await serve(HERE)
    assert one.gate.url.rpartition("=")[2] != other.gate.url.rpartition("=")[2]
    assert len(one.gate.url.rpartition("=")[2]) >= 43


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "",
        "127.0.0.1.nip.io:{port}",
    ],
)
async def test_a_host_that_is_not_ours_is_refused(serve, host: str) -> None:
    served = await serve(HERE)
    client = await served.inside()
    name = host.format(port=URL(served.origin).port)
    for path in EVERY_PATH:
        async with client.get(path, headers={"Host": name}) as answer:
            assert answer.status == 403, path


async def raw(served, request: bytes) -> bytes:
    """Send bytes; the first line of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", URL(served.origin).port)
    writer.write(request)
    first = await asyncio.wait_for(reader.readline(), 10)
    writer.close()
    await writer.wait_closed()
    return first


async def test_two_host_headers_are_refused(serve) -> None:
    served = await serve(HERE)
    host = URL(served.origin).authority.encode()
    first = await raw(served, b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nHost: evil.example\r\n\r\n")
    assert first.split()[1] in {b"400", b"403"}


@pytest.mark.parametrize("request_", [b"\0" * 99, b"GET / HTTP/1.1\r\n\r\n", b"GET /" + b"a" * 20_000])
async def test_what_is_no_request_is_refused_without_a_word(serve, caplog, request_: bytes) -> None:
    served = await serve(HERE)
    assert (await raw(served, request_)).split()[1] == b"400"
    assert not caplog.records


def test_the_usual_port_goes_without_saying() -> None:
    assert Gate("127.0.0.1", 80).address == "http://127.0.0.1"
    assert Gate("::1", 8080).address == "http://[::1]:8080"


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "",
        "https://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://{own}",
        "http://{own}/",
        "http://{own}.evil.example",
        "http://evil.example http://{own}",
        "http://localhost:{port}",
    ],
)
async def test_only_our_own_origin_gets_a_line_or_gives_a_name(serve, origin: str | None) -> None:
    served = await serve(HERE)
    client = await served.inside()
    own = URL(served.origin)
    headers = {} if origin is None else {"Origin": origin.format(own=own.authority, port=own.port)}
    address = (await served.page(client, await served.begin(client, "anna")))["session-websocket"]
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.ws_connect(address, headers=headers)
    assert refused.value.status == 403
    async with client.post("/", data={"reviewer": "anna"}, headers=headers, allow_redirects=False) as answer:
        assert answer.status == 403


async def test_a_line_needs_the_cookie_too(serve) -> None:
    served = await serve(HERE)
    client = await served.inside()
    address = (await served.page(client, await served.begin(client, "anna")))["session-websocket"]
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await served.connect(served.client(), address)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/page/",
        "/page",
        "/page/server.py",
        "/page/review.html",
        "/page/..",
        "/page/../gate.py",
        "/page/%2e%2e/gate.py",
        "/page/..%2fgate.py",
        "/page/..%5cgate.py",
        "/page/%2fetc%2fpasswd",
        "//etc/passwd",
        "/page//etc/passwd",
        "/page/page.js%00",
        "/page/PAGE.JS",
        "/static/js/textual.js",
        "/review/none",
        "/review/none/page/state",
        "/download/x",
        "/ws",
    ],
)
async def test_what_is_not_in_the_list_is_not_served(serve, path: str) -> None:
    served = await serve(HERE)
    client = await served.inside()
    async with client.get(URL(served.origin + path, encoded=True)) as answer:
        assert answer.status == 404
        assert "nosniff" in answer.headers["X-Content-Type-Options"]


async def test_every_answer_forbids_what_is_not_ours(serve) -> None:
    served = await serve(HERE)
    client = await served.inside()
    refused = served.client()
    for who, path in ((client, "/"), (client, "/page/textual.js"), (client, "/none"), (refused, "/")):
        async with who.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "script-src 'self';" in policy
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "aiohttp" not in answer.headers["Server"]
            assert "Access-Control-Allow-Origin" not in answer.headers


async def test_the_pages_name_no_address_but_ours(serve) -> None:
    served = await serve(HERE)
    client = await served.inside()
    path = await served.begin(client, "anna")
    for page in ("/", path, "/page/page.css", "/page/page.js"):
        async with client.get(page) as answer:
            for address in re.findall(r"(?:https?|wss?)://([^/\s\"']+)", await answer.text()):
                assert address == URL(served.origin).authority


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "a\nb", "import:x", "\x1b[2J", "a" * 5000])
async def test_a_name_that_review_would_refuse_is_refused_here(serve, name: str) -> None:
    served = await serve(HERE)
    client = await served.inside()
    async with client.post(
        "/", data={"reviewer": name}, headers={"Origin": served.origin}, allow_redirects=False
    ) as answer:
        assert answer.status in {413, 422}
        assert "Location" not in answer.headers


async def test_a_name_is_never_markup(serve) -> None:
    served = await serve(Path("<i>a</i>.db"))
    client = await served.inside()
    path = await served.begin(client, "<script>\"'&$HOME `id`")
    async with client.get(path) as answer:
        text = await answer.text()
    assert "<i>" not in text
    assert '<script>"' not in text
    assert "&lt;script&gt;&quot;&#x27;&amp;$HOME `id`" in text


async def test_a_server_for_one_asks_nobody(serve) -> None:
    served = await serve(HERE, reviewer="anna")
    client = await served.inside()
    async with client.get("/") as answer:
        assert answer.url.path.startswith("/review/")
        assert "anna" in await answer.text()
    async with client.post("/", data={"reviewer": "ben"}, headers={"Origin": served.origin}) as answer:
        assert answer.status == 403


async def test_it_listens_on_loopback_only(serve) -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    served = await serve(HERE, host="::1")
    client = await served.inside()
    async with client.get("/") as answer:
        assert answer.status == 200
    elsewhere = socket.gethostbyname(socket.gethostname())
    if elsewhere.startswith("127."):
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((elsewhere, URL(served.origin).port), timeout=2)
