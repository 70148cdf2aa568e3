"""/mulai and [Beranda]: the home screen, or the way in for those who are not linked."""

from bot.context import Context
from bot.handlers import linking, stepping
from bot.reply import Reply
from bot.texts import say
from bot.views import opening as views
from bot.views.navigation import CloseScreen, OpenHome, to_home
from domain.people import Role
from domain.usecases import overviewing, reaching


async def start(context: Context) -> None:
    """/mulai, with or without an invitation behind it."""
    if context.arguments:
        await linking.open_invitation(context, context.arguments)
    else:
        await home(context)


async def home(context: Context) -> None:
    """What is to be done: for an admin the desk, for a stranger the way in. The notice is read before all."""
    overview = await context.read(overviewing.overview)
    if overview is None:
        await linking.ask_nip(context)
    elif Role.ADMIN in overview.roles and not overview.notice_unread:
        await desk(context)
    else:
        await context.show(views.home(overview, context.services.policy.zone))


async def desk(context: Context) -> None:
    """[Meja BKPSDM]."""
    found = await context.read(overviewing.desk)
    services = context.services
    await context.show(views.admin_desk(found, services.policy.zone, services.clock.now()))


async def own_home(context: Context) -> None:
    """[Beranda] on the desk: what waits for the admin in person."""
    overview = await context.read(overviewing.own)
    await context.show(views.home(overview, context.services.policy.zone))


async def show_where_things_stand(context: Context) -> None:
    """After a replay: the effect is stored, the person sees the open question, or the home screen."""
    if not await stepping.show_open_screen(context):
        await home(context)


async def cancel(context: Context) -> None:
    """/batal: the open step and every private screen close, nothing answered is lost."""
    await context.ensure(reaching.close_private_screens)
    if context.conversation.awaiting in linking.CONTACTS:
        await context.remove_keyboard(Reply(say("system.step_cancelled")))
        await context.close_screen()
    elif context.conversation.screen_id is None and context.conversation.awaiting is None:
        await context.show(Reply(say("system.nothing_open"), [[to_home()]]))
    else:
        await context.show(Reply(say("system.step_cancelled"), [[to_home()]]))


async def close(context: Context) -> None:
    """[Tutup]: the screen becomes one line."""
    await context.show(Reply(say("system.closed"), in_place=True))


COMMANDS = {"mulai": start, "batal": cancel}
PRESSES = {OpenHome: home, views.OpenOwnHome: own_home, CloseScreen: close}
