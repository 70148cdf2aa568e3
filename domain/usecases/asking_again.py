"""After an outage, the question that was open is asked again: Telegram keeps a press for 150 seconds only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from domain.conversation import Outgoing, Urgency
from domain.deadlines import GRACE_AFTER_OUTAGE
from domain.intake import Stretch
from domain.people import Actor
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.steps import Asking
from domain.usecases import answering, speaking

AT_WORK = timedelta(minutes=15)  # whoever answered so shortly before the outage may have pressed during it
LOOKED_AFTER = timedelta(minutes=10)  # how long after an outage people are looked for, in case a tick fails
WAITED_FOR = timedelta(hours=1)  # after a longer outage nobody is at it any more


async def due_questions(uow: UnitOfWork, *, policy: Policy, now: datetime) -> Sequence[Outgoing]:
    """Whom to ask again after outages that lost presses, each chat once for each of them.

    At once, since the people were at work; where the outage was longer than an hour, in working hours.
    """
    known = [
        await uow.intake.begun_by(now - LOOKED_AFTER),
        *await uow.intake.all_begun_after(now - LOOKED_AFTER),
    ]
    found: list[Outgoing] = []
    for before, after in pairwise(one for one in known if one is not None):
        if after.since - before.until > GRACE_AFTER_OUTAGE:
            found += await _asked_before(uow, before, after, policy, now)
    queued = await uow.outbox.known([one.key for one in found])
    return [one for one in found if one.key not in queued]


async def _asked_before(
    uow: UnitOfWork, before: Stretch, after: Stretch, policy: Policy, now: datetime
) -> list[Outgoing]:
    soon = after.since - before.until <= WAITED_FOR
    at = now if soon else policy.working_days.next_sending_time(now)
    return [
        Outgoing(
            key=f"question:{after.since.isoformat()}:{one.chat_id}",
            chat_id=one.chat_id,
            kind="question_again",
            urgency=Urgency.DECISION,
            not_before=at,
            facts={
                "person_id": one.person_id,
                "campaign_id": one.campaign_id,
                "screen_id": one.screen_id,
            },
        )
        for one in await uow.open_questions.of_active(since=before.until - AT_WORK, until=before.until)
    ]


async def question_to_show(
    uow: UnitOfWork,
    *,
    chat_id: int,
    person_id: int,
    campaign_id: int,
    screen_id: int,
    policy: Policy,
    now: datetime,
) -> Asking | None:
    """The question on this screen as it stands now.

    None once something else is on the screen, the response is submitted, the phase is over or its person out of reach.
    """
    account = await speaking.recipient(uow, person_id=person_id, chat_id=chat_id)
    chat = await uow.conversations.of(chat_id)
    if account is None or chat is None or chat.screen_id != screen_id:
        return None
    actor = Actor(chat_id, account, policy.contact)
    step = await answering.standing(uow, actor=actor, campaign_id=campaign_id, now=now)
    if not isinstance(step, Asking):
        return None
    before = chat.facts.get("before")
    return step if before is None else replace(step, before=str(before))
