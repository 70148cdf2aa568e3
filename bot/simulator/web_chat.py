"""The web chat over HTTP: the page at `/`, its parts and files under `/web`, and a WebSocket that tells it what happens."""

import asyncio
import contextlib
import json
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit
from weakref import WeakSet

from aiohttp import WSMsgType, web

from bot.simulator.bell import Bell
from bot.simulator.control import Handler
from bot.simulator.files import StoredFile
from bot.simulator.watching import Attention, Watch
from bot.simulator.world import World

PAGE: Final = Path(__file__).with_name("web")
_PAUSE: Final = 0.03
_LOOKS_AT_THE_CLOCK: Final = 1.0
_HEARTBEAT: Final = 20.0
_LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_PICTURES: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8": "image/jpeg"}


@web.middleware
async def from_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a page of somebody else sends here: by a foreign origin, or under a name that is not ours."""
    origin = request.headers.get("Origin")
    if urlsplit(f"//{request.host}").hostname not in _LOOPBACK or origin not in {
        None,
        f"http://{request.host}",
    }:
        raise web.HTTPForbidden
    return await handler(request)


class WebChat:
    def __init__(self, world: World, bell: Bell, attention: Attention) -> None:
        self._world = world
        self._bell = bell
        self._attention = attention
        self._parts = {part.name: part for part in PAGE.iterdir()}
        self._open: WeakSet[web.WebSocketResponse] = WeakSet()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self._page),
            web.get("/web/watch", self._watch),
            web.get("/web/files/{file_id}", self._file),
            web.get("/web/{part}", self._part),
        ]

    async def close(self, _app: web.Application) -> None:
        """Let the pages go, so that the server can stop."""
        for socket in set(self._open):
            await socket.close()

    async def _page(self, _request: web.Request) -> web.FileResponse:
        headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}
        return _fresh(self._parts["index.html"], headers)

    async def _part(self, request: web.Request) -> web.FileResponse:
        part = self._parts.get(request.match_info["part"])
        if part is None:
            raise web.HTTPNotFound
        return _fresh(part, {})

    async def _file(self, request: web.Request) -> web.Response:
        """A picture to show, or a document to save."""
        stored = self._world.files.with_id(request.match_info["file_id"])
        if stored is None:
            raise web.HTTPNotFound
        return _given(stored)

    async def _watch(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await socket.prepare(request)
        self._open.add(socket)
        watch = Watch(self._world, self._attention)
        telling = asyncio.create_task(self._tell(socket, watch))
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    watch.wants(json.loads(message.data))
                    self._bell.ring()
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await telling
        return socket

    async def _tell(self, socket: web.WebSocketResponse, watch: Watch) -> None:
        while not socket.closed:
            if news := watch.news():
                await socket.send_json(news)
                await asyncio.sleep(_PAUSE)
            else:
                await self._bell.heard(_LOOKS_AT_THE_CLOCK)


def _fresh(part: Path, headers: dict[str, str]) -> web.FileResponse:
    always = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    return web.FileResponse(part, headers=always | headers)


def _given(stored: StoredFile) -> web.Response:
    picture = next((kind for start, kind in _PICTURES.items() if stored.content.startswith(start)), None)
    response = web.Response(body=stored.content, content_type=picture or "application/octet-stream")
    response.headers["X-Content-Type-Options"] = "nosniff"
    if not picture:
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    return response
