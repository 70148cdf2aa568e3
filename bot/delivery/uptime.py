"""Knows since when updates are taken in, from whoever takes them in, and writes it down."""

from dataclasses import replace
from typing import Final, Protocol

from bot.services import Services
from domain.intake import Stretch
from domain.usecases import watching_intake


class Watch(Protocol):
    """Is told of every try to take updates in."""

    def works(self) -> None: ...

    def fails(self) -> None: ...


class _Nobody:
    """Does not want to know."""

    def works(self) -> None:
        """As said."""

    def fails(self) -> None:
        """As said."""


NOBODY: Final[Watch] = _Nobody()


class Uptime:
    """The stretches between outages: begun by a try that works, ended by one that fails.

    A try costs no write. A failure is noticed late, since a poll may hang before it fails: so a stretch ends
    with the last try that worked, whatever was written meanwhile.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stretches: list[Stretch] = []
        self._working = False

    def works(self) -> None:
        """Updates have been taken in, or would have been."""
        now = self._services.clock.now()
        if not self._working:
            self._working = True
            self._stretches.append(Stretch(now, now))
        self._worked_at = now

    def fails(self) -> None:
        """They could not be."""
        if self._working:
            self._working = False
            self._stretches[-1] = replace(self._stretches[-1], until=self._worked_at)

    async def keep(self) -> None:
        """Write down what is known. Raises what the store raises; then it is written the next time."""
        if self._working:
            self._stretches[-1] = replace(self._stretches[-1], until=self._services.clock.now())
        known = tuple(self._stretches)
        if known:
            await self._services.write(watching_intake.keep, stretches=known)
            del self._stretches[: len(known) - 1]  # the last may still go on
