"""An assessor's tasks (notation: bot/simulator/notation.py)."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.people import Actor, PositionKind, Role
from domain.usecases import assessing
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.scoring_scenes import assigns, opens_phase, scored, siti_assesses
from tests.chats.test_scoring import ALL

MANY = [replace(BUDI, nip=f"198503152010011{n:03}", name=f"Pegawai {n:02}") for n in range(1, 15)]


async def test_an_assessor_sees_counts_first_and_names_behind_a_button(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", WATI, *ALL)
    await scored(chat, "Siti", BUDI, "integritas", "komunikasi")
    await chat.plays("""
        Siti | /tugas
        bot  | Tugas penilaian: 1 dari 2 orang selesai. Tenggat Jumat, 18 Desember 2026, pukul 16.00 WIB. (senyap, terlindung) [Buka]   [Tutup]
        Siti | [Buka]
        bot  ~ Tugas penilaian (1–2 dari 2) // 1. Budi …1004: 2 dari 17 aspek / 2. Wati …2003: lengkap (terlindung) [1] [2]   [Cari] [Tutup]
        Siti | [1]
        bot  ~ Budi …1004, aspek 3 dari 17 // Kerja sama …
    """)


async def test_a_long_list_comes_in_pages_of_six(chat: Chat) -> None:
    await siti_assesses(chat, *MANY)
    await chat.plays("""
        Siti | /tugas → [Buka]
        bot  ~ Tugas penilaian (1–6 dari 14) // 1. Pegawai 01 …1001: belum dimulai / … / 6. Pegawai 06 …1006: belum dimulai (terlindung) [1] [2] [3] [4] [5] [6]   [Berikutnya] [Cari]   [Tutup]
        Siti | [Berikutnya]
        bot  ~ Tugas penilaian (7–12 dari 14) // 7. Pegawai 07 …1007: … [7] [8] [9] [10] [11] [12]   [Berikutnya] [Sebelumnya]   [Cari] [Tutup]
        Siti | [Berikutnya]
        bot  ~ Tugas penilaian (13–14 dari 14) // 13. Pegawai 13 …1013: belum dimulai / 14. Pegawai 14 …1014: belum dimulai [13] [14]   [Sebelumnya] [Cari]   [Tutup]
        Siti | [Sebelumnya]
        bot  ~ Tugas penilaian (7–12 dari 14) // …
    """)


async def test_an_assessor_searches_among_their_own_people(chat: Chat) -> None:
    other = replace(BUDI, nip="198503152010013120", name="Budi Hartono", unit="Dinas Kesehatan")
    await siti_assesses(chat, BUDI, other, WATI)
    await chat.roster(replace(BUDI, nip="198503152010019001", name="Budiman"))
    await chat.plays("""
        Siti | /tugas → [Buka] → [Cari]
        bot  ~ Ketik sebagian nama, atau empat angka terakhir NIP. (terlindung) [Kembali]
        Siti | budi
        bot  | Ditemukan 2 orang. / ||1. Budi …1004, Kelurahan Kejaksan|| / ||2. Budi Hartono …3120, Dinas Kesehatan|| (senyap, terlindung) [1] [2]   [Cari] [Kembali]
        Siti | [Cari]
        bot  ~ Ketik sebagian nama, atau empat angka terakhir NIP. …
        Siti | tidak ada
        bot  | Tidak ada orang yang cocok pada tugas Bapak/Ibu. Ketik bagian nama yang lain. (senyap, terlindung) [Cari] [Kembali]
        Siti | 2003
        bot  | Ditemukan 1 orang. / ||1. Wati …2003, BKPSDM|| …
        Siti | [1]
        bot  ~ Wati …2003, aspek 1 dari 17 // Integritas / Standar jabatan: level 3 // …
    """)


async def test_the_next_person_is_the_first_who_is_not_complete(chat: Chat) -> None:
    await siti_assesses(chat)
    await scored(chat, "Siti", BUDI, *ALL[:-1])
    await scored(chat, "Siti", WATI, *ALL[:-1])
    await chat.plays("""
        Siti | /nilai 198503152010011004
        bot  | Budi …1004, aspek 17 dari 17 …
        Siti | [4]
        bot  ~ Budi …1004: penilaian lengkap …
        Siti | [Orang berikutnya]
        bot  ~ Wati …2003, aspek 17 dari 17 …
        Siti | [4]
        bot  ~ Wati …2003: penilaian lengkap …
        Siti | [Orang berikutnya]
        bot  ~ Tugas penilaian (1–2 dari 2) // 1. Budi …1004: lengkap / 2. Wati …2003: lengkap …
    """)


async def test_whoever_has_no_task_is_told_so(chat: Chat) -> None:
    await chat.roster(BUDI)
    await opens_phase(chat)
    await chat.links("Siti", Role.ASSESSOR)
    await chat.plays("""
        Siti | /tugas
        bot  | Tugas penilaian: belum ada. Kami akan memberi tahu jika ada. (senyap) [Beranda]
    """)


async def test_a_list_that_became_empty_says_so(chat: Chat) -> None:
    await siti_assesses(chat)
    await chat.links("Dewi", Role.ASSESSOR)
    await chat.plays("""
        Dewi | /nilai
        bot  | Masukkan nilai …
        Dewi | [Tugas]
        bot  ~ Tugas penilaian: belum ada. Kami akan memberi tahu jika ada. [Beranda]
    """)


async def test_only_assessors_have_tasks(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.plays("""
        Budi | /tugas
        bot  | Perintah ini untuk asesor. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)


async def test_the_line_of_the_home_screen_counts_all_phases(chat: Chat) -> None:
    clerk = replace(WATI, position_kind=PositionKind.EXECUTOR)
    await siti_assesses(chat, BUDI)
    await chat.roster(clerk)
    later = datetime(2026, 12, 15, 9, tzinfo=UTC)
    second = await opens_phase(chat, number=2, audience=frozenset({PositionKind.EXECUTOR}), closes_at=later)
    await assigns(chat, "Siti", clerk, phase_id=second)
    await scored(chat, "Siti", BUDI, *ALL)

    async def line(name: str) -> assessing.TaskCount | None:
        telegram_id = (await chat.joins(name)).id
        account = await chat.bot.services.read(_account, telegram_id=telegram_id)
        return await chat.bot.services.read(
            assessing.assessor_line, actor=Actor(telegram_id, account, "BKPSDM")
        )

    assert await line("Siti") == assessing.TaskCount(1, 2, datetime(2026, 12, 29, 9, tzinfo=UTC))
    assert await line("Rahmat") is None


async def _account(uow, *, telegram_id):
    return await uow.accounts.by_telegram(telegram_id)
