"""After an outage the open question is asked again, once (notation: bot/simulator/notation.py)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from domain.people import PersonStatus
from storage.tables import OutboxRow
from tests.chats.conftest import BUDI, Chat
from tests.chats.phases import answered, open_phase, stored

_AT_A_QUESTION = """
    --- Selasa, 24 November 2026, 10.00 WIB ---
    Budi | /kuesioner → [1. Lanjut]
    bot  ~ … // Bagian 4 dari 6, pernyataan 30 dari 48 // …
"""


async def budi_is_at_a_question(chat: Chat, script: str = _AT_A_QUESTION, count: int = 29) -> int:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["penilaian_mandiri"])
    values = [(f"p{number:02}", "4") for number in range(1, count + 1)]
    response = await answered(chat, BUDI.nip, "penilaian_mandiri", values)
    await chat.plays(script)
    return response


async def away(chat: Chat, **duration: float) -> None:
    """The bot is away for so long; then it has looked around."""
    await chat.restarts(after=timedelta(**duration))
    await chat.bot.jobs.tick()
    await chat.settled()


async def asked_again(chat: Chat) -> list[str]:
    """How it went with each question that was to be asked again."""

    async def look(uow: Any) -> list[str]:
        rows = select(OutboxRow.state).where(OutboxRow.kind == "question_again").order_by(OutboxRow.id)
        return list((await uow.execute(rows)).scalars())

    found: list[str] = await chat.do(look)
    return found


async def test_the_question_is_asked_again_and_answered_where_it_stands_now(chat: Chat) -> None:
    response = await budi_is_at_a_question(chat)
    await away(chat, minutes=10)
    await chat.plays("""
        Budi | bot: Layanan sempat terhenti. Tombol yang terakhir ditekan mungkin belum diterima. // Bagian 4 dari 6, pernyataan 30 dari 48 // … (senyap) [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [5]
        bot  ~ Bagian 4 dari 6, pernyataan 31 dari 48 // …
    """)
    assert (await stored(chat, response))["p30"] == "5"
    texts = (await chat.people["Budi"].sees()).texts()
    assert [text.partition("\n")[0] for text in texts[-2:]] == [
        "Layar ini dilanjutkan di bawah.",
        "Bagian 4 dari 6, pernyataan 31 dari 48",
    ]


async def test_it_is_asked_again_once_whatever_is_restarted(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    await away(chat, minutes=10)
    for _ in range(2):
        await chat.bot.jobs.tick()
        await away(chat, seconds=1)
    assert await asked_again(chat) == ["sent"]


async def test_each_outage_asks_again(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    await away(chat, minutes=3)
    await chat.plays("""
        Budi | [4]
        bot  ~ Bagian 4 dari 6, pernyataan 31 dari 48 // …
        --- 15 detik kemudian ---
    """)
    await away(chat, minutes=3)
    await chat.plays("""
        Budi | bot: Layanan sempat terhenti. … // Bagian 4 dari 6, pernyataan 31 dari 48 // … (senyap) …
    """)
    assert await asked_again(chat) == ["sent", "sent"]


async def test_an_outage_that_lost_no_press_says_nothing(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    await away(chat, seconds=150)
    assert await asked_again(chat) == []


async def test_whoever_was_not_at_work_just_before_is_left_alone(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    await chat.plays("--- 16 menit kemudian ---")
    await away(chat, minutes=10)
    assert await asked_again(chat) == []


async def test_whoever_has_left_the_questionnaire_is_left_alone(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    await chat.plays("""
        Budi | [Lanjut nanti]
        bot  ~ Penilaian mandiri: 29 dari 48 terjawab dan tersimpan. …
    """)
    await away(chat, minutes=10)
    assert await asked_again(chat) == []


async def test_an_answer_being_changed_is_asked_for_as_a_change(chat: Chat) -> None:
    script = """
        --- Selasa, 24 November 2026, 10.00 WIB ---
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [1]
        bot  ~ Mengubah pernyataan 1 // …
    """
    response = await budi_is_at_a_question(chat, script, 48)
    await away(chat, minutes=10)
    await chat.plays("""
        Budi | bot: Layanan sempat terhenti. … // Mengubah pernyataan 1 // … (senyap) [1] [2] [3] [4 ✓] [5]   [Batal]
        Budi | [2]
        bot  ~ Bagian 1 dari 6, pernyataan 1–8 // …
    """)
    assert (await stored(chat, response))["p01"] == "2"


_AT_NIGHT = """
    --- Selasa, 24 November 2026, 21.00 WIB ---
    Budi | /kuesioner → [1. Lanjut]
    bot  ~ … // Bagian 4 dari 6, pernyataan 30 dari 48 // …
"""


async def test_a_short_outage_at_night_is_told_at_once(chat: Chat) -> None:
    await budi_is_at_a_question(chat, _AT_NIGHT)
    await away(chat, hours=1)
    assert await asked_again(chat) == ["sent"]


async def test_a_long_outage_is_told_in_working_hours(chat: Chat) -> None:
    await budi_is_at_a_question(chat, _AT_NIGHT)
    await away(chat, hours=1, seconds=1)
    assert await asked_again(chat) == ["queued"]
    await chat.plays("""
        --- Rabu, 25 November 2026, 08.00 WIB ---
        Budi | bot: Layanan sempat terhenti. … // Bagian 4 dari 6, pernyataan 30 dari 48 // … (senyap) …
    """)


async def test_whoever_goes_on_before_it_leaves_is_not_asked_again(chat: Chat) -> None:
    await budi_is_at_a_question(chat, _AT_NIGHT)
    await away(chat, hours=2)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // …
        --- Rabu, 25 November 2026, 08.00 WIB ---
    """)
    assert await asked_again(chat) == ["cancelled"]


async def test_a_questionnaire_that_has_closed_is_not_asked_again(chat: Chat) -> None:
    await budi_is_at_a_question(chat, _AT_NIGHT.replace("24 November 2026, 21.00", "8 Desember 2026, 15.55"))
    await away(chat, minutes=10)
    assert await asked_again(chat) == ["cancelled"]


async def test_whoever_has_retired_meanwhile_is_not_asked_again(chat: Chat) -> None:
    await budi_is_at_a_question(chat, _AT_NIGHT)
    await away(chat, hours=2)
    await chat.roster(replace(BUDI, status=PersonStatus.RETIRED))
    await chat.plays("--- Rabu, 25 November 2026, 08.00 WIB ---")
    assert await asked_again(chat) == ["cancelled"]


async def test_a_bot_that_could_not_take_updates_in_asks_again_too(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    chat.bot.uptime.fails()
    await chat.plays("--- 3 menit kemudian ---")
    chat.bot.uptime.works()
    await chat.plays("""
        --- 15 detik kemudian ---
        Budi | bot: Layanan sempat terhenti. … // Bagian 4 dari 6, pernyataan 30 dari 48 // … (senyap) …
    """)


async def test_whoever_has_gone_on_since_is_left_alone(chat: Chat) -> None:
    await budi_is_at_a_question(chat)
    chat.bot.uptime.fails()
    await chat.plays("""
        --- 3 menit kemudian ---
        Budi | [4]
        bot  ~ Bagian 4 dari 6, pernyataan 31 dari 48 // …
        --- 15 detik kemudian ---
    """)
    assert await asked_again(chat) == []
