"""The map of nine boxes and who is where in it, as admins see it. Whoever opens names is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain import classification
from domain.classification import Missing, NotMappable
from domain.people import Account, Actor, Official, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.publications import PublicationState
from domain.results import PlacedOfficial, ResultState
from domain.talent_grid import Box
from domain.usecases import classifying

IN_A_PAGE: Final = 5
UNMAPPED_IN_A_PAGE: Final = 3
COUNTING: Final = frozenset(ResultState) - {ResultState.SUPERSEDED, ResultState.WITHDRAWN}

_NOT_PUBLISHED = COUNTING - {ResultState.PUBLISHED}


@dataclass(frozen=True, slots=True)
class BoxMap:
    """How many people are in each box of a phase; an empty box is not in `counts`.

    `standing` is that of the least advanced of them: DECIDED once an approved publication waits for its
    hour. `names` says whether the one who looks may open the people behind the counts.
    """

    phase: Phase
    counts: Mapping[Box, int]
    unmapped: int
    standing: ResultState
    names: bool

    @property
    def mapped(self) -> int:
        """People with a box."""
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        """Everybody of the phase."""
        return self.mapped + self.unmapped


@dataclass(frozen=True, slots=True)
class BoxPage:
    """Some of the people in a box; `first` is the number of the first, from 1."""

    phase_id: int
    box: Box
    page: int
    first: int
    total: int
    people: Sequence[PlacedOfficial]


@dataclass(frozen=True, slots=True)
class UnmappedOfficial:
    """Somebody without a box, and what is missing."""

    official: Official
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class UnmappedPage:
    """Some of the people without a box; `first` is the number of the first, from 1."""

    phase_id: int
    page: int
    first: int
    total: int
    people: Sequence[UnmappedOfficial]


async def newest_map(uow: UnitOfWork, *, actor: Actor, now: datetime) -> BoxMap | None:
    """The map of the newest phase in which somebody has a box; None before there is one."""
    account = actor.acting_as(Role.ADMIN, Role.LEADER)
    for phase in reversed(await opened_phases(uow, now=now)):
        found = await _map(uow, phase, account)
        if found.counts:
            return found
    return None


async def map_of(uow: UnitOfWork, *, actor: Actor, phase_id: int) -> BoxMap:
    """The map of a phase as it is now."""
    account = actor.acting_as(Role.ADMIN, Role.LEADER)
    return await _map(uow, await classifying.phase_of(uow, phase_id), account)


async def people_in_box(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, box: Box, page: int, now: datetime
) -> BoxPage:
    """Open the names in a box; the opening is written into the trail of each person shown."""
    account = actor.acting_as(Role.ADMIN)
    total = (await uow.results.boxes(phase_id, COUNTING)).get(box, 0)
    page = _existing(page, total, IN_A_PAGE)
    people = await uow.results.in_box(phase_id, box, offset=page * IN_A_PAGE, limit=IN_A_PAGE)
    await _write_down(uow, account, [one.official for one in people], {"box": box}, now)
    return BoxPage(phase_id, box, page, page * IN_A_PAGE + 1, total, people)


async def people_unmapped(
    uow: UnitOfWork, *, actor: Actor, phase_id: int, page: int, policy: Policy, now: datetime
) -> UnmappedPage:
    """Open the names of those without a box, with what is missing; written down like a box."""
    account = actor.acting_as(Role.ADMIN)
    phase = await classifying.phase_of(uow, phase_id)
    everybody = await unmapped(uow, phase)
    page = _existing(page, len(everybody), UNMAPPED_IN_A_PAGE)
    first = page * UNMAPPED_IN_A_PAGE
    shown = everybody[first : first + UNMAPPED_IN_A_PAGE]
    await _write_down(uow, account, shown, {"box": None}, now)
    people = [UnmappedOfficial(one, await _missing(uow, phase, one, policy, now)) for one in shown]
    return UnmappedPage(phase_id, page, first + 1, len(everybody), people)


async def opened_phases(uow: UnitOfWork, *, now: datetime) -> list[Phase]:
    """Phases whose opening has come, the newest last."""
    opened = [phase for phase in await uow.phases.all() if phase.opens_at <= now]
    return sorted(opened, key=lambda phase: phase.opens_at)


async def unmapped(uow: UnitOfWork, phase: Phase) -> list[Official]:
    """Active officials of the phase who have no box, by name."""
    placed = await uow.results.placed(phase.id, COUNTING)
    return [one for one in await uow.people.of_kinds(phase.audience) if one.id not in placed]


async def _map(uow: UnitOfWork, phase: Phase, account: Account) -> BoxMap:
    counts = await uow.results.boxes(phase.id, COUNTING)
    return BoxMap(
        phase=phase,
        counts=counts,
        unmapped=len(await unmapped(uow, phase)),
        standing=await _standing(uow, phase),
        names=Role.ADMIN in account.roles,
    )


async def _standing(uow: UnitOfWork, phase: Phase) -> ResultState:
    states = await uow.results.states(phase.id)
    if not any(states.get(state) for state in _NOT_PUBLISHED):
        return ResultState.PUBLISHED
    waiting = [one.state for one in await uow.publications.of_phase(phase.id)]
    decided = PublicationState.APPROVED in waiting and not states.get(ResultState.PROPOSED)
    return ResultState.DECIDED if decided else ResultState.PROPOSED


async def _missing(
    uow: UnitOfWork, phase: Phase, official: Official, policy: Policy, now: datetime
) -> tuple[Missing, ...]:
    found = await classifying.proposal_of(uow, phase=phase, official=official, policy=policy, now=now)
    read = classification.from_json(found.arithmetic)
    return read.missing if isinstance(read, NotMappable) else ()


async def _write_down(
    uow: UnitOfWork,
    account: Account,
    people: Sequence[Official],
    content: Mapping[str, object],
    now: datetime,
) -> None:
    await uow.audit.append_for(
        [one.id for one in people],
        actor=f"account:{account.id}",
        action="listed_by_name",
        content=content,
        now=now,
    )


def _existing(page: int, total: int, size: int) -> int:
    """The page asked for, or the nearest there is: a list may have grown shorter since the button was drawn."""
    return max(0, min(page, (total - 1) // size))
