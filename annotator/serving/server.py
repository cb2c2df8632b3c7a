"""The server: a page for the name, a page with the terminal, its line to the review screen."""

import asyncio
import logging
import secrets
import socket

from aiohttp import web
from aiohttp.http import HttpProcessingError

from annotator.domain.errors import InputError
from annotator.serving import pages
from annotator.serving.gate import Gate
from annotator.serving.limits import Limits
from annotator.serving.program import Launch
from annotator.serving.session import Page, Session, within
from annotator.settings.reviewer import check_name

_MAX_FORM = 4096


class Server:
    """Serves one file on one loopback port. `start`, then `stop`, which ends every screen, saved."""

    def __init__(
        self,
        launch: Launch,
        *,
        file: str,
        reviewer: str = "",
        suggested: str = "",
        limits: Limits | None = None,
    ) -> None:
        """With a `reviewer` the one session is theirs; without, each page asks, suggesting a name."""
        self._launch = launch
        self._file = file
        self._suggested = suggested
        self._limits = limits or Limits()
        self._sessions: dict[str, Session] = {}
        self._only = self._open_session(reviewer) if reviewer else None
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> Gate:
        """Listen on a loopback address; port 0 takes a free one. Raises InputError."""
        listening = _listen(host, port)
        gate = Gate(host, listening.getsockname()[1])
        app = web.Application(middlewares=[gate.middleware()], client_max_size=_MAX_FORM)
        app.on_response_prepare.append(gate.guard)
        app.on_shutdown.append(self._end_all)
        app.add_routes(
            [
                web.get("/", self._entrance, allow_head=False),
                web.post("/", self._take_name),
                web.get("/page/{name}", self._page_file, allow_head=False),
                web.get("/review/{session}", self._review, allow_head=False),
                web.get("/review/{session}/{page}/state", self._state, allow_head=False),
                web.get("/review/{session}/{page}/line", self._line, allow_head=False),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, logger=_errors())
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()
        return gate

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _end_all(self, _: web.Application) -> None:
        await asyncio.gather(*(session.end() for session in self._sessions.values()))

    # --- pages -----------------------------------------------------------------------------------

    async def _entrance(self, _: web.Request) -> web.Response:
        if self._only is not None:
            raise web.HTTPSeeOther(f"/review/{self._only.id}")
        return _html(pages.asking_page(self._file, self._suggested))

    async def _take_name(self, request: web.Request) -> web.Response:
        if self._only is not None:
            raise web.HTTPForbidden(text=f"This server is for {self._only.reviewer} alone.\n")
        name = str((await request.post()).get("reviewer", ""))
        try:
            session = self._open_session(check_name(name))
        except InputError as error:
            return _html(pages.asking_page(self._file, name, str(error)), status=422)
        raise web.HTTPSeeOther(f"/review/{session.id}")

    async def _review(self, request: web.Request) -> web.Response:
        session = self._session(request)
        if not session.running and self._running() >= self._limits.programs:
            return _html(pages.full_page(self._limits.programs), status=503)
        here = f"/review/{session.id}/{secrets.token_urlsafe(8)}"
        line = f"ws://{request.host}{here}/line"
        return _html(pages.review_page(self._file, session.reviewer, line, f"{here}/state"))

    async def _page_file(self, request: web.Request) -> web.Response:
        found = pages.page_file(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound(text="There is no such file.\n")
        body, kind = found
        return web.Response(body=body, content_type=kind, charset="utf-8")

    async def _state(self, request: web.Request) -> web.Response:
        session = self._session(request)
        return web.json_response({"state": session.state(request.match_info["page"]), "words": session.ended})

    # --- the line --------------------------------------------------------------------------------

    async def _line(self, request: web.Request) -> web.StreamResponse:
        session = self._session(request)
        if not session.running and self._running() >= self._limits.programs:
            raise web.HTTPServiceUnavailable(text="Too many review screens are open.\n")
        try:
            size = within(int(request.query.get("width", "80")), int(request.query.get("height", "24")))
        except ValueError:
            raise web.HTTPBadRequest(text="No size of a terminal.\n") from None
        answer = web.WebSocketResponse(
            heartbeat=self._limits.heartbeat, max_msg_size=self._limits.message, compress=False
        )
        await answer.prepare(request)
        if request.transport is not None:
            await session.attend(Page(request.match_info["page"], answer, request.transport), size)
        return answer

    # --- sessions --------------------------------------------------------------------------------

    def _open_session(self, reviewer: str) -> Session:
        resting = [session.id for session in self._sessions.values() if not session.running]
        if len(self._sessions) >= self._limits.sessions and resting:
            del self._sessions[resting[0]]
        session = Session(reviewer, self._launch, self._limits)
        self._sessions[session.id] = session
        return session

    def _session(self, request: web.Request) -> Session:
        try:
            return self._sessions[request.match_info["session"]]
        except KeyError:
            raise web.HTTPNotFound(text="There is no such session; begin at the first page.\n") from None

    def _running(self) -> int:
        return sum(session.running for session in self._sessions.values())


def _errors() -> logging.Logger:
    """Tells of what went wrong here; what is no HTTP was answered so, and is nothing to tell of."""
    logger = logging.getLogger("annotator.serving")
    logger.addFilter(_is_ours)
    return logger


def _is_ours(record: logging.LogRecord) -> bool:
    return record.exc_info is None or not isinstance(record.exc_info[1], HttpProcessingError)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(
            f"Port {port} of {host}: {error.strerror}.", do="Choose another --port; 0 takes a free one."
        ) from None
