"""A reply becomes a call to Telegram. What is idempotent counts as done when it is so already."""

import asyncio
import logging

from telegram import Bot, BotCommandScopeChat, InputFile, Message, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.delivery.failures import Meaning, is_done, verdict
from bot.reply import Document, Menu, Reply, Rows, contact_keyboard, keyboard

_log = logging.getLogger(__name__)
_PAUSES = (1.0, 3.0)  # seconds; a press that is older than some ten cannot be answered any more
_NO_PREVIEW = '{"is_disabled": true}'


async def send(bot: Bot, chat_id: int, reply: Reply, *, remove_keyboard: bool = False) -> Message:
    """Send a new message. `remove_keyboard` takes a reply keyboard off the screen with it."""
    markup: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None
    if reply.contact is not None:
        markup = contact_keyboard(reply.contact)
    elif remove_keyboard and not reply.rows:
        markup = ReplyKeyboardRemove()
    return await bot.send_message(
        chat_id,
        reply.text,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        disable_notification=reply.silent or None,
        protect_content=reply.protected or None,
        api_kwargs=_below(() if markup else reply.rows),
    )


def _below(rows: Rows) -> dict[str, str]:
    """What stands below a text, as PTB would write it at each call: it is the same for everybody."""
    without_preview = {"link_preview_options": _NO_PREVIEW}
    return without_preview | {"reply_markup": keyboard(rows)} if rows else without_preview


async def edit(bot: Bot, chat_id: int, message_id: int, reply: Reply) -> None:
    """Make an old message read so. Does nothing where it reads so already or is gone."""
    try:
        await bot.edit_message_text(
            reply.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            api_kwargs=_below(reply.rows),
        )
    except TelegramError as error:
        if not is_done(error):
            raise


async def delete(bot: Bot, chat_id: int, message_id: int) -> None:
    """Delete a message. Does nothing where it is gone already."""
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramError as error:
        if not is_done(error):
            raise


async def answer(bot: Bot, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
    """Answer a press. Does nothing where the press is too old to be answered."""
    try:
        await bot.answer_callback_query(query_id, text=text, show_alert=alert or None)
    except TelegramError as error:
        if not is_done(error):
            raise


async def answer_silently(bot: Bot, query_id: str) -> None:
    """Answer a press with nothing, tried again while that may help: what was pressed for is shown without it.

    Never raises TelegramError.
    """
    for pause in (*_PAUSES, None):
        try:
            await answer(bot, query_id)
        except TelegramError as error:
            ruling = verdict(error)
            if pause is None or ruling.meaning not in (Meaning.AGAIN, Meaning.UNKNOWN):
                _log.warning("a press was not answered: %s", type(error).__name__)
                return
            await asyncio.sleep(ruling.pause.total_seconds() if ruling.pause else pause)
        else:
            return


async def send_document(bot: Bot, chat_id: int, document: Document) -> Message:
    """Send a file, or a picture under a spoiler."""
    file = InputFile(document.content, filename=document.name)
    buttons = {"reply_markup": keyboard(document.rows)} if document.rows else None
    if document.picture:
        return await bot.send_photo(
            chat_id,
            file,
            caption=document.caption or None,
            has_spoiler=True,
            protect_content=document.protected or None,
            api_kwargs=buttons,
        )
    return await bot.send_document(
        chat_id,
        file,
        caption=document.caption or None,
        protect_content=document.protected or None,
        disable_notification=True,
        api_kwargs=buttons,
    )


async def set_menu(bot: Bot, chat_id: int, menu: Menu) -> None:
    """List these commands behind the menu button of one chat."""
    await bot.set_my_commands(list(menu.commands), scope=BotCommandScopeChat(chat_id))
