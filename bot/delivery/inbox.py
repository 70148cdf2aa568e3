"""Takes updates in: stored first, then handled in order within a chat, many chats at once."""

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.services import Services
from domain.conversation import Conversation, Received
from domain.ports import UnitOfWork

_log = logging.getLogger(__name__)
_AT_ONCE = 64
_FLUSH_AFTER = 0.02  # seconds a finished turn may wait for company before its mark is written


async def _store(uow: UnitOfWork, *, updates: Sequence[Received], now: Any) -> set[int]:
    return await uow.inbox.store(updates, now=now)


async def _unfinished(uow: UnitOfWork) -> list[Received]:
    return await uow.inbox.unfinished()


async def _finish(
    uow: UnitOfWork, *, update_ids: Sequence[int], conversations: Sequence[Conversation], now: Any
) -> None:
    await uow.inbox.mark_done(update_ids, now=now)
    for conversation in conversations:
        await uow.conversations.save(conversation)


class Inbox:
    """Nothing is confirmed to Telegram before it stands in the inbox; a crash replays what is not done."""

    def __init__(
        self, services: Services, handle: Callable[[Received], Awaitable[Conversation | None]]
    ) -> None:
        self._services = services
        self._handle = handle
        self._queues: dict[int | None, deque[Received]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._finished: list[int] = []
        self._changed: dict[int, Conversation] = {}
        self._flushing: asyncio.Task[None] | None = None

    async def take(self, updates: Sequence[dict[str, Any]]) -> None:
        """Store a batch, then queue what was new. Raises what the store raises, and has queued nothing."""
        await self._services.clock.refresh()
        received = [Received(raw["update_id"], chat_of(raw), json.dumps(raw)) for raw in updates]
        fresh = await self._services.write(_store, updates=received)
        for one in sorted(received, key=lambda update: update.update_id):
            if one.update_id in fresh:
                self._enqueue(one)

    async def replay(self) -> None:
        """Queue what a crash left undone."""
        for one in await self._services.read(_unfinished):
            self._enqueue(one)

    @property
    def idle(self) -> bool:
        """No update in hand and every finished one marked."""
        return not self._workers and not self._finished

    async def drain(self, seconds: float) -> None:
        """Finish what is in hand, for at most so long, and write the marks."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        await self._flush()

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
        while queue:
            async with self._slots:  # taken per update: one busy person does not slow another
                await self._turn(queue.popleft())
        del self._queues[chat_id]

    async def _turn(self, received: Received) -> None:
        conversation = await self._handle(received)
        self._finished.append(received.update_id)
        if conversation is not None:
            self._changed[conversation.chat_id] = conversation
        if self._flushing is None:
            self._flushing = asyncio.create_task(self._flush_soon())

    async def _flush_soon(self) -> None:
        await asyncio.sleep(_FLUSH_AFTER)
        self._flushing = None
        await self._flush()

    async def _flush(self) -> None:
        finished, self._finished = self._finished, []
        changed, self._changed = self._changed, {}
        if finished:
            await self._services.write(_finish, update_ids=finished, conversations=list(changed.values()))


def chat_of(raw: dict[str, Any]) -> int | None:
    """The chat whose turn an update belongs to."""
    for name in ("message", "edited_message", "my_chat_member"):
        if name in raw:
            return int(raw[name]["chat"]["id"])
    if "callback_query" in raw:
        press = raw["callback_query"]
        chat = press.get("message", {}).get("chat") or press["from"]
        return int(chat["id"])
    return None
