"""Broadcasts, from the audience to the report (notation: bot/simulator/notation.py)."""

import asyncio
from collections import Counter
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.documents.recipients import outcome_list
from bot.views import broadcasts as views
from domain.broadcasts import Audience, Broadcast, BroadcastState, Tally
from domain.conversation import Delivery
from domain.errors import ChangedMeanwhile
from domain.people import PersonStatus, PositionKind, Role
from domain.progress import ProgressScreen
from domain.usecases import steering_broadcasts
from domain.usecases.steering_broadcasts import BroadcastProgress
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phase_scenes import (
    OPENS_AT,
    WIB,
    changes_status,
    fills,
    joined_by,
    phase_one,
    received,
    slows_down,
    staffed,
)

TEXT = "Yth. Bapak/Ibu {nama}, masih {sisa} menuju tenggat."


async def writes(chat: Chat, text: str = TEXT, *, at: str = "Selasa, 24 November 2026, 10.00 WIB") -> None:
    """Rahmat writes a broadcast to whoever is not done and stands before the last step."""
    await chat.plays(f"""
        --- {at} ---
        Rahmat | /siaran → [Pakai ini] → {text} → [Lanjut]
        bot  ~ Siaran baru (3 dari 3) // Penerima: … [Kirim] [Pilih waktu]   [Batal]
    """)


async def schedules(chat: Chat, moment: str = "25-11-2026 09.00") -> None:
    """Rahmat lets it leave on the next day."""
    await writes(chat)
    await chat.plays(
        f"""
        Rahmat | [Pilih waktu] → {moment} → [Kirim]
        bot  ~ Siaran <code>SR-2026-0001</code> dijadwalkan … [Jeda] [Hentikan]
    """.replace("<code>", "").replace("</code>", "")
    )


async def test_a_broadcast_goes_to_whoever_is_not_done(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        --- Selasa, 24 November 2026, 10.00 WIB ---
        Rahmat | /siaran
        bot  | Siaran baru (1 dari 3): penerima // Tahap 1, belum selesai: 2 orang. Terjangkau 1, belum tertaut 1, tidak terjangkau 0. [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
        Rahmat | [Pakai ini]
        bot  ~ Siaran baru (2 dari 3): isi // Ketik teks. Boleh memakai {nama}, {tenggat}, atau {sisa}. Isi terlihat di layar kunci penerima: jangan menuliskan hasil atau nilai. [Kembali] [Batal]
        Rahmat | Yth. Bapak/Ibu {nama}, masih {sisa} menuju tenggat.
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Pratinjau untuk satu penerima: // Yth. Bapak/Ibu Budi, masih 14 hari menuju tenggat. [Lanjut] [Ubah teks]   [Batal]
        Rahmat | [Lanjut]
        bot  ~ Siaran baru (3 dari 3) // Penerima: 1 orang / Perkiraan: 1 detik / Waktu: sekarang (jam kerja) [Kirim] [Pilih waktu]   [Batal]
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 1 / Tidak terjangkau 0 / Jumlah 1 [Unduh daftar]   [Tutup]
        Budi | bot: Yth. Bapak/Ibu Budi, masih 14 hari menuju tenggat.
        Rahmat | [Unduh daftar]
        bot  > daftar-20261124.xlsx "Dokumen yang diminta."
        --- Selasa, 24 November 2026, 10.01 WIB ---
    """)


async def test_a_report_is_not_covered_by_the_next_screen(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat)
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 1 / Tidak terjangkau 0 / Jumlah 1 [Unduh daftar]   [Tutup]
        Rahmat | /siaran
        bot  | Siaran baru (1 dari 3): penerima // … [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
    """)
    seen = await chat.people["Rahmat"].sees()
    assert sum("SR-2026-0001 selesai" in text for text in seen.texts()) == 1


async def test_the_text_leaves_as_it_was_confirmed_with_placeholders_filled(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat, "<b>{NAMA}</b> & {Tenggat} / baris dua")
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // … [Unduh daftar]   [Tutup]
        Budi | bot: <b>Budi</b> & Selasa, 8 Desember 2026, pukul 16.00 WIB / baris dua
    """)


async def test_without_an_open_phase_everybody_linked_is_addressed(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Rahmat | /siaran
        bot  | Siaran baru (1 dari 3): penerima // Semua tertaut: 1 orang. Terjangkau 1, belum tertaut 0, tidak terjangkau 0. [Pakai ini]   [Batal]
        Rahmat | [Pakai ini]
        bot  ~ Siaran baru (2 dari 3): isi // Ketik teks. Boleh memakai {nama}. … [Kembali] [Batal]
        Rahmat | Tenggat {tenggat}.
        bot  | Isian {tenggat} belum dikenal. Siaran belum dikirim. Pilihan: {nama}.
        Rahmat | Halo {nama}
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Pratinjau untuk satu penerima: // Halo Budi [Lanjut] [Ubah teks]   [Batal]
        Rahmat | [Ubah teks]
        bot  ~ Siaran baru (2 dari 3): isi // … [Kembali] [Batal]
        Rahmat | [Kembali]
        bot  ~ Siaran baru (1 dari 3): penerima // … [Pakai ini]   [Batal]
        Rahmat | [Batal]
        bot  ~ Siaran dibatalkan. Tidak ada yang dikirim. [Beranda]
    """)


async def test_the_audience_is_chosen_by_standing_and_phase(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    functional = frozenset({PositionKind.FUNCTIONAL})
    await phase_one(chat, number=2, name="Tahap 2", audience=functional, opens_at=OPENS_AT.replace(hour=7))
    await fills(chat, BUDI, leave=3)
    await chat.plays("""
        Rahmat | /siaran
        bot  | Siaran baru (1 dari 3): penerima // Tahap 1, belum selesai: 2 orang. … [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
        Rahmat | [Ubah saringan]
        bot  ~ Pilih saringan penerima. [Belum selesai] [Belum dimulai]   [Sedang mengisi] [Siap dikirim]   [Sudah selesai] [Semua tertaut]   [Tahap 2]   [Kembali]
        Rahmat | [Sedang mengisi]
        bot  ~ Siaran baru (1 dari 3): penerima // Tahap 1, sedang mengisi: 1 orang. Terjangkau 1, belum tertaut 0, tidak terjangkau 0. [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
        Rahmat | [Ubah saringan] → [Belum dimulai]
        bot  ~ Siaran baru (1 dari 3): penerima // Tahap 1, belum dimulai: 1 orang. Terjangkau 0, belum tertaut 1, tidak terjangkau 0. [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
        Rahmat | [Pakai ini]
        bot  !! Tidak ada penerima yang sesuai saringan. Tidak ada yang dikirim. Ubah saringan.
        Rahmat | [Ubah saringan] → [Tahap 2]
        bot  ~ Pilih saringan penerima. [Belum selesai] [Belum dimulai]   [Sedang mengisi] [Siap dikirim]   [Sudah selesai] [Semua tertaut]   [Tahap 1]   [Kembali]
        Rahmat | [Siap dikirim]
        bot  ~ Siaran baru (1 dari 3): penerima // Tahap 2, siap dikirim: 0 orang. … [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
        Rahmat | [Semua tertaut]
        bot  ~ Siaran baru (1 dari 3): penerima // Semua tertaut: 1 orang. … [Pakai ini]   [Ubah saringan]   [Batal]
    """)


async def test_a_text_is_warned_about_and_refused(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays(f"""
        Rahmat | /siaran → [Pakai ini]
        bot  ~ Siaran baru (2 dari 3): isi // … [Kembali] [Batal]
        Rahmat | {"a" * 901}
        bot  | Tulisan itu 901 huruf, lebih 1 dari batas. Belum disimpan. Kirim ulang versi yang lebih singkat.
        Rahmat | Kotak dan nilai Bapak/Ibu {{jabatan}}
        bot  | Isian {{jabatan}} belum dikenal. Siaran belum dikirim. Pilihan: {{nama}}, {{tenggat}}, dan {{sisa}}.
        Rahmat | Kotak dan nilai Bapak/Ibu
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Pratinjau untuk satu penerima: // Kotak dan nilai Bapak/Ibu // Teks memuat kata 'kotak dan nilai'. Isi akan terlihat di layar kunci penerima. [Lanjut] [Ubah teks]   [Batal]
    """)


async def test_whoever_blocked_the_bot_is_counted_and_not_written_to(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        Budi | (memblokir bot)
        Rahmat | /siaran
        bot  | Siaran baru (1 dari 3): penerima // Tahap 1, belum selesai: 2 orang. Terjangkau 0, belum tertaut 1, tidak terjangkau 1. [Pakai ini]   [Ubah saringan]   [Semua tertaut]   [Batal]
        Rahmat | [Pakai ini]
        bot  !! Tidak ada penerima yang sesuai saringan. Tidak ada yang dikirim. Ubah saringan.
    """)


async def test_an_audience_that_went_away_meanwhile_is_refused(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        Rahmat | /siaran → [Pakai ini]
        bot  ~ Siaran baru (2 dari 3): isi // … [Kembali] [Batal]
        Budi | (memblokir bot)
        Rahmat | Halo
        bot  | Tidak ada penerima yang sesuai saringan. Tidak ada yang dikirim. Ubah saringan.
    """)


async def test_whoever_blocks_before_it_leaves_is_reported_unreachable(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await schedules(chat)
    await chat.plays(
        """
        Budi | (memblokir bot)
        Rahmat | /batal
        bot  | Tidak ada langkah yang terbuka. … [Beranda]
        --- Rabu, 25 November 2026, 09.00 WIB ---
    """.replace("Tidak ada langkah yang terbuka. …", "…")
    )
    await chat.plays('Rahmat | [Unduh daftar]\nbot  > daftar-20261125.xlsx "Dokumen yang diminta."')
    report = (await chat.people["Rahmat"].sees()).texts()
    assert any("Terkirim 0\nTidak terjangkau 1\nJumlah 1" in text for text in report)


async def test_whoever_finishes_or_leaves_before_it_leaves_gets_nothing(chat: Chat) -> None:
    await staffed(chat)
    await chat.links("Wati", official=WATI)
    await phase_one(chat)
    await schedules(chat)
    await fills(chat, BUDI, sends=True)
    await changes_status(chat, WATI, PersonStatus.RETIRED)
    await chat.plays(
        """
        Budi | /batal
        bot  | …
        Rahmat | /batal
        bot  | … [Beranda]
        --- Rabu, 25 November 2026, 09.00 WIB ---
        Budi | /batal
        bot  | …
    """.replace("bot  | …\n", "bot  | … [Beranda]\n")
    )
    report = (await chat.people["Rahmat"].sees()).texts()
    assert any(
        "Terkirim 0\nTidak terjangkau 0\nTidak lagi menjadi sasaran 2\nJumlah 2" in text for text in report
    )


async def test_outside_working_hours_it_waits_for_the_next_opening(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        --- Jumat, 27 November 2026, 17.00 WIB ---
        Rahmat | /siaran → [Pakai ini] → Halo → [Lanjut]
        bot  ~ Siaran baru (3 dari 3) // Penerima: 1 orang / Perkiraan: 1 detik / Waktu: di luar jam kerja, dikirim Senin, 30 November 2026, pukul 08.00 WIB [Kirim] [Pilih waktu]   [Batal]
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 dijadwalkan Senin, 30 November 2026, pukul 08.00 WIB untuk 1 orang. [Jeda] [Hentikan]
        --- Sabtu, 28 November 2026, 10.00 WIB ---
        --- Senin, 30 November 2026, 08.00 WIB ---
        Budi | bot: Halo
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 1 / Tidak terjangkau 0 / Jumlah 1 [Unduh daftar]   [Tutup]
    """)


async def test_an_admin_types_when_it_leaves(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat)
    await chat.plays("""
        Rahmat | [Pilih waktu]
        bot  ~ Ketik tanggal dan jam pengiriman, misalnya 1-12-2026 09.00. Siaran dikirim pada hari kerja pukul 08.00–16.00 WIB. [Kembali]
        Rahmat | besok
        bot  | Tanggal "besok" belum dapat dikenali. Belum disimpan. Ketik seperti 17-8-2024.
        Rahmat | 28-11-2026 10.00
        bot  | Waktu Sabtu, 28 November 2026, pukul 10.00 WIB di luar jam kirim 08.00–16.00. Belum dijadwalkan. Pilih waktu lain.
        Rahmat | 23-11-2026
        bot  | Tanggal harus antara 24 November 2026 dan 8 Desember 2026. Belum disimpan. Ketik tanggal lain.
        Rahmat | 9-12-2026
        bot  | Tanggal harus antara 24 November 2026 dan 8 Desember 2026. Belum disimpan. Ketik tanggal lain.
        Rahmat | 24-11-2026
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Siaran baru (3 dari 3) // Penerima: 1 orang / Perkiraan: 1 detik / Waktu: sekarang (jam kerja) [Kirim] [Pilih waktu]   [Batal]
        Rahmat | [Pilih waktu] → 25 November 2026
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Siaran baru (3 dari 3) // Penerima: 1 orang / Perkiraan: 1 detik / Waktu: Rabu, 25 November 2026, pukul 08.00 WIB [Kirim] [Pilih waktu]   [Batal]
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 dijadwalkan Rabu, 25 November 2026, pukul 08.00 WIB untuk 1 orang. [Jeda] [Hentikan]
    """)


async def test_a_broadcast_to_everybody_may_wait_a_year_at_most(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Rahmat | /siaran → [Pakai ini] → Halo → [Lanjut] → [Pilih waktu] → 3-11-2027
        bot  | Tanggal harus antara 2 November 2026 dan 2 November 2027. Belum disimpan. Ketik tanggal lain.
    """)


async def test_a_broadcast_is_paused_resumed_and_stopped(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await schedules(chat)
    await chat.plays("""
        Rahmat | [Jeda]
        bot  ~ Siaran dijeda pada 0 dari 1. Belum ada pengiriman sampai diteruskan. [Teruskan] [Hentikan]
        --- Rabu, 25 November 2026, 09.00 WIB ---
        Rahmat | [Hentikan]
        bot  ~ Hentikan siaran? Sebanyak 1 orang tidak akan menerima. Yang sudah terkirim tetap terkirim. [Hentikan siaran]   [Kembali]
        Rahmat | [Kembali]
        bot  ~ Siaran dijeda pada 0 dari 1. Belum ada pengiriman sampai diteruskan. [Teruskan] [Hentikan]
        Rahmat | [Hentikan] → [Hentikan siaran]
        bot  ~ Siaran SR-2026-0001 dihentikan // Terkirim 0 / Tidak terjangkau 0 / Dihentikan 1 / Jumlah 1 [Unduh daftar]   [Tutup]
        --- Rabu, 25 November 2026, 10.00 WIB ---
        Rahmat | [Teruskan] of an earlier screen
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
        Rahmat | [Hentikan] of an earlier screen
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)
    assert received(chat, "menuju tenggat") == [chat.people["Rahmat"].id]


async def test_a_paused_broadcast_goes_on_the_next_morning(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await schedules(chat)
    await chat.plays("""
        Rahmat | [Hentikan]
        bot  ~ Hentikan siaran? Sebanyak 1 orang tidak akan menerima. Yang sudah terkirim tetap terkirim. [Hentikan siaran]   [Kembali]
        --- Rabu, 25 November 2026, 17.00 WIB ---
        Rahmat | [Kembali] → [Teruskan]
        bot  ~ Siaran SR-2026-0001 dijadwalkan Kamis, 26 November 2026, pukul 08.00 WIB untuk 1 orang. [Jeda] [Hentikan]
        --- Kamis, 26 November 2026, 08.00 WIB ---
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 1 / Tidak terjangkau 0 / Jumlah 1 [Unduh daftar]   [Tutup]
        Budi | bot: Yth. Bapak/Ibu Budi, masih 12 hari menuju tenggat.
    """)


async def test_a_person_gets_one_message_a_day_and_the_rest_the_next_morning(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat, "Pertama", at="Senin, 30 November 2026, 10.00 WIB")
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // … [Unduh daftar]   [Tutup]
        Budi | bot: Pertama
    """)
    await chat.links("Wati", official=WATI)
    await writes(chat, "Kedua", at="Senin, 30 November 2026, 11.00 WIB")
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0002 // Diproses 1 dari 2 (50,00%), sisanya dikirim Selasa, 1 Desember 2026, pukul 08.00 WIB. / Tidak terjangkau: 0. [Jeda] [Hentikan]
        Wati | bot: Kedua
        --- Selasa, 1 Desember 2026, 08.00 WIB ---
        Budi | bot: Kedua
    """)


async def test_on_the_last_day_of_a_phase_a_second_message_may_come(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat, "Pertama", at="Selasa, 8 Desember 2026, 08.05 WIB")
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // … [Unduh daftar]   [Tutup]
        Budi | bot: Pertama
    """)
    await writes(chat, "Kedua", at="Selasa, 8 Desember 2026, 08.10 WIB")
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0002 selesai // Terkirim 1 / … [Unduh daftar]   [Tutup]
        Budi | bot: Kedua
    """)


async def test_what_has_not_left_by_the_deadline_does_not_leave(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await schedules(chat, "8-12-2026 15.00")
    await chat.plays("""
        Rahmat | [Jeda]
        bot  ~ Siaran dijeda pada 0 dari 1. … [Teruskan] [Hentikan]
        --- Rabu, 9 Desember 2026, 08.30 WIB ---
        Rahmat | [Teruskan]
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 0 / Tidak terjangkau 0 / Tidak lagi menjadi sasaran 1 / Jumlah 1 [Unduh daftar]   [Tutup]
    """)


async def test_two_presses_send_once(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat)
    rahmat = chat.people["Rahmat"]
    await asyncio.gather(rahmat.presses("Kirim"), rahmat.presses("Kirim"))
    await rahmat.waits_for("SR-2026-0001 selesai")
    await chat.settled()
    assert Counter(received(chat, "masih 14 hari"))[chat.people["Budi"].id] == 1


async def test_an_official_sends_no_broadcast(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Budi | /siaran
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)


async def test_a_draft_towards_a_phase_ends_with_the_phase(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await writes(chat)
    await chat.plays("""
        --- Rabu, 9 Desember 2026, 08.10 WIB ---
        Rahmat | [Kirim]
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
        Rahmat | /batal → [Kirim] of an earlier screen
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
        Rahmat | [Ubah saringan] of an earlier screen
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
        Rahmat | [Ubah teks] of an earlier screen
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_five_hundred_and_thirty_nine_people_get_it_once_each(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await joined_by(chat, 539)
    await phase_one(chat)
    await writes(chat)
    await chat.plays("""
        Rahmat | [Kirim]
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 539 / Tidak terjangkau 0 / Jumlah 539 [Unduh daftar]   [Tutup]
    """)
    copies = Counter(received(chat, "masih 14 hari menuju tenggat."))
    assert (len(copies), set(copies.values())) == (539, {1})


async def test_progress_moves_while_it_is_sent_and_stands_still_while_paused(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await joined_by(chat, 60)
    await phase_one(chat)
    await slows_down(chat, 20)
    await writes(chat)
    rahmat = chat.people["Rahmat"]
    await rahmat.presses("Kirim")
    await rahmat.waits_for("sedang dikirim")
    await rahmat.presses("Jeda")
    await rahmat.waits_for("Siaran dijeda pada")
    await chat.settled()
    before = len(received(chat, "menuju tenggat"))
    await asyncio.sleep(0.3)
    assert len(received(chat, "menuju tenggat")) == before < 60
    await rahmat.presses("Hentikan")
    await rahmat.waits_for("Hentikan siaran?")
    await rahmat.presses("Hentikan siaran")
    stopped = await rahmat.waits_for("SR-2026-0001 dihentikan")
    counts = [int(line.split()[-1]) for line in stopped["text"].splitlines()[2:]]
    assert (sum(counts[:-1]), counts[-1]) == (60, 60)


async def test_a_restart_in_the_middle_sends_nothing_twice_and_still_reports(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await joined_by(chat, 40)
    await phase_one(chat)
    await slows_down(chat, 20)
    await writes(chat)
    rahmat = chat.people["Rahmat"]
    await rahmat.presses("Kirim")
    await rahmat.waits_for("sedang dikirim")
    await chat.restarts()
    await rahmat.waits_for("SR-2026-0001 selesai")
    await chat.settled()
    copies = Counter(received(chat, "masih 14 hari menuju tenggat."))
    assert (len(copies), set(copies.values())) == (40, {1})


async def test_an_admin_who_blocks_the_bot_does_not_stop_the_broadcast(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await joined_by(chat, 30)
    await phase_one(chat)
    await slows_down(chat, 20)
    await writes(chat)
    rahmat = chat.people["Rahmat"]
    await rahmat.presses("Kirim")
    await rahmat.waits_for("SR-2026-0001")
    await rahmat.blocks()
    await chat.settled()
    assert len(received(chat, "masih 14 hari menuju tenggat.")) == 30


async def test_what_ended_while_nobody_looked_is_finished_at_the_next_tick(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await schedules(chat)

    async def loses_track(uow: Any, *, now: datetime) -> None:
        for message in await uow.outbox.due(now=datetime(2026, 12, 1, tzinfo=WIB), limit=9):
            await uow.outbox.settle(message.id, Delivery.UNKNOWN, now=now, reason="interrupted")

    await chat.do(loses_track)
    await chat.plays("""
        --- Selasa, 24 November 2026, 10.05 WIB ---
        bot  ~ Siaran SR-2026-0001 selesai // Terkirim 0 / Tidak terjangkau 0 / Tidak pasti 1 / Jumlah 1 // "Tidak pasti": jaringan putus saat mengirim; tidak diulang agar tidak ganda. [Unduh daftar]   [Tutup]
    """)


def test_the_report_names_every_outcome_and_adds_up() -> None:
    broadcast = Broadcast(
        7, "SR-2026-0043", Audience.ALL_LINKED, None, "Halo", 4812, BroadcastState.STOPPED, OPENS_AT
    )
    tally = Tally(sent=4640, unreachable=96, failed=3, unknown=1, cancelled=72)
    found = BroadcastProgress(broadcast, tally, None, ProgressScreen(7, 1, 2))
    assert views.report(found).text == (
        "Siaran <code>SR-2026-0043</code> dihentikan\n\n"
        "Terkirim 4.640\nTidak terjangkau 96\nTidak terkirim 3\nTidak pasti 1\nDihentikan 72\nJumlah 4.812\n\n"
        '"Tidak pasti": jaringan putus saat mengirim; tidak diulang agar tidak ganda.'
    )


def test_progress_is_told_in_words() -> None:
    broadcast = Broadcast(
        7, "SR-2026-0042", Audience.ALL_LINKED, None, "Halo", 4812, BroadcastState.SENDING, OPENS_AT
    )
    tally = Tally(sent=1789, unreachable=41, queued=2982)
    found = BroadcastProgress(broadcast, tally, None, ProgressScreen(7, 1, 2))
    assert views.progress(found, WIB).text == (
        "Siaran <code>SR-2026-0042</code> sedang dikirim\n\n"
        "Diproses 1.830 dari 4.812 (38,03%), sisa sekitar 2 menit.\nTidak terjangkau: 41."
    )


async def test_a_broadcast_that_never_was_is_refused(chat: Chat) -> None:
    await staffed(chat)
    with pytest.raises(ChangedMeanwhile):
        await chat.do(steering_broadcasts.progress, broadcast_id=9)


def test_the_list_of_outcomes_names_everybody_with_nip_and_outcome() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(outcome_list([(BUDI, "terkirim")]))).get_sheet_by_index(0)
    assert sheet.to_python() == [
        ["NAMA", "NIP", "HASIL PENGIRIMAN"],
        ["Budi", "198503152010011004", "terkirim"],
    ]
