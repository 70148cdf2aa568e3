"""Statements of the tap, compiled once for each engine and run straight on the driver.

SQLAlchemy writes the SQL and converts the values; what is left out is its work per execution, which costs
ten times as much as the statement itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, TypeAlias, cast

from sqlalchemy import Connection, Dialect, Executable, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

Values: TypeAlias = Mapping[str, Any]
Row: TypeAlias = Sequence[Any]
_Convert: TypeAlias = Callable[[Any], Any]


class NotToBePrepared(TypeError):
    """The statement's SQL would differ from one execution to the next, or has defaults of its own."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a statement found, and how many rows it changed."""

    rows: Sequence[Row] = ()
    rowcount: int = 0

    def first(self) -> Row | None:
        """The first row, if there is one."""
        return self.rows[0] if self.rows else None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass(eq=False, slots=True)
class Prepared:
    """A statement that is always run with parameters of these names, each a plain value.

    Its rows are plain tuples in the order of its columns.
    """

    statement: Executable
    names: tuple[str, ...]
    _compiled: "dict[str, _Compiled]" = field(default_factory=dict)

    def run(self, connection: Connection, values: Values | Sequence[Values]) -> Fetched:
        """Run it with one set of values, or with each of several in turn; several bring no rows.

        Raises what SQLAlchemy would raise, and NotToBePrepared at the first time.
        """
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled.of(self.statement, self.names, dialect)
        try:
            return compiled.run(connection, values)
        except dialect.loaded_dbapi.Error as error:
            raise wrapped(error, compiled.sql, connection) from error


@dataclass(frozen=True, slots=True)
class _Place:
    """A value of the SQL: the parameter it comes from, or else the constant."""

    parameter: str | None
    constant: Any
    convert: _Convert | None

    def value(self, values: Values) -> Any:
        if self.parameter is None:
            return self.constant
        value = values[self.parameter]
        return value if self.convert is None else self.convert(value)


@dataclass(frozen=True, slots=True)
class _Mark:
    name: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one engine wants it, and what turns its values and rows."""

    sql: str
    places: tuple[_Place, ...]
    reading: tuple[tuple[int, _Convert], ...]
    engine: "_Engine"

    @classmethod
    def of(cls, statement: Executable, names: Sequence[str], dialect: Dialect) -> Self:
        sqlite = dialect.name == "sqlite"
        written = dialect if sqlite else cast(Any, type(dialect))(paramstyle="numeric_dollar")
        compiled = cast(
            SQLCompiler, cast(ClauseElement, statement).compile(dialect=written, column_keys=list(names))
        )
        defaults = [one for one in (*compiled.insert_prefetch, *compiled.update_prefetch) if one.default]
        if defaults or compiled.post_compile_params or compiled.literal_execute_params:
            raise NotToBePrepared(str(compiled))
        given = compiled.construct_params({name: _Mark(name) for name in names})
        order = compiled.positiontup or ()
        places = tuple(_place(given[name], compiled.binds[name].type, dialect) for name in order)
        engine = _Sqlite if sqlite else _Postgres
        return cls(str(compiled), places, _reading(statement, dialect), engine())

    def run(self, connection: Connection, values: Values | Sequence[Values]) -> Fetched:
        if isinstance(values, Mapping):
            rows, rowcount = self.engine.run(connection, self.sql, self._bound(values))
            return Fetched([self._read(row) for row in rows] if self.reading else rows, rowcount)
        several = [self._bound(one) for one in values]
        return Fetched(rowcount=self.engine.run_each(connection, self.sql, several))

    def _bound(self, values: Values) -> list[Any]:
        return [place.value(values) for place in self.places]

    def _read(self, row: Row) -> Row:
        read = list(row)
        for position, convert in self.reading:
            read[position] = convert(read[position])
        return read


class _Engine(Protocol):
    """How an engine is sent a statement: once, for its rows and how many it changed; or for each of several."""

    def run(self, connection: Connection, sql: str, values: list[Any]) -> tuple[Sequence[Row], int]: ...

    def run_each(self, connection: Connection, sql: str, several: list[list[Any]]) -> int: ...


class _Sqlite:
    def run(self, connection: Connection, sql: str, values: list[Any]) -> tuple[Sequence[Row], int]:
        cursor = cast(Any, connection.connection.driver_connection).execute(sql, values)
        rows = cursor.fetchall() if cursor.description else ()
        rowcount = cursor.rowcount
        cursor.close()
        return rows, rowcount

    def run_each(self, connection: Connection, sql: str, several: list[list[Any]]) -> int:
        cursor = cast(Any, connection.connection.driver_connection).executemany(sql, several)
        rowcount: int = cursor.rowcount
        cursor.close()
        return rowcount


class _Postgres:
    def __init__(self) -> None:
        from storage.libpq import Session  # psycopg, which SQLite does without

        self._session_of = Session.of

    def run(self, connection: Connection, sql: str, values: list[Any]) -> tuple[Sequence[Row], int]:
        return self._session_of(connection).run(sql, values)

    def run_each(self, connection: Connection, sql: str, several: list[list[Any]]) -> int:
        return self._session_of(connection).run_each(sql, several)


def _place(given: Any, kind: TypeEngine[Any], dialect: Dialect) -> _Place:
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(given, _Mark):
        return _Place(given.name, None, convert)
    return _Place(None, given if convert is None else convert(given), None)


def _reading(statement: Executable, dialect: Dialect) -> tuple[tuple[int, _Convert], ...]:
    columns = statement.selected_columns if isinstance(statement, Select) else _returned(statement)
    converting = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
    return tuple((position, convert) for position, convert in enumerate(converting) if convert is not None)


def _returned(statement: Any) -> Sequence[Any]:
    return [one["expr"] for one in statement.returning_column_descriptions]


def wrapped(error: Exception, sql: str, connection: Connection) -> BaseException:
    """The error as SQLAlchemy raises it, without the values: they are answers. A dead connection is given up."""
    dialect = connection.dialect
    dead = dialect.is_disconnect(cast(Any, error), cast(Any, connection.connection.driver_connection), None)
    if dead:
        connection.invalidate(error)
    return DBAPIError.instance(
        sql, None, error, dialect.loaded_dbapi.Error,
        hide_parameters=True, connection_invalidated=dead, dialect=dialect,
    )  # fmt: skip
