"""When updates were taken in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from domain.intake import Stretch
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import IntakeStretch

_INSERT = upsert(IntakeStretch)
_KEEP = _INSERT.on_conflict_do_update(
    index_elements=[IntakeStretch.since], set_={"until": _INSERT.excluded.until}
)
_SELECT = select(IntakeStretch.since, IntakeStretch.until)


class Intake(Repository):
    """A stretch is known by its beginning."""

    async def keep(self, stretches: Sequence[Stretch]) -> None:
        """Store stretches; one that is known already ends as it says now."""
        await self._execute(_KEEP, [{"since": one.since, "until": one.until} for one in stretches])

    async def begun_by(self, at: datetime) -> Stretch | None:
        """The last stretch that had begun by this moment."""
        statement = _SELECT.where(IntakeStretch.since <= at).order_by(IntakeStretch.since.desc())
        row = (await self._execute(statement.limit(1))).first()
        return Stretch(*row) if row else None

    async def begun_after(self, at: datetime) -> Stretch | None:
        """The first stretch that began after this moment."""
        statement = _SELECT.where(IntakeStretch.since > at).order_by(IntakeStretch.since)
        row = (await self._execute(statement.limit(1))).first()
        return Stretch(*row) if row else None

    async def all_begun_after(self, at: datetime) -> Sequence[Stretch]:
        """Every stretch that began after this moment, in order."""
        statement = _SELECT.where(IntakeStretch.since > at).order_by(IntakeStretch.since)
        return [Stretch(*row) for row in await self._execute(statement)]

    async def forget(self, *, before: datetime) -> None:
        """Delete what was over before a moment."""
        await self._execute(delete(IntakeStretch).where(IntakeStretch.until < before))
