"""What a handler works with: the words of an update, the use cases, the screen."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Self, TypeVar

from telegram import Message, Update
from telegram.ext import Application

from bot.delivery import sending
from bot.incoming import Incoming
from bot.reply import Document, Reply
from bot.services import AlreadyApplied, Cause, Services, UseCase, closing
from bot.texts import say
from domain.conversation import Conversation

T = TypeVar("T")
_SCREEN_LASTS = timedelta(hours=24)
_PRIVATE_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Pressed:
    """The message whose button was pressed, and the chat it stands in."""

    chat_id: int
    message_id: int


@dataclass(slots=True)
class Turn:
    """An update in hand. `applied`: its effect is stored; `answered`: its press is; `fault`: what ended it.

    `answering` is the silent answer to the press, which nobody waits for before the next update of the chat. `announced_id` is a message whose place the reply will take.
    """

    update_id: int
    conversation: Conversation
    applied: bool = False
    pressed: Pressed | None = None
    answered: bool = False
    answering: "asyncio.Task[None] | None" = None
    announced_id: int | None = None
    fault: BaseException | None = None


class Context(Incoming):
    """The words of an update, the use cases it may call, and the screen it may show."""

    turn: Turn
    services: Services

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> Self:
        """Made by PTB for each update; the turn was put beside it by whoever handles the inbox."""
        context = super().from_update(update, application)
        assert isinstance(update, Update)
        context.incoming = update
        context.turn = application.bot_data["turns"][update.update_id]
        context.services = application.bot_data["services"]
        return context

    @property
    def pressed_message_id(self) -> int:
        """The message whose button was pressed."""
        assert self.turn.pressed is not None
        return self.turn.pressed.message_id

    @property
    def conversation(self) -> Conversation:
        """What the chat shows and waits for."""
        return self.turn.conversation

    # --- what is asked of the domain -----------------------------------------------------------

    async def write(self, use_case: UseCase[T], /, **facts: Any) -> T:
        """Run a use case; its effect and the mark that it happened are stored together."""
        if self.turn.applied:
            raise AlreadyApplied
        try:
            result = await self.services.write(use_case, cause=self._cause(), **facts)
        except AlreadyApplied:  # stored, though the connection broke before the database could say so
            self.turn.applied = True
            raise
        self.turn.applied = True
        return result

    async def ensure(self, use_case: UseCase[Any], /, **facts: Any) -> None:
        """Like `write`, but a replay whose effect is stored goes on, to show it from what is stored."""
        if not self.turn.applied:
            await self.write(use_case, **facts)

    async def read(self, use_case: UseCase[T], /, **facts: Any) -> T:
        """Run a use case that changes nothing."""
        return await self.services.read(use_case, cause=Cause(self.chat_id, self.turn.update_id), **facts)

    def _cause(self) -> Cause:
        private = None
        if self.incoming.callback_query is not None and self.button.private:
            at = self.services.clock.now() + _PRIVATE_LASTS
            private = closing(self.chat_id, self.pressed_message_id, self.query.data or "", at=at)
        return Cause(self.chat_id, self.turn.update_id, private)

    # --- what is shown -------------------------------------------------------------------------

    async def show(self, reply: Reply) -> None:
        """Make this the open screen: an edit of the message pressed, or a new message at the end.

        A screen with something of the person's below it, or older than a day, moves down.
        """
        if self.turn.announced_id is not None:
            await self._take_announced_place(reply)
        elif self.incoming.callback_query is not None and self._can_stay(reply):
            await self._edit_pressed(reply)
        else:
            await self._send_below(reply)

    async def show_anew(self, reply: Reply) -> None:
        """Like `show`, but always a new message: an edit cannot protect what was sent unprotected."""
        await self._send_below(reply)

    async def announce(self, reply: Reply) -> None:
        """Say what is being done; what is shown or recorded next takes its place, a refusal too."""
        self._answer_silently()
        await self._leave_screen()
        sent = await self._send(reply)
        self.turn.announced_id = sent.message_id

    async def record(self, reply: Reply) -> None:
        """Send a message that stays: a receipt, a confirmation, a notice. It is not the open screen."""
        self._answer_silently()
        if self.turn.announced_id is not None:
            await self._take_announced_place(reply)
        else:
            await self._send(reply)

    async def keep(self, reply: Reply) -> None:
        """Make the message pressed one that stays: it is the open screen no longer, and nothing is awaited."""
        pressed = self.pressed_message_id
        self._answer_silently()
        await sending.edit(self.bot, self.chat_id, pressed, reply)
        if pressed == self.conversation.screen_id:
            self._remember(screen_id=None, screen_at=None, awaiting=None, facts={})

    async def remove_keyboard(self, reply: Reply) -> None:
        """Take the reply keyboard off the screen, with a few words."""
        await self._send(reply, remove_keyboard=True)

    async def attach(self, document: Document) -> None:
        """Send a file or a picture."""
        self._answer_silently()
        self.services.replied()
        await sending.send_document(self.bot, self.chat_id, document)

    async def alert(self, text: str) -> None:
        """Answer the press with words that must be closed."""
        await self._answer_press(text, alert=True)

    async def toast(self, text: str) -> None:
        """Answer the press with words that go by themselves."""
        await self._answer_press(text)

    async def finish(self) -> None:
        """Everything is said. A press that was not answered is answered silently."""
        self._answer_silently()

    async def forget_message(self) -> None:
        """Delete what the person sent (a shared contact)."""
        await sending.delete(self.bot, self.chat_id, self.message.message_id)

    async def remove_pressed(self) -> None:
        """The message whose button was pressed goes; a picture cannot become a line."""
        await sending.delete(self.bot, self.chat_id, self.pressed_message_id)

    async def retire_pressed(self) -> None:
        """A message of the past whose button was pressed becomes one line without buttons."""
        await sending.edit(self.bot, self.chat_id, self.pressed_message_id, Reply(say("system.moved_below")))

    async def close_screen(self, text: str | None = None) -> None:
        """The open screen becomes one line without buttons and nothing is awaited."""
        screen = self.conversation.screen_id
        if screen is not None:
            await sending.edit(self.bot, self.chat_id, screen, Reply(text or say("system.closed")))
        self._remember(screen_id=None, screen_at=None, awaiting=None, facts={})

    def _can_stay(self, reply: Reply) -> bool:
        if reply.contact is not None:
            return False
        if reply.in_place:
            return True
        chat, pressed = self.conversation, self.pressed_message_id
        if pressed != chat.screen_id or not chat.screen_is_last or chat.screen_at is None:
            return False
        return self.services.clock.now() - chat.screen_at < _SCREEN_LASTS

    async def _edit_pressed(self, reply: Reply) -> None:
        pressed = self.pressed_message_id
        self._answer_silently()
        await sending.edit(self.bot, self.chat_id, pressed, reply)
        if pressed == self.conversation.screen_id:
            screen = pressed if reply.rows else None  # without buttons there is nothing to come back to
            self._remember(screen_id=screen, awaiting=reply.awaiting, facts=dict(reply.facts))
        elif reply.awaiting is not None:
            self._remember(
                screen_id=pressed, screen_at=self.services.clock.now(),
                awaiting=reply.awaiting, facts=dict(reply.facts),
            )  # fmt: skip

    async def _send_below(self, reply: Reply) -> None:
        self._answer_silently()
        await self._leave_screen()
        sent = await self._send(reply)
        self._open(sent.message_id, reply)

    async def _send(self, reply: Reply, *, remove_keyboard: bool = False) -> Message:
        self.services.replied()
        return await sending.send(self.bot, self.chat_id, reply, remove_keyboard=remove_keyboard)

    async def _take_announced_place(self, reply: Reply) -> None:
        announced, self.turn.announced_id = self.turn.announced_id, None
        assert announced is not None
        await sending.edit(self.bot, self.chat_id, announced, reply)
        self._open(announced, reply)

    async def _leave_screen(self) -> None:
        """The open screen says that it goes on below."""
        if self.conversation.screen_id is not None:
            moved = Reply(say("system.moved_below"))
            await sending.edit(self.bot, self.chat_id, self.conversation.screen_id, moved)

    def _open(self, message_id: int, reply: Reply) -> None:
        self._remember(
            screen_id=message_id if reply.rows else None, screen_at=self.services.clock.now(),
            awaiting=reply.awaiting, facts=dict(reply.facts),
        )  # fmt: skip

    async def _answer_press(self, text: str, *, alert: bool = False) -> None:
        if self.incoming.callback_query is None or self.turn.answered:
            return
        self.turn.answered = True
        await sending.answer(self.bot, self.query.id, text, alert=alert)

    def _answer_silently(self) -> None:
        """The button stops waiting, while what it leads to is shown: neither holds up the other, nor the next press."""
        if self.incoming.callback_query is None or self.turn.answered:
            return
        self.turn.answered = True
        self.turn.answering = asyncio.create_task(sending.answer_silently(self.bot, self.query.id))

    def _remember(self, **changes: Any) -> None:
        self.turn.conversation = replace(self.conversation, **changes)


Handler = Callable[[Context], Awaitable[None]]
