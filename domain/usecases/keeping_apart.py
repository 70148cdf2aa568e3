"""Use cases that keep to the rows of whoever acts: storage may run those of different people side by side."""

from collections.abc import Callable
from typing import Any, TypeVar

UseCase = TypeVar("UseCase", bound=Callable[..., Any])
_KEEP_APART: set[Callable[..., Any]] = set()


def keeps_to_own(use_case: UseCase) -> UseCase:
    """Mark a use case that reads and writes only what no use case so marked writes for anybody else.

    What it reads besides, phases and the roster, is written by others alone, before or after it.
    """
    _KEEP_APART.add(use_case)
    return use_case


def is_kept_apart(use_case: Callable[..., Any]) -> bool:
    """Tell whether a use case is marked so."""
    return use_case in _KEEP_APART
