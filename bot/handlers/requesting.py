"""[Minta waktu], [Perbaiki data], /perbaikan, and the answers of BKPSDM."""

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.reply import Later
from bot.services import Services
from bot.views import requesting as views
from bot.views.navigation import WantTime
from domain.conversation import Queued
from domain.requests import RosterField
from domain.usecases import reopening, requesting
from domain.usecases.reopening import Reopened


async def want_time(context: Context) -> None:
    """[Minta waktu]."""
    phase_id = context.pressed(WantTime).phase
    wanted = await context.read(requesting.time_wanted, phase_id=phase_id)
    await context.show(views.ask_time(wanted, context.services.policy.zone))


async def type_time_reason(context: Context) -> None:
    """Why somebody needs more time."""
    phase_id = context.conversation.facts["phase_id"]
    wanted = await context.write(requesting.ask_for_time, phase_id=phase_id, text=context.text)
    await context.show(views.time_asked(wanted, context.services.clock.now()))


async def correct_data(context: Context) -> None:
    """/perbaikan: what the roster says."""
    await context.show(views.roster_entry(await context.read(requesting.roster_entry), None))


async def open_roster_entry(context: Context) -> None:
    """[Perbaiki data]."""
    campaign = context.pressed(views.OpenRosterEntry).campaign
    await context.show(views.roster_entry(await context.read(requesting.roster_entry), campaign))


async def ask_correction(context: Context) -> None:
    """What is wrong."""
    press = context.pressed(views.ReportField)
    official = await context.read(requesting.roster_entry)
    await context.show(views.ask_correction(official, press.field, press.campaign))


async def type_correction(context: Context) -> None:
    """What would be right."""
    facts = context.conversation.facts
    campaign = facts["campaign_of_start"]
    request = await context.write(
        requesting.report, field=RosterField(str(facts["field"])), text=context.text
    )
    start = None if campaign is None else int(str(campaign))
    await context.show(views.correction_asked(request, start, context.services.policy.zone))


async def open_answer(context: Context) -> None:
    """[Buka]: what was decided, and why."""
    request_id = context.pressed(views.OpenAnswer).request_id
    request = await context.read(requesting.answered, request_id=request_id)
    await context.show(views.answer(request, context.services.policy.contact))


async def open_reopened(context: Context) -> None:
    """[Buka]: why a questionnaire is open again."""
    press = context.pressed(views.OpenReopened)
    found = await context.read(
        reopening.reopened, campaign_id=press.campaign, reopening_id=press.reopening_id
    )
    title = found.campaign.definition.title
    await context.show(views.reopened(found, title, context.services.policy.zone))


async def _answered(services: Services, message: Queued) -> Rendered:
    found = await services.consult(
        requesting.answer_to_tell, chat_id=message.chat_id, person_id=message.facts["person_id"]
    )
    if isinstance(found, str):
        return views.answer_notice(found, int(str(message.facts["request_id"])))
    return Later(found) if found else None


async def _reopened(services: Services, message: Queued) -> Rendered:
    found = await services.consult(
        reopening.reopened_to_send,
        chat_id=message.chat_id,
        person_id=message.facts["person_id"],
        campaign_id=message.facts["campaign_id"],
        reopening_id=message.facts["reopening_id"],
    )
    if isinstance(found, Reopened):
        reopening_id = int(str(message.facts["reopening_id"]))
        return views.reopened_notice(found, reopening_id, services.policy.zone)
    return Later(found) if found else None


COMMANDS = {"perbaikan": correct_data}
PRESSES = {
    WantTime: want_time,
    views.OpenRosterEntry: open_roster_entry,
    views.ReportField: ask_correction,
    views.OpenAnswer: open_answer,
    views.OpenReopened: open_reopened,
}
TEXTS = {views.AWAIT_TIME_REASON: type_time_reason, views.AWAIT_CORRECTION: type_correction}
NOTICES = {"request_answered": _answered, "reopened": _reopened}
