"""What the bot tells Telegram about itself when it starts: its profile and the commands of strangers."""

import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.texts import plain, say
from bot.views.menus import menu

_log = logging.getLogger(__name__)


async def introduce(bot: Bot) -> None:
    """Change what differs, and no more: Telegram limits how often. What it refuses is tried at the next start."""
    name, about, description = (
        plain(say(f"system.profile_{part}")) for part in ("name", "about", "description")
    )
    try:
        await bot.set_my_commands(list(menu(frozenset()).commands))
        if (await bot.get_my_name()).name != name:
            await bot.set_my_name(name)
        if (await bot.get_my_short_description()).short_description != about:
            await bot.set_my_short_description(about)
        if (await bot.get_my_description()).description != description:
            await bot.set_my_description(description)
    except TelegramError as error:
        _log.warning("the profile of the bot is as it was: %s", error.message)
