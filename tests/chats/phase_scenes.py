"""People and phases for the conversations about phases, reminders and broadcasts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.app import build
from bot.config import Messages
from domain import questionnaire
from domain.answers import SKIPPED
from domain.people import NoticeReading, Official, PersonStatus, Role
from domain.phases import PATTERNS, Phase, PhaseState
from domain.response import asked
from storage.database import Database
from tests.chats.conftest import BUDI, WATI, Chat

WIB = ZoneInfo("Asia/Jakarta")
OPENS_AT = datetime(2026, 11, 2, 8, tzinfo=WIB)
CLOSES_AT = datetime(2026, 12, 8, 16, tzinfo=WIB)
CONTACT = "BKPSDM, telepon 0231-000000"


async def staffed(chat: Chat) -> None:
    """Budi and Wati on the roster, Budi linked, Rahmat an admin."""
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Rahmat", Role.ADMIN)


async def phase_one(chat: Chat, *, state: PhaseState = PhaseState.OPEN, **changes: Any) -> int:
    """Tahap 1 of administrators and supervisors, 2 November to 8 December 2026, open already."""
    pattern = PATTERNS["eselon_iii_iv"]
    phase = Phase(
        0, 1, "Tahap 1", pattern.audience, pattern.questionnaires, "permenpan-3-2020",
        OPENS_AT, CLOSES_AT, state,
    )  # fmt: skip
    phase = replace(phase, **changes)

    async def add(uow: Any, *, now: datetime) -> int:
        admin = (await uow.accounts.holding(Role.ADMIN))[0]
        versions = dict.fromkeys(phase.questionnaires, 1)
        phase_id: int = await uow.phases.add(phase, versions=versions, account_id=admin.id, now=now)
        return phase_id

    phase_id: int = await chat.do(add)
    return phase_id


async def fills(chat: Chat, official: Official, *, leave: int = 0, sends: bool = False) -> None:
    """Answer all questionnaires of the first phase but the last `leave` questions of the first; send them or not."""

    async def fill(uow: Any, *, now: datetime) -> None:
        person = await uow.people.by_nip(official.nip)
        for number, campaign in enumerate(await uow.campaigns.of_phase(1)):
            response = await uow.responses.start(campaign.id, person.id, now=now)
            for key in _keys(campaign.questionnaire, 0 if number else leave):
                await uow.responses.answer(response.id, key, SKIPPED, now=now)
            await uow.responses.show(response.id, None, now=now)
            if sends:
                await uow.responses.submit(response.id, f"TT-2026-{response.id:06}", now=now)

    await chat.do(fill)


def _keys(name: str, leave: int) -> Iterable[str]:
    questions = asked(questionnaire.load(name), {})
    return [one.key for one in questions[: len(questions) - leave]]


async def changes_status(chat: Chat, official: Official, status: PersonStatus) -> None:
    """The roster says that somebody has left."""
    await chat.roster(replace(official, status=status))


async def joined_by(chat: Chat, count: int) -> list[Official]:
    """So many more supervisors, linked and consenting, each with a chat of their own."""
    people = [
        replace(BUDI, nip=f"19800101200501{number:04}", name=f"Pegawai {number:03}", phone=None)
        for number in range(1, count + 1)
    ]
    await chat.roster(*people)
    world = chat.simulator.world
    chats = {}
    for one in people:
        account = world.join(one.name, f"+62812{one.nip[-8:]}")
        world.chats[account.id].started = True
        chats[one.nip] = account.id
    await chat.do(_link_all, chats=chats)
    return people


async def _link_all(uow: Any, *, chats: dict[str, int], policy: Any, now: datetime) -> None:
    for nip, official in (await uow.people.by_nips(list(chats))).items():
        account = await uow.accounts.link(
            telegram_id=chats[nip], name=official.name, person_id=official.id, now=now
        )
        await uow.accounts.grant(account.id, Role.OFFICIAL, now=now)
        await uow.notices.record(NoticeReading(account.id, policy.notice_version, True, now))


async def slows_down(chat: Chat, per_second: int) -> None:
    """From now on the bot sends so many messages a second."""
    services = chat.bot.services
    await chat.bot.stop()
    config = services.config.model_copy(update={"messages": Messages(per_second=per_second, chat_pause=0)})
    chat.bot = await build(config, cast(Database, services.store))
    await chat.bot.start()


def received(chat: Chat, words: str) -> list[int]:
    """Whose chats hold a message with these words, one id for each message."""
    return [
        one.id
        for one in chat.simulator.world.chats.values()
        for message in one.messages.values()
        if words in str(message.content.get("text", ""))
    ]
