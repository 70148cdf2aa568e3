"""What the chats show, of as many as are kept in memory; the store knows the others."""

from collections import OrderedDict
from collections.abc import Iterable

from domain.conversation import Conversation


class Screens:
    """The chats in which something happened last. What a turn has kept is newer than what the store tells."""

    def __init__(self, remembered: int = 10_000) -> None:
        self._remembered = remembered
        self._known: OrderedDict[int, Conversation] = OrderedDict()

    def of(self, chat_id: int) -> Conversation | None:
        """What this chat shows; None if it is not known here."""
        return self._known.get(chat_id)

    def unknown(self, chat_ids: Iterable[int | None]) -> list[int]:
        """Those of the chats that are not known here, each once."""
        return [one for one in dict.fromkeys(chat_ids) if one is not None and one not in self._known]

    def keep(self, chat: Conversation) -> None:
        """Remember what a chat shows now; the one that was quiet longest is forgotten."""
        self._known[chat.chat_id] = chat
        self._known.move_to_end(chat.chat_id)
        if len(self._known) > self._remembered:
            self._known.popitem(last=False)

    def learn(self, chats: Iterable[Conversation]) -> None:
        """Take over what was read from the store, unless a turn has kept something meanwhile."""
        for chat in chats:
            if chat.chat_id not in self._known:
                self.keep(chat)
