"""/tahap: phases, the making of one, other dates for one; /dasbor; and what officials are told about them."""

from dataclasses import replace
from datetime import datetime

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.documents.recipients import people_list
from bot.reply import Document, Later
from bot.services import Services
from bot.texts import say
from bot.views import phases as views
from bot.views import planning
from bot.views.navigation import OpenDashboard, OpenPhases
from domain.conversation import Queued
from domain.phases import phase_name
from domain.usecases import moving_phases, opening_phases, planning_phases, watching_phases
from domain.usecases.opening_phases import PhaseMessage
from domain.usecases.planning_phases import PhaseDraft


async def open_phases(context: Context) -> None:
    """/tahap: the phases there are."""
    found = await context.read(watching_phases.phase_list)
    services = context.services
    await context.show(views.phases(found, services.clock.now(), services.policy.zone))


async def open_phase(context: Context) -> None:
    """One phase."""
    await _show_phase(context, context.pressed(views.OpenPhase).phase_id)


async def open_dashboard(context: Context) -> None:
    """/dasbor: how far the phase has come."""
    found = await context.read(watching_phases.dashboard)
    services = context.services
    await context.show(views.dashboard(found, services.clock.now(), services.policy.zone))


async def choose_pattern(context: Context) -> None:
    """[Tahap baru]."""
    await context.read(watching_phases.phase_list)
    await context.show(planning.patterns())


async def show_audience(context: Context) -> None:
    """A pattern was chosen: how many it asks."""
    pattern = context.pressed(planning.ChoosePattern).pattern
    count = await context.read(planning_phases.count_audience, pattern=pattern)
    await context.show(planning.audience(pattern, count))


async def propose_dates(context: Context) -> None:
    """[Lanjut] from the audience: the usual dates."""
    pattern = context.pressed(planning.ProposeDates).pattern
    await _show_dates(context, await context.read(planning_phases.propose, pattern=pattern))


async def show_dates(context: Context) -> None:
    """[Kembali] to the dates."""
    await _show_dates(context, planning_phases.proposal(_draft(context), context.services.policy))


async def ask_opening(context: Context) -> None:
    """[Ubah tanggal] of the phase being made."""
    await context.show(planning.ask_opening(_draft(context)))


async def type_opening(context: Context) -> None:
    """The opening typed."""
    draft = _draft(context)
    opens_at = await context.read(planning_phases.read_opening, text=context.text)
    period = replace(draft.period, opens_at=opens_at)
    await context.show(planning.ask_closing(replace(draft, period=period)))


async def type_closing(context: Context) -> None:
    """The deadline typed."""
    draft = _draft(context)
    await _show_dates(
        context, await context.read(planning_phases.read_closing, draft=draft, text=context.text)
    )


async def check(context: Context) -> None:
    """[Lanjut] from the dates: everything at a glance."""
    draft = _draft(context)
    preview = await context.read(planning_phases.preview, draft=draft)
    await context.show(planning.check(draft, preview, phase_name(preview.number)))


async def show_sample(context: Context) -> None:
    """[Contoh pesan]."""
    draft = _draft(context)
    message = await context.read(planning_phases.sample, draft=draft)
    await context.show(planning.sample(draft, message, context.services.policy.zone))


async def list_unlinked(context: Context) -> None:
    """[Daftar n]: a file."""
    people = await context.read(planning_phases.not_linked, pattern=_draft(context).pattern)
    name = f"daftar-{context.services.clock.now():%Y%m%d}.xlsx"
    await context.attach(Document(people_list(people), name, say("system.file_on_request")))


async def schedule(context: Context) -> None:
    """[Jadwalkan]."""
    done = await context.write(planning_phases.schedule, draft=_draft(context))
    await context.show(planning.scheduled(done, context.services.clock.now()))


async def cancel(context: Context) -> None:
    """[Batal]: nothing is scheduled."""
    await context.show(planning.cancelled())


async def ask_new_opening(context: Context) -> None:
    """[Ubah tanggal] of a phase that has not opened."""
    phase_id = context.pressed(views.MovePhase).phase_id
    await context.read(moving_phases.check_movable, phase_id=phase_id)
    await context.show(planning.ask_new_opening(phase_id))


async def type_new_opening(context: Context) -> None:
    """Its opening typed."""
    phase_id = int(str(context.conversation.facts["phase_id"]))
    opens_at = await context.read(planning_phases.read_opening, text=context.text)
    await context.show(planning.ask_new_closing(phase_id, opens_at))


async def type_new_closing(context: Context) -> None:
    """Its deadline typed: both are kept."""
    facts = context.conversation.facts
    phase_id, opens_at = int(str(facts["phase_id"])), datetime.fromisoformat(str(facts["opens_at"]))
    await context.write(moving_phases.move, phase_id=phase_id, opens_at=opens_at, text=context.text)
    await _show_phase(context, phase_id)


async def ask_extension(context: Context) -> None:
    """[Perpanjang]."""
    phase_id = context.pressed(views.ExtendPhase).phase_id
    await context.read(moving_phases.check_extendable, phase_id=phase_id)
    await context.show(planning.ask_extension(phase_id))


async def type_extension(context: Context) -> None:
    """The later deadline typed: whom it concerns."""
    phase_id = int(str(context.conversation.facts["phase_id"]))
    extension = await context.read(moving_phases.read_extension, phase_id=phase_id, text=context.text)
    await context.show(planning.ask_extension_reason(extension, context.services.policy.zone))


async def type_extension_reason(context: Context) -> None:
    """The reason typed: the phase is extended."""
    facts = context.conversation.facts
    phase_id, closes_at = int(str(facts["phase_id"])), datetime.fromisoformat(str(facts["closes_at"]))
    extension = await context.write(
        moving_phases.extend, phase_id=phase_id, closes_at=closes_at, reason=context.text
    )
    await context.show(planning.extended(extension, context.services.policy.zone))


def _draft(context: Context) -> PhaseDraft:
    return planning.draft_of(context.conversation.facts)


async def _show_dates(context: Context, proposal: planning_phases.Proposal) -> None:
    policy = context.services.policy
    await context.show(planning.dates(proposal, policy.working_days, policy.zone))


async def _show_phase(context: Context, phase_id: int) -> None:
    line = await context.read(watching_phases.one_phase, phase_id=phase_id)
    await context.show(views.phase(line, context.services.policy.zone))


async def _opened(services: Services, message: Queued) -> Rendered:
    found = await services.consult(
        opening_phases.opening_to_send,
        chat_id=message.chat_id,
        phase_id=message.facts["phase_id"],
        person_id=message.facts["person_id"],
    )
    if isinstance(found, PhaseMessage):
        return views.opened(found, services.policy.zone)
    return Later(found) if found else None


async def _extended(services: Services, message: Queued) -> Rendered:
    found = await services.consult(
        opening_phases.extension_to_send,
        chat_id=message.chat_id,
        phase_id=message.facts["phase_id"],
        person_id=message.facts["person_id"],
        closes_at=message.facts["closes_at"],
    )
    if isinstance(found, PhaseMessage):
        return views.extension_granted(found, int(str(message.facts["phase_id"])), services.policy.zone)
    return Later(found) if found else None


COMMANDS = {"tahap": open_phases, "dasbor": open_dashboard}
PRESSES = {
    OpenPhases: open_phases,
    OpenDashboard: open_dashboard,
    views.NewPhase: choose_pattern,
    views.OpenPhase: open_phase,
    views.MovePhase: ask_new_opening,
    views.ExtendPhase: ask_extension,
    planning.ChoosePattern: show_audience,
    planning.ProposeDates: propose_dates,
    planning.ShowDates: show_dates,
    planning.ChangeDates: ask_opening,
    planning.CheckPhase: check,
    planning.ShowSample: show_sample,
    planning.ListUnlinked: list_unlinked,
    planning.SchedulePhase: schedule,
    planning.CancelPhase: cancel,
}
TEXTS = {
    planning.AWAIT_OPENING: type_opening,
    planning.AWAIT_CLOSING: type_closing,
    planning.AWAIT_NEW_OPENING: type_new_opening,
    planning.AWAIT_NEW_CLOSING: type_new_closing,
    planning.AWAIT_EXTENSION: type_extension,
    planning.AWAIT_EXTENSION_REASON: type_extension_reason,
}
NOTICES = {"phase_opened": _opened, "phase_extended": _extended}
