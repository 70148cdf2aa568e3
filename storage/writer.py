"""The threads that write. A use case is driven to its end inside one of them."""

import asyncio
import random
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from storage.jobs import Job, perform_side_by_side
from storage.outages import conflicts, refuses_commit
from storage.prepared import Wrapping
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")
_RETRIES = 20
_LONGEST_PAUSE = 0.1  # seconds between two tries
_PATIENCE = 0.1  # seconds that a thread is at its jobs before another takes what waits


class Writer:
    """A queue of jobs and the threads that take from it: one commit for all that wait, a savepoint for each.

    One thread is at work at a time, and whatever takes long does not hold up what waits behind it: the next
    takes over when the one before has been at its jobs for `_PATIENCE`. Where an engine lets transactions run
    side by side they collide and are repeated; one after the other they do not.
    """

    threads = 1
    group = 64  # jobs in one commit, at most

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: deque[Job] = deque()
        self._waiting = threading.Condition()
        self._closing = False
        self._workers: list[threading.Thread] = []
        self._at_work: dict[int, float] = {}  # thread → since when
        self._reminder: asyncio.TimerHandle | None = None
        self._own = threading.local()

    def start(self) -> None:
        """Start the writing threads."""
        for number in range(self.threads):
            worker = threading.Thread(target=self._work, name=f"writer-{number}", daemon=True)
            self._workers.append(worker)
            worker.start()

    async def run(self, work: Callable[[UnitOfWork], Awaitable[T]], lane: Hashable | None = None) -> T:
        """Queue `work` and wait until it is durable. Cancelling the waiting does not cancel the write.

        What is in different lanes touches different rows; what has no lane may touch any. Raises StoreOutage where the database cannot work now, and what the work raises.
        """
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future(), lane)
        with self._waiting:
            self._jobs.append(job)
            self._call(loop)
        return cast(T, await asyncio.shield(job.future))

    async def close(self) -> None:
        """Finish what is queued, end the threads and close the connections."""
        with self._waiting:
            self._closing = True
            self._waiting.notify_all()
        for worker in self._workers:
            await asyncio.to_thread(worker.join)
        self._engine.dispose()

    def _call(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have a thread take what was queued, and look again later whether one did; called with the lock held."""
        if self._may_take():
            self._waiting.notify()
        if self.threads > 1 and self._reminder is None:
            self._reminder = loop.call_later(_PATIENCE, self._remind, loop)

    def _remind(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._waiting:
            self._reminder = None
            if self._jobs:
                self._call(loop)

    def _may_take(self) -> bool:
        return not self._at_work or time.monotonic() - max(self._at_work.values()) >= _PATIENCE

    def _work(self) -> None:
        while jobs := self._take():
            self.perform(jobs)
            jobs[0].loop.call_soon_threadsafe(_settle, jobs)
        self._let_go()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction over the connection of this thread, which is a new one after any error."""
        connection = getattr(self._own, "connection", None) or self._engine.connect()
        self._own.connection = connection
        try:
            with connection.begin():
                yield connection
        except BaseException:  # also what is no Exception leaves a connection nobody knows the state of
            self._let_go()
            raise

    def _let_go(self) -> None:
        connection, self._own.connection = getattr(self._own, "connection", None), None
        if connection is not None:
            connection.close()

    def _take(self) -> list[Job]:
        me = threading.get_ident()
        with self._waiting:
            self._at_work.pop(me, None)
            while not self._closing and not (self._jobs and self._may_take()):
                self._waiting.wait()
            self._at_work[me] = time.monotonic()
            return [self._jobs.popleft() for _ in range(min(self.group, len(self._jobs)))]

    def perform(self, jobs: list[Job]) -> None:
        """Run the jobs; afterwards each holds its value or its error. Never raises."""
        raise NotImplementedError

    def _each_alone(self, jobs: list[Job], connection: Connection) -> None:
        """Run the jobs one after the other in the transaction; what fails leaves nothing behind."""
        if not jobs:
            return
        self._tell(connection, "SAVEPOINT job")
        for job in jobs:
            try:
                job.perform(connection)
                self._finish(connection)
            except BaseException as error:  # it belongs to whoever asked, whatever it is
                if conflicts(error) or self._ended(connection):
                    raise
                job.error = error
                self._undo(connection)
            else:
                if job is not jobs[-1]:
                    self._tell(connection, "RELEASE job", "SAVEPOINT job")

    def _tell(self, connection: Connection, *commands: str) -> None:
        """Tell the engine about the transaction, at once or with the next statement."""
        raise NotImplementedError

    def _finish(self, connection: Connection) -> None:
        """Hear of every statement of a job what became of it. Raises what the engine raises."""

    def _undo(self, connection: Connection) -> None:
        """Take back what a job has done."""
        self._tell(connection, "ROLLBACK TO job")

    def _ended(self, connection: Connection) -> bool:
        """Tell whether the transaction is over, by an error of one of its jobs."""
        raise NotImplementedError


def _apart(jobs: Sequence[Job]) -> tuple[list[Job], list[Job]]:
    """The first of each lane, and all others in their order."""
    first: dict[Hashable, Job] = {}
    for job in jobs:
        if job.lane is not None:
            first.setdefault(job.lane, job)
    return list(first.values()), [job for job in jobs if first.get(job.lane) is not job]


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        job.settle()


class SqliteWriter(Writer):
    """One thread: SQLite has one writer at a time."""

    def perform(self, jobs: list[Job]) -> None:
        """Run the jobs in one transaction; if the engine ended it, each again in its own."""
        try:
            with self._transaction() as connection:
                self._each_alone(jobs, connection)
        except BaseException as error:  # noqa: BLE001 — nothing may end the thread that everybody waits for
            if len(jobs) == 1:
                jobs[0].error = error
                return
            for job in jobs:
                self.perform([job])

    def _tell(self, connection: Connection, *commands: str) -> None:
        for command in commands:
            cast(Any, connection.connection.driver_connection).execute(command)

    def _ended(self, connection: Connection) -> bool:
        # the engine rolled everything back: a full disk does
        return not cast(Any, connection.connection.driver_connection).in_transaction


class PostgresWriter(Writer):
    """Four threads, of which three are there for when the first takes long, which a group must not."""

    threads = 4
    group = 16

    def __init__(self, engine: Engine) -> None:
        from storage.libpq import Session  # psycopg, which SQLite does without

        super().__init__(engine)
        self._session_of = Session.of

    def perform(self, jobs: list[Job]) -> None:
        """Run the jobs in one transaction; if that came to nothing, each in its own, again after a conflict."""
        if len(jobs) == 1 or not self._together(jobs):
            for job in jobs:
                self._alone(job)

    def _together(self, jobs: list[Job]) -> bool:
        """Run the jobs in one transaction. Returns False where it surely left nothing behind."""
        committing = False
        side_by_side, others = _apart(jobs)
        try:
            with self._transaction() as connection:
                perform_side_by_side(side_by_side, connection)
                self._finish(connection)
                self._each_alone(others, connection)
                committing = True
        except BaseException as error:  # noqa: BLE001 — as above
            if not committing or refuses_commit(error):
                return False
            for job in jobs:
                job.error = error  # whether it was committed nobody knows: to run it again could do it twice
        return True

    def _alone(self, job: Job) -> None:
        for attempt in range(_RETRIES):
            try:
                with self._transaction() as connection:
                    job.perform(connection)
                    self._finish(connection)
            except BaseException as error:  # noqa: BLE001 — as above
                job.error = error
                if not conflicts(error) or attempt == _RETRIES - 1:
                    return
                time.sleep(min(_LONGEST_PAUSE, 0.002 * 2**attempt) * random.random())
            else:
                return

    def _tell(self, connection: Connection, *commands: str) -> None:
        for command in commands:
            self._session_of(connection).tell_later(command)

    def _undo(self, connection: Connection) -> None:
        self._session_of(connection).forget()
        super()._undo(connection)

    def _finish(self, connection: Connection) -> None:
        with Wrapping(connection, "what waited"):
            self._session_of(connection).finish()

    def _ended(self, connection: Connection) -> bool:
        return connection.invalidated
