"""Questions on screens, by when their people were last at them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from domain.conversation import OpenQuestion
from storage.repositories.repository import Repository
from storage.tables import Account, Conversation, Response

_OF_ACTIVE = (
    select(
        Response.person_id, Account.telegram_id, Response.campaign_id,
        Conversation.screen_id, Conversation.facts,
    )
    .join(Account, Account.person_id == Response.person_id)
    .join(Conversation, Conversation.chat_id == Account.telegram_id)
    .where(
        Response.submitted_at.is_(None),
        Response.active_at.between(bindparam("since"), bindparam("until")),
        Account.revoked_at.is_(None),
        Account.unreachable_at.is_(None),
        Conversation.screen_id.is_not(None),
        Conversation.awaiting.is_not(None),
    )
    .order_by(Response.id)
)  # fmt: skip


class OpenQuestions(Repository):
    """Across conversations, responses and accounts."""

    async def of_active(self, *, since: datetime, until: datetime) -> Sequence[OpenQuestion]:
        """What is on the screens of reachable people who were last at that questionnaire between these moments."""
        rows = await self._execute(_OF_ACTIVE, {"since": since, "until": until})
        return [
            OpenQuestion(person_id, chat_id, campaign_id, screen_id)
            for person_id, chat_id, campaign_id, screen_id, facts in rows
            if facts.get("campaign") == campaign_id
        ]
