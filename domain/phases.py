"""Phases: whom they ask, what, and between which moments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain import reminders
from domain.broadcasts import estimated_seconds
from domain.deadlines import Deadline
from domain.errors import DateOutOfBounds, OutsideHours, PhaseDatesWrong, PhaseOverlaps
from domain.people import PositionKind
from domain.reminders import Reminder
from domain.working_days import WorkingDays

_LONGEST_EXTENSION = timedelta(days=365)
_LENGTH = timedelta(weeks=5, days=1)  # Monday to Tuesday: the day before the deadline is a working day too
_DAYS_IN_A_WEEK = 7


class PhaseState(StrEnum):
    """What has been carried out: nothing yet, the opening, the closing."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of a cycle. `questionnaires` are keys in the order people meet them.

    `state` is what has been carried out; `state_at` what the clock asks for. Where they differ, something
    is due.
    """

    id: int
    number: int
    name: str
    audience: frozenset[PositionKind]
    questionnaires: tuple[str, ...]
    ruleset: str
    opens_at: datetime
    closes_at: datetime
    state: PhaseState = PhaseState.SCHEDULED

    def check_extension(self, closes_at: datetime, days: WorkingDays) -> None:
        """Refuse DateOutOfBounds for a deadline that is not later, or more than a year later."""
        first = days.next_working_day(days.day(self.closes_at))
        if closes_at <= self.closes_at or closes_at > self.closes_at + _LONGEST_EXTENSION:
            raise DateOutOfBounds(earliest=first, latest=first + _LONGEST_EXTENSION)

    def extended_to(self, closes_at: datetime | None) -> "Phase":
        """The phase as it is for whoever was given until then; an extension never shortens."""
        if closes_at is None or closes_at <= self.closes_at:
            return self
        return replace(self, closes_at=closes_at)

    def deadline(self, *, intake_back_at: datetime | None = None) -> Deadline:
        """Its deadline: everybody's, or a person's in a phase that was extended to them."""
        return Deadline(at=self.closes_at, intake_back_at=intake_back_at)

    def state_at(self, now: datetime, *, intake_back_at: datetime | None = None) -> PhaseState:
        """The state it should be in; it closes only when no answer that counts can come any more."""
        if now < self.opens_at:
            return PhaseState.SCHEDULED
        if now <= self.deadline(intake_back_at=intake_back_at).final_at:
            return PhaseState.OPEN
        return PhaseState.CLOSED

    def reminders(self, days: WorkingDays, *, hour: time = reminders.USUAL_HOUR) -> tuple[Reminder, ...]:
        """The plan of reminders towards its deadline."""
        return reminders.plan(opens_at=self.opens_at, deadline=self.closes_at, days=days, hour=hour)


def phase_name(number: int) -> str:
    """What people call the phase of that number."""
    return f"Tahap {number}"


@dataclass(frozen=True, slots=True)
class PhasePattern:
    """A usual phase: whom it asks and with which questionnaires."""

    key: str
    audience: frozenset[PositionKind]
    questionnaires: tuple[str, ...]


_BESIDES = ("preferensi_karier", "pengalaman_memimpin")

PATTERNS: Mapping[str, PhasePattern] = {
    pattern.key: pattern
    for pattern in (
        PhasePattern(
            key="eselon_iii_iv",
            audience=frozenset({PositionKind.ADMINISTRATOR, PositionKind.SUPERVISOR}),
            questionnaires=("penilaian_mandiri", *_BESIDES),
        ),
        PhasePattern(
            key="pelaksana_jf",
            audience=frozenset({PositionKind.EXECUTOR, PositionKind.FUNCTIONAL}),
            questionnaires=("penilaian_mandiri_pelaksana", *_BESIDES),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Period:
    """From opening to deadline."""

    opens_at: datetime
    closes_at: datetime

    def meets(self, phase: Phase) -> bool:
        """Whether both are open at the same time."""
        return self.opens_at <= phase.closes_at and phase.opens_at <= self.closes_at

    def check(self, *, now: datetime, days: WorkingDays) -> None:
        """Refuse PhaseDatesWrong unless it closes after it opens and after `now`.

        Refuse OutsideHours for an opening at which no message could leave, and for a deadline at which
        nobody is at work; the end of the working day is the usual deadline and allowed.
        """
        if self.closes_at <= max(self.opens_at, now):
            raise PhaseDatesWrong
        days.check_sending_time(self.opens_at)
        closes_at = days.local(self.closes_at)
        if not days.is_working_day(closes_at.date()) or not days.opens < closes_at.time() <= days.closes:
            raise OutsideHours(at=closes_at, window=days.window)


def proposed_period(now: datetime, days: WorkingDays) -> Period:
    """Open at the next Monday's start of work, close on the Tuesday five weeks later at its end.

    Either moves to the next working day where that day is none.
    """
    today = days.day(now)
    monday = today + timedelta(days=-today.weekday() % _DAYS_IN_A_WEEK)
    if days.at(days.on_or_after(monday), days.opens) <= now:
        monday += timedelta(days=_DAYS_IN_A_WEEK)
    return Period(
        opens_at=days.at(days.on_or_after(monday), days.opens),
        closes_at=days.at(days.on_or_after(monday + _LENGTH), days.closes),
    )


def check_overlap(
    period: Period,
    audience: frozenset[PositionKind],
    others: Iterable[Phase],
    headcount: Mapping[PositionKind, int],
) -> None:
    """Refuse PhaseOverlaps where one of `others` asks some of the same people at the same time."""
    for other in others:
        count = sum(headcount.get(kind, 0) for kind in audience & other.audience)
        if count and period.meets(other):
            raise PhaseOverlaps(phase=other.name, count=count)


@dataclass(frozen=True, slots=True)
class PhasePreview:
    """What an admin checks before a phase is scheduled."""

    number: int
    people: int
    linked: int
    questionnaires: int
    aspects: int
    reminders: tuple[Reminder, ...]

    @property
    def not_linked(self) -> int:
        """People who will receive nothing."""
        return self.people - self.linked

    @property
    def opening_seconds(self) -> int:
        """How long the opening messages take, rounded as `estimated_seconds`."""
        return estimated_seconds(self.linked)
