"""Who assesses whom: an admin assigns people of the phase to assessors, or has them shared out evenly."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import ChangedMeanwhile, LineInvalid, PersonNotFound, Refusal
from domain.impartiality import conflict
from domain.nip import parse_nip
from domain.people import Account, Actor, Official, Role
from domain.phases import Phase
from domain.ports import UnitOfWork

_BETWEEN_NIPS = re.compile(r"[\n,;]+")


@dataclass(frozen=True, slots=True)
class AssessorLoad:
    """An assessor and how many people of the phase are theirs."""

    account: Account
    people: int


@dataclass(frozen=True, slots=True)
class AssignmentOverview:
    """The phase being assigned (None before there is one), its assessors by name, and who has none yet."""

    phase: Phase | None
    assessors: tuple[AssessorLoad, ...]
    unassigned: int

    def of(self, account_id: int) -> AssessorLoad:
        """One of the assessors. Refuses ChangedMeanwhile for somebody who is none any more."""
        for one in self.assessors:
            if one.account.id == account_id:
                return one
        raise ChangedMeanwhile


@dataclass(frozen=True, slots=True)
class Assignment:
    """People for one assessor: to be assigned, assigned already, left out for a conflict of interest."""

    phase: Phase
    assessor: Account
    people: tuple[Official, ...]
    already: int
    left_out: tuple[Official, ...]


@dataclass(frozen=True, slots=True)
class SharedOut:
    """How many people went to how many assessors; `left_out` conflict with every one of them."""

    people: int
    assessors: int
    left_out: tuple[Official, ...]


async def overview(uow: UnitOfWork, *, actor: Actor, now: datetime) -> AssignmentOverview:
    """Where the assignment of the phase stands."""
    actor.acting_as(Role.ADMIN)
    phase = await _phase(uow, now)
    if phase is None:
        return AssignmentOverview(None, (), 0)
    assigned = await uow.assignments.by_assessor(phase.id)
    assessors = sorted(await uow.accounts.holding(Role.ASSESSOR), key=lambda one: (one.name, one.id))
    loads = tuple(AssessorLoad(one, len(assigned.get(one.id, ()))) for one in assessors)
    return AssignmentOverview(phase, loads, len(await _unassigned(uow, phase, assigned)))


async def units_like(uow: UnitOfWork, *, actor: Actor, text: str, now: datetime) -> Sequence[str]:
    """Units with people of the phase whose name has this in it; the one that is called so, alone."""
    actor.acting_as(Role.ADMIN)
    units = {one.unit for one in await _members(uow, await _phase(uow, now))}
    wanted = " ".join(text.split()).casefold()
    alike = sorted(unit for unit in units if wanted in unit.casefold())
    return [unit for unit in alike if unit.casefold() == wanted] or alike


async def preview(
    uow: UnitOfWork,
    *,
    actor: Actor,
    assessor_id: int,
    now: datetime,
    unit: str | None = None,
    nips: Collection[str] | None = None,
) -> Assignment:
    """What assigning the people of a unit, or of these NIPs, or else of the whole phase would do.

    Refuses PersonNotFound for a NIP that is nobody's of the phase, ChangedMeanwhile for no assessor.
    """
    standing = await overview(uow, actor=actor, now=now)
    assessor = standing.of(assessor_id).account
    assert standing.phase is not None
    wanted = _chosen(await _members(uow, standing.phase), unit, nips)
    theirs = (await uow.assignments.by_assessor(standing.phase.id)).get(assessor_id, ())
    left_out = tuple(one for one in wanted if conflict(assessor.official, one))
    people = tuple(one for one in wanted if one.id not in theirs and one not in left_out)
    return Assignment(standing.phase, assessor, people, sum(one.id in theirs for one in wanted), left_out)


async def assign(
    uow: UnitOfWork,
    *,
    actor: Actor,
    assessor_id: int,
    now: datetime,
    unit: str | None = None,
    nips: Collection[str] | None = None,
) -> Assignment:
    """Do what `preview` says."""
    admin = actor.acting_as(Role.ADMIN)
    made = await preview(uow, actor=actor, assessor_id=assessor_id, unit=unit, nips=nips, now=now)
    await _assign(uow, made.phase, assessor_id, made.people, by=f"account:{admin.id}", now=now)
    return made


async def share_out(uow: UnitOfWork, *, actor: Actor, now: datetime) -> SharedOut:
    """What [Bagi merata] does for an admin."""
    admin = actor.acting_as(Role.ADMIN)
    return await assign_everybody(uow, by=f"account:{admin.id}", now=now)


async def assign_everybody(uow: UnitOfWork, *, now: datetime, by: str = "server") -> SharedOut:
    """Give everybody of the phase who has no assessor one, so that assessors have equally many.

    Nobody is assigned to an assessor they are related to. `by` is who did it, for the audit trail.
    """
    phase = await _phase(uow, now)
    assessors = await uow.accounts.holding(Role.ASSESSOR)
    if phase is None or not assessors:
        return SharedOut(0, len(assessors), ())
    assigned = await uow.assignments.by_assessor(phase.id)
    shares = _shares(await _unassigned(uow, phase, assigned), assessors, assigned)
    left_out = shares.pop(None, [])
    for assessor_id, people in shares.items():
        assert assessor_id is not None
        await _assign(uow, phase, assessor_id, people, by=by, now=now)
    return SharedOut(sum(map(len, shares.values())), len(assessors), tuple(left_out))


def parse_nips(text: str) -> list[str]:
    """The NIPs of a typed list, one a line or with commas between them.

    Refuses what `parse_nip` refuses, within LineInvalid where there are several; lines are counted from 1
    without empty ones.
    """
    parts = [part for part in _BETWEEN_NIPS.split(text) if part.strip()]
    found: list[str] = []
    for number, part in enumerate(parts, start=1):
        try:
            found.append(parse_nip(part).value)
        except Refusal as reason:
            if len(parts) == 1:
                raise
            raise LineInvalid(line=number, reason=reason) from None
    return found


async def _phase(uow: UnitOfWork, now: datetime) -> Phase | None:
    """The phase that opened last, or before the first opening the one that comes first."""
    phases = await uow.phases.all()
    opened = [phase for phase in phases if phase.opens_at <= now]
    if opened:
        return max(opened, key=lambda phase: phase.opens_at)
    return min(phases, key=lambda phase: phase.opens_at, default=None)


async def _members(uow: UnitOfWork, phase: Phase | None) -> Sequence[Official]:
    return await uow.people.of_kinds(phase.audience) if phase else ()


async def _unassigned(
    uow: UnitOfWork, phase: Phase, assigned: Mapping[int, Collection[int]]
) -> list[Official]:
    taken = {person_id for people in assigned.values() for person_id in people}
    return [one for one in await _members(uow, phase) if one.id not in taken]


def _chosen(
    members: Sequence[Official], unit: str | None, nips: Collection[str] | None
) -> Sequence[Official]:
    if unit is not None:
        return [one for one in members if one.unit == unit]
    if nips is None:
        return members
    by_nip = {one.nip: one for one in members}
    for nip in nips:
        if nip not in by_nip:
            raise PersonNotFound(tail=nip[-4:])
    return [by_nip[nip] for nip in dict.fromkeys(nips)]


def _shares(
    people: Iterable[Official], assessors: Sequence[Account], assigned: Mapping[int, Collection[int]]
) -> dict[int | None, list[Official]]:
    """Assessor → their new people; under None those whom nobody may assess."""
    loads = {one.id: len(assigned.get(one.id, ())) for one in assessors}
    shares: dict[int | None, list[Official]] = {}
    for person in people:
        free = [one.id for one in assessors if conflict(one.official, person) is None]
        chosen = min(free, key=lambda one: (loads[one], one), default=None)
        if chosen is not None:
            loads[chosen] += 1
        shares.setdefault(chosen, []).append(person)
    return shares


async def _assign(
    uow: UnitOfWork, phase: Phase, assessor_id: int, people: Sequence[Official], *, by: str, now: datetime
) -> None:
    ids = [one.id for one in people]
    if await uow.assignments.assign(phase.id, assessor_id, ids, now=now):
        content = {"phase": phase.id, "assessor": assessor_id, "people": ids}
        await uow.audit.append(actor=by, action="assigned", content=content, now=now)
