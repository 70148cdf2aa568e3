"""Which handler an update belongs to, and the one place where refusals become sentences."""

import logging
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.buttons import Button, ButtonNotUnderstood
from bot.commands import COMMANDS
from bot.context import Context, Handler
from bot.delivery.outbox import Notice
from bot.handlers import opening, refusing, sending_files, unexpected
from bot.services import AlreadyApplied
from domain.errors import NotYourButton, Refusal

_log = logging.getLogger(__name__)
Callback: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]
_MESSAGE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE


class Module(Protocol):
    """A module of handlers. It may also have COMMANDS, PRESSES, TEXTS, CONTACTS, FILES and NOTICES."""

    __name__: str


@dataclass(frozen=True, slots=True)
class Routes:
    """Handlers by what they answer: a command, a button, the text or contact or file awaited."""

    commands: dict[str, Handler] = field(default_factory=dict)
    presses: dict[type[Button], Handler] = field(default_factory=dict)
    texts: dict[str, Handler] = field(default_factory=dict)
    contacts: dict[str, Handler] = field(default_factory=dict)
    files: dict[str | None, Handler] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)


def collect(modules: Iterable[Module]) -> Routes:
    """The routes of all modules. Refuses two handlers for one thing."""
    routes = Routes()
    for module in modules:
        for name in ("commands", "presses", "texts", "contacts", "files", "notices"):
            _merge(getattr(routes, name), getattr(module, name.upper(), {}))
    return routes


def _merge(known: dict[Any, Any], more: Mapping[Any, Any]) -> None:
    for key, handler in more.items():
        if key in known:
            raise ValueError(key)
        known[key] = handler


class Router:
    """Registers the routes with PTB, most particular first."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def register(self, application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
        """Add every handler, and the error handler behind them."""
        application.add_handlers(list(self._handlers()))
        application.add_error_handler(_on_error)

    def _handlers(self) -> Iterable[BaseHandler[Any, Any, Any]]:
        yield CallbackQueryHandler(_adapt(self._press))  # the most frequent, and nobody else takes one
        yield MessageHandler(filters.ChatType.GROUPS, _adapt(unexpected.leave_group))
        yield ChatMemberHandler(_adapt(unexpected.membership), ChatMemberHandler.MY_CHAT_MEMBER)
        yield MessageHandler(filters.UpdateType.EDITED_MESSAGE, _adapt(unexpected.edited))
        for command in COMMANDS:
            if command.name in self._routes.commands:
                names = (command.name, *command.aliases)
                yield CommandHandler(names, _adapt(self._routes.commands[command.name]), _MESSAGE)
        yield MessageHandler(_MESSAGE & filters.COMMAND, _adapt(unexpected.unknown_command))
        yield MessageHandler(_MESSAGE & filters.CONTACT, _adapt(self._contact))
        yield MessageHandler(_MESSAGE & (filters.Document.ALL | filters.PHOTO), _adapt(self._file))
        yield MessageHandler(_MESSAGE & filters.TEXT, _adapt(self._text))
        yield MessageHandler(_MESSAGE, _adapt(unexpected.not_processed))

    async def _press(self, context: Context) -> None:
        pressed = context.turn.pressed
        if pressed is None or pressed.chat_id != context.chat_id:
            raise NotYourButton
        await self._routes.presses[type(context.button)](context)

    async def _contact(self, context: Context) -> None:
        await context.forget_message()  # first of all: a number stays in the chat in no case
        awaiting = context.conversation.awaiting or ""
        await self._routes.contacts.get(awaiting, unexpected.contact_not_expected)(context)

    async def _file(self, context: Context) -> None:
        chat, files = context.conversation, self._routes.files
        album = context.message.media_group_id
        if album is not None and chat.facts.get("album") == album:
            await sending_files.leave_out(context)
        elif chat.awaiting in files:
            await files[chat.awaiting](context)
        elif context.message.photo:
            await unexpected.not_processed(context)
        else:
            await files.get(None, unexpected.file_not_expected)(context)

    async def _text(self, context: Context) -> None:
        awaiting = context.conversation.awaiting
        if awaiting is not None and awaiting in self._routes.texts:
            await self._routes.texts[awaiting](context)
            return
        command = unexpected.bare_word(context.text)
        handler = self._routes.commands.get(command or "", unexpected.free_text)
        await handler(context)


def _adapt(handler: Handler) -> Callback:
    async def callback(_update: Update, context: Context) -> None:
        try:
            await _carry_out(handler, context)
        except Refusal as error:
            await refusing.say_refusal(context, error)
        except ButtonNotUnderstood:
            await unexpected.old_button(context)
        await context.finish()

    return callback


async def _carry_out(handler: Handler, context: Context) -> None:
    try:
        await handler(context)
    except AlreadyApplied:
        await opening.show_where_things_stand(context)


async def _on_error(update: object, context: Context) -> None:
    """A fault ends the turn of its update; what failed outside of any turn (a tick) is logged."""
    if isinstance(update, Update):
        context.turn.fault = context.error
    else:
        _log.error("what was due could not be done", exc_info=context.error)
