"""Who may come in: whoever was given this server's token, from its own pages only.

A loopback port is open to every program and every web page of this machine's user, and, by a name
that resolves to 127.0.0.1 (DNS rebinding), to any page of the web. So a request needs three things:
a Host that is ours, the token (first in the address, then as a cookie), and, where it does
something, an Origin that is exactly ours.
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Gate:
    """One server's token and names."""

    def __init__(self, host: str, port: int) -> None:
        """The address as it was bound: a loopback host and the port that was got."""
        port_said = "" if port == 80 else f":{port}"  # browsers leave out what goes without saying
        self._hosts = {f"{name}{port_said}" for name in ("127.0.0.1", "[::1]", "localhost")}
        self.address = f"http://[{host}]{port_said}" if ":" in host else f"http://{host}{port_said}"
        self._token = secrets.token_urlsafe(32)
        self._cookie = f"annotator-{port}"  # browsers share cookies between the ports of a host

    @property
    def url(self) -> str:
        """What the reviewer opens."""
        return f"{self.address}/?token={self._token}"

    def middleware(self) -> Middleware:
        """Stands before every route, those that do not exist included."""

        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.headers.getall("Host", []) != [request.host] or request.host not in self._hosts:
                raise web.HTTPForbidden(text="This server does not go by that name.\n")
            acts = request.method != "GET" or "Upgrade" in request.headers
            if acts and request.headers.getall("Origin", []) != [f"http://{request.host}"]:
                raise web.HTTPForbidden(text="Only this server's own pages may do that.\n")
            if request.path == "/" and "token" in request.query and self._right(request.query["token"]):
                raise self._let_in()
            if not self._right(request.cookies.get(self._cookie, "")):
                raise web.HTTPForbidden(text="Open the address that annotator serve printed.\n")
            return await handler(request)

        return check

    def _right(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self._token.encode())

    def _let_in(self) -> web.HTTPSeeOther:
        """On to the page, the token now in a cookie and no longer in the address."""
        answer = web.HTTPSeeOther("/")
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="Strict", path="/")
        return answer

    async def guard(self, request: web.Request, response: web.StreamResponse) -> None:
        """Headers for every answer: nothing from elsewhere, in no frame, kept nowhere."""
        response.headers.update(
            {
                "Content-Security-Policy": "; ".join(
                    (
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self' 'unsafe-inline'",  # the terminal writes its colours so
                        "img-src 'self' data:",
                        f"connect-src 'self' ws://{request.host}",
                        "form-action 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                    )
                ),
                "X-Frame-Options": "DENY",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",  # with no-referrer a browser would hide the form's Origin
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Cache-Control": "no-store",
                "Server": "annotator",
            }
        )
