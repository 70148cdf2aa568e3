"""The threads that write. A use case is driven to its end inside one of them."""

import asyncio
import random
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from storage.outages import as_it_is, conflicts
from storage.prepared import Prepared
from storage.repositories.repository import Execute
from storage.unit_of_work import Parameters, UnitOfWork

T = TypeVar("T")
_GROUP = 64
_RETRIES = 20
_LONGEST_PAUSE = 0.1  # seconds between two tries


class AwaitedSomethingElse(RuntimeError):
    """A use case awaited something that is not its unit of work: it would hold the transaction."""


@dataclass(slots=True, eq=False)
class Job:
    """A use case waiting for its turn, and the future of whoever asked for it."""

    work: Callable[[UnitOfWork], Awaitable[Any]]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    value: Any = None
    error: BaseException | None = None

    def perform(self, connection: Connection) -> None:
        """Drive the use case to its end over `connection`. Raises what the use case raises."""
        coroutine = cast(Coroutine[Any, Any, Any], self.work(UnitOfWork(over(connection))))
        try:
            coroutine.send(None)
        except StopIteration as end:
            self.value, self.error = end.value, None
        else:
            coroutine.close()
            raise AwaitedSomethingElse(self.work)

    def settle(self) -> None:
        """Hand the outcome to whoever waits, if they still do."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.value)
        else:
            self.future.set_exception(as_it_is(self.error))


def over(connection: Connection) -> Execute:
    """Executes over a synchronous connection, without ever suspending."""

    async def execute(statement: Any, parameters: Parameters = None) -> Any:
        if type(statement) is Prepared:
            return statement.run(connection, {} if parameters is None else parameters)
        return connection.execute(statement, parameters)

    return execute


class Writer:
    """A queue of jobs and the threads that take from it."""

    threads = 1

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: deque[Job] = deque()
        self._waiting = threading.Condition()
        self._closing = False
        self._workers: list[threading.Thread] = []

    def start(self) -> None:
        """Start the writing threads."""
        for number in range(self.threads):
            worker = threading.Thread(target=self._work, name=f"writer-{number}", daemon=True)
            self._workers.append(worker)
            worker.start()

    async def run(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        """Queue `work` and wait until it is durable. Cancelling the waiting does not cancel the write.

        Raises StoreOutage where the database cannot work now, and what the work raises.
        """
        loop = asyncio.get_running_loop()
        job = Job(work, loop, loop.create_future())
        with self._waiting:
            self._jobs.append(job)
            self._waiting.notify()
        return cast(T, await asyncio.shield(job.future))

    async def close(self) -> None:
        """Finish what is queued, end the threads and close the connections."""
        with self._waiting:
            self._closing = True
            self._waiting.notify_all()
        for worker in self._workers:
            await asyncio.to_thread(worker.join)
        self._engine.dispose()

    def _work(self) -> None:
        while jobs := self._take():
            self.perform(jobs)
            jobs[0].loop.call_soon_threadsafe(_settle, jobs)

    def _take(self) -> list[Job]:
        with self._waiting:
            while not self._jobs and not self._closing:
                self._waiting.wait()
            return [self._jobs.popleft() for _ in range(min(self.group, len(self._jobs)))]

    group = 1

    def perform(self, jobs: list[Job]) -> None:
        """Run the jobs; afterwards each holds its value or its error. Never raises."""
        raise NotImplementedError


def _settle(jobs: list[Job]) -> None:
    for job in jobs:
        job.settle()


class SqliteWriter(Writer):
    """One thread, one commit for all that wait: each job inside a savepoint of its own."""

    group = _GROUP

    def perform(self, jobs: list[Job]) -> None:
        """Run the jobs in one transaction; if the engine ended it, each again in its own."""
        try:
            self._together(jobs)
        except BaseException as error:  # noqa: BLE001 — nothing may end the thread that everybody waits for
            if len(jobs) == 1:
                jobs[0].error = error
                return
            for job in jobs:
                self.perform([job])

    def _together(self, jobs: list[Job]) -> None:
        with self._engine.connect() as connection, connection.begin():
            for job in jobs:
                self._inside_savepoint(job, connection)

    def _inside_savepoint(self, job: Job, connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("SAVEPOINT job")
        try:
            job.perform(connection)
        except BaseException as error:  # it belongs to whoever asked, whatever it is
            if not raw.in_transaction:
                raise  # the engine rolled everything back (a full disk does): run the group again
            job.error = error
            raw.execute("ROLLBACK TO job")
        raw.execute("RELEASE job")


class PostgresWriter(Writer):
    """Four threads, one transaction per job, repeated when two of them collide."""

    threads = 4

    def perform(self, jobs: list[Job]) -> None:
        """Run the one job, again after a serialization conflict."""
        (job,) = jobs
        for attempt in range(_RETRIES):
            try:
                with self._engine.connect() as connection, connection.begin():
                    job.perform(connection)
            except BaseException as error:  # noqa: BLE001 — as above
                job.error = error
                if not conflicts(error) or attempt == _RETRIES - 1:
                    return
                time.sleep(min(_LONGEST_PAUSE, 0.002 * 2**attempt) * random.random())
            else:
                return
