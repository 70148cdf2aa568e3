import struct

import aiohttp
import pytest

from bot.simulator.persona import NotPossible, Persona
from bot.simulator.server import Simulator


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\0" * 5


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x20\x00\x30\x01\x01\x11\x00"


@pytest.fixture
def upload(simulator: Simulator, http: aiohttp.ClientSession, budi: Persona):
    async def uploading(method: str, field: str, name: str, content: bytes, **words: str):
        await budi.says("/start")
        form = aiohttp.FormData({"chat_id": str(budi.id)} | words)
        form.add_field(field, content, filename=name)
        async with http.post(f"{simulator.url}/bot{simulator.token}/{method}", data=form) as response:
            return await response.json()

    return uploading


async def test_a_document_goes_up_and_comes_down(call, upload, simulator: Simulator, http):
    sent = await upload(
        "sendDocument", "document", "daftar.xlsx", b"isi", caption="<b>Daftar</b>", parse_mode="HTML"
    )
    message = sent["result"]
    assert (message["caption"], message["caption_entities"][0]["type"]) == ("Daftar", "bold")
    assert message["document"]["file_name"] == "daftar.xlsx"
    assert message["document"]["mime_type"].endswith("spreadsheetml.sheet")
    found = (await call("getFile", file_id=message["document"]["file_id"]))["result"]
    async with http.get(f"{simulator.url}/file/bot{simulator.token}/{found['file_path']}") as response:
        assert await response.read() == b"isi"
    async with http.get(f"{simulator.url}/file/bot{simulator.token}/documents/lain") as response:
        assert response.status == 404


async def test_a_stored_file_is_sent_again_by_its_id(call, upload, refusal, budi: Persona):
    file_id = (await upload("sendDocument", "document", "a.pdf", b"isi"))["result"]["document"]["file_id"]
    again = await call("sendDocument", chat_id=budi.id, document=file_id)
    assert again["result"]["document"]["file_id"] == file_id
    unknown = await refusal("sendDocument", chat_id=budi.id, document="BQAC")
    assert unknown == (400, "Bad Request: wrong file identifier/HTTP URL specified")
    missing = await refusal("sendDocument", chat_id=budi.id)
    assert missing == (400, "Bad Request: there is no document in the request")
    lost = await refusal("getFile", file_id="BQAC")
    assert lost == (400, "Bad Request: wrong file_id or the file is temporarily unavailable")


@pytest.mark.parametrize(("content", "size"), [(png(640, 480), (640, 480)), (JPEG, (48, 32))])
async def test_a_picture_keeps_its_size_and_its_spoiler(upload, content, size):
    sent = await upload("sendPhoto", "photo", "kotak.png", content, has_spoiler="true", caption="Peta")
    (photo,) = sent["result"]["photo"]
    assert ((photo["width"], photo["height"]), sent["result"]["has_media_spoiler"]) == (size, True)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"teks", 400, "Bad Request: IMAGE_PROCESS_FAILED"),
        (JPEG[:8], 400, "Bad Request: IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"", 400, "Bad Request: file must be non-empty"),
        (b"\0" * (10 * 2**20 + 1), 413, "Request Entity Too Large"),
    ],
)
async def test_pictures_telegram_does_not_take(upload, content, code, words):
    refused = await upload("sendPhoto", "photo", "x.png", content)
    assert (refused["error_code"], refused["description"]) == (code, words)


async def test_a_caption_is_edited_and_limited(call, refusal, upload, budi: Persona):
    sent = (await upload("sendDocument", "document", "a.pdf", b"isi", caption="Satu"))["result"]
    place = {"chat_id": budi.id, "message_id": sent["message_id"]}
    edited = (await call("editMessageCaption", **place, caption="Dua"))["result"]
    assert (edited["caption"], edited["document"]) == ("Dua", sent["document"])
    long = await refusal("editMessageCaption", **place, caption="x" * 1025)
    assert long == (400, "Bad Request: message caption is too long")
    wrong = await refusal("editMessageText", **place, text="Tiga")
    assert wrong == (400, "Bad Request: there is no text in the message to edit")
    text = (await call("sendMessage", chat_id=budi.id, text="Teks"))["result"]
    told = await refusal("editMessageCaption", chat_id=budi.id, message_id=text["message_id"], caption="x")
    assert told == (400, "Bad Request: there is no caption in the message to edit")


async def test_a_file_above_20_mb_is_seen_but_not_fetched(call, refusal, budi: Persona):
    await budi.sends_file("besar.xlsx", b"\0" * (20 * 2**20 + 1), caption="Besar")
    message = (await call("getUpdates"))["result"][0]["message"]
    assert (message["document"]["file_size"], message["caption"]) == (20 * 2**20 + 1, "Besar")
    told = await refusal("getFile", file_id=message["document"]["file_id"])
    assert told == (400, "Bad Request: file is too big")


async def test_a_person_sends_photos_of_pictures_only(call, budi: Persona):
    await budi.sends_file("ijazah.png", png(600, 800), photo=True)
    assert (await call("getUpdates"))["result"][0]["message"]["photo"][0]["height"] == 800
    with pytest.raises(NotPossible, match="IMAGE_PROCESS_FAILED"):
        await budi.sends_file("ijazah.txt", b"teks", photo=True)


async def test_the_menu_of_a_chat_goes_before_the_default_one(call, refusal, budi: Persona):
    await budi.says("/start")
    mine = {"scope": {"type": "chat", "chat_id": budi.id}}
    start, results = ({"command": name, "description": "Buka"} for name in ("mulai", "hasil"))
    await call("setMyCommands", commands=[start])
    assert (await budi.sees()).commands == [start]
    await call("setMyCommands", commands=[start, results], **mine)
    assert (await call("getMyCommands", **mine))["result"] == [start, results]
    assert (await budi.sees()).commands == [start, results]
    await call("deleteMyCommands", **mine)
    assert (await budi.sees()).commands == [start]
    stranger = await refusal("setMyCommands", commands=[start], scope={"type": "chat", "chat_id": 9})
    assert stranger == (400, "Bad Request: chat not found")


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([{"command": "Mulai", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "mulai", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_commands_telegram_does_not_take(refusal, commands, words):
    assert await refusal("setMyCommands", commands=commands) == (400, f"Bad Request: {words}")


async def test_the_bot_tells_about_itself(call, refusal, simulator: Simulator):
    me = (await call("getMe"))["result"]
    assert (me["id"], me["is_bot"]) == (7000000001, True)
    await call("setMyName", name="Layanan Talenta")
    await call("setMyDescription", description="Untuk ASN.", language_code="id")
    await call("setMyShortDescription", short_description="Layanan resmi.")
    assert (await call("getMyName"))["result"] == {"name": "Layanan Talenta"}
    assert (await call("getMyDescription", language_code="id"))["result"] == {"description": "Untuk ASN."}
    assert (await call("getMyDescription"))["result"] == {"description": ""}
    short = (await call("getMyShortDescription"))["result"]
    assert short == {"short_description": "Layanan resmi."}
    long = await refusal("setMyShortDescription", short_description="x" * 121)
    assert long == (400, "Bad Request: short description is too long")
    assert await refusal("setMyName", name="") == (400, "Bad Request: BOT_TITLE_INVALID")


async def test_a_bot_in_a_group_writes_there_until_it_leaves(call, refusal, budi: Persona):
    await budi.says_in_group("Rapat", "/mulai")
    await budi.says_in_group("Rapat", "halo semua")
    await budi.says_in_group("Rapat", "halo @Talenta_cirebon_bot")
    added, joined, first, second = (await call("getUpdates"))["result"]
    group = {"id": -4_000_000_001, "type": "group", "title": "Rapat"}
    assert (added["my_chat_member"]["new_chat_member"]["status"], added["my_chat_member"]["chat"]) == (
        "member",
        group,
    )
    assert joined["message"]["new_chat_members"][0]["is_bot"]
    assert (first["message"]["chat"], first["message"]["text"]) == (group, "/mulai")
    assert (second["message"]["chat"], second["message"]["message_id"]) == (group, 4)
    assert (await call("sendMessage", chat_id=group["id"], text="Hanya pribadi."))["result"]["chat"] == group
    assert (await call("leaveChat", chat_id=group["id"]))["result"] is True
    gone = await refusal("sendMessage", chat_id=group["id"], text="x")
    assert gone == (403, "Forbidden: bot is not a member of the group chat")
    await budi.says_in_group("Rapat", "/mulai")
    assert (await call("getUpdates", offset=second["update_id"] + 1))["result"] == []


async def test_a_chat_action_needs_its_name(call, refusal, budi: Persona):
    await budi.says("/start")
    assert (await call("sendChatAction", chat_id=budi.id, action="typing"))["result"] is True
    told = await refusal("sendChatAction", chat_id=budi.id)
    assert told == (400, "Bad Request: wrong parameter action in request")


@pytest.mark.parametrize("scope", [{"type": "semua"}, {}, ["default"]])
async def test_a_scope_telegram_does_not_know(refusal, scope):
    told = await refusal("setMyCommands", commands=[], scope=scope)
    assert told == (400, "Bad Request: can't parse BotCommandScope: Unsupported type specified")


async def test_a_chat_is_told_about(call, budi: Persona):
    await budi.says("/start")
    found = (await call("getChat", chat_id=budi.id))["result"]
    assert (found["id"], found["type"], found["first_name"]) == (budi.id, "private", "Budi")


async def test_menu_buttons_and_leaving(call, refusal, budi: Persona):
    await budi.says("/start")
    await call("setChatMenuButton", chat_id=budi.id, menu_button={"type": "commands"})
    await call("setChatMenuButton")
    assert (await call("getChatMenuButton", chat_id=budi.id))["result"] == {"type": "commands"}
    assert (await call("getChatMenuButton"))["result"] == {"type": "default"}
    told = await refusal("leaveChat", chat_id=budi.id)
    assert told == (400, "Bad Request: chat member status can't be changed in private chats")
    webhook = await refusal("setWebhook", url="http://bkpsdm.example")
    assert webhook == (400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
