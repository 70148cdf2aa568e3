"""A questionnaire tried in the terminal: the real bot and the local Telegram, for one person and until the input ends.

Nothing of it stays: the database is in a folder that goes, and the definition is not put in use.
"""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bot.app import TalentBot, build
from bot.config import Config
from bot.simulator.lines import PersonLine
from bot.simulator.notation import NotNotation, parse
from bot.simulator.persona import BotSilent, NotPossible
from bot.simulator.playing import Conversation
from bot.simulator.server import TOKEN, Simulator
from bot.simulator.transcript import transcript
from domain.people import NoticeReading, Official, PositionKind, Role
from domain.phases import Phase, PhaseState
from domain.policy import Policy
from domain.ports import UnitOfWork
from domain.questionnaire import Questionnaire, library
from storage.database import Database
from storage.schema import migrate

_NAME: Final = "Pegawai"
_PHONE: Final = "+6281200000000"
_KEY: Final = "pratinjau"  # nobody's: a definition may be tried under a version that is in use
_OPEN_FOR: Final = timedelta(days=7)


async def preview(
    questionnaire: Questionnaire,
    *,
    now: datetime,
    tell: Callable[[str], None],
    problem: Callable[[str], None],
) -> None:
    """Ask the questionnaire; every line of standard input is what the person does: [a button], words, (a file.pdf).

    `tell` gets every line of the conversation, `problem` why something cannot be done.
    """
    shown = _for_trial(questionnaire)
    library().add(shown)
    async with Simulator(now) as simulator, _serving(simulator) as bot:
        person = await simulator.persona(_NAME, _PHONE)
        await bot.services.write(_prepare, telegram_id=person.id, questionnaire=shown)
        conversation = Conversation(simulator.telegram, settled=lambda: _rest(bot))
        heard = 0
        for line in ("/kuesioner", *sys.stdin):
            await _do(conversation, line.strip(), problem)
            entries = await simulator.telegram.log(heard)
            heard += len(entries)
            for told in transcript(entries, {person.id: _NAME}):
                tell(told)


def _for_trial(questionnaire: Questionnaire) -> Questionnaire:
    tried = [one.version for one in library() if one.key == _KEY]
    return questionnaire.model_copy(update={"key": _KEY, "version": max(tried, default=0) + 1})


@asynccontextmanager
async def _serving(simulator: Simulator) -> AsyncIterator[TalentBot]:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'pratinjau.sqlite'}"
        migrate(url)
        settings = {
            "telegram": {"token": TOKEN, "api_url": simulator.url},
            "database": {"url": url},
            "clock": {"source": "simulator"},
        }
        database = Database.open(url)
        bot = await build(Config.model_validate(settings), database)
        await bot.start()
        try:
            yield bot
        finally:
            await bot.stop()
            await database.close()


async def _rest(bot: TalentBot) -> None:
    await bot.inbox.rest()


async def _do(conversation: Conversation, line: str, problem: Callable[[str], None]) -> None:
    try:
        for one in parse(f"{_NAME} | {line}") if line else ():
            assert isinstance(one, PersonLine)
            files = {
                act.words: Path(act.words).read_bytes() for act in one.acts if act.deed in ("file", "photo")
            }
            await conversation.plays("", files=files)
            await conversation.does(one)
    except (NotNotation, NotPossible, BotSilent, OSError) as error:
        problem(str(error))


async def _prepare(
    uow: UnitOfWork, *, telegram_id: int, questionnaire: Questionnaire, policy: Policy, now: datetime
) -> None:
    """One person on the roster, linked and consenting, in a phase with nothing but this questionnaire."""
    kind = questionnaire.audience[0]
    official = Official(0, "198503152010011004", _NAME, kind.value, kind, "BKPSDM", phone=_PHONE)
    await uow.people.save([official], now=now)
    known = await uow.people.by_nip(official.nip)
    assert known is not None
    account = await uow.accounts.link(telegram_id=telegram_id, name=_NAME, person_id=known.id, now=now)
    await uow.accounts.grant(account.id, Role.OFFICIAL, now=now)
    await uow.notices.record(NoticeReading(account.id, policy.notice_version, True, now))
    phase = Phase(
        0, 1, "Pratinjau", frozenset(PositionKind), (questionnaire.key,), policy.ruleset,
        now, now + _OPEN_FOR, PhaseState.OPEN,
    )  # fmt: skip
    versions = {questionnaire.key: questionnaire.version}
    await uow.phases.add(phase, versions=versions, account_id=account.id, now=now)
