"""Before submitting: all answers by section, one of them changed, a change taken back."""

from dataclasses import dataclass
from datetime import datetime

from domain import steps
from domain.answers import skip
from domain.errors import ChangedMeanwhile
from domain.people import Actor, Official
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questions import AnyQuestion
from domain.steps import Asking, Closing, Draft, Outdated, Paging, Reviewing, Step
from domain.usecases.answering import store
from domain.usecases.drafting import check_press_in_time, draft_to_read, draft_to_write, remember


async def overview(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, policy: Policy, now: datetime
) -> Reviewing | Closing:
    """All sections with the count of their answers. Refuses as `draft_to_write`."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    step = Closing(draft) if now > draft.phase.closes_at else Reviewing(draft)
    await remember(uow, draft, step, now=now)
    return step


async def sections(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> Draft:
    """What there is to look through, submitted or not. Refuses as `draft_to_read`."""
    return await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)


async def section(uow: UnitOfWork, *, actor: Actor, campaign_id: int, number: int, now: datetime) -> Paging:
    """The first page of a section, submitted or not. Refuses as `draft_to_read`."""
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    return steps.page_of_section(draft, number)


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """A submitted response and whose it is."""

    draft: Draft
    official: Official


async def own_copy(uow: UnitOfWork, *, actor: Actor, campaign_id: int, now: datetime) -> OwnCopy:
    """What was submitted, to be kept as a file. Refuses ChangedMeanwhile unless submitted, and as `draft_to_read`."""
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    if draft.response.submitted_at is None:
        raise ChangedMeanwhile
    return OwnCopy(draft, actor.official())


async def turn_page(uow: UnitOfWork, *, actor: Actor, campaign_id: int, number: int, now: datetime) -> Paging:
    """A page of the review, submitted or not. Refuses as `draft_to_read`."""
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    return steps.page(draft, number)


async def start_change(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, question: str, policy: Policy, now: datetime
) -> Asking | Closing:
    """Show an answered question to change its answer. Refuses as `draft_to_write`."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    if now > draft.phase.closes_at:
        return Closing(draft)
    asked = draft.question(question)
    step = Asking(draft, asked, before=draft.value(asked))
    await remember(uow, draft, step, now=now)
    return step


async def finish_change(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    before: str | None,
    update_id: int,
    policy: Policy,
    now: datetime,
) -> Step:
    """[Lanjut] after choosing several options anew. Refuses NotOptional where none is chosen."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    if draft.has_left(asked):
        return Outdated(steps.standing(draft, now=now), same=True)
    await check_press_in_time(uow, draft, update_id=update_id, now=now)
    value = draft.value(asked) or skip(asked)
    return await store(uow, draft, asked, value, changing=True, before=before, now=now)


async def undo_change(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    before: str | None,
    changing: bool,
    update_id: int,
    policy: Policy,
    now: datetime,
) -> Step:
    """Give an answer the value it had before its edit, if that is still known, and go back to where it began."""
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    if before is not None and before != draft.value(asked):
        await check_press_in_time(uow, draft, update_id=update_id, now=now)
        await uow.responses.answer(draft.response.id, asked.key, before, now=now)
        draft = draft.answering(asked, before)
    step = _back_where_it_began(draft, asked, changing=changing, now=now)
    await remember(uow, draft, step, now=now)
    return step


def _back_where_it_began(draft: Draft, question: AnyQuestion, *, changing: bool, now: datetime) -> Step:
    if now > draft.phase.closes_at:
        return Closing(draft)
    return steps.page_of(draft, question, changed=False) if changing else steps.onward(draft, question)
