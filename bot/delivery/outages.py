"""The store as it is, watched: the log and the admins are told once when it cannot work, and once when it can again."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.delivery.sending import send
from bot.reply import Reply
from bot.services import Store
from bot.texts import formats, say
from domain.people import Role
from domain.ports import StoreConflict, StoreOutage, UnitOfWork

T = TypeVar("T")
_log = logging.getLogger(__name__)
_SILENT = timedelta(hours=1)


async def _admins(uow: UnitOfWork) -> list[int]:
    return [admin.telegram_id for admin in await uow.accounts.holding(Role.ADMIN)]


class WatchedStore:
    """Passes everything on to the store behind it.

    The admins are written to directly, past the outbox: a message that must be stored first would never leave.
    They are found by reading, which a full or read-only disk still allows; where it does not, the log alone knows.
    A disk that is almost full takes one write and refuses the next: the admins hear of it once an hour, the log each time.
    Transactions that collide are no outage.
    """

    def __init__(self, store: Store, bot: Bot, clock: Clock, zone: ZoneInfo) -> None:
        self._store = store
        self._bot = bot
        self._clock = clock
        self._zone = zone
        self._down = False
        self._told = False  # the admins know of this outage
        self._silent_until: datetime | None = None
        self._telling: set[asyncio.Task[None]] = set()

    async def write(self, work: Callable[[UnitOfWork], Awaitable[T]], *, lane: Hashable | None = None) -> T:
        """Raises what the store raises."""
        try:
            result = await self._store.write(work, lane=lane)
        except StoreConflict:
            raise
        except StoreOutage as outage:
            self._went_down(outage)
            raise
        if self._down:
            self._came_back()
        return result

    async def consult(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        """Raises what the store raises. Whether anything can be stored a look does not tell."""
        return await self._store.consult(work)

    async def read(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        """Raises what the store raises."""
        return await self._store.read(work)

    def _went_down(self, outage: StoreOutage) -> None:
        if self._down:
            return
        self._down, now = True, self._clock.now()
        _log.error("nothing can be stored, so no update is confirmed to Telegram: %s", outage)
        if self._silent_until is None or now >= self._silent_until:
            self._told, self._silent_until = True, now + _SILENT
            self._tell("system.store_down")

    def _came_back(self) -> None:
        self._down = False
        _log.warning("the store works again")
        if self._told:
            self._told = False
            self._tell("system.store_back")

    def _tell(self, key: str) -> None:
        told = asyncio.create_task(
            self._tell_admins(say(key, time=formats.clock(self._clock.now(), self._zone)))
        )
        self._telling.add(told)
        told.add_done_callback(self._telling.discard)

    async def _tell_admins(self, text: str) -> None:
        try:
            admins = await self._store.read(_admins)
        except StoreOutage:
            _log.error("the admins cannot be told: they cannot be found")
            return
        for chat_id in admins:
            with contextlib.suppress(TelegramError):
                await send(self._bot, chat_id, Reply(text))
