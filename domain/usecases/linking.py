"""Linking a Telegram account with a person: by invitation, or by NIP and number."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from domain.conversation import Outgoing, Urgency
from domain.errors import (
    AccountLinkedElsewhere,
    AlreadyLinkedHere,
    ChangedMeanwhile,
    ContactNotYours,
    InvitationUnknown,
    InvitationUsed,
    LinkNotMatched,
    TooManyAttempts,
)
from domain.linking import ATTEMPTS_ALLOWED, ATTEMPTS_WINDOW, Invitation, LinkRequest, digest
from domain.nip import parse_nip
from domain.people import Account, Actor, Official, PersonStatus, Role
from domain.policy import Policy
from domain.ports import UnitOfWork


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


@dataclass(frozen=True, slots=True)
class Linked:
    """The account is linked; the notice comes next."""

    account: Account


@dataclass(frozen=True, slots=True)
class WaitingForApproval:
    """The roster has no number: an admin confirms with one tap."""


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
    return await _take_in(uow, account, invitation.role, invitation, now=now, contact=policy.contact)


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
        return await _ask_admins(uow, actor, invitation, official, shared, policy, now)
    if official.phone != shared.phone:
        return await _not_matched(uow, actor, policy, now)
    return await _link_official(uow, actor, official, invitation, policy, now)


async def check_nip(uow: UnitOfWork, *, actor: Actor, text: str, policy: Policy, now: datetime) -> str:
    """The 18 digits of a NIP typed to link without an invitation; whether it is known is not told.

    Refuses NipMalformed, NipNotPlausible, AlreadyLinkedHere, TooManyAttempts.
    """
    _check_unlinked(actor)
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
    return await _link_official(uow, actor, official, None, policy, now)


async def waiting_requests(uow: UnitOfWork, *, actor: Actor) -> list[tuple[LinkRequest, Official]]:
    """Linkings that wait for an admin, oldest first."""
    actor.acting_as(Role.ADMIN)
    return [
        (request, official)
        for request in await uow.link_requests.waiting()
        if (official := await uow.people.by_id(request.person_id)) is not None
    ]


async def decide_request(
    uow: UnitOfWork, *, actor: Actor, request_id: int, approved: bool, policy: Policy, now: datetime
) -> None:
    """An admin's one tap: the number enters the roster and the account is linked, or neither.

    Refuses ChangedMeanwhile where somebody decided before, or the roster no longer asks for this number;
    AccountLinkedElsewhere and AlreadyLinkedHere where the person or the account was linked meanwhile.
    """
    admin = actor.acting_as(Role.ADMIN)
    request = await uow.link_requests.by_id(request_id)
    decided = await uow.link_requests.decide(request_id, approved=approved, account_id=admin.id, now=now)
    if request is None or not decided:
        raise ChangedMeanwhile
    kind = "link_approved" if approved else "link_rejected"
    if approved:
        await _approve(uow, request, admin, policy, now)
    notice = Outgoing(f"{kind}:{request.id}", request.telegram_id, kind, Urgency.DECISION, now)
    await uow.outbox.queue([notice], now=now)


async def _approve(
    uow: UnitOfWork, request: LinkRequest, admin: Account, policy: Policy, now: datetime
) -> None:
    official = await uow.people.by_id(request.person_id)
    invitation = await uow.invitations.by_id(request.invitation_id)
    if official is None or official.status is not PersonStatus.ACTIVE or invitation is None:
        raise ChangedMeanwhile
    if official.phone not in (None, request.phone):
        raise ChangedMeanwhile  # the roster has learnt another number since: that one decides
    actor = Actor(request.telegram_id, await uow.accounts.by_telegram(request.telegram_id), policy.contact)
    _check_unlinked(actor)
    await uow.people.set_phone(official.id, request.phone, now=now)
    outcome = await _link_official(uow, actor, official, invitation, policy, now)
    if isinstance(outcome, AccountLinkedElsewhere):
        raise outcome
    await uow.audit.append(
        actor=f"account:{admin.id}", action="number_confirmed", person_id=official.id, now=now
    )


async def _usable(uow: UnitOfWork, invitation_id: int, policy: Policy, now: datetime) -> Invitation:
    invitation = await uow.invitations.by_id(invitation_id)
    if invitation is None:
        raise InvitationUnknown
    invitation.must_be_usable(contact=policy.contact, now=now)
    return invitation


async def _check_attempt(
    uow: UnitOfWork, actor: Actor, shared: SharedContact, policy: Policy, now: datetime
) -> None:
    _check_unlinked(actor)
    if shared.telegram_id != actor.telegram_id:
        raise ContactNotYours
    await _check_attempts(uow, actor, policy, now)


def _check_unlinked(actor: Actor) -> None:
    """An account that holds a role by name may still become its person's; a person's may not change."""
    if actor.account is not None and actor.linked().official is not None:
        raise AlreadyLinkedHere


async def _check_attempts(uow: UnitOfWork, actor: Actor, policy: Policy, now: datetime) -> None:
    failed = await uow.link_attempts.since(actor.telegram_id, now - ATTEMPTS_WINDOW)
    if len(failed) >= ATTEMPTS_ALLOWED:
        raise TooManyAttempts(until=failed[0] + ATTEMPTS_WINDOW, contact=policy.contact)


async def _not_matched(uow: UnitOfWork, actor: Actor, policy: Policy, now: datetime) -> LinkNotMatched:
    await uow.link_attempts.add(actor.telegram_id, now=now)
    return LinkNotMatched(contact=policy.contact)


async def _ask_admins(
    uow: UnitOfWork,
    actor: Actor,
    invitation: Invitation,
    official: Official,
    shared: SharedContact,
    policy: Policy,
    now: datetime,
) -> WaitingForApproval | LinkNotMatched:
    asked = await uow.link_requests.of(invitation.id, actor.telegram_id)
    if asked is not None and asked.decided_at is not None:
        return await _not_matched(uow, actor, policy, now)  # an admin has said no to this number
    if asked is None:
        request = LinkRequest(0, invitation.id, official.id, actor.telegram_id, shared.phone, now)
        request_id = await uow.link_requests.add(request)
        notices = [
            Outgoing(f"link_request:{request_id}:{admin.id}", admin.telegram_id, "link_request", Urgency.NOTICE, now)
            for admin in await uow.accounts.holding(Role.ADMIN)
        ]  # fmt: skip
        await uow.outbox.queue(notices, now=now)
    return WaitingForApproval()


async def _link_official(
    uow: UnitOfWork,
    actor: Actor,
    official: Official,
    invitation: Invitation | None,
    policy: Policy,
    now: datetime,
) -> Linked | AccountLinkedElsewhere:
    if await uow.accounts.by_person(official.id) is not None:
        return AccountLinkedElsewhere(contact=policy.contact)
    if actor.account is not None:
        account = await uow.accounts.become(actor.account.id, official.id)
    else:
        account = await uow.accounts.link(
            telegram_id=actor.telegram_id, name=official.name, person_id=official.id, now=now
        )
    await uow.link_attempts.forget(actor.telegram_id)
    return await _take_in(uow, account, Role.OFFICIAL, invitation, now=now, contact=policy.contact)


async def _take_in(
    uow: UnitOfWork,
    account: Account,
    role: Role,
    invitation: Invitation | None,
    *,
    now: datetime,
    contact: str,
) -> Linked:
    if invitation is not None and not await uow.invitations.use(
        invitation.id, telegram_id=account.telegram_id, now=now
    ):
        raise InvitationUsed(contact=contact)
    await uow.accounts.grant(account.id, role, now=now)
    person_id = account.official.id if account.official else None
    await uow.audit.append(
        actor=f"account:{account.id}", action=f"linked_as_{role}", person_id=person_id, now=now
    )
    menu = Outgoing(f"menu:{account.telegram_id}", account.telegram_id, "menu", Urgency.TIDYING, now)
    await uow.outbox.requeue(menu, now=now)
    linked = await uow.accounts.by_telegram(account.telegram_id)
    assert linked is not None
    return Linked(linked)


async def count_waiting(uow: UnitOfWork) -> int:
    """How many linkings wait for an admin."""
    return len(await uow.link_requests.waiting())


async def name_of(uow: UnitOfWork, *, telegram_id: int) -> str | None:
    """The name an account is linked with, if it still is."""
    account = await uow.accounts.by_telegram(telegram_id)
    return account.name if account and account.revoked_at is None else None
