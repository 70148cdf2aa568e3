"""An official opens the own result. Nothing is shown before it is published, and nobody else's ever."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from domain import ruleset
from domain.aspects import COMPETENCIES, Aspect
from domain.assessment import jpm
from domain.classification import Evidence
from domain.errors import ObjectionClosed, ResultNotPublished
from domain.people import Actor, Official
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.publications import Counsellor, Publication, PublicationState
from domain.results import Result, ResultState
from domain.usecases import classifying


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What was published to a person. A result without a box says what is missing for one.

    `opened` tells whether the person has seen it before.
    """

    official: Official
    result: Result
    publication: Publication
    counsellor: Counsellor

    @property
    def opened(self) -> bool:
        """The person has opened it before."""
        return self.result.opened_at is not None


@dataclass(frozen=True, slots=True)
class CompetencyLevel:
    """The level of a person in a competency, and what the position requires."""

    aspect: Aspect
    level: Decimal
    standard: Decimal

    @property
    def difference(self) -> Decimal:
        """How far the level is below the standard; zero or less where it is reached."""
        return self.standard - self.level


@dataclass(frozen=True, slots=True)
class Strengths:
    """Levels against the standard in the legal order; `jpm` in percent once all are known."""

    levels: tuple[CompetencyLevel, ...]
    jpm: Fraction | None


async def find(uow: UnitOfWork, *, actor: Actor, policy: Policy, now: datetime) -> OwnResult | None:
    """What there is to open; None, the same for everybody, before the publication."""
    return await _own(uow, actor.official(), policy, now)


async def look(
    uow: UnitOfWork, *, actor: Actor, objecting: bool = False, policy: Policy, now: datetime
) -> OwnResult:
    """What there is to open, without opening it.

    Refuses ResultNotPublished, the same for everybody; and, for whoever wants to object, ObjectionClosed
    after the period.
    """
    own = await find(uow, actor=actor, policy=policy, now=now)
    if own is None:
        raise ResultNotPublished
    if objecting and now > own.publication.objections_until:
        raise ObjectionClosed(closed_at=own.publication.objections_until, contact=policy.contact)
    return own


async def show(
    uow: UnitOfWork, *, actor: Actor, objecting: bool = False, policy: Policy, now: datetime
) -> OwnResult:
    """Open the own result, or another page of it; the first time is remembered. Refuses like `look`."""
    own = await look(uow, actor=actor, objecting=objecting, policy=policy, now=now)
    if own.result.id == 0:
        await uow.results.propose([own.result])
        stored = await uow.results.of(own.result.phase_id, own.official.id)
        own = replace(own, result=stored or own.result)
    await uow.results.mark_opened(own.result.id, now=now)
    return own


def strengths(result: Result) -> Strengths:
    """The levels a result was computed from, against the level its rule set requires."""
    evidence = Evidence.from_json(result.inputs)
    required = evidence.required_level or ruleset.load(result.ruleset).required_level(evidence.position_kind)
    known = [(one, level) for one in COMPETENCIES if (level := evidence.level(one.key))]
    if required is None:
        return Strengths((), None)
    levels = tuple(CompetencyLevel(one, level.value, required) for one, level in known)
    complete = len(levels) == len(COMPETENCIES)
    match = jpm((one.level for one in levels), (one.standard for one in levels)) if complete else None
    return Strengths(levels, match)


async def _own(uow: UnitOfWork, official: Official, policy: Policy, now: datetime) -> OwnResult | None:
    found = await _of_newest_phase(uow, official, policy, now) or await _earlier(uow, official)
    counsellor = await uow.counsellors.current()
    if found is None or counsellor is None:
        return None
    result, publication = found
    return OwnResult(official, result, publication, counsellor)


async def _of_newest_phase(
    uow: UnitOfWork, official: Official, policy: Policy, now: datetime
) -> tuple[Result, Publication] | None:
    phase = await uow.phases.current(official.position_kind, now=now)
    carried_out = [
        one
        for one in (await uow.publications.of_phase(phase.id) if phase else ())
        if one.state is PublicationState.PUBLISHED
    ]
    if phase is None or not carried_out:
        return None
    result = await uow.results.of(phase.id, official.id) or await classifying.proposal_of(
        uow, phase=phase, official=official, policy=policy, now=now
    )
    if result.state is ResultState.PUBLISHED:
        return result, next(one for one in carried_out if one.id == result.publication_id)
    return (result, carried_out[-1]) if result.box is None else None


async def _earlier(uow: UnitOfWork, official: Official) -> tuple[Result, Publication] | None:
    result = await uow.results.published(official.id)
    if result is None or result.publication_id is None:
        return None
    publication = await uow.publications.by_id(result.publication_id)
    return (result, publication) if publication else None
