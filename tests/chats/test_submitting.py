"""The declaration and the receipt (notation: bot/simulator/notation.py)."""

from typing import Any

from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phases import answered, open_phase, stored
from tests.chats.replays import conversation, last_update_is_replayed

ALL = [(f"p{number:02}", "4") for number in range(1, 49)]


async def budi_has_answered_everything(chat: Chat) -> int:
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)
    return await answered(chat, BUDI.nip, "penilaian_mandiri", ALL)


async def test_a_questionnaire_is_declared_and_submitted(chat: Chat) -> None:
    await budi_has_answered_everything(chat)
    await chat.plays("""
        --- Kamis, 3 Desember 2026, 07.58 WIB ---
        Budi | /kuesioner → [1. Lanjut] → [Kirim]
        bot  ~ Kirim penilaian mandiri? // Saya menyatakan bahwa jawaban ini saya isi sendiri dan sesuai dengan keadaan yang sebenarnya. // Setelah dikirim, jawaban hanya dapat dibaca. Pembukaan kembali melalui BKPSDM. [Nyatakan, kirim]   [Kembali]
        Budi | [Kembali]
        bot  ~ Semua 48 pernyataan sudah dijawab. Belum terkirim. // … [Tinjau] [Kirim]   [Lanjut nanti]
        Budi | [Kirim] → [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // Penilaian mandiri, versi 1 / Dikirim Kamis, 3 Desember 2026, pukul 07.58 WIB / Terjawab: 48 dari 48 // Simpan pesan ini sebagai bukti. Berikutnya: Preferensi karier, sekitar 5 menit. (senyap) [Mulai]   [Unduh PDF] [Beranda]
        Budi | [Mulai]
        bot  | Preferensi karier // Ada 9 pertanyaan dalam 3 bagian, sekitar 5 menit. … [Mulai]   [Perbaiki data] [Kembali]
        Budi | [Nyatakan, kirim] of an earlier screen
        bot  !! Kuesioner ini sudah terkirim (TT-2026-000001). Tidak ada yang berubah. Pembukaan kembali melalui BKPSDM.
        Budi | /kuesioner
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: terkirim 3 Des 2026, 07.58 / 2. Preferensi karier: belum dimulai, sisa 5 hari / … [1. Lihat]   [2. Mulai]   [3. Mulai]   [Beranda]
    """)


async def test_what_is_submitted_can_only_be_read(chat: Chat) -> None:
    response = await budi_has_answered_everything(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [1] → [Batal] → [Selesai tinjau] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // …
        Budi | [3] of an earlier screen
        bot  !! Kuesioner ini sudah terkirim (TT-2026-000001). Tidak ada yang berubah. Pembukaan kembali melalui BKPSDM.
        Budi | [Kirim] of an earlier screen
        bot  !! Kuesioner ini sudah terkirim (TT-2026-000001). Tidak ada yang berubah. Pembukaan kembali melalui BKPSDM.
        Budi | /kuesioner → [1. Lihat]
        bot  ~ Penilaian mandiri: terkirim 2 Nov 2026, 08.10 / Tanda terima TT-2026-000001 // Bagian 1: 8 jawaban / … / Bagian 6: 8 jawaban [Bagian 1] [Bagian 2] [Bagian 3]   [Bagian 4] [Bagian 5] [Bagian 6]   [Unduh PDF] [Kembali]
        Budi | [Bagian 2]
        bot  ~ Bagian 2 dari 6, pernyataan 9–16 // … [Sebelumnya] [Berikutnya]   [Kembali]
        Budi | [Kembali] → [Kembali]
        bot  ~ Kuesioner Bapak/Ibu // …
    """)
    assert await stored(chat, response) == dict(ALL)


async def test_after_the_last_questionnaire_nothing_follows(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["pengalaman_memimpin"])
    await answered(chat, BUDI.nip, "pengalaman_memimpin", [("m1", "tidak_ada")])
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Pengalaman memimpin sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // Pengalaman memimpin, versi 1 / Dikirim … / Terjawab: 1 dari 1 // Simpan pesan ini sebagai bukti. (senyap) [Unduh PDF] [Beranda]
        Budi | [Beranda]
        bot  | Beranda Bapak/Ibu Budi // Tidak ada yang perlu dikerjakan saat ini. …
    """)


async def test_a_questionnaire_begun_before_is_gone_on_with(chat: Chat) -> None:
    await budi_has_answered_everything(chat)
    await answered(chat, BUDI.nip, "preferensi_karier", [("k1", "man")])
    await answered(chat, BUDI.nip, "pengalaman_memimpin", [("m1", "tidak_ada")])
    await chat.plays("""
        Budi | /kuesioner → [3. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Pengalaman memimpin sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // … Berikutnya: Penilaian mandiri, sekitar 5 menit. (senyap) [Lanjut]   [Unduh PDF] [Beranda]
    """)


async def test_receipts_are_numbered_within_the_year(chat: Chat) -> None:
    await budi_has_answered_everything(chat)

    async def submitted_before(uow: Any) -> None:
        for _ in range(122):
            await uow.counters.next("TT", 2026)

    await chat.do(submitted_before)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000123 // …
    """)


async def test_a_reopened_questionnaire_keeps_its_receipt(chat: Chat) -> None:
    response = await budi_has_answered_everything(chat)

    async def reopen(uow: Any, *, now: Any) -> None:
        await uow.responses.submit(response, "TT-2026-000077", now=now)
        await uow.responses.reopen(response)

    await chat.do(reopen)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: dibuka kembali, sisa 36 hari / … [1. Lanjut]   [2. Mulai]   [3. Mulai]   [Beranda]
        Budi | [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000077 // …
    """)


async def test_a_replayed_submission_gives_the_same_receipt_again(chat: Chat) -> None:
    await budi_has_answered_everything(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Kirim]
        bot  ~ Kirim penilaian mandiri? // …
    """)
    before = await conversation(chat, "Budi")
    await chat.plays("""
        Budi | [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // …
    """)
    await last_update_is_replayed(chat, before)
    await chat.plays("""
        bot  | Tanda terima TT-2026-000001 // …
    """)
