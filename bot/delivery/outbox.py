"""Sends what was queued: asks once more whether it is due, paces, and writes down how it ended."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from telegram import Bot, Message
from telegram.error import TelegramError

from bot.delivery.failures import Meaning, verdict
from bot.delivery.pacer import Pacer
from bot.delivery.sending import delete, edit, send, send_document, set_menu
from bot.reply import Deletion, Document, Edit, Later, Menu, Reply, Screen
from bot.services import Services
from domain.conversation import Delivery, Queued
from domain.ports import UnitOfWork

_log = logging.getLogger(__name__)
_BATCH = 100
_IN_FLIGHT = 32
_ASK_AGAIN_AT = _IN_FLIGHT // 2  # on their way when the next batch is asked for
_LOOK_EVERY = 1.0  # seconds, when nothing wakes the dispatcher
_TRIES = 8  # where the server answers but fails: with the pauses between them about ten minutes
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)
_LONGEST_REASON = 200

Rendered: TypeAlias = Reply | Screen | Edit | Deletion | Menu | Document | Later | None
Notice: TypeAlias = Callable[[Services, Queued], Awaitable[Rendered]]

_SETTLED = {
    Meaning.DONE: Delivery.SENT,
    Meaning.UNREACHABLE: Delivery.UNREACHABLE,
    Meaning.UNKNOWN: Delivery.UNKNOWN,
    Meaning.AGAIN: Delivery.FAILED,
    Meaning.FAILED: Delivery.FAILED,
}


OpenScreen: TypeAlias = Callable[[int, Screen], Awaitable[Message | None]]
"""Sends a screen to a chat; None if what it was to replace is not there any more."""


async def _nowhere(_chat_id: int, _screen: Screen) -> None:
    """No chat shows anything."""


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
        self._wake = services.message_due
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._leaving: set[int] = set()
        self._stumbled: BaseException | None = None
        self._recovered = False
        self._looking = False
        self.on_settled: Callable[[Queued], None] = lambda _: None
        self.open_screen: OpenScreen = _nowhere

    def wake(self) -> None:
        """Look at once: time has passed."""
        self._wake.set()

    async def idle(self) -> bool:
        """Nothing is being sent and nothing is due."""
        if self._in_flight or self._looking or self._wake.is_set():
            return False
        return not await self._services.read(_due)

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._looking = True
            self._wake.clear()
            try:
                await self._recover_once()
                await self._send_what_is_due()
            except Exception:  # noqa: BLE001 — an outermost loop: whatever the store says, sending goes on
                _log.exception("what is due could not be sent; trying again")
            finally:
                self._looking = False
            await self._rest()

    async def drain(self, seconds: float) -> None:
        """Wait for what is leaving, for at most so long; what waits for its moment stays queued."""
        for chat_id, task in self._in_flight.items():
            if chat_id not in self._leaving:
                task.cancel()
        if self._in_flight:
            await asyncio.wait(self._in_flight.values(), timeout=seconds)

    async def _rest(self) -> None:
        # Not `wait_for`: it loses a cancellation that meets the event, and the bot would never stop.
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_EVERY):
                await self._wake.wait()

    async def _recover_once(self) -> None:
        if self._recovered:
            return
        for message in await self._services.write(_recover):
            _log.warning("message %s was being sent when the bot stopped; its fate is unknown", message.key)
        self._recovered = True

    async def _send_what_is_due(self) -> None:
        while batch := await self._services.read(_due):
            for message in batch:
                if message.chat_id in self._in_flight:
                    continue  # one at a time to a chat, so that its order holds
                if len(self._in_flight) >= _IN_FLIGHT:
                    await self._one_ended()
                self._begin(message)
            await self._one_ended()
            while len(self._in_flight) > _ASK_AGAIN_AT:
                await self._one_ended()

    def _begin(self, message: Queued) -> None:
        task = asyncio.create_task(self._deliver(message))
        self._in_flight[message.chat_id] = task
        task.add_done_callback(lambda ended: self._ended(message.chat_id, ended))

    def _ended(self, chat_id: int, task: "asyncio.Task[None]") -> None:
        del self._in_flight[chat_id]
        if not task.cancelled():
            self._stumbled = task.exception() or self._stumbled

    async def _one_ended(self) -> None:
        """Wait for a delivery. Raises what the store raised in one."""
        await asyncio.wait(self._in_flight.values(), return_when=asyncio.FIRST_COMPLETED)
        stumbled, self._stumbled = self._stumbled, None
        if stumbled is not None:
            raise stumbled

    async def _deliver(self, message: Queued) -> None:
        await self._make_and_send(message)
        self.on_settled(message)

    async def _make_and_send(self, message: Queued) -> None:
        try:
            rendered = await self._notices[message.kind](self._services, message)
        except Exception as fault:  # noqa: BLE001 — an outermost loop: one message must not stop the others
            _log.exception("message %s could not be made", message.key)
            await self._settle(message, Delivery.FAILED, reason=type(fault).__name__)
            return
        if isinstance(rendered, Later):
            await self._services.write(_retry, message=message, not_before=rendered.at, reason="later")
            self.on_settled(message)
            return
        if not isinstance(rendered, Edit | Deletion | Menu | None):
            await self._pacer.turn(message.chat_id)
        self._leaving.add(message.chat_id)
        try:
            await self._leave(message, rendered)
        finally:
            self._leaving.discard(message.chat_id)

    async def _leave(self, message: Queued, rendered: Rendered) -> None:
        if not await self._services.write(_win, message=message):
            return
        try:
            sent = await self._put(message.chat_id, rendered)
        except TelegramError as error:
            await self._failed(message, rendered, error)
        else:
            left = rendered is not None and not (isinstance(rendered, Screen) and sent is None)
            state = Delivery.SENT if left else Delivery.CANCELLED
            await self._settle(message, state, sent=sent.message_id if sent else None)

    async def _put(self, chat_id: int, rendered: Rendered) -> Message | None:
        match rendered:
            case Reply():
                return await send(self._bot, chat_id, rendered)
            case Screen():
                return await self.open_screen(chat_id, rendered)
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
        if ruling.pause is not None:
            self._pacer.pause(ruling.pause.total_seconds())
        again = ruling.meaning is Meaning.AGAIN or (
            ruling.meaning is Meaning.UNKNOWN and isinstance(rendered, Edit | Deletion | Menu)  # idempotent
        )
        if again and (ruling.unseen or message.attempts + 1 < _TRIES):
            not_before = self._services.clock.now() + (ruling.pause or _back_off(message.attempts))
            await self._services.write(
                _retry, message=message, not_before=not_before, reason=type(error).__name__
            )
            return
        await self._settle(message, _SETTLED[ruling.meaning], reason=error.message[:_LONGEST_REASON])

    async def _settle(self, message: Queued, state: Delivery, **facts: Any) -> None:
        await self._services.write(_settle, message=message, state=state, **facts)


def _back_off(attempts: int) -> timedelta:
    """5, 10, 20 … seconds, at most five minutes."""
    return min(_FIRST_PAUSE * (1 << min(attempts, 10)), _LONGEST_PAUSE)
