"""The home screens (notation: bot/simulator/notation.py)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import update

from domain.people import Role
from domain.phases import PhaseState
from storage.tables import RoleGrant
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.crafted import presses_data
from tests.chats.phases import answered, open_phase
from tests.chats.scoring_scenes import siti_assesses
from tests.chats.test_results import published

ROOMS = "[Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]"
NOTHING = "Tidak ada yang perlu dikerjakan saat ini. Kami akan memberi tahu jika ada."
DEADLINE = "tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB."
DESK = "[Dasbor] [Siaran]   [Tahap] [Kotak]   [Komite] [Undangan]   [Permohonan] [Bantuan]   [Beranda]"


async def test_an_official_with_nothing_to_do(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.plays(f"""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // {NOTHING} {ROOMS}
        Budi | [Bantuan] → [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // {NOTHING} {ROOMS}
        Budi | menu
        bot  | Beranda Bapak/Ibu Budi // {NOTHING} {ROOMS}
        Budi | /beranda
        bot  | Beranda Bapak/Ibu Budi // {NOTHING} {ROOMS}
        Budi | /MULAI
        bot  | Beranda Bapak/Ibu Budi // {NOTHING} {ROOMS}
    """)


async def test_an_official_with_questionnaires_to_fill_in(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)
    await answered(chat, BUDI.nip, "penilaian_mandiri", [(f"p{number:02}", "4") for number in range(1, 13)])
    await chat.plays(f"""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Penilaian mandiri: 12 dari 48 terjawab, {DEADLINE} / Preferensi karier: belum dimulai, {DEADLINE} / Pengalaman memimpin: belum dimulai, {DEADLINE} [Lanjut]   {ROOMS}
        Budi | [Lanjut]
        bot  ~ … pernyataan 13 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


async def test_an_official_who_has_not_read_the_notice(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    start = await chat.invitation(nip=BUDI.nip)
    await open_phase(chat)
    await chat.plays(f"""
        Budi | {start} → [Lanjut] → (kontak sendiri) → /mulai
        bot  | Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Pemberitahuan data pribadi: belum selesai dibaca. [Baca]   {ROOMS}
        Budi | [Baca]
        bot  ~ Pemberitahuan data pribadi (1 dari 3) / … [Lanjut] [Lanjut nanti]
    """)


async def test_an_assessor_with_people_to_assess(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.plays("""
        Siti | /mulai
        bot  | Beranda Bapak/Ibu Siti // Yang perlu dikerjakan: / Tugas asesor: 0 dari 2 orang selesai, tenggat Jumat, 18 Desember 2026, pukul 16.00 WIB. [Tugas asesor]   [Data saya]   [Bantuan]
        Siti | [Tugas asesor]
        bot  ~ … Budi …1004 … Wati …2003 …
    """)


async def test_an_assessor_who_is_an_official_has_one_home(chat: Chat) -> None:
    await siti_assesses(chat, BUDI, WATI)
    await chat.links("Agus", Role.ASSESSOR, Role.OFFICIAL, official=BUDI)
    await chat.plays(f"""
        Agus | /mulai
        bot  | Beranda Bapak/Ibu Agus // {NOTHING} [Tugas asesor]   {ROOMS}
    """)


async def test_an_admin_has_the_desk(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays(f"""
        Rahmat | /mulai
        bot    | Meja BKPSDM // Belum ada tahap. Buat tahap melalui /tahap. / Menunggu: tidak ada. {DESK}
    """)
    await chat.roster(BUDI, WATI)
    await open_phase(chat)
    later = {
        "opens_at": datetime(2027, 1, 4, 1, 0, tzinfo=UTC),
        "closes_at": datetime(2027, 2, 1, 9, 0, tzinfo=UTC),
    }
    await open_phase(chat, number=2, state=PhaseState.SCHEDULED, **later)
    await chat.plays(f"""
        Rahmat | [Bantuan] → [Beranda]
        bot    ~ Meja BKPSDM // Tahap 1: 0 dari 2 selesai, sisa 36 hari. / Tahap 2: dijadwalkan, dibuka Senin, 4 Januari 2027, pukul 08.00 WIB. / Menunggu: tidak ada. {DESK}
        Rahmat | [Beranda]
        bot    ~ Beranda Bapak/Ibu Rahmat // {NOTHING} [Data saya]   [Bantuan] [Meja BKPSDM]
        Rahmat | [Meja BKPSDM]
        bot    ~ Meja BKPSDM // … {DESK}
        --- Rabu, 9 Desember 2026, 09.00 WIB ---
        Rahmat | /mulai
        bot    | Meja BKPSDM // Tahap 1: ditutup, 0 dari 2 selesai. / Tahap 2: dijadwalkan, … {DESK}
    """)


async def test_the_desk_counts_numbers_that_wait(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.roster(replace(BUDI, phone=None))
    await chat.joins("Budi")
    start = await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Budi   | {start} → [Lanjut] → (kontak sendiri)
        bot    | Nomor diterima.
        bot    | Nomor Bapak/Ibu belum tercatat di BKPSDM. …
        Rahmat | /mulai
        bot    | Meja BKPSDM // … / Menunggu: 1 pengesahan nomor. {DESK}
    """)


async def test_an_admin_reads_the_notice_before_the_desk(chat: Chat) -> None:
    await chat.joins("Rahmat")
    start = await chat.invitation(role=Role.ADMIN, name="Rahmat")
    await chat.plays(f"""
        Rahmat | {start} → [Lanjut] → /mulai
        bot    | Beranda Bapak/Ibu Rahmat // Yang perlu dikerjakan: / Pemberitahuan data pribadi: belum selesai dibaca. [Baca]   [Data saya]   [Bantuan] [Meja BKPSDM]
        Rahmat | [Baca] → [Lanjut] → [Lanjut] → [Lanjut] → [Beranda]
        bot    ~ Meja BKPSDM // … {DESK}
    """)


async def test_an_admin_with_every_role_has_a_desk_and_a_home(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", Role.ADMIN, Role.ASSESSOR, Role.OFFICIAL, official=BUDI)
    await open_phase(chat)
    await chat.plays(f"""
        Budi | /mulai
        bot  | Meja BKPSDM // … {DESK}
        Budi | [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Penilaian mandiri: belum dimulai, {DEADLINE} / … [Mulai]   [Tugas asesor]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan] [Meja BKPSDM]
    """)


async def test_a_leader_reads_overviews(chat: Chat) -> None:
    await chat.links("Agus", Role.LEADER)
    await chat.plays(f"""
        Agus | /mulai
        bot  | Beranda Bapak/Ibu Agus // {NOTHING} [Data saya]   [Dasbor] [Kotak]   [Bantuan]
    """)


async def test_a_role_taken_away_closes_its_rooms_at_the_next_press(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays(f"""
        Rahmat | /mulai
        bot    | Meja BKPSDM // … {DESK}
    """)

    async def take_away(uow: Any, *, now: datetime) -> None:
        await uow.execute(update(RoleGrant).values(revoked_at=now))

    await chat.do(take_away)
    await chat.plays("""
        Rahmat | [Undangan]
        bot    !! Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)


@pytest.mark.parametrize(
    "command", ["/status", "/undang", "/siaran", "/tahap", "/komite", "/tugas", "/nilai"]
)
async def test_a_command_of_another_role_is_refused(chat: Chat, command: str) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    role = "asesor" if command in ("/tugas", "/nilai") else "admin BKPSDM"
    await chat.plays(f"""
        Budi | {command}
        bot  | Perintah ini untuk {role}. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)


async def test_a_room_of_nobody_is_not_opened_for_a_stranger(chat: Chat) -> None:
    await chat.joins("Budi")
    await presses_data(chat, "Budi", "ho")
    await chat.plays("""
        Budi | bot !! Akun ini belum tertaut. Tidak ada yang disimpan. Tekan Mulai untuk menautkan akun.
    """)


async def test_nothing_open_can_be_closed(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.plays("""
        Budi | /batal
        bot  | Tidak ada langkah yang sedang terbuka. Jawaban yang sudah tersimpan tetap aman. [Beranda]
        Budi | /cancel
        bot  | Langkah ini ditutup. Jawaban yang sudah tersimpan tetap aman. [Beranda]
    """)


async def test_a_document_that_was_published_waits_until_it_is_opened(chat: Chat) -> None:
    await published(chat)
    await chat.plays("""
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // … Dokumen pemetaan talenta: sudah tersedia, belum dibuka. … [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
        Budi | /hasil → [Buka] → [Tampilkan]
        bot  ~ Layar pribadi. … [Kekuatan] [Penjelasan]   [Rencana] [Sanggah]   [Tutup]
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // Tidak ada yang perlu dikerjakan saat ini. … [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)
