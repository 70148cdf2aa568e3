"""What every repository stands on: one awaitable that executes a statement."""

from collections.abc import Awaitable, Sequence
from typing import Any, Protocol, TypeAlias, overload

from sqlalchemy import Row
from sqlalchemy.engine import CursorResult

from storage.prepared import Fetched, Prepared, Together, Values

AnyRow: TypeAlias = Row[*tuple[Any, ...]]


class Execute(Protocol):
    """Executes a statement inside the transaction of its unit of work."""

    @overload
    def __call__(self, statement: Prepared, parameters: Values | Sequence[Values]) -> Awaitable[Fetched]: ...

    @overload
    def __call__(self, statement: Together, parameters: Values) -> Awaitable[tuple[Fetched, ...]]: ...

    @overload
    def __call__(
        self, statement: Any, parameters: Values | Sequence[Values] | None = None
    ) -> Awaitable[CursorResult[*tuple[Any, ...]]]: ...


class Repository:
    """Holds the connection's `execute`; subclasses hold the statements of one aggregate."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
