"""Whatever a client makes up, nobody gets what is not theirs and nothing breaks."""

from dataclasses import fields
from enum import Enum
from typing import Any, get_type_hints

import pytest
from sqlalchemy import func, select

from bot.app import MODULES
from bot.buttons import Button
from bot.commands import COMMANDS
from bot.routing import collect
from bot.simulator.world import Press
from domain.people import Role
from storage.tables import InboxRow
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phases import open_phase

PRESSES = collect(MODULES).presses
ODD_WORDS = (
    "",
    " 0",
    " x",
    " 198503152010011004",
    " 198503152010011004 integritas 3",
    " -1",
    " " + "é" * 3000,
)


def made_up(button: type[Button], number: int, words: str) -> str:
    """The data of a button with these values in its fields; of a list of words, the first."""
    hints = get_type_hints(button)
    values = [_made_up(hints[field.name], number, words) for field in fields(button)]  # type: ignore[arg-type]
    return ":".join((button.code, *values))


def _made_up(hint: Any, number: int, words: str) -> str:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return str(next(iter(hint)).value)
    return {bool: "True", str: words}.get(hint, str(number))


def presses() -> list[str]:
    values = ((1, "x"), (0, ""), (-1, "../;é"), (2**31 - 1, "1"))
    return list(dict.fromkeys(made_up(button, *pair) for button in PRESSES for pair in values))


async def does_everything(chat: Chat, name: str) -> None:
    """Press every button there is with made-up data, and type every command with odd words behind it."""
    world = chat.simulator.world
    own = world.chat_of(chat.people[name].id)
    for number, data in enumerate(presses()):
        query_id = f"made-up-{number}"
        world.presses[query_id] = Press(own, own.last_id, world.now)
        message = {"message_id": own.last_id or 1, "date": 0, "chat": own.place()}
        query = {"id": query_id, "from": own.account.as_user(), "chat_instance": "1"}
        world.push("callback_query", query | {"message": message, "data": data})
    for command in COMMANDS:
        for words in ODD_WORDS:
            await chat.people[name].says(f"/{command.name}{words}")
    await chat.simulator.telegram.quiet(silence=0, within=60)
    await chat.settled()


async def nothing_broke(chat: Chat) -> None:
    """Every update was brought to its end, none was parked."""

    async def count(uow: Any) -> Any:
        return (await uow.execute(select(InboxRow.state, func.count()).group_by(InboxRow.state))).all()

    everything = len(presses()) + len(COMMANDS) * len(ODD_WORDS)
    assert [tuple(row) for row in await chat.bot.services.read(count)] == [("done", everything)]


@pytest.fixture(autouse=True)
async def city(chat: Chat) -> None:
    """Two officials and a phase that is open."""
    await chat.roster(BUDI, WATI)
    await open_phase(chat)


async def test_a_stranger_gets_nowhere(chat: Chat) -> None:
    await chat.joins("Agus")
    await does_everything(chat, "Agus")
    await nothing_broke(chat)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.ASSESSOR, Role.ADMIN, Role.LEADER])
async def test_nothing_breaks_whoever_makes_it_up(chat: Chat, role: Role) -> None:
    await chat.links("Budi", role, official=BUDI if role is Role.OFFICIAL else None)
    await does_everything(chat, "Budi")
    await nothing_broke(chat)


async def test_somebody_with_every_role_breaks_nothing_either(chat: Chat) -> None:
    await chat.links("Budi", Role.OFFICIAL, Role.ASSESSOR, Role.ADMIN, official=BUDI)
    await does_everything(chat, "Budi")
    await nothing_broke(chat)
