"""The queue of updates that wait for the bot, with Telegram's rules of offset and limit."""

from typing import Final

from bot.simulator.markup import Json

MOST_AT_ONCE: Final = 100
_FIRST_ID: Final = 700_000_001
_NOT_BY_DEFAULT: Final = {"chat_member", "message_reaction", "message_reaction_count"}


class UpdateQueue:
    """Updates stay until an offset beyond them confirms them."""

    def __init__(self) -> None:
        self._waiting: list[Json] = []
        self._next = _FIRST_ID
        self._wanted: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def wanted(self) -> tuple[str, ...]:
        return tuple(sorted(self._wanted))

    def want(self, kinds: list[str] | None) -> None:
        """Keep to these kinds from now on; an empty list is Telegram's default, None changes nothing."""
        if kinds is not None:
            self._wanted = frozenset(kinds)

    def put(self, kind: str, content: Json) -> Json | None:
        """Queue an update and return it, or None where the bot does not want its kind."""
        if kind not in self._wanted if self._wanted else kind in _NOT_BY_DEFAULT:
            return None
        update = {"update_id": self._next, kind: content}
        self._next += 1
        self._waiting.append(update)
        return update

    def confirm(self, offset: int) -> None:
        """Forget what an offset confirms; a negative one keeps that many from the end."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [update for update in self._waiting if update["update_id"] >= offset]

    def first(self, limit: int) -> list[Json]:
        """Return the oldest updates; a limit outside 1 to 100 is 100."""
        return self._waiting[: limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE]

    def clear(self) -> None:
        self._waiting = []
