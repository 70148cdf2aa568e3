"""A phase, from its plan to its closing (notation: bot/simulator/notation.py)."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bot.documents.recipients import people_list
from bot.views import phases as views
from domain.errors import ChangedMeanwhile
from domain.people import Actor, NoticeReading, PersonStatus, PositionKind, Role
from domain.phases import PhaseState
from domain.usecases import moving_phases, opening_phases, planning_phases, speaking, watching_phases
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phase_scenes import (
    CLOSES_AT,
    CONTACT,
    OPENS_AT,
    WIB,
    changes_status,
    fills,
    joined_by,
    phase_one,
    received,
    staffed,
)

CHANGED = (
    "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
)
OPENED = "kuesioner BKPSDM sudah dibuka"


async def test_a_phase_asks_what_the_agency_wants_besides_of_those_it_is_written_for(chat: Chat) -> None:
    await staffed(chat)
    config = chat.bot.services.config
    wanted = ("kompetensi_teknis", "penilaian_mandiri_pelaksana", "penilaian_mandiri")
    section = config.questionnaires.model_copy(update={"besides": wanted})
    await chat.restarts(config.model_copy(update={"questionnaires": section}))
    await chat.plays("""
        Rahmat | /tahap → [Tahap baru] → [Eselon III–IV] → [Lanjut] → [Lanjut]
        bot  ~ Tahap baru (4 dari 4): periksa // … / Kuesioner: 4. … [Jadwalkan] [Contoh pesan]   [Daftar 1] [Batal]
        Rahmat | [Jadwalkan]
        bot  ~ Tahap 1 dijadwalkan. Dapat diubah sampai dibuka. [Lihat] [Beranda]
        --- Senin, 9 November 2026, 08.01 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. … Perkiraan waktu yang diperlukan: 30 menit. [Mulai]
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // … / 4. Kompetensi teknis: belum dimulai, … [1. Mulai]   [2. Mulai]   [3. Mulai]   [4. Mulai]   [Beranda]
        Budi | [4. Mulai] → [Mulai] → [Keuangan]
        bot  ~ Bagian 1 selesai. … // Bagian 4 dari 11, pertanyaan 10 dari 39 // Saya memeriksa kesesuaian bukti pengeluaran dengan anggaran kas sebelum pembayaran. // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [4] → [4] → [2] → [5]
        bot  ~ Bagian 4 selesai. … // Bagian 11 dari 11, pertanyaan 38 dari 39 (boleh dilewati) // Kirim sertifikat teknis terbaru sebagai foto atau PDF, paling besar 10 MB. … [Lewati] [Kembali]   [Lanjut nanti]
    """)


async def test_an_admin_plans_a_phase_and_it_opens_once(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Rahmat | /tahap
        bot  | Tahap // Belum ada tahap. Tekan Tahap baru untuk membuatnya. [Tahap baru]   [Beranda]
        Rahmat | [Tahap baru]
        bot  ~ Tahap baru (1 dari 4) // Pilih pola. [Eselon III–IV]   [Pelaksana dan JF]   [Batal]
        Rahmat | [Eselon III–IV]
        bot  ~ Tahap baru (2 dari 4): sasaran // Jabatan administrator dan pengawas, 2 orang. [Lanjut]   [Kembali]
        Rahmat | [Lanjut]
        bot  ~ Tahap baru (3 dari 4): jadwal // Dibuka Senin, 9 November 2026, pukul 08.00 WIB / Ditutup Selasa, 15 Desember 2026, pukul 16.00 WIB / Pengingat: 8, 11, 14, dan 15 Desember; susulan 16 Desember. Tidak ada yang jatuh pada hari libur. [Lanjut] [Ubah tanggal]   [Kembali]
        Rahmat | [Lanjut]
        bot  ~ Tahap baru (4 dari 4): periksa // Tahap 1, 2 orang: 1 tertaut, 1 belum tertaut. / Kuesioner: 3. Penilaian asesor: 17 aspek. / Saat dibuka, 1 pesan dikirim dalam sekitar 1 detik. / Belum tertaut: 1 orang tidak akan menerima pesan. [Jadwalkan] [Contoh pesan]   [Daftar 1] [Batal]
        Rahmat | [Contoh pesan]
        bot  ~ Contoh pesan untuk satu penerima: // Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. Tenggat Selasa, 15 Desember 2026, pukul 16.00 WIB. Perkiraan waktu yang diperlukan: 25 menit. [Kembali]
        Rahmat | [Kembali]
        bot  ~ Tahap baru (4 dari 4): periksa // … [Jadwalkan] [Contoh pesan]   [Daftar 1] [Batal]
        Rahmat | [Daftar 1]
        bot  > daftar-20261102.xlsx "Dokumen yang diminta."
        Rahmat | [Jadwalkan]
        bot  ~ Tahap 1 dijadwalkan. Dapat diubah sampai dibuka. [Lihat] [Beranda]
        --- Senin, 9 November 2026, 07.59 WIB ---
        --- Senin, 9 November 2026, 08.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. Tenggat Selasa, 15 Desember 2026, pukul 16.00 WIB. Perkiraan waktu yang diperlukan: 25 menit. [Mulai]
        --- Senin, 9 November 2026, 08.01 WIB ---
    """)


async def test_the_typed_dates_are_checked(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat, state=PhaseState.SCHEDULED, opens_at=OPENS_AT + timedelta(days=1))
    await chat.plays("""
        Rahmat | /tahap → [Tahap baru] → [Eselon III–IV] → [Lanjut] → [Lanjut]
        bot  !! Jadwal bertumpuk dengan Tahap 1 untuk 2 orang. Belum tersimpan. Ubah tanggal atau sasaran.
        Rahmat | [Ubah tanggal]
        bot  ~ Ketik tanggal dan jam buka, misalnya 2-11-2026 08.00. [Kembali]
        Rahmat | segera
        bot  | Tanggal "segera" belum dapat dikenali. Belum disimpan. Ketik seperti 17-8-2024.
        Rahmat | 25-12-2026 09.00
        bot  | Waktu Jumat, 25 Desember 2026, pukul 09.00 WIB di luar jam kirim 08.00–16.00. Belum dijadwalkan. Pilih waktu lain.
        Rahmat | 9-12-2026
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Ketik tanggal dan jam tutup, misalnya 8-12-2026 16.00. [Kembali]
        Rahmat | 8-12-2026
        bot  | Tanggal tutup harus setelah tanggal buka. Belum tersimpan. Ketik ulang tanggal tutup.
        Rahmat | 13-12-2026
        bot  | Waktu Minggu, 13 Desember 2026, pukul 16.00 WIB di luar jam kirim 08.00–16.00. Belum dijadwalkan. Pilih waktu lain.
        Rahmat | 11-12-2026
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap baru (3 dari 4): jadwal // Dibuka Rabu, 9 Desember 2026, pukul 08.00 WIB / Ditutup Jumat, 11 Desember 2026, pukul 16.00 WIB / Pengingat: 10 dan 11 Desember; susulan 14 Desember. Tidak ada yang jatuh pada hari libur. [Lanjut] [Ubah tanggal]   [Kembali]
        Rahmat | [Ubah tanggal] → [Kembali]
        bot  ~ Tahap baru (3 dari 4): jadwal // … [Lanjut] [Ubah tanggal]   [Kembali]
        Rahmat | [Lanjut]
        bot  ~ Tahap baru (4 dari 4): periksa // Tahap 2, 2 orang: … [Jadwalkan] [Contoh pesan]   [Daftar 1] [Batal]
        Rahmat | [Batal]
        bot  ~ Tahap baru dibatalkan. Tidak ada yang dijadwalkan. [Tahap] [Beranda]
    """)


async def test_reminders_of_two_months_name_both(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Rahmat | /tahap → [Tahap baru] → [Pelaksana dan JF]
        bot  ~ Tahap baru (2 dari 4): sasaran // Jabatan pelaksana dan fungsional, 0 orang. [Lanjut]   [Kembali]
        Rahmat | [Lanjut] → [Ubah tanggal] → 3-11-2026 → 3-12-2026
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap baru (3 dari 4): jadwal // … Pengingat: 26, 30 November, 2, dan 3 Desember; susulan 4 Desember. … [Lanjut] [Ubah tanggal]   [Kembali]
        Rahmat | [Lanjut] → [Contoh pesan]
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_a_phase_of_one_day_has_only_its_follow_up(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Rahmat | /tahap → [Tahap baru] → [Eselon III–IV] → [Lanjut] → [Ubah tanggal] → 3-11-2026 → 3-11-2026 09.00
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap baru (3 dari 4): jadwal // … Pengingat: tidak ada; susulan 4 November. … [Lanjut] [Ubah tanggal]   [Kembali]
    """)


async def test_a_phase_whose_opening_has_come_opens_at_once(chat: Chat) -> None:
    await staffed(chat)
    await chat.links("Wati", official=WATI)
    await chat.plays("""
        Rahmat | /tahap → [Tahap baru] → [Eselon III–IV] → [Lanjut] → [Ubah tanggal] → 2-11-2026 → 8-12-2026 → [Lanjut]
        bot  ~ Tahap baru (4 dari 4): periksa // Tahap 1, 2 orang: 2 tertaut, 0 belum tertaut. / … [Jadwalkan] [Contoh pesan]   [Batal]
        Rahmat | [Jadwalkan]
        bot  ~ Tahap 1 dibuka. Pesan kepada 2 orang sedang dikirim. [Lihat] [Beranda]
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. Tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. … [Mulai]
        Rahmat | [Lihat]
        bot  ~ Tahap 1: terbuka // Sasaran: Jabatan administrator dan pengawas, 2 orang / Dibuka Senin, 2 November 2026, pukul 08.00 WIB / Ditutup Selasa, 8 Desember 2026, pukul 16.00 WIB / Selesai: 0 dari 2 [Perpanjang]   [Versi kuesioner]   [Kembali] [Beranda]
        Rahmat | [Kembali]
        bot  ~ Tahap // Tahap 1: terbuka, 0 dari 2 selesai, sisa 36 hari [Tahap baru] [Perpanjang]   [Tahap 1]   [Beranda]
    """)


async def test_two_presses_schedule_once(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays(f"""
        Rahmat | /tahap → [Tahap baru] → [Eselon III–IV] → [Lanjut] → [Lanjut] → [Jadwalkan]
        bot  ~ Tahap 1 dijadwalkan. Dapat diubah sampai dibuka. [Lihat] [Beranda]
        Rahmat | [Jadwalkan] of an earlier screen
        bot  !! {CHANGED}
    """)


async def test_the_message_of_an_opening_on_a_free_day_waits_for_work(chat: Chat) -> None:
    await staffed(chat)
    await chat.links("Wati", official=WATI)
    await phase_one(chat, state=PhaseState.SCHEDULED)
    await chat.bot.stop()
    await chat.simulator.telegram.sets_clock(
        CLOSES_AT.replace(day=5)
    )  # a Saturday: the bot was down for weeks
    await chat.restarts()
    await chat.plays("""
        --- Minggu, 6 Desember 2026, 10.00 WIB ---
        --- Senin, 7 Desember 2026, 07.00 WIB ---
    """)
    await changes_status(chat, WATI, PersonStatus.RETIRED)
    await chat.bot.stop()
    await chat.simulator.telegram.sets_clock(CLOSES_AT.replace(day=7, hour=17))
    await chat.restarts()
    await chat.plays("""
        --- Senin, 7 Desember 2026, 17.30 WIB ---
        --- Selasa, 8 Desember 2026, 08.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. … [Mulai]
    """)
    assert len(received(chat, OPENED)) == 1


async def test_an_opening_is_carried_out_once(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat, state=PhaseState.SCHEDULED)
    (line,) = await _lines(chat)
    for _ in range(2):
        await chat.do(opening_phases.open_phase, phase=line.phase)
    await chat.plays("--- Senin, 2 November 2026, 08.11 WIB ---")
    assert len(received(chat, OPENED)) == 1


async def test_a_message_is_for_the_chat_it_was_queued_for(chat: Chat) -> None:
    await staffed(chat)
    budi = chat.people["Budi"].id
    found = await chat.do(speaking.recipient, person_id=1, chat_id=budi)
    assert found.telegram_id == budi
    assert await chat.do(speaking.recipient, person_id=1, chat_id=budi + 1) is None
    assert await chat.do(speaking.recipient, person_id=2, chat_id=budi) is None


async def test_a_phase_that_came_and_went_unseen_says_nothing(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat, state=PhaseState.SCHEDULED)
    await chat.bot.stop()
    await chat.simulator.telegram.sets_clock(CLOSES_AT + timedelta(days=30))
    await chat.restarts()
    await chat.bot.jobs.tick()
    await chat.settled()
    assert received(chat, OPENED) == []
    assert [line.phase.state for line in await _lines(chat)] == [PhaseState.CLOSED]


async def test_who_leaves_before_the_opening_is_not_written_to(chat: Chat) -> None:
    await staffed(chat)
    people = await joined_by(chat, 3)
    await phase_one(chat, state=PhaseState.SCHEDULED, opens_at=OPENS_AT + timedelta(days=1))
    await changes_status(chat, people[0], PersonStatus.TRANSFERRED)
    await chat.plays("--- Selasa, 3 November 2026, 08.00 WIB ---")
    assert len(received(chat, OPENED)) == 3


async def test_a_phase_closes_once_after_the_last_answer_can_have_come(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await fills(chat, BUDI, leave=5)
    await chat.plays("--- Selasa, 8 Desember 2026, 16.01 WIB ---")
    assert [line.phase.state for line in await _lines(chat)] == [PhaseState.OPEN]
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 16.02 WIB ---
        Rahmat | /tahap
        bot  | Tahap // Tahap 1: ditutup Selasa, 8 Desember 2026, pukul 16.00 WIB, 0 dari 2 selesai [Tahap baru]   [Tahap 1]   [Beranda]
        Rahmat | [Tahap 1]
        bot  ~ Tahap 1: ditutup // … [Kembali] [Beranda]
    """)
    assert [line.phase.state for line in await _lines(chat)] == [PhaseState.CLOSED]
    assert await chat.do(_drafted) == 53


async def test_a_scheduled_phase_is_moved_until_it_opens(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat, state=PhaseState.SCHEDULED, opens_at=OPENS_AT + timedelta(days=7))
    await chat.plays(f"""
        Rahmat | /tahap
        bot  | Tahap // Tahap 1: dijadwalkan, dibuka Senin, 9 November 2026, pukul 08.00 WIB [Tahap baru]   [Tahap 1]   [Beranda]
        Rahmat | [Tahap 1]
        bot  ~ Tahap 1: dijadwalkan // … [Ubah tanggal]   [Kembali] [Beranda]
        Rahmat | [Ubah tanggal]
        bot  ~ Ketik tanggal dan jam buka, misalnya 2-11-2026 08.00. [Kembali]
        Rahmat | 10-11-2026 09.00
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Ketik tanggal dan jam tutup, misalnya 8-12-2026 16.00. [Kembali]
        Rahmat | 15-12-2026
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap 1: dijadwalkan // … / Dibuka Selasa, 10 November 2026, pukul 09.00 WIB / Ditutup Selasa, 15 Desember 2026, pukul 16.00 WIB / … [Ubah tanggal]   [Kembali] [Beranda]
        --- Selasa, 10 November 2026, 09.00 WIB ---
        Rahmat | [Ubah tanggal]
        bot  !! {CHANGED}
    """)
    assert len(received(chat, OPENED)) == 1


async def test_an_open_phase_is_extended_and_whoever_is_not_done_is_told(chat: Chat) -> None:
    await staffed(chat)
    await chat.links("Wati", official=WATI)
    await phase_one(chat)
    await joined_by(chat, 1)
    await fills(chat, WATI, sends=True)
    await chat.plays("""
        --- Senin, 7 Desember 2026, 17.00 WIB ---
        Rahmat | /tahap → [Perpanjang]
        bot  ~ Ketik tanggal dan jam tutup yang baru, misalnya 15-12-2026 16.00. [Kembali]
        Rahmat | 8-12-2026 16.00
        bot  | Tanggal harus antara 9 Desember 2026 dan 9 Desember 2027. Belum disimpan. Ketik tanggal lain.
        Rahmat | 15-12-2026 16.00
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Perpanjang Tahap 1 sampai Selasa, 15 Desember 2026, pukul 16.00 WIB? // Belum selesai 2 orang: 2 akan diberi tahu, 0 belum tertaut. Yang sudah selesai tidak dikirimi pesan. Tuliskan alasan untuk melanjutkan. [Batal]
        Rahmat | cuti
        bot  | Alasan paling sedikit 10 huruf. Belum tersimpan. Tuliskan dasar perubahannya.
        Rahmat | Banyak pegawai dinas luar
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap 1 diperpanjang sampai Selasa, 15 Desember 2026, pukul 16.00 WIB. Sebanyak 2 orang diberi tahu. Alasan tercatat. [Lihat] [Beranda]
        --- Selasa, 8 Desember 2026, 08.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, waktu pengisian diperpanjang sampai Selasa, 15 Desember 2026, pukul 16.00 WIB. Jawaban sebelumnya tetap tersimpan. [Lanjut]
        --- Selasa, 8 Desember 2026, 16.05 WIB ---
        Rahmat | [Lihat]
        bot  ~ Tahap 1: terbuka // … [Perpanjang]   [Versi kuesioner]   [Kembali] [Beranda]
    """)
    assert len(received(chat, "waktu pengisian diperpanjang")) == 2


async def test_an_extension_is_not_told_to_who_finishes_leaves_or_got_another(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    people = await joined_by(chat, 2)
    await chat.plays("""
        --- Sabtu, 5 Desember 2026, 10.00 WIB ---
        Rahmat | /tahap → [Perpanjang] → 15-12-2026 → Banyak pegawai dinas luar
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap 1 diperpanjang sampai … Sebanyak 3 orang diberi tahu. Alasan tercatat. [Lihat] [Beranda]
        Rahmat | /tahap → [Perpanjang] → 18-12-2026 → Banyak pegawai dinas luar
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Tahap 1 diperpanjang sampai … Sebanyak 3 orang diberi tahu. Alasan tercatat. [Lihat] [Beranda]
    """)
    await fills(chat, BUDI, sends=True)
    await changes_status(chat, people[0], PersonStatus.RETIRED)
    await chat.plays("--- Senin, 7 Desember 2026, 08.00 WIB ---")
    assert received(chat, "sampai Jumat, 18 Desember 2026") == [
        chat.people["Rahmat"].id, await _chat_of(chat, people[1].nip),
    ]  # fmt: skip
    assert received(chat, "waktu pengisian diperpanjang sampai Selasa") == []


async def test_a_closed_phase_is_not_extended(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays(f"""
        Rahmat | /tahap
        bot  | Tahap // Tahap 1: terbuka, … [Tahap baru] [Perpanjang]   [Tahap 1]   [Beranda]
        --- Rabu, 9 Desember 2026, 08.00 WIB ---
        Rahmat | [Perpanjang]
        bot  !! {CHANGED}
    """)


async def test_the_dashboard_adds_up(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Rahmat | /dasbor
        bot  | Belum ada tahap yang dibuka. Buat tahap melalui /tahap. [Beranda]
    """)
    await phase_one(chat)
    await chat.plays("""
        --- Selasa, 24 November 2026, 10.00 WIB ---
        Rahmat | /dasbor
        bot  | Tahap 1, Selasa, 24 November 2026, pukul 10.00 WIB // Selesai: 0 dari 2 (0,00%) / Sedang mengisi: 0 / Belum dimulai: 1 / Belum tertaut: 1 / Penilaian asesor: 0 dari 2 [Muat ulang] [Beranda]
    """)
    await chat.links("Wati", official=WATI)
    await fills(chat, WATI, sends=True)
    await joined_by(chat, 2)
    await fills(chat, BUDI)
    await chat.do(_refuse, name="Pegawai 001")
    await chat.plays("""
        Rahmat | [Muat ulang]
        bot  ~ Tahap 1, … // Selesai: 1 dari 4 (25,00%) / Sedang mengisi: 1 / Belum dimulai: 1 / Belum tertaut: 0 / Tanpa persetujuan: 1 / Penilaian asesor: 0 dari 4 [Muat ulang] [Beranda]
    """)


async def test_the_home_of_an_admin_names_every_phase(chat: Chat) -> None:
    await staffed(chat)
    later = {"opens_at": CLOSES_AT + timedelta(days=6), "closes_at": CLOSES_AT + timedelta(days=30)}
    await phase_one(
        chat,
        state=PhaseState.CLOSED,
        opens_at=OPENS_AT - timedelta(days=60),
        closes_at=OPENS_AT - timedelta(days=30),
    )
    await phase_one(chat, number=2, name="Tahap 2")
    await phase_one(chat, number=3, name="Tahap 3", state=PhaseState.SCHEDULED, **later)
    now = OPENS_AT + timedelta(days=22)
    assert [views.home_line(line, now, WIB) for line in await _lines(chat)] == [
        "Tahap 1: ditutup, 0 dari 2 selesai.",
        "Tahap 2: 0 dari 2 selesai, sisa 14 hari.",
        "Tahap 3: dijadwalkan, dibuka Senin, 14 Desember 2026, pukul 16.00 WIB.",
    ]


async def test_an_official_plans_nothing(chat: Chat) -> None:
    await staffed(chat)
    refused = (
        "Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan."
    )
    await chat.plays(f"""
        Budi | /tahap
        bot  | {refused}
        Budi | /dasbor
        bot  | {refused}
    """)


async def test_what_no_screen_offers_is_refused(chat: Chat) -> None:
    await staffed(chat)
    actor = await chat.do(_admin)
    for use_case, facts in (
        (planning_phases.count_audience, {"pattern": "semua"}),
        (watching_phases.one_phase, {"phase_id": 9}),
        (moving_phases.check_movable, {"phase_id": 9}),
    ):
        with pytest.raises(ChangedMeanwhile):
            await chat.do(use_case, actor=actor, **facts)


async def test_a_phase_of_other_kinds_names_them(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat, audience=frozenset({PositionKind.JPT_PRATAMA, PositionKind.EXECUTOR}))
    await chat.plays("""
        Rahmat | /tahap → [Tahap 1]
        bot  ~ Tahap 1: terbuka // Sasaran: pejabat pimpinan tinggi pratama dan pelaksana, 0 orang / … [Perpanjang]   [Versi kuesioner]   [Kembali] [Beranda]
    """)


def test_the_list_of_people_names_everybody_with_nip_position_and_unit() -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO(people_list([BUDI]))).get_sheet_by_index(0)
    assert sheet.to_python() == [
        ["NAMA", "NIP", "JABATAN", "UNIT KERJA"],
        ["Budi", "198503152010011004", "Lurah Kejaksan", "Kelurahan Kejaksan"],
    ]


async def _lines(chat: Chat) -> Any:
    return await chat.bot.services.read(watching_phases.phase_lines)


async def _drafted(uow: Any) -> int:
    return sum(
        len(answers) for drafts in (await uow.responses.drafts(1)).values() for answers in drafts.values()
    )


async def _chat_of(chat: Chat, nip: str) -> int:
    async def find(uow: Any) -> int:
        account = await uow.accounts.by_person((await uow.people.by_nip(nip)).id)
        return int(account.telegram_id)

    return int(await chat.do(find))


async def _refuse(uow: Any, *, name: str, policy: Any, now: Any) -> None:
    account = next(one for one in await uow.accounts.holding(Role.OFFICIAL) if one.name == name)
    await uow.notices.record(NoticeReading(account.id, policy.notice_version, False, now))


async def _admin(uow: Any) -> Actor:
    admin = (await uow.accounts.holding(Role.ADMIN))[0]
    return Actor(admin.telegram_id, admin, CONTACT)
