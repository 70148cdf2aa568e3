"""The privacy notice and the consent that self-report and career preference rest on (UU 27/2022 Pasal 20–24)."""

from datetime import datetime

from domain.conversation import Outgoing, Urgency
from domain.people import Actor, NoticeReading, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.usecases import speaking


async def standing(uow: UnitOfWork, *, actor: Actor) -> NoticeReading | None:  # noqa: ARG001 — every use case takes it
    """What the account chose last, under whichever version."""
    return actor.linked().notice


async def decide(
    uow: UnitOfWork, *, actor: Actor, consented: bool, policy: Policy, now: datetime
) -> NoticeReading:
    """Record the choice with version and moment. A refusal keeps account, result and rights."""
    account = actor.linked()
    reading = NoticeReading(account.id, policy.notice_version, consented, now)
    await uow.notices.record(reading)
    await uow.audit.append(
        actor=f"account:{account.id}",
        action="consented" if consented else "consent_refused",
        person_id=account.official.id if account.official else None,
        content={"version": policy.notice_version},
        now=now,
    )
    return reading


async def withdraw(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> NoticeReading:
    """End the consent. Where none is in force, nothing changes and the latest choice is returned."""
    reading = actor.linked().notice
    if reading is not None and not reading.consented:
        return reading
    return await decide(uow, actor=actor, consented=False, policy=policy, now=now)


async def announce_notice(uow: UnitOfWork, *, policy: Policy, now: datetime) -> int:
    """Queue the word that there is a new version, once, for every official who chose under an older one."""
    version = policy.notice_version
    notices = [
        Outgoing(f"notice:{version}:{chat_id}", chat_id, "notice_updated", Urgency.NOTICE, now)
        for chat_id in await uow.notices.chats_behind(version)
    ]
    return await uow.outbox.queue(notices, now=now)


async def announcement(
    uow: UnitOfWork, *, telegram_id: int, policy: Policy, now: datetime
) -> datetime | None:
    """When an announcement may leave; None if it is no longer due."""
    if telegram_id not in await uow.notices.chats_behind(policy.notice_version):
        return None
    return await speaking.earliest(uow, chat_id=telegram_id, days=policy.working_days, now=now)


async def must_consent(uow: UnitOfWork, *, actor: Actor) -> bool:  # noqa: ARG001 — every use case takes it
    """Whether consent is asked: only of officials, nothing of an assessor or admin rests on it."""
    return Role.OFFICIAL in actor.linked().roles
