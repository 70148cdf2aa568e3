"""What is kept of an assessor's work: whom they assess, every score they gave, and how far a sheet is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.aspects import Aspect, AspectGroup
from domain.assessment import Scale
from domain.people import Official
from domain.phases import Phase
from domain.ruleset import RuleSet
from domain.working_days import WorkingDays

WORKING_DAYS_TO_SCORE: Final = 8
UNDO_LASTS: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Task:
    """An official an assessor must assess; `scored` counts the aspects this assessor has scored."""

    official: Official
    scored: int


@dataclass(frozen=True, slots=True)
class Score:
    """An assessor's score for one aspect, by the key of the aspect. Never changed, only annulled.

    `update_id` is the message it came with, which is how a whole message is shown again or annulled.
    A correction names the score it `corrects` and the `reason`.
    """

    id: int
    phase_id: int
    person_id: int
    assessor_id: int
    aspect: str
    value: Decimal
    update_id: int
    scored_at: datetime
    annulled_at: datetime | None = None
    corrects: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One assessor's scores of one person: what the rule set asks for, and what is `given` by aspect key."""

    official: Official
    phase: Phase
    ruleset: RuleSet
    given: Mapping[str, Score]

    @property
    def total(self) -> int:
        """How many aspects are asked for."""
        return len(self.ruleset.aspects)

    @property
    def missing(self) -> tuple[Aspect, ...]:
        """Aspects without a score, in legal order."""
        return tuple(one for one in self.ruleset.aspects if one.key not in self.given)

    @property
    def answered(self) -> int:
        """Aspects with a score."""
        return self.total - len(self.missing)

    def next_missing(self, after: str | None = None) -> Aspect | None:
        """The first aspect without a score, or the first that stands behind the one with this key."""
        keys = [one.key for one in self.ruleset.aspects]
        passed = keys.index(after) + 1 if after is not None else 0
        return next((one for one in self.missing if one.key in keys[passed:]), None)

    def number(self, aspect: Aspect) -> int:
        """Where a missing aspect stands, from 1, when the scored ones come first."""
        return self.answered + self.missing.index(aspect) + 1

    def scale(self, aspect: Aspect) -> Scale:
        """The levels of an aspect."""
        return self.ruleset.scales[aspect.group]

    def standard(self, aspect: Aspect) -> Decimal | None:
        """The level the position requires; None for potential aspects and positions with their own standard."""
        if aspect.group is AspectGroup.POTENTIAL:
            return None
        return self.ruleset.required_level(self.official.position_kind)


def scoring_deadline(phase: Phase, days: WorkingDays) -> datetime:
    """Eight working days after a phase closes, at the same hour: a target, since nothing is refused after it."""
    closes_at = days.local(phase.closes_at)
    day = closes_at.date()
    for _ in range(WORKING_DAYS_TO_SCORE):
        day = days.next_working_day(day)
    return days.at(day, closes_at.time())
