import asyncio
from datetime import timedelta

import pytest

from bot.simulator.passing import Passing
from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from bot.simulator.updates import UpdateQueue
from tests.unit.simulator.conftest import MONDAY


async def test_an_update_is_handed_out_until_an_offset_confirms_it(call, budi: Persona):
    await budi.says("/start")
    await budi.says("halo")
    first, second = (await call("getUpdates"))["result"]
    assert (await call("getUpdates"))["result"] == [first, second]
    assert (await call("getUpdates", offset=second["update_id"]))["result"] == [second]
    assert (await call("getUpdates", offset=second["update_id"] + 1))["result"] == []


async def test_a_limit_hands_out_the_oldest_first(call, budi: Persona):
    await budi.says("satu")
    await budi.says("dua")
    assert [one["message"]["text"] for one in (await call("getUpdates", limit=1))["result"]] == ["satu"]


async def test_a_negative_offset_keeps_only_the_last(call, budi: Persona):
    for text in ("satu", "dua", "tiga"):
        await budi.says(text)
    assert [one["message"]["text"] for one in (await call("getUpdates", offset=-1))["result"]] == ["tiga"]
    assert len((await call("getUpdates"))["result"]) == 1


async def test_a_long_poll_ends_as_soon_as_somebody_writes(call, budi: Persona):
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await budi.says("halo")
    updates = (await asyncio.wait_for(poll, 2))["result"]
    assert [one["message"]["text"] for one in updates] == ["halo"]


async def test_a_second_poller_ends_the_first_with_a_conflict(call, budi: Persona):
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call("getUpdates", timeout=30))
    ended = await asyncio.wait_for(first, 2)
    assert (ended["error_code"], ended["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await budi.says("halo")
    assert len((await asyncio.wait_for(second, 2))["result"]) == 1


async def test_only_kinds_asked_for_are_queued(call, budi: Persona):
    await call("getUpdates", allowed_updates=["my_chat_member"])
    await budi.says("halo")
    await budi.blocks()
    (update,) = (await call("getUpdates"))["result"]
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_webhook_and_a_poll_exclude_each_other(call, refusal):
    await call("setWebhook", url="https://bkpsdm.example/bot", allowed_updates=["message"])
    code, words = await refusal("getUpdates")
    assert (code, words.split(";")[0]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active",
    )
    info = (await call("getWebhookInfo"))["result"]
    assert (info["url"], info["allowed_updates"]) == ("https://bkpsdm.example/bot", ["message"])
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"] is True


async def test_dropping_pending_updates_forgets_them(call, budi: Persona):
    await budi.says("halo")
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates"))["result"] == []


async def test_messages_carry_the_simulated_time_and_it_stands_still(
    call, simulator: Simulator, budi: Persona
):
    await budi.says("pagi")
    await simulator.telegram.advances(timedelta(days=1))
    await budi.says("esok")
    dates = [one["message"]["date"] for one in (await call("getUpdates"))["result"]]
    assert dates == [1793581800, 1793581800 + 86400]


async def test_message_ids_count_up_per_chat_for_both_sides(call, simulator: Simulator, budi: Persona):
    siti = await simulator.persona("Siti", "+6281234567891")
    await budi.says("/start")
    await siti.says("/start")
    answered = await call("sendMessage", chat_id=budi.id, text="Halo")
    assert answered["result"]["message_id"] == 2
    updates = (await call("getUpdates"))["result"]
    assert [one["message"]["message_id"] for one in updates] == [1, 1]
    assert (budi.id, siti.id) == (5_000_000_001, 5_000_000_002)


async def test_what_is_not_fetched_is_forgotten_presses_first(call, simulator: Simulator, budi: Persona):
    await budi.says("halo")
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
    await call("sendMessage", chat_id=budi.id, text="Setuju?", reply_markup=keyboard)
    await budi.presses("Ya")
    await simulator.telegram.advances(timedelta(seconds=150))
    assert [len(one) for one in (await call("getUpdates"))["result"]] == [2, 2]
    await simulator.telegram.advances(timedelta(seconds=1))
    (left,) = (await call("getUpdates"))["result"]
    assert left["message"]["text"] == "halo"
    await simulator.telegram.advances(timedelta(hours=24))
    assert (await call("getUpdates"))["result"] == []


def test_who_listens_hears_what_was_confirmed():
    queue, heard = UpdateQueue(), []
    queue.taken = heard.extend
    for text in ("satu", "dua", "tiga"):
        queue.put("message", {"text": text}, MONDAY)
    first, second, third = queue
    queue.confirm(second["update_id"])
    queue.deliver(third["update_id"])
    queue.deliver(third["update_id"])
    assert heard == [first["update_id"], third["update_id"]]
    assert (second["update_id"] in queue, third["update_id"] in queue) == (True, False)


class Outside:
    """The machine's own clock, moved by hand."""

    seconds = 5.0

    def __call__(self) -> float:
        return self.seconds


def test_time_passes_as_fast_as_it_is_told_to():
    outside = Outside()
    clock = Passing(MONDAY, outside)
    outside.seconds += 10
    assert clock.now == MONDAY
    clock.set(MONDAY, 60)
    outside.seconds += 2
    assert clock.now == MONDAY + timedelta(minutes=2)
    clock.set(clock.now, 0)
    outside.seconds += 5
    assert clock.now == MONDAY + timedelta(minutes=2)
    with pytest.raises(ValueError, match="backwards"):
        clock.set(MONDAY, -1)


async def test_while_time_passes_a_press_is_forgotten_without_a_move_of_the_clock(
    call, simulator: Simulator, budi: Persona
):
    await budi.says("/start")
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    await call("sendMessage", chat_id=budi.id, text="Ya?", reply_markup=keyboard)
    await budi.presses("Ya")
    await simulator.telegram.passes(10_000)
    await asyncio.sleep(0.05)
    (left,) = (await call("getUpdates"))["result"]
    assert left["message"]["text"] == "/start"
