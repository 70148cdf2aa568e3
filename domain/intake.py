"""When updates were taken in: the stretches between outages, as far as is known."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in which updates were taken in; `until` is the last moment of which that is known."""

    since: datetime
    until: datetime
