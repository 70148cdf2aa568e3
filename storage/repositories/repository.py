"""What every repository stands on: one awaitable that executes a statement."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from sqlalchemy import Row
from sqlalchemy.engine import CursorResult

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
Execute: TypeAlias = Callable[..., Awaitable[CursorResult[*tuple[Any, ...]]]]


class Repository:
    """Holds the connection's `execute`; subclasses hold the statements of one aggregate."""

    def __init__(self, execute: Execute) -> None:
        self._execute = execute
