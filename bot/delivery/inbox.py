"""Takes updates in: stored first, then handled in order within a chat, many chats at once."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.delivery.polling import PAUSES
from bot.delivery.screens import Screens
from bot.services import Services
from domain.conversation import Conversation, Received
from domain.ports import StoreOutage, UnitOfWork

_log = logging.getLogger(__name__)
_AT_ONCE = 64
_LANE = "inbox"  # one after the other: what is new is what the one before has not stored
_MARK_AFTER = 0.1  # seconds a finished turn waits at most for new updates, whose commit its mark goes with


@dataclass(frozen=True, slots=True)
class Ended:
    """The turn of an update is over; `conversation` is what the chat shows now, if that changed.

    `leaving` is on its way still: the chat goes on meanwhile, but the update is not done before it has left.
    """

    conversation: Conversation | None = None
    leaving: "asyncio.Task[None] | None" = None


@dataclass(frozen=True, slots=True)
class Again:
    """The turn is to be repeated, by then as `received` says, after `pause` seconds (None: longer each time)."""

    received: Received
    pause: float | None = None


Handle: TypeAlias = Callable[[Received, int], Awaitable[Ended | Again]]
"""Takes an update and how often its turn was put off before."""


@dataclass(slots=True)
class _Marks:
    """What is known of finished turns and not stored yet."""

    update_ids: list[int] = field(default_factory=list)
    conversations: dict[int, Conversation] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.update_ids or self.conversations)

    def before(self, later: "_Marks") -> "_Marks":
        return _Marks(self.update_ids + later.update_ids, self.conversations | later.conversations)


async def _store(
    uow: UnitOfWork, *, updates: Sequence[Received], marks: _Marks, chats: Sequence[int], now: Any
) -> tuple[set[int], list[Conversation]]:
    """Also tells what these chats show: their turns come next, and to read it for each by itself costs as much as a turn."""
    if marks:
        await _finish(uow, marks=marks, now=now)
    fresh = await uow.inbox.store(updates, now=now)
    return fresh, [await uow.conversations.of(chat) or Conversation(chat) for chat in chats]


async def _unfinished(uow: UnitOfWork) -> list[Received]:
    return await uow.inbox.unfinished()


async def _finish(uow: UnitOfWork, *, marks: _Marks, now: Any) -> None:
    await uow.inbox.mark_done(marks.update_ids, now=now)
    await uow.conversations.save(*marks.conversations.values())


class Inbox:
    """Nothing is confirmed to Telegram before it stands in the inbox; a crash replays what is not done."""

    def __init__(
        self,
        services: Services,
        handle: Handle,
        screens: Screens,
        *,
        pauses: Sequence[float] = PAUSES,
        mark_after: float = _MARK_AFTER,
    ) -> None:
        self._services = services
        self._handle = handle
        self._screens = screens
        self._pauses = pauses
        self._mark_after = mark_after
        self._queues: dict[int | None, deque[Received]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._marks = _Marks()
        self._unmarked = 0  # turns that ended and whose mark is not stored
        self._leaving: set[asyncio.Task[None]] = set()
        self._marking: asyncio.Task[None] | None = None

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store a batch, then queue what was new. Raises what the store raises, and has queued nothing."""
        await self._services.clock.refresh()
        received = [Received(raw["update_id"], chat_of(raw), json.dumps(raw), raw=raw) for raw in updates]
        fresh = await self._store_with_marks(received)
        for one in sorted(received, key=lambda update: update.update_id):
            if one.update_id in fresh:
                self._enqueue(one)

    async def _store_with_marks(self, updates: Sequence[Received]) -> set[int]:
        """Store updates together with the marks that wait; marks that cannot be stored keep no update out."""
        marks, chats = self._take_marks(), self._screens.unknown(one.chat_id for one in updates)
        try:
            fresh, shown = await self._services.write(
                _store, lane=_LANE, updates=updates, marks=marks, chats=chats
            )
        except Exception as fault:  # whatever is wrong with the marks is said when they are written alone
            self._keep(marks)
            if not marks or isinstance(fault, StoreOutage):
                raise
            fresh, shown = await self._services.write(
                _store, lane=_LANE, updates=updates, marks=_Marks(), chats=chats
            )
        else:
            self._unmarked -= len(marks.update_ids)
        self._screens.learn(shown)
        return fresh

    async def replay(self) -> None:
        """Queue what a crash left undone."""
        for one in await self._services.read(_unfinished):
            self._enqueue(one)

    @property
    def idle(self) -> bool:
        """No update in hand and every finished one marked."""
        return not self._workers and not self._unmarked

    async def rest(self) -> None:
        """Wait until it is idle; nothing new comes meanwhile, so that the marks need not wait for it."""
        while not self.idle:
            if self._workers:
                await asyncio.wait(self._workers)
            elif not (self._marks and await self._mark()):
                await asyncio.sleep(0.002)  # somebody else is storing them, or nobody can

    async def drain(self, seconds: float) -> None:
        """Finish what is in hand, for at most so long, and write the marks. What is left is replayed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._in_hand:
                    await asyncio.wait(self._in_hand)
                    await asyncio.sleep(0)  # whoever watches them has heard of it then
        left = self._in_hand
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if self._marking is not None:
            self._marking.cancel()
        await self._mark()

    @property
    def _in_hand(self) -> set["asyncio.Task[None]"]:
        return self._workers | self._leaving

    def _enqueue(self, received: Received) -> None:
        queue = self._queues.get(received.chat_id)
        if queue is not None:
            queue.append(received)
            return
        self._queues[received.chat_id] = deque([received])
        worker = asyncio.create_task(self._work(received.chat_id))
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, chat_id: int | None) -> None:
        queue = self._queues[chat_id]
        put_off = 0
        while queue:
            async with self._slots:  # taken per update: one busy person does not slow another
                outcome = await self._turn(queue[0], put_off)
            if isinstance(outcome, Again):
                queue[0] = outcome.received
                await asyncio.sleep(self._pause(outcome, put_off))
                put_off += 1
            else:
                self._ended(queue.popleft(), outcome)
                put_off = 0
        del self._queues[chat_id]

    async def _turn(self, received: Received, put_off: int) -> Ended | Again:
        try:
            return await self._handle(received, put_off)
        except StoreOutage:
            _log.warning("update %s waits for the store", received.update_id)
            return Again(received)
        except Exception:  # noqa: BLE001 — an outermost loop: what is raised must not end the chat's turns
            _log.exception("update %s waits until it can be handled", received.update_id)
            return Again(received)

    def _pause(self, again: Again, put_off: int) -> float:
        return self._pauses[min(put_off, len(self._pauses) - 1)] if again.pause is None else again.pause

    def _ended(self, received: Received, outcome: Ended) -> None:
        self._unmarked += 1
        if outcome.conversation is not None:
            self._marks.conversations[outcome.conversation.chat_id] = outcome.conversation
        if outcome.leaving is None or outcome.leaving.done():
            self._left(received.update_id)
        else:
            self._leaving.add(outcome.leaving)
            outcome.leaving.add_done_callback(lambda task: self._left(received.update_id, task))

    def _left(self, update_id: int, task: "asyncio.Task[None] | None" = None) -> None:
        """Everything an update has caused has left."""
        if task is not None:
            self._leaving.discard(task)
            if task.cancelled():
                return  # at a stop: the update is replayed
        self._marks.update_ids.append(update_id)
        if self._marking is None:
            self._marking = asyncio.create_task(self._mark_soon())

    def _take_marks(self) -> _Marks:
        marks, self._marks = self._marks, _Marks()
        return marks

    def _keep(self, marks: _Marks) -> None:
        self._marks = marks.before(self._marks)

    async def _mark_soon(self) -> None:
        failures = 0
        while self._unmarked:
            pause = self._pauses[min(failures, len(self._pauses)) - 1] if failures else self._mark_after
            await asyncio.sleep(pause)
            failures = 0 if await self._mark() else failures + 1
        self._marking = None

    async def _mark(self) -> bool:
        """Write the marks; tells whether the store has them. More turns may have ended meanwhile."""
        marks = self._take_marks()
        if not marks:
            return True
        try:
            await self._services.write(_finish, lane=_LANE, marks=marks)
        except Exception:  # noqa: BLE001 — as above: the marks are written later, or the updates replayed after a restart
            _log.exception("%s updates are handled but could not be marked", len(marks.update_ids))
            self._keep(marks)
            return False
        self._unmarked -= len(marks.update_ids)
        return True


def chat_of(raw: dict[str, Any]) -> int | None:
    """The chat whose turn an update belongs to; None if it names none."""
    press = raw.get("callback_query") or {}
    places = [raw.get(name) or {} for name in ("message", "edited_message", "my_chat_member")]
    chats = [place.get("chat") or {} for place in (*places, press.get("message") or {})]
    return next((chat["id"] for chat in (*chats, press.get("from") or {}) if "id" in chat), None)
