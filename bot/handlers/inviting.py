"""Making invitations in chat."""

from bot.context import Context
from bot.documents.invitations import invitation_list
from bot.reply import Document
from bot.texts import formats, say
from bot.views import linking as views
from bot.views.navigation import OpenInvitations
from domain.people import Role
from domain.usecases import inviting


async def open_invitations(context: Context) -> None:
    """/undang: how far linking has come, and whom to invite."""
    await context.show(views.invitations(await context.read(inviting.overview)))


async def ask_whom(context: Context) -> None:
    """A role was chosen."""
    role = context.pressed(views.Invite).role
    await context.read(inviting.check_role, role=role)
    await context.show(views.ask_whom(role))


async def invite_official(context: Context) -> None:
    """The NIP of an official to invite."""
    made = await context.write(inviting.invite_official, text=context.text)
    await context.show(views.made(made, context.services.policy.zone))


async def invite_staff(context: Context) -> None:
    """The name of an assessor or admin to invite."""
    role = Role(str(context.conversation.facts["role"]))
    made = await context.write(inviting.invite_staff, role=role, name=context.text)
    await context.show(views.made(made, context.services.policy.zone))


async def invite_rest(context: Context) -> None:
    """Everybody without account and invitation, as a file."""
    made = await context.write(inviting.invite_rest)
    if not made:
        await open_invitations(context)
        return
    rows = [(one.name, one.nip or "", one.link) for one in made]
    until = formats.moment(made[0].expires_at, context.services.policy.zone)
    caption = say("linking.invitations_file", count=len(made), expires_at=until)
    day = context.services.clock.now().strftime("%Y%m%d")
    await context.attach(Document(invitation_list(rows), f"undangan-{day}.xlsx", caption))


COMMANDS = {"undang": open_invitations}
PRESSES = {OpenInvitations: open_invitations, views.Invite: ask_whom, views.InviteRest: invite_rest}
TEXTS = {views.AWAIT_INVITATION_NIP: invite_official, views.AWAIT_INVITATION_NAME: invite_staff}
