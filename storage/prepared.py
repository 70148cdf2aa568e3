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
_Bound: TypeAlias = tuple[str, list[Any]]
_Answer: TypeAlias = tuple[Sequence[Row], int]
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

    Its rows are plain tuples in the order of its columns. `blind`: nobody looks at what it finds or changes, so
    that PostgreSQL may be sent it together with the next statement of the job, which then raises its error.
    """

    statement: Executable
    names: tuple[str, ...]
    blind: bool = False
    _compiled: "dict[str, _Compiled]" = field(default_factory=dict)

    def run(self, connection: Connection, values: Values | Sequence[Values]) -> Fetched:
        """Run it with one set of values, or with each of several in turn; several bring no rows.

        Raises what SQLAlchemy would raise, and NotToBePrepared at the first time.
        """
        compiled = self.compiled(connection.dialect)
        with Wrapping(connection, compiled.sql):
            return compiled.run(connection, values, blind=self.blind)

    def parts(self, dialect: Dialect) -> "Sequence[_Compiled]":
        """What the engine is sent for it."""
        return (self.compiled(dialect),)

    def joined(self, found: Sequence[Fetched]) -> Fetched:
        """What its parts found, as whoever asked has it."""
        return found[0]

    def compiled(self, dialect: Dialect) -> "_Compiled":
        """The statement as the engine behind this dialect wants it."""
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled.of(self.statement, self.names, dialect)
        return compiled


@dataclass(frozen=True, slots=True)
class Together:
    """Statements that take the same values and whose rows are all wanted: PostgreSQL is asked once for them."""

    statements: tuple[Prepared, ...]

    def run(self, connection: Connection, values: Values) -> tuple[Fetched, ...]:
        """Run them in turn; returns what each found. Raises as `Prepared.run`."""
        (found,) = ask_all(connection, [(self, values)])
        return cast(tuple[Fetched, ...], found)

    def parts(self, dialect: Dialect) -> "Sequence[_Compiled]":
        """What the engine is sent for it."""
        return [one.compiled(dialect) for one in self.statements]

    def joined(self, found: Sequence[Fetched]) -> tuple[Fetched, ...]:
        """What its parts found, as whoever asked has it."""
        return tuple(found)


Question: TypeAlias = tuple[Prepared | Together, Values]


def ask_all(connection: Connection, questions: Sequence[Question]) -> list[Fetched | tuple[Fetched, ...]]:
    """Run statements in turn, on PostgreSQL in one packet; returns what each found. Raises as `Prepared.run`."""
    asked = [(one, one.parts(connection.dialect), values) for one, values in questions]
    bound = [(part.sql, part.bound(values)) for _, parts, values in asked for part in parts]
    engine = asked[0][1][0].engine
    with Wrapping(connection, *(sql for sql, _ in bound)):
        answers = iter(engine.run_all(connection, bound))
    return [one.joined([part.fetched(*next(answers)) for part in parts]) for one, parts, _ in asked]


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

    def run(self, connection: Connection, values: Values | Sequence[Values], *, blind: bool) -> Fetched:
        if isinstance(values, Mapping) and not blind:
            (answer,) = self.engine.run_all(connection, [(self.sql, self.bound(values))])
            return self.fetched(*answer)
        several = [self.bound(one) for one in ([values] if isinstance(values, Mapping) else values)]
        if blind:
            self.engine.run_blindly(connection, self.sql, several)
            return Fetched()
        return Fetched(rowcount=self.engine.run_each(connection, self.sql, several))

    def bound(self, values: Values) -> list[Any]:
        """The values in the order of the SQL, as the driver takes them."""
        return [place.value(values) for place in self.places]

    def fetched(self, rows: Sequence[Row], rowcount: int) -> Fetched:
        """What the driver has answered, as Python has it."""
        return Fetched([self._read(row) for row in rows] if self.reading else rows, rowcount)

    def _read(self, row: Row) -> Row:
        read = list(row)
        for position, convert in self.reading:
            read[position] = convert(read[position])
        return read


class _Engine(Protocol):
    """How an engine is sent statements: each for its rows and how many it changed; one with several values for how
    many it changed in all; or for nothing that anybody looks at."""

    def run_all(self, connection: Connection, statements: Sequence[_Bound]) -> Sequence[_Answer]: ...

    def run_each(self, connection: Connection, sql: str, several: list[list[Any]]) -> int: ...

    def run_blindly(self, connection: Connection, sql: str, several: list[list[Any]]) -> None: ...


class _Sqlite:
    def run_all(self, connection: Connection, statements: Sequence[_Bound]) -> Sequence[_Answer]:
        driver = cast(Any, connection.connection.driver_connection)
        return [self._run(driver, sql, values) for sql, values in statements]

    def _run(self, driver: Any, sql: str, values: list[Any]) -> _Answer:
        cursor = driver.execute(sql, values)
        rows = cursor.fetchall() if cursor.description else ()
        rowcount = cursor.rowcount
        cursor.close()
        return rows, rowcount

    def run_each(self, connection: Connection, sql: str, several: list[list[Any]]) -> int:
        cursor = cast(Any, connection.connection.driver_connection).executemany(sql, several)
        rowcount: int = cursor.rowcount
        cursor.close()
        return rowcount

    def run_blindly(self, connection: Connection, sql: str, several: list[list[Any]]) -> None:
        self.run_each(connection, sql, several)


class _Postgres:
    def __init__(self) -> None:
        from storage.libpq import Session  # psycopg, which SQLite does without

        self._session_of = Session.of

    def run_all(self, connection: Connection, statements: Sequence[_Bound]) -> Sequence[_Answer]:
        return self._session_of(connection).run(*statements)

    def run_each(self, connection: Connection, sql: str, several: list[list[Any]]) -> int:
        answers = self._session_of(connection).run(*((sql, values) for values in several))
        return sum(rowcount for _, rowcount in answers)

    def run_blindly(self, connection: Connection, sql: str, several: list[list[Any]]) -> None:
        session = self._session_of(connection)
        for values in several:
            session.run_later(sql, values)


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


class Wrapping:
    """Raises errors of the driver as SQLAlchemy does, without the values: they are answers. A dead connection is given up."""

    __slots__ = ("_connection", "_sql")

    def __init__(self, connection: Connection, *sql: str) -> None:
        self._connection = connection
        self._sql = sql

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        """Raise what the driver raised as SQLAlchemy's."""
        connection, dialect = self._connection, self._connection.dialect
        if error is None or not isinstance(error, dialect.loaded_dbapi.Error):
            return
        driver = cast(Any, connection.connection.driver_connection)
        dead = dialect.is_disconnect(cast(Any, error), driver, None)
        if dead:
            connection.invalidate(error)
        raise DBAPIError.instance(
            "; ".join(dict.fromkeys(self._sql)), None, cast(Exception, error), dialect.loaded_dbapi.Error,
            hide_parameters=True, connection_invalidated=dead, dialect=dialect,
        ) from error  # fmt: skip
