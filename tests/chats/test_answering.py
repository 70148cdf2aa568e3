"""Answering statements by buttons (notation: bot/simulator/notation.py)."""

from typing import Any

from sqlalchemy import delete

from storage.tables import Response
from tests.chats.conftest import BUDI, Chat
from tests.chats.phases import answered, open_phase, stored
from tests.chats.replays import conversation, last_update_is_replayed

SCALE = "1 sangat tidak sesuai; 2 tidak sesuai; 3 sebagian sesuai; 4 sesuai; 5 sangat sesuai"
FIRST = "Saya memeriksa penyebab masalah dengan data sebelum mengusulkan jalan keluar."
SECOND = "Saya menunda menyampaikan kabar buruk sampai atasan menanyakannya."


def statements(count: int, value: str = "4") -> list[tuple[str, str]]:
    """The first so many statements, all answered alike."""
    return [(f"p{number:02}", value) for number in range(1, count + 1)]


async def budi_with_a_phase(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)


async def budi_at_the_first_statement(chat: Chat) -> int:
    """The response, begun but empty; the first statement is on the screen."""
    await budi_with_a_phase(chat)
    response = await answered(chat, BUDI.nip, "penilaian_mandiri", [])
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // … [1] [2] [3] [4] [5]   [Lanjut nanti]
    """)
    return response


async def test_a_statement_is_answered_by_a_button(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await chat.plays(f"""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: belum dimulai, sisa 36 hari / 2. Preferensi karier: belum dimulai, sisa 36 hari / 3. Pengalaman memimpin: belum dimulai, sisa 36 hari // Tenggat: Selasa, 8 Desember 2026, pukul 16.00 WIB. [1. Mulai]   [2. Mulai]   [3. Mulai]   [Beranda]
        Budi | [1. Mulai]
        bot  ~ Penilaian mandiri // Ada 48 pernyataan dalam 6 bagian, sekitar 15 menit. Setiap jawaban langsung tersimpan; Bapak/Ibu dapat berhenti dan melanjutkan kapan saja. // Ini isian mandiri, bukan hasil penilaian kompetensi atau potensi oleh penyelenggara terakreditasi. Jawablah sesuai dengan kebiasaan Bapak/Ibu enam bulan terakhir. // Jawaban dibaca oleh Bapak/Ibu dan petugas BKPSDM yang berwenang, bukan oleh atasan atau rekan. // Data Bapak/Ibu: Budi, Kelurahan Kejaksan. Jika keliru, tekan Perbaiki data. [Mulai]   [Perbaiki data] [Kembali]
        Budi | [Mulai]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // {FIRST} // {SCALE} [1] [2] [3] [4] [5]   [Lanjut nanti]
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // {SECOND} // {SCALE} [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [Kembali]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // {FIRST} // Jawaban sekarang: 4 (sesuai). // {SCALE} [1] [2] [3] [4 ✓] [5]   [Lanjut] [Lanjut nanti]
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


async def test_a_questionnaire_is_begun_from_the_home_screen(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Penilaian mandiri: belum dimulai, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. / … [Mulai]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
        Budi | [Mulai]
        bot  ~ Penilaian mandiri // Ada 48 pernyataan dalam 6 bagian, sekitar 15 menit. … [Mulai]   [Perbaiki data] [Kembali]
    """)


async def test_an_answer_given_again_replaces_the_one_before(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | [4] → [5] → [Kembali] → [Kembali] → [2]
        bot  ~ Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "2", "p02": "5"}


async def test_answered_statements_are_passed_one_by_one(chat: Chat) -> None:
    await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | [4] → [5] → [Kembali] → [Kembali] → [Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … // Jawaban sekarang: 5 (sangat sesuai). // … [1] [2] [3] [4] [5 ✓]   [Lanjut] [Kembali]   [Lanjut nanti]
    """)


async def test_the_end_of_a_section_is_a_line_above_the_next_statement(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await answered(chat, BUDI.nip, "penilaian_mandiri", statements(7))
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [3]
        bot  ~ Bagian 1 selesai. Tersisa sekitar 15 menit. // Bagian 2 dari 6, pernyataan 9 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


async def test_a_double_tap_stores_once_and_says_nothing(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [4] of an earlier screen
    """)
    assert await stored(chat, response) == {"p01": "4"}


async def test_a_second_tap_beside_the_first_does_not_change_the_answer(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [5] of an earlier screen
        bot  !! Pertanyaan ini sudah dijawab. Jawaban lama tidak berubah.
    """)
    assert await stored(chat, response) == {"p01": "4"}


async def test_a_double_tap_on_back_goes_back_once(chat: Chat) -> None:
    await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | [4] → [4] → [Kembali]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4 ✓] [5]   [Lanjut] [Kembali]   [Lanjut nanti]
        Budi | [Kembali] of an earlier screen
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [Lanjut] of an earlier screen
    """)


async def test_an_old_button_does_not_answer_the_next_question(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | 2
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pernyataan 1: 2 (tidak sesuai). // Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [4] of an earlier message
        bot  !! Pertanyaan ini sudah dijawab. Jawaban lama tidak berubah. Layar yang sedang berjalan ada di bawah.
        bot  | Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [3]
        bot  ~ Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "2", "p02": "3"}


async def test_a_questionnaire_is_left_and_waits(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await answered(chat, BUDI.nip, "penilaian_mandiri", statements(12))
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Lanjut nanti]
        bot  ~ Penilaian mandiri: 12 dari 48 terjawab dan tersimpan. Tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. // Lanjutkan kapan saja dengan tombol ini atau /kuesioner. [Lanjut]   [Ingatkan besok]   [Beranda]
        Budi | [Lanjut]
        bot  ~ Bagian 2 dari 6, pernyataan 13 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [Lanjut nanti] → [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Penilaian mandiri: 12 dari 48 terjawab, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. / Preferensi karier: belum dimulai, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. / Pengalaman memimpin: belum dimulai, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. [Lanjut]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
        --- Kamis, 3 Desember 2026, 07.40 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Terakhir diisi Senin, 2 November 2026. Tersimpan 12 jawaban. // Bagian 2 dari 6, pernyataan 13 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


async def test_a_screen_of_yesterday_moves_down(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    await chat.plays("""
        --- Rabu, 4 November 2026, 09.00 WIB ---
        Budi | [4]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "4"}


async def test_a_command_in_the_middle_keeps_the_place(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await answered(chat, BUDI.nip, "penilaian_mandiri", statements(12))
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → /mulai → [Lanjut]
        bot  ~ Bagian 2 dari 6, pernyataan 13 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | /bantuan
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | … // Kuesioner Bapak/Ibu menunggu di pernyataan 13 dari 48. [Lanjut] [Tutup]
        Budi | [Lanjut]
        bot  ~ Bagian 2 dari 6, pernyataan 13 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | /batal → /kuesioner → [1. Lanjut]
        bot  ~ Bagian 2 dari 6, pernyataan 13 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


async def test_a_restart_in_the_middle_loses_nothing(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    await chat.plays("""
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    await chat.restarts()
    await chat.plays("""
        Budi | sesuai
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pernyataan 2: 4 (sesuai). // Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    await chat.restarts()
    await chat.plays("""
        Budi | [5]
        bot  ~ Bagian 1 dari 6, pernyataan 4 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "4", "p02": "4", "p03": "5"}


async def test_a_replayed_press_shows_the_open_question(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    before = await conversation(chat, "Budi")
    await chat.plays("""
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    await last_update_is_replayed(chat, before)
    assert (await chat.people["Budi"].sees()).last["text"].startswith("Bagian 1 dari 6, pernyataan 2 dari 48")
    await chat.plays("""
        Budi | [3]
        bot  ~ Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "4", "p02": "3"}


async def test_a_replayed_text_shows_the_open_question(chat: Chat) -> None:
    response = await budi_at_the_first_statement(chat)
    before = await conversation(chat, "Budi")
    await chat.plays("""
        Budi | 4
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pernyataan 1: 4 (sesuai). // Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    await last_update_is_replayed(chat, before)
    await chat.plays("""
        bot  | Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "4"}


async def test_a_replayed_beginning_shows_the_first_statement(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Mulai]
        bot  ~ Penilaian mandiri // … [Mulai]   [Perbaiki data] [Kembali]
    """)
    before = await conversation(chat, "Budi")
    await chat.plays("""
        Budi | [Mulai]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // … [1] [2] [3] [4] [5]   [Lanjut nanti]
    """)
    await last_update_is_replayed(chat, before)
    assert (await chat.people["Budi"].sees()).last["text"].startswith("Bagian 1 dari 6, pernyataan 1 dari 48")


async def test_a_replay_before_anything_was_begun_shows_the_home_screen(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Mulai] → [Mulai] → [Lanjut nanti] → [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // …
    """)
    before = await conversation(chat, "Budi")
    await chat.plays("""
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // …
    """)

    async def forget(uow: Any) -> None:
        await uow.execute(delete(Response))

    await chat.do(forget)
    await last_update_is_replayed(chat, before)
    await chat.plays("""
        bot  ~ Beranda Bapak/Ibu Budi // …
    """)
