"""Who assesses whom (notation: bot/simulator/notation.py)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import update

from domain.people import Role
from domain.phases import PhaseState
from domain.usecases import assigning
from storage.tables import RoleGrant
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.scoring_scenes import assigns, opens_phase

MANY = [replace(BUDI, nip=f"198503152010011{n:03}", name=f"Pegawai {n:02}") for n in range(1, 12)]


async def committee(chat: Chat) -> None:
    """An open phase with Budi and Wati, and Siti to assess."""
    await chat.roster(BUDI, WATI)
    await opens_phase(chat)
    await chat.links("Siti", Role.ASSESSOR)


async def assigned(chat: Chat) -> dict[str, set[str]]:
    """Assessor → NIP tails of their people."""

    async def read(uow):
        people = {one.id: one.tail for one in await uow.people.everybody()}
        found = await uow.assignments.by_assessor(1)
        return {
            (await uow.accounts.by_id(account_id)).name: {people[one] for one in theirs}
            for account_id, theirs in found.items()
        }

    return dict(await chat.bot.services.read(read))


async def test_an_admin_assigns_the_whole_phase(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Rahmat | /penugasan
        bot    | Tugas asesor, Tahap 1 // 1. Siti: 0 orang // Belum memiliki asesor: 2 orang. (senyap) [1]   [Bagi merata]   [Beranda]
        Rahmat | [1]
        bot    ~ Tugas untuk Siti: 0 orang / Belum memiliki asesor: 2 orang // Pilih pegawai yang ditugaskan. [Semua pegawai]   [Per unit kerja] [Ketik NIP]   [Penugasan]
        Rahmat | [Semua pegawai]
        bot    ~ Tugaskan 2 orang kepada Siti? / Sudah ditugaskan sebelumnya: 0 orang [Simpan] [Batal]
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 2 orang untuk Siti. [Penugasan]   [Beranda]
        Rahmat | [Penugasan]
        bot    ~ Tugas asesor, Tahap 1 // 1. Siti: 2 orang // Belum memiliki asesor: 0 orang. [1]   [Beranda]
        Rahmat | [1] → [Semua pegawai]
        bot    ~ Tugaskan 0 orang kepada Siti? / Sudah ditugaskan sebelumnya: 2 orang [Batal]
    """)
    assert await assigned(chat) == {"Siti": {"1004", "2003"}}


async def test_an_admin_assigns_a_unit(chat: Chat) -> None:
    await committee(chat)
    await chat.roster(replace(BUDI, nip="198503152010011005", name="Cahya", unit="Kelurahan Kesenden"))
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Per unit kerja]
        bot    ~ Ketik nama unit kerja, boleh sebagian. [Kembali]
        Rahmat | kelurahan
        bot    | Ada 2 unit kerja yang cocok. / Kelurahan Kejaksan / Kelurahan Kesenden // Ketik namanya lebih lengkap. [Kembali]
        Rahmat | dinas
        bot    | Tidak ada unit kerja yang cocok pada tahap ini. Ketik bagian nama yang lain. [Kembali]
        Rahmat | kelurahan  kejaksan
        bot    | Tugaskan 1 orang kepada Siti? / Sudah ditugaskan sebelumnya: 0 orang [Simpan] [Batal]
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 1 orang untuk Siti. …
    """)
    assert await assigned(chat) == {"Siti": {"1004"}}


async def test_an_admin_types_the_people(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Ketik NIP]
        bot    ~ Ketik NIP pegawai yang ditugaskan, satu NIP satu baris. [Kembali]
        Rahmat | 1979
        bot    | NIP atau NI PPPK harus 18 angka; yang diterima 4 angka. …
        Rahmat | 197901012005012003 / 1985
        bot    | Baris 2: NIP atau NI PPPK harus 18 angka; yang diterima 4 angka. …
        Rahmat | 199009132025242014
        bot    | NIP berakhiran 2014 tidak ada dalam daftar. Tidak ada yang tersimpan. Periksa NIP, atau cari nama.
        Rahmat | 19790101 200501 2 003, 197901012005012003
        bot    | Tugaskan 1 orang kepada Siti? …
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 1 orang untuk Siti. …
    """)
    assert await assigned(chat) == {"Siti": {"2003"}}


async def test_an_assignment_may_be_called_off(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Semua pegawai] → [Batal]
        bot    ~ Tugas untuk Siti: 0 orang …
        Rahmat | [Per unit kerja] → [Kembali] → [Penugasan]
        bot    ~ Tugas asesor, Tahap 1 …
    """)
    assert await assigned(chat) == {}


async def test_what_is_assigned_meanwhile_is_not_assigned_again(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Semua pegawai]
        bot    ~ Tugaskan 2 orang kepada Siti? …
    """)
    await assigns(chat, "Siti", BUDI, WATI)
    await chat.plays("""
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 0 orang untuk Siti. …
    """)


async def test_one_related_person_is_named_alone(chat: Chat) -> None:
    await chat.roster(BUDI, WATI)
    await opens_phase(chat)
    await chat.links("Wati", Role.ASSESSOR, official=WATI)
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Semua pegawai]
        bot    ~ Tugaskan 1 orang kepada Wati? / … // Tidak ditugaskan karena benturan kepentingan: Wati …2003. [Simpan] [Batal]
    """)


async def test_conflicts_of_interest_are_left_out_and_named(chat: Chat) -> None:
    boss = replace(WATI, nip="197203041998031002", name="Siti")
    budi = replace(BUDI, supervisor_nip=boss.nip)
    await chat.roster(budi, boss, *(replace(one, supervisor_nip=boss.nip) for one in MANY[:3]), WATI)
    await opens_phase(chat)
    await chat.links("Siti", Role.ASSESSOR, official=boss)
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Semua pegawai]
        bot    ~ Tugaskan 1 orang kepada Siti? / Sudah ditugaskan sebelumnya: 0 orang // Tidak ditugaskan karena benturan kepentingan: Budi …1004, Pegawai 01 …1001, Pegawai 02 …1002, dan 2 orang lain. [Simpan] [Batal]
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 1 orang untuk Siti. // Tidak ditugaskan karena benturan kepentingan: Budi …1004, … [Penugasan]   [Beranda]
        Rahmat | [Penugasan] → [Bagi merata]
        bot    ~ Bagi 5 orang yang belum memiliki asesor kepada 1 asesor? Pembagian dibuat merata. [Simpan] [Batal]
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 0 orang untuk 1 asesor. // Tidak ditugaskan karena benturan kepentingan: Budi …1004, …
    """)
    assert await assigned(chat) == {"Siti": {"2003"}}


async def test_people_are_shared_out_evenly(chat: Chat) -> None:
    await chat.roster(*MANY)
    await opens_phase(chat)
    for name in ("Siti", "Dewi", "Agus"):
        await chat.links(name, Role.ASSESSOR)
    await assigns(chat, "Siti", *MANY[:3])
    await chat.plays("""
        Rahmat | /penugasan → [Bagi merata]
        bot    ~ Bagi 8 orang yang belum memiliki asesor kepada 3 asesor? Pembagian dibuat merata. [Simpan] [Batal]
        Rahmat | [Simpan]
        bot    ~ Penugasan tersimpan: 8 orang untuk 3 asesor. [Penugasan]   [Beranda]
    """)
    assert Counter(len(people) for people in (await assigned(chat)).values()) == {4: 2, 3: 1}


async def test_many_assessors_come_in_pages(chat: Chat) -> None:
    await chat.roster(*MANY)
    await opens_phase(chat)
    for n in range(1, 14):
        chat.people[f"Asesor {n}"] = await chat.simulator.persona(f"Asesor {n}", f"+62812111200{n:02}")
        await chat.links(f"Asesor {n}", Role.ASSESSOR)
    await chat.plays("""
        Rahmat | /penugasan
        bot    | Tugas asesor, Tahap 1 // 1. Asesor 1: 0 orang / … [1] [2] [3] [4] [5] [6]   [Berikutnya]   [Bagi merata]   [Beranda]
        Rahmat | [Berikutnya]
        bot    ~ Tugas asesor, Tahap 1 // 7. … [7] [8] [9] [10] [11] [12]   [Berikutnya] [Sebelumnya]   [Bagi merata]   [Beranda]
        Rahmat | [Berikutnya]
        bot    ~ Tugas asesor, Tahap 1 // 13. … [13]   [Sebelumnya]   [Bagi merata]   [Beranda]
        Rahmat | [13]
        bot    ~ Tugas untuk Asesor 9: 0 orang / Belum memiliki asesor: 11 orang …
    """)


async def test_without_phase_or_assessor_nothing_is_assigned(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays("""
        Rahmat | /penugasan
        bot    | Belum ada tahap, jadi belum ada yang dapat ditugaskan. Jadwalkan tahap melalui /tahap. (senyap) [Beranda]
    """)
    assert await chat.do(assigning.assign_everybody) == assigning.SharedOut(0, 0, ())


async def test_people_of_a_phase_to_come_are_assigned_ahead(chat: Chat) -> None:
    await chat.roster(BUDI)
    await opens_phase(chat, opens_at=datetime(2026, 11, 9, 1, tzinfo=UTC), state=PhaseState.SCHEDULED)
    await chat.plays("""
        Rahmat | /penugasan
        bot    | Belum ada asesor yang tertaut. Undang asesor melalui /undang. (senyap) [Beranda]
    """)
    await chat.links("Siti", Role.ASSESSOR)
    assert await chat.do(assigning.assign_everybody) == assigning.SharedOut(1, 1, ())
    await chat.plays("""
        Siti | /nilai 198503152010011004 integ 4
        bot  | NIP berakhiran 1004 bukan tugas Bapak/Ibu. …
        --- Senin, 9 November 2026, 08.00 WIB ---
        Siti | /nilai 198503152010011004 integ 4
        bot  | Tersimpan 1 nilai. …
    """)


async def test_an_assessor_who_is_none_any_more_gets_nobody(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Rahmat | /penugasan → [1]
        bot    ~ Tugas untuk Siti: 0 orang …
    """)
    await chat.do(_revoke, telegram_id=(await chat.joins("Siti")).id)
    await chat.plays("""
        Rahmat | [Semua pegawai]
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_saving_needs_the_preview_it_belongs_to(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Rahmat | /penugasan → [1] → [Semua pegawai]
        bot    ~ Tugaskan 2 orang kepada Siti? …
        Rahmat | /batal
        bot    | …
        Rahmat | [Simpan] of an earlier message
        bot    !! Data berubah sejak layar ini dibuka. …
    """)
    assert await assigned(chat) == {}


async def _revoke(uow, *, telegram_id, now):
    account = await uow.accounts.by_telegram(telegram_id)
    grants = update(RoleGrant).where(RoleGrant.account_id == account.id)
    await uow.execute(grants.values(revoked_at=now))


async def test_only_admins_assign(chat: Chat) -> None:
    await committee(chat)
    await chat.plays("""
        Siti | /penugasan
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)
