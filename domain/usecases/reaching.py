"""Whether messages reach an account, and what it may do."""

from datetime import datetime
from typing import Final

from domain.people import Actor, Role
from domain.ports import UnitOfWork

CLOSING: Final = "close_private_screen"


async def set_reachable(uow: UnitOfWork, *, telegram_id: int, reachable: bool, now: datetime) -> None:
    """Remember that somebody blocked the bot, or came back."""
    await uow.accounts.set_reachable(telegram_id, reachable, now=now)


async def is_known(uow: UnitOfWork, *, actor: Actor) -> bool:  # noqa: ARG001 — every use case takes it
    """Whether the Telegram account was linked at any time."""
    return actor.account is not None


async def close_private_screens(uow: UnitOfWork, *, actor: Actor, now: datetime) -> None:
    """Close at once what would close by itself after 15 minutes."""
    await uow.outbox.bring_forward(actor.telegram_id, kind=CLOSING, now=now)


async def roles(uow: UnitOfWork, *, actor: Actor) -> frozenset[Role]:  # noqa: ARG001 — every use case takes it
    """The roles in force; none for strangers."""
    return actor.roles


async def roles_of(uow: UnitOfWork, *, telegram_id: int) -> frozenset[Role]:
    """The roles in force of a Telegram account, for its menu of commands."""
    account = await uow.accounts.by_telegram(telegram_id)
    if account is None or account.revoked_at is not None:
        return frozenset()
    return account.roles
