from datetime import timedelta

import pytest

from bot.simulator.persona import NotPossible, Persona
from bot.simulator.server import Simulator


def keyboard(*rows: list[str]) -> dict:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}


@pytest.fixture
async def chat(budi: Persona) -> Persona:
    await budi.says("/start")
    return budi


async def test_marked_text_becomes_text_with_entities_in_utf16(call, chat: Persona):
    html = "<b>Nilai</b> 😀 &lt;5&gt; <tg-spoiler>rahasia</tg-spoiler>"
    message = (await call("sendMessage", chat_id=chat.id, text=html, parse_mode="HTML"))["result"]
    assert message["text"] == "Nilai 😀 <5> rahasia"
    assert message["entities"] == [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "spoiler", "offset": 13, "length": 7},
    ]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>" + "x" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "  \n "}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": keyboard(["x" * 65])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(["é" * 33])}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard(*[["a"] for _ in range(101)])}, "reply markup is too long"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"url": "https://x.id"}]]}},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "bukan alamat"}]]}},
            "BUTTON_URL_INVALID",
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_what_telegram_refuses_to_send(refusal, chat: Persona, parameters, words):
    assert await refusal("sendMessage", chat_id=chat.id, **parameters) == (400, f"Bad Request: {words}")


async def test_limits_themselves_are_accepted(call, chat: Persona):
    buttons = keyboard(*[["x" * 64] for _ in range(100)])
    answer = await call("sendMessage", chat_id=chat.id, text="😀" * 2048, reply_markup=buttons)
    assert answer["ok"] is True


async def test_an_unknown_chat_and_one_that_was_never_opened_are_not_found(refusal, budi: Persona):
    assert await refusal("sendMessage", chat_id=12, text="x") == (400, "Bad Request: chat not found")
    assert await refusal("sendMessage", chat_id=budi.id, text="x") == (400, "Bad Request: chat not found")
    assert await refusal("sendMessage", chat_id="@bkpsdm", text="x") == (400, "Bad Request: chat not found")
    assert await refusal("sendMessage", text="x") == (400, "Bad Request: chat_id is empty")


async def test_a_person_who_blocked_the_bot_is_not_written_to_until_they_come_back(
    call, refusal, chat: Persona
):
    await chat.blocks()
    await chat.blocks()
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await refusal("sendMessage", chat_id=chat.id, text="x") == blocked
    assert await refusal("sendChatAction", chat_id=chat.id, action="typing") == blocked
    await chat.says("/start")
    assert (await call("sendMessage", chat_id=chat.id, text="x"))["ok"] is True
    changes = [
        one["my_chat_member"] for one in (await call("getUpdates"))["result"] if "my_chat_member" in one
    ]
    assert [one["new_chat_member"]["status"] for one in changes] == ["kicked", "member"]


async def test_protection_and_silence_are_kept(call, chat: Persona):
    sent = await call(
        "sendMessage", chat_id=chat.id, text="x", protect_content=True, disable_notification=True
    )
    number = sent["result"]["message_id"]
    edited = await call("editMessageText", chat_id=chat.id, message_id=number, text="y")
    assert edited["result"]["has_protected_content"] is True
    assert (await chat.sees()).last["silent"] is True


async def test_an_edit_changes_text_and_takes_the_keyboard_that_is_not_sent_again(call, chat: Persona):
    sent = (await call("sendMessage", chat_id=chat.id, text="satu", reply_markup=keyboard(["A"])))["result"]
    edited = (await call("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="dua"))[
        "result"
    ]
    assert (edited["text"], "reply_markup" in edited) == ("dua", False)
    assert edited["edit_date"] == sent["date"]


async def test_an_edit_that_changes_nothing_is_refused(call, refusal, chat: Persona):
    sent = (await call("sendMessage", chat_id=chat.id, text="satu", reply_markup=keyboard(["A"])))["result"]
    same = {"chat_id": chat.id, "message_id": sent["message_id"], "reply_markup": keyboard(["A"])}
    words = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the "
        "same as a current content and reply markup of the message"
    )
    assert await refusal("editMessageText", **same, text=" satu ") == (400, words)
    assert await refusal("editMessageReplyMarkup", **same) == (400, words)
    removed = await call("editMessageReplyMarkup", chat_id=chat.id, message_id=sent["message_id"])
    assert "reply_markup" not in removed["result"]


async def test_what_cannot_be_edited(call, refusal, chat: Persona):
    panel = {"keyboard": [[{"text": "Kirim nomor saya", "request_contact": True}]], "one_time_keyboard": True}
    asked = (await call("sendMessage", chat_id=chat.id, text="Nomor?", reply_markup=panel))["result"]
    assert "reply_markup" not in asked
    for number, words in (
        (1, "message can't be edited"),
        (asked["message_id"], "message can't be edited"),
        (99, "message to edit not found"),
        (0, "message identifier is not specified"),
    ):
        told = await refusal("editMessageText", chat_id=chat.id, message_id=number, text="x")
        assert told == (400, f"Bad Request: {words}")


async def test_a_one_time_keyboard_is_gone_after_its_button_and_can_be_removed(call, chat: Persona):
    panel = {"keyboard": [[{"text": "Kirim nomor saya", "request_contact": True}]], "one_time_keyboard": True}
    await call("sendMessage", chat_id=chat.id, text="Nomor?", reply_markup=panel)
    assert (await chat.sees()).reply_keyboard == panel
    await chat.presses("Kirim nomor saya")
    assert (await chat.sees()).reply_keyboard is None
    contact = (await call("getUpdates"))["result"][-1]["message"]["contact"]
    assert contact == {"phone_number": "6281234567890", "first_name": "Budi", "user_id": chat.id}
    await call(
        "sendMessage",
        chat_id=chat.id,
        text="Pilih",
        reply_markup={"keyboard": [[{"text": "Ya"}, {"text": "Tidak"}]]},
    )
    await chat.presses("Ya")
    assert (await chat.sees()).last["text"] == "Ya"
    await call("sendMessage", chat_id=chat.id, text="Cukup", reply_markup={"remove_keyboard": True})
    assert (await chat.sees()).reply_keyboard is None


async def test_a_contact_of_somebody_else_carries_no_account(call, chat: Persona):
    await chat.shares_contact(phone="+628111")
    contact = (await call("getUpdates"))["result"][-1]["message"]["contact"]
    assert contact == {"phone_number": "+628111", "first_name": "Kontak"}


async def test_deleting(call, refusal, simulator: Simulator, chat: Persona):
    await chat.says("lama")
    await call("deleteMessage", chat_id=chat.id, message_id=1)
    assert (await chat.sees()).texts() == ["lama"]
    gone = await refusal("deleteMessage", chat_id=chat.id, message_id=1)
    assert gone == (400, "Bad Request: message to delete not found")
    await simulator.telegram.advances(timedelta(hours=48, seconds=1))
    late = await refusal("deleteMessage", chat_id=chat.id, message_id=2)
    assert late == (400, "Bad Request: message can't be deleted for everyone")


async def test_several_messages_are_deleted_at_once_and_lost_ones_passed_over(call, refusal, chat: Persona):
    await chat.says("kedua")
    await chat.says("ketiga")
    assert (await call("deleteMessages", chat_id=chat.id, message_ids=[1, 3, 99]))["result"] is True
    assert (await chat.sees()).texts() == ["kedua"]
    assert await refusal("deleteMessages", chat_id=chat.id) == (
        400,
        "Bad Request: message identifiers are not specified",
    )
    many = await refusal("deleteMessages", chat_id=chat.id, message_ids=list(range(1, 102)))
    assert many == (400, "Bad Request: too many messages to delete")


async def test_whoever_deletes_the_account_is_nobody_any_more(
    call, refusal, simulator: Simulator, chat: Persona
):
    await chat.deletes_account()
    assert await refusal("sendMessage", chat_id=chat.id, text="x") == (403, "Forbidden: user is deactivated")
    assert await simulator.telegram.people() == {}
    with pytest.raises(NotPossible, match="person unknown"):
        await chat.says("halo")
    kinds = [
        next(kind for kind in update if kind != "update_id")
        for update in (await call("getUpdates"))["result"]
    ]
    assert kinds == ["message"]


async def test_a_link_to_the_bot_starts_it_with_what_it_carries(call, chat: Persona):
    await chat.follows("https://t.me/talenta_cirebon_bot?start=aB3-_x")
    await chat.follows("t.me/Talenta_Cirebon_Bot")
    texts = [update["message"]["text"] for update in (await call("getUpdates"))["result"]]
    assert texts == ["/start", "/start aB3-_x", "/start"]


@pytest.mark.parametrize(
    "address",
    [
        "https://t.me/bot_lain?start=aB3",
        "https://t.me/talenta_cirebon_bot?start=" + "x" * 65,
        "https://t.me/talenta_cirebon_bot?start=a+b",
        "https://bkpsdm.example/?start=aB3",
    ],
)
async def test_other_links_do_not_start_it(chat: Persona, address):
    with pytest.raises(NotPossible, match="not on the screen"):
        await chat.follows(address)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"request_contact": True}, 'Can\'t find field "text"'),
        (5, "KeyboardButton must be a String or an Object"),
    ],
)
async def test_buttons_of_a_reply_keyboard_need_words(refusal, chat: Persona, button, words):
    refused = await refusal("sendMessage", chat_id=chat.id, text="x", reply_markup={"keyboard": [[button]]})
    assert refused == (400, f"Bad Request: can't parse keyboard button: {words}")


async def test_a_reply_repeats_the_message_it_answers_and_keeps_it_when_edited(call, chat: Persona):
    reply = {"reply_parameters": {"message_id": 1}}
    sent = (await call("sendMessage", chat_id=chat.id, text="Ya?", **reply))["result"]
    assert sent["reply_to_message"]["text"] == "/start"
    edited = await call("editMessageText", chat_id=chat.id, message_id=sent["message_id"], text="Ya.")
    assert edited["result"]["reply_to_message"]["message_id"] == 1
    lost = {"reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}
    assert "reply_to_message" not in (await call("sendMessage", chat_id=chat.id, text="x", **lost))["result"]
