"""Ports of what is kept about acts themselves: numbers given out, files received, the audit trail."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.imports import ImportKind, ReceivedFile, Tally


class Counters(Protocol):
    """Running numbers per series and year."""

    async def next(self, series: str, year: int) -> int:
        """The next number, from 1; never given out twice."""


class Imports(Protocol):
    """Files between preview and saving."""

    async def stage(self, file: ReceivedFile) -> int: ...

    async def by_id(self, import_id: int) -> ReceivedFile | None: ...

    async def saved_with(self, digest: str, kind: ImportKind) -> ReceivedFile | None:
        """The saved import of a file of exactly these bytes, if it is the newest of its kind."""

    async def begin_saving(self, import_id: int, *, tally: Tally) -> bool:
        """A preview is on its way to be saved; False if it was so before, or is no preview any more."""

    async def mark_saved(self, import_id: int, *, tally: Tally, now: datetime) -> bool:
        """Mark once; False if it was saved or dropped before."""

    async def drop(self, import_id: int) -> None:
        """Forget the staged rows of a preview nobody saved."""


class AuditTrail(Protocol):
    """A chain of digests over who did what; content beside it can be deleted, the chain still holds."""

    async def append(
        self,
        *,
        actor: str,
        action: str,
        person_id: int | None = None,
        content: Mapping[str, Any] | None = None,
        now: datetime,
    ) -> None: ...

    async def append_for(
        self,
        person_ids: Collection[int],
        *,
        actor: str,
        action: str,
        content: Mapping[str, Any] | None = None,
        now: datetime,
    ) -> None:
        """The same entry for each of many people."""

    async def entries(self, person_id: int) -> Sequence[Mapping[str, Any]]: ...

    async def is_intact(self) -> bool:
        """Every digest covers the one before it."""
