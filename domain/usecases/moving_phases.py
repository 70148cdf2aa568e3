"""Giving a phase other dates: both until it opens, a later deadline afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain import reasons
from domain.errors import ChangedMeanwhile
from domain.participation import UNFINISHED, Participation
from domain.people import Actor, Role
from domain.phases import Period, Phase, PhaseState
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.typed_dates import parse_moment
from domain.usecases import opening_phases, participating, planning_phases


@dataclass(frozen=True, slots=True)
class Extension:
    """A later deadline for whoever is not done: so many are linked and will be told, so many are not."""

    phase: Phase
    closes_at: datetime
    linked: int
    not_linked: int


async def check_movable(uow: UnitOfWork, *, actor: Actor, phase_id: int) -> None:
    """Refuse ChangedMeanwhile once the phase has opened."""
    actor.acting_as(Role.ADMIN)
    await _in_state(uow, phase_id, PhaseState.SCHEDULED)


async def move(
    uow: UnitOfWork,
    *,
    actor: Actor,
    phase_id: int,
    opens_at: datetime,
    text: str,
    policy: Policy,
    now: datetime,
) -> None:
    """Give a phase that has not opened this opening and the deadline typed.

    Refuses ChangedMeanwhile, DateNotUnderstood, PhaseDatesWrong, OutsideHours, PhaseOverlaps.
    """
    admin = actor.acting_as(Role.ADMIN)
    phase = await _in_state(uow, phase_id, PhaseState.SCHEDULED)
    closes_at = parse_moment(text, zone=policy.zone, otherwise=policy.working_days.closes)
    period = Period(opens_at, closes_at)
    await planning_phases.check_period(uow, period, phase.audience, policy=policy, now=now, besides=phase_id)
    await uow.phases.reschedule(phase_id, opens_at=opens_at, closes_at=closes_at)
    moved = replace(phase, opens_at=opens_at, closes_at=closes_at)
    await planning_phases.record(uow, moved, by=admin, action="phase_moved", now=now)


async def check_extendable(uow: UnitOfWork, *, actor: Actor, phase_id: int) -> None:
    """Refuse ChangedMeanwhile unless the phase is open."""
    actor.acting_as(Role.ADMIN)
    await _in_state(uow, phase_id, PhaseState.OPEN)


async def read_extension(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, text: str, policy: Policy, now: datetime
) -> Extension:
    """The later deadline typed; a day alone means the end of work.

    Refuses ChangedMeanwhile unless the phase is open, DateNotUnderstood, DateOutOfBounds for a moment that is
    not later, OutsideHours, PhaseOverlaps.
    """
    actor.acting_as(Role.ADMIN)
    closes_at = parse_moment(text, zone=policy.zone, otherwise=policy.working_days.closes)
    return await _extension(uow, phase_id, closes_at, policy, now)


async def extend(
    uow: UnitOfWork,
    *,
    actor: Actor,
    phase_id: int,
    closes_at: datetime,
    reason: str,
    policy: Policy,
    now: datetime,
) -> Extension:
    """Extend an open phase and tell whoever is linked and not done. Refuses ReasonTooShort, TextTooLong and as above."""
    admin = actor.acting_as(Role.ADMIN)
    words = reasons.checked(reason)
    extension = await _extension(uow, phase_id, closes_at, policy, now)
    await uow.phases.reschedule(phase_id, opens_at=extension.phase.opens_at, closes_at=closes_at)
    extended = replace(extension.phase, closes_at=closes_at)
    await planning_phases.record(uow, extended, by=admin, action="phase_extended", now=now, reason=words)
    at = policy.working_days.next_sending_time(now)
    unfinished = [
        one for one in await participating.participants(uow, extended, exact=False)
        if one.standing in UNFINISHED
    ]  # fmt: skip
    messages = [
        opening_phases.message(extended, one.official.id, one.chat_id, "extended", at)
        for one in unfinished
        if one.chat_id is not None
    ]
    await uow.outbox.queue(messages, now=now)
    return extension


async def _extension(
    uow: UnitOfWork, phase_id: int, closes_at: datetime, policy: Policy, now: datetime
) -> Extension:
    phase = await _in_state(uow, phase_id, PhaseState.OPEN)
    phase.check_extension(closes_at, policy.working_days)
    period = Period(phase.opens_at, closes_at)
    await planning_phases.check_period(uow, period, phase.audience, policy=policy, now=now, besides=phase_id)
    people = await participating.participants(uow, phase, exact=False)
    return Extension(
        phase=phase,
        closes_at=closes_at,
        linked=sum(one.standing in UNFINISHED for one in people),
        not_linked=sum(one.standing is Participation.NOT_LINKED for one in people),
    )


async def _in_state(uow: UnitOfWork, phase_id: int, state: PhaseState) -> Phase:
    phase = await uow.phases.by_id(phase_id)
    if phase is None or phase.state is not state:
        raise ChangedMeanwhile
    return phase
