"""Linking an account: by invitation, or by NIP and number."""

from bot.context import Context
from bot.delivery.hours import in_hours
from bot.delivery.outbox import Rendered
from bot.handlers import privacy
from bot.phones import shared_number
from bot.services import AlreadyApplied, Services, UseCase
from bot.views import linking as views
from domain.conversation import Queued
from domain.errors import InvitationUnknown, Refusal
from domain.people import Role
from domain.usecases import confirming_numbers, linking
from domain.usecases.confirming_numbers import WaitingForApproval
from domain.usecases.linking import LinkOutcome, SharedContact


async def open_invitation(context: Context, token: str) -> None:
    """A deep link: show whom the invitation is for."""
    await context.show(views.invitation(await context.read(linking.open_invitation, token=token)))


async def accept(context: Context) -> None:
    """[Lanjut] on an invitation: staff are linked, an official is asked for the number.

    Only the invitation opened last in this chat can be accepted: the conversation vouches that its link was
    held here, which a button cannot.
    """
    facts = context.conversation.facts
    invitation_id = context.pressed(views.AcceptInvitation).invitation_id
    if facts.get("invitation_id") != invitation_id:
        raise InvitationUnknown
    if facts["role"] == Role.OFFICIAL:
        await context.show(views.ask_number_of_invited(invitation_id))
    else:
        await context.write(linking.accept_staff_invitation, invitation_id=invitation_id)
        await privacy.after_linking(context)


async def reject(context: Context) -> None:
    """[Bukan saya]: nothing is used, nothing is linked."""
    await context.show(views.not_me(context.services.policy.contact))


async def ask_nip(context: Context) -> None:
    """A stranger without an invitation."""
    await context.show(views.ask_nip())


async def type_nip(context: Context) -> None:
    """A NIP typed to link without an invitation."""
    nip = await context.read(linking.check_nip, text=context.text)
    await context.show(views.ask_number(nip))


async def share_invited_number(context: Context) -> None:
    """The own contact after an invitation."""
    invitation_id = context.conversation.facts["invitation_id"]
    await _link(context, linking.link_by_invitation, invitation_id=invitation_id)


async def share_number_of_nip(context: Context) -> None:
    """The own contact after a NIP."""
    await _link(context, linking.link_by_nip, nip=context.conversation.facts["nip"])


async def press_expected(context: Context) -> None:
    """Text where the contact is awaited: another NIP, else say again what to press."""
    facts = context.conversation.facts
    if any(letter.isdigit() for letter in context.text):
        await type_nip(context)
    elif "nip" in facts:
        await context.show(views.ask_number(str(facts["nip"])))
    else:
        await context.show(views.ask_number_of_invited(int(str(facts["invitation_id"]))))


async def _link(context: Context, use_case: UseCase[LinkOutcome], **facts: object) -> None:
    try:
        outcome = await context.write(use_case, shared=_shared(context), **facts)
    except AlreadyApplied:  # the message that takes the reply keyboard away may be what was lost
        await context.remove_keyboard(views.number_received())
        raise
    await context.forget_message()
    if isinstance(outcome, Refusal):
        raise outcome
    await context.remove_keyboard(views.number_received())
    if isinstance(outcome, WaitingForApproval):
        await context.show(views.waiting())
    else:
        await context.show(views.linked())


def _shared(context: Context) -> SharedContact:
    contact = context.contact
    return SharedContact(contact.user_id, shared_number(contact.phone_number))


async def open_requests(context: Context) -> None:
    """[Buka]: the linkings that wait."""
    await context.show(views.requests(await context.read(confirming_numbers.waiting_requests)))


async def decide_request(context: Context) -> None:
    """[Sahkan] or [Tolak]."""
    press = context.pressed(views.DecideRequest)
    await context.write(
        confirming_numbers.decide_request, request_id=press.request_id, approved=press.approved
    )
    await context.show(views.decided(press.approved))


async def _approved(services: Services, message: Queued) -> Rendered:
    name = await services.consult(confirming_numbers.name_of, telegram_id=message.chat_id)
    return in_hours(services, views.approved(name)) if name else None


async def _rejected(services: Services, _message: Queued) -> Rendered:
    return in_hours(services, views.rejected(services.policy.contact))


async def _request_waits(services: Services, _message: Queued) -> Rendered:
    count = await services.consult(confirming_numbers.count_waiting)
    return in_hours(services, views.approval_waiting(count)) if count else None


PRESSES = {
    views.AcceptInvitation: accept,
    views.RejectInvitation: reject,
    views.OpenRequests: open_requests,
    views.DecideRequest: decide_request,
}
TEXTS = {
    views.AWAIT_NIP: type_nip,
    views.AWAIT_NUMBER_OF_NIP: press_expected,
    views.AWAIT_INVITED_NUMBER: press_expected,
}
CONTACTS = {
    views.AWAIT_INVITED_NUMBER: share_invited_number,
    views.AWAIT_NUMBER_OF_NIP: share_number_of_nip,
}
NOTICES = {"link_approved": _approved, "link_rejected": _rejected, "link_request": _request_waits}
