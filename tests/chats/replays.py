"""A crash between effect and reply: after the restart the last update is handled once more."""

from typing import Any

from sqlalchemy import func, select

from bot.delivery.screens import Screens
from bot.turns import Turns
from domain.conversation import Conversation, Received
from storage.tables import InboxRow
from tests.chats.conftest import Chat


async def conversation(chat: Chat, name: str) -> Conversation:
    """What the chat of a person shows and waits for, as stored."""
    await chat.bot.inbox.drain(5)
    chat_id = (await chat.joins(name)).id

    async def read(uow: Any) -> Conversation:
        found: Conversation = await uow.conversations.of(chat_id)
        return found

    return await chat.bot.services.store.read(read)


async def last_update_is_replayed(chat: Chat, before: Conversation) -> None:
    """The last update had its effect and nothing else: its reply may not have left, its mark is not written."""
    await chat.bot.inbox.drain(5)

    async def crash(uow: Any, *, now: Any) -> Received:
        await uow.conversations.save(before)
        last = select(InboxRow).where(
            InboxRow.update_id == select(func.max(InboxRow.update_id)).scalar_subquery()
        )
        row = (await uow.execute(last)).one()
        return Received(row.update_id, row.chat_id, row.content, row.applied_at is not None, 0)

    data = chat.bot.application.bot_data
    turns = data["turns"]
    await Turns(chat.bot.services, chat.bot.application, Screens()).handle(await chat.do(crash))
    data["turns"] = turns
