"""Classification follows by itself: whenever a score or a piece of evidence arrives, a proposal is made anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain import classification
from domain.classification import Evidence, Fact, Level, Mapped
from domain.errors import ChangedMeanwhile
from domain.evidence_items import EvidenceItem
from domain.people import Official, PersonStatus, PositionKind
from domain.phases import Phase
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.results import Result
from domain.ruleset import load
from domain.scores import Score

AT_ONCE: Final = 100
"""How many people one write classifies: some 60 ms, so that taps slip between two of them."""

_MAPPED_STATUSES = frozenset({PersonStatus.ACTIVE, PersonStatus.ON_LEAVE})


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known about the people of one write, by person id."""

    evidence: Mapping[int, Mapping[str, EvidenceItem]]
    consents: Mapping[int, bool]
    scores: Mapping[int, Mapping[str, Score]]


async def classify(uow: UnitOfWork, *, person_ids: Collection[int], policy: Policy, now: datetime) -> int:
    """Propose a box for these people, each in the newest opened phase for their kind of position.

    Called in the transaction of what changed. The first AT_ONCE are classified here, the rest wait for
    `classify_waiting`; nobody is forgotten by a crash between the two. What was
    reviewed on other evidence is a proposal again; what is published stays as it is. Returns how many proposals were stored.
    """
    wanted = sorted(set(person_ids))
    if rest := wanted[AT_ONCE:]:
        await uow.results.await_classification(rest, now=now)
    return await _classify(uow, wanted[:AT_ONCE], policy, now)


async def classify_waiting(uow: UnitOfWork, *, policy: Policy, now: datetime) -> int:
    """Classify the next AT_ONCE of those who wait; returns how many still do."""
    waiting = await uow.results.awaiting_classification(limit=AT_ONCE)
    await _classify(uow, waiting, policy, now)
    return await uow.results.classified(waiting)


async def phase_of(uow: UnitOfWork, phase_id: int) -> Phase:
    """The phase a button names. Refuses ChangedMeanwhile if there is none."""
    phase = await uow.phases.by_id(phase_id)
    if phase is None:
        raise ChangedMeanwhile
    return phase


async def proposal_of(
    uow: UnitOfWork, *, phase: Phase, official: Official, policy: Policy, now: datetime
) -> Result:
    """What would be proposed for one person now; nothing is stored."""
    return _proposal(phase, official, await _known(uow, phase, [official.id]), policy, now)


async def _classify(uow: UnitOfWork, person_ids: Collection[int], policy: Policy, now: datetime) -> int:
    people = [one for one in await uow.people.by_ids(person_ids) if one.status in _MAPPED_STATUSES]
    proposals: list[Result] = []
    for phase, members in (await _by_phase(uow, people, now)).values():
        known = await _known(uow, phase, [one.id for one in members])
        proposals += [_proposal(phase, one, known, policy, now) for one in members]
    return len(await uow.results.propose(proposals))


async def _by_phase(
    uow: UnitOfWork, people: Collection[Official], now: datetime
) -> dict[int, tuple[Phase, list[Official]]]:
    kinds = {one.position_kind for one in people}
    phases: dict[PositionKind, Phase | None] = {
        kind: await uow.phases.current(kind, now=now) for kind in kinds
    }
    found: dict[int, tuple[Phase, list[Official]]] = {}
    for one in people:
        if phase := phases[one.position_kind]:
            found.setdefault(phase.id, (phase, []))[1].append(one)
    return found


async def _known(uow: UnitOfWork, phase: Phase, ids: Collection[int]) -> _Known:
    return _Known(
        evidence=await uow.evidence.latest_of(ids),
        consents=await uow.notices.choices_of(ids),
        scores=await uow.scores.latest_of(phase.id, ids),
    )


def _proposal(phase: Phase, one: Official, known: _Known, policy: Policy, now: datetime) -> Result:
    evidence = _evidence(one, known, policy)
    found = classification.classify(evidence, load(phase.ruleset), now=policy.working_days.day(now))
    mapped = found if isinstance(found, Mapped) else None
    return Result(
        id=0,
        phase_id=phase.id,
        person_id=one.id,
        ruleset=phase.ruleset,
        performance=mapped.performance if mapped else None,
        potential=mapped.potential if mapped else None,
        box=mapped.box if mapped else None,
        inputs=evidence.as_json(),
        arithmetic=found.as_json(),
        classified_at=now,
    )


def _evidence(one: Official, known: _Known, policy: Policy) -> Evidence:
    days = policy.working_days
    return Evidence(
        position_kind=one.position_kind,
        levels={
            aspect: Level(score.value, days.day(score.scored_at))
            for aspect, score in known.scores.get(one.id, {}).items()
        },
        facts={
            kind: Fact(item.value, item.assessed_on or days.day(item.recorded_at))
            for kind, item in known.evidence.get(one.id, {}).items()
        },
        consent=known.consents.get(one.id),
    )
