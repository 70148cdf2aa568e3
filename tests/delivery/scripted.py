"""A Bot API server that answers as it is told, one answer after the other."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

Json = dict[str, Any]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKEN = "7000000001:AAH-scripted-scripted-scripted-scripted0"


@dataclass(frozen=True, slots=True)
class Call:
    """What the bot asked for; files by name and content."""

    method: str
    parameters: Json


def gives(result: Any) -> Answer:
    """The call succeeds."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": result})

    return answer


def refuses(code: int, description: str, **parameters: Any) -> Answer:
    """The call is refused in Telegram's words."""
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=code)

    return answer


def says(text: str, status: int = 200) -> Answer:
    """Something that is not Telegram answers: a proxy, a captive portal."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, status=status)

    return answer


async def hangs(_request: web.Request) -> web.StreamResponse:
    """Nothing comes back within any patience."""
    await asyncio.sleep(3600)
    raise AssertionError


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """The connection breaks after the call was taken."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def breaks_off_in_the_middle(request: web.Request) -> web.StreamResponse:
    """The connection breaks while the answer is on its way."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": true')
    assert request.transport is not None
    request.transport.abort()
    return response


class ScriptedTelegram:
    """Serves on loopback. `script` holds the next answers of a method; without one, everything succeeds."""

    def __init__(self, port: int = 0) -> None:
        self.calls: list[Call] = []
        self._script: dict[str, deque[Answer]] = {}
        self._port = port
        self._message_id = 0
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def __aenter__(self) -> "ScriptedTelegram":
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_reason: object) -> None:
        await self._runner.cleanup()

    def next(self, method: str, *answers: Answer) -> None:
        """The next calls of a method are answered so."""
        self._script.setdefault(method, deque()).extend(answers)

    def called(self, method: str) -> list[Json]:
        """What every call of a method asked for."""
        return [call.parameters for call in self.calls if call.method == method]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(Call(method, await _parameters(request)))
        waiting = self._script.get(method)
        return await (waiting.popleft() if waiting else self._succeeds(method))(request)

    def _succeeds(self, method: str) -> Answer:
        if method == "getMe":
            return gives(
                {"id": 7000000001, "is_bot": True, "first_name": "Talenta", "username": "talenta_bot"}
            )
        if method == "getUpdates":
            return gives([])
        if method.startswith("send"):
            self._message_id += 1
            chat = {"id": 5_000_000_001, "type": "private"}
            return gives({"message_id": self._message_id, "date": 1_793_000_000, "chat": chat})
        return gives(True)


async def _parameters(request: web.Request) -> Json:
    found: Json = dict(request.query)
    for name, value in (await request.post()).items():
        found[name] = (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    return found
