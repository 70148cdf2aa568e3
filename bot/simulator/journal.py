"""The log of everything that happened: calls of the bot, acts of people, moves of the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.simulator.markup import Json

Actor: TypeAlias = Literal["bot", "person", "clock"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened at a moment of the simulated clock.

    Of the bot: the method, its parameters as received (uploads by name and size) and the response sent.
    Of a person: the act and its words. `chat_id` is the private chat concerned, None where there is none.
    """

    index: int
    at: datetime
    actor: Actor
    chat_id: int | None
    method: str
    parameters: Json
    response: Json

    def as_json(self) -> Json:
        return {
            "index": self.index,
            "at": self.at.isoformat(),
            "actor": self.actor,
            "chat_id": self.chat_id,
            "method": self.method,
            "parameters": self.parameters,
            "response": self.response,
        }

    @classmethod
    def from_json(cls, entry: Json) -> "Entry":
        return cls(**(entry | {"at": datetime.fromisoformat(entry["at"])}))


class Journal:
    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def __len__(self) -> int:
        return len(self._entries)

    def write(
        self,
        at: datetime,
        actor: Actor,
        method: str,
        parameters: Json,
        *,
        chat_id: int | None = None,
        response: Json | None = None,
    ) -> Entry:
        entry = Entry(len(self._entries), at, actor, chat_id, method, parameters, response or {})
        self._entries.append(entry)
        return entry

    def since(self, index: int, chat_id: int | None = None) -> list[Entry]:
        """Return the entries from an index on, of one chat where a chat is given."""
        return [entry for entry in self._entries[index:] if chat_id in {None, entry.chat_id}]

    def calls_since(self, index: int) -> int:
        return sum(entry.actor == "bot" for entry in self._entries[index:])
