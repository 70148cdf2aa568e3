"""Taking updates in: stored first, in order within a chat, many chats at once, nothing lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.inbox import Again, Ended, Inbox, chat_of
from bot.delivery.screens import Screens
from domain.conversation import Conversation, Received
from storage.tables import InboxRow
from tests.delivery.workbench import Bench, StoreDown

BUDI, WATI = 5_000_000_001, 5_000_000_002
PAUSES = (0.001, 0.002)


def text(update_id: int, chat: int = BUDI) -> dict[str, Any]:
    """An update with a message from a person."""
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": {"id": chat}}}


@dataclass
class Handling:
    """Notes what was handled, in which order; `does` decides how a turn ends."""

    does: Callable[[Received, int], Awaitable[Ended | Again]] | None = None
    handled: list[int] = field(default_factory=list)

    async def handle(self, received: Received, put_off: int) -> Ended | Again:
        self.handled.append(received.update_id)
        return await self.does(received, put_off) if self.does else Ended()


def inbox(bench: Bench, handling: Handling) -> Inbox:
    return Inbox(bench.services, handling.handle, Screens(), pauses=PAUSES)


async def at_rest(one: Inbox) -> None:
    await one.rest()


async def states(bench: Bench) -> dict[int, str]:
    """The state of every row of the inbox."""

    async def look(uow: Any) -> dict[int, str]:
        return dict((await uow.execute(select(InboxRow.update_id, InboxRow.state))).all())

    return await bench.do(look)


async def test_updates_are_handled_in_order_and_marked_done(bench: Bench) -> None:
    handling = Handling()
    box = inbox(bench, handling)
    await box.take([text(3), text(1), text(2)])
    await at_rest(box)
    assert handling.handled == [1, 2, 3]
    assert await states(bench) == {1: "done", 2: "done", 3: "done"}


async def test_an_update_that_comes_again_is_ignored(bench: Bench) -> None:
    handling = Handling()
    box = inbox(bench, handling)
    await box.take([text(1)])
    await box.take([text(1), text(2)])
    await at_rest(box)
    assert handling.handled == [1, 2]


async def test_one_busy_person_does_not_slow_another(bench: Bench) -> None:
    release = asyncio.Event()

    async def slow_for_budi(received: Received, _put_off: int) -> Ended:
        if received.chat_id == BUDI:
            await release.wait()
        return Ended()

    handling = Handling(slow_for_budi)
    box = inbox(bench, handling)
    await box.take([text(1, BUDI), text(2, BUDI), text(3, WATI), text(4, WATI)])
    while 4 not in handling.handled:
        await asyncio.sleep(0.001)
    assert handling.handled == [1, 3, 4]
    release.set()
    await at_rest(box)
    assert handling.handled == [1, 3, 4, 2]


async def test_many_chats_are_handled_at_once_but_not_all(bench: Bench) -> None:
    at_once, most, release = 0, 0, asyncio.Event()

    async def crowd(_received: Received, _put_off: int) -> Ended:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await release.wait()
        at_once -= 1
        return Ended()

    box = inbox(bench, Handling(crowd))
    await box.take([text(number, BUDI + number) for number in range(100)])
    await asyncio.sleep(0.05)
    release.set()
    await at_rest(box)
    assert most == 64


async def test_nothing_is_queued_if_the_store_fails(bench: Bench) -> None:
    handling = Handling()
    box = inbox(bench, handling)
    bench.store.failing_writes = 1
    with pytest.raises(StoreDown):
        await box.take([text(1)])
    assert (handling.handled, await states(bench)) == ([], {})


async def test_a_turn_that_is_put_off_is_taken_again_before_the_next(bench: Bench) -> None:
    seen: list[tuple[int, bool, int]] = []

    async def twice(received: Received, put_off: int) -> Ended | Again:
        seen.append((received.update_id, received.applied, put_off))
        if received.update_id == 1 and put_off < 2:
            return Again(Received(1, BUDI, received.content, applied=True))
        return Ended()

    box = inbox(bench, Handling(twice))
    await box.take([text(1), text(2)])
    await at_rest(box)
    assert seen == [(1, False, 0), (1, True, 1), (1, True, 2), (2, False, 0)]


async def test_a_turn_may_say_when_it_wants_to_be_repeated(bench: Bench) -> None:
    loop, moments = asyncio.get_running_loop(), list[float]()

    async def later(received: Received, put_off: int) -> Ended | Again:
        moments.append(loop.time())
        return Ended() if put_off else Again(received, 0.05)

    box = inbox(bench, Handling(later))
    await box.take([text(1)])
    await at_rest(box)
    assert moments[1] - moments[0] >= 0.05


async def test_whatever_a_turn_raises_the_chat_goes_on(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumbles(_received: Received, put_off: int) -> Ended:
        if put_off < 3:
            raise StoreDown
        return Ended()

    handling = Handling(stumbles)
    box = inbox(bench, handling)
    await box.take([text(1)])
    await at_rest(box)
    assert handling.handled == [1, 1, 1, 1]
    assert [one.getMessage() for one in caplog.records] == ["update 1 waits until it can be handled"] * 3
    assert await states(bench) == {1: "done"}


async def test_a_mark_that_cannot_be_written_is_written_later(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async def shows(received: Received, _put_off: int) -> Ended:
        bench.store.failing_writes = 2
        return Ended(Conversation(BUDI, screen_id=received.update_id))

    box = inbox(bench, Handling(shows))
    await box.take([text(1)])
    await at_rest(box)
    assert await states(bench) == {1: "done"}

    async def kept(uow: Any) -> Conversation | None:
        found: Conversation | None = await uow.conversations.of(BUDI)
        return found

    assert await bench.do(kept) == Conversation(BUDI, screen_id=1)
    assert caplog.messages == ["1 updates are handled but could not be marked"] * 2


async def test_marks_do_not_wait_because_turns_end_while_others_are_marked(bench: Bench) -> None:
    async def lasts(received: Received, put_off: int) -> Ended:
        await asyncio.sleep(0.002 * received.update_id)
        return Ended()

    box = Inbox(bench.services, Handling(lasts).handle, Screens(), pauses=(60,))
    await box.take([text(number, chat=BUDI + number) for number in range(1, 61)])
    async with asyncio.timeout(10):
        while not box.idle:  # nobody asks for the marks
            await asyncio.sleep(0.002)
    assert set((await states(bench)).values()) == {"done"}


def patient(bench: Bench, handling: Handling) -> Inbox:
    """Its marks wait for the next updates, however long that takes."""
    return Inbox(bench.services, handling.handle, Screens(), pauses=PAUSES, mark_after=60)


async def handled(handling: Handling, count: int) -> None:
    async with asyncio.timeout(10):
        while len(handling.handled) < count:
            await asyncio.sleep(0.001)


async def test_a_mark_is_written_with_the_next_updates(bench: Bench) -> None:
    handling = Handling()
    box = patient(bench, handling)
    await box.take([text(1)])
    await handled(handling, 1)
    assert (await states(bench))[1] == "received"
    await box.take([text(2)])
    assert (await states(bench))[1] == "done"
    await box.drain(1)
    assert await states(bench) == {1: "done", 2: "done"}


async def test_marks_that_cannot_be_stored_keep_no_update_out(bench: Bench) -> None:
    async def shows(received: Received, _put_off: int) -> Ended:
        return Ended(Conversation(BUDI, facts={"text": object()}) if received.update_id == 1 else None)

    handling = Handling(shows)
    box = patient(bench, handling)
    await box.take([text(1)])
    await handled(handling, 1)
    await box.take([text(2)])
    await handled(handling, 2)
    assert await states(bench) == {1: "received", 2: "received"}
    await box.drain(1)


async def test_marks_wait_while_the_store_is_down(bench: Bench) -> None:
    handling = Handling()
    box = patient(bench, handling)
    await box.take([text(1)])
    await handled(handling, 1)
    bench.store.failing_writes = 2  # with the marks, and without
    with pytest.raises(StoreDown):
        await box.take([text(2)])
    await box.take([text(2)])
    assert (await states(bench))[1] == "done"
    await box.drain(1)


async def test_a_restart_replays_what_was_not_done_and_says_what_was_applied(bench: Bench) -> None:
    async def crash(uow: Any, *, now: Any) -> None:
        updates = [Received(number, BUDI, "{}") for number in (1, 2, 3)]
        await uow.inbox.store(updates, now=now)
        await uow.inbox.mark_done([1], now=now)
        await uow.inbox.mark_applied(2, now=now)

    await bench.do(crash)
    seen: list[tuple[int, bool]] = []

    async def note(received: Received, _put_off: int) -> Ended:
        seen.append((received.update_id, received.applied))
        return Ended()

    box = inbox(bench, Handling(note))
    await box.replay()
    await box.take([text(2), text(3), text(4)])
    await at_rest(box)
    assert seen == [(2, True), (3, False), (4, False)]


async def test_a_stop_finishes_what_is_in_hand(bench: Bench) -> None:
    async def slow(_received: Received, _put_off: int) -> Ended:
        await asyncio.sleep(0.05)
        return Ended()

    box = inbox(bench, Handling(slow))
    await box.take([text(1), text(2, WATI)])
    await box.drain(5)
    assert await states(bench) == {1: "done", 2: "done"}


async def test_a_stop_leaves_what_takes_too_long_to_the_next_start(bench: Bench) -> None:
    async def forever(_received: Received, _put_off: int) -> Ended:
        await asyncio.sleep(3600)
        return Ended()

    box = inbox(bench, Handling(forever))
    await box.take([text(1)])
    await box.drain(0.02)
    assert await states(bench) == {1: "received"}
    handling = Handling()
    again = inbox(bench, handling)
    await again.replay()
    await at_rest(again)
    assert handling.handled == [1]


async def test_a_stop_with_nothing_in_hand_is_quiet(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    await inbox(bench, Handling()).drain(1)
    assert caplog.get_records("call") == [] or all(one.levelno < logging.WARNING for one in caplog.records)


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"message": {"chat": {"id": 7}}}, 7),
        ({"edited_message": {"chat": {"id": 7}}}, 7),
        ({"my_chat_member": {"chat": {"id": -7}, "from": {"id": 8}}}, -7),
        ({"callback_query": {"from": {"id": 8}, "message": {"chat": {"id": 7}}}}, 7),
        ({"callback_query": {"from": {"id": 8}, "inline_message_id": "x"}}, 8),
        ({"callback_query": {"from": {"id": 8}, "message": None}}, 8),
        ({"poll": {"id": "1"}}, None),
        ({"message": {}}, None),
        ({"message": None}, None),
        ({}, None),
    ],
)
def test_the_chat_of_an_update(update: dict[str, Any], chat: int | None) -> None:
    assert chat_of(update) == chat


# --- what is still leaving -------------------------------------------------------------------


@dataclass
class Answering:
    """Each turn leaves an answer on its way, which arrives when it is let."""

    may_arrive: asyncio.Event = field(default_factory=asyncio.Event)
    handled: list[int] = field(default_factory=list)

    async def handle(self, received: Received, _put_off: int) -> Ended:
        self.handled.append(received.update_id)
        return Ended(Conversation(BUDI, screen_id=received.update_id), asyncio.create_task(self._arrive()))

    async def _arrive(self) -> None:
        await self.may_arrive.wait()


async def test_the_chat_goes_on_while_an_answer_leaves_and_nothing_is_done_before_it_has(
    bench: Bench,
) -> None:
    answering = Answering()
    box = Inbox(bench.services, answering.handle, Screens(), pauses=PAUSES)
    await box.take([text(1), text(2)])
    while answering.handled != [1, 2]:
        await asyncio.sleep(0)
    assert not box.idle
    assert await states(bench) == {1: "received", 2: "received"}
    answering.may_arrive.set()
    await at_rest(box)
    assert await states(bench) == {1: "done", 2: "done"}


async def test_an_update_whose_answer_did_not_leave_before_the_stop_is_replayed(bench: Bench) -> None:
    answering = Answering()
    box = Inbox(bench.services, answering.handle, Screens(), pauses=PAUSES)
    await box.take([text(1)])
    while not answering.handled:
        await asyncio.sleep(0)
    await box.drain(0.01)
    assert await states(bench) == {1: "received"}


async def test_a_stop_waits_for_the_answer_to_what_was_in_hand(bench: Bench) -> None:
    answering = Answering()
    box = Inbox(bench.services, answering.handle, Screens(), pauses=PAUSES)
    await box.take([text(1)])
    stopping = asyncio.create_task(box.drain(10))
    while not answering.handled:
        await asyncio.sleep(0)
    answering.may_arrive.set()
    await stopping
    assert await states(bench) == {1: "done"}
