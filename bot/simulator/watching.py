"""What a page is told: who there is, what stands on the phones it watches, what passed between bot and server."""

from collections import deque
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Final

from bot.simulator import profile
from bot.simulator.chats import Chat, Message
from bot.simulator.journal import Entry
from bot.simulator.lock_screen import pushes
from bot.simulator.markup import Json
from bot.simulator.parameters import Parameters
from bot.simulator.world import RESTORED, Observer, World

MOST_KEPT: Final = 1000
MOST_PAST: Final = 60
_MENU_CALLS: Final = {"setMyCommands", "deleteMyCommands"}


class Attention:
    """What all pages share: what people have read, and the raw updates of late. `then` observes as before."""

    def __init__(self, world: World, then: Observer | None = None) -> None:
        self._world = world
        self._then = then
        self._read: dict[int, int] = {}
        self._heard = 0
        self.updates: deque[Json] = deque(maxlen=MOST_KEPT)
        self.updates_seen = 0

    def called(self, method: str, parameters: Json, response: Json) -> None:
        if self._then:
            self._then.called(method, parameters, response)

    def updated(self, update: Json) -> None:
        index, at = max(0, len(self._world.journal) - 1), self._world.now.isoformat()
        self.updates_seen += 1
        number = self.updates_seen
        self.updates.append(
            {"number": number, "index": index, "chat_id": _chat_of(update), "at": at, "update": update}
        )
        if self._then:
            self._then.updated(update)

    def reads(self, chat_id: int, message_id: int) -> None:
        """A person has seen the chat down to a message."""
        self._read[chat_id] = max(message_id, self._read.get(chat_id, 0))

    def unread(self, chat: Chat) -> int:
        """Return how many messages of the bot stand below all that the person has read, written or pressed."""
        self._listen()
        count = 0
        for message in reversed(chat.messages.values()):
            if message.message_id <= self._read.get(chat.id, 0) or not message.from_bot:
                break
            count += not message.deleted
        return count

    def _listen(self) -> None:
        for entry in self._world.journal.since(self._heard):
            if entry.method == RESTORED:
                self._read.clear()
            if entry.method == "presses" and entry.chat_id is not None:
                self.reads(entry.chat_id, entry.parameters["message_id"])
        self._heard = len(self._world.journal)


class Watch:
    """What one page looks at, and what it has been told of it. Each piece of news is told once."""

    def __init__(self, world: World, attention: Attention) -> None:
        self._world = world
        self._attention = attention
        self._index = len(world.journal)
        self._updates = attention.updates_seen
        self._begins = True
        self._people: dict[int, Json] = {}
        self._phones: dict[int, _Phone] = {}
        self._head: Json = {}
        self._new: set[int] = set()
        self._stale: set[int] = set()

    def wants(self, words: Json) -> None:
        """Take what a page says.

        `{"phones": {id: messages}}`: the phones to watch, and how many of the newest messages of each;
        `{"read": [id, message]}`: a person has seen the chat down to a message.
        """
        if "read" in words:
            chat_id, message_id = words["read"]
            self._attention.reads(int(chat_id), int(message_id))
            self._stale.add(int(chat_id))
        if "phones" in words:
            wanted = {int(chat_id): int(count) for chat_id, count in words["phones"].items()}
            self._new |= wanted.keys() - self._phones.keys()
            self._phones = {
                chat_id: self._phones.get(chat_id, _Phone()).deep(count) for chat_id, count in wanted.items()
            }

    def news(self) -> Json:
        """Return what the page does not know yet, empty where it knows everything."""
        since, entries = self._index, self._world.journal.since(self._index)
        after, self._updates = self._updates, self._attention.updates_seen
        self._index += len(entries)
        found: Json = {
            "begins": self._begins,
            "people": self._told_of_people(entries),
            "left": self._told_of_leaving(),
            "phones": self._told_of_phones(),
            "past": self._passed(self._new, 0, 0)[-MOST_PAST:] if self._new else [],
            "passed": self._passed(self._phones.keys() - self._new, since, after),
        }
        self._new, self._begins = set(), False
        minute = self._world.now.replace(second=0, microsecond=0)
        head = {"now": minute.isoformat(), "bot": self._bot()}
        found |= {name: value for name, value in head.items() if value != self._head.get(name)}
        self._head = head
        return {name: value for name, value in found.items() if value}

    def _passed(self, chat_ids: AbstractSet[int], since: int, after: int) -> list[Json]:
        """Return what passed in these chats, as it came: entries from a log index on, raw updates after a number."""
        entries = [_told(one) for one in self._world.journal.since(since) if one.chat_id in chat_ids]
        updates = [
            one for one in self._attention.updates if one["number"] > after and one["chat_id"] in chat_ids
        ]
        return sorted(entries + updates, key=lambda one: int(one["index"]))

    def _bot(self) -> Json:
        bot = self._world.bot
        texts = {"description": bot.descriptions, "about": bot.short_descriptions}
        return bot.as_user() | {name: said.get("id") or said.get("", "") for name, said in texts.items()}

    def _told_of_people(self, entries: Iterable[Entry]) -> list[Json]:
        concerned = {chat_id for entry in entries for chat_id in _concerned(entry)} | self._stale
        people, self._stale = self._everybody(), set()
        if any(entry.method == RESTORED for entry in entries):
            concerned |= people.keys()
        told = []
        for chat_id in (concerned & people.keys()) | (people.keys() - self._people.keys()):
            summary = self._summary(people[chat_id])
            if summary != self._people.get(chat_id):
                self._people[chat_id] = summary
                told.append(summary)
        return told

    def _everybody(self) -> dict[int, Chat]:
        """The private chats of those who have an account."""
        chats = self._world.chats.items()
        return {chat_id: chat for chat_id, chat in chats if not chat.group and not chat.deactivated}

    def _told_of_leaving(self) -> list[int]:
        gone = list(self._people.keys() - self._everybody().keys())
        for chat_id in gone:
            del self._people[chat_id]
        return gone

    def _told_of_phones(self) -> list[Json]:
        waiting = {
            (update["message"]["chat"]["id"], update["message"]["message_id"])
            for update in self._world.updates
            if "message" in update
        }
        chats = self._everybody()
        told = [
            phone.news(chats[chat_id], profile.menu_of(self._world, chat_id), waiting)
            for chat_id, phone in self._phones.items()
            if chat_id in chats
        ]
        return [news for news in told if news]

    def _summary(self, chat: Chat) -> Json:
        last = next((one for one in reversed(chat.messages.values()) if not one.deleted), None)
        return chat.as_json() | {
            "blocked": chat.blocked,
            "started": chat.started,
            "unread": self._attention.unread(chat),
            "menu": [one["command"] for one in profile.menu_of(self._world, chat.id)],
            "last": last and _preview(last),
        }


class _Phone:
    """One phone as a page knows it."""

    def __init__(self) -> None:
        self._messages: dict[int, Json] = {}
        self._rest: Json = {}
        self._count = 0

    def deep(self, count: int) -> "_Phone":
        """Look at so many of the newest messages."""
        self._count = count
        return self

    def news(self, chat: Chat, commands: list[Json], waiting: set[tuple[int, int]]) -> Json:
        """Return what has changed on the phone, empty where nothing has."""
        newest = list(
            islice((one for one in reversed(chat.messages.values()) if not one.deleted), self._count + 1)
        )
        now = {
            one.message_id: one.seen(chat.place()) | {"taken": (chat.id, one.message_id) not in waiting}
            for one in reversed(newest[: self._count])
        }
        rest = {
            "earlier": len(newest) > self._count,
            "keyboard": chat.reply_keyboard,
            "commands": commands,
            "blocked": chat.blocked,
            "started": chat.started,
        }
        changed = [seen for number, seen in now.items() if seen != self._messages.get(number)]
        gone = [number for number in self._messages if number not in now]
        if not changed and not gone and rest == self._rest:
            return {}
        self._messages, self._rest = now, rest
        return {"id": chat.id, "messages": changed, "gone": gone} | rest


def _concerned(entry: Entry) -> set[int]:
    if entry.method in _MENU_CALLS:
        scope = Parameters(entry.parameters).value("scope", "BotCommandScope") or {}
        return {int(scope["chat_id"])} if "chat_id" in scope else set()
    return {entry.chat_id} if entry.chat_id is not None else set()


def _told(entry: Entry) -> Json:
    """An entry of the log, with what a locked phone shows of it."""
    shown = [{"words": one.words, "picture": one.picture, "silent": one.silent} for one in pushes([entry])]
    return entry.as_json() | ({"pushes": shown} if shown else {})


def _chat_of(update: Mapping[str, Json]) -> int:
    """The chat an update comes from; a press without a message comes from the person."""
    content = next(value for name, value in update.items() if name != "update_id")
    place: Json = content.get("message", content)
    where: Json = place["chat"] if "chat" in place else content["from"]
    return int(where["id"])


def _preview(message: Message) -> Json:
    """The line of a chat list: the first words, hidden where they are spoilt, and whose they are."""
    kinds = ("text", "photo", "document", "contact", "sticker", "voice")
    return {
        "kind": next((kind for kind in kinds if kind in message.content), ""),
        "text": (message.content.get("text") or message.content.get("caption") or "")[:120],
        "entities": message.content.get("entities") or message.content.get("caption_entities") or [],
        "from_bot": message.from_bot,
        "date": int(message.date.timestamp()),
    }
