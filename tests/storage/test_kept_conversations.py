"""What chats show, and updates from arrival to oblivion."""

from dataclasses import replace

from storage_samples import DAY, HOUR, NOW

from domain.conversation import Conversation, Received
from storage.unit_of_work import UnitOfWork

CHAT = 5_000_000_001


async def test_a_chat_that_has_shown_nothing_is_unknown(uow: UnitOfWork) -> None:
    assert await uow.conversations.of(CHAT) is None


async def test_a_chat_remembers_its_open_screen(uow: UnitOfWork) -> None:
    shown = Conversation(CHAT, 12, NOW, 11, "reason", {"phase": 1, "unit": "Kecamatan Harjamukti"})
    await uow.conversations.save(shown)
    assert await uow.conversations.of(CHAT) == shown


async def test_a_new_screen_replaces_the_one_before(uow: UnitOfWork) -> None:
    await uow.conversations.save(Conversation(CHAT, 12, NOW, 11, "reason", {"phase": 1}))
    await uow.conversations.save(Conversation(CHAT, 14, NOW + HOUR, 13))
    assert await uow.conversations.of(CHAT) == Conversation(CHAT, 14, NOW + HOUR, 13)


async def _received(uow: UnitOfWork, *update_ids: int) -> None:
    updates = [Received(update_id, CHAT, f'{{"update_id": {update_id}}}') for update_id in update_ids]
    await uow.inbox.store(updates, now=NOW)


async def test_an_update_that_comes_again_is_ignored(uow: UnitOfWork) -> None:
    first, second = Received(1, CHAT, "{}"), Received(2, None, "{}")
    assert await uow.inbox.store([first], now=NOW) == {1}
    assert await uow.inbox.store([first, second], now=NOW) == {2}
    assert await uow.inbox.store([second], now=NOW) == set()
    assert await uow.inbox.unfinished() == [first, second]


async def test_what_is_not_done_is_replayed_in_order(uow: UnitOfWork) -> None:
    await _received(uow, 3, 1, 2)
    await uow.inbox.mark_done([2], now=NOW)
    assert [one.update_id for one in await uow.inbox.unfinished()] == [1, 3]


async def test_a_replayed_update_says_that_its_effect_is_stored(uow: UnitOfWork) -> None:
    await _received(uow, 1, 2)
    await uow.inbox.mark_applied(2, now=NOW)
    assert [one.applied for one in await uow.inbox.unfinished()] == [False, True]


async def test_an_update_that_failed_for_good_is_parked(uow: UnitOfWork) -> None:
    await _received(uow, 1)
    await uow.inbox.mark_attempt(1, failed=False)
    assert [one.attempts for one in await uow.inbox.unfinished()] == [1]
    await uow.inbox.mark_attempt(1, failed=True)
    assert await uow.inbox.unfinished() == []
    await uow.inbox.mark_done([1], now=NOW)
    assert await uow.inbox.count_failed(since=NOW) == 1


async def test_the_backlog_says_since_when_updates_wait(uow: UnitOfWork) -> None:
    assert await uow.inbox.backlog() == (0, None)
    await uow.inbox.store([Received(2, CHAT, "{}")], now=NOW + HOUR)
    await _received(uow, 1, 3)
    await uow.inbox.mark_done([3], now=NOW)
    assert await uow.inbox.backlog() == (2, NOW)


async def test_parked_updates_are_counted_from_a_moment_on(uow: UnitOfWork) -> None:
    await _received(uow, 1, 2)
    await uow.inbox.mark_attempt(1, failed=True)
    assert await uow.inbox.count_failed(since=NOW) == 1
    assert await uow.inbox.count_failed(since=NOW + HOUR) == 0


async def test_what_was_parked_is_forgotten_by_when_it_came(uow: UnitOfWork) -> None:
    await uow.inbox.store([Received(1, CHAT, "{}")], now=NOW - 8 * DAY)
    await uow.inbox.store([Received(2, CHAT, "{}")], now=NOW - 8 * DAY)
    await uow.inbox.mark_attempt(1, failed=True)
    await uow.inbox.forget(content_before=NOW - DAY, ids_before=NOW - 7 * DAY)
    assert await uow.inbox.store([Received(1, CHAT, "{}"), Received(2, CHAT, "{}")], now=NOW) == {1}


async def test_ids_outlive_the_content_of_what_is_done(uow: UnitOfWork) -> None:
    await _received(uow, 1, 2, 3)
    await uow.inbox.mark_done([1], now=NOW - 8 * DAY)
    await uow.inbox.mark_done([2], now=NOW - 2 * DAY)
    await uow.inbox.forget(content_before=NOW - DAY, ids_before=NOW - 7 * DAY)
    again = [Received(update_id, CHAT, "{}") for update_id in (1, 2, 3)]
    assert await uow.inbox.store(again, now=NOW) == {1}
    by_id = {one.update_id: one for one in await uow.inbox.unfinished()}
    assert by_id[3] == replace(again[2], content='{"update_id": 3}')


async def test_an_update_keeps_the_moment_it_was_received(uow: UnitOfWork) -> None:
    await _received(uow, 1)
    assert await uow.inbox.received_at(1) == NOW
    assert await uow.inbox.received_at(2) is None
