"""The committee's desk, and publishing with four eyes."""

from bot.context import Context
from bot.delivery.outbox import Rendered
from bot.services import Services
from bot.views import publishing as views
from bot.views import reviewing as desk
from bot.views.navigation import OpenCommittee
from domain.conversation import Queued
from domain.publication import read_counsellor, read_decree
from domain.publications import PublicationDraft
from domain.usecases import approving, classifying, publishing, reviewing


async def show_desk(context: Context) -> None:
    """/komite and [Komite]: counts, and what can be done next."""
    found = await context.read(reviewing.committee)
    zone = context.services.policy.zone
    await context.show_anew(desk.committee(found, zone) if found else desk.empty())


async def review_all(context: Context) -> None:
    """[Terima semua], to be confirmed."""
    phase_id = context.pressed(desk.ReviewAll).phase_id
    await context.show(desk.confirm(await context.read(reviewing.review, phase_id=phase_id)))


async def accept_all(context: Context) -> None:
    """[Terima semua], confirmed."""
    press = context.pressed(desk.AcceptAll)
    count = await context.write(reviewing.accept_all, phase_id=press.phase_id, seen=press.seen)
    await context.show(desk.accepted(count, press.phase_id))


async def ask_counsellor(context: Context) -> None:
    """[Catat pendamping]."""
    await context.show(views.type_counsellor())


async def record_counsellor(context: Context) -> None:
    """Name and hours, typed."""
    read = read_counsellor(context.text)
    if read is None:
        await context.show(views.counsellor_not_understood())
        return
    name, hours = read
    counsellor = await context.write(publishing.record_counsellor, name=name, hours=hours)
    services = context.services
    await context.show(views.counsellor_recorded(counsellor, services.policy.zone, services.clock.now()))


async def ask_decree(context: Context) -> None:
    """[Terbitkan] on the desk."""
    phase = await context.read(publishing.begin, phase_id=context.pressed(views.AskDecree).phase_id)
    await context.show(views.type_decree(phase.id))


async def take_decree(context: Context) -> None:
    """Number and day of the decree, typed: the preview comes next."""
    phase_id = int(str(context.conversation.facts["phase_id"]))
    decree = read_decree(context.text)
    if decree is None:
        await context.show(views.decree_not_understood(phase_id))
        return
    number, day = decree
    found = await context.read(publishing.draft, phase_id=phase_id, decree_number=number, decree_date=day)
    await _preview(context, found)


async def ask_time(context: Context) -> None:
    """[Pilih waktu] on the preview."""
    draft = PublicationDraft.from_facts(context.conversation.facts)
    await context.show(views.type_time(draft, context.services.policy.zone))


async def take_time(context: Context) -> None:
    """Another hour, typed."""
    draft = PublicationDraft.from_facts(context.conversation.facts)
    await _preview(context, await context.read(publishing.change_time, draft=draft, text=context.text))


async def _preview(context: Context, found: publishing.PublicationPreview) -> None:
    policy = context.services.policy
    await context.show(views.preview(found, policy.zone, two_admins=policy.two_admins))


async def ask_approval(context: Context) -> None:
    """[Minta persetujuan]."""
    draft = PublicationDraft.from_facts(context.conversation.facts)
    asked = await context.write(publishing.request, draft=draft)
    services = context.services
    await context.show(views.asked(asked, services.policy.zone, services.clock.now()))


async def open_request(context: Context) -> None:
    """[Buka] on what waits."""
    publication_id = context.pressed(views.OpenRequest).publication_id
    found = await context.read(approving.open_request_of, publication_id=publication_id)
    await context.show(views.request(found, context.services.policy.zone))


async def approve(context: Context) -> None:
    """[Terbitkan] by the second admin."""
    publication_id = context.pressed(views.ApproveRequest).publication_id
    publication = await context.write(approving.approve, publication_id=publication_id)
    services = context.services
    await context.show(views.approved(publication, services.policy.zone, services.clock.now()))


async def reject(context: Context) -> None:
    """[Tolak]."""
    publication_id = context.pressed(views.RejectRequest).publication_id
    await context.show(views.rejected(await context.write(approving.reject, publication_id=publication_id)))


async def cancel(context: Context) -> None:
    """[Batalkan] before the hour."""
    publication_id = context.pressed(views.CancelPublication).publication_id
    await context.show(views.cancelled(await context.write(approving.cancel, publication_id=publication_id)))


async def _approval_waits(services: Services, message: Queued) -> Rendered:
    count = await services.consult(approving.count_waiting, telegram_id=message.chat_id)
    return views.approval_waiting(count, int(str(message.facts["publication_id"]))) if count else None


async def _approved(_services: Services, _message: Queued) -> Rendered:
    return views.approved_notice()


async def _rejected(_services: Services, _message: Queued) -> Rendered:
    return views.rejected_notice()


async def _stopped(_services: Services, _message: Queued) -> Rendered:
    return views.stopped_notice()


async def _published(services: Services, message: Queued) -> Rendered:
    phase = await services.consult(classifying.phase_of, phase_id=message.facts["phase_id"])
    return views.published_notice(phase, int(str(message.facts["told"])))


COMMANDS = {"komite": show_desk}
PRESSES = {
    OpenCommittee: show_desk,
    desk.ReviewAll: review_all,
    desk.AcceptAll: accept_all,
    views.RecordCounsellor: ask_counsellor,
    views.AskDecree: ask_decree,
    views.AskTime: ask_time,
    views.AskApproval: ask_approval,
    views.OpenRequest: open_request,
    views.ApproveRequest: approve,
    views.RejectRequest: reject,
    views.CancelPublication: cancel,
}
TEXTS = {
    views.AWAIT_DECREE: take_decree,
    views.AWAIT_COUNSELLOR: record_counsellor,
    views.AWAIT_PUBLISHING_TIME: take_time,
}
NOTICES = {
    "publication_approval": _approval_waits,
    "publication_approved": _approved,
    "publication_rejected": _rejected,
    "publication_stopped": _stopped,
    "publication_done": _published,
}
