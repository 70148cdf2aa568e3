"""Takes the updates that Telegram brings. None is answered with 200 before it is stored."""

import asyncio
import contextlib
import hmac
import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot
from yarl import URL

from bot.config import Telegram
from bot.delivery.inbox import chat_of
from bot.delivery.polling import ALLOWED_UPDATES, Take
from bot.delivery.uptime import NOBODY, Watch

_log = logging.getLogger(__name__)
_SECRET = "X-Telegram-Bot-Api-Secret-Token"
_AT_ONCE = 40  # updates that Telegram may bring side by side
_LARGEST = 1_000_000  # bytes; an update of Telegram's is far smaller
_PATIENCE = 0.15  # seconds an update waits for the one before it
_ANEW = 1_000  # an id so far below the last one is no straggler: after a quiet week ids begin anywhere
_GRACE = 5  # seconds a stop waits for answers on their way
_NOT_AN_UPDATE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


async def announce(bot: Bot, settings: Telegram) -> None:
    """Ask Telegram to bring updates from now on. Raises TelegramError."""
    await bot.set_webhook(
        settings.webhook_url,
        secret_token=settings.webhook_secret.get_secret_value(),
        allowed_updates=json.loads(ALLOWED_UPDATES),
        max_connections=_AT_ONCE,
    )


class Webhook:
    """The one route that Telegram calls. Whatever is not stored is asked for again by anything but 200."""

    def __init__(
        self, settings: Telegram, take: Take, *, watch: Watch = NOBODY, patience: float = _PATIENCE
    ) -> None:
        self._secret = settings.webhook_secret.get_secret_value().encode()
        self._address = (settings.webhook_host, settings.webhook_port)
        self._arrivals = Arrivals(take, patience, watch)
        self._stopping = False
        path = URL(settings.webhook_url).path
        self.app = Starlette(routes=[Route(path, self._receive, methods=["POST"])])

    async def run(self) -> None:
        """Serve until cancelled, then take nothing new and finish what is in hand. Raises OSError."""
        family = socket.AF_INET6 if ":" in self._address[0] else socket.AF_INET
        listening = socket.create_server(self._address, family=family)
        server = _Server(_settings(self.app))
        serving = asyncio.create_task(server.serve([listening]))
        try:
            await asyncio.shield(serving)
        finally:
            self._stopping = server.should_exit = True
            await serving

    async def _receive(self, request: Request) -> Response:
        if not self._is_from_telegram(request):
            return Response(status_code=403)
        if self._stopping:
            return _later()
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        update = _update_in(body)
        if update is None:
            return Response(status_code=400)
        return Response() if await self._arrivals.take(update) else _later()

    def _is_from_telegram(self, request: Request) -> bool:
        given = request.headers.get(_SECRET, "").encode("latin-1")
        return hmac.compare_digest(given, self._secret)


@dataclass(frozen=True, slots=True, eq=False)
class _Arrival:
    """An update that is not stored yet, and the loop's time until which it waits for the one before it."""

    update: dict[str, Any]
    until: float
    stored: "asyncio.Future[bool]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Arrivals:
    """Puts what is brought side by side in order of update_id and stores it batch by batch.

    A message and a press of one person may overtake each other on their way. So an update whose predecessor is
    missing waits for it, but never longer than `patience` seconds.
    """

    def __init__(self, take: Take, patience: float, watch: Watch) -> None:
        self._take = take
        self._watch = watch
        self._patience = patience
        self._waiting: dict[int, _Arrival] = {}
        self._last = -1  # the highest id that is stored
        self._came = asyncio.Event()
        self._storing: asyncio.Task[None] | None = None

    async def take(self, update: dict[str, Any]) -> bool:
        """Tells, once it is known, whether the store has the update."""
        number, now = update["update_id"], asyncio.get_running_loop().time()
        if number < self._last - _ANEW:
            self._last = number - 1
        arrival = self._waiting.setdefault(number, _Arrival(update, now + self._patience))
        self._came.set()
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_what_waits())
        return await asyncio.shield(arrival.stored)

    async def _store_what_waits(self) -> None:
        while self._waiting:
            batch = self._next_batch()
            if batch:
                await self._store(batch)
            else:
                await self._wait()
        self._storing = None

    def _next_batch(self) -> list[_Arrival]:
        """What needs no more waiting: whatever is due and all below it, and what follows without a gap."""
        now = asyncio.get_running_loop().time()
        last = max([self._last, *(number for number, one in self._waiting.items() if one.until <= now)])
        while last + 1 in self._waiting:
            last += 1
        return [self._waiting.pop(number) for number in sorted(self._waiting) if number <= last]

    async def _store(self, batch: list[_Arrival]) -> None:
        try:
            await self._take([one.update for one in batch])
        except Exception:  # noqa: BLE001 — an outermost loop: whatever the store says, intake goes on
            _log.exception("updates could not be stored, so none is confirmed; Telegram brings them again")
            self._watch.fails()
            stored = False
        else:
            self._watch.works()
            self._last = max(self._last, batch[-1].update["update_id"])
            stored = True
        for one in batch:
            one.stored.set_result(stored)

    async def _wait(self) -> None:
        """Until another update comes or the first is due."""
        self._came.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(min(one.until for one in self._waiting.values())):
                await self._came.wait()


class _Server(uvicorn.Server):
    """Leaves signals to the process, which stops every part in its order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _settings(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
    )


def _later() -> Response:
    return Response(status_code=503, headers={"Retry-After": "1"})


async def _read(request: Request) -> bytes | None:
    """The body; None if it is too large. Whoever hangs up has said nothing."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > _LARGEST:
                return None
    except ClientDisconnect:
        return b""
    return bytes(body)


def _update_in(body: bytes) -> dict[str, Any] | None:
    """The update that a body holds; None if it holds none that could be stored."""
    try:
        found: dict[str, Any] = json.loads(body)
        number = found["update_id"]
        chat_of(found)
    except _NOT_AN_UPDATE:
        return None
    return found if type(number) is int and 0 <= number < 2**63 else None
