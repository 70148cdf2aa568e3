"""One update to its end: through PTB, again after an outage, or parked after three faults."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot

from bot.context import Context, Handler
from bot.delivery.inbox import Again, Ended
from bot.delivery.screens import Screens
from bot.delivery.transport import AiohttpRequest, CertainlyUnsent
from bot.reply import Document, Key, Reply, Screen
from bot.routing import Router, Routes
from bot.turns import Turns
from bot.views.navigation import OpenHome
from domain.conversation import Conversation, Received
from domain.errors import ResultNotPublished
from domain.people import Role
from domain.ports import StoreConflict, StoreOutage
from storage.tables import Account, InboxRow, OutboxRow
from tests.delivery.scripted import TOKEN, gives, refuses
from tests.delivery.workbench import MORNING, Bench, StoreDown

BUDI, RAHMAT = 5_000_000_001, 5_000_000_003


async def nothing(_context: Context) -> None:
    """A handler that has nothing to say."""


@dataclass
class Stage:
    """Turns over an application whose /mulai does what a test says."""

    bench: Bench
    application: "Application[Any, Any, Any, Any, Any, Any]"
    handler: Handler = nothing

    def __post_init__(self) -> None:
        Router(Routes(commands={"mulai": self._handle})).register(self.application)
        self.turns = Turns(self.bench.services, self.application, Screens(remembered=2))

    async def _handle(self, context: Context) -> None:
        await self.handler(context)

    def mulai(self, handler: Handler) -> None:
        self.handler = handler

    async def receives(self, update_id: int = 1, text: str = "/mulai", **facts: Any) -> Ended | Again:
        """Handle a message of Budi's that stands in the inbox; `facts` are of `Received`."""
        return await self.takes(message(update_id, text), **facts)

    async def takes(self, update: dict[str, Any], *, put_off: int = 0, **facts: Any) -> Ended | Again:
        received = Received(update["update_id"], BUDI, json.dumps(update), **facts)

        async def store(uow: Any, *, now: Any) -> None:
            await uow.inbox.store([received], now=now)

        await self.bench.do(store)
        return await self.turns.handle(received, put_off)


def message(update_id: int, text: str) -> dict[str, Any]:
    length = len(text.split(maxsplit=1)[0])
    entities = [{"type": "bot_command", "offset": 0, "length": length}] if text.startswith("/") else []
    return {
        "update_id": update_id,
        "message": {
            "message_id": 100 + update_id,
            "date": 1_793_000_000,
            "chat": {"id": BUDI, "type": "private", "first_name": "Budi"},
            "from": {"id": BUDI, "is_bot": False, "first_name": "Budi"},
            "text": text,
            "entities": entities,
        },
    }


def press(update_id: int, data: str) -> dict[str, Any]:
    one = message(update_id, "layar")["message"]
    query = {"id": "4", "from": one["from"], "chat_instance": "1", "message": one, "data": data}
    return {"update_id": update_id, "callback_query": query}


@pytest.fixture
async def stage(bench: Bench) -> AsyncIterator[Stage]:
    request = AiohttpRequest(read_timeout=0.2)
    bot = ExtBot(TOKEN, base_url=f"{bench.telegram.url}/bot", request=request, get_updates_request=request)
    builder: Any = ApplicationBuilder().bot(bot).updater(None)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.context_types(
        ContextTypes(context=Context)
    ).build()
    await application.initialize()
    yield Stage(bench, application)
    await application.shutdown()


def raises(error: BaseException, times: int = 1000) -> Handler:
    """Fails so often, then says a word."""
    left = [times]

    async def handler(context: Context) -> None:
        if left[0]:
            left[0] -= 1
            raise error
        await context.show(Reply("Beranda."))

    return handler


async def state(stage: Stage, update_id: int = 1) -> tuple[str, int]:
    async def look(uow: Any) -> tuple[str, int]:
        row = select(InboxRow.state, InboxRow.attempts).where(InboxRow.update_id == update_id)
        found: tuple[str, int] = tuple((await uow.execute(row)).one())
        return found

    return await stage.bench.do(look)


async def queued(stage: Stage) -> list[tuple[int, str, str]]:
    """Chat, kind and code of what waits in the outbox."""

    async def look(uow: Any) -> list[tuple[int, str, str]]:
        columns = select(OutboxRow.chat_id, OutboxRow.kind, OutboxRow.facts).order_by(OutboxRow.id)
        return [(chat, kind, facts["code"]) for chat, kind, facts in await uow.execute(columns)]

    return await stage.bench.do(look)


async def rahmat_is_admin(stage: Stage) -> None:
    async def link(uow: Any, *, now: Any) -> None:
        account = await uow.accounts.link(telegram_id=RAHMAT, name="Rahmat", person_id=None, now=now)
        await uow.accounts.grant(account.id, Role.ADMIN, now=now)

    await stage.bench.do(link)


async def faults(stage: Stage, error: BaseException, update_id: int = 1) -> Ended | Again:
    """Let the handler of an update fail until its turn is over."""
    stage.mulai(raises(error))
    outcome = await stage.receives(update_id)
    while isinstance(outcome, Again):
        assert outcome.pause == 0
        outcome = await stage.turns.handle(outcome.received, 1)
    return outcome


async def test_a_turn_ends_with_what_the_chat_shows(stage: Stage) -> None:
    async def home(context: Context) -> None:
        await context.show(Reply("Beranda.", [[Key("Beranda", OpenHome())]], awaiting="nip"))

    stage.mulai(home)
    outcome = await stage.receives()
    assert outcome == Ended(
        Conversation(BUDI, screen_id=1, screen_at=MORNING, last_incoming_id=101, awaiting="nip")
    )


async def test_a_turn_that_changes_nothing_has_nothing_to_keep(stage: Stage) -> None:
    stage.mulai(nothing)
    await stage.receives()
    assert await stage.takes(press(2, "")) == Ended()


async def test_what_the_chat_shows_is_read_again_after_a_restart(stage: Stage) -> None:
    async def keep(uow: Any) -> None:
        await uow.conversations.save(Conversation(BUDI, screen_id=50, awaiting="nip", facts={"nip": "1"}))

    await stage.bench.do(keep)
    seen: list[Conversation] = []

    async def note(context: Context) -> None:
        seen.append(context.conversation)

    stage.mulai(note)
    await stage.receives()
    assert seen == [
        Conversation(BUDI, screen_id=50, awaiting="nip", facts={"nip": "1"}, last_incoming_id=101)
    ]


async def test_chats_that_are_no_longer_in_memory_are_read_again(stage: Stage) -> None:
    stage.mulai(nothing)
    for number in range(1, 5):
        one = message(number, "/mulai")
        one["message"]["chat"]["id"] = one["message"]["from"]["id"] = BUDI + number % 3
        received = Received(number, BUDI + number % 3, json.dumps(one))
        assert await stage.turns.handle(received) == Ended(
            Conversation(BUDI + number % 3, last_incoming_id=100 + number)
        )


async def test_only_new_messages_count_as_replies(stage: Stage) -> None:
    replies: list[int] = []
    stage.bench = replace(
        stage.bench, services=replace(stage.bench.services, replied=lambda: replies.append(1))
    )
    stage.turns = Turns(stage.bench.services, stage.application, Screens())

    async def shows_and_attaches(context: Context) -> None:
        await context.record(Reply("Tercatat."))
        await context.show(Reply("Beranda.", [[Key("Beranda", OpenHome())]]))
        await context.attach(Document(b"%PDF", "panduan.pdf"))

    stage.mulai(shows_and_attaches)
    await stage.receives()
    assert len(replies) == 3
    assert isinstance(await stage.takes(press(2, "zz")), Ended)
    assert stage.bench.telegram.called("answerCallbackQuery") != []
    assert len(replies) == 3


async def test_three_faults_park_an_update_and_tell_its_person_and_the_admins(stage: Stage) -> None:
    await rahmat_is_admin(stage)
    assert await faults(stage, ZeroDivisionError()) == Ended()
    assert await state(stage) == ("failed", 3)
    (to_admin, to_person) = await queued(stage)
    assert (to_admin[:2], to_person[:2]) == ((RAHMAT, "fault"), (BUDI, "apology"))
    assert to_admin[2] == to_person[2]


async def test_the_admins_are_told_once_of_the_same_fault(stage: Stage) -> None:
    await rahmat_is_admin(stage)
    for update_id in (1, 2):
        await faults(stage, ZeroDivisionError(), update_id)
    assert [(chat, kind) for chat, kind, _ in await queued(stage)] == [
        (RAHMAT, "fault"), (BUDI, "apology"), (BUDI, "apology"),
    ]  # fmt: skip


async def test_another_fault_is_told_too(stage: Stage) -> None:
    await rahmat_is_admin(stage)
    await faults(stage, ZeroDivisionError())
    await faults(stage, KeyError(), 2)
    assert [kind for _, kind, _ in await queued(stage)] == ["fault", "apology", "fault", "apology"]


async def test_a_fault_that_passes_is_not_told(stage: Stage) -> None:
    stage.mulai(raises(ZeroDivisionError(), times=2))
    outcome = await stage.receives()
    for _ in range(2):
        assert isinstance(outcome, Again)
        outcome = await stage.turns.handle(outcome.received)
    assert isinstance(outcome, Ended)
    assert [call["text"] for call in stage.bench.telegram.called("sendMessage")] == ["Beranda."]
    assert await queued(stage) == []


async def test_tries_before_a_restart_count(stage: Stage) -> None:
    stage.mulai(raises(ZeroDivisionError()))
    assert await stage.receives(attempts=2) == Ended()
    assert (await state(stage))[0] == "failed"


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (CertainlyUnsent(), None),
        (TimedOut(), None),
        (NetworkError("Bad Gateway"), None),
        (RetryAfter(3), 3.0),
    ],
)
async def test_an_outage_puts_the_turn_off(stage: Stage, error: Exception, pause: float | None) -> None:
    stage.mulai(raises(error))
    outcome = await stage.receives()
    assert isinstance(outcome, Again)
    assert (outcome.pause, outcome.received.attempts) == (pause, 0)
    assert await state(stage) == ("received", 0)


async def test_a_server_that_answers_but_never_does_is_a_fault_in_the_end(stage: Stage) -> None:
    stage.mulai(raises(NetworkError("Request Entity Too Large")))
    outcome = await stage.receives(put_off=60)
    assert isinstance(outcome, Again)
    assert (outcome.pause, outcome.received.attempts) == (0, 1)


async def test_what_is_applied_stays_applied_when_the_reply_could_not_leave(stage: Stage) -> None:
    async def act(uow: Any, *, now: Any) -> None:
        await uow.link_attempts.add(BUDI, now=now)

    async def acts(context: Context) -> None:
        await context.write(act)
        await context.record(Reply("Tercatat."))

    stage.mulai(acts)
    stage.bench.telegram.next("sendMessage", refuses(502, "Bad Gateway"))
    outcome = await stage.receives()
    assert isinstance(outcome, Again)
    assert outcome.received.applied
    await stage.turns.handle(outcome.received)

    async def count(uow: Any, *, now: Any) -> int:
        return len(await uow.link_attempts.since(BUDI, now.replace(year=2000)))

    assert await stage.bench.do(count) == 1
    assert "Layanan Talenta" in stage.bench.telegram.called("sendMessage")[-1]["text"]


async def test_nobody_is_left_to_be_answered_by_whoever_blocked_the_bot(stage: Stage) -> None:
    await rahmat_is_admin(stage)

    async def link(uow: Any, *, now: Any) -> None:
        await uow.accounts.link(telegram_id=BUDI, name="Budi", person_id=None, now=now)

    await stage.bench.do(link)
    stage.mulai(raises(Forbidden("Forbidden: bot was blocked by the user")))
    assert await stage.receives() == Ended()

    async def since(uow: Any) -> Any:
        row = select(Account.unreachable_at).where(Account.telegram_id == BUDI)
        return (await uow.execute(row)).scalar_one()

    assert await stage.bench.do(since) == MORNING
    assert await queued(stage) == []


async def test_a_refusal_that_cannot_be_said_is_said_later(stage: Stage) -> None:
    stage.mulai(raises(ResultNotPublished()))
    stage.bench.telegram.next("sendMessage", refuses(502, "Bad Gateway"))
    outcome = await stage.receives()
    assert isinstance(outcome, Again)
    assert await stage.turns.handle(outcome.received, 1) == Ended(Conversation(BUDI, last_incoming_id=101))
    assert len(stage.bench.telegram.called("sendMessage")) == 2


@pytest.mark.parametrize(
    "content",
    [
        {"update_id": 1, "message": {"message_id": 7}},
        {"update_id": 1, "message": {**message(1, "x")["message"], "date": "kemarin"}},
        {"update_id": 1, "callback_query": {"id": "4"}},
        {"message": message(1, "x")["message"]},
    ],
    ids=["no chat", "no date", "no person", "no id"],
)
async def test_what_is_no_update_is_parked_and_not_repeated(stage: Stage, content: dict[str, Any]) -> None:
    received = Received(1, BUDI, json.dumps(content))

    async def store(uow: Any, *, now: Any) -> None:
        await uow.inbox.store([received], now=now)

    await stage.bench.do(store)
    assert await stage.turns.handle(received) == Ended()
    assert (await state(stage))[0] == "failed"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0,
                                  "is_closed": True, "is_anonymous": True, "type": "regular",
                                  "allows_multiple_answers": False}},
        {"update_id": 1, "channel_post": {"message_id": 1, "date": 1_793_000_000,
                                          "chat": {"id": -1007, "type": "channel", "title": "Kanal"}, "text": "x"}},
    ],
    ids=["of a kind nobody knows", "poll", "channel"],
)  # fmt: skip
async def test_what_nobody_wants_is_done(stage: Stage, update: dict[str, Any]) -> None:
    received = Received(1, None, json.dumps(update))
    assert isinstance(await stage.turns.handle(received), Ended)
    assert stage.bench.telegram.calls[1:] == []


async def test_a_store_that_fails_is_the_intakes_matter_and_its_person_is_told_once(stage: Stage) -> None:
    stage.mulai(raises(StoreDown()))
    for put_off in range(2):
        stage.bench.store.failing_writes = 1
        with pytest.raises(StoreDown):
            await stage.receives(put_off=put_off)
    assert await state(stage) == ("received", 0)
    assert [call["text"] for call in stage.bench.telegram.called("sendMessage")] == [
        "Maaf, penyimpanan sedang terganggu. Jawaban ini belum tersimpan; yang sebelumnya aman. Pesan akan diproses "
        "otomatis."
    ]


async def test_what_is_applied_is_not_repeated_when_the_store_fails_after_it(stage: Stage) -> None:
    async def act(uow: Any, *, now: Any) -> None:
        await uow.link_attempts.add(BUDI, now=now)

    async def acts(context: Context) -> None:
        await context.write(act)
        stage.bench.store.failing_writes = 1
        raise StoreDown

    async def count(uow: Any, *, now: Any) -> int:
        return len(await uow.link_attempts.since(BUDI, now.replace(year=2000)))

    stage.mulai(acts)
    with pytest.raises(StoreDown):
        await stage.receives()
    assert isinstance(await stage.receives(put_off=1), Ended)
    assert await stage.bench.do(count) == 1


async def test_an_outage_of_the_store_is_never_counted_as_a_try(stage: Stage) -> None:
    stage.mulai(raises(StoreOutage("disk full")))
    for put_off in range(5):
        with pytest.raises(StoreOutage):
            await stage.receives(put_off=put_off)
    assert await state(stage) == ("received", 0)


async def test_nobody_is_told_of_transactions_that_collide(stage: Stage) -> None:
    stage.mulai(raises(StoreConflict()))
    with pytest.raises(StoreConflict):
        await stage.receives()
    assert stage.bench.telegram.called("sendMessage") == []


async def test_what_was_stored_while_the_connection_broke_happens_once(stage: Stage) -> None:
    async def act(uow: Any, *, now: Any) -> None:
        await uow.link_attempts.add(BUDI, now=now)

    async def count(uow: Any, *, now: Any) -> int:
        return len(await uow.link_attempts.since(BUDI, now.replace(year=2000)))

    async def acts(context: Context) -> None:
        await context.write(act)
        raise StoreOutage("the answer to the commit was lost")

    stage.mulai(acts)
    with pytest.raises(StoreOutage):
        await stage.receives()
    unaware = Turns(stage.bench.services, stage.application, Screens())
    assert isinstance(await unaware.handle(Received(1, BUDI, json.dumps(message(1, "/mulai")))), Ended)
    assert await stage.bench.do(count) == 1


async def test_whoever_cannot_be_told_that_the_store_fails_is_not(stage: Stage) -> None:
    stage.mulai(raises(StoreDown()))
    stage.bench.store.failing_writes = 1
    stage.bench.telegram.next("sendMessage", refuses(502, "Bad Gateway"))
    with pytest.raises(StoreDown):
        await stage.receives()


async def test_an_update_of_a_group_apologises_to_nobody(stage: Stage) -> None:
    received = Received(1, -1007, "{}")

    async def store(uow: Any, *, now: Any) -> None:
        await uow.inbox.store([received], now=now)

    await stage.bench.do(store)
    assert await stage.turns.handle(received) == Ended()
    assert await queued(stage) == []


# --- screens nobody asked for ---------------------------------------------------------------------

OPEN = Conversation(BUDI, screen_id=50, screen_at=MORNING, last_incoming_id=49, awaiting="answer")
AGAIN = Screen(
    Reply("Lagi.", [[Key("Beranda", OpenHome())]], awaiting="nip", facts={"nip": "1"}), replaces=50
)


async def shows(stage: Stage, conversation: Conversation) -> None:
    async def keep(uow: Any) -> None:
        await uow.conversations.save(conversation)

    await stage.bench.do(keep)


async def shown(stage: Stage) -> Conversation | None:
    async def look(uow: Any) -> Conversation | None:
        found: Conversation | None = await uow.conversations.of(BUDI)
        return found

    return await stage.bench.do(look)


async def test_a_screen_nobody_asked_for_takes_the_place_of_the_open_one(stage: Stage) -> None:
    await shows(stage, OPEN)
    sent = await stage.turns.open_screen(BUDI, AGAIN)
    assert sent is not None
    after = Conversation(BUDI, sent.message_id, MORNING, 49, "nip", {"nip": "1"})
    assert await shown(stage) == after
    (moved,) = stage.bench.telegram.called("editMessageText")
    assert (moved["message_id"], moved["text"]) == ("50", "Layar ini dilanjutkan di bawah.")

    seen: list[Conversation] = []

    async def note(context: Context) -> None:
        seen.append(context.conversation)

    stage.mulai(note)
    await stage.receives()
    assert seen == [replace(after, last_incoming_id=101)]


async def test_a_screen_that_is_open_no_more_is_not_replaced(stage: Stage) -> None:
    await shows(stage, replace(OPEN, screen_id=51))
    assert await stage.turns.open_screen(BUDI, AGAIN) is None
    assert stage.bench.telegram.called("sendMessage") == []


async def test_a_screen_in_somebodys_hand_is_not_replaced(stage: Stage) -> None:
    await shows(stage, OPEN)
    opened: list[Any] = []

    async def meanwhile(context: Context) -> None:
        opened.append(await stage.turns.open_screen(BUDI, AGAIN))

    stage.mulai(meanwhile)
    await stage.receives()
    assert opened == [None]
    assert stage.bench.telegram.called("sendMessage") == []


async def test_what_comes_while_a_screen_is_replaced_waits_for_it(stage: Stage) -> None:
    await shows(stage, OPEN)
    leaving, leave = asyncio.Event(), asyncio.Event()

    async def slowly(_request: Any) -> Any:
        leaving.set()
        await leave.wait()
        return await gives({"message_id": 60, "date": 1, "chat": {"id": BUDI, "type": "private"}})(_request)

    stage.bench.telegram.next("sendMessage", slowly)
    opening = asyncio.create_task(stage.turns.open_screen(BUDI, AGAIN))
    await leaving.wait()
    seen: list[int | None] = []

    async def note(context: Context) -> None:
        seen.append(context.conversation.screen_id)

    stage.mulai(note)
    receiving = asyncio.create_task(stage.receives())
    await asyncio.sleep(0.02)
    assert seen == []
    assert await stage.turns.open_screen(BUDI, AGAIN) is None
    leave.set()
    await asyncio.gather(opening, receiving)
    assert seen == [60]


async def test_a_screen_that_did_not_leave_changes_nothing(stage: Stage) -> None:
    await shows(stage, OPEN)
    stage.bench.telegram.next("sendMessage", refuses(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(Forbidden):
        await stage.turns.open_screen(BUDI, AGAIN)
    assert await shown(stage) == OPEN
    assert isinstance(await stage.receives(), Ended)


async def test_an_old_screen_that_cannot_be_tidied_up_stays(stage: Stage) -> None:
    await shows(stage, OPEN)
    stage.bench.telegram.next("editMessageText", refuses(502, "Bad Gateway"))
    sent = await stage.turns.open_screen(BUDI, AGAIN)
    assert sent is not None
    found = await shown(stage)
    assert found is not None
    assert found.screen_id == sent.message_id


async def test_a_press_is_answered_whatever_happens(stage: Stage) -> None:
    assert isinstance(await stage.takes(press(1, "zz")), Ended)
    (answer,) = stage.bench.telegram.called("answerCallbackQuery")
    assert answer["show_alert"] == "true"


async def test_a_press_that_cannot_be_answered_now_is_handled_again(stage: Stage) -> None:
    stage.bench.telegram.next("answerCallbackQuery", refuses(502, "Bad Gateway"))
    outcome = await stage.takes(press(1, "zz"))
    assert isinstance(outcome, Again)
    assert await stage.turns.handle(outcome.received, 1) == Ended()


async def test_an_error_telegram_does_not_explain_is_a_fault(stage: Stage) -> None:
    assert await faults(stage, BadRequest("Bad Request: BUTTON_DATA_INVALID")) == Ended()
    assert (await state(stage))[0] == "failed"


async def test_what_fails_outside_of_a_turn_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await stage.application.process_error(None, ZeroDivisionError())
    assert caplog.messages[-1] == "what was due could not be done"
