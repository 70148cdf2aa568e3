"""A Telegram account and a person become one, or an account gets a role: what every way in ends with."""

from dataclasses import dataclass
from datetime import datetime

from domain.conversation import Outgoing, Urgency
from domain.errors import AccountLinkedElsewhere, AlreadyLinkedHere, InvitationUsed
from domain.linking import Invitation
from domain.people import Account, Actor, Official, Role
from domain.policy import Policy
from domain.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Linked:
    """The account is linked; the notice comes next."""

    account: Account


def check_unlinked(actor: Actor) -> None:
    """An account that holds a role by name may still become its person's; a person's may not change."""
    if actor.account is not None and actor.linked().official is not None:
        raise AlreadyLinkedHere


async def link_official(
    uow: UnitOfWork,
    actor: Actor,
    official: Official,
    invitation: Invitation | None,
    policy: Policy,
    now: datetime,
) -> Linked | AccountLinkedElsewhere:
    """Link an active official whose number is proved; the account may hold roles by name already."""
    if await uow.accounts.by_person(official.id) is not None:
        return AccountLinkedElsewhere(contact=policy.contact)
    if actor.account is not None:
        account = await uow.accounts.become(actor.account.id, official.id)
    else:
        account = await uow.accounts.link(
            telegram_id=actor.telegram_id, name=official.name, person_id=official.id, now=now
        )
    await uow.link_attempts.forget(actor.telegram_id)
    return await take_in(uow, account, Role.OFFICIAL, invitation, now=now, contact=policy.contact)


async def take_in(
    uow: UnitOfWork,
    account: Account,
    role: Role,
    invitation: Invitation | None,
    *,
    now: datetime,
    contact: str,
) -> Linked:
    """Give the role, spend the invitation, write it down, set the menu of commands. Refuses InvitationUsed."""
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
