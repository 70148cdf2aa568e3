"""The simulator as a running server, inside a test or as a process of its own."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from types import TracebackType
from typing import Final

from aiohttp import web

from bot.simulator.bell import Bell
from bot.simulator.bot_api import BotApi
from bot.simulator.control import Control
from bot.simulator.faults import Faults
from bot.simulator.flood import Flood
from bot.simulator.persona import Persona, Telegram
from bot.simulator.training_control import TrainingControl
from bot.simulator.watching import Attention
from bot.simulator.web_chat import WebChat, from_this_machine
from bot.simulator.webhook import Courier
from bot.simulator.world import Observer, World

HOST: Final = "127.0.0.1"
TOKEN: Final = "7000000001:AAH-simulator-simulator-simulator-00"


class Simulator:
    """Serves a world on loopback while the context is open; `port` 0 takes a free one.

    `url` is the bot's `api_url`; `telegram` is an open client of the control side.
    """

    def __init__(
        self, now: datetime, *, token: str = TOKEN, port: int = 0, observer: Observer | None = None
    ) -> None:
        self.world = World(token, now)
        attention = Attention(self.world, observer)
        self.world.observer = attention
        self.token = token
        self.url = ""
        self._port = port
        bell = Bell()
        self.world.changed = bell.ring
        self._bot_api = BotApi(self.world, bell)
        self._app = Control(self.world, bell, self._bot_api).app()
        self._app.add_routes(self._bot_api.routes())
        self._app.add_routes(TrainingControl(self.world, bell).routes())
        web_chat = WebChat(self.world, bell, attention)
        self._app.add_routes(web_chat.routes())
        self._app.middlewares.append(from_this_machine)
        self._courier = Courier(self.world, bell, self._bot_api.call)
        self._app.cleanup_ctx.append(self._bring_updates)
        self._app.on_shutdown.append(self._close_polls)
        self._app.on_shutdown.append(web_chat.close)
        self._runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=1)

    async def __aenter__(self) -> "Simulator":
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._port).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"
        self.telegram = await Telegram(self.url).__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.telegram.__aexit__(kind, error, trace)
        await self._runner.cleanup()

    @property
    def faults(self) -> Faults:
        """What goes wrong with the bot's calls."""
        return self._bot_api.faults

    @property
    def flood(self) -> Flood:
        """How fast the bot may send."""
        return self._bot_api.flood

    @property
    def calls_in_hand(self) -> int:
        """How many calls of the bot have come and are not answered; waiting for updates is none."""
        return self._bot_api.calls_in_hand

    async def persona(self, name: str, phone: str) -> Persona:
        """Give a person an account and return the hand on it."""
        return await self.telegram.joins(name, phone)

    async def _close_polls(self, _app: web.Application) -> None:
        self._bot_api.close()

    async def _bring_updates(self, _app: web.Application) -> AsyncIterator[None]:
        bringing = asyncio.create_task(self._courier.run())
        yield
        bringing.cancel()
        await asyncio.gather(bringing, return_exceptions=True)


async def run(port: int, token: str, now: datetime, pace: float = 0) -> None:
    """Serve a new world, its clock beginning at `now` and passing with `pace`, until cancelled."""
    async with Simulator(now, token=token, port=port) as simulator:
        if pace:
            simulator.world.move_clock(now, pace)
        await asyncio.Event().wait()
