"""The parts of the bench: what a round of each is made of, and about how long it takes."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from tests.bench.bots import Bot
from tests.bench.broadcasting import broadcasts
from tests.bench.company import beside, broadcast, roster_import
from tests.bench.growing import memory
from tests.bench.people import Load
from tests.bench.starting import first_answers
from tests.bench.stores import STORES
from tests.bench.tapping import TO_THE_API, Figures, in_turn
from tests.bench.workshop import Workshop

Round: TypeAlias = Callable[[Workshop], AsyncIterator[tuple[Bot, Figures]]]

_TAPS = 24  # by each person: half of the self-assessment
_OURS: tuple[Bot, ...] = STORES
_WITH_BARE: tuple[Bot, ...] = ("bare", *STORES)
_ALL: tuple[Bot, ...] = ("bare", *STORES, "stock")


@dataclass(frozen=True, slots=True)
class Part:
    """`seconds`: about how long a round takes; `most`: rounds at most, where one says enough."""

    title: str
    round: Round
    seconds: int
    most: int | None = None


PARTS: Mapping[str, Part] = {
    "cpu": Part(
        "processor time of a tap, 200 people as fast as they are answered",
        lambda shop: in_turn(shop, _ALL, Load(people=200, taps=_TAPS)),
        seconds=110,
    ),
    "open": Part(
        "the same at 50 taps a second, whatever the bot does",
        lambda shop: in_turn(shop, _WITH_BARE, Load(people=200, taps=6, rate=50)),
        seconds=90,
    ),
    "throughput": Part(
        "taps a second on one core, 200 people",
        lambda shop: in_turn(shop, _WITH_BARE, Load(people=200, taps=_TAPS), apart=True),
        seconds=60,
    ),
    "latency": Part(
        "latency of a tap, 50 people, 40–120 ms to the API",
        lambda shop: in_turn(shop, _OURS, Load(people=200, taps=_TAPS, at_once=50, latency=TO_THE_API)),
        seconds=80,
    ),
    "beside-broadcast": Part(
        "latency during a broadcast to 539", partial(beside, company=broadcast), seconds=95
    ),
    "beside-import": Part(
        "latency during an import of 5,000 rows", partial(beside, company=roster_import), seconds=60
    ),
    "broadcast-539": Part(
        "a broadcast to 539 under an enforced 30/s", partial(broadcasts, people=539), seconds=115
    ),
    "broadcast-5000": Part(
        "a broadcast to 5,000 under an enforced 30/s", partial(broadcasts, people=5_000), seconds=740, most=1
    ),
    "memory": Part("memory, idle and with 10,000 open questionnaires", memory, seconds=150),
    "start": Part("start to first answer", first_answers, seconds=6),
}
