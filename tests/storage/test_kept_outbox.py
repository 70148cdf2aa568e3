"""Messages of the bot's own accord, from queued to settled."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from storage_samples import DAY, HOUR, MINUTE, NOW, account

from domain.broadcasts import Audience, Broadcast, BroadcastState
from domain.conversation import Delivery, Outgoing, Queued, Urgency
from storage.tables import OutboxRow
from storage.unit_of_work import UnitOfWork

CHAT = 5_000_000_001
REMINDER = Outgoing("reminder:1:7:last_day", CHAT, "reminder", Urgency.REMINDER, NOW, {"phase": 1})


async def _due(uow: UnitOfWork) -> list[Queued]:
    return await uow.outbox.due(now=NOW, limit=100)


async def _states(uow: UnitOfWork) -> dict[str, tuple[str, str | None]]:
    rows = await uow.execute(select(OutboxRow.key, OutboxRow.state, OutboxRow.reason))
    return {key: (state, reason) for key, state, reason in rows}


async def test_what_is_said_once_cannot_be_queued_twice(uow: UnitOfWork) -> None:
    assert await uow.outbox.queue([REMINDER, REMINDER], now=NOW) == 1
    other = replace(REMINDER, key="reminder:1:8:last_day")
    assert await uow.outbox.queue([REMINDER, other], now=NOW) == 1
    assert [one.key for one in await _due(uow)] == ["reminder:1:7:last_day", "reminder:1:8:last_day"]


async def test_queueing_nothing_queues_nothing(uow: UnitOfWork) -> None:
    assert await uow.outbox.queue([], now=NOW) == 0


async def test_five_thousand_messages_are_queued_and_counted(uow: UnitOfWork) -> None:
    messages = [replace(REMINDER, key=f"reminder:1:{person}") for person in range(5000)]
    assert await uow.outbox.queue(messages[:100], now=NOW) == 100
    assert await uow.outbox.queue(messages, now=NOW) == 4900


async def test_a_queued_message_comes_back_with_its_facts(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER], now=NOW)
    (found,) = await _due(uow)
    assert found == Queued(found.id, "reminder:1:7:last_day", CHAT, "reminder", {"phase": 1}, 0, None)


async def test_the_most_urgent_leaves_first_and_nothing_before_its_time(uow: UnitOfWork) -> None:
    await uow.outbox.queue(
        [
            replace(REMINDER, key="broadcast", urgency=Urgency.BROADCAST),
            replace(REMINDER, key="tomorrow", not_before=NOW + DAY),
            replace(REMINDER, key="later", not_before=NOW),
            replace(REMINDER, key="earlier", not_before=NOW - MINUTE),
            replace(REMINDER, key="tidying", urgency=Urgency.TIDYING),
        ],
        now=NOW,
    )
    assert [one.key for one in await _due(uow)] == ["tidying", "earlier", "later", "broadcast"]
    assert [one.key for one in await uow.outbox.due(now=NOW, limit=1)] == ["tidying"]


async def test_what_waits_is_counted_whenever_it_may_leave(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER, replace(REMINDER, key="later", not_before=NOW + DAY)], now=NOW)
    assert await uow.outbox.count_queued() == 2
    await uow.outbox.win((await _due(uow))[0].id)
    assert await uow.outbox.count_queued() == 1


async def test_a_message_is_won_by_one_sender(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER], now=NOW)
    (message,) = await _due(uow)
    assert await uow.outbox.win(message.id)
    assert not await uow.outbox.win(message.id)
    assert await _due(uow) == []


async def test_a_message_is_leaving_until_it_is_known_how_it_ended(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER], now=NOW)
    (message,) = await _due(uow)
    assert await uow.outbox.count_leaving() == 0
    await uow.outbox.win(message.id)
    assert await uow.outbox.count_leaving() == 1
    await uow.outbox.settle(message.id, Delivery.SENT, now=NOW)
    assert await uow.outbox.count_leaving() == 0


async def test_a_message_that_certainly_did_not_leave_is_tried_again(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER], now=NOW)
    (message,) = await _due(uow)
    await uow.outbox.win(message.id)
    await uow.outbox.retry(message.id, not_before=NOW, reason="connection refused")
    assert await _due(uow) == [replace(message, attempts=1)]


async def test_what_was_being_sent_at_a_crash_is_unknown_and_not_repeated(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER], now=NOW)
    (message,) = await _due(uow)
    await uow.outbox.win(message.id)
    assert await uow.outbox.recover(now=NOW) == [replace(message, attempts=1)]
    assert await _states(uow) == {REMINDER.key: ("unknown", "interrupted")}
    assert await uow.outbox.recover(now=NOW) == []


async def test_tidying_that_was_interrupted_is_done_again(uow: UnitOfWork) -> None:
    await uow.outbox.queue([replace(REMINDER, urgency=Urgency.TIDYING)], now=NOW)
    (message,) = await _due(uow)
    await uow.outbox.win(message.id)
    assert await uow.outbox.recover(now=NOW) == []
    assert await _due(uow) == [replace(message, attempts=1)]


async def test_what_was_ever_queued_under_a_key_is_known(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER], now=NOW)
    (message,) = await _due(uow)
    await uow.outbox.win(message.id)
    await uow.outbox.settle(message.id, Delivery.CANCELLED, now=NOW)
    keys = [REMINDER.key, *(f"reminder:1:{person}" for person in range(1000))]
    assert await uow.outbox.known(keys) == {REMINDER.key}
    assert await uow.outbox.known([]) == set()


async def test_only_a_waiting_message_is_postponed(uow: UnitOfWork) -> None:
    await uow.outbox.queue([REMINDER, replace(REMINDER, key="left")], now=NOW)
    waiting, left = await _due(uow)
    await uow.outbox.win(left.id)
    for message in (waiting, left):
        await uow.outbox.postpone(message.key, not_before=NOW + HOUR)
    assert await _due(uow) == []
    assert await uow.outbox.next_due(now=NOW) == NOW + HOUR


async def test_what_waits_for_a_chat_is_brought_forward(uow: UnitOfWork) -> None:
    later = replace(REMINDER, not_before=NOW + HOUR)
    other_chat = replace(later, key="other chat", chat_id=REMINDER.chat_id + 1)
    await uow.outbox.queue([later, other_chat, replace(later, key="other kind", kind="close")], now=NOW)
    await uow.outbox.bring_forward(REMINDER.chat_id, kind=REMINDER.kind, now=NOW)
    assert [message.key for message in await _due(uow)] == [REMINDER.key]


async def test_nothing_that_waits_for_a_chat_leaves_once_it_is_stopped(uow: UnitOfWork) -> None:
    messages = [
        REMINDER,
        replace(REMINDER, key="tomorrow", not_before=NOW + DAY),
        replace(REMINDER, key="tidying", urgency=Urgency.TIDYING),
        replace(REMINDER, key="somebody else", chat_id=CHAT + 1),
    ]
    await uow.outbox.queue(messages, now=NOW)
    assert await uow.outbox.cancel_for([CHAT, CHAT + 2], now=NOW) == 2
    assert [one.key for one in await _due(uow)] == ["tidying", "somebody else"]
    assert await uow.outbox.cancel_for([], now=NOW) == 0


async def test_a_screen_opened_once_more_is_closed_once_more(uow: UnitOfWork) -> None:
    closing = replace(REMINDER, key="close:12", kind="close", urgency=Urgency.TIDYING)
    await uow.outbox.requeue(closing, now=NOW)
    (message,) = await _due(uow)
    await uow.outbox.win(message.id)
    await uow.outbox.settle(message.id, Delivery.SENT, now=NOW, telegram_message_id=99)
    await uow.outbox.requeue(replace(closing, facts={"message": 13}), now=NOW)
    assert await _due(uow) == [replace(message, facts={"message": 13}, attempts=0)]


async def test_when_nothing_waits_nothing_is_next(uow: UnitOfWork) -> None:
    assert await uow.outbox.next_due(now=NOW) is None
    await uow.outbox.queue([replace(REMINDER, not_before=NOW - DAY)], now=NOW)
    assert await uow.outbox.next_due(now=NOW) == NOW


async def test_the_messages_of_a_day_are_counted_by_kind(uow: UnitOfWork) -> None:
    kinds = {"a": "reminder", "b": "broadcast", "c": "close", "d": "reminder"}
    await uow.outbox.queue([replace(REMINDER, key=key, kind=kind) for key, kind in kinds.items()], now=NOW)
    for message in await _due(uow):
        sent_at = NOW - DAY if message.key == "d" else NOW
        await uow.outbox.settle(message.id, Delivery.SENT, now=sent_at)
    count = uow.outbox.sent_since
    assert await count(CHAT, kinds=["reminder", "broadcast"], since=NOW - HOUR) == 2
    assert await count(CHAT + 1, kinds=["reminder", "broadcast"], since=NOW - HOUR) == 0


@pytest.fixture
async def broadcast_id(uow: UnitOfWork) -> int:
    admin = await account(uow)
    broadcast = Broadcast(
        0, "SR-2026-0001", Audience.ALL_LINKED, None, "Halo", 3, BroadcastState.SENDING, NOW
    )
    broadcast_id = await uow.broadcasts.add(broadcast, account_id=admin.id, chat_id=7)
    messages = [replace(REMINDER, key=f"SR:{person}", broadcast_id=broadcast_id) for person in range(3)]
    await uow.outbox.queue([*messages, REMINDER], now=NOW)
    return broadcast_id


async def test_a_stopped_broadcast_keeps_what_has_left(uow: UnitOfWork, broadcast_id: int) -> None:
    sent = (await _due(uow))[0]
    await uow.outbox.win(sent.id)
    await uow.outbox.settle(sent.id, Delivery.UNREACHABLE, now=NOW, reason="blocked")
    assert await uow.outbox.tally(broadcast_id) == {Delivery.UNREACHABLE: 1, Delivery.QUEUED: 2}
    assert await uow.outbox.cancel(broadcast_id=broadcast_id, now=NOW) == 2
    assert await uow.outbox.tally(broadcast_id) == {Delivery.UNREACHABLE: 1, Delivery.CANCELLED: 2}
    assert [one.key for one in await _due(uow)] == [REMINDER.key]


async def test_nothing_of_a_broadcast_leaves_while_it_is_paused(uow: UnitOfWork, broadcast_id: int) -> None:
    mine = (await _due(uow))[0]
    pause = uow.broadcasts.set_state
    await pause(broadcast_id, BroadcastState.PAUSED, was=BroadcastState.SENDING)
    assert [one.key for one in await _due(uow)] == [REMINDER.key]
    assert not await uow.outbox.win(mine.id)
    await pause(broadcast_id, BroadcastState.SENDING, was=BroadcastState.PAUSED)
    assert await uow.outbox.win(mine.id)


async def test_what_was_cancelled_is_not_put_off(uow: UnitOfWork, broadcast_id: int) -> None:
    mine = (await _due(uow))[0]
    await uow.outbox.cancel(broadcast_id=broadcast_id, now=NOW)
    await uow.outbox.retry(mine.id, not_before=NOW + DAY, reason="later")
    assert await uow.outbox.tally(broadcast_id) == {Delivery.CANCELLED: 3}


async def test_every_message_of_a_broadcast_has_an_outcome(uow: UnitOfWork, broadcast_id: int) -> None:
    sent = (await _due(uow))[0]
    await uow.outbox.win(sent.id)
    await uow.outbox.settle(sent.id, Delivery.SENT, now=NOW, telegram_message_id=5)
    facts = {"phase": 1}
    assert await uow.outbox.outcomes(broadcast_id) == [
        (facts, Delivery.SENT), (facts, Delivery.QUEUED), (facts, Delivery.QUEUED),
    ]  # fmt: skip


async def test_a_broadcast_goes_on_when_the_first_of_the_rest_may_leave(
    uow: UnitOfWork, broadcast_id: int
) -> None:
    first, second, third = [one for one in await _due(uow) if one.broadcast_id]
    await uow.outbox.settle(first.id, Delivery.SENT, now=NOW)
    await uow.outbox.retry(second.id, not_before=NOW + DAY, reason="later")
    assert await uow.outbox.continues_at(broadcast_id, now=NOW) is None
    await uow.outbox.retry(third.id, not_before=NOW + HOUR, reason="later")
    assert await uow.outbox.continues_at(broadcast_id, now=NOW) == NOW + HOUR
    await uow.outbox.cancel(broadcast_id=broadcast_id, now=NOW)
    assert await uow.outbox.continues_at(broadcast_id, now=NOW) is None
