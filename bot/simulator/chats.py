"""Private chats: who the person is, what stands in the chat, what was there to press."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from bot.simulator import keyboards
from bot.simulator.markup import Json

Screen: TypeAlias = Literal["newest", "earlier", "first"]


@dataclass(frozen=True, slots=True)
class Account:
    """A person with a Telegram account; the phone number is E.164 with or without its plus."""

    id: int
    name: str
    phone: str
    username: str | None = None

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "id"}
        return user | ({"username": self.username} if self.username else {})

    def as_chat(self) -> Json:
        chat: Json = {"id": self.id, "type": "private", "first_name": self.name}
        return chat | ({"username": self.username} if self.username else {})

    def as_contact(self) -> Json:
        """The contact Telegram's own button shares: the number without plus, with the account's id."""
        return {
            "phone_number": self.phone.removeprefix("+"),
            "first_name": self.name,
            "user_id": self.id,
        }

    def as_json(self) -> Json:
        return {"id": self.id, "name": self.name, "phone": self.phone}


@dataclass(frozen=True, slots=True)
class Group:
    """A group to which somebody has added the bot; the id is negative."""

    id: int
    title: str


@dataclass(slots=True)
class Message:
    """One message; `content` holds the Bot API's own fields of its kind (text, document, contact, ...)."""

    message_id: int
    author: Json
    date: datetime
    content: Json
    keyboard: Json | None = None
    protected: bool = False
    silent: bool = False
    fixed: bool = False
    edited: datetime | None = None
    deleted: bool = False

    @property
    def from_bot(self) -> bool:
        return bool(self.author["is_bot"])

    def as_api(self, place: Json) -> Json:
        """The Bot API's `Message`; `place` is its `Chat`."""
        head: Json = {
            "message_id": self.message_id,
            "from": self.author,
            "chat": place,
            "date": int(self.date.timestamp()),
        }
        edited = {"edit_date": int(self.edited.timestamp())} if self.edited else {}
        protected = {"has_protected_content": True} if self.protected else {}
        markup = {"reply_markup": self.keyboard} if self.keyboard else {}
        return head | edited | protected | self.content | markup

    def seen(self, place: Json) -> Json:
        """What a person's phone knows: the message and how it arrived."""
        return self.as_api(place) | {"silent": self.silent}


@dataclass(frozen=True, slots=True)
class Shown:
    """A keyboard that once stood under a message: an old client can still press it."""

    message_id: int
    keyboard: Json


@dataclass(slots=True)
class Chat:
    """The private chat of one person with the bot, or a group of the two.

    Message ids count up from 1 for both sides.
    """

    account: Account
    group: Group | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    reply_keyboard: Json | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    last_id: int = 0

    @property
    def id(self) -> int:
        return self.group.id if self.group else self.account.id

    @property
    def unreachable(self) -> str:
        """Why the bot may not write any more, in Telegram's words; empty where it may."""
        if self.deactivated:
            return "user is deactivated"
        left = "bot is not a member of the group chat" if self.group else "bot was blocked by the user"
        return left if self.blocked else ""

    def place(self) -> Json:
        """The Bot API's `Chat`."""
        group = self.group
        return {"id": group.id, "type": "group", "title": group.title} if group else self.account.as_chat()

    def as_json(self) -> Json:
        group = self.group
        return {"id": group.id, "name": group.title, "phone": ""} if group else self.account.as_json()

    def add(self, author: Json, content: Json, date: datetime) -> Message:
        self.last_id += 1
        message = Message(self.last_id, author, date, content)
        self.messages[message.message_id] = message
        return message

    def show(self, message: Message, keyboard: Json | None) -> None:
        """Put an inline keyboard under a message, or take it away."""
        message.keyboard = keyboard
        if keyboard:
            self.shown.append(Shown(message.message_id, keyboard))

    def visible(self) -> list[Message]:
        return [message for message in self.messages.values() if not message.deleted]

    def find(
        self,
        label: str,
        screen: Screen = "newest",
        *,
        of: int | None = None,
        since: int = 0,
        data: str | None = None,
    ) -> Shown | None:
        """Return the keyboard to press for a label, and for callback data where labels repeat.

        `newest` is what stands in the chat now, from below; `earlier` the last keyboard with that label that is
        no longer there or stands above it; `first` the first one shown after `since` keyboards of this chat.
        """
        having = [shown for shown in self.shown if keyboards.button(shown.keyboard, label, data)]
        now = [shown for shown in having if self._stands(shown)]
        if of is not None:
            return next((shown for shown in reversed(having) if shown.message_id == of), None)
        match screen:
            case "newest":
                return max(now, key=lambda shown: shown.message_id, default=None)
            case "first":
                return next((shown for shown in self.shown[since:] if shown in having), None)
            case "earlier":
                newest = max(now, key=lambda shown: shown.message_id, default=None)
                return next((shown for shown in reversed(having) if shown is not newest), None)

    def _stands(self, shown: Shown) -> bool:
        message = self.messages[shown.message_id]
        return not message.deleted and message.keyboard is shown.keyboard
