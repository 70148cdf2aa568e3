"""The words of an update. The only place that unwraps PTB's optionals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from telegram import CallbackQuery, Contact, Message, Update
from telegram import Document as SentDocument
from telegram.ext import CallbackContext, ExtBot

from bot.buttons import Button, ButtonNotUnderstood, unpack

B = TypeVar("B", bound=Button)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A document, or a photo, which has no name. `size` is in bytes, as Telegram says it."""

    file_id: str
    name: str
    size: int


class Incoming(CallbackContext[ExtBot[None], dict[str, Any], dict[str, Any], dict[str, Any]]):
    """What came, taken apart. A handler asks only for what its route has made sure of."""

    incoming: Update

    @property
    def chat_id(self) -> int:
        """The private chat, which has the id of the person."""
        assert self.incoming.effective_user is not None
        return self.incoming.effective_user.id

    @property
    def message(self) -> Message:
        """The message sent by the person."""
        assert self.incoming.message is not None
        return self.incoming.message

    @property
    def text(self) -> str:
        """The text typed."""
        return (self.message.text or "").strip()

    @property
    def arguments(self) -> str:
        """What stands behind a command, line breaks kept."""
        return "".join(self.text.split(None, 1)[1:])

    @property
    def contact(self) -> Contact:
        """The contact shared."""
        assert self.message.contact is not None
        return self.message.contact

    @property
    def document(self) -> SentDocument:
        """The file sent."""
        assert self.message.document is not None
        return self.message.document

    @property
    def sent_file(self) -> SentFile:
        """The document sent, or the photo in its largest size."""
        if self.message.photo:
            photo = self.message.photo[-1]
            return SentFile(photo.file_id, "", photo.file_size or 0)
        document = self.document
        return SentFile(document.file_id, document.file_name or "", document.file_size or 0)

    @property
    def query(self) -> CallbackQuery:
        """The press."""
        assert self.incoming.callback_query is not None
        return self.incoming.callback_query

    @property
    def button(self) -> Button:
        """The button pressed. Raises ButtonNotUnderstood."""
        return unpack(self.query.data or "")

    def pressed(self, kind: type[B]) -> B:
        """The button pressed, known to be of this kind."""
        button = self.button
        if not isinstance(button, kind):
            raise ButtonNotUnderstood(self.query.data)
        return button

    @property
    def sent_at(self) -> datetime:
        """When Telegram's server received the message."""
        return self.message.date

    async def download(self, file_id: str) -> bytes:
        """The content of a file sent now or before."""
        file = await self.bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
