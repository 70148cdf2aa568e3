"""What stands on somebody's home screen: what is to be done, most urgent first."""

from dataclasses import dataclass

from domain.people import Actor, Role
from domain.policy import Policy
from domain.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Overview:
    """The home of an account. `notice_unread`: the privacy notice in force has not been read to its end."""

    name: str
    roles: frozenset[Role]
    notice_unread: bool


async def overview(uow: UnitOfWork, *, actor: Actor, policy: Policy) -> Overview | None:
    """The home of whoever asks; None for a stranger. Refuses AccountRevoked."""
    if actor.account is None:
        return None
    account = actor.linked()
    reading = await uow.notices.latest(account.id)
    return Overview(
        name=account.name,
        roles=account.roles,
        notice_unread=reading is None or reading.version != policy.notice_version,
    )
