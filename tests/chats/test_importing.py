"""Importing a roster in chat (notation: bot/simulator/notation.py)."""

from typing import Any

import pytest

from bot.documents.sheets import read_sheets
from bot.simulator.people import synthetic_roster
from bot.simulator.spreadsheets import messy_roster
from domain.conversation import Outgoing, Urgency
from domain.people import PersonStatus, Role
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.import_files import (
    BUDI_ROW,
    ENCRYPTED,
    HEADER,
    SARI_ROW,
    WATI_ROW,
    csv,
    with_parts,
    without_worksheets,
    xlsx,
)
from tests.chats.replays import conversation, last_update_is_replayed

CHECKING = "Berkas diterima. Isinya tampak sebagai daftar pegawai. Sedang diperiksa."


@pytest.fixture
async def desk(chat: Chat) -> Chat:
    """Budi and Wati are on the roster; Rahmat is at the desk on 24 November."""
    await chat.roster(BUDI, WATI)
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays("--- Selasa, 24 November 2026, 09.12 WIB ---")
    return chat


async def roster(chat: Chat) -> dict[str, Any]:
    async def read(uow: Any) -> dict[str, Any]:
        return {one.nip: one for one in await uow.people.everybody()}

    return await chat.bot.services.store.read(read)


async def trail(chat: Chat, nip: str) -> list[tuple[str, Any]]:
    async def read(uow: Any) -> list[tuple[str, Any]]:
        person = await uow.people.by_nip(nip)
        return [(entry["action"], entry["content"]) for entry in await uow.audit.entries(person.id)]

    return await chat.bot.services.store.read(read)


async def file_sent_to(chat: Chat, name: str) -> bytes:
    """The content of the last file in the chat of a person."""
    message = (await chat.people[name].sees()).last
    file = await chat.bot.application.bot.get_file(message["document"]["file_id"])
    return bytes(await file.download_as_bytearray())


async def calls(chat: Chat, method: str) -> int:
    return sum(entry.method == method for entry in await chat.simulator.telegram.log())


async def test_a_roster_is_shown_before_it_is_saved(desk: Chat) -> None:
    moved = (*WATI_ROW[:2], "Sekretaris", "Dinas Sosial", *WATI_ROW[4:])
    await desk.plays(
        f"""
        Rahmat | (pegawai-november.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: daftar pegawai, lembar "Data", judul kolom di baris 4 // Jumlah 3 baris: 1 baru, 1 berubah, 1 sama, 0 bermasalah. / Contoh perubahan: jabatan 1, unit kerja 1. [Simpan] [Rincian]   [Batal]
        """,
        files={"pegawai-november.xlsx": xlsx(BUDI_ROW, moved, SARI_ROW, above=3)},
    )
    assert (await roster(desk))[WATI.nip].position == "Kepala Bidang Mutasi"
    await desk.plays("""
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 1 baru, 1 berubah, 1 sama. // Belum memiliki undangan: 3 orang. [Buat undangan] [Tutup]
        Rahmat | [Buat undangan]
        bot  > undangan-20261124.xlsx "…"
    """)
    people = await roster(desk)
    assert {nip[-4:]: (one.name, one.position, one.unit) for nip, one in people.items()} == {
        "1004": ("Budi", "Lurah Kejaksan", "Kelurahan Kejaksan"),
        "2003": ("Wati", "Sekretaris", "Dinas Sosial"),
        "2014": ("Sari", "Kepala Seksi Umum", "Kelurahan Kejaksan"),
    }
    change = {"file": "pegawai-november.xlsx", "fields": ["position", "unit"]}
    assert await trail(desk, WATI.nip) == [("roster_changed", change)]
    assert await trail(desk, BUDI.nip) == []


async def test_a_text_table_has_no_sheet(desk: Chat) -> None:
    await desk.plays(
        f"""
        Rahmat | (pegawai.csv)
        bot  | {CHECKING}
        bot  ~ Pratinjau: daftar pegawai, judul kolom di baris 1 // Jumlah 2 baris: 1 baru, 0 berubah, 1 sama, 0 bermasalah. // Tidak ada dalam berkas ini: 1 orang (Wati …2003). Data mereka tidak berubah. [Simpan] [Rincian]   [Batal]
        """,
        files={"pegawai.csv": csv(BUDI_ROW, SARI_ROW)},
    )


async def test_people_missing_from_the_file_are_named_and_stay_as_they_are(desk: Chat) -> None:
    before = await roster(desk)
    vacant = ("-", "KOSONG", "Kepala Seksi Trantib", "Kelurahan Kejaksan", "IV.b", "-", "-")
    await desk.plays(
        f"""
        Rahmat | (pegawai.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: daftar pegawai, lembar "Data", judul kolom di baris 1 // Jumlah 1 baris: 1 baru, 0 berubah, 0 sama, 0 bermasalah. / Jabatan kosong yang dilewati: 1 baris. // Tidak ada dalam berkas ini: 2 orang (Budi …1004 dan Wati …2003). Data mereka tidak berubah. [Simpan] [Rincian]   [Batal]
        Rahmat | [Rincian]
        bot  ~ Rincian pratinjau // Baru: Sari …2014. / Tidak ada dalam berkas: Budi …1004 dan Wati …2003. [Simpan] [Kembali]   [Unduh Excel]   [Batal]
        Rahmat | [Unduh Excel]
        bot  > rincian-20261124.xlsx "Rincian pratinjau. Berkas ini berisi data pribadi; hapus setelah dipakai."
        """,
        files={"pegawai.xlsx": xlsx(SARI_ROW, vacant)},
    )
    (sheet,) = read_sheets(await file_sent_to(desk, "Rahmat"), "rincian.xlsx")
    assert [row[:3] for row in sheet.rows[1:]] == [
        ("baru", "199009132025242014", "Sari"),
        ("tidak ada dalam berkas", BUDI.nip, "Budi"),
        ("tidak ada dalam berkas", WATI.nip, "Wati"),
    ]
    await desk.plays("""
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 1 baru, 0 berubah, 0 sama. // Belum memiliki undangan: 3 orang. [Buat undangan] [Tutup]
    """)
    after = await roster(desk)
    assert {nip: after[nip] for nip in before} == before


async def test_many_missing_people_are_counted_behind_the_first(desk: Chat) -> None:
    people = [(f"19900913202524{2001 + n}", f"Pegawai {n}", *SARI_ROW[2:]) for n in range(8)]
    await desk.plays(
        """
        Rahmat | (semua.xlsx)
        bot  | …
        bot  ~ … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
        Rahmat | (satu.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | …
        bot  ~ Pratinjau: daftar pegawai. Jumlah 1 baris, semuanya sama dengan data yang ada. Tidak ada perubahan. // Tidak ada dalam berkas ini: 9 orang (Budi …1004, Pegawai 1 …2002, Pegawai 2 …2003, dan 6 orang lain). Data mereka tidak berubah. [Tutup]
        """,
        files={"semua.xlsx": xlsx(*people), "satu.xlsx": xlsx(people[0])},
    )


async def test_details_name_what_changes_from_what_to_what(desk: Chat) -> None:
    moved = (BUDI.nip, "Budi", "Lurah Kejaksan", "Kelurahan Kejaksan", "IV.a", "0812-1111-0009", "cuti")
    ranked = (*WATI_ROW, "Pembina (IV/a)")
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … / Contoh perubahan: nomor telepon 1, status 1, pangkat 1. [Simpan] [Rincian]   [Batal]
        Rahmat | [Rincian]
        bot  ~ Rincian pratinjau // Budi …1004: nomor telepon dari "+6281211110001" menjadi "+6281211110009" / Budi …1004: status dari "aktif" menjadi "cuti" / Wati …2003: pangkat diisi "IV/a" [Simpan] [Kembali]   [Unduh Excel]   [Batal]
        Rahmat | [Kembali]
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Rahmat | [Batal]
        bot  ~ Impor dibatalkan. Tidak ada yang disimpan. Data lama tidak berubah. [Beranda]
        Rahmat | [Simpan] of an earlier message
        bot  ~ Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali. [Muat ulang]   [Batal]
        Rahmat | [Muat ulang]
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
        """,
        files={"pegawai.xlsx": xlsx((*moved, ""), ranked, header=(*HEADER, "GOLONGAN"))},
    )
    assert (await roster(desk))[BUDI.nip].phone == BUDI.phone


async def test_details_that_do_not_fit_are_in_the_file(desk: Chat) -> None:
    people = [(f"19900913202524{2001 + n}", f"Pegawai {n}", *SARI_ROW[2:]) for n in range(60)]
    renamed = [(nip, name, "Kepala Seksi Pelayanan Umum", *rest[1:]) for nip, name, *rest in people]
    await desk.plays(
        """
        Rahmat | (pertama.xlsx)
        bot  | …
        bot  ~ … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
        Rahmat | (kedua.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | …
        bot  ~ … [Simpan] [Rincian]   [Batal]
        Rahmat | [Rincian]
        bot  ~ Rincian pratinjau // … / Selebihnya 52 baris ada pada berkas rincian. [Simpan] [Kembali]   [Unduh Excel]   [Batal]
        Rahmat | [Unduh Excel]
        bot  > rincian-20261124.xlsx "…"
        """,
        files={"pertama.xlsx": xlsx(*people), "kedua.xlsx": xlsx(*renamed)},
    )
    (sheet,) = read_sheets(await file_sent_to(desk, "Rahmat"), "rincian.xlsx")
    assert sheet.rows[1] == (
        "berubah", "199009132025242001", "Pegawai 0", "jabatan", "Kepala Seksi Umum", "Kepala Seksi Pelayanan Umum",
    )  # fmt: skip


async def test_nothing_is_stored_while_a_row_is_wrong(desk: Chat) -> None:
    before = await roster(desk)
    rows = [
        ("1985031520100110", "Ani", *SARI_ROW[2:]),
        ("198513152010011004", "Beni", *SARI_ROW[2:]),
        SARI_ROW,
        SARI_ROW,
        ("199001012015012001", "Cici", "", "Kelurahan Kejaksan", "IV.b", "-", "pergi"),
    ]
    await desk.plays(
        f"""
        Rahmat | (pegawai.xlsx)
        bot  | {CHECKING}
        bot  ~ Belum disimpan: 5 dari 6 baris bermasalah. Data lama tidak berubah. // Baris 3: NIP 16 angka, seharusnya 18. / Baris 4: susunan NIP tidak sesuai (bagian tanggal lahir). / Baris 5 dan 6: NIP sama. / Baris 7: jabatan belum diisi. / Baris 7, kolom STATUS: isian "pergi" belum dapat dikenali. // Perbaiki, lalu kirim ulang. [Unduh laporan]   [Tutup]
        Rahmat | [Unduh laporan]
        bot  > laporan-20261124.xlsx "Laporan 5 baris yang perlu diperbaiki. Berkas ini berisi data pribadi; hapus setelah dipakai."
        """,
        files={"pegawai.xlsx": xlsx(BUDI_ROW, *rows)},
    )
    (sheet,) = read_sheets(await file_sent_to(desk, "Rahmat"), "laporan.xlsx")
    assert [row[0] for row in sheet.rows] == ["BARIS", "3", "4", "5", "6", "7", "7"]
    assert await roster(desk) == before


async def test_an_nip_that_excel_made_a_number_is_refused_with_the_reason(desk: Chat) -> None:
    formula = (*WATI_ROW[:2], "=A1", *WATI_ROW[3:])
    await desk.plays(
        f"""
        Rahmat | (pegawai.xlsx)
        bot  | {CHECKING}
        bot  ~ Belum disimpan: 2 dari 2 baris bermasalah. Data lama tidak berubah. // Baris 2: NIP 1,98503E+17 sudah rusak oleh Excel; ubah kolom NIP menjadi Teks dan isi ulang. / Baris 3, kolom JABATAN: berisi rumus. // Perbaiki, lalu kirim ulang. [Unduh laporan]   [Tutup]
        """,
        files={"pegawai.xlsx": xlsx((float(BUDI.nip), *BUDI_ROW[1:]), formula)},  # type: ignore[arg-type]  # as Excel keeps it
    )


async def test_of_many_bad_rows_the_first_are_shown_and_all_are_reported(desk: Chat) -> None:
    rows = [(f"1990{n:03}", f"Pegawai {n}", *SARI_ROW[2:]) for n in range(100)]
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Belum disimpan: 100 dari 100 baris bermasalah. Data lama tidak berubah. // Baris 2: NIP 7 angka, seharusnya 18. / … / Selebihnya 89 baris ada pada laporan. // Perbaiki, lalu kirim ulang. [Unduh laporan]   [Tutup]
        Rahmat | [Unduh laporan]
        bot  > laporan-20261124.xlsx "Laporan 100 baris yang perlu diperbaiki. …"
        """,
        files={"pegawai.xlsx": xlsx(*rows)},
    )


async def test_a_cell_of_any_length_fits_the_screen(desk: Chat) -> None:
    await desk.plays(
        f"""
        Rahmat | (pegawai.xlsx)
        bot  | {CHECKING}
        bot  ~ Belum disimpan: 1 dari 1 baris bermasalah. Data lama tidak berubah. // Baris 2, kolom STATUS: isian "{"x" * 40}" belum dapat dikenali. // Perbaiki, lalu kirim ulang. [Unduh laporan]   [Tutup]
        """,
        files={"pegawai.xlsx": xlsx((*BUDI_ROW[:6], "x" * 3000))},
    )


async def test_the_report_of_a_screen_that_is_not_open_any_more_needs_the_file_again(desk: Chat) -> None:
    bad = xlsx((*BUDI_ROW[:6], "pergi"))
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Belum disimpan: … [Unduh laporan]   [Tutup]
        Rahmat | /impor
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Impor // Kirim berkas Excel atau CSV di sini. Isinya dikenali dari judul kolom, lalu ditampilkan sebagai pratinjau. Belum ada yang disimpan sebelum Simpan ditekan. // Templat: /templat. [Beranda]
        Rahmat | [Unduh laporan] of an earlier message
        bot  !! Berkas itu tidak lagi terbuka di sini. Tidak ada yang berubah. Kirim ulang berkasnya.
        """,
        files={"pegawai.xlsx": bad},
    )


async def test_the_same_file_twice_changes_nothing(desk: Chat) -> None:
    file = xlsx(BUDI_ROW, WATI_ROW, SARI_ROW)
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
        --- Selasa, 24 November 2026, 10.00 WIB ---
        Rahmat | (salinan.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | …
        bot  ~ Berkas ini sudah diterima Selasa, 24 November 2026, pukul 09.12 WIB. Tidak ada perubahan. [Tutup]
        """,
        files={"pegawai.xlsx": file, "salinan.xlsx": file},
    )


async def test_a_double_press_saves_once_and_shows_the_same_receipt(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 1 baru, 0 berubah, 0 sama. // … [Buat undangan] [Tutup]
        --- Selasa, 24 November 2026, 09.13 WIB ---
        Rahmat | [Simpan] of an earlier message
        """,
        files={"pegawai.xlsx": xlsx(SARI_ROW)},
    )
    text = (await desk.people["Rahmat"].sees()).texts()[-1]
    assert text.startswith("Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 1 baru, 0 berubah, 0 sama.")


async def test_two_admins_cannot_save_the_same_preview_twice(desk: Chat) -> None:
    await desk.links("Dewi", Role.ADMIN)
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Dewi   | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 1 baru, 0 berubah, 1 sama. // … [Buat undangan] [Tutup]
        Dewi   | [Simpan]
        bot  ~ Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali. [Muat ulang]   [Batal]
        Dewi   | [Muat ulang]
        bot  ~ Pratinjau: daftar pegawai. Jumlah 2 baris, semuanya sama dengan data yang ada. Tidak ada perubahan. // Tidak ada dalam berkas ini: 1 orang (Wati …2003). Data mereka tidak berubah. [Tutup]
        """,
        files={"pegawai.xlsx": xlsx(BUDI_ROW, SARI_ROW)},
    )


async def test_a_preview_outlives_a_restart(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        """,
        files={"pegawai.xlsx": xlsx(SARI_ROW)},
    )
    await desk.restarts()
    await desk.plays("""
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 1 baru, 0 berubah, 0 sama. // … [Buat undangan] [Tutup]
    """)


async def test_a_press_replayed_after_a_crash_shows_the_receipt_again(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        """,
        files={"pegawai.xlsx": xlsx(SARI_ROW)},
    )
    before = await conversation(desk, "Rahmat")
    await desk.plays("""
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
    """)
    await last_update_is_replayed(desk, before)
    assert (await desk.people["Rahmat"].sees()).texts()[-1].startswith("Tersimpan Selasa")


async def test_somebody_who_leaves_gets_no_message_that_still_waits(desk: Chat) -> None:
    budi = await desk.joins("Budi")
    await desk.links("Budi", official=BUDI)

    async def queue(uow: Any, *, now: Any) -> None:
        for urgency in (Urgency.REMINDER, Urgency.NOTICE):
            waiting = Outgoing(f"w:{urgency}", budi.id, "menu", urgency, now.replace(year=2027))
            await uow.outbox.queue([waiting], now=now)

    await desk.do(queue)
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … / Contoh perubahan: status 1. [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
        """,
        files={"pegawai.xlsx": xlsx((*BUDI_ROW[:6], "pensiun"), WATI_ROW)},
    )

    async def waiting(uow: Any, *, now: Any) -> Any:
        return await uow.outbox.next_due(now=now)

    assert await desk.do(waiting) is None
    assert await trail(desk, BUDI.nip) == [
        ("roster_changed", {"file": "pegawai.xlsx", "fields": ["status"], "status": "pensiun"})
    ]
    await desk.plays(
        """
        Rahmat | (kembali.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | …
        bot  ~ Pratinjau: … / Contoh perubahan: status 1. [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
        """,
        files={"kembali.xlsx": xlsx(BUDI_ROW, WATI_ROW)},
    )
    assert (await roster(desk))[BUDI.nip].status is PersonStatus.ACTIVE


async def test_whoever_has_left_is_not_missed(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (pensiun.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan … [Buat undangan] [Tutup]
        Rahmat | (berikutnya.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | …
        bot  ~ Pratinjau: daftar pegawai. Jumlah 1 baris, semuanya sama dengan data yang ada. Tidak ada perubahan. [Tutup]
        """,
        files={
            "pensiun.xlsx": xlsx((*BUDI_ROW[:6], "pensiun"), WATI_ROW),
            "berikutnya.xlsx": xlsx(WATI_ROW),
        },
    )


async def test_a_roster_as_offices_send_it_comes_in_whole(desk: Chat) -> None:
    people = synthetic_roster()
    file = messy_roster(people)
    await desk.plays(
        f"""
        Rahmat | (nominatif.xlsx)
        bot  | {CHECKING}
        bot  ~ Pratinjau: daftar pegawai, lembar "Data", judul kolom di baris 5 // Jumlah 539 baris: 539 baru, 0 berubah, 0 sama, 0 bermasalah. // Tidak ada dalam berkas ini: 2 orang (Budi …1004 dan Wati …2003). Data mereka tidak berubah. [Simpan] [Rincian]   [Batal]
        Rahmat | [Simpan]
        bot  ~ Tersimpan Selasa, 24 November 2026, pukul 09.12 WIB: 539 baru, 0 berubah, 0 sama. // Belum memiliki undangan: 541 orang. [Buat undangan] [Tutup]
        Rahmat | (nominatif.xlsx)
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | …
        bot  ~ Berkas ini sudah diterima Selasa, 24 November 2026, pukul 09.12 WIB. Tidak ada perubahan. [Tutup]
        """,
        files={"nominatif.xlsx": file},
    )
    stored = await roster(desk)
    assert {(one.nip, one.name, one.phone) for one in people} == {
        (one.nip, one.name, one.phone) for one in stored.values() if one.nip not in {BUDI.nip, WATI.nip}
    }


GOOD = xlsx(BUDI_ROW)
REFUSED = {
    "pegawai.pdf": (b"%PDF-1.7", "Berkas .pdf belum dapat diterima di sini. Tidak disimpan. Kirim …"),
    "palsu.xlsx": (
        b"%PDF-1.7",
        "Isi berkas tidak sesuai dengan namanya (.xlsx, ternyata PDF). Tidak disimpan. Simpan ulang, lalu kirim.",
    ),
    "rusak.xlsx": (
        GOOD[:900],
        "Berkas tidak dapat dibaca. Tidak ada yang tersimpan. Buka di Excel, simpan sebagai .xlsx, lalu kirim ulang.",
    ),
    "sandi.xlsx": (
        ENCRYPTED,
        "Berkas memakai kata sandi. Tidak ada yang tersimpan. Hapus kata sandinya di Excel, lalu kirim ulang.",
    ),
    "makro.xlsx": (
        with_parts(GOOD, {"xl/vbaProject.bin": b"makro"}),
        "Berkas memuat makro. Demi keamanan, tidak ada yang tersimpan. Simpan sebagai .xlsx, lalu kirim ulang.",
    ),
    "bom.xlsx": (
        with_parts(GOOD, {"xl/isi.xml": bytes(20_000_000)}),
        "Isi berkas terlalu besar setelah dibuka. Tidak ada yang tersimpan. Salin datanya ke berkas baru, lalu kirim ulang.",
    ),
    "panjang.csv": (
        csv(*[BUDI_ROW] * 20_000),
        "Berkas memuat 20.001 baris, batasnya 20.000. Tidak ada yang tersimpan. Bagi menjadi beberapa berkas.",
    ),
    "grafik.xlsx": (
        without_worksheets(),
        "Lembar yang dicari (Data) tidak ada. Tidak ada yang tersimpan. Pakai templat dari /templat.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
async def test_a_file_that_cannot_be_taken_is_refused_in_three_sentences(desk: Chat, name: str) -> None:
    content, words = REFUSED[name]
    await desk.plays(f"Rahmat | ({name})\nbot | {words}", files={name: content})
    assert len(await roster(desk)) == 2


async def test_a_roster_without_a_column_it_needs_is_refused_where_it_was_announced(desk: Chat) -> None:
    header = ("NIP", "NAMA", "JABATAN")
    await desk.plays(
        f"""
        Rahmat | (pegawai.xlsx)
        bot  | {CHECKING}
        bot  ~ Judul kolom UNIT KERJA tidak ditemukan. Tidak ada yang tersimpan. Periksa baris judul, atau pakai /templat.
        """,
        files={"pegawai.xlsx": xlsx(BUDI_ROW[:3], header=header)},
    )


async def test_a_file_that_is_too_large_is_not_even_fetched(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (besar.xlsx)
        bot  | Berkas 20,1 MB melebihi batas 20 MB. Tidak disimpan. Kirim berkas lebih kecil atau foto yang jelas.
        """,
        files={"besar.xlsx": bytes(20 * 1024 * 1024 + 1)},
    )
    assert await calls(desk, "getFile") == 0


async def test_a_file_nobody_recognises_is_asked_about(desk: Chat) -> None:
    odd = xlsx(("Budi", "apel"), header=("ORANG", "BUAH"))
    await desk.plays(
        """
        Rahmat | (buah.xlsx)
        bot  | Isi berkas belum dikenali. Tidak ada yang disimpan. Jenis apa berkas ini? [Daftar pegawai]   [Bukti kinerja]   [Rekap kompetensi]   [Batal]
        Rahmat | [Daftar pegawai]
        bot  !! Judul kolom NIP, NAMA, JABATAN, dan UNIT KERJA tidak ditemukan. Tidak ada yang tersimpan. Periksa baris judul, atau pakai /templat.
        Rahmat | [Rekap kompetensi]
        bot  ~ Rekap kompetensi belum dapat diimpor. Tidak ada yang disimpan. Nilai kompetensi dimasukkan oleh asesor melalui /nilai. [Tutup]
        Rahmat | [Daftar pegawai] of an earlier message
        bot  !! Berkas itu tidak lagi terbuka di sini. Tidak ada yang berubah. Kirim ulang berkasnya.
        Rahmat | [Batal] of an earlier message
        bot  ~ Impor dibatalkan. Tidak ada yang disimpan. Data lama tidak berubah. [Beranda]
        """,
        files={"buah.xlsx": odd},
    )


async def test_the_kind_chosen_is_the_kind_that_is_read(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (campur.xlsx)
        bot  | Berkas diterima. Isinya tampak sebagai bukti kinerja. Sedang diperiksa.
        bot  ~ Judul kolom NIP tidak ditemukan. Tidak ada yang tersimpan. Periksa baris judul, atau pakai /templat.
        """,
        files={"campur.xlsx": xlsx(("Budi", "Baik"), header=("NAMA", "PREDIKAT"))},
    )


async def test_a_recap_of_competencies_is_not_taken(desk: Chat) -> None:
    header = (
        "NO",
        "NAMA",
        "INTEGRITAS",
        "KERJA SAMA",
        "KOMUNIKASI",
        "ORIENTASI PADA HASIL",
        "PELAYANAN PUBLIK",
    )
    await desk.plays(
        """
        Rahmat | (rekap.xlsx)
        bot  | Rekap kompetensi belum dapat diimpor. Tidak ada yang disimpan. Nilai kompetensi dimasukkan oleh asesor melalui /nilai. [Tutup]
        """,
        files={"rekap.xlsx": xlsx(("1", "Budi", "3", "3", "3", "3", "3"), header=header)},
    )


async def test_a_file_of_somebody_else_is_not_even_fetched(desk: Chat) -> None:
    await desk.links("Budi", official=BUDI)
    await desk.joins("Agus")
    await desk.plays(
        """
        Budi | (pegawai.xlsx)
        bot  | Berkas belum diminta di sini dan tidak disimpan. Tekan Beranda, atau ketik /bantuan. [Beranda]
        Budi | /impor
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
        Agus | (pegawai.xlsx)
        bot  | Akun ini belum tertaut. Tidak ada yang disimpan. Tekan Mulai untuk menautkan akun. [Mulai]
        """,
        files={"pegawai.xlsx": GOOD},
    )
    assert await calls(desk, "getFile") == 0


async def test_a_preview_of_somebody_who_is_no_admin_any_more_is_not_saved(desk: Chat) -> None:
    await desk.plays(
        """
        Rahmat | (pegawai.xlsx)
        bot  | …
        bot  ~ Pratinjau: … [Simpan] [Rincian]   [Batal]
        """,
        files={"pegawai.xlsx": xlsx(SARI_ROW)},
    )

    async def revoke(uow: Any, *, now: Any) -> None:
        from sqlalchemy import update

        from storage.tables import Account

        await uow.execute(update(Account).values(revoked_at=now))

    await desk.do(revoke)
    words = "Akses akun ini sudah dihentikan. Data yang ada tetap tersimpan. Pertanyaan dapat disampaikan kepada BKPSDM, telepon 0231-000000."
    await desk.plays(
        "\n".join(f"Rahmat | [{label}]\nbot !! {words}" for label in ("Simpan", "Rincian", "Batal"))
    )
    assert len(await roster(desk)) == 2


async def test_a_busy_import_does_not_make_another_chat_wait(desk: Chat) -> None:
    await desk.links("Budi", official=BUDI)
    rahmat, budi = desk.people["Rahmat"], desk.people["Budi"]
    before = await rahmat.sends_file("banyak.csv", csv(*[BUDI_ROW] * 4_000))
    said = await budi.says("/mulai")
    await budi.waits_for("Beranda Bapak/Ibu Budi", since=said)
    await rahmat.waits_for("Baris 2, 3, 4, 5, 6, dan 7: NIP sama.\nSelebihnya 3.994 baris", since=before)
