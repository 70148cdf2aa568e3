"""When results may be published, who may approve it, and until when a person may object."""

from datetime import datetime, time, timedelta
from typing import Final

from domain.errors import ApprovalExpired, SecondPersonNeeded
from domain.publications import Publication
from domain.working_days import WorkingDays

APPROVAL_VALID: Final = timedelta(hours=24)
OBJECTION_DAYS: Final = 14
OBJECTIONS_CLOSE: Final = time(16)


def approval_expires(requested_at: datetime) -> datetime:
    """The last moment at which a second admin may approve."""
    return requested_at + APPROVAL_VALID


def check_approval(request: Publication, *, approver: int, two_admins: bool, now: datetime) -> None:
    """Four eyes, unless the agency has decided for two. Refuses ApprovalExpired and SecondPersonNeeded."""
    if now > request.expires_at:
        raise ApprovalExpired(expired_at=request.expires_at)
    if two_admins and approver == request.requested_by:
        raise SecondPersonNeeded(until=request.expires_at)


def published_at(publish_at: datetime, *, approved_at: datetime, days: WorkingDays) -> datetime:
    """When approved results leave: at the hour asked for, and in the publishing window in any case."""
    return days.next_publishing_time(max(publish_at, approved_at))


def objections_until(
    publish_at: datetime,
    days: WorkingDays,
    *,
    period: int = OBJECTION_DAYS,
    closes: time = OBJECTIONS_CLOSE,
) -> datetime:
    """The end of the objection period: `period` calendar days later at `closes`, moved on to a working day."""
    return days.at(days.on_or_after(days.day(publish_at) + timedelta(days=period)), closes)
