"""Making a phase: its audience, its dates, and the look before it is scheduled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import questionnaire, ruleset
from domain.errors import ChangedMeanwhile
from domain.people import Account, Actor, Official, PositionKind, Role
from domain.phases import (
    PATTERNS,
    Period,
    Phase,
    PhasePattern,
    PhasePreview,
    PhaseState,
    check_overlap,
    phase_name,
    proposed_period,
)
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.reminders import Reminder, plan
from domain.typed_dates import parse_moment
from domain.usecases import opening_phases, using_definitions


@dataclass(frozen=True, slots=True)
class PhaseDraft:
    """What an admin has chosen so far."""

    pattern: str
    period: Period


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft with the days on which it would remind."""

    draft: PhaseDraft
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A phase that was scheduled, or opened at once, and how many people are linked."""

    phase: Phase
    linked: int


async def count_audience(uow: UnitOfWork, *, actor: Actor, pattern: str) -> int:
    """How many active officials a pattern asks."""
    actor.acting_as(Role.ADMIN)
    return len(await uow.people.of_kinds(_pattern(pattern).audience))


async def propose(
    uow: UnitOfWork,  # noqa: ARG001 — every use case takes it
    *,
    actor: Actor,
    pattern: str,
    policy: Policy,
    now: datetime,
) -> Proposal:
    """The usual dates for a pattern."""
    actor.acting_as(Role.ADMIN)
    return proposal(PhaseDraft(pattern, proposed_period(now, policy.working_days)), policy)


async def read_opening(
    uow: UnitOfWork,  # noqa: ARG001 — every use case takes it
    *,
    actor: Actor,
    text: str,
    policy: Policy,
) -> datetime:
    """The opening typed; a day alone means the start of work. Refuses DateNotUnderstood, OutsideHours."""
    actor.acting_as(Role.ADMIN)
    days = policy.working_days
    opens_at = parse_moment(text, zone=policy.zone, otherwise=days.opens)
    days.check_sending_time(opens_at)
    return opens_at


async def read_closing(
    uow: UnitOfWork, *, actor: Actor, draft: PhaseDraft, text: str, policy: Policy, now: datetime
) -> Proposal:
    """The draft with the deadline typed; a day alone means the end of work.

    Refuses DateNotUnderstood, PhaseDatesWrong, OutsideHours, PhaseOverlaps.
    """
    actor.acting_as(Role.ADMIN)
    closes_at = parse_moment(text, zone=policy.zone, otherwise=policy.working_days.closes)
    period = replace(draft.period, closes_at=closes_at)
    await check_period(uow, period, _pattern(draft.pattern).audience, policy=policy, now=now)
    return proposal(replace(draft, period=period), policy)


async def preview(
    uow: UnitOfWork, *, actor: Actor, draft: PhaseDraft, policy: Policy, now: datetime
) -> PhasePreview:
    """What an admin checks before scheduling. Refuses PhaseDatesWrong, OutsideHours, PhaseOverlaps."""
    actor.acting_as(Role.ADMIN)
    pattern = _pattern(draft.pattern)
    await check_period(uow, draft.period, pattern.audience, policy=policy, now=now)
    people = {one.id for one in await uow.people.of_kinds(pattern.audience)}
    return PhasePreview(
        number=max((one.number for one in await uow.phases.all()), default=0) + 1,
        people=len(people),
        linked=len(people & set(await uow.accounts.linked_people())),
        questionnaires=len(asked_in(pattern, policy)),
        aspects=len(ruleset.load(policy.ruleset).aspects),
        reminders=proposal(draft, policy).reminders,
    )


async def sample(
    uow: UnitOfWork, *, actor: Actor, draft: PhaseDraft, policy: Policy
) -> opening_phases.PhaseMessage:
    """The opening message as one of the audience would receive it. Refuses ChangedMeanwhile where nobody is asked."""
    actor.acting_as(Role.ADMIN)
    pattern = _pattern(draft.pattern)
    people = await uow.people.of_kinds(pattern.audience)
    if not people:
        raise ChangedMeanwhile
    minutes = opening_phases.minutes_of(asked_in(pattern, policy), people[0].position_kind)
    return opening_phases.PhaseMessage(people[0].name, draft.period.closes_at, minutes)


async def not_linked(uow: UnitOfWork, *, actor: Actor, pattern: str) -> Sequence[Official]:
    """Whom a phase of this pattern would not reach for want of an account, by name."""
    actor.acting_as(Role.ADMIN)
    linked = await uow.accounts.linked_people()
    return [one for one in await uow.people.of_kinds(_pattern(pattern).audience) if one.id not in linked]


async def schedule(
    uow: UnitOfWork, *, actor: Actor, draft: PhaseDraft, policy: Policy, now: datetime
) -> Scheduled:
    """Store the phase; one whose opening has come opens at once.

    Refuses PhaseDatesWrong, OutsideHours, PhaseOverlaps.
    """
    admin = actor.acting_as(Role.ADMIN)
    look = await preview(uow, actor=actor, draft=draft, policy=policy, now=now)
    pattern = _pattern(draft.pattern)
    new = Phase(
        0, look.number, phase_name(look.number), pattern.audience, asked_in(pattern, policy), policy.ruleset,
        draft.period.opens_at, draft.period.closes_at,
    )  # fmt: skip
    versions = await using_definitions.keep(uow, new.questionnaires, now=now)
    phase_id = await uow.phases.add(new, versions=versions, account_id=admin.id, now=now)
    stored = replace(new, id=phase_id)
    await record(uow, stored, by=admin, action="phase_scheduled", now=now)
    if stored.state_at(now) is PhaseState.OPEN:
        await opening_phases.open_phase(uow, stored, policy=policy, now=now)
    return Scheduled(stored, look.linked)


async def check_period(
    uow: UnitOfWork,
    period: Period,
    audience: frozenset[PositionKind],
    *,
    policy: Policy,
    now: datetime,
    besides: int | None = None,
) -> None:
    """Refuse PhaseDatesWrong, OutsideHours, and PhaseOverlaps with any phase `besides` the one named."""
    period.check(now=now, days=policy.working_days)
    others = [
        one for one in await uow.phases.all() if one.id != besides and one.state is not PhaseState.CLOSED
    ]
    headcount = Counter(one.position_kind for one in await uow.people.of_kinds(audience))
    check_overlap(period, audience, others, headcount)


async def record(
    uow: UnitOfWork, phase: Phase, *, by: Account, action: str, now: datetime, reason: str = ""
) -> None:
    """Put into the audit trail who set the dates of a phase."""
    content = {
        "phase": phase.name,
        "opens_at": phase.opens_at.isoformat(),
        "closes_at": phase.closes_at.isoformat(),
    }
    if reason:
        content["reason"] = reason
    await uow.audit.append(actor=f"account:{by.id}", action=action, content=content, now=now)


def proposal(draft: PhaseDraft, policy: Policy) -> Proposal:
    """The draft with the reminders that follow from its dates."""
    period = draft.period
    reminders = plan(opens_at=period.opens_at, deadline=period.closes_at, days=policy.working_days)
    return Proposal(draft, reminders)


def asked_in(pattern: PhasePattern, policy: Policy) -> tuple[str, ...]:
    """The usual questionnaires of a pattern, and of those besides the ones written for somebody in its audience."""
    besides = (key for key in policy.besides if pattern.audience & set(questionnaire.load(key).audience))
    return (*pattern.questionnaires, *(key for key in besides if key not in pattern.questionnaires))


def _pattern(key: str) -> PhasePattern:
    if key not in PATTERNS:
        raise ChangedMeanwhile
    return PATTERNS[key]
