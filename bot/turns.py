"""One update from the inbox to its end: parsed, handled by PTB, tried again, or parked."""

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.error import BadRequest, NetworkError
from telegram.ext import Application

from bot.context import Turn
from bot.delivery import sending
from bot.reply import Reply
from bot.services import Services
from bot.texts import say
from domain.conversation import Conversation, Outgoing, Received, Urgency
from domain.people import Role
from domain.ports import UnitOfWork

_log = logging.getLogger(__name__)
_TRIES = 3
_REMEMBERED = 10_000
_OFFLINE_PAUSES = (0.5, 1, 2, 5, 10)


async def _conversation(uow: UnitOfWork, *, chat_id: int) -> Conversation:
    return await uow.conversations.of(chat_id) or Conversation(chat_id)


async def _count_try(uow: UnitOfWork, *, update_id: int, failed: bool) -> None:
    await uow.inbox.mark_attempt(update_id, failed=failed)


async def _tell_admins(uow: UnitOfWork, *, code: str, now: Any) -> None:
    admins = await uow.accounts.holding(Role.ADMIN)
    notices = [
        Outgoing(f"fault:{code}:{admin.id}", admin.telegram_id, "fault", Urgency.NOTICE, now, {"code": code})
        for admin in admins
    ]
    await uow.outbox.queue(notices, now=now)


class Turns:
    """Gives PTB one update after the other and keeps what the chats show in memory."""

    def __init__(self, services: Services, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        self._services = services
        self._application = application
        self._conversations: OrderedDict[int, Conversation] = OrderedDict()
        self._turns: dict[int, Turn] = {}
        application.bot_data.update(turns=self._turns, services=services)

    async def handle(self, received: Received) -> Conversation | None:
        """Bring one update to its end; returns the conversation if it changed."""
        raw = json.loads(received.content)
        update = Update.de_json(raw, self._application.bot)
        chat = await self._conversation_of(update, received.chat_id or 0)
        applied, failures, offline = received.applied, received.attempts, 0
        while failures < _TRIES:
            turn = await self._try(update, Turn(received.update_id, chat, applied))
            if turn.finished:
                return self._keep(turn, chat)
            applied = turn.applied
            if isinstance(turn.fault, NetworkError) and not isinstance(turn.fault, BadRequest):
                await asyncio.sleep(_OFFLINE_PAUSES[min(offline, len(_OFFLINE_PAUSES) - 1)])
                offline += 1
                failures += offline >= len(_OFFLINE_PAUSES)
                continue
            failures += 1
            _log.error("update %s failed", received.update_id, exc_info=turn.fault)
            await self._services.write(_count_try, update_id=received.update_id, failed=failures == _TRIES)
        await self._apologise(update)
        return None

    async def _try(self, update: Update, turn: Turn) -> Turn:
        self._turns[update.update_id] = turn
        try:
            await self._application.process_update(update)
        finally:
            del self._turns[update.update_id]
        return turn

    async def _conversation_of(self, update: Update, chat_id: int) -> Conversation:
        chat = self._conversations.get(chat_id)
        if chat is None:
            chat = await self._services.read(_conversation, chat_id=chat_id)
        if update.message is not None:
            chat = replace(chat, last_incoming_id=update.message.message_id)
        return chat

    def _keep(self, turn: Turn, before: Conversation) -> Conversation | None:
        chat = turn.conversation
        self._conversations[chat.chat_id] = chat
        self._conversations.move_to_end(chat.chat_id)
        if len(self._conversations) > _REMEMBERED:
            self._conversations.popitem(last=False)
        return chat if turn.changed or chat.last_incoming_id != before.last_incoming_id else None

    async def _apologise(self, update: Update) -> None:
        code = secrets.token_hex(3).upper()
        _log.error("update %s parked, code %s", update.update_id, code)
        await self._services.write(_tell_admins, code=code)
        if update.effective_user is not None:
            text = say("system.fault", code=code, contact=self._services.policy.contact)
            await sending.send(self._application.bot, update.effective_user.id, Reply(text))
