"""What a view makes and the context shows: words, buttons, and how they appear. Sends nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.buttons import Button

AnyKeyboard: TypeAlias = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True)
class Key:
    """One button: its words and what it does when pressed."""

    label: str
    press: Button


Rows: TypeAlias = Sequence[Sequence[Key]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A screen.

    `awaiting` names the text it expects next, with `facts` for whoever takes it. `in_place`: always an
    edit of the message pressed (private screens, notices). `contact` asks for the own number instead of
    showing buttons.
    """

    text: str
    rows: Rows = ()
    silent: bool = False
    protected: bool = False
    in_place: bool = False
    awaiting: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    contact: str | None = None

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        """The buttons as Telegram wants them."""
        return keyboard(self.rows) if self.rows else None


def keyboard(rows: Rows) -> InlineKeyboardMarkup:
    """Inline buttons, row by row; a tuple of tuples is built once."""
    if isinstance(rows, tuple) and all(isinstance(row, tuple) for row in rows):
        return _built_once(rows)
    return _built(rows)


def _built(rows: Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(key.label, callback_data=key.press.pack()) for key in row] for row in rows]
    )


class _Kept(InlineKeyboardMarkup):
    """A keyboard that is sent again and again, and taken apart for it once."""

    __slots__ = ("_parts",)

    def __init__(self, built: InlineKeyboardMarkup) -> None:
        super().__init__(built.inline_keyboard)
        self._parts = built.to_dict()

    def to_dict(self, recursive: bool = True) -> dict[str, Any]:  # noqa: ARG002 — its parts hold nothing but plain values
        return self._parts


@lru_cache(maxsize=4096)
def _built_once(rows: tuple[tuple[Key, ...], ...]) -> InlineKeyboardMarkup:
    return _Kept(_built(rows))


def contact_keyboard(label: str) -> ReplyKeyboardMarkup:
    """The one reply keyboard there is: send my own number."""
    button = KeyboardButton(label, request_contact=True)
    return ReplyKeyboardMarkup([[button]], one_time_keyboard=True, resize_keyboard=True)


@dataclass(frozen=True, slots=True)
class Edit:
    """A message of the past that becomes this reply."""

    message_id: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Deletion:
    """A message of the past that goes."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Menu:
    """The commands Telegram's menu button lists for one chat: name and line."""

    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: it may leave at this moment."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A file or, with `picture`, a photograph under a spoiler; names and captions are neutral."""

    content: bytes
    name: str
    caption: str = ""
    rows: Rows = ()
    picture: bool = False
    protected: bool = False
