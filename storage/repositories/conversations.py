"""What each chat shows and waits for."""

from sqlalchemy import bindparam, select

from domain.conversation import Conversation as Chat
from storage.prepared import Prepared
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Conversation

_BY_CHAT = Prepared(
    select(
    Conversation.chat_id, Conversation.screen_id, Conversation.screen_at,
    Conversation.last_incoming_id, Conversation.awaiting, Conversation.facts,
).where(Conversation.chat_id == bindparam("chat")),
    ("chat",),
)  # fmt: skip
_INSERT = upsert(Conversation)
_KEPT = ("screen_id", "screen_at", "last_incoming_id", "awaiting", "facts")
_SAVE = Prepared(
    _INSERT.on_conflict_do_update(
        index_elements=[Conversation.chat_id], set_={name: _INSERT.excluded[name] for name in _KEPT}
    ),
    ("chat_id", *_KEPT),
    blind=True,
)


class Conversations(Repository):
    """One row a chat."""

    async def of(self, chat_id: int) -> Chat | None:
        """What this chat shows, if it has shown anything yet."""
        row = (await self._execute(_BY_CHAT, {"chat": chat_id})).first()
        return Chat(*row) if row else None

    async def save(self, *conversations: Chat) -> None:
        """Remember what these chats show now."""
        values = [
            {
                "chat_id": one.chat_id, "screen_id": one.screen_id, "screen_at": one.screen_at,
                "last_incoming_id": one.last_incoming_id, "awaiting": one.awaiting, "facts": dict(one.facts),
            }
            for one in conversations
        ]  # fmt: skip
        await self._execute(_SAVE, values)
