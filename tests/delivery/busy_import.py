"""The command line imports a roster while people answer: two processes that write to one database."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from bot.simulator.server import Simulator
from storage.tables import Import, Person
from tests.delivery import kill_reckoning as reckoning
from tests.delivery.kill_city import OPENING, nip, prepare, settings
from tests.delivery.kill_people import People
from tests.delivery.kill_process import BotProcess, bot_process
from tests.delivery.kill_records import left_in
from tests.delivery.kill_trial import LATENCY

_PATIENCE: Final = 120.0
_HEADER: Final = "NIP;NAMA;JABATAN;UNIT KERJA"
NEW_UNIT: Final = "Kelurahan Kesenden"  # of everybody in the file, also of those who answer


@dataclass(frozen=True, slots=True)
class Size:
    """How big an import is, and how many answer how much meanwhile."""

    rows: int
    people: int
    questions: int


@dataclass(slots=True)
class Imported:
    """What it has come to; `faults` is empty where no answer was lost, repeated or out of order."""

    code: int = -1
    answered_meanwhile: int = 0
    faults: list[str] = field(default_factory=list)
    said: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    saved: int = 0

    def __str__(self) -> str:
        return f"{len(self.units)} people, {self.answered_meanwhile} questions answered during the import"


async def import_while_people_answer(
    size: Size, url: str, folder: Path, *, seed: int, forked: bool = False
) -> Imported:
    """Everybody answers, and once they are at it the roster comes, with them in it. Raises BotEnded."""
    roster = folder / "pegawai.csv"
    roster.write_text("\n".join([_HEADER, *map(_row, range(size.rows))]), encoding="utf-8")
    async with Simulator(OPENING) as simulator:
        people = People(simulator.world, size.questions, seed=seed)
        for account_id in await prepare(simulator, url, size.people):
            people.add(account_id)
        handed_out: set[int] = set()
        simulator.world.observer, simulator.world.updates.taken = people, handed_out.update
        simulator.faults.put([LATENCY], seed=seed)
        config = settings(simulator.url, url)
        command = ("bot", "import", "roster", str(roster))
        async with (
            bot_process(config, folder / "bot.log", forked=forked) as bot,
            bot_process(config, folder / "import.log", command, forked=forked) as importing,
        ):
            people.begin()
            await bot.start()
            await _answered(people, bot, size.people)
            imported = await _import(importing, people)
            await _answered(people, bot, size.people * size.questions)
            await reckoning.all_taken(simulator, _PATIENCE)
            assert await bot.stop() == 0
            imported.said = bot.said() + importing.said()
    imported.faults += reckoning.faults(url, people, handed_out)
    _look_up(imported, url)
    return imported


async def _import(importing: BotProcess, people: People) -> Imported:
    before = people.answered
    await importing.start()
    async with asyncio.timeout(_PATIENCE):
        code = await importing.gone()
    return Imported(code, people.answered - before)


async def _answered(people: People, bot: BotProcess, count: int) -> None:
    async with asyncio.timeout(_PATIENCE):
        while people.answered < count:
            await people.progress(1)
            bot.check()


def _row(number: int) -> str:
    return f"{nip(number)};Pegawai {number};Lurah;{NEW_UNIT}"


def _look_up(imported: Imported, url: str) -> None:
    with left_in(url) as connection:
        rows = connection.execute(sa.select(Person.nip, Person.unit))
        imported.units = {row.nip: row.unit for row in rows}
        saved = sa.select(sa.func.count()).select_from(Import).where(Import.saved_at.is_not(None))
        imported.saved = connection.execute(saved).scalar_one()
