"""The time of the simulated Telegram: it stands still, or passes as fast as it is told to."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Passing:
    """A clock that is set to aware moments; each second outside is `pace` seconds on it."""

    def __init__(self, now: datetime, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._pace = 0.0
        self.set(now)

    @property
    def now(self) -> datetime:
        if not self._pace:
            return self._set_to
        return self._set_to + timedelta(seconds=(self._monotonic() - self._since) * self._pace)

    @property
    def pace(self) -> float:
        return self._pace

    def set(self, now: datetime, pace: float | None = None) -> None:
        """Go on from another moment, with another pace where one is given; refuses a naive one."""
        if now.tzinfo is None:
            raise ValueError("naive datetime")
        if pace is not None and pace < 0:
            raise ValueError("time does not pass backwards")
        self._set_to, self._since = now, self._monotonic()
        self._pace = self._pace if pace is None else pace
