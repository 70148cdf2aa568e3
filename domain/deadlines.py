"""When an answer still counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PRESS_GRACE = timedelta(seconds=60)
GRACE_AFTER_OUTAGE = timedelta(seconds=150)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment of a phase, or of one person's extension.

    A button carries no time of press, so a press counts by when it is received. `intake_back_at` is given
    only where the intake was down at the deadline: the presses it could not take are delivered late. While it is
    not known to be back, that is now.
    """

    at: datetime
    intake_back_at: datetime | None = None

    def takes_text(self, sent_at: datetime) -> bool:
        """A message counts by the date Telegram's server gave it, however late it is handled."""
        return sent_at <= self.at

    def takes_press(self, received_at: datetime) -> bool:
        """A press counts if received within 60 s after the deadline, or within 150 s after an outage."""
        return received_at <= self.final_at

    @property
    def final_at(self) -> datetime:
        """Nothing that counts is received after this; the closing waits for it."""
        graced = self.at + PRESS_GRACE
        if self.intake_back_at is None:
            return graced
        return max(graced, self.intake_back_at + GRACE_AFTER_OUTAGE)
