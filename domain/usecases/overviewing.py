"""What stands on somebody's home screen: what is to be done, most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.people import Account, Actor, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases import approving
from domain.usecases.assessing import TaskCount, assessor_line
from domain.usecases.listing_questionnaires import Entry, to_do
from domain.usecases.watching_phases import PhaseLine, phase_lines


@dataclass(frozen=True, slots=True)
class Overview:
    """The home of an account. `notice_unread`: the privacy notice in force has not been read to its end.

    `questionnaires` wait for the person, most urgent first; `result_waits`: published and not opened yet;
    `assessments` are None for whoever assesses nobody.
    """

    name: str
    roles: frozenset[Role]
    notice_unread: bool
    questionnaires: tuple[Entry, ...] = ()
    result_waits: bool = False
    assessments: TaskCount | None = None

    @property
    def nothing_to_do(self) -> bool:
        """Nothing waits for this person."""
        count = self.assessments
        assessed = count is None or count.done == count.total
        return assessed and not (self.notice_unread or self.questionnaires or self.result_waits)


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of an admin: phases, publications this admin may approve, numbers to confirm, requests."""

    phases: Sequence[PhaseLine]
    approvals: int
    numbers: int
    requests: int


async def overview(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> Overview | None:
    """The home of whoever asks; None for a stranger. Refuses AccountRevoked."""
    return await own(uow, actor=actor, policy=policy, now=now) if actor.account is not None else None


async def own(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> Overview:
    """The home of a linked account. Refuses NotLinked, AccountRevoked."""
    account = actor.linked()
    reading = account.notice
    waiting: tuple[Entry, ...] = ()
    if account.official is not None and reading is not None:
        waiting = await to_do(uow, official=account.official, consented=reading.consented, now=now)
    return Overview(
        name=account.name,
        roles=account.roles,
        notice_unread=reading is None or reading.version != policy.notice_version,
        questionnaires=waiting,
        result_waits=await _result_waits(uow, account),
        assessments=await assessor_line(uow, actor=actor, policy=policy, now=now),
    )


async def desk(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Desk:
    """What an admin has before them. Refuses RoleRequired."""
    account = actor.acting_as(Role.ADMIN)
    return Desk(
        phases=await phase_lines(uow, now),
        approvals=await approving.count_waiting(uow, telegram_id=account.telegram_id, now=now),
        numbers=len(await uow.link_requests.waiting()),
        requests=len(await uow.requests.waiting()),
    )


async def _result_waits(uow: UnitOfWork, account: Account) -> bool:
    if account.official is None:
        return False
    result = await uow.results.published(account.official.id)
    return result is not None and result.opened_at is None
