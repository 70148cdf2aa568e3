"""An assessor's tasks: which people, how far, until when; and the sheet of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import ConflictOfInterest, NotAssignedToYou, ScoresFrozen
from domain.impartiality import conflict
from domain.people import Account, Actor, Official, PositionKind, Role
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.ruleset import load
from domain.scores import ScoreSheet, scoring_deadline


@dataclass(frozen=True, slots=True)
class PersonTask:
    """One of the assessor's people: `scored` of `total` aspects."""

    official: Official
    scored: int
    total: int

    @property
    def complete(self) -> bool:
        """Every aspect has a score."""
        return self.scored >= self.total


@dataclass(frozen=True, slots=True)
class TaskCount:
    """How many people are completely scored, and until when the rest is wanted."""

    done: int
    total: int
    deadline: datetime


async def assessor_line(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> TaskCount | None:
    """What the home screen says to an assessor; None for others and for whoever has no task.

    The deadline is the nearest of the phases in which something is left to do.
    """
    account = actor.linked()
    if Role.ASSESSOR not in account.roles:
        return None
    counts: list[TaskCount] = []
    for phase in await current_phases(uow, now=now):
        people = await _tasks_of(uow, account, phase)
        done = sum(task.complete for task in people)
        if people:
            counts.append(TaskCount(done, len(people), scoring_deadline(phase, policy.working_days)))
    if not counts:
        return None
    unfinished = [count for count in counts if count.done < count.total] or counts
    return TaskCount(
        done=sum(count.done for count in counts),
        total=sum(count.total for count in counts),
        deadline=min(count.deadline for count in unfinished),
    )


async def count_tasks(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> TaskCount | None:
    """The same for /tugas. Refuses RoleRequired."""
    actor.acting_as(Role.ASSESSOR)
    return await assessor_line(uow, actor=actor, policy=policy, now=now)


async def tasks(uow: UnitOfWork, *, actor: Actor, now: datetime) -> Sequence[PersonTask]:
    """Everybody the assessor assesses in the current phases, by name within a phase."""
    account = actor.acting_as(Role.ASSESSOR)
    return [
        task for phase in await current_phases(uow, now=now) for task in await _tasks_of(uow, account, phase)
    ]


async def find_tasks(uow: UnitOfWork, *, actor: Actor, text: str, now: datetime) -> Sequence[PersonTask]:
    """Those of the tasks whose name has this in it, or whose NIP ends in it."""
    wanted = " ".join(text.split()).casefold()
    return [
        task
        for task in await tasks(uow, actor=actor, now=now)
        if wanted in task.official.name.casefold()
        or (wanted.isdigit() and task.official.nip.endswith(wanted))
    ]


async def next_task(uow: UnitOfWork, *, actor: Actor, now: datetime) -> PersonTask | None:
    """The first of the tasks that is not complete."""
    return next((task for task in await tasks(uow, actor=actor, now=now) if not task.complete), None)


async def sheet(uow: UnitOfWork, *, actor: Actor, person_id: int, now: datetime) -> ScoreSheet:
    """The assessor's own scores of one of their people, and nobody else's. Refuses as `open_sheet`."""
    account = actor.acting_as(Role.ASSESSOR)
    person = await uow.people.by_id(person_id)
    return await open_sheet(uow, account, person, tail=person.tail if person else "", now=now)


async def open_sheet(
    uow: UnitOfWork, account: Account, person: Official | None, *, tail: str, now: datetime
) -> ScoreSheet:
    """The sheet of a person in the newest opened phase for their kind of position.

    Refuses ConflictOfInterest, and NotAssignedToYou, which is also told of nobody's NIP and before the
    first phase: an assessor cannot try out who is on the roster.
    """
    if person is None:
        raise NotAssignedToYou(tail=tail)
    relation = conflict(account.official, person)
    if relation is not None:
        raise ConflictOfInterest(relation=relation)
    phase = await uow.phases.current(person.position_kind, now=now)
    if phase is None or not await uow.assignments.is_assigned(phase.id, account.id, person.id):
        raise NotAssignedToYou(tail=tail)
    given = await uow.scores.given(phase.id, person.id, account.id)
    return ScoreSheet(person, phase, load(phase.ruleset), given)


async def must_not_be_frozen(uow: UnitOfWork, *, phase_id: int, person_id: int) -> None:
    """Scores are taken from the opening of the phase until the result is published, also after its close.

    Refuses ScoresFrozen from the publication on: then only an objection changes them.
    """
    result = await uow.results.of(phase_id, person_id)
    if result is not None and result.published_at is not None:
        raise ScoresFrozen(published_at=result.published_at)


async def current_phases(uow: UnitOfWork, *, now: datetime) -> Sequence[Phase]:
    """For every kind of position the phase that opened last, each once, by number."""
    found = {phase for kind in PositionKind if (phase := await uow.phases.current(kind, now=now))}
    return sorted(found, key=lambda phase: phase.number)


async def _tasks_of(uow: UnitOfWork, account: Account, phase: Phase) -> list[PersonTask]:
    total = len(load(phase.ruleset).aspects)
    assigned = await uow.assignments.tasks(phase.id, account.id)
    return [PersonTask(task.official, task.scored, total) for task in assigned]
