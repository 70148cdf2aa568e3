"""Statements sent to PostgreSQL past psycopg's cursor, whose work in Python costs four times the statement itself.

psycopg still owns the connection and converts the values; a statement is parsed by the server once for each
connection (psycopg must not prepare there as well: it forgets all that is prepared after each rollback). What
nobody waits for is sent with what somebody does wait for. Only for threads: a call blocks until the server has answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeAlias, TypeVar, cast

from psycopg import Connection as Psycopg
from psycopg import abc
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import OperationalError, error_from_result
from psycopg.generators import fetch, fetch_many, send
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.waiting import wait
from sqlalchemy import Connection

from storage.prepared import Row

T = TypeVar("T")
_Sent: TypeAlias = tuple[bytes, Any]
_SESSION: Final = "libpq"
_INTERVAL: Final = 1.0  # seconds after which psycopg looks whether the process is interrupted
_GOOD: Final = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


@dataclass(slots=True)
class Session:
    """What one connection has parsed already, the values it converts, and what waits to be sent."""

    connection: "Psycopg[Any]"
    values: abc.Transformer
    parsed: dict[str, bytes] = field(default_factory=dict)
    commands: list[_Sent] = field(default_factory=list)  # about the transaction; they wait for a statement
    blind: list[_Sent] = field(default_factory=list)  # statements that wait for one whose answer is wanted

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """The session of the connection that SQLAlchemy lends; it lives as long as the connection to the server."""
        info = connection.info
        if _SESSION not in info:
            raw = cast("Psycopg[Any]", connection.connection.driver_connection)
            info[_SESSION] = cls(raw, Transformer(raw))
        return cast(Self, info[_SESSION])

    def begin(self) -> None:
        """A transaction begins; the server hears of it with its first statement. Raises psycopg.Error."""
        level = self.connection.isolation_level
        self.commands.clear()  # what was left of the last one said nothing that its end has not said
        self.forget()
        self.tell_later("BEGIN ISOLATION LEVEL " + level.name.replace("_", " ") if level else "BEGIN")

    def tell_later(self, command: str) -> None:
        """Send a command about the transaction with the next statement, if there is one."""
        self.commands.append((self._name_of(command), None))

    def run_later(self, sql: str, values: Sequence[Any]) -> None:
        """Run a statement, with `$1` and so on, together with the next whose answer is wanted, or at `finish`."""
        self.blind.append((self._name_of(sql), self._written(values)))

    def run(self, *statements: tuple[str, Sequence[Any]]) -> list[tuple[Sequence[Row], int]]:
        """Run what waits and these statements; returns the rows of each of these and how many it changed.

        Raises psycopg.Error, of the first that failed: nothing after it was run.
        """
        wanted = [(self._name_of(sql), self._written(values)) for sql, values in statements]
        before, self.commands, self.blind = [*self.commands, *self.blind], [], []
        answers = self._ask([*before, *wanted])
        return [self._read(result) for result in answers[len(before) :]]

    def finish(self) -> None:
        """Run the statements that wait. Raises psycopg.Error."""
        if self.blind:
            self.run()

    def forget(self) -> None:
        """Give up the statements that wait."""
        self.blind.clear()

    def make_way(self) -> None:
        """Send all that waits: somebody else is about to use the connection. Raises psycopg.Error."""
        if self.commands or self.blind:
            self.run()

    def _ask(self, statements: Sequence[_Sent]) -> list[PGresult]:
        server = self.connection.pgconn
        if len(statements) == 1:
            return [self._good(server.exec_prepared(*statements[0]))]
        server.enter_pipeline_mode()
        for name, values in statements:
            server.send_query_prepared(name, values)
        server.pipeline_sync()
        self._wait(send(server))
        answers = [self._wait(fetch_many(server))[0] for _ in statements]
        self._wait(fetch(server))  # the sync
        server.exit_pipeline_mode()
        return [self._good(result) for result in answers]

    def _wait(self, steps: abc.PQGen[T]) -> T:
        """psycopg's way to wait for the server: a result that is not there yet is waited for with the GIL held,
        and the thread that must commit first would never run again."""
        return wait(steps, self.connection.pgconn.socket, _INTERVAL)

    def _name_of(self, sql: str) -> bytes:
        """The name under which the server knows the statement from now on."""
        name = self.parsed.get(sql)
        if name is None:
            if self.connection.pgconn.transaction_status == TransactionStatus.INERROR:
                self.make_way()  # nothing can be prepared before the rollback that waits
            name = b"talenta_%d" % len(self.parsed)
            self._good(self.connection.pgconn.prepare(name, sql.encode()))
            self.parsed[sql] = name
        return name

    def _written(self, values: Sequence[Any]) -> Any:
        return self.values.dump_sequence(values, [PyFormat.TEXT] * len(values))

    def _read(self, result: PGresult) -> tuple[Sequence[Row], int]:
        self.values.set_pgresult(result)
        return self.values.load_rows(0, result.ntuples, tuple), result.command_tuples or 0

    def _good(self, result: PGresult) -> PGresult:
        if result.status in _GOOD:
            return result
        error = error_from_result(cast(Any, result), self.connection.info.encoding)
        if self.connection.pgconn.status == ConnStatus.BAD:
            raise OperationalError(str(error)) from error
        raise error
