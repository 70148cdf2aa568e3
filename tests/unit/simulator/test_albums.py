"""Albums of the bot and of people, and media that takes the place of other media."""

import json
import struct

import aiohttp
import pytest

from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from bot.simulator.transcript import transcript

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 64, 48) + b"\0" * 5


@pytest.fixture
def send(simulator: Simulator, http: aiohttp.ClientSession, budi: Persona):
    async def sending(method: str, media, files=(), **words):
        form = aiohttp.FormData({"chat_id": str(budi.id), "media": json.dumps(media)} | words)
        for name, content in files:
            form.add_field(name, content, filename=f"{name}.bin")
        async with http.post(f"{simulator.url}/bot{simulator.token}/{method}", data=form) as response:
            return await response.json()

    return sending


@pytest.fixture
async def chat(budi: Persona) -> Persona:
    await budi.says("/start")
    return budi


def item(kind: str, name: str, **more: object) -> dict:
    return {"type": kind, "media": f"attach://{name}"} | more


async def test_an_album_is_messages_of_one_group(send, simulator: Simulator, chat: Persona):
    files = [("satu", b"1"), ("dua", b"2")]
    media = [item("document", "satu", caption="<b>Berkas</b>", parse_mode="HTML"), item("document", "dua")]
    first, second = (await send("sendMediaGroup", media, files, protect_content="true"))["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["caption_entities"][0]["type"]) == ("Berkas", "bold")
    assert "caption" not in second
    assert [one["document"]["file_name"] for one in (first, second)] == ["satu.bin", "dua.bin"]
    assert second["has_protected_content"]
    told = list(transcript(await simulator.telegram.log(1), {chat.id: "Budi"}))
    assert told == [
        'Budi | bot > satu.bin "Berkas" (terlindung)',
        "Budi | bot > dua.bin (terlindung)",
    ]


async def test_two_albums_are_two_groups_and_one_photo_is_none(send, chat: Persona):
    pair = [item("photo", "a", has_spoiler=True), item("photo", "b")]
    groups = [
        [one.get("media_group_id") for one in (await send("sendMediaGroup", media, parts))["result"]]
        for media, parts in (
            (pair, [("a", PNG), ("b", PNG)]),
            (pair[:1], [("a", PNG)]),
            (pair, [("a", PNG), ("b", PNG)]),
        )
    ]
    assert groups[1] == [None]
    assert groups[0] != groups[2]
    assert (await chat.sees()).messages[1]["has_media_spoiler"]


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "there are no messages to send"),
        ({"type": "photo"}, "can't parse media JSON object"),
        ([{"type": "photo", "media": "x"}] * 11, "too many messages to send as an album"),
        ([item("document", "a"), item("photo", "b")], "document can't be mixed with other media types"),
        ([{"type": "document"}], "can't parse InputMedia: media not found"),
        ([item("document", "a"), item("document", "lost")], "there is no document in the request"),
        (
            [item("document", "a"), {"type": "document", "media": "BQAC"}],
            "wrong file identifier/HTTP URL specified",
        ),
    ],
)
async def test_of_a_wrong_album_nothing_is_posted(send, chat: Persona, media, words):
    refused = await send("sendMediaGroup", media, [("a", b"1"), ("b", PNG)])
    assert (refused["error_code"], refused["description"]) == (400, f"Bad Request: {words}")
    assert (await chat.sees()).texts() == ["/start"]


async def test_media_takes_the_place_of_media(call, send, chat: Persona):
    sent = await send("sendMediaGroup", [item("photo", "a"), item("photo", "b")], [("a", PNG), ("b", PNG)])
    number = str(sent["result"][0]["message_id"])
    file_id = sent["result"][1]["photo"][0]["file_id"]
    media = {"type": "photo", "media": file_id, "caption": "Baru"}
    edited = (await send("editMessageMedia", media, message_id=number))["result"]
    assert (edited["caption"], edited["photo"][0]["file_id"]) == ("Baru", file_id)
    assert edited["media_group_id"] == sent["result"][0]["media_group_id"]
    document = await send("editMessageMedia", item("document", "a"), [("a", b"1")], message_id=number)
    assert document["description"] == "Bad Request: media type can't be changed in an album"
    text = (await call("sendMessage", chat_id=chat.id, text="Menyusul"))["result"]
    filled = await send(
        "editMessageMedia", item("document", "a"), [("a", b"1")], message_id=str(text["message_id"])
    )
    assert "text" not in filled["result"]
    assert filled["result"]["document"]["file_name"] == "a.bin"


async def test_a_person_sends_an_album(call, simulator: Simulator, chat: Persona):
    await chat.sends_album({"a.pdf": b"1", "b.pdf": b"2"}, caption="Dua berkas")
    await chat.sends_album({"a.png": PNG, "b.png": PNG, "c.png": PNG}, photo=True)
    messages = [update["message"] for update in (await call("getUpdates"))["result"][1:]]
    assert [message.get("caption") for message in messages] == ["Dua berkas", None, None, None, None]
    assert ["document" in message for message in messages] == [True, True, False, False, False]
    groups = [message["media_group_id"] for message in messages]
    assert groups[0] == groups[1] != groups[2] == groups[3] == groups[4]
    told = list(transcript(await simulator.telegram.log(1), {chat.id: "Budi"}))
    assert told == [
        "Budi | (a.pdf)",
        "Budi | (b.pdf)",
        "Budi | (foto a.png)",
        "Budi | (foto b.png)",
        "Budi | (foto c.png)",
    ]
