"""/siaran: a broadcast from its audience to its report, and its messages as they leave."""

from dataclasses import replace

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.documents.recipients import outcome_list
from bot.reply import Document, Edit, Later
from bot.services import Services
from bot.texts import plain, say, word
from bot.views import broadcast_drafts as drafts
from bot.views import broadcasts as views
from bot.views.navigation import OpenBroadcasts
from domain.conversation import Queued
from domain.usecases import addressing, broadcasting, steering_broadcasts
from domain.usecases.addressing import BroadcastDraft
from domain.usecases.broadcasting import BroadcastMessage, Confirmation


async def open_broadcasts(context: Context) -> None:
    """/siaran: the usual audience."""
    await context.show(drafts.audience(await context.read(addressing.propose_audience)))


async def choose_audience(context: Context) -> None:
    """An audience to look at."""
    press = context.pressed(drafts.ChooseAudience)
    choice = await context.read(addressing.choose_audience, audience=press.audience, phase_id=press.phase_id)
    await context.show(drafts.audience(choice))


async def change_filter(context: Context) -> None:
    """[Ubah saringan]."""
    phase_id = context.pressed(drafts.ChangeFilter).phase_id
    phase, others = await context.read(addressing.open_phases, phase_id=phase_id)
    await context.show(drafts.filters(phase, others))


async def use_audience(context: Context) -> None:
    """[Pakai ini], [Ubah teks]."""
    press = context.pressed(drafts.UseAudience)
    draft = await context.read(addressing.use_audience, audience=press.audience, phase_id=press.phase_id)
    await context.show(drafts.ask_text(draft))


async def type_text(context: Context) -> None:
    """The text typed: as one recipient would see it."""
    draft = replace(_draft(context), text=context.text)
    found = await context.read(broadcasting.preview, draft=draft)
    services = context.services
    await context.show(drafts.preview(found, services.clock.now(), services.policy.zone))


async def confirm(context: Context) -> None:
    """[Lanjut] from the preview."""
    await _confirm(context, await context.read(broadcasting.confirm, draft=_draft(context)))


async def ask_time(context: Context) -> None:
    """[Pilih waktu]."""
    policy, now = context.services.policy, context.services.clock.now()
    await context.show(drafts.ask_time(_draft(context), policy.working_days, now, policy.zone))


async def type_time(context: Context) -> None:
    """The moment typed."""
    draft = _draft(context)
    await _confirm(context, await context.read(broadcasting.choose_time, draft=draft, text=context.text))


async def send(context: Context) -> None:
    """[Kirim]: the screen becomes the progress, and stays."""
    draft, message_id = _draft(context), context.pressed_message_id
    broadcast_id = await context.write(broadcasting.send, draft=draft, message_id=message_id)
    found = await context.read(steering_broadcasts.look, broadcast_id=broadcast_id)
    await context.keep(views.progress(found, context.services.policy.zone))


async def cancel(context: Context) -> None:
    """[Batal]: nothing is sent."""
    await context.show(drafts.cancelled())


async def pause(context: Context) -> None:
    """[Jeda]."""
    broadcast_id = context.pressed(views.PauseBroadcast).broadcast_id
    await _show(context, await context.write(steering_broadcasts.pause, broadcast_id=broadcast_id))


async def resume(context: Context) -> None:
    """[Teruskan]."""
    broadcast_id = context.pressed(views.ResumeBroadcast).broadcast_id
    await _show(context, await context.write(steering_broadcasts.resume, broadcast_id=broadcast_id))


async def ask_to_stop(context: Context) -> None:
    """[Hentikan]: held while the question stands."""
    broadcast_id = context.pressed(views.AskToStop).broadcast_id
    found = await context.write(steering_broadcasts.hold, broadcast_id=broadcast_id)
    await context.show(views.ask_to_stop(found))


async def stop(context: Context) -> None:
    """[Hentikan siaran]."""
    broadcast_id = context.pressed(views.StopBroadcast).broadcast_id
    await _show(context, await context.write(steering_broadcasts.stop, broadcast_id=broadcast_id))


async def look(context: Context) -> None:
    """[Kembali] from the question whether to stop."""
    broadcast_id = context.pressed(views.LookAtBroadcast).broadcast_id
    await _show(context, await context.read(steering_broadcasts.look, broadcast_id=broadcast_id))


async def download(context: Context) -> None:
    """[Unduh daftar]: everybody with what became of their message."""
    broadcast_id = context.pressed(views.DownloadOutcomes).broadcast_id
    found = await context.read(steering_broadcasts.outcomes, broadcast_id=broadcast_id)
    rows = [(official, plain(word("delivery", state))) for official, state in found]
    name = f"daftar-{context.services.clock.now():%Y%m%d}.xlsx"
    await context.attach(Document(outcome_list(rows), name, say("system.file_on_request")))


def _draft(context: Context) -> BroadcastDraft:
    return drafts.draft_of(context.conversation.facts)


async def _confirm(context: Context, found: Confirmation) -> None:
    await context.show(drafts.confirm(found, context.services.policy.zone))


async def _show(context: Context, found: steering_broadcasts.BroadcastProgress) -> None:
    await context.show(views.progress(found, context.services.policy.zone))


async def _message(services: Services, message: Queued) -> Rendered:
    found = await services.consult(
        broadcasting.message_to_send,
        broadcast_id=message.broadcast_id,
        person_id=message.facts["person_id"],
        chat_id=message.chat_id,
    )
    if isinstance(found, BroadcastMessage):
        return views.message(found, services.clock.now(), services.policy.zone)
    return Later(found) if found else None


async def _report(services: Services, message: Queued) -> Rendered:
    found = await services.read(steering_broadcasts.progress, broadcast_id=message.facts["broadcast_id"])
    return Edit(found.screen.message_id, views.report(found)) if found.screen.message_id else None


COMMANDS = {"siaran": open_broadcasts}
PRESSES = {
    OpenBroadcasts: open_broadcasts,
    drafts.ChooseAudience: choose_audience,
    drafts.ChangeFilter: change_filter,
    drafts.UseAudience: use_audience,
    drafts.ConfirmBroadcast: confirm,
    drafts.ChooseTime: ask_time,
    drafts.SendBroadcast: send,
    drafts.CancelBroadcast: cancel,
    views.PauseBroadcast: pause,
    views.ResumeBroadcast: resume,
    views.AskToStop: ask_to_stop,
    views.StopBroadcast: stop,
    views.LookAtBroadcast: look,
    views.DownloadOutcomes: download,
}
TEXTS = {drafts.AWAIT_TEXT: type_text, drafts.AWAIT_TIME: type_time}
NOTICES = {"broadcast": _message, "broadcast_report": _report}
