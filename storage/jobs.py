"""Use cases on their way through a transaction: one driven to its end at once, or several of them step by step."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError

from storage.outages import as_it_is
from storage.prepared import Prepared, Together, Values, ask_all
from storage.repositories.repository import Execute
from storage.unit_of_work import Parameters, UnitOfWork


class AwaitedSomethingElse(RuntimeError):
    """A use case awaited something that is not its unit of work: it would hold the transaction."""


class ChangesSomething(RuntimeError):
    """A use case that was only to look has tried to write."""


@dataclass(slots=True, eq=False)
class Job:
    """A use case waiting for its turn, and the future of whoever asked for it."""

    work: Callable[[UnitOfWork], Awaitable[Any]]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    lane: Hashable | None = None
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
        if type(statement) is Together:
            return statement.run(connection, cast(Values, parameters))
        return connection.execute(statement, parameters)

    return execute


def only_reading(execute: Execute) -> Execute:
    """Executes what reads, and raises ChangesSomething for anything else."""

    async def look(statement: Any, parameters: Parameters = None) -> Any:
        if not _reads(statement):
            raise ChangesSomething(str(statement))
        return await execute(statement, parameters)

    return look


def perform_side_by_side(jobs: Sequence[Job], connection: Connection) -> None:
    """Drive jobs of different lanes to their ends, each by a step until it waits for an answer; then all are answered.

    PostgreSQL is asked once for a step of all of them. A job that fails before it has written anything holds its error.
    Raises what else one of them raises: the transaction then holds what must not stay.
    """
    going = [_Going(job, connection) for job in jobs]
    try:
        while going := [one for one in going if one.goes_on()]:
            for one, answer in zip(going, ask_all(connection, [one.asks() for one in going]), strict=True):
                one.answer = answer
    finally:
        for one in going:
            one.coroutine.close()


class _Waiting:
    """What a use case waits for."""

    __slots__ = ("statement", "values")

    def __init__(self, statement: Prepared | Together, values: Values) -> None:
        self.statement = statement
        self.values = values

    def __await__(self) -> Generator["_Waiting", Any, Any]:
        return (yield self)


class _Going:
    """A job on its way beside others."""

    __slots__ = ("_asked", "_job", "_wrote", "answer", "coroutine")

    def __init__(self, job: Job, connection: Connection) -> None:
        self._job = job
        self._wrote = False
        self._asked: Any = None
        self.answer: Any = None
        self.coroutine = cast(Coroutine[Any, Any, Any], job.work(UnitOfWork(self._over(connection))))

    def _over(self, connection: Connection) -> Execute:
        at_once = over(connection)

        async def execute(statement: Any, parameters: Parameters = None) -> Any:
            self._wrote |= not _reads(statement)
            if type(statement) is Together or (
                type(statement) is Prepared and not statement.blind and isinstance(parameters, Mapping)
            ):
                return await _Waiting(statement, cast(Values, parameters))
            return await at_once(statement, parameters)

        return execute

    def goes_on(self) -> bool:
        """Take a step; tells whether it ended in a question. Raises what leaves something behind in the transaction."""
        try:
            self._asked = self.coroutine.send(self.answer)
        except StopIteration as end:
            self._job.value, self._job.error = end.value, None
            return False
        except BaseException as error:  # it belongs to whoever asked, whatever it is
            if self._wrote or isinstance(error, DBAPIError):
                raise
            self._job.error = error
            return False
        if type(self._asked) is not _Waiting:
            raise AwaitedSomethingElse(self._job.work)
        return True

    def asks(self) -> tuple[Prepared | Together, Values]:
        """The statement it waits for."""
        return self._asked.statement, self._asked.values


def _reads(statement: Any) -> bool:
    if type(statement) is Together:
        return True
    return isinstance(statement.statement if type(statement) is Prepared else statement, Select)
