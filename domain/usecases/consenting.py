"""The privacy notice and the consent that self-report and career preference rest on (UU 27/2022 Pasal 20–24)."""

from datetime import datetime

from domain.linking import NoticeReading
from domain.people import Actor, Role
from domain.policy import Policy
from domain.ports import UnitOfWork


async def standing(uow: UnitOfWork, *, actor: Actor) -> NoticeReading | None:
    """What the account chose last, under whichever version."""
    return await uow.notices.latest(actor.linked().id)


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


async def must_consent(uow: UnitOfWork, *, actor: Actor) -> bool:  # noqa: ARG001 — every use case takes it
    """Whether consent is asked: only of officials, nothing of an assessor or admin rests on it."""
    return Role.OFFICIAL in actor.linked().roles
