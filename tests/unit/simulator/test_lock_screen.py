"""What a locked phone shows of a message, and what it cannot show."""

from bot.simulator.lock_screen import pushes, shown, shows_picture
from bot.simulator.persona import Persona
from bot.simulator.server import Simulator


def test_a_spoiler_is_covered_letter_by_letter():
    entities = [
        {"type": "bold", "offset": 0, "length": 3},
        {"type": "spoiler", "offset": 5, "length": 5},
    ]
    assert shown({"text": "👋🏽 Wati: 3.", "entities": entities}) == "👋🏽 ⠌⡢⢑⠨⠥ 3."


def test_the_name_of_a_file_and_its_caption_are_shown():
    entities = [{"type": "spoiler", "offset": 0, "length": 4}]
    document = {"document": {"file_name": "balasan.csv"}, "caption": "Wati 3", "caption_entities": entities}
    assert shown(document) == "📎 balasan.csv ⠌⡢⢑⠨ 3"
    assert shown({"photo": [{}], "caption": "Peta"}) == "🖼 Peta"


async def test_new_messages_are_pushed_and_nothing_else_is(simulator: Simulator, budi: Persona, call):
    siti = await simulator.persona("Siti", "+6281200000002")
    await siti.says("/start")
    await budi.says("/start")
    await call("sendMessage", chat_id=budi.id, text="Halo", disable_notification=True)
    await call("editMessageText", chat_id=budi.id, message_id=2, text="Rahasia")
    await call("sendMessage", chat_id=siti.id, text="<tg-spoiler>3</tg-spoiler>", parse_mode="HTML")
    await call("sendMessage", chat_id=12, text="Salah alamat")
    seen = [
        (push.chat_id, push.words, push.silent, push.prompted)
        for push in pushes(await simulator.telegram.log())
    ]
    assert seen == [(budi.id, "Halo", True, True), (siti.id, "⠌", False, False)]


async def test_what_comes_after_the_clock_moved_answers_nobody(simulator: Simulator, budi: Persona, call):
    await budi.says("/start")
    await simulator.telegram.sets_clock(await simulator.telegram.now())
    await call("sendMessage", chat_id=budi.id, text="Pengingat")
    (push,) = pushes(await simulator.telegram.log())
    assert (push.words, push.prompted) == ("Pengingat", False)


def test_a_photo_is_seen_unless_it_is_a_spoiler():
    assert shows_picture({"photo": [{}]})
    assert not shows_picture({"photo": [{}], "has_media_spoiler": True})
    assert not shows_picture({"text": "Peta"})
