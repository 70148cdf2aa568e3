"""Corrections with a reason (notation: bot/simulator/notation.py)."""

from dataclasses import replace

import pytest

from tests.chats.conftest import BUDI, Chat
from tests.chats.replays import conversation, last_update_is_replayed
from tests.chats.scoring_scenes import publishes, scored, siti_assesses, stored

REASON = "Bukti rapat lintas unit baru diterima"


async def test_a_score_is_corrected_with_a_reason(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "kerja_sama", value="3.5")
    await chat.plays(f"""
        Siti | /koreksi 198503152010011004 kerja_sama 4
        bot  | Koreksi Kerja sama: ||3,5 menjadi 4||. Nilai lama tetap tercatat. Tuliskan alasan koreksi, paling sedikit 10 huruf. (senyap, terlindung) [Batal]
        Siti | {REASON}
        bot  | Koreksi tersimpan dan tercatat dalam jejak perubahan. (senyap) [Riwayat] [Tutup]
        Siti | [Riwayat]
        bot  ~ Riwayat Kerja sama // 2 Nov 2026, 08.00: 3,5 / 2 Nov 2026, 08.10: 4, dengan alasan: {REASON} // Waktu dalam WIB. (terlindung) [Tugas] [Tutup]
    """)
    assert await stored(chat) == [("1004", "kerja_sama", "4")]
    assert [entry["content"] for entry in await _trail(chat) if entry["action"] == "score_corrected"] == [
        {"aspect": "kerja_sama", "old": "3.5", "new": "4", "reason": REASON}
    ]


async def test_the_reason_needs_ten_letters_and_no_more_than_five_hundred_signs(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays(f"""
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Koreksi Integritas: ||3 menjadi 4||. …
        Siti | 1234567890 abc
        bot  | Alasan paling sedikit 10 huruf. Belum tersimpan. Tuliskan dasar perubahannya.
        Siti | {"alasan yang panjang " * 30}
        bot  | Tulisan itu 599 huruf, lebih 99 dari batas. Belum disimpan. Kirim ulang versi yang lebih singkat.
        Siti | {REASON}
        bot  | Koreksi tersimpan dan tercatat dalam jejak perubahan. …
    """)
    assert await stored(chat) == [("1004", "integritas", "4")]


async def test_a_correction_can_be_left(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays(f"""
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Koreksi Integritas: …
        Siti | [Batal]
        bot  ~ Layar ini ditutup. …
        Siti | {REASON}
        bot  | …
    """)
    assert await stored(chat) == [("1004", "integritas", "3")]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Perbaiki nilai // Tulis: /koreksi NIP aspek nilai. Contoh: / /koreksi 198503152010011004 ker 4 (senyap) [Tugas] [Tutup]"),
        ("198503152010011004", "Perbaiki nilai // …"),
        ("198503152010011004 integ 3 kom 4", "Perbaiki nilai // …"),
        ("198503152010011004 kom 4", "Komunikasi belum bernilai. Tidak ada yang berubah. Gunakan /nilai untuk memasukkannya. (senyap, terlindung) [Tugas] [Tutup]"),
        ("198503152010011004 integ 3,0", "Integritas sudah bernilai sama. Tidak ada yang berubah. (senyap, terlindung) [Tugas] [Tutup]"),
        ("198503152010011004 integ 7", "Nilai 7 untuk Integritas di luar skala 1–5. …"),
        ("198503152010011999 integ 4", "NIP berakhiran 1999 bukan tugas Bapak/Ibu. …"),
        ("198503152010011004 int 4", 'Aspek "int" cocok dengan …'),
    ],
)  # fmt: skip
async def test_what_cannot_be_corrected_is_said(chat: Chat, typed: str, answer: str) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays(f"""
        Siti | /koreksi {typed}
        bot  | {answer}
    """)


async def test_a_published_result_is_not_corrected(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays("""
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Koreksi Integritas: …
    """)
    await publishes(chat, BUDI)
    await chat.plays(f"""
        Siti | {REASON}
        bot  | Hasil sudah diterbitkan pukul 08.10 WIB. Nilai tidak berubah. Perubahan hanya melalui sanggahan.
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Hasil sudah diterbitkan pukul 08.10 WIB. …
    """)


async def test_a_score_that_changed_meanwhile_is_not_corrected(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays("""
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Koreksi Integritas: …
    """)
    await scored(chat, "Siti", BUDI, "integritas", value="2")
    await chat.plays(f"""
        Siti | {REASON}
        bot  | Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)
    assert await stored(chat) == [("1004", "integritas", "2")]


async def test_a_replayed_reason_is_confirmed_and_stored_once(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, "integritas")
    await chat.plays("""
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Koreksi Integritas: …
    """)
    before = await conversation(chat, "Siti")
    await chat.plays(f"""
        Siti | {REASON}
        bot  | Koreksi tersimpan dan tercatat dalam jejak perubahan. …
    """)
    await last_update_is_replayed(chat, before)
    await chat.plays("""
        Siti | bot: Koreksi tersimpan dan tercatat dalam jejak perubahan. (senyap) [Riwayat] [Tutup]
        Siti | [Riwayat]
        bot  ~ Riwayat Integritas // 2 Nov 2026, 08.00: 3 / 2 Nov 2026, 08.10: 4, dengan alasan: …
    """)


async def test_the_history_shows_what_was_undone(chat: Chat) -> None:
    await siti_assesses(chat, replace(BUDI))
    await chat.plays(f"""
        Siti | /nilai 198503152010011004 integ 2
        bot  | Tersimpan 1 nilai. …
        Siti | [Batalkan]
        bot  ~ Dibatalkan 1 nilai. …
        Siti | /nilai 198503152010011004 integ 3
        bot  | Tersimpan 1 nilai. …
        Siti | /koreksi 198503152010011004 integ 4
        bot  | Koreksi Integritas: …
        Siti | {REASON} {REASON}
        bot  | Koreksi tersimpan …
        Siti | [Riwayat]
        bot  ~ Riwayat Integritas // 2 Nov 2026, 08.10: 2 (dibatalkan) / 2 Nov 2026, 08.10: 3 / 2 Nov 2026, 08.10: 4, dengan alasan: Bukti rapat lintas unit baru diterima Bukti rapat lintas uni… // Waktu dalam WIB. …
    """)


async def _trail(chat: Chat) -> list[dict]:
    async def read(uow):
        person = await uow.people.by_nip(BUDI.nip)
        return await uow.audit.entries(person.id)

    return list(await chat.bot.services.read(read))
