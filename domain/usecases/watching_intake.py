"""When updates were taken in, and since when they are again."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.intake import Stretch
from domain.ports import UnitOfWork

KEPT = timedelta(days=90)


async def keep(uow: UnitOfWork, *, stretches: Sequence[Stretch], now: datetime) -> None:
    """Remember these stretches as far as they have come, and forget what was over 90 days ago."""
    await uow.intake.keep(stretches)
    await uow.intake.forget(before=now - KEPT)


async def back_at(uow: UnitOfWork, *, at: datetime, by: datetime) -> datetime | None:
    """When the intake came back if it was down at a moment, `by` if it is not known to have; None if it was not down.

    Where nothing is known of that time, it was not.
    """
    before = await uow.intake.begun_by(at)
    if before is None or at <= before.until:
        return None
    after = await uow.intake.begun_after(at)
    return after.since if after else by
