"""What the bot says of its own accord about itself: menus, closed screens, faults."""

from bot.buttons import ButtonNotUnderstood, unpack
from bot.delivery.outbox import Rendered
from bot.reply import Edit, Key, Reply
from bot.services import Services
from bot.texts import label, say
from bot.views.menus import menu
from bot.views.navigation import to_home
from domain.conversation import Queued
from domain.usecases import reaching


async def _menu(services: Services, message: Queued) -> Rendered:
    roles = await services.consult(reaching.roles_of, telegram_id=message.chat_id)
    return menu(roles)


async def _close_private_screen(_services: Services, message: Queued) -> Rendered:
    closed = Reply(say("system.private_closed"), [[_reopening(str(message.facts["reopen"]))]])
    return Edit(int(str(message.facts["message_id"])), closed)


def _reopening(data: str) -> Key:
    """[Buka]; where a release has meanwhile done away with the button, [Beranda]: the screen closes all the same."""
    try:
        return Key(label("open"), unpack(data))
    except ButtonNotUnderstood:
        return to_home()


async def _apology(services: Services, message: Queued) -> Rendered:
    facts = {"code": str(message.facts["code"]), "contact": services.policy.contact}
    return Reply(say("system.fault", **facts), [[to_home()]])


async def _fault(_services: Services, message: Queued) -> Rendered:
    return Reply(say("system.fault_for_admins", code=str(message.facts["code"])))


NOTICES = {
    "menu": _menu,
    "close_private_screen": _close_private_screen,
    "apology": _apology,
    "fault": _fault,
}
