"""Brings updates to the bot's webhook as Telegram does: many at once, each until it is taken."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import aiohttp

from bot.simulator.bell import Bell
from bot.simulator.markup import Json
from bot.simulator.world import Webhook, World

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 60.0
_PATIENCE: Final = 60.0

Lane: TypeAlias = tuple[int, str]
Call: TypeAlias = Callable[[str, Json], Awaitable[Json]]


class Courier:
    """One update at a time for each sender and kind, so that a message and a press of one person may cross.

    What is answered with anything but 2xx is brought again, later each time or when Retry-After says so. A
    response that names a method is taken as a call of it.
    """

    def __init__(self, world: World, bell: Bell, call: Call) -> None:
        self._world = world
        self._bell = bell
        self._call = call
        self._lanes: dict[Lane, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Bring updates wherever there is a webhook, until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(_PATIENCE)) as session:
            try:
                while True:
                    self._set_out(session)
                    await self._bell.heard(_LONGEST_PAUSE)
            finally:
                for lane in self._lanes.values():
                    lane.cancel()
                await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    def _set_out(self, session: aiohttp.ClientSession) -> None:
        hook = self._world.bot.webhook
        if hook is None:
            return
        for update in self._world.updates:
            lane = _lane(update)
            if lane not in self._lanes and len(self._lanes) < hook.max_connections:
                self._lanes[lane] = asyncio.create_task(self._bring(session, hook, lane, update))

    async def _bring(self, session: aiohttp.ClientSession, hook: Webhook, lane: Lane, update: Json) -> None:
        pause = _FIRST_PAUSE
        try:
            while self._is_wanted(hook, update):
                asked = await self._try(session, hook, update)
                if asked is None:
                    return
                await asyncio.sleep(asked or pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
        finally:
            del self._lanes[lane]
            self._bell.ring()

    def _is_wanted(self, hook: Webhook, update: Json) -> bool:
        self._world.forget_what_waited_too_long()
        return self._world.bot.webhook is hook and update["update_id"] in self._world.updates

    async def _try(self, session: aiohttp.ClientSession, hook: Webhook, update: Json) -> float | None:
        """Bring an update once; None where it was taken, else the seconds asked for (0 if none were)."""
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    self._world.updates.deliver(update["update_id"])
                    await self._carry_out(response)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _seconds(response.headers.get("Retry-After", ""))
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return 0

    async def _carry_out(self, response: aiohttp.ClientResponse) -> None:
        if response.content_type != "application/json":
            return
        wanted = await response.json()
        if isinstance(wanted, dict) and "method" in wanted:
            await self._call(wanted.pop("method"), wanted)

    def _failed(self, message: str) -> None:
        at = int(self._world.now.timestamp())
        self._world.bot.webhook_error = {"last_error_date": at, "last_error_message": message}


def _lane(update: Json) -> Lane:
    kind = next(name for name in update if name != "update_id")
    return update[kind]["from"]["id"], kind


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdecimal() else 0
