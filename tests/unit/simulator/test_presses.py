from datetime import timedelta

import pytest

from bot.simulator.persona import NotPossible, Persona
from bot.simulator.server import Simulator

STALE = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


def keyboard(**buttons: str) -> dict:
    return {"inline_keyboard": [[{"text": label, "callback_data": data} for label, data in buttons.items()]]}


@pytest.fixture
async def question(call, budi: Persona) -> int:
    await budi.says("/start")
    sent = await call(
        "sendMessage", chat_id=budi.id, text="Satu?", reply_markup=keyboard(Ya="q1", Tidak="q1n")
    )
    return sent["result"]["message_id"]


async def presses_seen(call) -> list[dict]:
    return [one["callback_query"] for one in (await call("getUpdates"))["result"] if "callback_query" in one]


async def test_a_press_brings_the_data_and_the_message_as_it_stands(call, budi: Persona, question: int):
    await budi.presses("Ya")
    (press,) = await presses_seen(call)
    assert (press["data"], press["from"]["id"], press["message"]["text"]) == ("q1", budi.id, "Satu?")
    assert (await call("answerCallbackQuery", callback_query_id=press["id"], text="Tersimpan"))[
        "result"
    ] is True


async def test_a_press_is_answered_once_and_in_time(
    call, refusal, simulator: Simulator, budi: Persona, question
):
    await budi.presses("Ya")
    await budi.presses("Ya")
    first, second = await presses_seen(call)
    await call("answerCallbackQuery", callback_query_id=first["id"])
    assert await refusal("answerCallbackQuery", callback_query_id=first["id"]) == STALE
    await simulator.telegram.advances(timedelta(seconds=151))
    assert await refusal("answerCallbackQuery", callback_query_id=second["id"]) == STALE
    assert await refusal("answerCallbackQuery", callback_query_id="0") == STALE


async def test_an_answer_has_at_most_200_characters(refusal, call, budi: Persona, question: int):
    await budi.presses("Ya")
    (press,) = await presses_seen(call)
    told = await refusal("answerCallbackQuery", callback_query_id=press["id"], text="x" * 201)
    assert told == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_an_old_client_presses_a_button_that_is_no_longer_there(call, budi: Persona, question: int):
    changed = {"chat_id": budi.id, "message_id": question, "text": "Dua?", "reply_markup": keyboard(Ya="q2")}
    await call("editMessageText", **changed)
    await call("editMessageText", **changed | {"text": "Tiga?", "reply_markup": keyboard(Ya="q3")})
    await budi.presses("Ya", screen="first")
    await budi.presses("Ya", screen="earlier")
    await budi.presses("Ya")
    assert [press["data"] for press in await presses_seen(call)] == ["q1", "q2", "q3"]


async def test_a_press_on_a_given_message_and_on_a_deleted_one(call, budi: Persona, question: int):
    newer = await call("sendMessage", chat_id=budi.id, text="Dua?", reply_markup=keyboard(Ya="q2"))
    await budi.presses("Ya", of=question)
    await call("deleteMessage", chat_id=budi.id, message_id=newer["result"]["message_id"])
    await budi.presses("Ya", of=newer["result"]["message_id"])
    first, second = await presses_seen(call)
    assert (first["data"], second["data"]) == ("q1", "q2")
    assert second["message"]["date"] == 0
    assert "text" not in second["message"]


async def test_a_button_that_opens_an_address_tells_the_bot_nothing(call, budi: Persona):
    await budi.says("/start")
    link = {"inline_keyboard": [[{"text": "Buka", "url": "https://bkpsdm.example"}], []]}
    await call("sendMessage", chat_id=budi.id, text="Tautan", reply_markup=link)
    await budi.presses("Buka")
    assert await presses_seen(call) == []


async def test_a_label_that_is_not_on_the_screen_cannot_be_pressed(budi: Persona, question: int):
    with pytest.raises(NotPossible, match="not on the screen: Mungkin"):
        await budi.presses("Mungkin")
    with pytest.raises(NotPossible):
        await budi.presses("Ya", of=99)


async def test_a_person_corrects_their_last_text(call, budi: Persona):
    with pytest.raises(NotPossible):
        await budi.edits("halo")
    await budi.says("hallo")
    await budi.edits("halo")
    edited = (await call("getUpdates"))["result"][-1]["edited_message"]
    assert (edited["text"], edited["message_id"], "edit_date" in edited) == ("halo", 1, True)


async def test_stickers_and_voices_arrive(call, budi: Persona):
    await budi.sends_sticker()
    await budi.sends_voice()
    sticker, voice = (await call("getUpdates"))["result"]
    assert (sticker["message"]["sticker"]["type"], voice["message"]["voice"]["duration"]) == ("regular", 3)


async def test_people_can_be_listed_and_looked_at(simulator: Simulator, budi: Persona, question: int):
    await simulator.persona("Siti", "+6281234567891")
    assert list(await simulator.telegram.people()) == ["Budi", "Siti"]
    sight = await budi.sees()
    assert (sight.last["text"], sight.keyboards_shown, sight.blocked) == ("Satu?", 1, False)
    nobody = Persona(simulator.telegram, 1, "Nobody", "+62")
    with pytest.raises(NotPossible, match="person unknown"):
        await nobody.sees()
    with pytest.raises(NotPossible):
        await simulator.telegram.post("people", {"name": "Wati"})


async def test_of_two_buttons_with_one_label_the_data_tells_which(call, simulator: Simulator, budi: Persona):
    await budi.says("/start")
    twice = [[{"text": "Pilih", "callback_data": "satu"}], [{"text": "Pilih", "callback_data": "dua"}]]
    await call("sendMessage", chat_id=budi.id, text="Siapa?", reply_markup={"inline_keyboard": twice})
    for data in ("dua", "satu"):
        await simulator.telegram.post(f"people/{budi.id}/presses", {"label": "Pilih", "of": 2, "data": data})
    assert [one["data"] for one in await presses_seen(call)] == ["dua", "satu"]
    with pytest.raises(NotPossible):
        await simulator.telegram.post(
            f"people/{budi.id}/presses", {"label": "Pilih", "of": 2, "data": "tiga"}
        )
