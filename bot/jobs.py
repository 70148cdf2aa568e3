"""What happens because time passes. The scheduler only ticks; the domain says what is due."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from telegram.ext import CallbackContext, JobQueue

from bot.delivery.outbox import Outbox
from bot.services import Services
from domain.conversation import Outgoing
from domain.ports import UnitOfWork
from domain.usecases import (
    announcing,
    asking_again,
    classifying,
    monitoring,
    opening_phases,
    reminding,
    steering_broadcasts,
)

_log = logging.getLogger(__name__)
Duty = Callable[..., Awaitable[Any]]
Step = Callable[[], Awaitable[Any]]
Lookout = Callable[..., Awaitable[Sequence[Outgoing]]]

DUTIES: Sequence[Duty] = (
    monitoring.forget_updates,
    opening_phases.carry_out_due,
    steering_broadcasts.finish_due,
    announcing.publish_due,
)
PIECES: Sequence[Duty] = (classifying.classify_waiting, announcing.tell_next)
"""Work on many people, cut into short writes: each is repeated until it says that nothing is left."""
LOOKOUTS: Sequence[Lookout] = (asking_again.due_questions, reminding.due_reminders)
"""What to send is looked for among many people, in a read of its own that keeps no tap waiting."""


async def _queue(uow: UnitOfWork, *, messages: Sequence[Outgoing], now: datetime) -> int:
    return await uow.outbox.queue(messages, now=now)


class Jobs:
    """One job, repeated: everything due at this moment is done or queued, a late tick changes nothing."""

    def __init__(
        self,
        services: Services,
        outbox: Outbox,
        queue: "JobQueue[Any] | None",
        seconds: float,
        *,
        first: Sequence[Step] = (),
        duties: Sequence[Duty] = DUTIES,
        pieces: Sequence[Duty] = PIECES,
        lookouts: Sequence[Lookout] = LOOKOUTS,
    ) -> None:
        """`first` is done at every tick before anything else: what the others go by."""
        assert queue is not None
        self._services = services
        self._first = first
        self._duties = duties
        self._pieces = pieces
        self._lookouts = lookouts
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
        """Do what is due now. What fails keeps nothing else from being done, and is raised at the end."""
        await self._services.clock.refresh()
        steps: list[Step] = [*self._first]
        steps += [partial(self._services.write, duty) for duty in self._duties]
        steps += [partial(self._work_off, piece) for piece in self._pieces]
        steps += [partial(self._look_out, lookout) for lookout in self._lookouts]
        outcomes = [(await asyncio.gather(step(), return_exceptions=True))[0] for step in steps]
        self._outbox.wake()
        if faults := [outcome for outcome in outcomes if isinstance(outcome, Exception)]:
            raise ExceptionGroup("not everything due could be done", faults)

    async def _work_off(self, piece: Duty) -> None:
        while await self._services.write(piece):
            pass

    async def _look_out(self, lookout: Lookout) -> None:
        if messages := await self._services.read(lookout):
            await self._services.write(_queue, messages=messages)

    async def _tick_job(self, _context: "CallbackContext[Any, Any, Any, Any]") -> None:
        await self.tick()
