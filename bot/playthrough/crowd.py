"""The other 538 people. They come in over the same wire as everybody; hours of answering and scoring are put in place.

What is put in place is stored as the use cases would have stored it, in short writes beside the running bot.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Final

from bot.simulator.persona import Telegram
from domain.answers import skip
from domain.people import NoticeReading, Official, Role
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questionnaire import load
from domain.questions import AnyQuestion, ChoiceQuestion, WholeNumber
from domain.response import Answers, open_question
from domain.roster import RosterRow
from domain.ruleset import load as load_ruleset
from domain.scores import Score
from domain.usecases.classifying import classify

if TYPE_CHECKING:
    from bot.services import Services

_AT_ONCE: Final = 24
_AT_A_TIME: Final = 10
_FIELD_OF_STUDY: Final = "Ilmu Pemerintahan"
_LEVELS: Final = (tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "3.5"))), (8, 14, 26, 28, 16, 8))
_ABOVE: Final = tuple(map(Decimal, ("0", "0.5", "1", "1.5")))


async def come(telegram: Telegram, people: Sequence[RosterRow]) -> None:
    """Everybody types the NIP and shares the number, side by side."""
    slots = asyncio.Semaphore(_AT_ONCE)

    async def one(row: RosterRow) -> None:
        async with slots:
            persona = await telegram.joins(row.name, row.phone or "")
            await persona.says("/mulai")
            await persona.says(row.nip)
            await persona.shares_contact()

    await asyncio.gather(*map(one, people))


async def agree(services: "Services") -> None:
    """Whoever is linked has read the notice and agrees."""
    await services.write(_agree)


async def choose(services: "Services", people: Sequence[RosterRow], *, agreed: bool) -> None:
    """These people have read the notice and agree, or do not."""
    await services.write(_choose, nips=[row.nip for row in people], agreed=agreed)


async def answer(
    services: "Services", people: Sequence[RosterRow], *, finished: int, begun: int, seed: int = 9
) -> None:
    """Of the people the first `finished` submit all questionnaires of the phase, the next `begun` stop halfway."""
    random = Random(seed)
    for start in range(0, finished + begun, _AT_A_TIME):
        nips = [row.nip for row in people[start : min(start + _AT_A_TIME, finished + begun)]]
        await services.write(_answer_all, nips=nips, done=finished - start, random=random)


async def score(services: "Services", people: Sequence[RosterRow], *, seed: int = 17) -> None:
    """The one assessor has scored these people completely."""
    random = Random(seed)
    for start in range(0, len(people), _AT_A_TIME * 10):
        nips = [row.nip for row in people[start : start + _AT_A_TIME * 10]]
        await services.write(_score_all, nips=nips, random=random)


async def propose(services: "Services", people: Sequence[RosterRow]) -> None:
    """Whoever of them has all scores and evidence is mapped, as after the last score."""
    for start in range(0, len(people), _AT_A_TIME):
        await services.write(_propose, nips=[row.nip for row in people[start : start + _AT_A_TIME]])


async def _propose(uow: UnitOfWork, *, nips: Sequence[str], policy: Policy, now: datetime) -> None:
    people = (await uow.people.by_nips(nips)).values()
    await classify(uow, person_ids=[one.id for one in people], policy=policy, now=now)


async def _choose(
    uow: UnitOfWork, *, nips: Sequence[str], agreed: bool, policy: Policy, now: datetime
) -> None:
    for person in (await uow.people.by_nips(nips)).values():
        account = await uow.accounts.by_person(person.id)
        if account is not None:
            await uow.notices.record(NoticeReading(account.id, policy.notice_version, agreed, now))


async def _agree(uow: UnitOfWork, *, policy: Policy, now: datetime) -> None:
    for person_id in await uow.accounts.linked_people():
        account = await uow.accounts.by_person(person_id)
        if account is not None and account.notice is None:
            await uow.notices.record(NoticeReading(account.id, policy.notice_version, True, now))


async def _answer_all(
    uow: UnitOfWork, *, nips: Sequence[str], done: int, random: Random, policy: Policy, now: datetime
) -> None:
    people = await uow.people.by_nips(nips)
    for number, nip in enumerate(nips):
        await _answer_one(uow, people[nip], whole=number < done, random=random, policy=policy, now=now)


async def _answer_one(
    uow: UnitOfWork, person: Official, *, whole: bool, random: Random, policy: Policy, now: datetime
) -> None:
    phase = await uow.phases.current(person.position_kind, now=now)
    assert phase is not None
    for campaign in await uow.campaigns.of_phase(phase.id):
        response = await uow.responses.start(campaign.id, person.id, now=now)
        for question, value in _answers(campaign.questionnaire, random, whole=whole).items():
            await uow.responses.answer(response.id, question, value, now=now)
        if not whole:
            return
        year = now.astimezone(policy.zone).year
        receipt = f"TT-{year}-{await uow.counters.next('TT', year):06}"
        await uow.responses.submit(response.id, receipt, now=now)


def _answers(key: str, random: Random, *, whole: bool) -> Answers:
    questionnaire, answers = load(key), dict[str, str]()
    wanted = len(questionnaire.questions) if whole else random.randint(4, len(questionnaire.questions) - 4)
    while len(answers) < wanted and (question := open_question(questionnaire, answers)) is not None:
        answers[question.key] = _value(question, random)
    return answers


def _value(question: AnyQuestion, random: Random) -> str:
    match question:
        case ChoiceQuestion(choices=choices) if choices:
            return random.choice(choices).key
        case WholeNumber(lowest=lowest):
            return str(lowest)
        case _:
            return skip(question) if question.optional else _FIELD_OF_STUDY


async def _score_all(uow: UnitOfWork, *, nips: Sequence[str], random: Random, now: datetime) -> None:
    (assessor,) = await uow.accounts.holding(Role.ASSESSOR)
    for person in (await uow.people.by_nips(nips)).values():
        phase = await uow.phases.current(person.position_kind, now=now)
        assert phase is not None
        aspects = load_ruleset(phase.ruleset).aspects
        lowest = random.choices(*_LEVELS)[0]
        levels = [lowest + random.choice(_ABOVE) for _ in aspects]
        await uow.scores.add(
            [
                Score(0, phase.id, person.id, assessor.id, aspect.key, level, 1, now)
                for aspect, level in zip(aspects, levels, strict=True)
            ]
        )
