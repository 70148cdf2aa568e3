"""What must hold when everybody has answered and the bot has stopped: all is stored, done, there once, and in order."""

import asyncio
from collections.abc import Iterator, Set

from bot.simulator.server import Simulator
from tests.delivery import kill_records as records
from tests.delivery.kill_people import QUESTIONNAIRE, People


async def all_taken(simulator: Simulator, within: float) -> None:
    """Wait until the bot has confirmed every update, so that a stop meets none on its way. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while len(simulator.world.updates):
            await asyncio.sleep(0.02)


def faults(url: str, people: People, handed_out: Set[int]) -> Iterator[str]:
    """What does not hold, a sentence each. `handed_out` are the updates that the bot has confirmed."""
    yield from _of_people(people)
    yield from _of_inbox(records.inbox(url), handed_out)
    yield from _of_answers(url, people)


def _of_people(people: People) -> Iterator[str]:
    if people.unfinished:
        yield f"{len(people.unfinished)} people could not finish"
    for person in people.everybody.values():
        if person.astray:
            yield f"{person.id} was asked {'; '.join(person.astray)}"


def _of_inbox(seen: records.InboxSight, handed_out: Set[int]) -> Iterator[str]:
    if not handed_out <= seen.known:
        yield "updates were confirmed and not stored"
    if seen.waiting:
        yield f"{len(seen.waiting)} updates are not done after an orderly stop"
    if seen.failed:
        yield f"{len(seen.failed)} updates are parked"


def _of_answers(url: str, people: People) -> Iterator[str]:
    stored = records.answers(url, QUESTIONNAIRE)
    found = sum(len(rows) for rows in stored.values())
    wanted = sum(len(person.means) for person in people.everybody.values())
    if found != wanted:
        yield f"{found} answers instead of {wanted}"
    for person in people.everybody.values():
        meant = list(person.means.items())
        if stored.get(person.id) != meant:
            yield f"{person.id}: {stored.get(person.id)} for {meant}"
