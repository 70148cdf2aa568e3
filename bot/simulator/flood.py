"""Telegram's limits on how fast a bot may send messages, in real time."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.simulator.refusals import too_many_requests

_UNCOUNTED: Final = {"sendChatAction"}
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second, to all chats together and to one; `burst` of them may come at once."""

    per_second: float = 30
    burst: int = 30
    per_chat: float = 1
    chat_burst: int = 1


@dataclass(slots=True)
class _Allowance:
    """What may still be sent: it fills up evenly, to the burst at most."""

    per_second: float
    burst: int
    left: float
    at: float
    closed_until: float = field(default=-math.inf)

    def wait(self, now: float) -> int:
        """Return 0 where a message may pass, else for how many whole seconds none will."""
        self.left = min(self.burst, self.left + (now - self.at) * self.per_second)
        self.at = now
        if now >= self.closed_until and self.left < 1 - _ROUNDING:
            self.closed_until = now + max(1, math.ceil((1 - self.left) / self.per_second))
        return math.ceil(self.closed_until - now) if now < self.closed_until else 0


class Flood:
    """Counts messages. Edits, deletions and answers to presses pass freely.

    Whoever sends too fast is refused until the seconds named in the refusal are over.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._limits: Limits | None = None
        self._everybody = _Allowance(0, 0, 0, 0)
        self._chats: dict[int, _Allowance] = {}

    @property
    def limits(self) -> Limits | None:
        """The limits that are enforced; None where there are none."""
        return self._limits

    def enforce(self, limits: Limits | None) -> None:
        """Count from now on, from a full allowance; None lets everything pass."""
        self._limits, self._chats = limits, {}
        if limits:
            self._everybody = self._full(limits.per_second, limits.burst)

    def check(self, method: str, chat_id: int) -> None:
        """Count a call; raises Telegram's refusal where it comes too early."""
        if self._limits is None or not method.startswith("send") or method in _UNCOUNTED:
            return
        if chat_id not in self._chats:
            self._chats[chat_id] = self._full(self._limits.per_chat, self._limits.chat_burst)
        concerned, now = (self._everybody, self._chats[chat_id]), self._monotonic()
        if wait := max(allowance.wait(now) for allowance in concerned):
            raise too_many_requests(wait)
        for allowance in concerned:
            allowance.left -= 1

    def _full(self, per_second: float, burst: int) -> _Allowance:
        return _Allowance(per_second, burst, burst, self._monotonic())
