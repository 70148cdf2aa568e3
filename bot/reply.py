"""What a view makes and the context shows: words, buttons, and how they appear. Sends nothing."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from telegram import KeyboardButton, ReplyKeyboardMarkup

from bot.buttons import Button


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


def keyboard(rows: Rows) -> str:
    """Inline buttons, row by row, in the JSON that Telegram takes; a tuple of tuples is put into it once."""
    if isinstance(rows, tuple) and all(isinstance(row, tuple) for row in rows):
        return _written_once(rows)
    return _written(rows)


def _written(rows: Rows) -> str:
    buttons = [[{"text": key.label, "callback_data": key.press.pack()} for key in row] for row in rows]
    return json.dumps({"inline_keyboard": buttons})


_written_once: Callable[[Rows], str] = lru_cache(maxsize=4096)(_written)


def contact_keyboard(label: str) -> ReplyKeyboardMarkup:
    """The one reply keyboard there is: send my own number."""
    button = KeyboardButton(label, request_contact=True)
    return ReplyKeyboardMarkup([[button]], one_time_keyboard=True, resize_keyboard=True)


@dataclass(frozen=True, slots=True)
class Screen:
    """A reply that becomes the open screen of its chat, in the place of the screen that is open."""

    reply: Reply
    replaces: int


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
