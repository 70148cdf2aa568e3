"""What happens because time passes. The scheduler only ticks; the domain says what is due."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.ext import CallbackContext, JobQueue

from bot.delivery.outbox import Outbox
from bot.services import Services
from domain.usecases import classifying

_log = logging.getLogger(__name__)
Duty = Callable[..., Awaitable[Any]]

DUTIES: Sequence[Duty] = (classifying.classify_waiting,)


class Jobs:
    """One job, repeated: everything due at this moment is done or queued, a late tick changes nothing."""

    def __init__(
        self, services: Services, outbox: Outbox, queue: "JobQueue[Any] | None", seconds: float
    ) -> None:
        assert queue is not None
        self._services = services
        self._outbox = outbox
        self._queue = queue
        self._seconds = seconds

    def start(self) -> None:
        """Begin to tick."""
        self._queue.run_repeating(
            self._tick_job,
            self._seconds,
            first=0,
            job_kwargs={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    async def tick(self) -> None:
        """Do what is due now."""
        await self._services.clock.refresh()
        for duty in DUTIES:
            await self._services.write(duty)
        self._outbox.wake()

    async def _tick_job(self, _context: "CallbackContext[Any, Any, Any, Any]") -> None:
        await self.tick()
