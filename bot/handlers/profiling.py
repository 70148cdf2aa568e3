"""Profiles of officials, for admins."""

from bot.context import Context
from bot.views import profiling as views
from domain.usecases import profiling


async def find(context: Context) -> None:
    """/talenta NIP: the neutral way in."""
    if context.arguments:
        await context.show(views.closed(await context.read(profiling.find, text=context.arguments)))
    else:
        await context.show(views.how_to())


async def open_profile(context: Context) -> None:
    """[Buka]; written down."""
    person_id = context.pressed(views.OpenProfile).person_id
    await context.show(views.profile(await context.write(profiling.open_profile, person_id=person_id)))


async def explain(context: Context) -> None:
    """[Penjelasan] and [Rincian potensial]; written down."""
    press = context.pressed(views.ExplainBox)
    explained = await context.write(profiling.explain, person_id=press.person_id)
    await context.show(views.details(explained) if press.details else views.explanation(explained))


COMMANDS = {"talenta": find}
PRESSES = {views.OpenProfile: open_profile, views.ExplainBox: explain}
