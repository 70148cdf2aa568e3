"""The commands that Telegram's menu button lists."""

from bot.commands import menu_of
from bot.reply import Menu
from bot.texts import plain, say
from domain.people import Role


def menu(roles: frozenset[Role]) -> Menu:
    """The commands of these roles, each with its line; those of strangers for none."""
    return Menu(tuple((command.name, plain(say(f"commands.{command.name}"))) for command in menu_of(roles)))
