"""Scripts against a bot of a few lines that can be told what to do."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.simulator.persona import BotSilent, NotPossible, Persona
from bot.simulator.playing import Conversation
from bot.simulator.server import Simulator
from bot.simulator.transcript import transcript


class LittleBot:
    """Takes updates one by one; says `text` back, moves its screen down, and counts presses by edits."""

    def __init__(self, call: Any) -> None:
        self._call = call
        self.screen: dict[int, int] = {}
        self.in_hand = 0
        self.told: list[int] = []

    async def run(self) -> None:
        offset = 0
        while True:
            for update in (await self._call("getUpdates", offset=offset, timeout=30))["result"]:
                offset = update["update_id"] + 1
                self.in_hand += 1
                await self._handle(update)
                self.in_hand -= 1

    async def _handle(self, update: dict) -> None:
        if "callback_query" in update:
            await self._pressed(update["callback_query"])
        elif "text" in update.get("message", {}):
            await self._said(update["message"])

    async def _said(self, message: dict) -> None:
        chat = message["chat"]["id"]
        if message["text"] == "diam":
            return
        if chat in self.screen:
            old = {"chat_id": chat, "message_id": self.screen[chat]}
            await self._call("editMessageText", **old, text="Layar ini dilanjutkan di bawah.")
        for other in self.told:
            await self._call("sendMessage", chat_id=other, text=f"Kabar: {message['text']}")
        sent = await self._call("sendMessage", chat_id=chat, text=message["text"], reply_markup=self._keys(0))
        self.screen[chat] = sent["result"]["message_id"]

    async def _pressed(self, query: dict) -> None:
        place = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
        count = int(query["data"]) + 1
        await asyncio.gather(
            self._call("editMessageText", **place, text=f"Sedang {count}"),
            self._call("answerCallbackQuery", callback_query_id=query["id"], text="Tercatat"),
        )
        await self._call("editMessageText", **place, text=f"Hitungan {count}", reply_markup=self._keys(count))

    def _keys(self, count: int) -> dict:
        return {"inline_keyboard": [[{"text": "Tambah", "callback_data": str(count)}]]}


@pytest.fixture
async def bot(call) -> AsyncIterator[LittleBot]:
    little = LittleBot(call)
    running = asyncio.create_task(little.run())
    yield little
    running.cancel()


@pytest.fixture
def conversation(simulator: Simulator, bot: LittleBot) -> Conversation:
    async def settled() -> None:
        while bot.in_hand:
            await asyncio.sleep(0.001)

    return Conversation(simulator.telegram, settled=settled)


COUNTING = """
    Budi | mulai / lagi
    bot  | mulai / lagi [Tambah]
    Budi | [Tambah]
    bot  ! Tercatat
    bot  ~ Hitungan 1 [Tambah]
"""


async def test_a_script_that_says_what_happens_passes(conversation: Conversation, budi: Persona):
    await conversation.plays(COUNTING)


async def test_a_difference_shows_both_sides_in_the_notation(conversation: Conversation, budi: Persona):
    with pytest.raises(AssertionError) as difference:
        await conversation.plays(COUNTING.replace("Hitungan 1", "Hitungan 2"))
    shown = [line.strip() for line in str(difference.value).splitlines()]
    middle = shown.index("but the bot did:")
    expected, happened = shown[:middle], shown[middle + 1 :]
    assert expected == ["", "Budi | [Tambah]", "expected:", "bot  ! Tercatat", "bot  ~ Hitungan 2 [Tambah]"]
    assert sorted(happened) == [
        "bot  ! Tercatat",
        "bot  ~ Hitungan 1 [Tambah]",
        "bot  ~ Sedang 1   # may be left out",
    ]


@pytest.mark.parametrize(
    "script",
    [
        "Budi | mulai",
        "Budi | mulai\nbot | mulai [Tambah]\nbot | lagi",
        "Budi | diam\nbot | diam [Tambah]",
        "Budi | mulai → [Tambah]\nbot ~ Hitungan 1 [Tambah]",
        "Budi | mulai → [Tambah]\nbot !! Tercatat\nbot ~ Hitungan 1 [Tambah]",
    ],
)
async def test_a_script_that_leaves_out_or_makes_up_something_fails(conversation: Conversation, budi, script):
    with pytest.raises(AssertionError, match="but the bot did"):
        await conversation.plays(script)


async def test_tidied_screens_may_be_written_or_left_out(conversation: Conversation, budi: Persona):
    await conversation.plays("""
        Budi | satu
        bot  | satu [Tambah]
        Budi | dua
        bot  | dua [Tambah]
        Budi | tiga
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | tiga [Tambah]
    """)


async def test_old_screens_can_be_pressed(conversation: Conversation, budi: Persona):
    await conversation.plays("""
        Budi | satu → [Tambah] → [Tambah]
        bot  ! Tercatat
        bot  ~ Hitungan 2 [Tambah]
        Budi | [Tambah] of the first screen
        bot  ! Tercatat
        bot  ~ Hitungan 1 [Tambah]
        Budi | [Tambah] of an earlier message
        bot  ! Tercatat
        bot  ~ Hitungan 3 [Tambah]
    """)


async def test_what_others_are_told_is_compared_where_the_script_asks(
    conversation: Conversation, simulator: Simulator, bot: LittleBot, budi: Persona
):
    dewi = await simulator.persona("Dewi", "+6281234567899")
    await dewi.says("diam")
    bot.told = [dewi.id]
    await conversation.plays("""
        Budi | rapat
        bot  | rapat [Tambah]
        Dewi | bot: Kabar: rapat
        Budi | usai
        bot  | usai [Tambah]
        Dewi | diam
    """)
    with pytest.raises(AssertionError, match="Kabar: lagi"):
        await conversation.plays("Budi | lagi\nbot | lagi [Tambah]\nDewi | bot: Kabar: rapat")


async def test_somebody_leaves_in_the_middle_of_a_script(conversation: Conversation, budi: Persona):
    await conversation.plays("Budi | halo\nbot | halo [Tambah]\nBudi | (menghapus akun)")
    with pytest.raises(NotPossible, match="nobody is called Budi"):
        await conversation.plays("Budi | halo")


async def test_a_group_is_compared_under_its_title(
    conversation: Conversation, simulator: Simulator, budi: Persona
):
    await conversation.plays("""
        Budi | (grup Rapat: /halo)
        Rapat | bot: /halo [Tambah]
    """)
    told = list(transcript(await simulator.telegram.log(), {budi.id: "Budi", -4_000_000_001: "Rapat"}))
    assert told == ["Budi  | (grup Rapat: /halo)", "Rapat | bot: /halo [Tambah]"]


async def test_the_clock_moves_and_the_bot_is_let_know(
    simulator: Simulator, bot: LittleBot, call, budi: Persona
):
    async def ticked() -> None:
        await call("sendMessage", chat_id=budi.id, text="Pengingat")

    conversation = Conversation(simulator.telegram, ticked=ticked)
    await conversation.plays("""
        Budi | diam
        --- Selasa, 1 Desember 2026, 09.00 WIB ---
        bot  | Pengingat
        --- 2 jam kemudian ---
        bot  | Pengingat
    """)
    assert (await simulator.telegram.now()).isoformat() == "2026-12-01T11:00:00+07:00"


async def test_lines_before_the_first_act_are_of_the_only_person(
    conversation: Conversation, call, budi: Persona
):
    await conversation.plays("Budi | diam")
    await call("sendMessage", chat_id=budi.id, text="Pengingat")
    await conversation.plays("bot | Pengingat")


async def test_people_and_files_must_be_known(
    conversation: Conversation, simulator: Simulator, budi: Persona
):
    with pytest.raises(NotPossible, match="nobody is called Wati"):
        await conversation.plays("Wati | halo")
    with pytest.raises(NotPossible, match=r"daftar\.csv"):
        await conversation.plays("Budi | (daftar.csv)")
    await conversation.plays(
        "Budi | (daftar.csv)\nBudi | (stiker)\nBudi | (suara)", files={"daftar.csv": b"x"}
    )
    await conversation.plays("Budi | halo → (suntingan: hai) → (kontak orang lain)")
    await conversation.plays("Budi | (memblokir bot) → (membuka blokir)")
    await simulator.persona("Dewi", "+6281234567899")
    with pytest.raises(ValueError, match="must name its person"):
        await Conversation(simulator.telegram).plays("bot | halo")


async def test_a_bot_that_does_not_react_is_not_waited_for_forever(simulator: Simulator, budi: Persona):
    before = await budi.says("halo")
    with pytest.raises(BotSilent):
        await simulator.telegram.quiet(before, within=0.1, reaction=True)
    with pytest.raises(BotSilent, match="Budi waited"):
        await budi.waits_for("halo juga", within=0.1)


async def test_waiting_for_words(bot: LittleBot, budi: Persona):
    since = await budi.says("halo")
    assert (await budi.waits_for("halo", since=since))["text"] == "halo"


async def test_the_log_is_told_as_a_conversation(
    conversation: Conversation, simulator: Simulator, bot: LittleBot, budi: Persona
):
    dewi = await simulator.persona("Dewi", "+6281234567899")
    stranger = await simulator.persona("Wati", "+6281234567898")
    for person in (dewi, stranger):
        await person.says("diam")
    bot.told = [dewi.id, stranger.id]
    await conversation.plays("Budi | rapat\nbot | rapat [Tambah]\n--- 15 menit kemudian ---")
    await simulator.telegram.advances(timedelta(days=1))
    await conversation.plays("Budi | (kontak sendiri)")
    told = list(transcript(await simulator.telegram.log(), {budi.id: "Budi", dewi.id: "Dewi"}))
    assert told == [
        "Dewi | diam",
        "Budi | rapat",
        "Dewi | bot: Kabar: rapat",
        "bot  | rapat [Tambah]",
        "--- Senin, 2 November 2026, 08.25 WIB ---",
        "--- Selasa, 3 November 2026, 08.25 WIB ---",
        "Budi | (kontak sendiri)",
    ]
