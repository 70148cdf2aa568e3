"""The updates that wait for the bot, with Telegram's rules of offset, limit and retention."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.simulator.markup import Json

MOST_AT_ONCE: Final = 100
LIFE_OF_AN_UPDATE: Final = timedelta(hours=24)
LIFE_OF_A_PRESS: Final = timedelta(seconds=150)
_FIRST_ID: Final = 700_000_001
_NOT_BY_DEFAULT: Final = {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Updates stay until the bot confirms them, by an offset beyond them or by its webhook, or too long.

    `taken` hears the ids of what is confirmed, at that moment.
    """

    def __init__(self) -> None:
        self._waiting: dict[int, Json] = {}
        self._queued_at: dict[int, datetime] = {}
        self._next = _FIRST_ID
        self._wanted: frozenset[str] = frozenset()
        self.taken: Callable[[Sequence[int]], None] = lambda _: None

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._waiting

    def __iter__(self) -> Iterator[Json]:
        return iter(self._waiting.values())

    @property
    def wanted(self) -> tuple[str, ...]:
        return tuple(sorted(self._wanted))

    def want(self, kinds: list[str] | None) -> None:
        """Keep to these kinds from now on; an empty list is Telegram's default, None changes nothing."""
        if kinds is not None:
            self._wanted = frozenset(kinds)

    def put(self, kind: str, content: Json, now: datetime) -> Json | None:
        """Queue an update and return it, or None where the bot does not want its kind."""
        if kind not in self._wanted if self._wanted else kind in _NOT_BY_DEFAULT:
            return None
        update = {"update_id": self._next, kind: content}
        self._waiting[self._next], self._queued_at[self._next] = update, now
        self._next += 1
        return update

    def confirm(self, offset: int) -> None:
        """Forget what an offset confirms; a negative one keeps that many from the end."""
        if offset < 0:
            self._take(list(self._waiting)[:offset])
        elif offset:
            self._take([update_id for update_id in self._waiting if update_id < offset])

    def deliver(self, update_id: int) -> None:
        """Forget what a webhook has taken."""
        if update_id in self._waiting:
            self._take([update_id])

    def first(self, limit: int) -> list[Json]:
        """Return the oldest updates; a limit outside 1 to 100 is 100."""
        return list(self._waiting.values())[: limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE]

    def expire(self, now: datetime) -> None:
        """Forget what has waited too long: presses 150 s, everything else a day."""
        for update_id, update in list(self._waiting.items()):
            life = LIFE_OF_A_PRESS if "callback_query" in update else LIFE_OF_AN_UPDATE
            if now - self._queued_at[update_id] > life:
                self._forget(update_id)

    def clear(self) -> None:
        self._waiting, self._queued_at = {}, {}

    def _take(self, update_ids: Sequence[int]) -> None:
        for update_id in update_ids:
            self._forget(update_id)
        if update_ids:
            self.taken(update_ids)

    def _forget(self, update_id: int) -> None:
        del self._waiting[update_id], self._queued_at[update_id]
