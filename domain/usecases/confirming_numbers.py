"""Numbers the roster does not have yet: the invited ask, an admin confirms with one tap."""

from dataclasses import dataclass
from datetime import datetime

from domain.conversation import Outgoing, Urgency
from domain.errors import AccountLinkedElsewhere, ChangedMeanwhile
from domain.linking import Invitation, LinkRequest
from domain.people import Account, Actor, Official, PersonStatus, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases.taking_in import check_unlinked, link_official


@dataclass(frozen=True, slots=True)
class WaitingForApproval:
    """The roster has no number: an admin confirms with one tap."""


async def ask_admins(
    uow: UnitOfWork, *, actor: Actor, invitation: Invitation, official: Official, phone: str, now: datetime
) -> WaitingForApproval | None:
    """Let an admin decide whether this number is the official's; None where one has said no to it."""
    asked = await uow.link_requests.of(invitation.id, actor.telegram_id)
    if asked is not None and asked.decided_at is not None:
        return None
    if asked is None:
        request = LinkRequest(0, invitation.id, official.id, actor.telegram_id, phone, now)
        request_id = await uow.link_requests.add(request)
        notices = [
            Outgoing(f"link_request:{request_id}:{admin.id}", admin.telegram_id, "link_request", Urgency.NOTICE, now)
            for admin in await uow.accounts.holding(Role.ADMIN)
        ]  # fmt: skip
        await uow.outbox.queue(notices, now=now)
    return WaitingForApproval()


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
    check_unlinked(actor)
    await uow.people.set_phone(official.id, request.phone, now=now)
    outcome = await link_official(uow, actor, official, invitation, policy, now)
    if isinstance(outcome, AccountLinkedElsewhere):
        raise outcome
    await uow.audit.append(
        actor=f"account:{admin.id}", action="number_confirmed", person_id=official.id, now=now
    )


async def count_waiting(uow: UnitOfWork) -> int:
    """How many linkings wait for an admin."""
    return len(await uow.link_requests.waiting())


async def name_of(uow: UnitOfWork, *, telegram_id: int) -> str | None:
    """The name an account is linked with, if it still is."""
    account = await uow.accounts.by_telegram(telegram_id)
    return account.name if account and account.revoked_at is None else None
