"""Linking a Telegram account with a person: by invitation, or by NIP and number."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.errors import (
    AccountLinkedElsewhere,
    AlreadyLinkedHere,
    ContactNotYours,
    InvitationUnknown,
    LinkNotMatched,
    TooManyAttempts,
)
from domain.linking import ATTEMPTS_ALLOWED, ATTEMPTS_WINDOW, Invitation, digest
from domain.nip import parse_nip
from domain.people import Actor, PersonStatus, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases.confirming_numbers import WaitingForApproval, ask_admins
from domain.usecases.taking_in import Linked, check_unlinked, link_official, take_in


@dataclass(frozen=True, slots=True)
class InvitationOpened:
    """An invitation somebody holds; for an official only the tail of the NIP is shown."""

    invitation_id: int
    role: Role
    name: str
    tail: str | None


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact as Telegram vouches for it: whose account it is, and its number (E.164)."""

    telegram_id: int | None
    phone: str


LinkOutcome: TypeAlias = Linked | WaitingForApproval | LinkNotMatched | AccountLinkedElsewhere


async def open_invitation(
    uow: UnitOfWork, *, actor: Actor, token: str, policy: Policy, now: datetime
) -> InvitationOpened:
    """Show whom an invitation is for.

    Refuses AlreadyLinkedHere to whom it would give nothing new, AccountRevoked, InvitationUnknown,
    InvitationUsed, InvitationExpired.
    """
    account = actor.account and actor.linked()
    invitation = await uow.invitations.by_digest(digest(token))
    if account is not None and (invitation is None or invitation.role in account.roles):
        raise AlreadyLinkedHere
    if invitation is None:
        raise InvitationUnknown
    invitation.must_be_usable(contact=policy.contact, now=now)
    official = await uow.people.by_id(invitation.person_id) if invitation.person_id else None
    return InvitationOpened(
        invitation.id, invitation.role, invitation.name, official.tail if official else None
    )


async def accept_staff_invitation(
    uow: UnitOfWork, *, actor: Actor, invitation_id: int, policy: Policy, now: datetime
) -> Linked:
    """Link an assessor or admin, or give a linked account one more role, after they confirmed the name.

    Refuses an official's invitation as InvitationUnknown, AccountRevoked, and what an invitation refuses.
    """
    invitation = await _usable(uow, invitation_id, policy, now)
    if invitation.role is Role.OFFICIAL:
        raise InvitationUnknown  # an official is never linked by an invitation alone
    account = actor.account and actor.linked()
    if account is None:
        account = await uow.accounts.link(
            telegram_id=actor.telegram_id, name=invitation.name, person_id=None, now=now
        )
    return await take_in(uow, account, invitation.role, invitation, now=now, contact=policy.contact)


async def link_by_invitation(
    uow: UnitOfWork, *, actor: Actor, invitation_id: int, shared: SharedContact, policy: Policy, now: datetime
) -> LinkOutcome:
    """Link an official who holds an invitation, if the number shared is theirs and the roster's.

    A mismatch is an outcome, not an exception: the attempt must be counted. Refuses ContactNotYours,
    TooManyAttempts, and what an invitation refuses.
    """
    await _check_attempt(uow, actor, shared, policy, now)
    invitation = await _usable(uow, invitation_id, policy, now)
    official = await uow.people.by_id(invitation.person_id) if invitation.person_id else None
    if official is None or official.status is not PersonStatus.ACTIVE:
        return await _not_matched(uow, actor, policy, now)
    if official.phone is None:
        waiting = await ask_admins(
            uow, actor=actor, invitation=invitation, official=official, phone=shared.phone, now=now
        )
        return waiting or await _not_matched(uow, actor, policy, now)
    if official.phone != shared.phone:
        return await _not_matched(uow, actor, policy, now)
    return await link_official(uow, actor, official, invitation, policy, now)


async def check_nip(uow: UnitOfWork, *, actor: Actor, text: str, policy: Policy, now: datetime) -> str:
    """The 18 digits of a NIP typed to link without an invitation; whether it is known is not told.

    Refuses NipMalformed, NipNotPlausible, AlreadyLinkedHere, TooManyAttempts.
    """
    check_unlinked(actor)
    await _check_attempts(uow, actor, policy, now)
    return parse_nip(text).value


async def link_by_nip(
    uow: UnitOfWork, *, actor: Actor, nip: str, shared: SharedContact, policy: Policy, now: datetime
) -> LinkOutcome:
    """Link by NIP and number. One outcome for an unknown NIP, another number, and none recorded."""
    await _check_attempt(uow, actor, shared, policy, now)
    official = await uow.people.by_nip(nip)
    matches = official is not None and official.phone == shared.phone
    if official is None or not matches or official.status is not PersonStatus.ACTIVE:
        return await _not_matched(uow, actor, policy, now)
    return await link_official(uow, actor, official, None, policy, now)


async def _usable(uow: UnitOfWork, invitation_id: int, policy: Policy, now: datetime) -> Invitation:
    invitation = await uow.invitations.by_id(invitation_id)
    if invitation is None:
        raise InvitationUnknown
    invitation.must_be_usable(contact=policy.contact, now=now)
    return invitation


async def _check_attempt(
    uow: UnitOfWork, actor: Actor, shared: SharedContact, policy: Policy, now: datetime
) -> None:
    check_unlinked(actor)
    if shared.telegram_id != actor.telegram_id:
        raise ContactNotYours
    await _check_attempts(uow, actor, policy, now)


async def _check_attempts(uow: UnitOfWork, actor: Actor, policy: Policy, now: datetime) -> None:
    failed = await uow.link_attempts.since(actor.telegram_id, now - ATTEMPTS_WINDOW)
    if len(failed) >= ATTEMPTS_ALLOWED:
        raise TooManyAttempts(until=failed[0] + ATTEMPTS_WINDOW, contact=policy.contact)


async def _not_matched(uow: UnitOfWork, actor: Actor, policy: Policy, now: datetime) -> LinkNotMatched:
    await uow.link_attempts.add(actor.telegram_id, now=now)
    return LinkNotMatched(contact=policy.contact)
