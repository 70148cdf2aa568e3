"""An official answers: every press is one write that stores the answer and says what comes next."""

from datetime import datetime

from domain import offices, steps
from domain.answers import choose as chosen_value
from domain.answers import keys
from domain.answers import skip as skipped_value
from domain.errors import AnswerNotUnderstood
from domain.people import Actor
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questions import AnyQuestion, SeveralChoices
from domain.response import open_question
from domain.steps import (
    Asking,
    Closing,
    Current,
    Draft,
    Outdated,
    Recorded,
    Resumed,
    Reviewing,
    Revised,
    Step,
)
from domain.usecases.drafting import (
    check_press_in_time,
    draft_in_hand,
    draft_to_read,
    draft_to_write,
    options_of,
    remember,
)
from domain.usecases.keeping_apart import keeps_to_own


@keeps_to_own
async def resume(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, policy: Policy, now: datetime
) -> Current:
    """Begin, or go on at the first open question; a later version is told of first. Refuses as `draft_in_hand`."""
    draft = await draft_in_hand(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    if now > draft.phase.closes_at:
        return Closing(draft)
    if draft.is_behind:
        return await _revised(uow, draft)
    step = _resumed(draft, policy, now)
    await remember(uow, draft, step, now=now)
    return step


def _resumed(draft: Draft, policy: Policy, now: datetime) -> Asking | Reviewing:
    question, saved = open_question(draft.questionnaire, draft.answers), draft.progress.answered
    day, last = (policy.working_days.day(at) for at in (now, draft.response.active_at))
    prefaces = (Resumed(draft.response.active_at, saved),) if day > last and saved else ()
    return Asking(draft, question, prefaces) if question else Reviewing(draft, prefaces)


async def standing(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> Current | None:
    """The open screen of a response in progress, as it is stored; None where there is none."""
    account = actor.account
    if account is None or account.official is None:
        return None
    response = await uow.responses.of(campaign_id, account.official.id)
    if response is None or response.submitted_at is not None:
        return None
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    if draft.was_moved and now <= draft.phase.closes_at:
        return await _revised(uow, draft)
    return steps.standing(draft, now=now)


async def _revised(uow: UnitOfWork, draft: Draft) -> Revised:
    return Revised(draft, await uow.moves.last_of(draft.response.id) if draft.was_moved else None)


@keeps_to_own
async def show_again(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, policy: Policy, now: datetime
) -> Current:
    """The open screen, for whoever has looked at something else on it. Refuses as `draft_to_write`."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    step = steps.standing(draft, now=now)
    await remember(uow, draft, step, now=now)
    return step


async def leave(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> Draft:
    """[Lanjut nanti]: what is kept, and until when. Nothing has to be stored for it."""
    return await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)


@keeps_to_own
async def answer(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    value: str,
    changing: bool,
    update_id: int,
    policy: Policy,
    now: datetime,
    version: int = 1,
) -> Step:
    """A press on one option of a question of this version. `changing`: in a review.

    Refuses as `draft_to_write`, DeadlinePassed.
    """
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    if draft.has_left(asked, version):
        return Outdated(steps.standing(draft, now=now), same=draft.value(asked) == value)
    await check_press_in_time(uow, draft, update_id=update_id, now=now)
    return await store(uow, draft, asked, chosen_value(asked, "", value), changing=changing, now=now)


@keeps_to_own
async def choose(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    option: str,
    chosen: bool,
    changing: bool,
    before: str | None,
    update_id: int,
    policy: Policy,
    now: datetime,
    version: int = 1,
) -> Step:
    """A press on one of several options: it is chosen or released, as the button said, and the question stays.

    An entry of a long list may come as its code. `before` is what an answer `changing` in a review was. Refuses TooManyChoices, ChoiceExcludes, and as `answer`.
    """
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    if not isinstance(asked, SeveralChoices):
        raise AnswerNotUnderstood(hint=asked.kind)
    current, options = draft.value(asked), await options_of(uow, asked)
    option = offices.behind(option, (*options, *keys(current)))
    as_wanted = (option in keys(current)) == chosen
    if draft.has_left(asked, version):
        return Outdated(steps.standing(draft, now=now), same=as_wanted)
    await check_press_in_time(uow, draft, update_id=update_id, now=now)
    value = current if as_wanted else chosen_value(asked, current, option, options=options)
    begun_with = (current if before is None else before) if changing else None
    return await stay(uow, draft, asked, value, before=begun_with, now=now)


@keeps_to_own
async def skip(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    changing: bool,
    typed: bool,
    update_id: int,
    policy: Policy,
    now: datetime,
    version: int = 1,
) -> Step:
    """[Lewati], pressed or `typed`. Refuses NotOptional, and as `answer`."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    value = skipped_value(asked)
    if draft.has_left(asked, version):
        return Outdated(steps.standing(draft, now=now), same=True)
    await check_press_in_time(uow, draft, update_id=update_id, now=now)
    echo = (Recorded(asked, value),) if typed else ()
    return await store(uow, draft, asked, value, *echo, changing=changing, now=now)


@keeps_to_own
async def step_back(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, question: str, policy: Policy, now: datetime
) -> Step:
    """[Kembali]: one question back, whether answered or not."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    current = steps.standing(draft, now=now)
    if not _shows(current, asked):
        return current if isinstance(current, Closing) else Outdated(current, same=True)
    step = steps.backward(draft, asked)
    await remember(uow, draft, step, now=now)
    return step


def _shows(current: Current, question: AnyQuestion) -> bool:
    return isinstance(current, Asking) and current.question == question


@keeps_to_own
async def step_on(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    update_id: int,
    policy: Policy,
    now: datetime,
) -> Step:
    """[Lanjut] on a question: one forward. Without an answer it is a skip; refuses NotOptional."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    current = steps.standing(draft, now=now)
    if not _shows(current, asked):
        return current if isinstance(current, Closing) else Outdated(current, same=True)
    if not draft.value(asked):
        await check_press_in_time(uow, draft, update_id=update_id, now=now)
        return await store(uow, draft, asked, skipped_value(asked), changing=False, now=now)
    step = steps.forward(draft, asked)
    await remember(uow, draft, step, now=now)
    return step


async def store(
    uow: UnitOfWork,
    draft: Draft,
    question: AnyQuestion,
    value: str,
    *prefaces: steps.Preface,
    changing: bool,
    before: str | None = None,
    now: datetime,
) -> Step:
    """Keep the answer and go on: to the next question, back to the review, or to what the edit has caused.

    `before` is the value an edit goes back to where that is not the one stored now.
    """
    await uow.responses.answer(draft.response.id, question.key, value, now=now)
    earlier = draft.value(question) if before is None else before
    step = _after(draft.answering(question, value), question, earlier, prefaces, changing, now)
    await remember(uow, draft, step, now=now)
    return step


def _after(
    draft: Draft,
    question: AnyQuestion,
    before: str,
    prefaces: tuple[steps.Preface, ...],
    changing: bool,
    now: datetime,
) -> Step:
    if now > draft.phase.closes_at:
        return Closing(draft, in_time=True)
    effect = steps.effect(draft, question, before, changing=changing)
    if effect is not None:
        return effect
    if changing:
        return steps.page_of(draft, question, changed=True)
    return steps.onward(draft, question, *prefaces)


async def stay(
    uow: UnitOfWork,
    draft: Draft,
    question: AnyQuestion,
    value: str,
    *prefaces: steps.Preface,
    before: str | None,
    now: datetime,
) -> Asking | Closing:
    """Keep what is chosen so far and show the question again."""
    await uow.responses.answer(draft.response.id, question.key, value, now=now)
    after = draft.answering(question, value)
    if now > draft.phase.closes_at:
        return Closing(after, in_time=True)
    step = Asking(after, question, prefaces, before=before)
    await remember(uow, draft, step, now=now)
    return step
