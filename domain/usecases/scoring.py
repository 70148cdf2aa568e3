"""Scores come in: typed, several people in one message, or level by level on the keypad."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.aspects import Aspect, resolve
from domain.assessment import ScoreLine, parse_scores
from domain.errors import AlreadyScored, AspectUnknown, LineInvalid, Refusal
from domain.people import Account, Actor, Official, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.ruleset import load
from domain.scores import UNDO_LASTS, Score, ScoreSheet
from domain.usecases.assessing import must_not_be_frozen, open_sheet, sheet
from domain.usecases.classifying import classify


@dataclass(frozen=True, slots=True)
class StoredForPerson:
    """What one message stored for one person, and their sheet as it is now."""

    sheet: ScoreSheet
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class StoredScores:
    """What one message stored, people in the order they were named."""

    update_id: int
    people: tuple[StoredForPerson, ...]

    @property
    def count(self) -> int:
        """How many scores."""
        return sum(len(one.scores) for one in self.people)


@dataclass(frozen=True, slots=True)
class Walk:
    """The keypad: a sheet, the aspect asked for (None at the end), and the score just given."""

    sheet: ScoreSheet
    aspect: Aspect | None
    saved: Score | None = None


async def person_named(
    uow: UnitOfWork, *, actor: Actor, text: str, policy: Policy, now: datetime
) -> int | None:
    """The person of a message that names one person and no score, None for any other message.

    Refuses what cannot be read, and whoever is not the assessor's to assess.
    """
    account = actor.acting_as(Role.ASSESSOR)
    lines = parse_scores(text, load(policy.ruleset).scales)
    if len(lines) != 1 or lines[0].scores:
        return None
    nip = lines[0].nip
    named = await open_sheet(uow, account, await uow.people.by_nip(nip.value), tail=nip.tail, now=now)
    return named.official.id


async def score(
    uow: UnitOfWork, *, actor: Actor, text: str, update_id: int, policy: Policy, now: datetime
) -> None:
    """Store all scores of a message and classify its people, or refuse the message as a whole.

    Refuses what `parse_scores` and `open_sheet` refuse, ScoresFrozen, and AlreadyScored; in a message of
    several lines within LineInvalid.
    """
    account = actor.acting_as(Role.ASSESSOR)
    lines = parse_scores(text, load(policy.ruleset).scales)
    people = await uow.people.by_nips({line.nip.value for line in lines})
    given: list[Score] = []
    for line in lines:
        try:
            given += await _scores_of(uow, account, line, people.get(line.nip.value), update_id, now)
        except Refusal as reason:
            if len(lines) == 1:
                raise
            raise LineInvalid(line=line.line, reason=reason) from None
    await _store(uow, account, given, policy, now)


async def give(
    uow: UnitOfWork,
    *,
    actor: Actor,
    person_id: int,
    aspect: str,
    level: str,
    update_id: int,
    policy: Policy,
    now: datetime,
) -> None:
    """Store one level pressed on the keypad. The same level again changes nothing: it is a double tap.

    Refuses AlreadyScored for another level, and what `score` refuses.
    """
    account = actor.acting_as(Role.ASSESSOR)
    opened = await sheet(uow, actor=actor, person_id=person_id, now=now)
    wanted = resolve(aspect)
    value = opened.scale(wanted).read(level, aspect=wanted.short)
    before = opened.given.get(wanted.key)
    if before is not None and before.value == value:
        return
    await _must_be_open(uow, opened, [wanted])
    new = Score(0, opened.phase.id, person_id, account.id, wanted.key, value, update_id, now)
    await _store(uow, account, [new], policy, now)


async def walk(
    uow: UnitOfWork,
    *,
    actor: Actor,
    person_id: int,
    now: datetime,
    at: str | None = None,
    after: str | None = None,
) -> Walk:
    """The keypad at the aspect `at` if that has no score yet, else at the first missing `after` another."""
    opened = await sheet(uow, actor=actor, person_id=person_id, now=now)
    wanted = resolve(at) if at else None
    passed = resolve(after).key if after else None
    shown = wanted if wanted in opened.missing else opened.next_missing(after=passed)
    return Walk(opened, shown, opened.given.get(passed) if passed else None)


async def stored_by(uow: UnitOfWork, *, actor: Actor, update_id: int) -> StoredScores:
    """What this assessor stored with one message, from the rows that carry it."""
    account = actor.acting_as(Role.ASSESSOR)
    by_person: dict[int, list[Score]] = {}
    for one in await _mine(uow, account, update_id):
        by_person.setdefault(one.person_id, []).append(one)
    people = [await _stored_for(uow, account, scores) for scores in by_person.values()]
    return StoredScores(update_id, tuple(people))


async def undo(uow: UnitOfWork, *, actor: Actor, given_with: int, policy: Policy, now: datetime) -> None:
    """Annul what the assessor stored with one message in the last ten minutes; older scores stay.

    Annulled scores are kept and count no more. Refuses ScoresFrozen.
    """
    account = actor.acting_as(Role.ASSESSOR)
    mine = await _mine(uow, account, given_with)
    for one in mine:
        await must_not_be_frozen(uow, phase_id=one.phase_id, person_id=one.person_id)
    latest_kept = now - UNDO_LASTS
    if not await uow.scores.annul(given_with, assessor_id=account.id, scored_after=latest_kept, now=now):
        return
    await _record(uow, account, "scores_annulled", mine, now)
    await classify(uow, person_ids={one.person_id for one in mine}, policy=policy, now=now)


async def count_annulled(uow: UnitOfWork, *, actor: Actor, given_with: int) -> int:
    """How many scores of one message are annulled."""
    mine = await _mine(uow, actor.acting_as(Role.ASSESSOR), given_with)
    return sum(one.annulled_at is not None for one in mine)


async def _scores_of(
    uow: UnitOfWork,
    account: Account,
    line: ScoreLine,
    person: Official | None,
    update_id: int,
    now: datetime,
) -> list[Score]:
    opened = await open_sheet(uow, account, person, tail=line.nip.tail, now=now)
    if not line.scores:
        raise AspectUnknown(text="", suggestions=())
    await _must_be_open(uow, opened, [aspect for aspect, _ in line.scores])
    phase_id, person_id = opened.phase.id, opened.official.id
    checked = [(one.key, opened.scale(one).check(value, aspect=one.short)) for one, value in line.scores]
    return [Score(0, phase_id, person_id, account.id, key, value, update_id, now) for key, value in checked]


async def _must_be_open(uow: UnitOfWork, opened: ScoreSheet, aspects: Sequence[Aspect]) -> None:
    await must_not_be_frozen(uow, phase_id=opened.phase.id, person_id=opened.official.id)
    for aspect in aspects:
        if aspect.key in opened.given:
            raise AlreadyScored(aspect=aspect.short)


async def _store(
    uow: UnitOfWork, account: Account, given: Sequence[Score], policy: Policy, now: datetime
) -> None:
    await uow.scores.add(given)
    await _record(uow, account, "scored", given, now)
    await classify(uow, person_ids={one.person_id for one in given}, policy=policy, now=now)


async def _record(
    uow: UnitOfWork, account: Account, action: str, scores: Sequence[Score], now: datetime
) -> None:
    for person_id in dict.fromkeys(one.person_id for one in scores):
        content = {one.aspect: str(one.value) for one in scores if one.person_id == person_id}
        await uow.audit.append(
            actor=f"account:{account.id}", action=action, person_id=person_id, content=content, now=now
        )


async def _mine(uow: UnitOfWork, account: Account, update_id: int) -> list[Score]:
    return [one for one in await uow.scores.by_update(update_id) if one.assessor_id == account.id]


async def _stored_for(uow: UnitOfWork, account: Account, scores: Sequence[Score]) -> StoredForPerson:
    person_id, phase_id = scores[0].person_id, scores[0].phase_id
    person, phase = await uow.people.by_id(person_id), await uow.phases.by_id(phase_id)
    assert person is not None
    assert phase is not None
    given = await uow.scores.given(phase_id, person_id, account.id)
    return StoredForPerson(ScoreSheet(person, phase, load(phase.ruleset), given), tuple(scores))
