"""Sends what was queued: asks once more whether it is due, paces, and writes down how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.delivery.failures import Meaning, verdict
from bot.delivery.pacer import Pacer
from bot.delivery.sending import delete, edit, send, send_document, set_menu
from bot.reply import Deletion, Document, Edit, Later, Menu, Reply
from bot.services import Services
from domain.conversation import Delivery, Queued
from domain.ports import UnitOfWork

_log = logging.getLogger(__name__)
_BATCH = 100
_IN_FLIGHT = 32
_LOOK_EVERY = 1.0  # seconds, when nothing wakes the dispatcher
_TRIES = 5

Rendered: TypeAlias = Reply | Edit | Deletion | Menu | Document | Later | None
Notice: TypeAlias = Callable[[Services, Queued], Awaitable[Rendered]]

_SETTLED = {
    Meaning.DONE: Delivery.SENT,
    Meaning.UNREACHABLE: Delivery.UNREACHABLE,
    Meaning.UNKNOWN: Delivery.UNKNOWN,
    Meaning.FAILED: Delivery.FAILED,
}


async def _due(uow: UnitOfWork, *, now: datetime) -> list[Queued]:
    return await uow.outbox.due(now=now, limit=_BATCH)


async def _win(uow: UnitOfWork, *, message: Queued) -> bool:
    return await uow.outbox.win(message.id)


async def _settle(
    uow: UnitOfWork,
    *,
    message: Queued,
    state: Delivery,
    now: datetime,
    sent: int | None = None,
    reason: str | None = None,
) -> None:
    await uow.outbox.settle(message.id, state, now=now, telegram_message_id=sent, reason=reason)
    if state is Delivery.UNREACHABLE:
        await uow.accounts.set_reachable(message.chat_id, False, now=now)


async def _retry(uow: UnitOfWork, *, message: Queued, not_before: datetime, reason: str) -> None:
    await uow.outbox.retry(message.id, not_before=not_before, reason=reason)


async def _recover(uow: UnitOfWork, *, now: datetime) -> list[Queued]:
    return await uow.outbox.recover(now=now)


class Outbox:
    """The one dispatcher. Tidying edits pass at once, everything else goes through the pacer."""

    def __init__(self, services: Services, bot: Bot, notices: Mapping[str, Notice], pacer: Pacer) -> None:
        self._services = services
        self._bot = bot
        self._notices = notices
        self._pacer = pacer
        self._wake = asyncio.Event()
        self._in_flight: set[asyncio.Task[None]] = set()
        self._looking = False
        self.on_settled: Callable[[Queued], None] = lambda _: None

    def wake(self) -> None:
        """Look at once: something was queued, or time has passed."""
        self._wake.set()

    async def idle(self) -> bool:
        """Nothing is being sent and nothing is due."""
        if self._in_flight or self._looking or self._wake.is_set():
            return False
        return not await self._services.read(_due)

    async def run(self) -> None:
        """Send until cancelled."""
        for message in await self._services.write(_recover):
            _log.warning("message %s was being sent when the bot stopped; its fate is unknown", message.key)
        while True:
            self._looking = True
            self._wake.clear()
            while batch := await self._services.read(_due):
                await self._send_batch(batch)
            self._looking = False
            await self._sleep()

    async def _sleep(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), timeout=_LOOK_EVERY)
        except TimeoutError:
            return

    async def _send_batch(self, batch: list[Queued]) -> None:
        for message in batch:
            if len(self._in_flight) >= _IN_FLIGHT:
                await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
            task = asyncio.create_task(self._deliver(message))
            self._in_flight.add(task)
            task.add_done_callback(self._in_flight.discard)
        if self._in_flight:
            await asyncio.wait(self._in_flight)

    async def _deliver(self, message: Queued) -> None:
        rendered = await self._notices[message.kind](self._services, message)
        if isinstance(rendered, Later):
            await self._services.write(_retry, message=message, not_before=rendered.at, reason="later")
            return
        if not isinstance(rendered, Edit | Deletion | Menu | None):
            await self._pacer.turn()
        if not await self._services.write(_win, message=message):
            return
        await self._attempt(message, rendered)
        self.on_settled(message)

    async def _attempt(self, message: Queued, rendered: Rendered) -> None:
        try:
            sent = await self._put(message.chat_id, rendered)
        except TelegramError as error:
            await self._failed(message, rendered, error)
            return
        state = Delivery.CANCELLED if rendered is None else Delivery.SENT
        await self._services.write(
            _settle, message=message, state=state, sent=sent.message_id if sent else None
        )

    async def _put(self, chat_id: int, rendered: Rendered) -> Message | None:
        match rendered:
            case Reply():
                return await send(self._bot, chat_id, rendered)
            case Document():
                return await send_document(self._bot, chat_id, rendered)
            case Edit():
                await edit(self._bot, chat_id, rendered.message_id, rendered.reply)
            case Deletion():
                await delete(self._bot, chat_id, rendered.message_id)
            case Menu():
                await set_menu(self._bot, chat_id, rendered)
        return None

    async def _failed(self, message: Queued, rendered: Rendered, error: TelegramError) -> None:
        ruling = verdict(error)
        if ruling.everybody:
            self._pacer.pause(ruling.pause.total_seconds())
        again = ruling.meaning is Meaning.AGAIN or (
            ruling.meaning is Meaning.UNKNOWN and isinstance(rendered, Edit | Deletion | Menu)  # idempotent
        )
        if again and (ruling.everybody or message.attempts < _TRIES):
            pause = ruling.pause or timedelta(seconds=5)
            not_before = self._services.clock.now() + pause
            await self._services.write(
                _retry, message=message, not_before=not_before, reason=type(error).__name__
            )
            return
        state = _SETTLED.get(ruling.meaning, Delivery.FAILED)
        await self._services.write(_settle, message=message, state=state, reason=error.message[:200])
