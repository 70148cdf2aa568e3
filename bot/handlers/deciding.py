"""/permohonan: what officials ask for; more time for one of them; a questionnaire opened again."""

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.reply import Later
from bot.services import Services
from bot.views import deciding as views
from bot.views import extending as steps
from bot.views.navigation import OpenRequests
from domain.conversation import Queued
from domain.usecases import deciding_requests, extending, reopening


async def requests(context: Context) -> None:
    """/permohonan and [Permohonan]; always anew, since an edit cannot protect."""
    found = await context.read(deciding_requests.waiting)
    await context.show_anew(views.requests(found, context.services.policy.zone))


async def turn_requests(context: Context) -> None:
    """[Sebelumnya], [Berikutnya]."""
    found = await context.read(deciding_requests.waiting, page=context.pressed(views.TurnRequests).page)
    await context.show(views.requests(found, context.services.policy.zone))


async def open_request(context: Context) -> None:
    """One request; written down."""
    request_id = context.pressed(views.OpenRequest).request_id
    found = await context.write(deciding_requests.open_request, request_id=request_id)
    await context.show(views.request(found, context.services.policy.zone))


async def ask_decision(context: Context) -> None:
    """[Kabulkan], [Tolak]."""
    press = context.pressed(views.DecideRequest)
    found = await context.read(deciding_requests.check_undecided, request_id=press.request_id)
    await context.show_anew(views.ask_reason(found, granted=press.granted))


async def type_decision(context: Context) -> None:
    """The reason typed: it is decided."""
    request_id, granted = views.decision_of(context.conversation.facts)
    found = await context.write(
        deciding_requests.decide, request_id=request_id, granted=granted, reason=context.text
    )
    await context.show(views.decided(found, granted=granted))


async def ask_deadline(context: Context) -> None:
    """[Perpanjang] for one person."""
    press = context.pressed(steps.ExtendFor)
    found = await context.read(extending.extendable, person_id=press.person_id, phase_id=press.phase_id)
    await context.show_anew(steps.ask_deadline(found, context.services.policy.zone))


async def type_deadline(context: Context) -> None:
    """The later deadline typed."""
    facts = {name: context.conversation.facts[name] for name in ("person_id", "phase_id")}
    closes_at = await context.read(extending.read_deadline, text=context.text, **facts)
    found = await context.read(extending.extendable, **facts)
    await context.show(steps.ask_reason(found, closes_at, context.services.policy.zone))


async def type_reason(context: Context) -> None:
    """The reason typed: the person has more time."""
    facts = context.conversation.facts
    found = await context.write(
        extending.grant,
        person_id=facts["person_id"],
        phase_id=facts["phase_id"],
        closes_at=steps.deadline_of(facts),
        reason=context.text,
    )
    await context.show(steps.granted(found, context.services.policy.zone))


async def list_submitted(context: Context) -> None:
    """[Buka kembali] on a profile."""
    person_id = context.pressed(steps.ListSubmitted).person_id
    official, found = await context.read(reopening.submitted_by, person_id=person_id)
    await context.show_anew(steps.submitted(official, found, context.services.policy.zone))


async def ask_reopening(context: Context) -> None:
    """[n. Buka]: a reason, and first a deadline where the one there was has passed."""
    press = context.pressed(steps.ReopenFor)
    found = await context.read(reopening.reopenable, person_id=press.person_id, campaign_id=press.campaign)
    if context.services.clock.now() > found.phase.closes_at:
        await context.show(steps.ask_reopening_deadline(found))
    else:
        await context.show(steps.ask_reopening_reason(found, None, context.services.policy.zone))


async def type_reopening_deadline(context: Context) -> None:
    """The deadline typed."""
    facts = context.conversation.facts
    closes_at = await context.read(
        extending.read_deadline,
        person_id=facts["person_id"],
        phase_id=facts["phase_id"],
        text=context.text,
    )
    found = await context.read(
        reopening.reopenable, person_id=facts["person_id"], campaign_id=facts["campaign_to_reopen"]
    )
    await context.show(steps.ask_reopening_reason(found, closes_at, context.services.policy.zone))


async def type_reopening_reason(context: Context) -> None:
    """The reason typed: it is a draft again."""
    facts = context.conversation.facts
    found = await context.write(
        reopening.reopen,
        person_id=facts["person_id"],
        campaign_id=facts["campaign_to_reopen"],
        closes_at=steps.deadline_of(facts),
        reason=context.text,
    )
    await context.show(steps.reopened(found))


async def _waiting(services: Services, message: Queued) -> Rendered:
    found = await services.consult(deciding_requests.count_to_tell, chat_id=message.chat_id)
    if isinstance(found, int):
        return views.notice(found)
    return Later(found) if found else None


COMMANDS = {"permohonan": requests}
PRESSES = {
    OpenRequests: requests,
    views.TurnRequests: turn_requests,
    views.OpenRequest: open_request,
    views.DecideRequest: ask_decision,
    steps.ExtendFor: ask_deadline,
    steps.ListSubmitted: list_submitted,
    steps.ReopenFor: ask_reopening,
}
TEXTS = {
    views.AWAIT_ANSWER_TO_REQUEST: type_decision,
    steps.AWAIT_DEADLINE: type_deadline,
    steps.AWAIT_REASON: type_reason,
    steps.AWAIT_REOPENING_DEADLINE: type_reopening_deadline,
    steps.AWAIT_REOPENING_REASON: type_reopening_reason,
}
NOTICES = {"requests_waiting": _waiting}
