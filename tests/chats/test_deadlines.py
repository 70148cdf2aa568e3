"""What still counts when the phase closes (notation: bot/simulator/notation.py)."""

from datetime import timedelta
from typing import Any

from domain.phases import PhaseState
from tests.chats.conftest import BUDI, Chat
from tests.chats.phases import CLOSES, answered, open_phase, stored


async def budi_has_answered(chat: Chat, count: int, questionnaire: str = "penilaian_mandiri") -> int:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=[questionnaire])
    values = [(f"p{number:02}", "4") for number in range(1, count + 1)]
    return await answered(chat, BUDI.nip, questionnaire, values)


async def test_a_press_within_a_minute_of_the_deadline_counts(chat: Chat) -> None:
    response = await budi_has_answered(chat, 28)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.59 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Terakhir diisi Senin, 2 November 2026. Tersimpan 28 jawaban. // Bagian 4 dari 6, pernyataan 29 dari 48 // …
        --- Selasa, 8 Desember 2026, 16.00.03 WIB ---
        Budi | [4]
        bot  ~ Jawaban itu dikirim sebelum tenggat dan tersimpan. // Masa pengisian berakhir pukul 16.00 WIB. Draf berisi 29 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
        --- Selasa, 8 Desember 2026, 16.02 WIB ---
        Budi | [5] of an earlier screen
        bot  !! …
    """)
    assert (await stored(chat, response))["p29"] == "4"


async def test_a_press_after_that_minute_does_not_count(chat: Chat) -> None:
    response = await budi_has_answered(chat, 29)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.58 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ … // Bagian 4 dari 6, pernyataan 30 dari 48 // …
        --- Selasa, 8 Desember 2026, 16.02 WIB ---
        Budi | [5]
        bot  !! Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 29 jawaban sebelumnya aman. Tekan Minta waktu.
        bot  ~ Masa pengisian berakhir Selasa, 8 Desember 2026, pukul 16.00 WIB. Draf berisi 29 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: lewat tenggat (draf tersimpan) // Tenggat: Selasa, 8 Desember 2026, pukul 16.00 WIB. [Minta waktu] [Beranda]
    """)
    assert "p30" not in await stored(chat, response)


async def state(chat: Chat) -> PhaseState:
    """What has been carried out of the one phase."""

    async def look(uow: Any) -> PhaseState:
        (phase,) = await uow.phases.all()
        return PhaseState(phase.state)

    return PhaseState(await chat.do(look))


_BEFORE_AN_OUTAGE = """
    --- Selasa, 8 Desember 2026, 15.58 WIB ---
    Budi | /kuesioner → [1. Lanjut]
    bot  ~ … // Bagian 4 dari 6, pernyataan 30 dari 48 // …
"""


async def test_where_the_bot_was_down_at_the_deadline_a_press_counts_when_it_is_back(chat: Chat) -> None:
    response = await budi_has_answered(chat, 29)
    await chat.plays(_BEFORE_AN_OUTAGE)
    await chat.restarts(after=timedelta(minutes=12))  # back at 16.10
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 16.12.30 WIB ---
        Budi | [5]
        bot  ~ Jawaban itu dikirim sebelum tenggat dan tersimpan. // Masa pengisian berakhir pukul 16.00 WIB. Draf berisi 30 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
    """)
    assert (await stored(chat, response))["p30"] == "5"


async def test_that_grace_ends_and_the_phase_closes_with_it(chat: Chat) -> None:
    response = await budi_has_answered(chat, 29)
    await chat.plays(_BEFORE_AN_OUTAGE)
    await chat.restarts(after=timedelta(minutes=12))  # back at 16.10
    await chat.plays("--- Selasa, 8 Desember 2026, 16.12.30 WIB ---")
    assert await state(chat) is PhaseState.OPEN
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 16.12.31 WIB ---
        Budi | [5]
        bot  !! Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 29 jawaban sebelumnya aman. Tekan Minta waktu.
        bot  ~ Masa pengisian berakhir Selasa, 8 Desember 2026, pukul 16.00 WIB. Draf berisi 29 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
    """)
    assert await state(chat) is PhaseState.CLOSED
    assert "p30" not in await stored(chat, response)


async def test_a_phase_waits_for_an_intake_that_is_not_back_yet(chat: Chat) -> None:
    response = await budi_has_answered(chat, 29)
    await chat.plays(_BEFORE_AN_OUTAGE)
    chat.bot.uptime.fails()
    await chat.plays("--- Selasa, 8 Desember 2026, 16.30 WIB ---")
    assert await state(chat) is PhaseState.OPEN
    await chat.plays("""
        Budi | [5]
        bot  ~ Jawaban itu dikirim sebelum tenggat dan tersimpan. // …
        --- Selasa, 8 Desember 2026, 16.32.30 WIB ---
    """)
    assert await state(chat) is PhaseState.OPEN
    await chat.plays("--- Selasa, 8 Desember 2026, 16.32.31 WIB ---")
    assert await state(chat) is PhaseState.CLOSED
    assert (await stored(chat, response))["p30"] == "5"


async def test_a_restart_long_before_the_deadline_gives_no_grace(chat: Chat) -> None:
    await budi_has_answered(chat, 29)
    await chat.plays("--- Selasa, 8 Desember 2026, 15.40 WIB ---")
    await chat.restarts(after=timedelta(minutes=10))
    await chat.plays(_BEFORE_AN_OUTAGE)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 16.01.01 WIB ---
        Budi | [5]
        bot  !! …
        bot  ~ Masa pengisian berakhir …
    """)
    assert await state(chat) is PhaseState.CLOSED


async def test_a_text_counts_by_its_date(chat: Chat) -> None:
    response = await budi_has_answered(chat, 29)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.58 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ … // Bagian 4 dari 6, pernyataan 30 dari 48 // …
        --- Selasa, 8 Desember 2026, 16.00.30 WIB ---
        Budi | 4
        bot  | Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 29 jawaban sebelumnya aman. Tekan Minta waktu. [Minta waktu] [Beranda]
    """)
    assert "p30" not in await stored(chat, response)


async def test_options_chosen_within_the_minute_are_kept(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["preferensi_karier"])
    response = await answered(chat, BUDI.nip, "preferensi_karier", [("k1", "man")])
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.59 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ … // Bagian 1 dari 3, pertanyaan 2 dari 9 // …
        --- Selasa, 8 Desember 2026, 16.00.03 WIB ---
        Budi | [Keuangan]
        bot  ~ Jawaban itu dikirim sebelum tenggat dan tersimpan. // Masa pengisian berakhir pukul 16.00 WIB. Draf berisi 2 dari 9 jawaban tersimpan. [Minta waktu] [Beranda]
    """)
    assert (await stored(chat, response))["k2"] == "keu"


async def test_a_questionnaire_is_not_submitted_after_the_minute(chat: Chat) -> None:
    await budi_has_answered(chat, 48)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.59 WIB ---
        Budi | /kuesioner → [1. Lanjut] → [Kirim]
        bot  ~ Kirim penilaian mandiri? // …
        --- Selasa, 8 Desember 2026, 16.02 WIB ---
        Budi | [Nyatakan, kirim]
        bot  !! Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 48 jawaban sebelumnya aman. Tekan Minta waktu.
        bot  ~ Masa pengisian berakhir Selasa, 8 Desember 2026, pukul 16.00 WIB. Draf berisi 48 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
    """)


async def test_a_questionnaire_is_submitted_within_the_minute(chat: Chat) -> None:
    await budi_has_answered(chat, 48)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.59 WIB ---
        Budi | /kuesioner → [1. Lanjut] → [Kirim]
        bot  ~ Kirim penilaian mandiri? // …
        --- Selasa, 8 Desember 2026, 16.00.50 WIB ---
        Budi | [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // …
    """)


async def test_after_the_deadline_nothing_is_begun_gone_on_with_or_changed(chat: Chat) -> None:
    response = await budi_has_answered(chat, 48)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.58 WIB ---
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [1] → [Batal]
        bot  ~ Bagian 1 dari 6, pernyataan 1–8 // …
        --- Selasa, 8 Desember 2026, 16.05 WIB ---
        Budi | [3]
        bot  ~ Masa pengisian berakhir Selasa, 8 Desember 2026, pukul 16.00 WIB. Draf berisi 48 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
        Budi | [Batal] of an earlier screen
        Budi | [Selesai tinjau] of an earlier screen
        Budi | [1. Lanjut] of an earlier screen
    """)
    assert (await stored(chat, response))["p03"] == "4"


async def test_a_start_screen_left_open_over_the_deadline(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 15.58 WIB ---
        Budi | /kuesioner → [1. Mulai]
        bot  ~ Penilaian mandiri // …
        --- Selasa, 8 Desember 2026, 16.05 WIB ---
        Budi | [Mulai]
        bot  !! Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 0 jawaban sebelumnya aman. Tekan Minta waktu.
        bot  ~ Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 0 jawaban sebelumnya aman. Tekan Minta waktu. [Minta waktu] [Beranda]
        Budi | /kuesioner
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: lewat tenggat / 2. Preferensi karier: lewat tenggat / 3. Pengalaman memimpin: lewat tenggat // …
    """)


async def test_a_questionnaire_that_is_not_open_yet_is_listed(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["penilaian_mandiri"])
    later = CLOSES + timedelta(days=7)
    await open_phase(chat, questionnaires=["preferensi_karier"], opens_at=CLOSES, closes_at=later, number=2)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: belum dimulai, sisa 36 hari / 2. Preferensi karier: dibuka 8 Des 2026 // Waktu dalam WIB. [1. Mulai]   [Beranda]
    """)


async def test_a_questionnaire_whose_opening_was_moved_is_not_open(chat: Chat) -> None:
    await budi_has_answered(chat, 3)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 4 dari 48 // …
    """)

    async def moved(uow: object) -> None:
        await uow.phases.reschedule(1, opens_at=CLOSES, closes_at=CLOSES + timedelta(days=7))  # type: ignore[attr-defined]

    await chat.do(moved)
    await chat.plays("""
        Budi | [4]
        bot  !! Kuesioner ini dibuka Selasa, 8 Desember 2026, pukul 16.00 WIB. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
    """)
