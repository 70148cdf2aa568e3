"""What the command line needs around a use case: configuration, an opened database, words on a terminal."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.config import Config, load
from bot.texts import plain, refusal, say
from domain.errors import Refusal
from domain.ports import StoreOutage

if TYPE_CHECKING:
    from bot.services import Services

T = TypeVar("T")
screen = Console(highlight=False, soft_wrap=True)
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Berkas config.toml.")]


def tell(key: str, /, **facts: str | int) -> None:
    """Say a text of the console on the terminal."""
    screen.print(plain(say(f"console.{key}", **facts)), markup=False)


def give_up(key: str, /, **facts: str | int) -> NoReturn:
    """Say why not, and end with 1."""
    tell(key, **facts)
    raise typer.Exit(1)


def configuration(path: Path | None) -> Config:
    """The configuration, or a sentence for each key that is wrong."""
    if path is not None and not path.exists():
        give_up("config_not_found", path=str(path))
    try:
        return load(path)
    except ValidationError as error:
        for flaw in error.errors():
            key = ".".join(str(part) for part in flaw["loc"])
            if key in ("telegram", "telegram.token"):
                tell("token_missing")
            else:
                tell("config_invalid", key=key or "config", reason=str(flaw["msg"]))
        raise typer.Exit(1) from None


async def with_services(config: Config, work: "Callable[[Services], Awaitable[T]]") -> T:
    """Do some work on the database beside a bot that may be running; a refusal is said and ends with 1."""
    async with services_of(config) as services:
        try:
            return await work(services)
        except Refusal as error:
            text = refusal(error, zone=config.agency.zone, now=services.clock.now())
            screen.print(plain(text), markup=False)
            raise typer.Exit(1) from None
        except StoreOutage as outage:
            give_up("database_not_writable", reason=type(outage.__cause__).__name__)


@asynccontextmanager
async def services_of(config: Config) -> "AsyncIterator[Services]":
    """Use cases on a database that is brought to today first; what stands in the way is said and ends with 1."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.app import clock_of, policy_of
    from bot.backups import give_up_on
    from bot.services import Services
    from bot.serving import MigrationNeeded, prepare
    from storage import schema
    from storage.backup_problems import BackupProblem
    from storage.database import Database

    try:
        prepare(config.database.url)
    except MigrationNeeded:
        give_up(
            "database_behind",
            revision=schema.revision_of(config.database.url) or "-",
            newest=schema.newest_revision(),
        )
    except BackupProblem as problem:
        give_up_on(problem)
    except SQLAlchemyError as error:
        give_up("database_unreachable", reason=type(error).__name__)
    database = Database.open(config.database.url)
    clock = clock_of(config)
    await clock.refresh()
    policy = policy_of(config, await bot_username(config))
    try:
        yield Services(database, clock, policy, config, clock.now())
    finally:
        await database.close()


async def bot_username(config: Config) -> str:
    """The bot's name at Telegram, for links; empty while Telegram cannot be reached."""
    from telegram import Bot
    from telegram.error import TelegramError

    from bot.delivery.transport import AiohttpRequest

    api = config.telegram.api_url
    bot = Bot(
        config.telegram.token.get_secret_value(),
        base_url=f"{api}/bot",
        request=AiohttpRequest(proxy=config.telegram.proxy),
        get_updates_request=AiohttpRequest(proxy=config.telegram.proxy),
    )
    try:
        async with bot:
            return bot.username
    except TelegramError:
        return ""


def run_async(work: Awaitable[T]) -> T:
    """Drive a coroutine from a synchronous command."""

    async def main() -> T:
        return await work

    gc.freeze()  # what is loaded stays
    gc.enable()
    return asyncio.run(main())
