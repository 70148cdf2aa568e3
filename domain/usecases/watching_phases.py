"""How far the phases have come, in counts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import ruleset
from domain.errors import ChangedMeanwhile
from domain.participation import Participation
from domain.people import Actor, Role
from domain.phases import Phase, PhaseState
from domain.ports import UnitOfWork
from domain.usecases import participating


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase in one line: the state the clock asks for, and how many of its people are done."""

    phase: Phase
    state: PhaseState
    total: int
    done: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The people of a phase by how far they have come; `assessed` have every score."""

    phase: Phase
    standings: Counter[Participation]
    assessed: int

    @property
    def total(self) -> int:
        """Everybody the phase asks."""
        return self.standings.total()

    @property
    def in_progress(self) -> int:
        """Those who have begun, also where only sending is left."""
        return self.standings[Participation.IN_PROGRESS] + self.standings[Participation.READY]


async def phase_lines(uow: UnitOfWork, now: datetime) -> Sequence[PhaseLine]:
    """Every phase by number, for an admin's home; rights are the caller's to check."""
    return [await _line(uow, phase, now) for phase in await uow.phases.all()]


async def phase_list(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Sequence[PhaseLine]:
    """Every phase by number."""
    actor.acting_as(Role.ADMIN)
    return await phase_lines(uow, now)


async def one_phase(uow: UnitOfWork, *, actor: Actor, phase_id: int, now: datetime) -> PhaseLine:
    """One phase. Refuses ChangedMeanwhile where there is none."""
    actor.acting_as(Role.ADMIN)
    phase = await uow.phases.by_id(phase_id)
    if phase is None:
        raise ChangedMeanwhile
    return await _line(uow, phase, now)


async def dashboard(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Dashboard | None:
    """The phase that opened last; None before any has."""
    actor.acting_as(Role.ADMIN, Role.LEADER)
    opened = [one for one in await uow.phases.all() if one.opens_at <= now]
    if not opened:
        return None
    phase = max(opened, key=lambda one: one.opens_at)
    people = await participating.participants(uow, phase, exact=False)
    aspects = [aspect.key for aspect in ruleset.load(phase.ruleset).aspects]
    assessed = await uow.scores.count_complete(phase.id, aspects)
    return Dashboard(phase, Counter(one.standing for one in people), assessed)


async def _line(uow: UnitOfWork, phase: Phase, now: datetime) -> PhaseLine:
    people = await participating.participants(uow, phase, exact=False)
    done = sum(one.standing is Participation.DONE for one in people)
    return PhaseLine(phase, phase.state_at(now), len(people), done)
