"""Definitions that were asked once: kept with the answers, and never changed from then on."""

from collections.abc import Iterable
from datetime import datetime

from domain.ports import UnitOfWork
from domain.questionnaire import library, load


async def keep(uow: UnitOfWork, keys: Iterable[str], *, now: datetime) -> dict[str, int]:
    """Put down the definitions that a phase is going to ask, and return their versions."""
    definitions = [load(key) for key in keys]
    for one in definitions:
        await uow.definitions.keep(one, now=now)
    return {one.key: one.version for one in definitions}


async def hold(uow: UnitOfWork) -> None:
    """Bring back what was asked and is here no more. Raises VersionTaken where something else stands in its place."""
    for one in await uow.definitions.kept():
        library().add(one)
