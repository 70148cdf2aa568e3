"""/koreksi: what changes, then the reason."""

from bot.context import Context
from bot.texts import say
from bot.views import correcting as views
from domain.usecases import correcting


async def prepare(context: Context) -> None:
    """/koreksi NIP aspect score; anything else tells how to."""
    asked = await context.read(correcting.prepare, text=context.arguments)
    await context.show(views.how_to() if asked is None else views.correction(asked))


async def correct(context: Context) -> None:
    """The reason, typed: the correction is stored and its receipt stays."""
    await context.ensure(correcting.correct, **context.conversation.facts, reason=context.text)
    stored = await context.read(correcting.corrected_by)
    await context.close_screen(say("system.moved_below"))
    await context.record(views.corrected(stored))


async def history(context: Context) -> None:
    """[Riwayat]."""
    press = context.pressed(views.OpenHistory)
    found = await context.read(correcting.history, person_id=press.person_id, aspect=press.aspect)
    await context.show(views.history(found, context.services.policy.zone))


COMMANDS = {"koreksi": prepare}
PRESSES = {views.OpenHistory: history}
TEXTS = {views.AWAIT_REASON: correct}
