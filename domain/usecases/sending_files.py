"""An official sends a document or photo as the answer. What cannot be taken is said above the same question."""

from datetime import datetime, timedelta

from domain import steps
from domain.answers import attached
from domain.attachments import Attachment
from domain.conversation import Outgoing, Urgency
from domain.errors import AnswerNotUnderstood, FileRefusal
from domain.people import Actor
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questions import FileUpload
from domain.steps import Asking, Recorded, Step
from domain.usecases.answering import store
from domain.usecases.drafting import draft_to_read, draft_to_write, remember

_ALBUM_IS_IN = timedelta(seconds=1.5)


async def expected(
    uow: UnitOfWork, *, actor: Actor, campaign_id: int, question: str, now: datetime
) -> FileUpload:
    """What may be sent, before it is fetched. Refuses as `draft_to_read`, and AnswerNotUnderstood."""
    draft = await draft_to_read(uow, actor=actor, campaign_id=campaign_id, now=now)
    asked = draft.question(question)
    if not isinstance(asked, FileUpload):
        raise AnswerNotUnderstood(hint=asked.kind)
    return asked


async def attach(
    uow: UnitOfWork,
    *,
    actor: Actor,
    campaign_id: int,
    question: str,
    found: Attachment | FileRefusal,
    sent_at: datetime,
    before: str | None,
    policy: Policy,
    now: datetime,
) -> Step:
    """Keep the file as the answer; it counts by the date Telegram's server gave it.

    `found` may be why it cannot be taken: then nothing is stored and the question comes again with the reason
    in front. Refuses DeadlinePassed, and as `draft_to_write`.
    """
    draft = await draft_to_write(uow, actor=actor, campaign_id=campaign_id, policy=policy, now=now)
    asked = draft.question(question)
    if draft.has_left(asked):
        return steps.standing(draft, now=now)
    if not draft.phase.deadline().takes_text(sent_at):
        raise draft.too_late()
    if isinstance(found, FileRefusal):
        step = Asking(draft, asked, (found,), before=before)
        await remember(uow, draft, step, now=now)
        return step
    value = attached(asked, found)
    recorded, changing = Recorded(asked, value), before is not None
    return await store(uow, draft, asked, value, recorded, changing=changing, before=before, now=now)


async def leave_out(uow: UnitOfWork, *, chat_id: int, album: str, now: datetime) -> None:
    """A later picture of an album is not kept; that is said once, when the album has come in."""
    notice = Outgoing(
        key=f"album:{chat_id}:{album}",
        chat_id=chat_id,
        kind="album_left_out",
        urgency=Urgency.DECISION,
        not_before=now + _ALBUM_IS_IN,
    )
    await uow.outbox.queue([notice], now=now)
