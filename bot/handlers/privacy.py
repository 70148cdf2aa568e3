"""The privacy notice and the consent."""

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.reply import Later
from bot.services import Services
from bot.views import linking as linking_views
from bot.views import privacy as views
from domain.conversation import Queued
from domain.usecases import consenting


async def after_linking(context: Context) -> None:
    """The first thing a linked account is asked to read."""
    await context.show(linking_views.linked())


async def read(context: Context) -> None:
    """A page of the notice."""
    page = context.pressed(views.ReadNotice).page
    asks = await context.read(consenting.must_consent)
    await context.show(views.notice(page, asks_consent=asks, config=context.services.config))


async def decide(context: Context) -> None:
    """[Setuju] or [Tidak setuju]: recorded with version and moment."""
    asks = await context.read(consenting.must_consent)
    reading = await context.write(consenting.decide, consented=context.pressed(views.Decide).consented)
    await context.show(views.decided(reading, asks_consent=asks, zone=context.services.policy.zone))


async def later(context: Context) -> None:
    """[Lanjut nanti]: the notice waits."""
    await context.show(views.postponed())


async def _updated(services: Services, message: Queued) -> Rendered:
    at = await services.consult(consenting.announcement, telegram_id=message.chat_id)
    if at is None:
        return None
    return views.updated(services.config) if at <= services.clock.now() else Later(at)


PRESSES = {views.ReadNotice: read, views.Decide: decide, views.ReadLater: later}
NOTICES = {"notice_updated": _updated}
