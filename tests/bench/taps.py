"""Processor time and latency of a full tap, each bot as a process of its own against the same people."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.app import policy_of
from bot.config import Config
from bot.views.answer_buttons import Continue
from domain.linking import NoticeReading
from domain.people import Official, PositionKind, Role
from domain.phases import PATTERNS, Phase, PhaseState
from domain.questionnaire import load
from storage.database import Database
from storage.schema import migrate
from tests.bench.telegram import FIRST_PERSON, TOKEN, Load, Telegram

_STARTED = 1.5  # seconds a bot may take between its first call and its first answer
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: processor seconds of the bot per tap, taps a second, and latencies in seconds."""

    cpu: float
    throughput: float
    latencies: Sequence[float]

    def percentile(self, share: float) -> float:
        """The latency below which this share of the taps stays."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def echo(kind: str, screens: Path, load: Load) -> Measured:
    """Measure one of the bots that remember nothing: bare or stock."""
    command = [sys.executable, "-m", f"tests.bench.{kind}_bot", "{url}", str(screens)]
    return await _measured(command, {}, load)


async def ours(database_url: str, load: Load) -> Measured:
    """Measure the bot as it really runs, over a database prepared with an open phase."""
    campaign = await prepare(database_url, load.people)
    load.first_press = Continue(campaign).pack()
    environment = {
        "TALENTA_TELEGRAM__TOKEN": TOKEN,
        "TALENTA_TELEGRAM__API_URL": "{url}",
        "TALENTA_DATABASE__URL": database_url,
    }
    measured = await _measured([sys.executable, "-m", "bot", "run"], environment, load)
    stored = await _answers_stored(database_url)
    expected = load.people * (load.taps - 1)  # the first press of each person opens the questionnaire
    assert stored == expected, (stored, expected)
    return measured


async def _measured(command: Sequence[str], environment: Mapping[str, str], load: Load) -> Measured:
    async with _serving(load) as (telegram, url):
        words = [word.replace("{url}", url) for word in command]
        variables = {name: value.replace("{url}", url) for name, value in environment.items()}
        with subprocess.Popen(words, env={**os.environ, **variables}, stderr=subprocess.DEVNULL) as bot:
            try:
                while "getMe" not in telegram.calls:
                    await asyncio.sleep(0.05)
                await asyncio.sleep(_STARTED)
                before = _processor_seconds(bot.pid)
                seconds = await telegram.go()
                used = _processor_seconds(bot.pid) - before
            finally:
                bot.kill()
    taps = load.people * load.taps
    return Measured(used / taps, taps / seconds, telegram.latencies)


@asynccontextmanager
async def _serving(load: Load) -> AsyncIterator[tuple[Telegram, str]]:
    telegram = Telegram(load)
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", telegram.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield telegram, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def prepare(database_url: str, people: int) -> int:
    """Link so many officials in an open phase; returns the id of the self-assessment's campaign."""
    migrate(database_url)
    database = Database.open(database_url)
    now = datetime.now(UTC)
    policy = policy_of(Config.model_validate({"telegram": {"token": TOKEN}}))

    async def fill(uow: Any) -> int:
        officials = [_official(number) for number in range(1, people + 1)]
        await uow.people.save(officials, now=now)
        found = await uow.people.by_nips([one.nip for one in officials])
        for number, one in enumerate(officials):
            account = await uow.accounts.link(
                telegram_id=FIRST_PERSON + number, name=one.name, person_id=found[one.nip].id, now=now
            )
            await uow.accounts.grant(account.id, Role.OFFICIAL, now=now)
            await uow.notices.record(NoticeReading(account.id, policy.notice_version, True, now))
        phase_id = await uow.phases.add(_phase(now), versions=_versions(), account_id=account.id, now=now)
        return int((await uow.campaigns.of_phase(phase_id))[0].id)

    try:
        return await database.write(fill)
    finally:
        await database.close()


def _official(number: int) -> Official:
    return Official(
        id=0,
        nip=f"19850315201001{number % 2 + 1}{number:03}",
        name=f"Pegawai {number}",
        position="Lurah",
        position_kind=PositionKind.SUPERVISOR,
        unit="Kelurahan",
    )


def _phase(now: datetime) -> Phase:
    pattern = PATTERNS["eselon_iii_iv"]
    return Phase(
        id=0,
        number=1,
        name="Tahap 1",
        audience=pattern.audience,
        questionnaires=pattern.questionnaires,
        ruleset="permenpan-3-2020",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        state=PhaseState.OPEN,
    )


def _versions() -> dict[str, int]:
    return {key: load(key).version for key in PATTERNS["eselon_iii_iv"].questionnaires}


async def _answers_stored(database_url: str) -> int:
    database = Database.open(database_url)

    async def count(uow: Any) -> int:
        summaries = await uow.responses.summaries(1)
        return sum(one.answered for campaigns in summaries.values() for one in campaigns.values())

    try:
        return await database.read(count)
    finally:
        await database.close()


def new_database() -> str:
    """The URL of an SQLite database that does not exist yet."""
    return f"sqlite:///{tempfile.mkdtemp(prefix='talenta-bench-')}/talenta.sqlite"
