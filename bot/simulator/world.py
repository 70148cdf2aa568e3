"""The state of the simulated Telegram, without HTTP: people, chats, files, updates, the clock and the log."""

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from bot.simulator.chats import Account, Chat, Group, Message
from bot.simulator.files import FileStore
from bot.simulator.journal import Entry, Journal
from bot.simulator.markup import Json
from bot.simulator.parameters import Parameters
from bot.simulator.passing import Passing
from bot.simulator.refusals import bad_request, forbidden
from bot.simulator.updates import UpdateQueue

FIRST_ACCOUNT: Final = 5_000_000_001
FIRST_GROUP: Final = -4_000_000_001
RESTORED: Final = "restored"
FIRST_ALBUM: Final = 13_900_000_000_000_000


class Observer(Protocol):
    """Sees all that passes between bot and server, with uploads as they came."""

    def called(self, method: str, parameters: Json, response: Json) -> None: ...

    def updated(self, update: Json) -> None: ...


class PersonUnknown(LookupError):
    """No person of the world has this id, or not any more."""


@dataclass(slots=True)
class Press:
    """A callback query that waits for its answer."""

    chat: Chat
    message_id: int
    at: datetime
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are brought to, with what secret, and how many at once."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(slots=True)
class Profile:
    """What a bot tells about itself; texts by language code, commands by scope and language code."""

    token: str
    username: str = "talenta_cirebon_bot"
    names: dict[str, str] = field(default_factory=lambda: {"": "Talenta"})
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    webhook: Webhook | None = None
    webhook_error: Json = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    def as_user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names[""],
            "username": self.username,
        }


class World:
    """Everything the server knows. The clock stands still unless it is moved, or given a pace."""

    def __init__(self, token: str, now: datetime) -> None:
        self._passing = Passing(now, time.monotonic)
        self.bot = Profile(token)
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.files = FileStore()
        self.updates = UpdateQueue()
        self.journal = Journal()
        self._albums = 0
        self._kept: tuple[tuple[dict[int, Chat], dict[str, Press], Profile], datetime] | None = None
        self.observer: Observer | None = None
        self.changed: Callable[[], None] = lambda: None

    def join(
        self, name: str, phone: str, *, username: str | None = None, account_id: int | None = None
    ) -> Account:
        """Give a person an account; ids count up from above 32 bits unless one is asked for."""
        new_id = account_id or max([FIRST_ACCOUNT - 1, *self.chats]) + 1
        if new_id in self.chats:
            raise ValueError("account exists")
        account = Account(new_id, name, phone, username)
        self.chats[new_id] = Chat(account)
        self.changed()
        return account

    def group(self, account: Account, title: str) -> Chat:
        """Return the group of this title, made by this person where there is none."""
        groups = [chat for chat in self.chats.values() if chat.group]
        known = next((chat for chat in groups if chat.group and chat.group.title == title), None)
        if known is None:
            known = Chat(account, Group(FIRST_GROUP - len(groups), title))
            self.chats[known.id] = known
        return known

    def chat_of(self, account_id: int) -> Chat:
        chat = self.chats.get(account_id)
        if chat is None or chat.deactivated:
            raise PersonUnknown(account_id)
        return chat

    @property
    def now(self) -> datetime:
        """This moment, aware."""
        return self._passing.now

    @property
    def pace(self) -> float:
        """How many seconds pass in one second outside."""
        return self._passing.pace

    def move_clock(self, now: datetime, pace: float | None = None) -> None:
        """Set the clock, forwards or backwards, to an aware moment; with `pace` let it pass so fast from then on."""
        self._passing.set(now, pace)
        self.forget_what_waited_too_long()
        self.journal.write(now, "clock", "set", {"now": now.isoformat()})
        self.changed()

    def forget_what_waited_too_long(self) -> None:
        """Updates do not wait for ever."""
        self.updates.expire(self.now)

    def next_album(self) -> str:
        """A `media_group_id` that no other album has."""
        self._albums += 1
        return str(FIRST_ALBUM + self._albums)

    def keep(self) -> None:
        """Remember who there is, what stands in the chats, what the bot says of itself and the time."""
        state = (self.chats, self.presses, self.bot)
        self._kept = (copy.deepcopy(state), self.now)

    @property
    def is_kept(self) -> bool:
        return self._kept is not None

    def restore(self) -> None:
        """Put back what was kept; files and log stay, updates that wait are forgotten. Refuses where nothing was kept."""
        if self._kept is None:
            raise ValueError("nothing was kept")
        state, now = self._kept
        self.chats, self.presses, self.bot = copy.deepcopy(state)
        self.updates.clear()
        self.journal.write(now, "clock", RESTORED, {"now": now.isoformat()})
        self.move_clock(now)

    def addressed(self, given: Parameters) -> Chat:
        """Return the chat a call names; refuses unknown ones as Telegram does."""
        if not given.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(given.integer("chat_id"))
        if chat is None or not chat.started:
            raise bad_request("chat not found")
        return chat

    def writable(self, given: Parameters) -> Chat:
        """Return the chat a call wants to write in; refuses a bot that was blocked or has left."""
        chat = self.addressed(given)
        if chat.unreachable:
            raise forbidden(chat.unreachable)
        return chat

    def push(self, kind: str, content: Json) -> None:
        """Queue an update for the bot."""
        update = self.updates.put(kind, content, self.now)
        if update and self.observer:
            self.observer.updated(update)
        self.changed()

    def record(self, chat: Chat, method: str, words: Json) -> Entry:
        """Log what a person did."""
        return self.journal.write(self.now, "person", method, words, chat_id=chat.id)

    def record_call(self, method: str, given: Parameters, response: Json) -> Entry:
        """Log a call of the bot with its response and show it to the observer."""
        if self.observer:
            self.observer.called(method, given.received, response)
        chat_id = self._concerned(given)
        entry = self.journal.write(
            self.now, "bot", method, given.as_json(), chat_id=chat_id, response=response
        )
        self.changed()
        return entry

    def post(self, chat: Chat, content: Json) -> Message:
        """Add a message of the bot to a chat."""
        return chat.add(self.bot.as_user(), content, self.now)

    def _concerned(self, given: Parameters) -> int | None:
        press = self.presses.get(given.text("callback_query_id"))
        return press.chat.id if press else given.integer("chat_id") or None
