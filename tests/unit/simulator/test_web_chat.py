"""What a page is given and told, as a page asks for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from bot.simulator.watching import Attention, Watch
from bot.simulator.world import World
from tests.unit.simulator.conftest import MONDAY

PIXEL = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x02\x08\x00\x00\x00\x00"


@dataclass
class Page:
    """A page that watches; `heard` is all it was told of a kind since it last looked."""

    socket: aiohttp.ClientWebSocketResponse

    async def says(self, **words: Any) -> None:
        await self.socket.send_json(words)

    async def hears(self, kind: str, *, within: float = 5) -> Any:
        """The next news of a kind."""
        async with asyncio.timeout(within):
            while True:
                news = await self.socket.receive_json()
                if kind in news:
                    return news[kind]

    async def told_of(self, person: Persona) -> dict[str, Any]:
        """The next line about a person."""
        while True:
            for one in await self.hears("people"):
                if one["id"] == person.id:
                    return dict(one)


@pytest.fixture
async def page(simulator: Simulator, http: aiohttp.ClientSession) -> AsyncIterator[Page]:
    async with http.ws_connect(f"{simulator.url}/web/watch") as socket:
        yield Page(socket)


@pytest.fixture
def unread(simulator: Simulator, http: aiohttp.ClientSession) -> Callable[[Persona], Awaitable[int]]:
    """The number on the list of a page that is opened now."""

    async def look(person: Persona) -> int:
        async with http.ws_connect(f"{simulator.url}/web/watch") as socket:
            line = await Page(socket).told_of(person)
            return int(line["unread"])

    return look


async def test_the_page_and_its_parts_come_from_here_and_load_nothing_else(simulator, http):
    async with http.get(f"{simulator.url}/") as page:
        assert page.content_type == "text/html"
        policy = page.headers["Content-Security-Policy"]
        text = await page.text()
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    for part in ("main.js", "page.css", "icon.svg"):
        assert f"/web/{part}" in text
        async with http.get(f"{simulator.url}/web/{part}") as found:
            assert (found.status, found.headers["Cache-Control"]) == (200, "no-cache")
    for missing in ("/web/nothing.js", "/web/files/nothing"):
        async with http.get(simulator.url + missing) as found:
            assert found.status == 404


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://example.org"}, {"Host": "example.org"}, {"Origin": "null"}]
)
async def test_pages_of_others_are_refused(simulator, http, headers):
    async with http.get(f"{simulator.url}/control/people", headers=headers) as refused:
        assert refused.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(f"{simulator.url}/web/watch", headers=headers)


async def test_its_own_page_is_not_refused(simulator, http):
    headers = {"Origin": simulator.url}
    async with http.post(f"{simulator.url}/control/clock", json={"advance": 0}, headers=headers) as answered:
        assert answered.status == 200


async def test_pictures_are_shown_and_documents_are_saved(simulator, http, budi: Persona):
    await budi.sends_file("lihat.png", PIXEL, photo=True)
    await budi.sends_file("daftar pegawai.html", b"<script>alert(1)</script>")
    picture, document = (await budi.sees()).messages
    async with http.get(f"{simulator.url}/web/files/{picture['photo'][0]['file_id']}") as found:
        assert (found.content_type, await found.read()) == ("image/png", PIXEL)
    async with http.get(f"{simulator.url}/web/files/{document['document']['file_id']}") as found:
        assert (found.content_type, await found.read()) == (
            "application/octet-stream",
            b"<script>alert(1)</script>",
        )
        named = "attachment; filename*=UTF-8''daftar%20pegawai.html"
        assert found.headers["Content-Disposition"] == named


async def test_a_page_hears_who_there_is_and_what_the_bot_is_called(simulator, page, budi: Persona):
    first = await page.socket.receive_json()
    assert (first["begins"], first["bot"]["username"]) == (True, "talenta_cirebon_bot")
    assert first["now"] == "2026-11-02T01:10:00+00:00"
    line = await page.told_of(budi)
    assert (line["name"], line["started"], line["last"], line["menu"]) == ("Budi", False, None, [])


async def test_only_what_changed_on_a_phone_is_told(call, page, budi: Persona):
    await budi.says("/start")
    await call("sendMessage", chat_id=budi.id, text="Satu")
    await page.says(phones={budi.id: 50})
    (phone,) = await page.hears("phones")
    assert [one["text"] for one in phone["messages"]] == ["/start", "Satu"]
    await call("editMessageText", chat_id=budi.id, message_id=2, text="Dua")
    (phone,) = await page.hears("phones")
    assert [one["text"] for one in phone["messages"]] == ["Dua"]
    await call("deleteMessage", chat_id=budi.id, message_id=2)
    (phone,) = await page.hears("phones")
    assert (phone["messages"], phone["gone"]) == ([], [2])


async def test_a_phone_shows_as_many_messages_as_the_page_asks_for(page, budi: Persona):
    for word in ("satu", "dua", "tiga"):
        await budi.says(word)
    await page.says(phones={budi.id: 2})
    (phone,) = await page.hears("phones")
    assert [one["text"] for one in phone["messages"]] == ["dua", "tiga"]
    assert phone["earlier"] is True
    await page.says(phones={budi.id: 4})
    (phone,) = await page.hears("phones")
    assert [one["text"] for one in phone["messages"]] == ["satu"]
    assert phone["earlier"] is False


async def test_a_message_is_taken_when_the_bot_has_confirmed_it(call, page, budi: Persona):
    await budi.says("halo")
    await page.says(phones={budi.id: 10})
    (phone,) = await page.hears("phones")
    assert phone["messages"][0]["taken"] is False
    (update,) = (await call("getUpdates"))["result"]
    await call("getUpdates", offset=update["update_id"] + 1)
    (phone,) = await page.hears("phones")
    assert phone["messages"][0]["taken"] is True


async def test_unread_is_what_stands_below_all_that_was_seen_written_or_pressed(
    unread, call, page, budi: Persona
):
    button = {"inline_keyboard": [[{"text": "Buka", "callback_data": "b"}]]}
    await budi.says("/start")
    for _ in range(3):
        await call("sendMessage", chat_id=budi.id, text="Ada", reply_markup=button)
    assert await unread(budi) == 3
    await budi.presses("Buka", of=3)
    assert await unread(budi) == 1
    await page.says(read=[budi.id, 4])
    while (await page.told_of(budi))["unread"]:
        pass
    await call("sendMessage", chat_id=budi.id, text="Lagi")
    await call("sendMessage", chat_id=budi.id, text="Lagi")
    await call("deleteMessage", chat_id=budi.id, message_id=6)
    assert await unread(budi) == 1
    await budi.says("baik")
    assert await unread(budi) == 0


async def test_what_was_read_is_unread_again_where_all_starts_over(unread, simulator, call, budi: Persona):
    await budi.says("/start")
    await call("sendMessage", chat_id=budi.id, text="Satu")
    simulator.world.keep()
    await call(
        "sendMessage",
        chat_id=budi.id,
        text="Dua",
        reply_markup={"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]},
    )
    await budi.presses("Ya")
    assert await unread(budi) == 0
    simulator.world.restore()
    assert await unread(budi) == 1


async def test_the_menu_of_a_person_is_told_when_it_changes(call, page, budi: Persona):
    await budi.says("/start")
    await call("setMyCommands", commands=[{"command": "bantuan", "description": "Panduan"}])
    mine = {"type": "chat", "chat_id": budi.id}
    await call("setMyCommands", commands=[{"command": "nilai", "description": "Nilai"}], scope=mine)
    while (line := await page.told_of(budi))["menu"] != ["nilai"]:
        assert line["menu"] in ([], ["bantuan"])
    await call("deleteMyCommands", scope=mine)
    assert (await page.told_of(budi))["menu"] == ["bantuan"]


async def test_the_list_shows_the_last_words_with_their_spoilers(call, page, budi: Persona):
    await budi.says("/start")
    hidden = "Tersimpan. <tg-spoiler>Budi 4</tg-spoiler>"
    await call("sendMessage", chat_id=budi.id, text=hidden, parse_mode="HTML")
    while not (last := (await page.told_of(budi))["last"]) or not last["from_bot"]:
        pass
    assert (last["text"], last["kind"]) == ("Tersimpan. Budi 4", "text")
    assert last["entities"] == [{"type": "spoiler", "offset": 11, "length": 6}]


async def test_what_passed_is_told_raw_in_order_with_what_a_lock_screen_shows(call, page, budi: Persona):
    await budi.says("/start")
    await call("sendMessage", chat_id=budi.id, text="<tg-spoiler>abc</tg-spoiler>", parse_mode="HTML")
    await page.says(phones={budi.id: 10})
    says, update, sends = await page.hears("past")
    assert (says["method"], sends["method"]) == ("says", "sendMessage")
    assert update["update"]["message"]["text"] == "/start"
    (push,) = sends["pushes"]
    assert (push["silent"], push["picture"], set("abc") & set(push["words"])) == (False, False, set())
    await call("editMessageText", chat_id=budi.id, message_id=2, text="Terbuka")
    (edit,) = await page.hears("passed")
    assert (edit["method"], edit.get("pushes")) == ("editMessageText", None)
    await budi.says("baik")
    assert [one.get("method", "update") for one in await page.hears("passed")] == ["says", "update"]


async def test_a_press_without_a_message_is_told_with_the_person_who_pressed(simulator, page, budi: Persona):
    await budi.says("/start")
    await page.says(phones={budi.id: 10})
    await page.hears("phones")
    person = simulator.world.chat_of(budi.id).account.as_user()
    query = {"id": "1", "from": person, "chat_instance": "1", "inline_message_id": "x", "data": "h"}
    simulator.world.push("callback_query", query)
    (update,) = await page.hears("passed")
    assert (update["chat_id"], update["update"]["callback_query"]) == (budi.id, query)


async def test_what_passes_elsewhere_is_not_told(simulator, call, page, budi: Persona):
    siti = await simulator.persona("Siti", "+6281200000002")
    await page.says(phones={siti.id: 10})
    await page.hears("phones")
    await budi.says("/start")
    await siti.says("halo")
    assert {one["chat_id"] for one in await page.hears("passed")} == {siti.id}


async def test_who_has_left_is_told_once(simulator, page, budi: Persona):
    await page.told_of(budi)
    await page.says(phones={budi.id: 10})
    await budi.deletes_account()
    assert await page.hears("left") == [budi.id]
    await simulator.persona("Siti", "+6281200000002")
    assert "left" not in await page.socket.receive_json()


def test_a_clock_that_runs_is_told_minute_by_minute():
    world = World("7000000001:AAH", MONDAY)
    watch = Watch(world, Attention(world))
    world.move_clock(MONDAY, pace=1)
    assert watch.news()["now"] == "2026-11-02T01:10:00+00:00"
    assert watch.news() == {}
    world.move_clock(MONDAY + timedelta(seconds=60))
    assert watch.news() == {"now": "2026-11-02T01:11:00+00:00"}


async def test_groups_are_not_among_the_people(page, budi: Persona):
    await budi.says_in_group("Rapat", "halo")
    await budi.says("/start")
    while not (await page.told_of(budi))["last"]:
        pass
    await page.says(phones={budi.id: 10})
    (phone,) = await page.hears("phones")
    assert [one["text"] for one in phone["messages"]] == ["/start"]


async def test_a_page_that_watches_does_not_hold_up_a_stop(http):
    async with Simulator(MONDAY) as short, http.ws_connect(f"{short.url}/web/watch") as socket:
        await socket.receive_json()
    assert socket.closed or (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
