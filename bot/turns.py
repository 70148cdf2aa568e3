"""One update from the inbox to its end: parsed, handled by PTB, tried again, or parked."""

import asyncio
import contextlib
import hashlib
import json
import logging
import traceback
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeGuard

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.context import Pressed, Turn
from bot.delivery import sending
from bot.delivery.failures import Meaning, Verdict, verdict
from bot.delivery.inbox import Again, Ended
from bot.delivery.screens import Screens
from bot.reply import Reply, Screen
from bot.services import Services
from bot.texts import refusal, say
from domain.conversation import Conversation, Outgoing, Received, Urgency
from domain.errors import StorageUnavailable
from domain.people import Role
from domain.ports import StoreConflict, StoreOutage, UnitOfWork

_log = logging.getLogger(__name__)
_TRIES = 3
_PATIENCE = 60  # times a turn is put off, ten minutes in all, while Telegram answers but does not do
_NOT_AN_UPDATE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, OSError)


async def _conversation(uow: UnitOfWork, *, chat_id: int) -> Conversation:
    return await uow.conversations.of(chat_id) or Conversation(chat_id)


async def _save(uow: UnitOfWork, *, conversation: Conversation) -> None:
    await uow.conversations.save(conversation)


async def _count_try(uow: UnitOfWork, *, update_id: int) -> None:
    await uow.inbox.mark_attempt(update_id, failed=False)


async def _lose(uow: UnitOfWork, *, telegram_id: int, now: datetime) -> None:
    await uow.accounts.set_reachable(telegram_id, False, now=now)


async def _park(uow: UnitOfWork, *, received: Received, code: str, now: datetime) -> None:
    """Give an update up: its person is told now, the admins once a day for each kind of fault."""
    await uow.inbox.mark_attempt(received.update_id, failed=True)
    facts = {"code": code}
    notices = [
        Outgoing(
            f"fault:{code}:{now:%Y%m%d}:{admin.id}", admin.telegram_id, "fault", Urgency.NOTICE, now, facts
        )
        for admin in await uow.accounts.holding(Role.ADMIN)
    ]
    if _is_private(received.chat_id):
        key = f"apology:{received.update_id}"
        notices.append(Outgoing(key, received.chat_id, "apology", Urgency.DECISION, now, facts))
    await uow.outbox.queue(notices, now=now)


class Turns:
    """Gives PTB one update after the other and keeps in memory what the chats show then."""

    def __init__(
        self,
        services: Services,
        application: "Application[Any, Any, Any, Any, Any, Any]",
        screens: Screens,
    ) -> None:
        self._services = services
        self._application = application
        self._screens = screens
        self._turns: dict[int, Turn] = {}
        self._in_hand: set[int | None] = set()  # chats
        self._replacing: dict[int | None, asyncio.Event] = {}
        self._applied: set[int] = set()  # in this process, where the store then failed to say how it went on
        application.bot_data.update(turns=self._turns, services=services)

    async def handle(self, received: Received, put_off: int = 0) -> Ended | Again:
        """Bring one update to its end, or say when it is to be tried again.

        Raises what the store raises; its person is told once that the message waits.
        """
        while received.chat_id in self._replacing:
            await self._replacing[received.chat_id].wait()
        self._in_hand.add(received.chat_id)
        try:
            outcome = await self._take(received, put_off)
        except StoreConflict:
            raise  # over before anybody could read of it
        except Exception:
            if put_off == 0 and _is_private(received.chat_id):
                await self._say_that_it_waits(received.chat_id)
            raise
        finally:
            self._in_hand.discard(received.chat_id)
        self._applied.discard(received.update_id)  # from here on the outcome knows
        return outcome

    async def open_screen(self, chat_id: int, screen: Screen) -> Message | None:
        """Send a screen nobody asked for; None if the one it replaces is not open any more, or in somebody's hand.

        What the chat sends meanwhile waits for it. Raises TelegramError if it did not leave, and what the store raises.
        """
        if chat_id in self._in_hand or chat_id in self._replacing:
            return None
        self._replacing[chat_id] = over = asyncio.Event()
        try:
            return await self._replace(chat_id, screen)
        finally:
            del self._replacing[chat_id]
            over.set()

    async def _replace(self, chat_id: int, screen: Screen) -> Message | None:
        before = await self._conversation_of(chat_id)
        if before.screen_id != screen.replaces:
            return None
        bot, reply = self._application.bot, screen.reply
        sent = await sending.send(bot, chat_id, reply)
        after = replace(
            before, screen_id=sent.message_id, screen_at=self._services.clock.now(),
            awaiting=reply.awaiting, facts=dict(reply.facts),
        )  # fmt: skip
        self._keep(after, before)
        await self._services.write(_save, conversation=after)
        with contextlib.suppress(TelegramError):  # it has left: what cannot be tidied up stays
            await sending.edit(bot, chat_id, screen.replaces, Reply(say("system.moved_below")))
        return sent

    async def _take(self, received: Received, put_off: int) -> Ended | Again:
        try:
            raw = json.loads(received.content) if received.raw is None else dict(received.raw)
            pressed = _taken_out(raw)
            update = Update.de_json(raw, self._application.bot)
        except _NOT_AN_UPDATE as fault:
            return await self._give_up(received, fault)
        before = await self._conversation_of(received.chat_id or 0)
        applied = received.applied or received.update_id in self._applied
        turn = Turn(received.update_id, _with_message(before, update), applied, pressed)
        await self._try(update, turn)
        if turn.applied:
            self._applied.add(received.update_id)
        if turn.fault is not None and turn.answering is not None:
            await turn.answering
        if isinstance(turn.fault, StoreOutage):
            raise turn.fault  # no fault of the update: it waits, however often it was tried
        if turn.fault is None:
            return Ended(self._keep(turn.conversation, before), turn.answering)
        return await self._after_fault(replace(received, applied=turn.applied), turn.fault, put_off)

    async def _try(self, update: Update, turn: Turn) -> None:
        self._turns[update.update_id] = turn
        try:
            await self._application.process_update(update)
        finally:
            del self._turns[update.update_id]

    async def _after_fault(self, received: Received, fault: BaseException, put_off: int) -> Ended | Again:
        ruling = verdict(fault) if isinstance(fault, TelegramError) else Verdict(Meaning.FAILED)
        if ruling.meaning is Meaning.UNREACHABLE:
            return await self._nobody_there(received)
        passes = ruling.meaning in (Meaning.AGAIN, Meaning.UNKNOWN)
        if passes and (ruling.unseen or put_off < _PATIENCE):
            _log.warning("update %s is put off: %s", received.update_id, type(fault).__name__)
            return Again(received, ruling.pause.total_seconds() if ruling.pause else None)
        if received.attempts + 1 >= _TRIES:
            return await self._give_up(received, fault)
        _log.error("update %s failed, code %s", received.update_id, _code(fault), exc_info=fault)
        await self._services.write(_count_try, update_id=received.update_id)
        return Again(replace(received, attempts=received.attempts + 1), 0)

    async def _say_that_it_waits(self, chat_id: int) -> None:
        self._services.replied()
        with contextlib.suppress(TelegramError):
            await sending.send(self._application.bot, chat_id, Reply(refusal(StorageUnavailable())))

    async def _nobody_there(self, received: Received) -> Ended:
        """The person has blocked the bot, or the bot is out of the group: nobody is left to be answered."""
        if received.chat_id is not None:
            await self._services.write(_lose, telegram_id=received.chat_id)
        return Ended()

    async def _give_up(self, received: Received, fault: BaseException) -> Ended:
        _log.error("update %s is parked, code %s", received.update_id, _code(fault), exc_info=fault)
        await self._services.write(_park, received=received, code=_code(fault))
        return Ended()

    async def _conversation_of(self, chat_id: int) -> Conversation:
        known = self._screens.of(chat_id)
        return await self._services.read(_conversation, chat_id=chat_id) if known is None else known

    def _keep(self, chat: Conversation, before: Conversation) -> Conversation | None:
        self._screens.keep(chat)
        return chat if chat != before else None


def _is_private(chat_id: int | None) -> TypeGuard[int]:
    return chat_id is not None and chat_id > 0


def _with_message(chat: Conversation, update: Update) -> Conversation:
    return replace(chat, last_incoming_id=update.message.message_id) if update.message else chat


def _code(fault: BaseException) -> str:
    """The same for the same fault at the same place, so that the log can be searched for it."""
    frames = traceback.extract_tb(fault.__traceback__)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return hashlib.sha256(f"{type(fault).__name__}@{place}".encode()).hexdigest()[:6].upper()


def _taken_out(raw: dict[str, Any]) -> Pressed | None:
    """Where a button was pressed, taken out of the update: the message there is half of the parsing, and nobody looks at it."""
    press = raw.get("callback_query")
    if press is None:
        return None
    raw["callback_query"] = {name: value for name, value in press.items() if name != "message"}
    message = press.get("message")
    return Pressed(message["chat"]["id"], message["message_id"]) if message else None
