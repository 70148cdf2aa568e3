"""What stands out in how a questionnaire was filled in is for BKPSDM alone (notation: bot/simulator/notation.py)."""

from datetime import timedelta
from typing import Any

from domain.people import Role
from domain.questionnaire import load
from tests.chats.conftest import BUDI, Chat
from tests.chats.phases import answered, open_phase

FORM = "penilaian_mandiri"


async def budi_has_answered(chat: Chat, value: str, *, pause: timedelta = timedelta(0)) -> int:
    """Budi has given one answer to all statements and has only to send them; Rahmat is at the desk."""
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Rahmat", Role.ADMIN)
    await open_phase(chat, questionnaires=[FORM])
    response = await answered(chat, BUDI.nip, FORM, [])

    async def answer(uow: Any, *, now: Any) -> None:
        for number, question in enumerate(load(FORM).questions):
            await uow.responses.answer(response, question.key, value, now=now + number * pause)

    await chat.do(answer)
    return response


async def test_the_person_meets_no_mark_and_an_admin_sees_it_in_the_profile(chat: Chat) -> None:
    await budi_has_answered(chat, "5")
    await chat.plays("""
        Budi   | /kuesioner
        bot    | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: siap dikirim, sisa 36 hari // … [1. Lanjut]   [Beranda]
        Budi   | [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot    ~ Penilaian mandiri sudah dikirim.
        bot    | Tanda terima TT-2026-000001 // Penilaian mandiri, versi 1 / Dikirim Senin, 2 November 2026, pukul 08.10 WIB / Terjawab: 48 dari 48 // Simpan pesan ini sebagai bukti. [Unduh PDF] [Beranda] (senyap)
        Rahmat | /talenta 198503152010011004
        bot    | Profil dengan NIP berakhiran 1004 siap dibuka. [Buka] [Tutup] (senyap, terlindung)
        Rahmat | [Buka]
        bot    ~ Budi …1004 // … // Pembukaan profil ini tercatat. // Cara mengisi yang perlu ditanyakan, bukan penilaian atas pegawai: / Penilaian mandiri: 48 jawaban sama berturut-turut dari 48 / Penilaian mandiri: 47 dari 47 jawaban lebih cepat daripada waktu membaca / Penilaian mandiri: 32 dari 32 pasangan pernyataan tidak sejalan [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
    """)


async def test_what_was_filled_in_with_time_is_marked_by_what_it_says_alone(chat: Chat) -> None:
    await budi_has_answered(chat, "4", pause=timedelta(seconds=9))
    await chat.plays("""
        Budi   | /kuesioner
        bot    | Kuesioner Bapak/Ibu // … [1. Lanjut]   [Beranda]
        Budi   | [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot    ~ Penilaian mandiri sudah dikirim.
        bot    | Tanda terima TT-2026-000001 // … [Unduh PDF] [Beranda] (senyap)
        Rahmat | /talenta 198503152010011004
        bot    | Profil dengan NIP berakhiran 1004 siap dibuka. [Buka] [Tutup] (senyap, terlindung)
        Rahmat | [Buka]
        bot    ~ Budi …1004 // … pegawai: / Penilaian mandiri: 48 jawaban sama berturut-turut dari 48 [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
    """)


async def test_nothing_is_marked_before_it_is_sent(chat: Chat) -> None:
    await budi_has_answered(chat, "5")
    await chat.plays("""
        Rahmat | /talenta 198503152010011004
        bot    | Profil dengan NIP berakhiran 1004 siap dibuka. [Buka] [Tutup] (senyap, terlindung)
        Rahmat | [Buka]
        bot    ~ Budi …1004 // NIP 19850315 201001 1 004 / Lurah Kejaksan, Kelurahan Kejaksan / Kuesioner: sedang mengisi / Nilai asesor: 0 dari 17 aspek / Letak pada peta: belum dapat ditentukan // Pembukaan profil ini tercatat. [Perpanjang] [Buka kembali]   [Penjelasan] [Tutup]
    """)
