"""What the agency has decided and a rule needs to know."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.quality import Thresholds
from domain.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Policy:
    """Configuration as the domain sees it.

    `notice_version` is the privacy notice in force, `besides` are questionnaires asked in each new phase besides the
    usual ones.
    """

    contact: str
    zone: ZoneInfo
    working_days: WorkingDays
    notice_version: int
    ruleset: str
    two_admins: bool
    objection_days: int
    bot_username: str
    quality: Thresholds
    besides: tuple[str, ...]
