"""A score is corrected: a new one with its reason, the old one is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from domain import reasons
from domain.aspects import Aspect, resolve
from domain.assessment import parse_scores
from domain.errors import ChangedMeanwhile
from domain.people import Actor, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.ruleset import load
from domain.scores import Score
from domain.usecases.assessing import must_not_be_frozen, open_sheet, sheet
from domain.usecases.classifying import classify


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction about to be made; `old` is None where there is nothing to correct."""

    person_id: int
    aspect: Aspect
    old: Score | None
    new: Decimal


@dataclass(frozen=True, slots=True)
class History:
    """Every score an assessor gave one person for one aspect, oldest first."""

    person_id: int
    aspect: Aspect
    scores: Sequence[Score]


async def prepare(
    uow: UnitOfWork, *, actor: Actor, text: str, policy: Policy, now: datetime
) -> Correction | None:
    """The correction a message asks for; None unless it names one person, one aspect and one score.

    Refuses what cannot be read, whoever is not the assessor's to assess, and ScoresFrozen.
    """
    account = actor.acting_as(Role.ASSESSOR)
    lines = parse_scores(text, load(policy.ruleset).scales)
    if len(lines) != 1 or len(lines[0].scores) != 1:
        return None
    nip, ((wanted, new),) = lines[0].nip, lines[0].scores
    opened = await open_sheet(uow, account, await uow.people.by_nip(nip.value), tail=nip.tail, now=now)
    await must_not_be_frozen(uow, phase_id=opened.phase.id, person_id=opened.official.id)
    checked = opened.scale(wanted).check(new, aspect=wanted.short)
    return Correction(opened.official.id, wanted, opened.given.get(wanted.key), checked)


async def correct(
    uow: UnitOfWork,
    *,
    actor: Actor,
    person_id: int,
    aspect: str,
    value: str,
    corrects: int,
    reason: str,
    update_id: int,
    policy: Policy,
    now: datetime,
) -> None:
    """Store the new score beside the old one, with its reason, and classify again.

    Refuses ReasonTooShort below ten letters, TextTooLong, ScoresFrozen, and ChangedMeanwhile where
    `corrects` is not the score that counts any more.
    """
    actor.acting_as(Role.ASSESSOR)
    written = reasons.checked(reason)
    wanted = resolve(aspect)
    opened = await sheet(uow, actor=actor, person_id=person_id, now=now)
    await must_not_be_frozen(uow, phase_id=opened.phase.id, person_id=person_id)
    old = opened.given.get(wanted.key)
    if old is None or old.id != corrects:
        raise ChangedMeanwhile
    read = opened.scale(wanted).read(value, aspect=wanted.short)
    new = replace(old, id=0, value=read, update_id=update_id, scored_at=now, corrects=old.id, reason=written)
    await uow.scores.add([new])
    await _record(uow, old, new)
    await classify(uow, person_ids=[person_id], policy=policy, now=now)


async def _record(uow: UnitOfWork, old: Score, new: Score) -> None:
    await uow.audit.append(
        actor=f"account:{new.assessor_id}",
        action="score_corrected",
        person_id=new.person_id,
        content={
            "aspect": new.aspect,
            "old": str(old.value),
            "new": str(new.value),
            "reason": new.reason,
        },
        now=new.scored_at,
    )


async def corrected_by(uow: UnitOfWork, *, actor: Actor, update_id: int) -> Score:
    """The correction this assessor's message stored; the message is known to have stored one."""
    account = actor.acting_as(Role.ASSESSOR)
    return next(one for one in await uow.scores.by_update(update_id) if one.assessor_id == account.id)


async def history(uow: UnitOfWork, *, actor: Actor, person_id: int, aspect: str, now: datetime) -> History:
    """The assessor's own scores for an aspect of one of their people, with reasons and annulments."""
    account = actor.acting_as(Role.ASSESSOR)
    wanted = resolve(aspect)
    opened = await sheet(uow, actor=actor, person_id=person_id, now=now)
    scores = await uow.scores.history(opened.phase.id, person_id, account.id, wanted.key)
    return History(person_id, wanted, scores)
