"""An official types an answer: everything that can be pressed can be typed, and what is unclear is not stored."""

from datetime import datetime, timedelta

from domain import offices, steps
from domain.answers import Options, keys, matches, understand
from domain.errors import AnswerNotUnderstood, QuestionnaireRefusal
from domain.people import Actor
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questions import AnyQuestion, Search
from domain.steps import Asking, Doubting, Draft, Found, Recorded, Step
from domain.usecases.answering import stay, store
from domain.usecases.drafting import draft_to_write, options_of, remember
from domain.usecases.keeping_apart import keeps_to_own

DOUBTED_AFTER = timedelta(hours=12)


@keeps_to_own
async def type_answer(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    text: str,
    sent_at: datetime,
    offered: tuple[str, ...],
    before: str | None,
    confirmed: bool,
    policy: Policy,
    now: datetime,
) -> Step:
    """Read a text as the answer to the question shown. It counts by the date Telegram's server gave it.

    What cannot be read comes back as the question with the reason in front, nothing stored; a text more than
    12 hours after its question is doubted until `confirmed`. `offered` are the codes of the names found last,
    which can be typed by their numbers. Refuses as `draft_to_write`, and DeadlinePassed.
    """
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    if draft.has_left(asked):
        return steps.standing(draft, now=now)
    if not draft.phase.deadline().takes_text(sent_at):
        raise draft.too_late()
    options, today = await options_of(uow, asked), policy.working_days.day(sent_at)
    try:
        meant = _numbered(text, offered, options)
        value = understand(asked, meant, today=today, options=options, current=draft.value(asked))
    except QuestionnaireRefusal as refusal:
        unclear = _unclear(draft, asked, refusal, text, options, before)
        await remember(uow, draft, unclear, now=now)
        return unclear
    if not confirmed and sent_at - draft.response.active_at > DOUBTED_AFTER:
        return Doubting(draft, asked, text, sent_at, before)
    return await _keep(uow, draft, asked, value, before=before, now=now)


def _numbered(text: str, offered: tuple[str, ...], options: Options) -> str:
    number = text.strip(" .")
    if number.isdecimal() and 1 <= int(number) <= len(offered):
        return options.get(offices.behind(offered[int(number) - 1], options), text)
    return text


def _unclear(
    draft: Draft,
    question: AnyQuestion,
    refusal: QuestionnaireRefusal,
    text: str,
    options: Options,
    before: str | None,
) -> Asking:
    if isinstance(question, Search) and isinstance(refusal, AnswerNotUnderstood):
        return Asking(draft, question, found=Found(text, matches(options, text)), before=before)
    return Asking(draft, question, (refusal,), before=before)


async def _keep(
    uow: UnitOfWork, draft: Draft, question: AnyQuestion, value: str, *, before: str | None, now: datetime
) -> Step:
    if not isinstance(question, Search):
        recorded = Recorded(question, value)
        changing = before is not None
        return await store(uow, draft, question, value, recorded, changing=changing, before=before, now=now)
    added = [key for key in keys(value) if key not in keys(draft.value(question))]
    recorded = Recorded(question, ",".join(added or keys(value)))
    return await stay(uow, draft, question, value, recorded, before=before, now=now)
