"""Importing evidence in chat, and the templates to fill in (notation: bot/simulator/notation.py)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.documents import incoming
from bot.documents.sheets import read_sheets
from bot.saving import import_file, store_pieces
from bot.services import Store
from bot.simulator.people import synthetic_roster
from bot.simulator.spreadsheets import evidence as evidence_of
from bot.simulator.spreadsheets import messy_roster
from domain.errors import ChangedMeanwhile
from domain.imports import Tally
from domain.people import PositionKind, Role
from domain.recognition import FileKind
from domain.usecases import importing, saving_imports
from domain.usecases.importing import ReceivedBefore, Rejected
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.import_files import BUDI_ROW, EVIDENCE_HEADER, SARI_ROW, WATI_ROW, xlsx
from tests.chats.phases import open_phase

CHECKING = "Berkas diterima. Isinya tampak sebagai bukti kinerja. Sedang diperiksa."
SCALED = (*EVIDENCE_HEADER[:4], "KEMAMPUAN INTELEKTUAL (SKALA 0–5)")


@pytest.fixture
async def desk(chat: Chat) -> Chat:
    """Budi and Wati are on the roster, a phase asks them; Rahmat is at the desk on 24 November."""
    await chat.roster(BUDI, WATI)
    await chat.links("Rahmat", Role.ADMIN)
    await open_phase(chat)
    await chat.plays("--- Selasa, 24 November 2026, 09.12 WIB ---")
    return chat


async def evidence(chat: Chat, nip: str) -> dict[str, tuple[str, date | None, str]]:
    async def read(uow: Any) -> dict[str, tuple[str, date | None, str]]:
        person = await uow.people.by_nip(nip)
        found = await uow.evidence.latest(person.id)
        return {kind: (item.value, item.assessed_on, item.source) for kind, item in found.items()}

    return await chat.bot.services.store.read(read)


async def results(chat: Chat) -> int:
    async def read(uow: Any) -> int:
        (phase,) = await uow.phases.all()
        return int(await uow.results.count_unmapped(phase.id))

    return await chat.bot.services.store.read(read)


async def test_evidence_is_stored_and_its_people_are_classified(desk: Chat) -> None:
    await desk.plays(
        f"""
        Rahmat | (bukti.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: bukti kinerja, lembar "Data", judul kolom di baris 1 // Jumlah 2 baris: 2 baru, 0 berubah, 0 sama, 0 bermasalah. [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 2 baru, 0 berubah, 0 sama. // Peta diperbarui untuk 2 orang. [Tutup]
        """,
        files={
            "bukti.xlsx": xlsx(
                (BUDI.nip, "Budi", "Baik", "20 JP", "3,5"),
                (WATI.nip, "Wati", "-", "tidak ada", ""),
                header=SCALED,
            )
        },
    )
    assert await evidence(desk, BUDI.nip) == {
        "predikat": ("baik", date(2025, 12, 31), "bukti.xlsx"),
        "bangkom_jp": ("20", None, "bukti.xlsx"),
        "intelektual": ("3.5", None, "bukti.xlsx"),
    }
    assert await evidence(desk, WATI.nip) == {"bangkom_jp": ("0", None, "bukti.xlsx")}
    assert await results(desk) == 2


async def test_only_what_says_something_new_is_a_change(desk: Chat) -> None:
    first = xlsx((BUDI.nip, "Budi", "Baik", "20"), (WATI.nip, "Wati", "Baik", "4"), header=SCALED[:4])
    second = xlsx(
        (BUDI.nip, "Budi", "Baik", "24"),
        (WATI.nip, "Wati", "Baik", "4"),
        header=("NIP", "NAMA", "PREDIKAT KINERJA 2026", "BANGKOM (JP)"),
    )
    await desk.plays(
        f"""
        Rahmat | (satu.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Tutup]
        Rahmat | (satu.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {CHECKING}
        bot  ~ Berkas ini sudah diterima Selasa, 24 November 2026, pukul 09.12 WIB. Tidak ada perubahan. [Tutup]
        Rahmat | (dua.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {CHECKING}
        bot  ~ Pratinjau: bukti kinerja, lembar "Data", judul kolom di baris 1 // Jumlah 2 baris: 0 baru, 2 berubah, 0 sama, 0 bermasalah. / Contoh perubahan: predikat kinerja 2, pengembangan kompetensi 1. [Simpan] [Rincian]   [Batal]
        Rahmat | [Rincian]
        bot  ~ Rincian pratinjau // Budi …1004: predikat kinerja dari "Baik 31 Des 2025" menjadi "Baik 31 Des 2026" / Budi …1004: pengembangan kompetensi dari "20 JP" menjadi "24 JP" / Wati …2003: predikat kinerja dari "Baik 31 Des 2025" menjadi "Baik 31 Des 2026" [Simpan] [Kembali]   [Unduh Excel]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan …: 0 baru, 2 berubah, 0 sama. // Peta diperbarui untuk 2 orang. [Tutup]
        """,
        files={"satu.xlsx": first, "dua.xlsx": second},
    )
    assert (await evidence(desk, BUDI.nip))["bangkom_jp"] == ("24", None, "dua.xlsx")
    assert (await evidence(desk, WATI.nip))["bangkom_jp"] == ("4", None, "satu.xlsx")


async def test_of_several_years_the_latest_counts_and_comes_in_once(desk: Chat) -> None:
    history = xlsx(
        (BUDI.nip, "2025", "Baik"),
        (BUDI.nip, "2023", "Kurang"),
        (BUDI.nip, "2024", "Sangat Baik"),
        header=("NIP", "TAHUN", "PREDIKAT KINERJA"),
    )
    await desk.plays(
        f"""
        Rahmat | (riwayat.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: … // Jumlah 1 baris: 1 baru, 0 berubah, 0 sama, 0 bermasalah. [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Tutup]
        Rahmat | (riwayat.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {CHECKING}
        bot  ~ Berkas ini sudah diterima … [Tutup]
        """,
        files={"riwayat.xlsx": history},
    )
    assert await evidence(desk, BUDI.nip) == {"predikat": ("baik", date(2025, 12, 31), "riwayat.xlsx")}


async def test_evidence_about_somebody_unknown_stores_nothing(desk: Chat) -> None:
    await desk.plays(
        f"""
        Rahmat | (bukti.xlsx)
        bot  | {CHECKING}
        bot  ~ Belum disimpan: 2 dari 3 baris bermasalah. Data lama tidak berubah. // Baris 3: NIP berakhiran 2014 tidak ada dalam daftar pegawai. / Baris 4, kolom PREDIKAT KINERJA 2025: isian "Hebat" belum dapat dikenali. // Perbaiki, lalu kirim ulang. [Unduh laporan]   [Tutup]
        Rahmat | [Unduh laporan]
        bot  > laporan-20261124.xlsx "Laporan 2 baris …"
        """,
        files={
            "bukti.xlsx": xlsx(
                (BUDI.nip, "Budi", "Baik", "20"),
                (SARI_ROW[0], "Sari", "Baik", "20"),
                (WATI.nip, "Wati", "Hebat", "20"),
                header=SCALED[:4],
            )
        },
    )
    assert await evidence(desk, BUDI.nip) == {}


async def test_levels_without_a_scale_are_asked_about(desk: Chat) -> None:
    await desk.plays(
        f"""
        Rahmat | (bukti.xlsx)
        bot  | {CHECKING}
        bot  ~ Skala nilai belum disebutkan. Tidak ada yang tersimpan. Pilih skala saat diminta, atau pakai /templat. [Skala 0–5] [Skala 1–5]   [Batal]
        Rahmat | [Skala 1–5]
        bot  ~ Belum disimpan: 1 dari 2 baris bermasalah. Data lama tidak berubah. // Baris 3: "0" di luar skala 1–5. // Perbaiki, lalu kirim ulang. [Unduh laporan]   [Tutup]
        Rahmat | [Unduh laporan]
        bot  > laporan-20261124.xlsx "Laporan 1 baris …"
        Rahmat | (bukti.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | {CHECKING}
        bot  ~ Skala nilai belum disebutkan. … [Skala 0–5] [Skala 1–5]   [Batal]
        Rahmat | [Skala 0–5]
        bot  ~ Pratinjau: … // Jumlah 2 baris: 2 baru, 0 berubah, 0 sama, 0 bermasalah. [Simpan] [Rincian]   [Batal]
        """,
        files={
            "bukti.xlsx": xlsx(
                (BUDI.nip, "Budi", "Baik", "20", "3,5"),
                (WATI.nip, "Wati", "Baik", "20", "0"),
                header=EVIDENCE_HEADER,
            )
        },
    )


async def test_an_old_question_about_a_scale_needs_the_file_again(desk: Chat) -> None:
    await desk.plays(
        f"""
        Rahmat | (bukti.xlsx)
        bot  | {CHECKING}
        bot  ~ Skala nilai belum disebutkan. … [Skala 0–5] [Skala 1–5]   [Batal]
        Rahmat | [Batal]
        bot  ~ Impor dibatalkan. … [Beranda]
        Rahmat | [Skala 0–5] of an earlier message
        bot  !! Berkas itu tidak lagi terbuka di sini. Tidak ada yang berubah. Kirim ulang berkasnya.
        """,
        files={"bukti.xlsx": xlsx((BUDI.nip, "Budi", "Baik", "20", "3,5"), header=EVIDENCE_HEADER)},
    )


async def test_a_file_is_read_as_the_kind_that_is_chosen(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (ijazah.xlsx)
        bot  | Isi berkas belum dikenali. … [Daftar pegawai]   [Bukti kinerja]   [Rekap kompetensi]   [Batal]
        Rahmat | [Daftar pegawai]
        bot  !! Judul kolom NAMA, JABATAN, dan UNIT KERJA tidak ditemukan. …
        Rahmat | [Bukti kinerja]
        bot  ~ Pratinjau: bukti kinerja, lembar "Data", judul kolom di baris 1 // Jumlah 1 baris: 1 baru, 0 berubah, 0 sama, 0 bermasalah. [Simpan] [Rincian]   [Batal]
        """,
        files={"ijazah.xlsx": xlsx((BUDI.nip, "S-2 Hukum"), header=("NIP", "PENDIDIKAN"))},
    )


async def test_a_crash_between_two_pieces_goes_on_to_the_end(desk: Chat) -> None:
    file = incoming.read_file(
        xlsx((BUDI.nip, "Budi", "Baik", "20"), (WATI.nip, "Wati", "Baik", "8"), header=SCALED[:4]),
        "bukti.xlsx",
        FileKind.EVIDENCE,
    )
    services = desk.bot.services
    import_id = await services.write(importing.keep, file=file, account_id=None)
    preview: Any = await services.read(importing.examine, file=file)
    prepared = await services.read(saving_imports.prepare_any, import_id=import_id, seen=preview.seen)
    assert isinstance(prepared, saving_imports.ToStore)
    await store_pieces(services, import_id, prepared)  # and here the process dies
    again = await services.read(saving_imports.prepare_any, import_id=import_id, seen=preview.seen)
    assert isinstance(again, saving_imports.ToStore)
    assert (again.tally, list(again.pieces)) == (Tally(2, 0, 0), [])
    facts: dict[str, Any] = {"import_id": import_id, "seen": preview.seen, "classified": 0, "by": "somebody"}
    saved: Any = await services.write(saving_imports.save_any, **facts)
    assert saved.tally == Tally(2, 0, 0)
    assert await services.write(saving_imports.save_any, **facts) == saved


async def test_evidence_cannot_end_before_it_has_begun(desk: Chat) -> None:
    file = incoming.read_file(
        xlsx((BUDI.nip, "Budi", "Baik", "20"), header=SCALED[:4]), "bukti.xlsx", FileKind.EVIDENCE
    )
    services = desk.bot.services
    import_id = await services.write(importing.keep, file=file, account_id=None)
    facts: dict[str, Any] = {"seen": "", "classified": 0, "by": "somebody"}
    for wanted in (import_id, import_id + 1):
        outcome = await services.write(saving_imports.save_any, import_id=wanted, **facts)
        assert outcome == ChangedMeanwhile()


async def test_evidence_that_changed_since_the_preview_is_shown_anew(desk: Chat) -> None:
    await desk.links("Dewi", Role.ADMIN)
    await desk.plays(
        f"""
        Rahmat | (bukti.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Dewi   | (bukti.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Tutup]
        Dewi   | [Simpan]
        bot  ~ Data berubah sejak layar ini dibuka. … [Muat ulang]   [Batal]
        Dewi   | [Muat ulang]
        bot  ~ Pratinjau: bukti kinerja. Jumlah 1 baris, semuanya sama dengan data yang ada. Tidak ada perubahan. [Tutup]
        """,
        files={"bukti.xlsx": xlsx((BUDI.nip, "Budi", "Baik", "20"), header=SCALED[:4])},
    )


async def test_the_evidence_of_everybody_comes_in_by_the_command_line(desk: Chat) -> None:
    people = synthetic_roster(size=120)
    services = desk.bot.services
    roster = incoming.read_file(messy_roster(people), "nominatif.xlsx", FileKind.ROSTER)
    report = await import_file(services, roster)
    assert report.saved is not None
    assert report.saved.tally == Tally(added=120, changed=0, unchanged=0)
    file = incoming.read_file(evidence_of(people), "bukti.xlsx", FileKind.EVIDENCE)
    report = await import_file(services, file)
    assert report.saved is not None
    assert report.saved.tally == Tally(added=120, changed=0, unchanged=0, classified=120)
    assert await results(desk) == 120
    again = await import_file(services, file)
    assert isinstance(again.examined, ReceivedBefore)
    assert again.saved is None


async def test_the_command_line_stores_nothing_while_a_row_is_wrong(desk: Chat) -> None:
    bad = xlsx(BUDI_ROW, (*WATI_ROW[:6], "pergi"))
    report = await import_file(desk.bot.services, incoming.read_file(bad, "a.xlsx", FileKind.ROSTER))
    assert isinstance(report.examined, Rejected)
    assert (report.examined.bad, report.examined.total, report.saved) == (1, 2, None)


@dataclass(frozen=True)
class Interrupted:
    """A database in which somebody else changes the roster before the second write."""

    store: Store
    writes: list[object] = field(default_factory=list)

    async def read(self, work: Any) -> Any:
        return await self.store.read(work)

    async def write(self, work: Any, *, lane: Any = None) -> Any:
        async def meanwhile(uow: Any) -> None:
            await uow.people.save([replace(BUDI, unit="Dinas Sosial")], now=datetime.now(UTC))

        self.writes.append(work)
        if len(self.writes) == 2:
            await self.store.write(meanwhile)
        return await self.store.write(work, lane=lane)


async def test_the_command_line_does_not_save_what_changed_under_its_hands(desk: Chat) -> None:
    services = replace(desk.bot.services, store=Interrupted(desk.bot.services.store))
    moved = (*BUDI_ROW[:3], "Dinas Kesehatan", *BUDI_ROW[4:])
    with pytest.raises(ChangedMeanwhile):
        await import_file(services, incoming.read_file(xlsx(moved), "a.xlsx", FileKind.ROSTER))


async def test_a_new_kind_of_position_is_classified_anew(desk: Chat) -> None:
    promoted = (BUDI.nip, "Budi", "Camat Kejaksan", "Kecamatan Kejaksan", "III.a", "-", "aktif")
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan …: 0 baru, 1 berubah, 1 sama. // Peta diperbarui untuk 1 orang. // Belum memiliki undangan: 2 orang. [Buat undangan] [Tutup]
        """,
        files={"pegawai.xlsx": xlsx(promoted, WATI_ROW)},
    )


async def test_templates_are_filled_in_with_the_people_of_the_phase(desk: Chat) -> None:
    await desk.plays("""
        Rahmat | /templat
        bot  | Templat Excel // Pilih templat. Judul kolom jangan diubah. [Daftar pegawai]   [Bukti kinerja]   [Beranda]
        Rahmat | [Daftar pegawai]
        bot  > templat-daftar-pegawai.xlsx "Templat daftar pegawai. Isi mulai baris 2, simpan sebagai .xlsx, lalu kirim kembali ke sini."
        Rahmat | [Bukti kinerja]
        bot  > templat-bukti.xlsx "Templat bukti: predikat kinerja, rekam jejak, pendidikan, dan hasil tes. Isi, simpan sebagai .xlsx, lalu kirim kembali ke sini."
    """)
    message = (await desk.people["Rahmat"].sees()).last
    file = await desk.bot.application.bot.get_file(message["document"]["file_id"])
    data, notes = read_sheets(bytes(await file.download_as_bytearray()), "templat.xlsx")
    assert [row[:2] for row in data.rows[1:]] == [(BUDI.nip, "Budi"), (WATI.nip, "Wati")]
    assert notes.rows[0] == ("Isi satu baris untuk satu pegawai, mulai baris 2 pada lembar Data.",)


async def test_without_a_phase_the_template_has_every_active_person(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Rahmat", Role.ADMIN)
    people = await chat.bot.services.read(importing.people_to_fill_in, actor=await _actor(chat, "Rahmat"))
    assert people == [(BUDI.nip, "Budi")]


async def _actor(chat: Chat, name: str) -> Any:
    from domain.people import Actor

    async def read(uow: Any) -> Actor:
        telegram_id = chat.people[name].id
        return Actor(telegram_id, await uow.accounts.by_telegram(telegram_id), "BKPSDM")

    return await chat.bot.services.store.read(read)


async def test_only_admins_get_templates(desk: Chat) -> None:
    await desk.links("Budi", official=BUDI)
    assert BUDI.position_kind is PositionKind.SUPERVISOR
    await desk.plays("""
        Budi | /templat
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)
