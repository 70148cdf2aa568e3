"""Keeps the progress of broadcasts true in the chats of the admins who watch them."""

import asyncio
import logging

from telegram import Bot
from telegram.error import TelegramError

from bot.delivery import sending
from bot.services import Services
from bot.views import broadcasts as views
from domain.broadcasts import BroadcastState
from domain.conversation import Queued
from domain.usecases import steering_broadcasts
from domain.usecases.steering_broadcasts import BroadcastProgress

_log = logging.getLogger(__name__)
_LOOK_EVERY = 0.5  # seconds
_EDIT_EVERY = 1.0


class Progress:
    """Edits the progress about once a second while a broadcast moves, and finishes it when nothing is left.

    These edits are neither paced nor repeated: the next one, or the report, says more than the one lost.
    """

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot
        self._moved: set[int] = set()
        self._edited_at: dict[int, float] = {}
        self._something = asyncio.Event()
        self._looking = False

    def moved(self, message: Queued) -> None:
        """A message of a broadcast has an outcome, or was put off."""
        if message.broadcast_id is not None:
            self._moved.add(message.broadcast_id)
            self._something.set()

    @property
    def idle(self) -> bool:
        """What is shown is what is so."""
        return not self._moved and not self._looking

    async def run(self) -> None:
        """Show until cancelled."""
        while True:
            await self._something.wait()
            self._something.clear()
            while self._moved:
                await self._look_at_all()

    async def _look_at_all(self) -> None:
        self._looking = True
        moved, self._moved = self._moved, set()
        try:
            for broadcast_id in moved:
                await self._look(broadcast_id)
        except Exception:  # noqa: BLE001 — an outermost loop: what the store says must not end the showing
            _log.exception("progress could not be shown")
        finally:
            self._looking = False
        await asyncio.sleep(_LOOK_EVERY)

    async def _look(self, broadcast_id: int) -> None:
        found = await self._services.read(steering_broadcasts.progress, broadcast_id=broadcast_id)
        if found.is_over:
            await self._services.write(steering_broadcasts.finish, broadcast_id=broadcast_id)
            self._edited_at.pop(broadcast_id, None)
        elif found.broadcast.state is BroadcastState.SENDING:
            await self._show(found)

    async def _show(self, found: BroadcastProgress) -> None:
        """An edit, unless there was one a moment ago: then it is looked at once more."""
        now = asyncio.get_running_loop().time()
        since = self._edited_at.setdefault(found.broadcast.id, now)
        if now - since < _EDIT_EVERY and found.continues_at is None:
            self._moved.add(found.broadcast.id)
            return
        self._edited_at[found.broadcast.id] = now
        await self._edit(found)

    async def _edit(self, found: BroadcastProgress) -> None:
        if found.screen.message_id is None:
            return
        reply = views.progress(found, self._services.policy.zone)
        try:
            await sending.edit(self._bot, found.screen.chat_id, found.screen.message_id, reply)
        except TelegramError as error:
            _log.info("progress of %s not shown (%s)", found.broadcast.number, type(error).__name__)
