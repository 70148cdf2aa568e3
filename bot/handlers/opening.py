"""/mulai and [Beranda]: the home screen, or the way in for those who are not linked."""

from bot.context import Context
from bot.handlers import linking
from bot.reply import Reply
from bot.texts import say
from bot.views import opening as views
from bot.views.navigation import CloseScreen, OpenHome, to_home
from domain.usecases import overviewing


async def start(context: Context) -> None:
    """/mulai, with or without an invitation behind it."""
    if context.arguments:
        await linking.open_invitation(context, context.arguments)
    else:
        await home(context)


async def home(context: Context) -> None:
    """What is to be done, or how to come in."""
    overview = await context.read(overviewing.overview)
    if overview is None:
        await linking.ask_nip(context)
    else:
        await context.show(views.home(overview))


async def show_where_things_stand(context: Context) -> None:
    """After a replay: the effect is stored, the person sees the home screen."""
    await home(context)


async def cancel(context: Context) -> None:
    """/batal: the open step closes, nothing answered is lost."""
    if context.conversation.screen_id is None and context.conversation.awaiting is None:
        await context.show(Reply(say("system.nothing_open"), [[to_home()]]))
    else:
        await context.show(Reply(say("system.step_cancelled"), [[to_home()]]))


async def close(context: Context) -> None:
    """[Tutup]: the screen becomes one line."""
    await context.show(Reply(say("system.closed"), in_place=True))


COMMANDS = {"mulai": start, "batal": cancel}
PRESSES = {OpenHome: home, CloseScreen: close}
