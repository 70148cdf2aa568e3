"""Screens of linking an account and of making invitations."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import formats, label, say, word
from bot.views.navigation import OpenHelp, to_close, to_home
from bot.views.privacy import ReadNotice
from domain.linking import LinkRequest
from domain.people import Official, Role
from domain.usecases.inviting import InvitationMade, InvitationOverview
from domain.usecases.linking import InvitationOpened

AWAIT_INVITED_NUMBER = "invited_number"
AWAIT_NIP = "nip"
AWAIT_NUMBER_OF_NIP = "number_of_nip"
AWAIT_INVITATION_NIP = "invitation_nip"
AWAIT_INVITATION_NAME = "invitation_name"


@button("ia")
class AcceptInvitation(Button):
    """[Lanjut] on an invitation. It counts only for the one opened last, which the conversation remembers."""

    invitation_id: int


@button("ir")
class RejectInvitation(Button):
    """[Bukan saya] on an invitation."""


@button("lr")
class OpenRequests(Button):
    """The linkings that wait for an admin, one at a time."""


@button("ld")
class DecideRequest(Button):
    """[Sahkan] or [Tolak] on a waiting linking."""

    request_id: int
    approved: bool


@button("iv")
class Invite(Button):
    """Begin an invitation for a role."""

    role: Role


@button("ivr")
class InviteRest(Button):
    """Invite everybody who has neither an account nor an invitation."""


def invitation(opened: InvitationOpened) -> Reply:
    """Whom the invitation is for; the official is shown by the tail of the NIP only."""
    if opened.role is Role.OFFICIAL:
        text = say("linking.invitation_official", tail=opened.tail or "")
    else:
        text = say("linking.invitation_staff", name=opened.name, role=word("role", opened.role))
    accept = AcceptInvitation(opened.invitation_id)
    rows = [[Key(label("next"), accept), Key(label("not_me"), RejectInvitation())]]
    facts = {"invitation_id": opened.invitation_id, "role": opened.role.value}
    return Reply(text, rows, awaiting="invitation", facts=facts)


def not_me(contact: str) -> Reply:
    """The invitation was not used."""
    return Reply(say("linking.not_me", contact=contact), [[to_close()]])


def ask_number_of_invited(invitation_id: int) -> Reply:
    """The one reply keyboard there is, after an invitation."""
    return Reply(
        say("linking.share_number_after_invitation"),
        contact=label("send_my_number"),
        awaiting=AWAIT_INVITED_NUMBER,
        facts={"invitation_id": invitation_id},
    )


def ask_nip() -> Reply:
    """The way in without an invitation."""
    return Reply(say("linking.ask_nip"), [[Key(label("help"), OpenHelp())]], awaiting=AWAIT_NIP)


def ask_number(nip: str) -> Reply:
    """The same for every NIP, known or not."""
    return Reply(
        say("linking.share_number"),
        contact=label("send_my_number"),
        awaiting=AWAIT_NUMBER_OF_NIP,
        facts={"nip": nip},
    )


def number_received() -> Reply:
    """Takes the reply keyboard away."""
    return Reply(say("linking.number_received"))


def linked() -> Reply:
    """Done; the notice comes next."""
    return Reply(say("linking.linked"), [[Key(label("next"), ReadNotice(1))]])


def waiting() -> Reply:
    """An admin will tap."""
    return Reply(say("linking.waiting_for_approval"))


def approved(name: str) -> Reply:
    """Tells the official that an admin has confirmed."""
    return Reply(say("linking.number_approved", name=name), [[Key(label("next"), ReadNotice(1))]])


def rejected(contact: str) -> Reply:
    """Tells whoever asked that an admin has not confirmed."""
    return Reply(say("linking.number_rejected", contact=contact))


def approval_waiting(count: int) -> Reply:
    """Tells an admin that somebody waits, not who."""
    return Reply(
        say("linking.approval_waiting", count=count), [[Key(label("open"), OpenRequests())]], protected=True
    )


def requests(waiting: Sequence[tuple[LinkRequest, Official]]) -> Reply:
    """The oldest waiting linking, to be decided with one tap."""
    if not waiting:
        return Reply(say("linking.approvals_none"), [[to_home()]], in_place=True)
    request, official = waiting[0]
    text = say(
        "linking.approval",
        person=formats.person(official.name, official.tail),
        unit=official.unit,
        phone=request.phone,
    )
    rows = [
        [
            Key(label("approve_number"), DecideRequest(request.id, True)),
            Key(label("reject"), DecideRequest(request.id, False)),
        ],
        [to_home()],
    ]
    return Reply(text, rows, in_place=True)


def decided(approved: bool) -> Reply:
    """What the tap did."""
    text = say("linking.approval_done") if approved else say("linking.approval_rejected")
    return Reply(text, [[Key(label("approvals"), OpenRequests())], [to_home()]], in_place=True)


def invitations(overview: InvitationOverview) -> Reply:
    """How far linking has come, and whom to invite."""
    text = say(
        "linking.invitations",
        linked=overview.linked,
        total=overview.total,
        missing=overview.uninvited,
        to_approve=overview.to_approve,
    )
    rows = [
        [Key(label("invite_official"), Invite(Role.OFFICIAL))],
        [
            Key(label("invite_assessor"), Invite(Role.ASSESSOR)),
            Key(label("invite_admin"), Invite(Role.ADMIN)),
        ],
    ]
    if overview.uninvited:
        rows.append([Key(label("invite_rest", count=overview.uninvited), InviteRest())])
    if overview.to_approve:
        rows.append([Key(label("approvals"), OpenRequests())])
    return Reply(text, [*rows, [to_home()]])


def ask_whom(role: Role) -> Reply:
    """Whom to invite: an official by NIP, others by name."""
    if role is Role.OFFICIAL:
        return Reply(say("linking.invite_official"), [[to_home()]], awaiting=AWAIT_INVITATION_NIP)
    text = say("linking.invite_staff", role=word("role", role))
    return Reply(text, [[to_home()]], awaiting=AWAIT_INVITATION_NAME, facts={"role": role.value})


def made(invitation: InvitationMade, zone: ZoneInfo) -> Reply:
    """The link, once: it is stored nowhere."""
    expires_at = formats.moment(invitation.expires_at, zone)
    if invitation.tail is not None:
        person = formats.person(invitation.name, invitation.tail)
        text = say(
            "linking.invitation_for_official", person=person, expires_at=expires_at, link=invitation.link
        )
    else:
        text = say(
            "linking.invitation_for_staff",
            name=invitation.name,
            role=word("role", invitation.role),
            expires_at=expires_at,
            link=invitation.link,
        )
    return Reply(text, silent=True)
