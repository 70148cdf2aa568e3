"""Broadcasts and where their progress is shown."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError
from storage_samples import NOW, account, add_phase, phase

from domain.broadcasts import Audience, Broadcast, BroadcastState
from domain.people import Account
from domain.progress import ProgressScreen
from storage.unit_of_work import UnitOfWork

CHAT = 5_000_000_001
BROADCAST = Broadcast(
    0, "SR-2026-0042", Audience.ALL_LINKED, None, "Yth. Bapak/Ibu {nama}", 109, BroadcastState.SENDING, NOW
)


@pytest.fixture
async def admin(uow: UnitOfWork) -> Account:
    return await account(uow)


async def _add(uow: UnitOfWork, admin: Account, broadcast: Broadcast = BROADCAST) -> int:
    return await uow.broadcasts.add(broadcast, account_id=admin.id, chat_id=CHAT)


async def test_a_broadcast_comes_back_as_confirmed(uow: UnitOfWork, admin: Account) -> None:
    phase_id = await add_phase(uow, phase(), admin)
    confirmed = replace(BROADCAST, audience=Audience.NOT_DONE, phase_id=phase_id)
    broadcast_id = await _add(uow, admin, confirmed)
    assert await uow.broadcasts.by_id(broadcast_id) == replace(confirmed, id=broadcast_id)
    assert await uow.broadcasts.by_id(broadcast_id + 1) is None


async def test_a_number_is_given_to_one_broadcast(uow: UnitOfWork, admin: Account) -> None:
    await _add(uow, admin)
    with pytest.raises(IntegrityError):
        await _add(uow, admin)


async def test_two_presses_pause_a_broadcast_once(uow: UnitOfWork, admin: Account) -> None:
    broadcast_id = await _add(uow, admin)
    pause = uow.broadcasts.set_state
    assert await pause(broadcast_id, BroadcastState.PAUSED, was=BroadcastState.SENDING)
    assert not await pause(broadcast_id, BroadcastState.PAUSED, was=BroadcastState.SENDING)
    found = await uow.broadcasts.by_id(broadcast_id)
    assert found is not None
    assert found.state is BroadcastState.PAUSED


async def test_what_is_sent_or_paused_is_still_running(uow: UnitOfWork, admin: Account) -> None:
    for number, state in enumerate(BroadcastState):
        await _add(uow, admin, replace(BROADCAST, number=f"SR-2026-{number:04}", state=state))
    running = [one.state for one in await uow.broadcasts.running()]
    assert running == [BroadcastState.SENDING, BroadcastState.PAUSED]


async def test_progress_is_shown_in_one_message(uow: UnitOfWork, admin: Account) -> None:
    broadcast_id = await _add(uow, admin)
    assert await uow.broadcasts.progress_of(broadcast_id) == ProgressScreen(broadcast_id, CHAT, None)
    await uow.broadcasts.show_progress_in(broadcast_id, 77)
    assert await uow.broadcasts.progress_of(broadcast_id) == ProgressScreen(broadcast_id, CHAT, 77)
    assert await uow.broadcasts.progress_of(broadcast_id + 1) is None
