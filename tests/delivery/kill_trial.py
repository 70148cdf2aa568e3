"""A trial: many people answer while the bot is killed and started again; then what is stored is held to account."""

import asyncio
import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Final, NoReturn

from bot.simulator.faults import Fault, Harm
from bot.simulator.server import Simulator
from tests.delivery import kill_reckoning as reckoning
from tests.delivery import kill_records as records
from tests.delivery.kill_city import OPENING, prepare, settings
from tests.delivery.kill_people import People
from tests.delivery.kill_process import TALENTA, BotProcess, bot_process

LATENCY: Final = Fault(Harm.DELAY, between=(0.04, 0.12))
_PATIENCE: Final = (
    120.0  # seconds within which somebody must come one question further, all calls failing a lot
)
_LOOK_EVERY: Final = 1.0  # seconds between two looks whether the bot still runs
_COMES_WITHIN: Final = 20.0  # seconds until the moment of a kill: far more than a busy machine needs


class Moment(Enum):
    """When the bot is killed."""

    ANY = "at any moment"
    CONFIRMED = "when it has just confirmed updates"
    ANSWERING = "when Telegram has just taken its answer"


@dataclass(frozen=True, slots=True)
class Size:
    """How big a trial is."""

    people: int
    questions: int
    kills: int


@dataclass(slots=True)
class Kill:
    """What one kill has found."""

    moment: Moment
    handed_out: int
    waiting: int
    applied_not_done: int
    replies_in_flight: int
    lost: int
    back_after: float = 0.0

    @property
    def in_the_middle(self) -> bool:
        """Something had its effect whose reply had not left, or had not arrived."""
        return bool(self.applied_not_done or self.replies_in_flight)

    def __str__(self) -> str:
        return (
            f"{self.moment.value}: {self.handed_out} updates handed out, {self.waiting} not done, "
            f"{self.applied_not_done} of them applied, {self.replies_in_flight} replies in flight, "
            f"{self.lost} lost, answering again after {self.back_after:.2f} s"
        )


@dataclass(slots=True)
class Findings:
    """What a trial has come to; `faults` is empty where nothing was lost, repeated or out of order."""

    kills: list[Kill] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    answers: int = 0

    @property
    def in_the_middle(self) -> int:
        """How many kills interrupted something."""
        return sum(kill.in_the_middle for kill in self.kills)

    def __str__(self) -> str:
        head = f"{len(self.kills)} kills, {self.in_the_middle} of them in the middle of something, "
        head += f"{self.answers} answers, {self.seconds:.1f} s"
        return "\n".join([head, *(f"  {kill}" for kill in self.kills), *self.faults])


class _Over(Exception):
    """The trial ends here: a fault is noted that makes the rest pointless."""


@dataclass(slots=True)
class Trial:
    """One run over one database. The seed decides who answers what, and when the bot is killed."""

    size: Size
    url: str
    folder: Path
    seed: int
    faults: Sequence[Fault] = (LATENCY,)
    module: Sequence[str] = TALENTA
    forked: bool = False
    findings: Findings = field(default_factory=Findings)

    async def run(self) -> Findings:
        """Play it to its end and hold the store to account; a loss ends it at once. Raises BotEnded."""
        began = time.monotonic()
        async with Simulator(OPENING) as simulator:
            people = People(simulator.world, self.size.questions, seed=self.seed)
            for account_id in await prepare(simulator, self.url, self.size.people):
                people.add(account_id)
            simulator.world.observer = people
            simulator.faults.put(self.faults, seed=self.seed)
            config = settings(simulator.url, self.url)
            async with bot_process(config, self.folder / "bot.log", self.module, forked=self.forked) as bot:
                with contextlib.suppress(_Over):
                    await _Run(self, simulator, people, bot).play()
        self.findings.seconds = time.monotonic() - began
        return self.findings


@dataclass(slots=True)
class _Run:
    trial: Trial
    simulator: Simulator
    people: People
    bot: BotProcess
    handed_out: set[int] = field(default_factory=set)

    async def play(self) -> None:
        self.simulator.world.updates.taken = self.handed_out.update
        self.people.begin()
        await self.bot.start()
        for answered, moment, pause in self._plan():
            await self._reached(answered)
            await self._kill(moment, pause)
        await self._reached(self._all)
        await reckoning.all_taken(self.simulator, _PATIENCE)
        if await self.bot.stop() != 0:
            self._fail("the bot did not stop in order")
        findings = self.trial.findings
        findings.answers = self.people.answered
        findings.faults += reckoning.faults(self.trial.url, self.people, self.handed_out)

    @property
    def _all(self) -> int:
        return self.trial.size.people * self.trial.size.questions

    def _plan(self) -> Iterator[tuple[int, Moment, float]]:
        """One kill in each part of the way: after how many answers, at what moment, after what pause."""
        chance, kills = Random(self.trial.seed), self.trial.size.kills
        moments = list(islice(cycle(Moment), kills))
        chance.shuffle(moments)
        part = self._all * 0.95 / kills
        for number, moment in enumerate(moments):
            yield int(part * (number + chance.random())), moment, chance.uniform(0, 0.1)

    async def _reached(self, answered: int) -> None:
        until = time.monotonic() + _PATIENCE
        while self.people.answered < answered:
            if await self.people.progress(_LOOK_EVERY):
                until = time.monotonic() + _PATIENCE
            self.bot.check()
            if time.monotonic() > until:
                stuck = self.people.unfinished
                self._fail(f"{len(stuck)} people go no further, such as {stuck[0]}\n{self.bot.last_lines()}")

    async def _kill(self, moment: Moment, pause: float) -> None:
        await self._until(moment, pause)
        in_flight, handed_out = self.simulator.calls_in_hand, frozenset(self.handed_out)
        await self.bot.gone()
        await records.quiet(self.trial.url)
        self._note(moment, handed_out, in_flight)
        while self.simulator.calls_in_hand:  # what was on its way arrives
            await asyncio.sleep(0.01)
        began = time.monotonic()
        await self.bot.start()
        await self._reached(min(self.people.answered + 1, self._all))
        self.trial.findings.kills[-1].back_after = time.monotonic() - began

    async def _until(self, moment: Moment, pause: float) -> None:
        """Kill the bot at the moment, or where that does not come in time then."""
        killed = asyncio.Event()

        def kill() -> None:
            if not killed.is_set():
                self.bot.kill()
                killed.set()

        def taken(update_ids: Sequence[int]) -> None:
            self.handed_out.update(update_ids)
            kill()

        match moment:
            case Moment.ANY:
                asyncio.get_running_loop().call_later(pause, kill)
            case Moment.CONFIRMED:
                self.simulator.world.updates.taken = taken
            case Moment.ANSWERING:
                self.people.on_call = lambda method: kill() if method.startswith(("edit", "send")) else None
        asyncio.get_running_loop().call_later(_COMES_WITHIN, kill)
        await killed.wait()
        self.simulator.world.updates.taken = self.handed_out.update
        self.people.on_call = lambda _: None

    def _note(self, moment: Moment, handed_out: frozenset[int], in_flight: int) -> None:
        seen = records.inbox(self.trial.url)
        lost, waiting, applied = handed_out - seen.known, len(seen.waiting), len(seen.applied_not_done)
        kill = Kill(moment, len(handed_out), waiting, applied, in_flight, len(lost))
        self.trial.findings.kills.append(kill)
        if lost:
            self._fail(f"{len(lost)} updates are lost after kill {len(self.trial.findings.kills)}")

    def _fail(self, fault: str) -> NoReturn:
        self.trial.findings.faults.append(fault)
        raise _Over
