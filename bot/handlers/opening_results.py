"""An official opens the own result and what follows from it."""

from bot.context import Context
from bot.delivery.hours import in_hours
from bot.delivery.outbox import Rendered
from bot.services import Services
from bot.texts import formats
from bot.views import results as views
from bot.views.navigation import ClosePrivate, OpenPlan, OpenResult
from bot.views.results import ResultPage
from domain.conversation import Queued
from domain.usecases import announcing, opening_results


async def typed_result(context: Context) -> None:
    """/hasil and [Hasil]: neutral, since this message may ring somewhere else."""
    await _neutral(context, ResultPage.RESULT)


async def typed_explanation(context: Context) -> None:
    """/mengapa."""
    await _neutral(context, ResultPage.EXPLANATION)


async def typed_plan(context: Context) -> None:
    """/rencana and [Rencana]; before the publication there is none, for everybody."""
    if await context.read(opening_results.find) is None:
        await context.show(views.no_plan())
    else:
        await context.show_anew(views.closed(ResultPage.PLAN))


async def _neutral(context: Context, page: ResultPage) -> None:
    await context.read(opening_results.look)
    await context.show_anew(views.closed(page))


async def open_document(context: Context) -> None:
    """[Buka]: the first time a pause, afterwards the page at once."""
    page = context.pressed(views.OpenDocument).page
    own = await context.write(opening_results.look, objecting=page is ResultPage.OBJECTION)
    if own.opened:
        await _show(context, own, page)
    else:
        await context.show(views.pause(own, page, _zone(context)))


async def show_document(context: Context) -> None:
    """[Tampilkan], and every page reached from there."""
    page = context.pressed(views.ShowDocument).page
    own = await context.write(opening_results.show, objecting=page is ResultPage.OBJECTION)
    await _show(context, own, page)


async def _show(context: Context, own: opening_results.OwnResult, page: ResultPage) -> None:
    await context.show(views.show(own, page, context.services.policy, _zone(context)))


async def postpone(context: Context) -> None:
    """[Nanti]."""
    await context.show(views.postponed())


async def close(context: Context) -> None:
    """[Tutup] of a private screen: what it showed is gone, [Buka] brings it back."""
    await context.show(views.private_closed(context.pressed(ClosePrivate).opens))


def _zone(context: Context) -> str:
    services = context.services
    return formats.zone_name(services.clock.now(), services.policy.zone)


async def _available(services: Services, message: Queued) -> Rendered:
    person_id = message.facts["person_id"]
    name = await services.consult(announcing.name_to_tell, telegram_id=message.chat_id, person_id=person_id)
    return in_hours(services, views.notice(name)) if name else None


async def _reminder(services: Services, message: Queued) -> Rendered:
    facts = message.facts
    name = await services.consult(
        announcing.name_to_remind,
        telegram_id=message.chat_id,
        person_id=facts["person_id"],
        publication_id=facts["publication_id"],
    )
    return in_hours(services, views.notice(name, silent=True)) if name else None


async def _plan(services: Services, message: Queued) -> Rendered:
    person_id = message.facts["person_id"]
    name = await services.consult(announcing.name_to_tell, telegram_id=message.chat_id, person_id=person_id)
    return in_hours(services, views.plan_notice(name)) if name else None


COMMANDS = {"hasil": typed_result, "mengapa": typed_explanation, "rencana": typed_plan}
PRESSES = {
    OpenResult: typed_result,
    OpenPlan: typed_plan,
    views.OpenDocument: open_document,
    views.ShowDocument: show_document,
    views.PostponeDocument: postpone,
    ClosePrivate: close,
}
NOTICES = {"result_available": _available, "result_reminder": _reminder, "plan_available": _plan}
