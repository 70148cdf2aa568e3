"""Typing answers, and the kinds of question that need it (notation: bot/simulator/notation.py)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phases import answered, open_phase, stored

CAREER = "preferensi_karier"
LEADING = "pengalaman_memimpin"
UNITS = (
    "Dinas Kesehatan",
    "Dinas Pendidikan",
    "Dinas Perhubungan",
    "Dinas Sosial",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Dinas Pekerjaan Umum, Penataan Ruang",
)


async def budi_in(chat: Chat, questionnaire: str, *values: tuple[str, str]) -> int:
    """Budi with a phase of this questionnaire alone, some of it answered; the list is on the screen."""
    await chat.roster(
        BUDI,
        WATI,
        *(replace(WATI, nip=f"19790101200501200{n}", unit=unit) for n, unit in enumerate(UNITS, 4)),
    )
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=[questionnaire])
    response = await answered(chat, BUDI.nip, questionnaire, values)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // … [1. Lanjut]   [Beranda]
    """)
    return response


async def test_the_words_of_the_scale_can_be_typed(chat: Chat) -> None:
    response = await budi_in(chat, "penilaian_mandiri")
    await chat.plays("""
        Budi | [1. Lanjut] → sesuai
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pernyataan 1: 4 (sesuai). // Bagian 1 dari 6, pernyataan 2 dari 48 // Saya menunda … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | tidak tahu
        bot  | Jawaban itu belum dapat dikenali dan belum disimpan. Tekan satu angka, atau ketik 1 sampai 5. // Bagian 1 dari 6, pernyataan 2 dari 48 // Saya menunda … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | SANGAT TIDAK SETUJU
        bot  | Dicatat untuk pernyataan 2: 1 (sangat tidak sesuai). // Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | 4 atau 5
        bot  | Jawaban itu belum dapat dikenali dan belum disimpan. Tekan satu angka, atau ketik 1 sampai 5. // Bagian 1 dari 6, pernyataan 3 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "4", "p02": "1"}


async def test_the_words_on_the_buttons_can_be_typed(chat: Chat) -> None:
    await budi_in(chat, "penilaian_mandiri", ("p01", "4"))
    await chat.plays("""
        Budi | [1. Lanjut] → Kembali
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 6, pernyataan 1 dari 48 // … [1] [2] [3] [4 ✓] [5]   [Lanjut] [Lanjut nanti]
        Budi | lanjut
        bot  | Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | lanjut
        bot  | Pertanyaan ini belum dapat dilewati. Jawaban lain tetap tersimpan. Pilih jawaban, atau tekan Lanjut nanti.
        Budi | lewati
        bot  | Pertanyaan ini belum dapat dilewati. Jawaban lain tetap tersimpan. Pilih jawaban, atau tekan Lanjut nanti.
        Budi | lanjut nanti
        bot  | Penilaian mandiri: 1 dari 48 terjawab dan tersimpan. Tenggat … // … [Lanjut]   [Ingatkan besok]   [Beranda]
    """)


async def test_one_option_of_several(chat: Chat) -> None:
    response = await budi_in(chat, CAREER)
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 1 dari 3, pertanyaan 1 dari 9 // Jalur karier mana yang paling Bapak/Ibu minati dalam lima tahun ke depan? // Jawaban ini bahan pertimbangan, bukan permohonan mutasi. [Manajerial]   [Fungsional]   [Jabatan sekarang]   [Belum tahu]   [Lanjut nanti]
        Budi | [Fungsional] → [Kembali]
        bot  ~ Bagian 1 dari 3, pertanyaan 1 dari 9 // … // Jawaban sekarang: Fungsional. [Manajerial]   [✓ Fungsional]   [Jabatan sekarang]   [Belum tahu]   [Lanjut] [Lanjut nanti]
        Budi | struktural
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pertanyaan 1: Manajerial. // Bagian 1 dari 3, pertanyaan 2 dari 9 // … [Pelayanan publik]   [Perencanaan] [Keuangan]   [Pengawasan] [Kepegawaian]   [Teknologi] [Pendidikan]   [Kesehatan] [Lainnya]   [Infrastruktur]   [Kembali] [Lanjut nanti]
        Budi | entahlah
        bot  | Jawaban itu belum dapat dikenali dan belum disimpan. Tekan pilihan satu per satu, atau ketik namanya. // Bagian 1 dari 3, pertanyaan 2 dari 9 // …
    """)
    assert await stored(chat, response) == {"k1": "man"}


async def test_up_to_two_options(chat: Chat) -> None:
    response = await budi_in(chat, CAREER, ("k1", "man"))
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 1 dari 3, pertanyaan 2 dari 9 // Rumpun jabatan mana yang diminati? Pilih paling banyak 2. // … // Dipilih: belum ada, paling banyak 2. [Pelayanan publik]   [Perencanaan] [Keuangan]   [Pengawasan] [Kepegawaian]   [Teknologi] [Pendidikan]   [Kesehatan] [Lainnya]   [Infrastruktur]   [Kembali] [Lanjut nanti]
        Budi | [Pelayanan publik]
        bot  ~ Bagian 1 dari 3, pertanyaan 2 dari 9 // … // Dipilih: 1 dari paling banyak 2 (Pelayanan publik). [✓ Pelayanan publik]   [Perencanaan] [Keuangan]   [Pengawasan] [Kepegawaian]   [Teknologi] [Pendidikan]   [Kesehatan] [Lainnya]   [Infrastruktur]   [Lanjut] [Kembali]
        Budi | [Pelayanan publik] of an earlier screen
        Budi | [Keuangan] → [Teknologi]
        bot  !! Sudah 2 pilihan. Pilihan lama tetap. Lepaskan satu, lalu pilih yang baru.
        Budi | [✓ Pelayanan publik] → [Teknologi]
        bot  ~ Bagian 1 dari 3, pertanyaan 2 dari 9 // … // Dipilih: 2 dari paling banyak 2 (Keuangan dan Teknologi). …
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … [Unit sekarang]   [Lewati] [Kembali]   [Lanjut nanti]
        Budi | [Pengawasan] of an earlier screen
        bot  !! Pertanyaan ini sudah dijawab. Jawaban lama tidak berubah.
    """)
    assert await stored(chat, response) == {"k1": "man", "k2": "keu,tek"}


async def test_several_options_typed_at_once_replace_those_before(chat: Chat) -> None:
    response = await budi_in(chat, CAREER, ("k1", "man"))
    await chat.plays("""
        Budi | [1. Lanjut] → [Keuangan] → teknologi, pendidikan
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pertanyaan 2: Teknologi dan Pendidikan. // Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // …
    """)
    assert await stored(chat, response) == {"k1": "man", "k2": "tek,dik"}


async def test_an_option_that_stands_alone(chat: Chat) -> None:
    response = await budi_in(
        chat, CAREER, ("k1", "man"), ("k2", "keu"), ("k3", "-"), ("k4", "blm"), ("k5", "-")
    )
    await chat.plays("""
        Budi | [1. Lanjut] → [Jarak tempuh] → [Tidak menjawab]
        bot  !! Pilihan "Tidak menjawab" tidak dapat digabung dengan pilihan lain. Pilihan lama tetap. Lepaskan dahulu yang lain.
        Budi | [✓ Jarak tempuh]
        bot  ~ Bagian 2 dari 3, pertanyaan 6 dari 9 // … // Dipilih: belum ada, paling banyak 4. …
        Budi | [Tidak menjawab] → [Lanjut]
        bot  ~ Bagian 2 selesai. Tersisa sekitar 5 menit. // Bagian 3 dari 3, pertanyaan 7 dari 9 // …
    """)
    assert (await stored(chat, response))["k6"] == "diam"


async def budi_searches(chat: Chat) -> int:
    return await budi_in(chat, CAREER, ("k1", "man"), ("k2", "keu"))


async def test_a_unit_is_searched_by_a_part_of_its_name(chat: Chat) -> None:
    response = await budi_searches(chat)
    await chat.plays("""
        Budi | [1. Lanjut] → dinas
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Ditemukan 6; yang tampil 5. Ketik nama lebih lengkap jika belum terlihat. / 1. Dinas Kependudukan dan Pencatatan Sipil / 2. Dinas Kesehatan / 3. Dinas Pekerjaan Umum Penataan Ruang / 4. Dinas Pendidikan / 5. Dinas Perhubungan [Unit sekarang]   [1] [2] [3] [4] [5]   [Cari lagi]   [Lewati] [Kembali]   [Lanjut nanti]
        Budi | [3]
        bot  ~ Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Dipilih: 1 dari paling banyak 3 (Dinas Pekerjaan Umum Penataan Ruang). [Unit sekarang]   [✓ Dinas Pekerjaan U…]   [Lanjut] [Kembali]
        Budi | pend
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Ditemukan 2 yang mirip. Tekan salah satu, atau ketik lagi. / 1. Dinas Kependudukan dan Pencatatan Sipil / 2. Dinas Pendidikan [Unit sekarang]   [✓ Dinas Pekerjaan U…]   [1] [2]   [Cari lagi]   [Lanjut] [Kembali]
        Budi | 2
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pertanyaan 3: Dinas Pendidikan. // Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Dipilih: 2 dari paling banyak 3 (Dinas Pekerjaan Umum Penataan Ruang dan Dinas Pendidikan). …
        Budi | dinas sosial
        bot  | Dicatat untuk pertanyaan 3: Dinas Sosial. // … // Dipilih: 3 dari paling banyak 3 (Dinas Pekerjaan Umum Penataan Ruang, Dinas Pendidikan, dan Dinas Sosial). …
        Budi | dinas kesehatan
        bot  | Sudah 3 pilihan. Pilihan lama tetap. Lepaskan satu, lalu pilih yang baru. // …
        Budi | [✓ Dinas Pekerjaan U…] → [Lanjut]
        bot  ~ Bagian 1 dari 3, pertanyaan 4 dari 9 // …
    """)
    assert (await stored(chat, response))["k3"] == "Dinas Pendidikan,Dinas Sosial"


async def test_a_name_that_no_unit_has(chat: Chat) -> None:
    response = await budi_searches(chat)
    await chat.plays("""
        Budi | [1. Lanjut] → <b>kahyangan</b>
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Belum ditemukan nama yang memuat "<b>kahyangan</b>". Ketik bagian lain dari namanya. [Unit sekarang]   [Cari lagi]   [Lewati] [Kembali]   [Lanjut nanti]
        Budi | [Cari lagi]
        bot  ~ Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Dipilih: belum ada, paling banyak 3. [Unit sekarang]   [Lewati] [Kembali]   [Lanjut nanti]
        Budi | 9
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … // Belum ditemukan nama yang memuat "9". …
    """)
    assert "k3" not in await stored(chat, response)


async def test_a_number_is_typed(chat: Chat) -> None:
    response = await budi_in(chat, LEADING, ("m1", "ketua_lintas"))
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 1 dari 2, pertanyaan 2 dari 5 // Berapa orang yang pernah Bapak/Ibu pimpin langsung dalam satu tim? Ketik angka 0 sampai 500. [Kembali] [Lanjut nanti]
        Budi | dua belas
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Jawaban itu belum dapat dikenali dan belum disimpan. Ketik satu angka saja. // …
        Budi | 501
        bot  | Angka 501 di luar 0 sampai 500. Belum disimpan. Ketik angka lain. // …
        Budi | 12,5
        bot  | Isian ini memerlukan bilangan bulat; yang diterima 12,5. Belum disimpan. Ketik tanpa koma. // …
        Budi | 12 orang
        bot  | Dicatat untuk pertanyaan 2: 12. // Bagian 1 selesai. Tersisa sekitar 5 menit. // Bagian 2 dari 2, pertanyaan 3 dari 5 // …
    """)
    assert await stored(chat, response) == {"m1": "ketua_lintas", "m2": "12"}


async def test_a_date_is_typed_or_left_out(chat: Chat) -> None:
    response = await budi_in(chat, LEADING, ("m1", "anggota_lintas"), ("m3", "2024"))
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 2 dari 2, pertanyaan 4 dari 5 (boleh dilewati) // Kapan surat keputusan atau surat tugas peran itu ditetapkan? Ketik tanggal, misalnya 17-8-2024. [Lewati] [Kembali]   [Lanjut nanti]
        Budi | kemarin dulu
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tanggal "kemarin dulu" belum dapat dikenali. Belum disimpan. Ketik seperti 17-8-2024. // …
        Budi | 3-11-2026
        bot  | Tanggal harus antara 1 Januari 1980 dan 2 November 2026. Belum disimpan. Ketik tanggal lain. // …
        Budi | 17 agustus 2024
        bot  | Dicatat untuk pertanyaan 4: 17 Agustus 2024. // Bagian 2 dari 2, pertanyaan 5 dari 5 (boleh dilewati) // … [Lewati] [Kembali]   [Lanjut nanti]
        Budi | [Kembali]
        bot  ~ Bagian 2 dari 2, pertanyaan 4 dari 5 (boleh dilewati) // … // Jawaban sekarang: 17 Agustus 2024. [Lanjut] [Kembali]   [Lanjut nanti]
        Budi | lewati
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dilewati: pertanyaan 4. // Bagian 2 dari 2, pertanyaan 5 dari 5 (boleh dilewati) // …
    """)
    assert (await stored(chat, response))["m4"] == "-"


async def test_in_a_free_text_only_a_slash_is_a_command(chat: Chat) -> None:
    response = await budi_in(chat, CAREER, ("k1", "man"), ("k2", "keu"), ("k3", "-"), ("k4", "blm"))
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 2 dari 3, pertanyaan 5 dari 9 (boleh dilewati) // Tuliskan rencana Bapak/Ibu lima tahun ke depan, paling banyak 500 huruf. Mohon tidak menuliskan data kesehatan. // … [Lewati] [Kembali]   [Lanjut nanti]
        Budi | bantuan
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pertanyaan 5: bantuan. // Bagian 2 dari 3, pertanyaan 6 dari 9 // …
    """)
    assert (await stored(chat, response))["k5"] == "bantuan"


async def test_a_text_that_is_too_long_is_not_stored(chat: Chat) -> None:
    response = await budi_in(chat, CAREER, ("k1", "man"), ("k2", "keu"), ("k3", "-"), ("k4", "blm"))
    await chat.plays(f"""
        Budi | [1. Lanjut] → {"a" * 612}
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tulisan itu 612 huruf, lebih 112 dari batas. Belum disimpan. Kirim ulang versi yang lebih singkat. // Bagian 2 dari 3, pertanyaan 5 dari 9 (boleh dilewati) // … [Lewati] [Kembali]   [Lanjut nanti]
        Budi | ...
        bot  | Tulisan itu kosong. Belum disimpan. Ketik jawaban, atau tekan Lewati jika tersedia. // … [Lewati] [Kembali]   [Lanjut nanti]
        Budi | {"b" * 500}
        bot  | Dicatat untuk pertanyaan 5: {"b" * 59}…. // Bagian 2 dari 3, pertanyaan 6 dari 9 // …
    """)
    assert (await stored(chat, response))["k5"] == "b" * 500


async def test_a_question_that_may_be_skipped(chat: Chat) -> None:
    response = await budi_in(chat, CAREER, ("k1", "man"), ("k2", "keu"))
    await chat.plays("""
        Budi | [1. Lanjut] → [Lewati]
        bot  ~ Bagian 1 dari 3, pertanyaan 4 dari 9 // …
        Budi | [Lewati] of an earlier screen
        Budi | [Kembali]
        bot  ~ Bagian 1 dari 3, pertanyaan 3 dari 9 (boleh dilewati) // … [Unit sekarang]   [Lewati] [Kembali]   [Lanjut nanti]
        Budi | lewati
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dilewati: pertanyaan 3. // Bagian 1 dari 3, pertanyaan 4 dari 9 // …
    """)
    assert (await stored(chat, response))["k3"] == "-"


@pytest.mark.parametrize(("button", "number", "value"), [("Simpan", 6, "Menjadi camat"), ("Bukan", 5, None)])
async def test_a_text_long_after_its_question_is_doubted(
    chat: Chat, button: str, number: int, value: str | None
) -> None:
    response = await budi_in(chat, CAREER, ("k1", "man"), ("k2", "keu"), ("k3", "-"), ("k4", "blm"))
    await chat.plays(f"""
        Budi | [1. Lanjut]
        bot  ~ Bagian 2 dari 3, pertanyaan 5 dari 9 (boleh dilewati) // …
        --- Senin, 2 November 2026, 20.15 WIB ---
        Budi | Menjadi camat
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Apakah tulisan itu jawaban untuk "Rencana lima tahun"? [Simpan] [Bukan]
        Budi | [{button}]
        bot  ~ …Bagian 2 dari 3, pertanyaan {number} dari 9…
        Budi | [Simpan] of an earlier screen
        bot  !! …
    """)
    assert (await stored(chat, response)).get("k5") == value


async def test_a_text_within_twelve_hours_is_an_answer(chat: Chat) -> None:
    await budi_in(chat, "penilaian_mandiri")
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // …
        --- Senin, 2 November 2026, 20.09 WIB ---
        Budi | 4
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pernyataan 1: 4 (sesuai). // …
    """)


@pytest.mark.parametrize("text", ["5", "kembali", "lanjut"])
async def test_a_text_for_a_screen_that_was_never_renewed_changes_nothing(chat: Chat, text: str) -> None:
    response = await budi_in(chat, "penilaian_mandiri")
    await chat.plays("""
        Budi | [1. Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // …
    """)

    async def answer_whose_reply_was_lost(uow: Any, *, now: Any) -> None:
        await uow.responses.answer(response, "p01", "4", now=now)
        await uow.responses.show(response, "p02", now=now)

    await chat.do(answer_whose_reply_was_lost)
    await chat.plays(f"""
        Budi | {text}
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
    assert await stored(chat, response) == {"p01": "4"}
