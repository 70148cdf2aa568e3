"""When results may be published, who may approve it, and until when a person may object."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.errors import ApprovalExpired, SecondPersonNeeded
from domain.publications import Publication
from domain.talent_grid import Box
from domain.typed_dates import parse_day
from domain.working_days import WorkingDays

APPROVAL_VALID: Final = timedelta(hours=24)
OBJECTION_DAYS: Final = 14
OBJECTIONS_CLOSE: Final = time(16)
REMINDED_AFTER: Final = 3
"""Working days after which whoever has not opened the result is told once more."""

_HOURS = re.compile(r"(\d{1,2})[.:](\d{2})\s*(?:[-–]|sampai|s\.?d\.?)\s*(\d{1,2})[.:](\d{2})", re.IGNORECASE)
_LONGEST_NUMBER, _LONGEST_NAME = 60, 100


def approval_expires(requested_at: datetime) -> datetime:
    """The last moment at which a second admin may approve."""
    return requested_at + APPROVAL_VALID


def check_in_time(request: Publication, *, now: datetime) -> None:
    """Refuse ApprovalExpired once nobody may approve the request any more."""
    if now > request.expires_at:
        raise ApprovalExpired(expired_at=request.expires_at)


def check_approval(request: Publication, *, approver: int, two_admins: bool, now: datetime) -> None:
    """Four eyes, unless the agency has decided for two. Refuses ApprovalExpired and SecondPersonNeeded."""
    check_in_time(request, now=now)
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


def fingerprint(boxes: Mapping[int, Box]) -> str:
    """64 letters that stand for who (by id) is in which box; any change of either changes them."""
    lines = (f"{person_id}:{box}" for person_id, box in sorted(boxes.items()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def proposed_time(now: datetime, days: WorkingDays) -> datetime:
    """The next full hour at which results may be published."""
    full = days.local(now).replace(minute=0, second=0, microsecond=0)
    return days.next_publishing_time(full if full >= now else full + timedelta(hours=1))


def reminded_at(published: datetime, days: WorkingDays) -> datetime:
    """The same hour REMINDED_AFTER working days later."""
    day = days.day(published)
    for _ in range(REMINDED_AFTER):
        day = days.next_working_day(day)
    return days.at(day, days.local(published).time())


def read_decree(text: str) -> tuple[str, date] | None:
    """Number and day of a decree, typed as `800/123-BKPSDM/2027; 8-1-2027`; None without both.

    Refuses DateNotUnderstood where the second part is no day.
    """
    number, _, day = (part.strip() for part in text.rpartition(";"))
    if not 0 < len(number) <= _LONGEST_NUMBER or "\n" in number:
        return None
    return number, parse_day(day)


def read_counsellor(text: str) -> tuple[str, str] | None:
    """Name and hours of a counsellor, typed as `Ibu Ratna; 08.00–15.00`; None without both."""
    name, _, typed = (part.strip() for part in text.rpartition(";"))
    found = _HOURS.fullmatch(typed)
    if not 0 < len(name) <= _LONGEST_NAME or "\n" in name or found is None:
        return None
    try:
        opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    except ValueError:
        return None
    return (name, f"{opens:%H.%M}–{closes:%H.%M}") if opens < closes else None
