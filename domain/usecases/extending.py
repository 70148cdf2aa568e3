"""A later deadline for one person, granted by an admin with a reason."""

from dataclasses import dataclass
from datetime import datetime

from domain import reasons
from domain.errors import ChangedMeanwhile
from domain.people import Account, Actor, Official, Role
from domain.phases import Period, Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.requests import RequestKind
from domain.typed_dates import parse_moment
from domain.usecases import opening_phases, participating


@dataclass(frozen=True, slots=True)
class PersonalPhase:
    """A phase with the deadline of one person."""

    official: Official
    phase: Phase


async def extendable(
    uow: UnitOfWork, *, actor: Actor, person_id: int, phase_id: int, now: datetime
) -> PersonalPhase:
    """Whose deadline is to be extended, and in what. Refuses ChangedMeanwhile before the phase opens."""
    actor.acting_as(Role.ADMIN)
    official = await uow.people.by_id(person_id)
    phase = await participating.phase_for(uow, phase_id=phase_id, person_id=person_id)
    if official is None or phase is None or now < phase.opens_at:
        raise ChangedMeanwhile
    return PersonalPhase(official, phase)


async def read_deadline(
    uow: UnitOfWork, *, actor: Actor, person_id: int, phase_id: int, text: str, policy: Policy, now: datetime
) -> datetime:
    """The later deadline typed; a day alone means the end of work.

    Refuses DateNotUnderstood, DateOutOfBounds for a moment that is not later, PhaseDatesWrong, OutsideHours.
    """
    found = await extendable(uow, actor=actor, person_id=person_id, phase_id=phase_id, now=now)
    closes_at = parse_moment(text, zone=policy.zone, otherwise=policy.working_days.closes)
    _check_later(found.phase, closes_at, policy, now)
    return closes_at


async def grant(
    uow: UnitOfWork,
    *,
    actor: Actor,
    person_id: int,
    phase_id: int,
    closes_at: datetime,
    reason: str,
    policy: Policy,
    now: datetime,
) -> PersonalPhase:
    """Give a person until then, answer what they asked for, and tell them. Refuses ReasonTooShort, TextTooLong and as above."""
    found = await extendable(uow, actor=actor, person_id=person_id, phase_id=phase_id, now=now)
    words = reasons.checked(reason)
    _check_later(found.phase, closes_at, policy, now)
    admin = actor.linked()
    extended = await extend(uow, found, closes_at=closes_at, reason=words, by=admin, now=now)
    at = policy.working_days.next_sending_time(now)
    chats = await uow.accounts.chats_of([person_id])
    messages = [
        opening_phases.message(extended.phase, person_id, chat_id, "extended", at)
        for chat_id in chats.values()
    ]
    await uow.outbox.queue(messages, now=now)
    return extended


async def extend(
    uow: UnitOfWork, found: PersonalPhase, *, closes_at: datetime, reason: str, by: Account, now: datetime
) -> PersonalPhase:
    """Keep the later deadline and write it down; open requests for it are granted with the same reason."""
    person_id, phase_id = found.official.id, found.phase.id
    await uow.extensions.grant(
        phase_id, person_id, closes_at=closes_at, reason=reason, account_id=by.id, now=now
    )
    for request in await uow.requests.waiting_of(person_id):
        if request.kind is RequestKind.TIME and request.phase_id == phase_id:
            await uow.requests.decide(request.id, granted=True, answer=reason, account_id=by.id, now=now)
    await uow.audit.append(
        actor=f"account:{by.id}",
        action="time_granted",
        person_id=person_id,
        content={"phase": phase_id, "closes_at": closes_at.isoformat(), "reason": reason},
        now=now,
    )
    return PersonalPhase(found.official, found.phase.extended_to(closes_at))


def _check_later(phase: Phase, closes_at: datetime, policy: Policy, now: datetime) -> None:
    days = policy.working_days
    phase.check_extension(closes_at, days)
    Period(phase.opens_at, closes_at).check(now=now, days=days)
