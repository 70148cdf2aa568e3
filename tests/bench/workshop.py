"""What every bench stands on: databases, the screens that ours shows, and a bot at work among its people."""

import asyncio
import dataclasses
import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.views.answer_buttons import Continue
from tests.bench import bots, stores
from tests.bench.bots import OURS, Bot, Command
from tests.bench.city import CAMPAIGN
from tests.bench.people import Crowd, Load, Screen
from tests.bench.processes import Process, process
from tests.bench.stores import Stores
from tests.bench.telegram import Telegram, served

TAPS = 48  # at most by one person: the self-assessment up to its last question
_STARTS_WITHIN = 60.0
_SETTLES = 1.5  # seconds from the first getUpdates until a bot is measured
_ENDS = 0.5  # seconds from the last answer until everything is marked as done
FIRST_PRESS = Continue(CAMPAIGN).pack()


@dataclass(frozen=True, slots=True)
class Work:
    """A bot, its people and its database (None for bots that remember nothing)."""

    bot: Bot
    command: Command
    process: Process
    telegram: Telegram
    crowd: Crowd
    database: str | None

    async def started(self) -> None:
        """Wait until it takes updates and has come to rest."""
        await self.process.while_running(self.telegram.polled.wait(), _STARTS_WITHIN)
        await asyncio.sleep(_SETTLES)

    async def taps_all(self, within: float = 600.0) -> float:
        """Let everybody tap to the end; returns the seconds it took, before what is marked afterwards."""
        seconds = await self.process.while_running(self.crowd.taps_all(), within)
        await asyncio.sleep(_ENDS)
        return seconds

    def check(self, load: Load) -> None:
        """Everybody saw what is shown by all bots, and everything is stored."""
        assert not self.crowd.strange, (self.bot, self.crowd.strange[0])
        taps = load.people * load.taps
        assert len(self.crowd.taps) == taps, (self.bot, len(self.crowd.taps))
        shown = self.telegram.calls["sendMessage"] + self.telegram.calls["editMessageText"]
        assert (shown, self.telegram.calls["answerCallbackQuery"]) == (taps, taps), self.telegram.calls
        if self.database is not None:
            assert stores.updates_done(self.database) == taps
            assert stores.answers(self.database) == taps - load.people  # the first press opens


@dataclass(slots=True)
class Workshop:
    """Makes bots work. `cores` are those of this process and its bots."""

    folder: Path
    stores: Stores
    cores: Collection[int]
    script: Sequence[Screen] = field(default=())

    @property
    def screens(self) -> Path:
        """The script as the other bots read it."""
        return self.folder / "screens.json"

    @asynccontextmanager
    async def work(
        self,
        bot: Bot,
        load: Load,
        *,
        module: Sequence[str] = OURS,
        zone: str = "Asia/Jakarta",
        cores: Collection[int] = (),
    ) -> AsyncIterator[Work]:
        """A bot that was just started, over a database of its own, before anybody has pressed."""
        async with AsyncExitStack() as stack:
            telegram = Telegram(load.latency)
            url = await stack.enter_async_context(served(telegram))
            database: str | None = None
            match bot:
                case "bare" | "stock":
                    command = bots.echo(bot, url, self.screens)
                case "sqlite" | "postgresql":
                    await self.stores.prepare(bot, load.people)
                    database = stack.enter_context(self.stores.fresh(bot, load.people))
                    self.stores.check_durability(bot, database)
                    command = bots.ours(url, database, module, zone=zone)
            crowd = Crowd(load, FIRST_PRESS, telegram.press, self.script)
            telegram.on_shown.append(crowd.sees)
            running = process(command.words, command.settings, self.folder / f"{bot}.log", cores)
            yield Work(bot, command, await stack.enter_async_context(running), telegram, crowd, database)

    async def rehearse(self) -> None:
        """See once what ours shows: it is what the other bots show, and what everybody must see."""
        load = Load(people=1, taps=TAPS)
        async with self.work("sqlite", load) as work:
            await work.started()
            await work.taps_all()
            work.check(load)
        self.script = tuple(work.crowd.screens)
        screens = [dataclasses.asdict(screen) for screen in self.script]
        self.screens.write_text(json.dumps(screens), encoding="utf-8")


@asynccontextmanager
async def workshop(cores: Collection[int]) -> AsyncIterator[Workshop]:
    """A workshop in a folder of its own, with a server of PostgreSQL, after the rehearsal."""
    with TemporaryDirectory(prefix="talenta-bench-") as folder:
        made = Workshop(Path(folder), Stores(Path(folder)), cores)
        try:
            await made.rehearse()
            yield made
        finally:
            made.stores.stop()
