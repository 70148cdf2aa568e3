"""Says what is wrong with an installation, in words, before anybody is told that the bot works."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.config import Config
from bot.delivery.transport import AiohttpRequest
from bot.library import read_definition
from domain.people import Role
from domain.ports import UnitOfWork
from domain.questionnaire import QuestionnaireInvalid
from domain.ruleset import SHIPPED
from storage import schema
from storage.database import Database, DatabaseUrlNotUnderstood


@dataclass(frozen=True, slots=True)
class Finding:
    """A text of the console with its facts; not `good` means that the bot will not work."""

    key: str
    facts: dict[str, str]
    good: bool = True


async def examine(config: Config) -> AsyncIterator[Finding]:
    """Configuration, database, Telegram, rule set, own questionnaires and first admin, one after the other."""
    yield Finding("config_good", {})
    yield await _database(config)
    yield await _telegram(config)
    if config.mapping.ruleset not in SHIPPED:
        facts = {"ruleset": config.mapping.ruleset, "known": ", ".join(SHIPPED)}
        yield Finding("ruleset_unknown", facts, good=False)
    for problem in _definitions(config.questionnaires.folder):
        yield problem
    if not await _has_admin(config):
        yield Finding("first_admin_missing", {})


async def _database(config: Config) -> Finding:
    url = config.database.url
    try:
        if schema.is_empty(url):
            return Finding("database_empty", {})
        revision, newest = schema.revision_of(url), schema.newest_revision()
    except (SQLAlchemyError, DatabaseUrlNotUnderstood, OSError) as error:
        return Finding("database_unreachable", {"reason": type(error).__name__}, good=False)
    if revision != newest:
        return Finding("database_behind", {"revision": revision or "-", "newest": newest}, good=False)
    return Finding("database_ready", {"revision": newest})


async def _telegram(config: Config) -> Finding:
    request = AiohttpRequest(proxy=config.telegram.proxy)
    token = config.telegram.token.get_secret_value()
    bot = Bot(token, base_url=f"{config.telegram.api_url}/bot", request=request, get_updates_request=request)
    try:
        async with bot:
            return Finding("telegram_reached", {"username": bot.username})
    except InvalidToken:
        return Finding("token_refused", {}, good=False)
    except TelegramError:
        return Finding("telegram_unreachable", {"url": config.telegram.api_url}, good=False)


def _definitions(folder: Path | None) -> Iterator[Finding]:
    for file in sorted(folder.glob("*.toml")) if folder else ():
        try:
            read_definition(file)
        except QuestionnaireInvalid as invalid:
            facts = {"path": str(file), "count": str(len(invalid.flaws))}
            yield Finding("definition_rejected", facts, good=False)


async def _has_admin(config: Config) -> bool:
    try:
        if schema.revision_of(config.database.url) != schema.newest_revision():
            return False
    except (SQLAlchemyError, DatabaseUrlNotUnderstood, OSError):
        return True  # the database has its own finding
    database = Database.open(config.database.url)

    async def count(uow: UnitOfWork) -> int:
        return len(await uow.accounts.holding(Role.ADMIN))

    try:
        return await database.read(count) > 0
    finally:
        await database.close()
