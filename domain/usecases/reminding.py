"""The reminders of a phase: who is to get one now, what it says, and when a person wants it instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from itertools import chain
from typing import TypeAlias

from domain import reminders
from domain.conversation import Outgoing, Urgency
from domain.errors import ChangedMeanwhile
from domain.filling import SnoozedReminder
from domain.participation import UNFINISHED, Participation
from domain.people import Account, Actor
from domain.phases import Phase, PhaseState
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.reminders import Reminder, Snooze, Step
from domain.usecases import participating, speaking
from domain.usecases.participating import OpenWork
from domain.working_days import WorkingDays


class Nearness(StrEnum):
    """How close the deadline is on the day a reminder is read."""

    DAYS_AWAY = "days_away"
    TOMORROW = "tomorrow"
    TODAY = "today"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class ReminderText:
    """What a reminder says; computed when it leaves. `afternoon` offers to be reminded again on that day."""

    phase_id: int
    name: str
    deadline: datetime
    nearness: Nearness
    work: OpenWork
    rings: bool
    afternoon: bool

    @property
    def only_to_send(self) -> bool:
        """Everything is answered and not sent."""
        return self.work.standing is Participation.READY


ReminderOrMoment: TypeAlias = ReminderText | datetime | None


async def due_reminders(uow: UnitOfWork, *, policy: Policy, now: datetime) -> Sequence[Outgoing]:
    """The reminders that are due and were never queued: a late or repeated look finds nothing twice."""
    found: list[Outgoing] = []
    for phase in await uow.phases.all():
        if phase.state is not PhaseState.SCHEDULED:
            found += await _due_of(uow, phase, policy, now)
    known = await uow.outbox.known([one.key for one in found])
    return [one for one in found if one.key not in known]


async def reminder_to_send(
    uow: UnitOfWork,
    *,
    phase_id: int,
    person_id: int,
    reminder: str,
    chat_id: int,
    policy: Policy,
    now: datetime,
) -> ReminderOrMoment:
    """What a queued reminder says now, or when to ask again; None if it is not the one to send any more."""
    phase = await participating.phase_for(uow, phase_id=phase_id, person_id=person_id)
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    if account is None or phase is None:
        return None
    work = await participating.work_of(uow, phase, account)
    asked = (await _asked_today(uow, phase, {person_id: phase}, policy.working_days, now)).get(person_id)
    plan = reminders.with_asked(phase.reminders(policy.working_days), asked)
    due = reminders.due(plan, standing=work.standing, last_active_at=work.last_active_at, now=now)
    if due is None or due.key != reminder:
        return None
    at = await speaking.earliest(
        uow,
        chat_id=chat_id,
        days=policy.working_days,
        now=now,
        beyond_daily_limit=due.beyond_daily_limit,
    )
    return at if at > now else _text(phase, account, work, policy.working_days, now, rings=due.rings)


async def reminder_again(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, policy: Policy, now: datetime
) -> ReminderText:
    """The reminder as it would read now, for whoever goes back to it. Refuses ChangedMeanwhile if nothing is open."""
    phase, account, work = await _unfinished(uow, actor, phase_id)
    return _text(phase, account, work, policy.working_days, now, rings=False)


async def snooze(uow: UnitOfWork, *, actor: Actor, phase_id: int, policy: Policy, now: datetime) -> datetime:
    """Remind tomorrow, or at the latest hour that still helps. Refuses ChangedMeanwhile where none does."""
    phase, account, _ = await _unfinished(uow, actor, phase_id)
    days = policy.working_days
    wanted = reminders.snooze(phase.reminders(days), deadline=phase.closes_at, now=now, days=days)
    return await _keep(uow, phase, account, wanted, now)


async def snooze_to(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, hour: int, policy: Policy, now: datetime
) -> datetime:
    """Remind at one of the hours offered, today or on the next working day. Refuses ChangedMeanwhile as above."""
    phase, account, _ = await _unfinished(uow, actor, phase_id)
    offered = next((one for one in reminders.HOURS_OFFERED if one == time(hour % 24)), None)
    if offered is None:
        raise ChangedMeanwhile
    wanted = reminders.snooze_to(offered, deadline=phase.closes_at, now=now, days=policy.working_days)
    return await _keep(uow, phase, account, wanted, now)


async def _due_of(uow: UnitOfWork, phase: Phase, policy: Policy, now: datetime) -> list[Outgoing]:
    days, plan = policy.working_days, phase.reminders(policy.working_days)
    extended = {
        person_id: phase.extended_to(closes_at)
        for person_id, closes_at in (await uow.extensions.of_phase(phase.id)).items()
    }
    own = {person_id: theirs.reminders(days) for person_id, theirs in extended.items()}
    asked = await _asked_today(uow, phase, extended, days, now)
    due = [one for one in chain(plan, asked.values(), *own.values()) if one.is_due(now)]
    if not due:
        return []
    exact = any(one.step is Step.TWO_HOURS_BEFORE for one in due)
    found = []
    for one in await participating.participants(uow, phase, exact=exact):
        mine = reminders.with_asked(own.get(one.official.id, plan), asked.get(one.official.id))
        reminder = reminders.due(mine, standing=one.standing, last_active_at=one.last_active_at, now=now)
        if reminder is not None and one.chat_id is not None:
            found.append(_row(phase, one.official.id, one.chat_id, reminder, now))
    return found


def _row(phase: Phase, person_id: int, chat_id: int, reminder: Reminder, now: datetime) -> Outgoing:
    return Outgoing(
        key=f"reminder:{phase.id}:{person_id}:{reminder.key}",
        chat_id=chat_id,
        kind="reminder",
        urgency=Urgency.REMINDER,
        not_before=now,
        facts={"phase_id": phase.id, "person_id": person_id, "reminder": reminder.key},
    )


async def _asked_today(
    uow: UnitOfWork, phase: Phase, extended: Mapping[int, Phase], days: WorkingDays, now: datetime
) -> Mapping[int, Reminder]:
    """What people asked for on this day, also later on it; `extended` has those with a deadline of their own."""
    evening = days.at(days.day(now), days.closes)
    return {
        one.person_id: reminders.snoozed(
            days.local(one.remind_at), deadline=extended.get(one.person_id, phase).closes_at, days=days
        )
        for one in await uow.snoozes.due(since=days.midnight(now), now=evening)
        if one.phase_id == phase.id
    }


async def _unfinished(uow: UnitOfWork, actor: Actor, phase_id: int) -> tuple[Phase, Account, OpenWork]:
    official, account = actor.official(), actor.linked()
    phase = await participating.phase_for(uow, phase_id=phase_id, person_id=official.id)
    if phase is None:
        raise ChangedMeanwhile
    work = await participating.work_of(uow, phase, account)
    if work.standing not in UNFINISHED:
        raise ChangedMeanwhile
    return phase, account, work


async def _keep(
    uow: UnitOfWork, phase: Phase, account: Account, wanted: Snooze | None, now: datetime
) -> datetime:
    if wanted is None:
        raise ChangedMeanwhile
    if not wanted.planned:
        assert account.official is not None
        asked = SnoozedReminder(phase.id, account.official.id, wanted.at)
        await uow.snoozes.add(asked, now=now)
    return wanted.at


def _text(
    phase: Phase, account: Account, work: OpenWork, days: WorkingDays, now: datetime, *, rings: bool
) -> ReminderText:
    again = reminders.snooze(phase.reminders(days), deadline=phase.closes_at, now=now, days=days)
    afternoon = again is not None and not again.planned and days.day(again.at) == days.day(now)
    nearness = _nearness(phase.closes_at, now, days)
    return ReminderText(phase.id, account.name, phase.closes_at, nearness, work, rings, afternoon)


def _nearness(deadline: datetime, now: datetime, days: WorkingDays) -> Nearness:
    if now > deadline:
        return Nearness.PAST
    match (days.day(deadline) - days.day(now)).days:
        case 0:
            return Nearness.TODAY
        case 1:
            return Nearness.TOMORROW
        case _:
            return Nearness.DAYS_AWAY
