"""Making invitations: single-use, expiring, kept only as a digest."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import AccountLinkedElsewhere, ChangedMeanwhile, PersonNotFound, TextTooLong
from domain.linking import INVITATION_LASTS, Invitation, digest
from domain.nip import parse_nip
from domain.people import Actor, Official, Role
from domain.policy import Policy
from domain.ports import UnitOfWork

_TOKEN_BYTES = 24
LONGEST_NAME = 100
INVITED_IN_CHAT = (Role.OFFICIAL, Role.ASSESSOR, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class InvitationMade:
    """A new invitation. The token is in the link and nowhere else."""

    name: str
    role: Role
    tail: str | None
    nip: str | None
    link: str
    expires_at: datetime


async def invite_official(
    uow: UnitOfWork, *, actor: Actor, text: str, policy: Policy, now: datetime
) -> InvitationMade:
    """Invite the official with this NIP. Refuses PersonNotFound, AccountLinkedElsewhere, a NIP that is none."""
    actor.acting_as(Role.ADMIN)
    return await invite_by_nip(uow, nip=parse_nip(text).value, policy=policy, now=now)


async def invite_by_nip(uow: UnitOfWork, *, nip: str, policy: Policy, now: datetime) -> InvitationMade:
    """The same from the server's command line, where whoever may log in is trusted."""
    official = await uow.people.by_nip(nip)
    if official is None:
        raise PersonNotFound(tail=nip[-4:])
    if await uow.accounts.by_person(official.id) is not None:
        raise AccountLinkedElsewhere(contact=policy.contact)
    return await _make(uow, official.name, Role.OFFICIAL, official, policy, now)


async def check_role(uow: UnitOfWork, *, actor: Actor, role: Role) -> None:  # noqa: ARG001 — every use case takes it
    """Whether somebody may be invited for a role in chat. Refuses RoleRequired, ChangedMeanwhile for other roles."""
    actor.acting_as(Role.ADMIN)
    if role not in INVITED_IN_CHAT:
        raise ChangedMeanwhile


async def invite_staff(
    uow: UnitOfWork, *, actor: Actor, role: Role, name: str, policy: Policy, now: datetime
) -> InvitationMade:
    """Invite an assessor or admin by name; handed over in person. Refuses TextTooLong, and what check_role does."""
    await check_role(uow, actor=actor, role=role)
    if len(name) > LONGEST_NAME:
        raise TextTooLong(length=len(name), excess=len(name) - LONGEST_NAME)
    return await invite_by_name(uow, role=role, name=" ".join(name.split()), policy=policy, now=now)


async def invite_by_name(
    uow: UnitOfWork, *, role: Role, name: str, policy: Policy, now: datetime
) -> InvitationMade:
    """The same from the server's command line: this is how the first admin comes in."""
    return await _make(uow, name, role, None, policy, now)


async def invite_everybody(uow: UnitOfWork, *, policy: Policy, now: datetime) -> Sequence[InvitationMade]:
    """Invite every active official who has neither an account nor a usable invitation."""
    invited = await uow.invitations.open_for_people(now=now)
    people = [one for one in await uow.people.active() if one.id not in invited]
    linked = await uow.accounts.linked_people()
    return [
        await _make(uow, one.name, Role.OFFICIAL, one, policy, now) for one in people if one.id not in linked
    ]


async def invite_rest(
    uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime
) -> Sequence[InvitationMade]:
    """What [Buat undangan] does for an admin."""
    actor.acting_as(Role.ADMIN)
    return await invite_everybody(uow, policy=policy, now=now)


@dataclass(frozen=True, slots=True)
class InvitationOverview:
    """How far linking has come: people active, linked, without invitation, waiting for a tap."""

    total: int
    linked: int
    uninvited: int
    to_approve: int


async def overview(uow: UnitOfWork, *, actor: Actor, now: datetime) -> InvitationOverview:
    """Counts for the invitations screen."""
    actor.acting_as(Role.ADMIN)
    people = {one.id for one in await uow.people.active()}
    linked = people & set(await uow.accounts.linked_people())
    invited = set(await uow.invitations.open_for_people(now=now))
    waiting = await uow.link_requests.waiting()
    return InvitationOverview(len(people), len(linked), len(people - linked - invited), len(waiting))


async def _make(
    uow: UnitOfWork, name: str, role: Role, official: Official | None, policy: Policy, now: datetime
) -> InvitationMade:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires_at = now + INVITATION_LASTS
    if official is not None:
        await uow.invitations.withdraw(official.id, now=now)
    person_id = official.id if official else None
    await uow.invitations.add(Invitation(0, digest(token), role, person_id, name, now, expires_at))
    link = f"https://t.me/{policy.bot_username}?start={token}"
    tail, nip = (official.tail, official.nip) if official else (None, None)
    return InvitationMade(name, role, tail, nip, link, expires_at)
