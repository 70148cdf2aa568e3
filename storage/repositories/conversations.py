"""What each chat shows and waits for."""

from sqlalchemy import bindparam, select

from domain.conversation import Conversation as Chat
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Conversation

_BY_CHAT = select(
    Conversation.chat_id, Conversation.screen_id, Conversation.screen_at,
    Conversation.last_incoming_id, Conversation.awaiting, Conversation.facts,
).where(Conversation.chat_id == bindparam("chat"))  # fmt: skip
_INSERT = upsert(Conversation)
_SAVE = _INSERT.on_conflict_do_update(
    index_elements=[Conversation.chat_id],
    set_={
        name: _INSERT.excluded[name]
        for name in ("screen_id", "screen_at", "last_incoming_id", "awaiting", "facts")
    },
)


class Conversations(Repository):
    """One row a chat."""

    async def of(self, chat_id: int) -> Chat | None:
        """What this chat shows, if it has shown anything yet."""
        row = (await self._execute(_BY_CHAT, {"chat": chat_id})).first()
        return Chat(*row) if row else None

    async def save(self, conversation: Chat) -> None:
        """Remember what the chat shows now."""
        values = {
            "chat_id": conversation.chat_id, "screen_id": conversation.screen_id,
            "screen_at": conversation.screen_at, "last_incoming_id": conversation.last_incoming_id,
            "awaiting": conversation.awaiting, "facts": dict(conversation.facts),
        }  # fmt: skip
        await self._execute(_SAVE, values)
