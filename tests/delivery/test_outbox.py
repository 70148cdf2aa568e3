"""Sending what was queued: once, in time, and with an end that is written down."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from telegram import Message
from telegram.error import TimedOut
from telegram.ext import ExtBot

from bot.delivery.outbox import Notice, Outbox, Rendered
from bot.delivery.pacer import Pacer
from bot.delivery.transport import AiohttpRequest
from bot.reply import Deletion, Document, Edit, Later, Menu, Reply, Screen
from bot.services import Services
from domain.conversation import Outgoing, Queued, Urgency
from domain.people import Role
from storage.tables import Account, OutboxRow
from tests.delivery.scripted import TOKEN, breaks_off, hangs, refuses
from tests.delivery.workbench import MORNING, Bench

BUDI, WATI = 5_000_000_001, 5_000_000_002


def renders(rendered: Rendered) -> Notice:
    """A kind of message that always looks like this."""

    async def render(_services: Services, _message: Queued) -> Rendered:
        return rendered

    return render


async def fails(_services: Services, _message: Queued) -> Rendered:
    """A kind of message with a fault in it."""
    raise ZeroDivisionError


KINDS: Mapping[str, Notice] = {
    "word": renders(Reply("Ada 1 persetujuan yang menunggu.")),
    "screen": renders(Screen(Reply("Lagi."), replaces=7)),
    "edit": renders(Edit(7, Reply("Layar pribadi ditutup."))),
    "deletion": renders(Deletion(7)),
    "menu": renders(Menu((("mulai", "Buka beranda"),))),
    "file": renders(Document(b"PK", "dokumen.xlsx", "Dokumen yang diminta.")),
    "picture": renders(Document(b"\x89PNG", "peta.png", picture=True, protected=True)),
    "not due": renders(None),
    "later": renders(Later(MORNING + timedelta(hours=1))),
    "fault": fails,
}


def message(key: str, kind: str = "word", *, chat: int = BUDI, urgency: Urgency = Urgency.NOTICE) -> Outgoing:
    return Outgoing(key, chat, kind, urgency, MORNING)


async def queue(bench: Bench, *messages: Outgoing) -> None:
    async def add(uow: Any, *, now: Any) -> None:
        await uow.outbox.queue(messages, now=now)

    await bench.do(add)


async def rows(bench: Bench) -> dict[str, tuple[str, int, str | None]]:
    """State, tries and reason of every message."""

    async def look(uow: Any) -> Any:
        columns = (OutboxRow.key, OutboxRow.state, OutboxRow.attempts, OutboxRow.reason)
        return {key: tuple(rest) for key, *rest in await uow.execute(select(*columns).order_by(OutboxRow.id))}

    found: dict[str, tuple[str, int, str | None]] = await bench.do(look)
    return found


@asynccontextmanager
async def dispatcher(bench: Bench, *, per_second: float = 1000, patience: float = 5) -> AsyncIterator[Outbox]:
    """A dispatcher at work; at the end it is stopped as the bot stops it."""
    request = AiohttpRequest(read_timeout=patience)
    bot = ExtBot(TOKEN, base_url=f"{bench.telegram.url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    outbox = Outbox(bench.services, bot, KINDS, Pacer(per_second, time.monotonic))
    task = asyncio.create_task(outbox.run())
    yield outbox
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await outbox.drain(1)
    await request.shutdown()


async def at_rest(outbox: Outbox) -> None:
    outbox.wake()
    while not await outbox.idle():
        await asyncio.sleep(0.001)


async def sent(bench: Bench, **options: float) -> dict[str, tuple[str, int, str | None]]:
    """Let a dispatcher send what is due and return how it ended."""
    async with dispatcher(bench, **options) as outbox:
        await at_rest(outbox)
    return await rows(bench)


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("word", "sendMessage"),
        ("edit", "editMessageText"),
        ("deletion", "deleteMessage"),
        ("menu", "setMyCommands"),
        ("file", "sendDocument"),
        ("picture", "sendPhoto"),
    ],
)
async def test_every_kind_of_message_leaves_once(bench: Bench, kind: str, method: str) -> None:
    await queue(bench, message("a", kind))
    assert await sent(bench) == {"a": ("sent", 1, None)}
    assert await sent(bench) == {"a": ("sent", 1, None)}
    assert [call.method for call in bench.telegram.calls] == [method]


async def test_a_picture_is_a_spoiler_and_protected(bench: Bench) -> None:
    await queue(bench, message("a", "picture"))
    await sent(bench)
    (call,) = bench.telegram.called("sendPhoto")
    assert (call["has_spoiler"], call["protect_content"]) == ("true", "true")


async def test_the_message_that_left_is_remembered(bench: Bench) -> None:
    await queue(bench, message("a"))
    await sent(bench)

    async def look(uow: Any) -> int | None:
        found: int | None = (await uow.execute(select(OutboxRow.message_id))).scalar_one()
        return found

    assert await bench.do(look) == 1


async def test_what_is_no_longer_due_is_cancelled(bench: Bench) -> None:
    await queue(bench, message("a", "not due"))
    assert await sent(bench) == {"a": ("cancelled", 1, None)}
    assert bench.telegram.calls == []


async def test_a_screen_is_sent_only_in_the_place_of_another(bench: Bench) -> None:
    async def opens(chat_id: int, screen: Screen) -> Message | None:
        return await outbox._bot.send_message(chat_id, screen.reply.text) if chat_id == BUDI else None

    await queue(bench, message("a", "screen"), message("b", "screen", chat=WATI))
    async with dispatcher(bench) as outbox:
        outbox.open_screen = opens
        await at_rest(outbox)
    assert await rows(bench) == {"a": ("sent", 1, None), "b": ("cancelled", 1, None)}


async def test_a_screen_whose_fate_is_unknown_is_not_repeated(bench: Bench) -> None:
    async def opens(_chat_id: int, _screen: Screen) -> Message | None:
        raise TimedOut

    await queue(bench, message("a", "screen"))
    async with dispatcher(bench) as outbox:
        outbox.open_screen = opens
        await at_rest(outbox)
    assert (await rows(bench))["a"][0] == "unknown"


async def test_what_may_not_leave_yet_waits_for_its_moment(bench: Bench) -> None:
    await queue(bench, message("a", "later"))
    assert await sent(bench) == {"a": ("queued", 0, "later")}

    async def when(uow: Any, *, now: Any) -> Any:
        return await uow.outbox.next_due(now=now)

    assert await bench.do(when) == MORNING + timedelta(hours=1)


async def test_a_fault_in_one_message_does_not_stop_the_others(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await queue(bench, message("a", "fault"), message("b", "of an older release"), message("c"))
    assert await sent(bench) == {
        "a": ("failed", 0, "ZeroDivisionError"),
        "b": ("failed", 0, "KeyError"),
        "c": ("sent", 1, None),
    }
    assert caplog.messages == ["message a could not be made", "message b could not be made"]


async def test_the_urgent_goes_first_and_one_chat_keeps_its_order(bench: Bench) -> None:
    texts = [Outgoing(str(number), BUDI, str(number), Urgency.BROADCAST, MORNING) for number in range(5)]
    first = Outgoing("first", BUDI, "first", Urgency.DECISION, MORNING)
    await queue(bench, *texts, first)
    kinds = {one.kind: renders(Reply(one.kind)) for one in (*texts, first)}
    request = AiohttpRequest()
    bot = ExtBot(TOKEN, base_url=f"{bench.telegram.url}/bot", request=request, get_updates_request=request)
    await request.initialize()
    outbox = Outbox(bench.services, bot, kinds, Pacer(1000, time.monotonic))
    task = asyncio.create_task(outbox.run())
    await at_rest(outbox)
    task.cancel()
    await request.shutdown()
    assert [call["text"] for call in bench.telegram.called("sendMessage")] == [
        "first",
        "0",
        "1",
        "2",
        "3",
        "4",
    ]


async def test_messages_are_paced_and_tidying_is_not(bench: Bench) -> None:
    words = [message(str(number), chat=BUDI + number) for number in range(4)]
    edits = [
        message(f"e{number}", "edit", chat=BUDI + number, urgency=Urgency.TIDYING) for number in range(4)
    ]
    await queue(bench, *words, *edits)
    began = time.monotonic()
    await sent(bench, per_second=20)
    assert time.monotonic() - began >= 0.15
    assert [call.method for call in bench.telegram.calls[:4]] == ["editMessageText"] * 4


async def test_only_so_many_are_on_their_way_at_once(bench: Bench) -> None:
    bench.telegram.next("sendMessage", *[hangs] * 40)
    await queue(bench, *(message(str(number), chat=BUDI + number) for number in range(40)))
    async with dispatcher(bench, patience=2) as outbox:
        outbox.wake()
        while len(bench.telegram.calls) < 32:
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.02)
        assert len(bench.telegram.calls) == 32


async def test_too_many_requests_holds_everybody_back(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refuses(429, "Too Many Requests: retry after 1", retry_after=1))
    await queue(bench, message("a"))
    async with dispatcher(bench) as outbox:
        await at_rest(outbox)
        assert await rows(bench) == {"a": ("queued", 1, "RetryAfter")}
        bench.clock.moves(timedelta(seconds=1))
        await queue(bench, message("b", chat=WATI))
        began = time.monotonic()
        await at_rest(outbox)
    assert time.monotonic() - began >= 0.8
    assert await rows(bench) == {"a": ("sent", 2, None), "b": ("sent", 1, None)}


async def test_whoever_blocked_the_bot_is_not_tried_again(bench: Bench) -> None:
    async def link(uow: Any, *, now: Any) -> None:
        account = await uow.accounts.link(telegram_id=BUDI, name="Budi", person_id=None, now=now)
        await uow.accounts.grant(account.id, Role.ADMIN, now=now)

    await bench.do(link)
    bench.telegram.next("sendMessage", refuses(403, "Forbidden: bot was blocked by the user"))
    await queue(bench, message("a"))
    assert await sent(bench) == {"a": ("unreachable", 1, "Forbidden: bot was blocked by the user")}

    async def since(uow: Any) -> Any:
        return (await uow.execute(select(Account.unreachable_at))).scalar_one()

    assert await bench.do(since) == MORNING


@pytest.mark.parametrize("ending", [hangs, breaks_off])
async def test_what_may_have_left_is_never_repeated(bench: Bench, ending: Any) -> None:
    bench.telegram.next("sendMessage", ending)
    await queue(bench, message("a"))
    state, tries, _ = (await sent(bench, patience=0.05))["a"]
    bench.clock.moves(timedelta(days=1))
    await sent(bench)
    assert (state, tries, len(bench.telegram.calls)) == ("unknown", 1, 1)


@pytest.mark.parametrize(("kind", "method"), [("edit", "editMessageText"), ("menu", "setMyCommands")])
async def test_what_is_idempotent_is_repeated(bench: Bench, kind: str, method: str) -> None:
    bench.telegram.next(method, hangs)
    await queue(bench, message("a", kind))
    assert await sent(bench, patience=0.05) == {"a": ("queued", 1, "TimedOut")}
    bench.clock.moves(timedelta(seconds=5))
    assert await sent(bench) == {"a": ("sent", 2, None)}


async def test_what_never_left_is_tried_for_as_long_as_it_takes(bench: Bench) -> None:
    await queue(bench, message("a"))
    url, bench.telegram.url = bench.telegram.url, "http://127.0.0.1:1"
    for _ in range(12):
        await sent(bench)
        bench.clock.moves(timedelta(minutes=5))
    assert await rows(bench) == {"a": ("queued", 12, "CertainlyUnsent")}
    bench.telegram.url = url
    assert await sent(bench) == {"a": ("sent", 13, None)}


async def test_a_server_that_keeps_failing_is_given_up_after_eight_tries(bench: Bench) -> None:
    bench.telegram.next("sendMessage", *[refuses(502, "Bad Gateway")] * 9)
    await queue(bench, message("a"))
    pauses = []
    for _ in range(8):
        await sent(bench)
        pauses.append(await _wait_until_due(bench))
    assert await rows(bench) == {"a": ("failed", 8, "Bad Gateway")}
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 0]


async def _wait_until_due(bench: Bench) -> float:
    """Move the clock to the next try; returns by how many seconds."""

    async def when(uow: Any, *, now: Any) -> Any:
        return await uow.outbox.next_due(now=now)

    pause: timedelta = (await bench.do(when) or bench.clock.now()) - bench.clock.now()
    bench.clock.moves(pause)
    return pause.total_seconds()


async def test_what_telegram_does_not_take_is_a_failure_with_its_reason(bench: Bench) -> None:
    bench.telegram.next("sendMessage", refuses(400, "Bad Request: can't parse entities"))
    await queue(bench, message("a"))
    assert await sent(bench) == {"a": ("failed", 1, "Can't parse entities")}


async def test_an_edit_of_what_reads_so_already_is_done(bench: Bench) -> None:
    bench.telegram.next("editMessageText", refuses(400, "Bad Request: message is not modified"))
    bench.telegram.next("deleteMessage", refuses(400, "Bad Request: message to delete not found"))
    await queue(bench, message("a", "edit"), message("b", "deletion"))
    assert await sent(bench) == {"a": ("sent", 1, None), "b": ("sent", 1, None)}


async def test_a_deletion_that_is_refused_is_a_failure(bench: Bench) -> None:
    bench.telegram.next("deleteMessage", refuses(400, "Bad Request: message identifier is not specified"))
    await queue(bench, message("a", "deletion"))
    assert await sent(bench) == {"a": ("failed", 1, "Message identifier is not specified")}


async def test_of_two_dispatchers_one_sends(bench: Bench) -> None:
    await queue(bench, *(message(str(number), chat=BUDI + number) for number in range(30)))
    async with dispatcher(bench) as first, dispatcher(bench) as second:
        await at_rest(first)
        await at_rest(second)
    assert len(bench.telegram.calls) == 30
    assert {state for state, _, _ in (await rows(bench)).values()} == {"sent"}


async def test_after_a_crash_what_was_leaving_is_unknown_and_tidying_is_done_again(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await queue(bench, message("a"), message("e", "edit", urgency=Urgency.TIDYING))

    async def crash(uow: Any, *, now: Any) -> None:
        for one in await uow.outbox.due(now=now, limit=2):
            await uow.outbox.win(one.id)

    await bench.do(crash)
    assert await sent(bench) == {"a": ("unknown", 1, "interrupted"), "e": ("sent", 2, None)}
    assert caplog.messages == ["message a was being sent when the bot stopped; its fate is unknown"]


@pytest.mark.parametrize("mood", ["failing_reads", "failing_writes"])
async def test_a_store_that_fails_does_not_end_the_dispatcher(
    bench: Bench, caplog: pytest.LogCaptureFixture, mood: str
) -> None:
    async with dispatcher(bench) as outbox:
        await at_rest(outbox)
        await queue(bench, message("a"))
        setattr(bench.store, mood, 1)
        outbox.wake()
        while getattr(bench.store, mood):
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.02)
        await at_rest(outbox)
    assert await rows(bench) == {"a": ("sent", 1, None)}
    assert caplog.messages == ["what is due could not be sent; trying again"]


async def test_a_store_that_fails_at_the_start_is_asked_again(bench: Bench) -> None:
    bench.store.failing_writes = 1
    await queue(bench, message("a"))
    async with dispatcher(bench) as outbox:
        await asyncio.sleep(0.02)
        await at_rest(outbox)
    assert await rows(bench) == {"a": ("sent", 1, None)}


async def test_a_stop_lets_leave_what_is_leaving_and_keeps_what_waits(bench: Bench) -> None:
    async def slowly(request: Any) -> Any:
        await asyncio.sleep(0.1)
        return await refuses(403, "Forbidden: bot was blocked by the user")(request)

    bench.telegram.next("sendMessage", slowly)
    await queue(bench, message("a"), message("b", chat=WATI))
    async with dispatcher(bench, per_second=0.5) as outbox:
        outbox.wake()
        while not bench.telegram.calls:
            await asyncio.sleep(0.001)
    state = await rows(bench)
    assert (state["a"][0], state["b"]) == ("unreachable", ("queued", 0, None))


async def test_it_looks_by_itself_once_a_second(bench: Bench) -> None:
    async with dispatcher(bench) as outbox:
        await at_rest(outbox)
        await queue(bench, message("a"))
        assert not await outbox.idle()
        await asyncio.sleep(1.1)
        assert await rows(bench) == {"a": ("sent", 1, None)}


async def test_whoever_watches_is_told_of_every_end(bench: Bench) -> None:
    await queue(bench, message("a"), message("b", "fault"), message("c", "later"), message("d", "not due"))
    ended: set[str] = set()
    async with dispatcher(bench) as outbox:
        outbox.on_settled = lambda one: ended.add(one.key)
        await at_rest(outbox)
    assert ended == {"a", "b", "c", "d"}


async def test_what_is_queued_leaves_without_being_looked_for(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.outbox._LOOK_EVERY", 3600)  # the look of the next second would find it
    async with asyncio.timeout(10), dispatcher(bench) as outbox:
        await at_rest(outbox)
        later = replace(message("later"), not_before=bench.clock.now() + timedelta(minutes=1))
        await queue(bench, later)
        await queue(bench, message("now"))
        while not bench.telegram.calls:
            await asyncio.sleep(0.001)
        await at_rest(outbox)
    assert await rows(bench) == {"later": ("queued", 0, None), "now": ("sent", 1, None)}


@pytest.mark.parametrize("steps", range(4))
async def test_a_stop_that_meets_a_message_stops(bench: Bench, steps: int) -> None:
    async with asyncio.timeout(10), dispatcher(bench) as outbox:  # a lost stop ends by the timeout
        await at_rest(outbox)
        bench.services.message_due.set()
        for _ in range(steps):  # the dispatcher is stopped on its way from hearing it to looking
            await asyncio.sleep(0)
