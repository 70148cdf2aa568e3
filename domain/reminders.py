"""The reminders of a phase as data: which, when, to whom, and what a person may ask for instead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.participation import UNFINISHED, Participation
from domain.working_days import WorkingDays

USUAL_HOUR = time(9)
HOURS_OFFERED = (time(8), time(10), time(13), time(15))
UNDISTURBED = timedelta(minutes=30)

_LAST_DAY_HOUR = time(8, 30)
_AFTERNOON_HOURS = (time(15), time(13), time(10))
_WORKING_DAYS_OF_FOLLOW_UP = 3


class Step(StrEnum):
    """Occasions to remind, in their order, and the one a person asked for."""

    WEEK_BEFORE = "week_before"
    THREE_DAYS_BEFORE = "three_days_before"
    DAY_BEFORE = "day_before"
    LAST_DAY = "last_day"
    TWO_HOURS_BEFORE = "two_hours_before"
    DAY_AFTER = "day_after"
    SNOOZED = "snoozed"


_DAYS_BEFORE = {Step.WEEK_BEFORE: 7, Step.THREE_DAYS_BEFORE: 3, Step.DAY_BEFORE: 1, Step.LAST_DAY: 0}
_SILENT = frozenset({Step.WEEK_BEFORE, Step.THREE_DAYS_BEFORE, Step.SNOOZED})
_BEYOND_DAILY_LIMIT = frozenset({Step.LAST_DAY, Step.TWO_HOURS_BEFORE, Step.SNOOZED})


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step at its moment. It is due from `at` until `lapses_at` and not made up for afterwards.

    `key`, with phase and person, is what is said once: it changes with the day of the deadline, so that an
    extension reminds anew, and not with the hour a person prefers.
    """

    step: Step
    at: datetime
    lapses_at: datetime
    key: str

    @property
    def rings(self) -> bool:
        """Early reminders and those asked for are silent; from the day before on they ring."""
        return self.step not in _SILENT

    @property
    def beyond_daily_limit(self) -> bool:
        """The last day may bring two messages, and what a person asked for always comes."""
        return self.step in _BEYOND_DAILY_LIMIT

    def is_due(self, now: datetime) -> bool:
        """Whether its moment has come and has not lapsed."""
        return self.at <= now < self.lapses_at

    def is_for(self, standing: Participation) -> bool:
        """Only unfinished people are reminded; two hours before, only those who just have to press Kirim."""
        if self.step is Step.TWO_HOURS_BEFORE:
            return standing is Participation.READY
        return standing in UNFINISHED

    def would_disturb(self, last_active_at: datetime | None) -> bool:
        """Whether the person was at work within 30 minutes before its moment, or has been since.

        Measured from the planned moment, not from now: a reminder skipped once stays skipped.
        """
        return last_active_at is not None and last_active_at > self.at - UNDISTURBED


def plan(
    *, opens_at: datetime, deadline: datetime, days: WorkingDays, hour: time = USUAL_HOUR
) -> tuple[Reminder, ...]:
    """All reminders towards a deadline in their order, `hour` being when a person likes to be reminded.

    A day without work moves to the working day before; of two that meet on one day the later step stays.
    None falls on the day of opening, which has its own message, or before. The follow-up comes on the next
    working day and can still be sent on the two after it.
    """
    by_day: dict[date, Reminder] = {}
    for step, before in _DAYS_BEFORE.items():
        day = days.on_or_before(days.day(deadline) - timedelta(days=before))
        at = days.at(day, _LAST_DAY_HOUR if step is Step.LAST_DAY else hour)
        if day > days.day(opens_at) and at < deadline:
            lapses_at = min(days.at(day, days.closes), deadline)
            by_day[day] = Reminder(step, at, lapses_at, _key(step, deadline, days))
    return (
        *by_day.values(),
        *_two_hours_before(by_day.values(), deadline, days),
        _follow_up(deadline, days, hour),
    )


def due(
    reminders: Iterable[Reminder], *, standing: Participation, last_active_at: datetime | None, now: datetime
) -> Reminder | None:
    """The reminder a person should have by `now`: the latest due one addressed to them, if it is welcome.

    Asked again before sending, it says whether a queued reminder (its `key`) is still the one to send.
    """
    addressed = (each for each in reminders if each.is_due(now) and each.is_for(standing))
    latest = max(addressed, key=lambda each: each.at, default=None)
    return None if latest is None or latest.would_disturb(last_active_at) else latest


def snoozed(at: datetime, *, deadline: datetime, days: WorkingDays) -> Reminder:
    """The reminder a person asked for at `at`; due on that day until the deadline."""
    lapses_at = min(days.at(days.day(at), days.closes), deadline)
    return Reminder(Step.SNOOZED, at, lapses_at, f"{Step.SNOOZED}:{days.local(at):%Y-%m-%dT%H.%M}")


@dataclass(frozen=True, slots=True)
class Snooze:
    """When a person is reminded again. `planned` says that a reminder of the plan comes then anyway."""

    at: datetime
    planned: bool = False


def snooze(
    reminders: Iterable[Reminder], *, deadline: datetime, now: datetime, days: WorkingDays
) -> Snooze | None:
    """What "Ingatkan besok" means at `now`.

    The next working day at 09.00, or the planned reminder of that day; from the day before the deadline on,
    today at the latest hour that still helps; else the next planned reminder; None if nothing is left.
    """
    for_anybody = (each for each in reminders if each.step is not Step.TWO_HOURS_BEFORE)
    to_come = sorted(each.at for each in for_anybody if now < each.at < deadline)
    tomorrow = days.next_working_day(days.day(now))
    if tomorrow < days.day(deadline):
        planned = next((at for at in to_come if days.day(at) == tomorrow), None)
        return Snooze(planned, planned=True) if planned else Snooze(days.at(tomorrow, USUAL_HOUR))
    for at in (days.at(days.day(now), hour) for hour in _AFTERNOON_HOURS):
        if now < at < deadline and days.is_sending_time(at):
            return Snooze(at)
    return Snooze(to_come[0], planned=True) if to_come else None


def snooze_to(hour: time, *, deadline: datetime, now: datetime, days: WorkingDays) -> Snooze | None:
    """The next working day on which that hour is still to come; None if the deadline comes first."""
    today = days.day(now)
    day = today if days.is_working_day(today) and now < days.at(today, hour) else days.next_working_day(today)
    at = days.at(day, hour)
    return Snooze(at) if at < deadline else None


def with_asked(reminders: Iterable[Reminder], asked: Reminder | None) -> tuple[Reminder, ...]:
    """The plan of a person together with what they asked for: of two that fall on one day the later stays.

    The last day may bring two, so nothing of it gives way.
    """
    if asked is None:
        return tuple(reminders)
    kept = (each for each in reminders if each.beyond_daily_limit or not _gives_way(each, asked))
    return (*kept, asked)


def may_send(now: datetime, *, sent_today: int, days: WorkingDays, beyond_daily_limit: bool = False) -> bool:
    """Whether a proactive message may leave: working hours, and the first of the person's day.

    Messages are offered most urgent first, so the one that takes the day's place is the most urgent. The
    others wait for `days.next_opening(now)`.
    """
    return days.is_sending_time(now) and (sent_today == 0 or beyond_daily_limit)


def _gives_way(planned: Reminder, asked: Reminder) -> bool:
    return planned.at.date() == asked.at.date() and planned.at < asked.at


def _key(step: Step, deadline: datetime, days: WorkingDays) -> str:
    return f"{step}:{days.day(deadline).isoformat()}"


def _two_hours_before(
    others: Iterable[Reminder], deadline: datetime, days: WorkingDays
) -> tuple[Reminder, ...]:
    """Nothing where that moment is outside working hours or before another reminder of the plan."""
    at = days.local(deadline) - timedelta(hours=2)
    if not days.is_sending_time(at) or any(other.at >= at for other in others):
        return ()
    step = Step.TWO_HOURS_BEFORE
    return (Reminder(step, at, deadline, _key(step, deadline, days)),)


def _follow_up(deadline: datetime, days: WorkingDays, hour: time) -> Reminder:
    first = last = days.next_working_day(days.day(deadline))
    for _ in range(_WORKING_DAYS_OF_FOLLOW_UP - 1):
        last = days.next_working_day(last)
    step = Step.DAY_AFTER
    return Reminder(step, days.at(first, hour), days.at(last, days.closes), _key(step, deadline, days))
