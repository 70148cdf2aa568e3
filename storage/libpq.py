"""Statements sent to PostgreSQL past psycopg's cursor, whose work in Python costs four times the statement itself.

psycopg still owns the connection and converts the values; a statement is parsed by the server once for each
connection (psycopg must not prepare there as well: it forgets all that is prepared after each rollback). Only for
threads: a call blocks until the server has answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeVar, cast

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
_SESSION: Final = "libpq"
_INTERVAL: Final = 1.0  # seconds after which psycopg looks whether the process is interrupted
_GOOD: Final = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


@dataclass(slots=True)
class Session:
    """What one connection has parsed already, and the values it converts."""

    connection: "Psycopg[Any]"
    values: abc.Transformer
    begin: bytes
    parsed: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """The session of the connection that SQLAlchemy lends; it lives as long as the connection to the server."""
        info = connection.info
        if _SESSION not in info:
            raw = cast("Psycopg[Any]", connection.connection.driver_connection)
            level = raw.isolation_level
            begin = b"BEGIN ISOLATION LEVEL " + level.name.replace("_", " ").encode() if level else b"BEGIN"
            info[_SESSION] = cls(raw, Transformer(raw), begin)
        return cast(Self, info[_SESSION])

    def command(self, sql: bytes) -> None:
        """Send a command without values, in the transaction. Raises psycopg.Error."""
        self._begun()
        self._good(self.connection.pgconn.exec_(sql))

    def run(self, sql: str, values: Sequence[Any]) -> tuple[Sequence[Row], int]:
        """Run a statement with `$1` and so on, in the transaction; returns its rows and how many it changed.

        Raises psycopg.Error.
        """
        name = self._parsed(sql)
        result = self._good(self.connection.pgconn.exec_prepared(name, self._written(values)))
        self.values.set_pgresult(result)
        return self.values.load_rows(0, result.ntuples, tuple), result.command_tuples or 0

    def run_each(self, sql: str, several: Sequence[Sequence[Any]]) -> int:
        """Run a statement once for each of several, all sent before the first is answered.

        Returns how many rows were changed. Raises psycopg.Error.
        """
        name = self._parsed(sql)
        written = [self._written(values) for values in several]
        server = self.connection.pgconn
        server.enter_pipeline_mode()
        for values in written:
            server.send_query_prepared(name, values)
        server.pipeline_sync()
        self._wait(send(server))
        answers = [self._wait(fetch_many(server)) for _ in written]
        self._wait(fetch(server))  # the sync
        server.exit_pipeline_mode()
        return sum(self._good(result).command_tuples or 0 for (result,) in answers)

    def _wait(self, steps: abc.PQGen[T]) -> T:
        """psycopg's way to wait for the server: a result that is not there yet is waited for with the GIL held,
        and the thread that must commit first would never run again."""
        return wait(steps, self.connection.pgconn.socket, _INTERVAL)

    def _parsed(self, sql: str) -> bytes:
        self._begun()
        name = self.parsed.get(sql)
        if name is None:
            name = b"talenta_%d" % len(self.parsed)
            self._good(self.connection.pgconn.prepare(name, sql.encode()))
            self.parsed[sql] = name
        return name

    def _written(self, values: Sequence[Any]) -> Any:
        return self.values.dump_sequence(values, [PyFormat.TEXT] * len(values))

    def _begun(self) -> None:
        """psycopg begins a transaction with the first statement that it sees; this one it does not see."""
        if self.connection.pgconn.transaction_status == TransactionStatus.IDLE:
            self._good(self.connection.pgconn.exec_(self.begin))

    def _good(self, result: PGresult) -> PGresult:
        if result.status in _GOOD:
            return result
        error = error_from_result(cast(Any, result), self.connection.info.encoding)
        if self.connection.pgconn.status == ConnStatus.BAD:
            raise OperationalError(str(error)) from error
        raise error
