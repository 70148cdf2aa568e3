"""Conversations through the real application: only the network peer and the clock are ours."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import TalentBot, build
from bot.config import Config
from bot.services import UseCase
from bot.simulator.persona import Persona
from bot.simulator.playing import Conversation
from bot.simulator.server import TOKEN, Simulator
from domain.people import Official, PersonStatus, PositionKind, Role
from domain.usecases import inviting
from storage.database import Database, reading_engine, sync_engine
from storage.schema import migrate
from storage.tables import Account, Person
from storage.writer import SqliteWriter
from tests.botapi import Checker
from tests.lock_screens import leaks

OPENING = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)  # Senin, 2 November 2026, 08.10 WIB

PHONES = {
    "Budi": "+6281211110001",
    "Siti": "+6281211110002",
    "Rahmat": "+6281211110003",
    "Dewi": "+6281211110004",
    "Agus": "+6281211110005",
    "Wati": "+6281211110006",
}
BUDI = Official(
    id=0,
    nip="198503152010011004",
    name="Budi",
    position="Lurah Kejaksan",
    position_kind=PositionKind.SUPERVISOR,
    unit="Kelurahan Kejaksan",
    eselon="IV.a",
    phone=PHONES["Budi"],
)
WATI = Official(
    id=0,
    nip="197901012005012003",
    name="Wati",
    position="Kepala Bidang Mutasi",
    position_kind=PositionKind.ADMINISTRATOR,
    unit="BKPSDM",
    eselon="III.b",
    phone=PHONES["Wati"],
    status=PersonStatus.ACTIVE,
)


@dataclass
class Chat:
    """A bot at work, the people around it, and the script they play."""

    bot: TalentBot
    simulator: Simulator
    conversation: Conversation
    people: dict[str, Persona] = field(default_factory=dict)

    async def plays(self, script: str, *, files: Mapping[str, bytes] | None = None) -> None:
        """Play a script in the notation of the conversations; raises AssertionError on a difference."""
        await self.conversation.plays(script, files=files)

    async def do(self, use_case: UseCase[Any], **facts: Any) -> Any:
        """Run a use case as the server's command line would."""
        return await self.bot.services.write(use_case, **facts)

    async def joins(self, name: str) -> Persona:
        """Give a person an account on the simulated Telegram."""
        if name not in self.people:
            self.people[name] = await self.simulator.persona(name, PHONES[name])
        return self.people[name]

    async def roster(self, *officials: Official) -> None:
        """Put people on the roster."""

        async def save(uow: Any, *, now: datetime) -> None:
            await uow.people.save(officials, now=now)

        await self.do(save)

    async def links(self, name: str, *roles: Role, official: Official | None = None) -> None:
        """Link somebody as if they had done it before, the notice read and consented to."""
        persona = await self.joins(name)
        self.simulator.world.chats[persona.id].started = True
        await self.do(_link, telegram_id=persona.id, name=name, roles=roles, nip=official and official.nip)

    async def invitation(self, *, nip: str | None = None, role: Role | None = None, name: str = "") -> str:
        """The `/start` text of a new invitation."""
        if nip is not None:
            made = await self.do(inviting.invite_by_nip, nip=nip)
        else:
            made = await self.do(inviting.invite_by_name, role=role, name=name)
        return "/start " + made.link.partition("?start=")[2]

    async def restarts(self, config: Config | None = None, *, after: timedelta = timedelta(0)) -> None:
        """Stop the bot and start it anew on the same database, later."""
        services = self.bot.services
        await self.bot.stop()
        await self.simulator.telegram.advances(after)
        self.bot = await build(config or services.config, cast(Database, services.store))
        await self.bot.start()

    async def adopts_notice(self, file: Path, *, version: int, summary: str) -> None:
        """Restart the bot with a later version of the privacy notice, in force from 1 December 2026."""
        shipped = files("bot.texts").joinpath("privacy.toml").read_text(encoding="utf-8")
        changes = {
            "version = 1": f"version = {version}",
            "naskah pertama": summary,
            "2026-11-02": "2026-12-01",
        }
        for old, new in changes.items():
            shipped = shipped.replace(old, new)
        file.write_text(shipped, encoding="utf-8")
        config = self.bot.services.config
        await self.restarts(
            config.model_copy(update={"notice": config.notice.model_copy(update={"file": file})})
        )
        await self.settled()

    async def official(self, nip: str) -> Official:
        """What the roster says about a NIP now."""

        async def look(uow: Any) -> Official:
            return cast(Official, await uow.people.by_nip(nip))

        return await self.bot.services.read(look)

    async def revoke(self, name: str) -> None:
        """Cut an account off."""

        async def cut_off(uow: Any, *, now: datetime) -> None:
            account = update(Account).where(Account.telegram_id == self.people[name].id)
            await uow.execute(account.values(revoked_at=now))

        await self.do(cut_off)

    async def rests(self) -> None:
        """Wait until the bot has taken every update and brought it to its end."""
        await self.simulator.telegram.quiet(silence=0)
        await self.settled()

    async def settled(self) -> None:
        """Wait until the bot has nothing in hand and nothing to send."""
        await self.bot.inbox.rest()
        self.bot.outbox.wake()
        while not await self.bot.settled():
            await asyncio.sleep(0.002)


async def _link(
    uow: Any,
    *,
    telegram_id: int,
    name: str,
    roles: tuple[Role, ...],
    nip: str | None,
    policy: Any,
    now: datetime,
) -> None:
    from domain.people import NoticeReading

    official = await uow.people.by_nip(nip) if nip else None
    account = await uow.accounts.link(
        telegram_id=telegram_id, name=name, person_id=official.id if official else None, now=now
    )
    for role in roles or (Role.OFFICIAL,):
        await uow.accounts.grant(account.id, role, now=now)
    await uow.notices.record(NoticeReading(account.id, policy.notice_version, True, now))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A migrated database to copy."""
    path = tmp_path_factory.mktemp("template") / "talenta.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def engines(migrated: Path) -> tuple[Engine, AsyncEngine]:
    """One place for the database of each test, and the engines to it: they remember compiled statements."""
    url = f"sqlite:///{migrated.with_name('chat.sqlite')}"
    return sync_engine(url), reading_engine(url)


@pytest.fixture
async def database(migrated: Path, engines: tuple[Engine, AsyncEngine]) -> AsyncIterator[Database]:
    """A migrated database of the test's own."""
    for left in migrated.parent.glob("chat.sqlite*"):
        left.unlink()
    shutil.copy(migrated, migrated.with_name("chat.sqlite"))
    engine, readers = engines
    writer = SqliteWriter(engine)
    writer.start()
    opened = Database(writer, readers)
    yield opened
    await opened.close()


@pytest.fixture
async def chat(database: Database, engines: tuple[Engine, AsyncEngine]) -> AsyncIterator[Chat]:
    """A bot with an empty roster on Monday, 2 November 2026, 08.10 WIB, held to what `at_work` promises."""
    async with at_work(database, str(engines[0].url)) as made:
        yield made


@asynccontextmanager
async def at_work(database: Database, url: str) -> AsyncIterator[Chat]:
    """A bot and its people. In the end all that passed was valid Bot API, and no lock screen gave anything away."""
    checker = Checker()
    async with Simulator(OPENING, observer=checker) as simulator:
        config = Config.model_validate(
            {
                "telegram": {"token": TOKEN, "api_url": simulator.url},
                "database": {"url": url},
                "clock": {"source": "simulator"},
                "agency": {"contact": "BKPSDM, telepon 0231-000000"},
                "messages": {"per_second": 1000, "chat_pause": 0},
                "schedule": {"tick_seconds": 60},
            }
        )
        bot = await build(config, database)
        await bot.start()
        made: Chat
        conversation = Conversation(
            simulator.telegram,
            settled=lambda: made.settled(),  # noqa: PLW0108 — `made` is made below
            ticked=lambda: made.bot.jobs.tick(),  # noqa: PLW0108 — another bot after a restart
        )
        made = Chat(bot, simulator, conversation)
        yield made
        await made.bot.stop()
        officials, own = await database.read(_names)
    checker.assert_clean()
    found = leaks(simulator.world.journal.since(0), officials, own)
    assert not found, "\n".join(found)


async def _names(uow: Any) -> tuple[list[str], dict[int, str]]:
    """The names of the roster, and of whoever is linked by chat."""
    officials = (await uow.execute(select(Person.id, Person.name))).all()
    accounts = (await uow.execute(select(Account.telegram_id, Account.person_id, Account.name))).all()
    by_id = {person.id: person.name for person in officials}
    own = {one.telegram_id: by_id.get(one.person_id, one.name) for one in accounts}
    return list(by_id.values()), own
