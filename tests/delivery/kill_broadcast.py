"""A broadcast that is interrupted by SIGKILL: who received it, and what the bot knows about that."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final

from python_calamine import CalamineWorkbook

from bot.simulator.flood import Limits
from bot.simulator.markup import Json
from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from domain.conversation import Delivery
from domain.people import Role
from tests.delivery import kill_records as records
from tests.delivery.kill_city import OPENING, do, link, prepare, settings
from tests.delivery.kill_process import BotProcess, bot_process
from tests.delivery.kill_trial import LATENCY

_TEXT: Final = "Yth. Bapak/Ibu {nama}, masih {sisa} menuju tenggat."
_GREETING: Final = "Yth. Bapak/Ibu Pegawai"
_KIND: Final = "broadcast"
_PATIENCE: Final = 60.0


@dataclass(slots=True)
class Sent:
    """How a broadcast went."""

    received: Counter[int] = field(default_factory=Counter)
    states: Mapping[int, str] = field(default_factory=dict)
    in_flight: list[int] = field(default_factory=list)
    listed_unknown: int = 0
    refused: int = 0
    seconds: float = 0.0

    @property
    def unknown(self) -> list[int]:
        """Whose message may or may not have arrived."""
        return [chat_id for chat_id, state in self.states.items() if state == Delivery.UNKNOWN]

    def __str__(self) -> str:
        return (
            f"{len(self.states)} messages, {len(self.unknown)} unknown, in flight at the kills: {self.in_flight}, "
            f"{self.refused} refused with 429, {self.seconds:.1f} s"
        )


class _Watch:
    """Counts what arrives, and rings once so much has."""

    def __init__(self) -> None:
        self.received: Counter[int] = Counter()
        self.refused = 0
        self._bell: tuple[int, asyncio.Event, BotProcess] | None = None

    def called(self, method: str, parameters: Json, response: Json) -> None:
        if method != "sendMessage":
            return
        self.refused += response.get("error_code") == 429
        if response["ok"] and response["result"]["text"].startswith(_GREETING):
            self.received[int(parameters["chat_id"])] += 1
            self._check()

    def updated(self, update: Json) -> None: ...

    async def kills(self, bot: BotProcess, count: int) -> None:
        """Kill the bot at the very moment at which so many messages have arrived."""
        killed = asyncio.Event()
        self._bell = (count, killed, bot)
        self._check()
        until = asyncio.get_running_loop().time() + _PATIENCE
        while not killed.is_set():
            bot.check()
            assert asyncio.get_running_loop().time() < until, bot.last_lines()
            await asyncio.sleep(0.02)

    def _check(self) -> None:
        if self._bell and self.received.total() >= self._bell[0]:
            _, killed, bot = self._bell
            self._bell = None
            bot.kill()
            killed.set()


async def broadcast(
    people: int, kills: int, url: str, folder: Path, *, seed: int, per_second: int = 30, forked: bool = False
) -> Sent:
    """Send a broadcast to so many people, killing the bot so often while it leaves."""
    async with Simulator(OPENING) as simulator:
        for account_id in await prepare(simulator, url, people):
            simulator.world.chat_of(account_id).started = True
        admin = await simulator.persona("Rahmat", "+6281211110003")
        await do(simulator, url, _make_admin, telegram_id=admin.id)
        simulator.faults.put([LATENCY], seed=seed)
        simulator.world.observer = watch = _Watch()
        config = settings(simulator.url, url, messages={"per_second": per_second})
        async with bot_process(config, folder / "bot.log", forked=forked) as bot:
            await bot.start()
            await _orders(admin)
            simulator.flood.enforce(Limits())
            return await _sent(simulator, url, bot, watch, admin, people, kills, Random(seed))


async def _make_admin(uow: Any, *, telegram_id: int, policy: Any) -> None:
    await link(uow, telegram_id, "Rahmat", Role.ADMIN, None, policy)


async def _orders(admin: Persona) -> None:
    await admin.says("/siaran")
    await admin.waits_for("1 dari 3", within=_PATIENCE)
    await admin.presses("Pakai ini")
    await admin.waits_for("2 dari 3", within=_PATIENCE)
    await admin.says(_TEXT)
    await admin.waits_for("Pratinjau", within=_PATIENCE)
    await admin.presses("Lanjut")
    await admin.waits_for("3 dari 3", within=_PATIENCE)
    await admin.presses("Kirim")


async def _sent(
    simulator: Simulator,
    url: str,
    bot: BotProcess,
    watch: _Watch,
    admin: Persona,
    people: int,
    kills: int,
    chance: Random,
) -> Sent:
    sent, began = Sent(), time.monotonic()
    for number in range(kills):
        await watch.kills(bot, int(people * 0.9 / kills * (number + chance.uniform(0.2, 1))))
        await bot.gone()
        await records.quiet(url)
        states = records.outbox(url, _KIND)
        sent.in_flight.append(sum(state == Delivery.SENDING for state in states.values()))
        await bot.start()
    await admin.waits_for("SR-2026-0001 selesai", within=_PATIENCE)
    sent.seconds = time.monotonic() - began
    sent.received, sent.refused, sent.states = watch.received, watch.refused, records.outbox(url, _KIND)
    simulator.flood.enforce(None)
    sent.listed_unknown = await _listed(simulator, admin)
    bot.check()
    assert await bot.stop() == 0
    return sent


async def _listed(simulator: Simulator, admin: Persona) -> int:
    """How many people the admin's list says something else of than that the message was sent."""
    await admin.presses("Unduh daftar")
    await admin.waits_for("Dokumen yang diminta", within=_PATIENCE)
    document = (await admin.sees()).last["document"]
    stored = simulator.world.files.with_id(document["file_id"])
    assert stored is not None
    _, *rows = CalamineWorkbook.from_filelike(BytesIO(stored.content)).get_sheet_by_index(0).to_python()
    return sum(row[2] != "terkirim" for row in rows)
