"""Whether the bot may speak to somebody unasked, and when."""

from datetime import datetime
from typing import Final

from domain.people import Account, PersonStatus
from domain.ports import UnitOfWork
from domain.reminders import may_send
from domain.working_days import WorkingDays

PROACTIVE: Final = (
    "phase_opened", "phase_extended", "reminder", "broadcast", "result_available", "result_reminder",
)  # fmt: skip
"""Kinds of messages of which a person gets one a day; decisions somebody waits for are not among them."""


async def recipient(uow: UnitOfWork, *, person_id: int, chat_id: int) -> Account | None:
    """The account a message was queued for, if it is still in force and its person active."""
    account = await uow.accounts.by_person(person_id)
    if account is None or account.telegram_id != chat_id or account.revoked_at is not None:
        return None
    return account if account.official and account.official.status is PersonStatus.ACTIVE else None


async def earliest(
    uow: UnitOfWork, *, chat_id: int, days: WorkingDays, now: datetime, beyond_daily_limit: bool = False
) -> datetime:
    """`now` if a message may leave: in working hours, the first of the chat's day. Else when it may."""
    if not days.is_sending_time(now):
        return days.next_sending_time(now)
    sent = await uow.outbox.sent_since(chat_id, kinds=PROACTIVE, since=days.midnight(now))
    if may_send(now, sent_today=sent, days=days, beyond_daily_limit=beyond_daily_limit):
        return now
    return days.next_opening(now)
