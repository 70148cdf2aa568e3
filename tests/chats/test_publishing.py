"""From the committee's review to the hour of publication."""

from datetime import datetime
from typing import Any, cast

import pytest
from sqlalchemy import update

from bot.config import Mapping
from domain.errors import ChangedMeanwhile
from domain.people import Account, Role
from domain.publications import Publication
from domain.results import ResultState
from domain.usecases import announcing, approving
from storage import tables
from tests.chats import talent
from tests.chats.conftest import BUDI, WATI, Chat

DESK = "Pleno komite talenta, Tahap 1 // Draf 1; ditinjau 0; ditetapkan 0; terbit 0 / Belum dapat dipetakan: 1 (menerima penjelasan data yang kurang)"
REVIEWED = """
        Rahmat | /komite
        bot    | Pleno komite talenta, Tahap 1 // … [Terima semua]   [Data yang kurang]   [Tutup]
        Rahmat | [Terima semua] → [Terima semua]
        bot    ~ Ditinjau: 1 orang. Berikutnya: catat nomor keputusan, lalu minta persetujuan penerbitan. [Terbitkan] [Tutup]
"""
PREVIEWED = """
        Rahmat | [Terbitkan]
        bot    ~ Ketik nomor dan tanggal keputusan, misalnya 800/123-BKPSDM/2027; 8-1-2027. [Batal]
        Rahmat | 800/7-BKPSDM/2027; 8-1-2027
        bot    | Terbitkan hasil Tahap 1? // Penerima pemberitahuan netral: 2 orang (1 hasil, 1 belum lengkap). / Nomor keputusan: 800/7-BKPSDM/2027, 8 Januari 2027. / Pendamping bertugas: Ibu Ratna Dewi, pukul 08.00–15.00 WIB. / Masa sanggah sampai Senin, 25 Januari 2027, pukul 16.00 WIB. / Waktu: Senin, 11 Januari 2027, pukul 09.00 WIB. // Memerlukan persetujuan admin kedua. [Minta persetujuan]   [Pilih waktu] [Batal]
"""
ASKED = """
        Rahmat | [Minta persetujuan]
        bot    ~ Permintaan penerbitan Tahap 1 menunggu persetujuan admin lain sampai Selasa, 12 Januari 2027, pukul 08.20 WIB. [Tutup]
        Dewi   | bot: Ada 1 persetujuan yang menunggu. [Buka]
"""
APPROVED = """
        Dewi   | [Buka]
        bot    ~ Permintaan penerbitan Tahap 1 oleh Rahmat, pukul 08.20 WIB (berlaku 24 jam). Hasil 1 orang, 0 keputusan pleno berbeda dari usulan. [Terbitkan]   [Tolak]
        Dewi   | [Terbitkan]
        bot    ~ Disetujui. Penerbitan berjalan pukul 09.00 WIB dan dapat dibatalkan sampai saat itu. [Batalkan] [Tutup]
        Rahmat | bot: Satu permintaan persetujuan sudah disetujui. [Beranda]
"""


async def ready(chat: Chat, *, on_duty: bool = True) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.links("Dewi", Role.ADMIN)
    await talent.is_mapped(chat)
    if on_duty:
        await chat.do(talent.counsellor)


async def state_of(chat: Chat, nip: str) -> ResultState:
    result = await chat.do(talent.result_of, nip=nip)
    assert result is not None
    return ResultState(result.state)


async def test_a_publication_goes_through_four_eyes_and_out_at_its_hour(chat: Chat) -> None:
    await ready(chat)
    await chat.links("Budi", official=BUDI)
    await chat.links("Wati", official=WATI)
    await chat.plays(f"""
        Rahmat | /komite
        bot    | {DESK} (terlindung) [Terima semua]   [Data yang kurang]   [Tutup]
        Rahmat | [Terima semua]
        bot    ~ Terima semua usulan Tahap 1? Sebanyak 1 orang ditandai ditinjau. Belum ada yang diterbitkan. [Terima semua]   [Batal]
        Rahmat | [Terima semua]
        bot    ~ Ditinjau: 1 orang. Berikutnya: catat nomor keputusan, lalu minta persetujuan penerbitan. [Terbitkan] [Tutup]
        {PREVIEWED}
        {ASKED}
        {APPROVED}
        --- Senin, 11 Januari 2027, 08.59 WIB ---
        Budi   | /hasil
        bot    | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Budi   | bot: Yth. Bapak/Ibu Budi, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (terlindung) [Buka]   [Nanti]
        Wati   | bot: Yth. Bapak/Ibu Wati, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (terlindung) [Buka]   [Nanti]
        Dewi   | bot: Penerbitan Tahap 1 sudah berjalan: 2 pemberitahuan dikirim. [Beranda]
        --- 1 menit kemudian ---
        Rahmat | /komite
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pleno komite talenta, Tahap 1 // Draf 0; ditinjau 0; ditetapkan 0; terbit 1 / Belum dapat dipetakan: 1 (menerima penjelasan data yang kurang) [Data yang kurang]   [Tutup]
    """)
    assert await state_of(chat, BUDI.nip) is ResultState.PUBLISHED
    assert await state_of(chat, WATI.nip) is ResultState.PROPOSED
    assert await chat.do(talent.trail_of, nip=BUDI.nip) == [("publication", "result_published")]
    assert await chat.do(talent.trail_of, nip=WATI.nip) == []


async def test_nobody_approves_the_own_request(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        Rahmat | /komite
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pleno komite talenta, Tahap 1 // … // Permintaan penerbitan Tahap 1 menunggu persetujuan admin lain sampai Selasa, 12 Januari 2027, pukul 08.20 WIB. [Buka]   [Data yang kurang]   [Tutup]
        Rahmat | [Buka]
        bot    ~ Permintaan penerbitan Tahap 1 oleh Rahmat, … [Terbitkan]   [Tolak]
        Rahmat | [Terbitkan]
        bot    !! Persetujuan harus diberikan oleh admin lain. Belum ada yang berubah. Permintaan tetap menunggu sampai Selasa, 12 Januari 2027, pukul 08.20 WIB.
    """)
    assert await state_of(chat, BUDI.nip) is ResultState.REVIEWED


async def test_a_request_is_good_for_a_day(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        Dewi   | [Buka]
        bot    ~ Permintaan penerbitan Tahap 1 oleh Rahmat, … [Terbitkan]   [Tolak]
        --- Selasa, 12 Januari 2027, 08.21 WIB ---
        Dewi   | [Terbitkan]
        bot    !! Permintaan ini berakhir pukul 08.20 WIB. Belum ada yang diterbitkan. Ajukan kembali dari /komite.
        Rahmat | /komite
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pleno komite talenta, Tahap 1 // … [Terbitkan]   [Data yang kurang]   [Tutup]
    """)


async def test_a_second_admin_may_reject(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        Dewi   | [Buka]
        bot    ~ Permintaan penerbitan Tahap 1 oleh Rahmat, … [Terbitkan]   [Tolak]
        Dewi   | [Tolak]
        bot    ~ Permintaan penerbitan Tahap 1 ditolak. Tidak ada yang diterbitkan. [Tutup]
        Rahmat | bot: Satu permintaan persetujuan ditolak oleh admin lain. Tidak ada yang berubah. [Beranda]
        --- Senin, 11 Januari 2027, 09.30 WIB ---
    """)
    assert await state_of(chat, BUDI.nip) is ResultState.REVIEWED


async def test_a_publication_can_be_taken_back_until_its_hour(chat: Chat) -> None:
    await ready(chat)
    await chat.links("Budi", official=BUDI)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        {APPROVED}
        Dewi   | [Batalkan]
        bot    ~ Penerbitan Tahap 1 dibatalkan. Tidak ada yang diterbitkan. Ajukan kembali dari /komite. [Tutup]
        --- Senin, 11 Januari 2027, 09.30 WIB ---
        Budi   | /hasil
        bot    | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
    """)


async def test_it_cannot_be_taken_back_afterwards(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        {APPROVED}
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Dewi   | bot: Penerbitan Tahap 1 sudah berjalan: 0 pemberitahuan dikirim. [Beranda]
        Dewi   | [Batalkan]
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)
    assert await state_of(chat, BUDI.nip) is ResultState.PUBLISHED


async def test_what_was_approved_is_what_is_published(chat: Chat) -> None:
    """Somebody whose test arrives after the request waits for the next publication."""
    await ready(chat)
    await chat.links("Wati", official=WATI)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        --- Senin, 11 Januari 2027, 08.30 WIB ---
    """)
    await chat.do(talent.knows, nip=WATI.nip, scores={}, evidence={"intelektual": "4"})
    await chat.plays("""
        Dewi   | /komite
        bot    | Pleno komite talenta, Tahap 1 // Draf 1; ditinjau 1; ditetapkan 0; terbit 0 / … [Terima semua]   [Buka]   [Tutup]
        Dewi   | [Terima semua] → [Terima semua]
        bot    ~ Ditinjau: 1 orang. … [Terbitkan] [Tutup]
        Dewi   | /komite → [Buka] → [Terbitkan]
        bot    ~ Disetujui. Penerbitan berjalan pukul 09.00 WIB dan dapat dibatalkan sampai saat itu. [Batalkan] [Tutup]
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        bot    | Penerbitan Tahap 1 sudah berjalan: 1 pemberitahuan dikirim. [Beranda]
        Wati   | bot: Yth. Bapak/Ibu Wati, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. [Buka]   [Nanti]
    """)
    assert await state_of(chat, BUDI.nip) is ResultState.PUBLISHED
    assert await state_of(chat, WATI.nip) is ResultState.REVIEWED


async def withdrawn(uow: Any) -> None:
    await uow.execute(update(tables.Result).where(tables.Result.box == 6).values(state="withdrawn"))


async def test_a_result_that_changed_since_the_request_is_not_approved(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        Dewi   | [Buka]
        bot    ~ Permintaan penerbitan Tahap 1 oleh Rahmat, … [Terbitkan]   [Tolak]
    """)
    await chat.do(withdrawn)
    await chat.plays("""
        Dewi   | [Terbitkan]
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_a_result_that_changed_since_the_approval_is_not_published(chat: Chat) -> None:
    await ready(chat)
    await chat.links("Budi", official=BUDI)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        {APPROVED}
    """)
    await chat.do(withdrawn)
    await chat.plays("""
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Dewi   | bot: Satu penerbitan tidak dijalankan karena datanya berubah. Tidak ada yang diterbitkan. Ajukan kembali dari /komite. [Beranda]
        Budi   | /hasil
        bot    | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
    """)


async def test_a_new_proposal_between_screen_and_acceptance_is_not_accepted_unseen(chat: Chat) -> None:
    await ready(chat)
    await chat.plays("""
        Rahmat | /komite → [Terima semua]
        bot    ~ Terima semua usulan Tahap 1? Sebanyak 1 orang ditandai ditinjau. Belum ada yang diterbitkan. [Terima semua]   [Batal]
    """)
    await chat.do(talent.knows, nip=WATI.nip, scores={}, evidence={"intelektual": "4"})
    await chat.plays("""
        Rahmat | [Terima semua]
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_a_publication_needs_somebody_who_answers(chat: Chat) -> None:
    await ready(chat, on_duty=False)
    await chat.plays("""
        Rahmat | /komite → [Terima semua] → [Terima semua]
        bot    ~ Ditinjau: 1 orang. … [Terbitkan] [Tutup]
        Rahmat | [Terbitkan]
        bot    !! Pendamping bertugas belum dicatat. Hasil belum diterbitkan. Tambahkan nama dan jam layanan.
        Rahmat | /komite
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pleno komite talenta, Tahap 1 // … [Terbitkan]   [Catat pendamping]   [Data yang kurang]   [Tutup]
        Rahmat | [Catat pendamping]
        bot    ~ Ketik nama dan jam layanan pendamping, misalnya Ibu Ratna Dewi; 08.00–15.00. [Batal]
        Rahmat | Ibu Ratna Dewi
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Nama dan jam layanan belum dapat dikenali. Tidak ada yang tersimpan. Tulis nama, titik koma, lalu jam seperti 08.00–15.00. [Batal]
        Rahmat | Ibu Ratna Dewi; 8.00 - 15.00
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pendamping bertugas tercatat: Ibu Ratna Dewi, pukul 08.00–15.00 WIB. [Komite] [Tutup]
        Rahmat | [Komite] → [Terbitkan]
        bot    ~ Ketik nomor dan tanggal keputusan, misalnya 800/123-BKPSDM/2027; 8-1-2027. [Batal]
    """)


async def test_a_decree_has_a_number_and_a_day(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        Rahmat | [Terbitkan]
        bot    ~ Ketik nomor dan tanggal keputusan, misalnya 800/123-BKPSDM/2027; 8-1-2027. [Batal]
        Rahmat | 800/7-BKPSDM/2027
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Nomor dan tanggal keputusan belum dapat dikenali. Tidak ada yang tersimpan. Tulis nomor, titik koma, lalu tanggal seperti 8-1-2027. [Batal]
        Rahmat | 800/7-BKPSDM/2027; kemarin
        bot    | Tanggal "kemarin" belum dapat dikenali. Belum disimpan. Ketik seperti 17-8-2024.
        Rahmat | 800/7-BKPSDM/2027; 12-1-2027
        bot    | Tanggal harus antara 2 November 2026 dan 11 Januari 2027. Belum disimpan. Ketik tanggal lain.
        Rahmat | 800/7-BKPSDM/2027; 8 Januari 2027
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Terbitkan hasil Tahap 1? // … [Minta persetujuan]   [Pilih waktu] [Batal]
    """)


async def test_an_hour_in_which_nobody_answers_is_refused(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        Rahmat | [Pilih waktu]
        bot    ~ Ketik hari dan jam penerbitan, misalnya 11-1-2027 09.00. Hari Senin sampai Kamis, pukul 09.00–14.00 WIB. [Batal]
        Rahmat | 15-1-2027 10.00
        bot    | Waktu Jumat, 15 Januari 2027, pukul 10.00 WIB di luar jam kirim 09.00–14.00. Belum dijadwalkan. Pilih waktu lain.
        Rahmat | 7-1-2027 10.00
        bot    | Waktu Kamis, 7 Januari 2027, pukul 10.00 WIB di luar jam kirim 09.00–14.00. Belum dijadwalkan. Pilih waktu lain.
        Rahmat | 12-1-2027 13.30
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Terbitkan hasil Tahap 1? // … / Masa sanggah sampai Selasa, 26 Januari 2027, pukul 16.00 WIB. / Waktu: Selasa, 12 Januari 2027, pukul 13.30 WIB. // … [Minta persetujuan]   [Pilih waktu] [Batal]
        Rahmat | [Minta persetujuan]
        bot    ~ Permintaan penerbitan Tahap 1 menunggu … [Tutup]
        Dewi   | [Buka] → [Terbitkan]
        bot    ~ Disetujui. Penerbitan berjalan Selasa, 12 Januari 2027, pukul 13.30 WIB dan dapat dibatalkan sampai saat itu. [Batalkan] [Tutup]
        Rahmat | /komite
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pleno komite talenta, Tahap 1 // … // Disetujui. Penerbitan berjalan Selasa, 12 Januari 2027, pukul 13.30 WIB dan dapat dibatalkan sampai saat itu. [Batalkan]   [Data yang kurang]   [Tutup]
        Rahmat | /kotak
        bot    > … "Peta sembilan kotak, Tahap 1, ditetapkan (belum terbit). …" [Uraian gambar]   [Pilih kotak]   [Tutup]
    """)


async def test_who_is_not_mapped_is_not_published(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        {APPROVED}
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        bot    | Penerbitan Tahap 1 sudah berjalan: 0 pemberitahuan dikirim. [Beranda]
        Rahmat | [Terbitkan] of an earlier message
        bot    !! Sebanyak 1 orang belum dapat dipetakan. Hasil mereka tidak diterbitkan. Lihat daftar data yang kurang.
        Rahmat | /komite → [Data yang kurang]
        bot    ~ Belum dapat dipetakan, 1 orang (1–1) // 1. Wati …2003: kurang Kemampuan intelektual (hanya dari tes) // Pembukaan daftar ini tercatat. [1]   [Tutup]
    """)


async def test_the_desk_is_empty_before_anybody_is_mapped(chat: Chat) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await chat.plays("""
        Rahmat | /komite
        bot    | Pleno komite talenta // Belum ada usulan untuk ditinjau. Usulan muncul setelah data seseorang lengkap. [Tutup]
    """)


async def test_an_hour_that_was_missed_moves_to_the_next_possible_one(chat: Chat) -> None:
    """The bot was down from nine to five: nobody is told in the evening."""
    await ready(chat)
    await chat.links("Budi", official=BUDI)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        {APPROVED}
        --- Senin, 11 Januari 2027, 17.00 WIB ---
        Budi   | /hasil
        bot    | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
        --- Selasa, 12 Januari 2027, 09.00 WIB ---
        bot    | Yth. Bapak/Ibu Budi, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. [Buka]   [Nanti]
    """)


async def test_only_admins_see_the_committee_and_the_map(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.plays("""
        Budi | /komite
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
        Budi | /kotak
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
        Budi | /talenta 197901012005012003
        bot  | Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.
    """)


async def test_an_agency_may_decide_for_two_eyes(chat: Chat) -> None:
    await ready(chat)
    config = chat.bot.services.config
    await chat.restarts(config.model_copy(update={"mapping": Mapping(two_admins=False)}))
    await chat.plays(f"""
        {REVIEWED}
        Rahmat | [Terbitkan]
        bot    ~ Ketik nomor dan tanggal keputusan, misalnya 800/123-BKPSDM/2027; 8-1-2027. [Batal]
        Rahmat | 800/7-BKPSDM/2027; 8-1-2027
        bot    | Terbitkan hasil Tahap 1? // … / Waktu: Senin, 11 Januari 2027, pukul 09.00 WIB. [Terbitkan]   [Pilih waktu] [Batal]
        Rahmat | [Terbitkan]
        bot    ~ Disetujui. Penerbitan berjalan pukul 09.00 WIB dan dapat dibatalkan sampai saat itu. [Batalkan] [Tutup]
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        bot    | Penerbitan Tahap 1 sudah berjalan: 0 pemberitahuan dikirim. [Beranda]
    """)
    assert await state_of(chat, BUDI.nip) is ResultState.PUBLISHED


async def test_a_request_is_told_only_while_it_waits(chat: Chat) -> None:
    """Asked for in the evening, decided before morning: nobody is woken for nothing."""
    await ready(chat)
    await chat.plays("""
        --- Senin, 11 Januari 2027, 18.00 WIB ---
    """)
    await chat.plays(f"""
        {REVIEWED}
        Rahmat | [Terbitkan]
        bot    ~ Ketik nomor … [Batal]
        Rahmat | 800/7-BKPSDM/2027; 8-1-2027
        bot    | Terbitkan hasil Tahap 1? // … / Waktu: Selasa, 12 Januari 2027, pukul 09.00 WIB. // … [Minta persetujuan]   [Pilih waktu] [Batal]
        Rahmat | [Minta persetujuan]
        bot    ~ Permintaan penerbitan Tahap 1 menunggu … [Tutup]
        Rahmat | /komite → [Buka] → [Tolak]
        bot    ~ Permintaan penerbitan Tahap 1 ditolak. Tidak ada yang diterbitkan. [Tutup]
        --- Selasa, 12 Januari 2027, 09.30 WIB ---
    """)
    assert await talent.rings_of(chat, "Dewi") == []


async def test_of_two_requests_for_one_phase_the_second_is_refused(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        Dewi   | /komite → [Terbitkan]
        bot    ~ Ketik nomor … [Batal]
        Dewi   | 800/8-BKPSDM/2027; 8-1-2027
        bot    | Terbitkan hasil Tahap 1? // … [Minta persetujuan]   [Pilih waktu] [Batal]
        {ASKED}
        Dewi   | [Minta persetujuan]
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_a_preview_that_grew_old_asks_for_nothing(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        --- Senin, 11 Januari 2027, 09.01 WIB ---
        Rahmat | [Minta persetujuan]
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
        Rahmat | /komite
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Pleno komite talenta, … [Terbitkan]   [Data yang kurang]   [Tutup]
    """)
    assert await talent.forges(chat, "Rahmat", "pa") == [
        "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
    ]


async def test_an_approval_after_the_hour_publishes_at_the_next_possible_hour(chat: Chat) -> None:
    await ready(chat)
    await chat.links("Budi", official=BUDI)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
        --- Senin, 11 Januari 2027, 15.00 WIB ---
        Dewi   | [Buka] → [Terbitkan]
        bot    ~ Disetujui. Penerbitan berjalan Selasa, 12 Januari 2027, pukul 09.00 WIB dan dapat dibatalkan sampai saat itu. [Batalkan] [Tutup]
        --- Selasa, 12 Januari 2027, 09.00 WIB ---
        bot    | Penerbitan Tahap 1 sudah berjalan: 1 pemberitahuan dikirim. [Beranda]
        Budi   | bot: Yth. Bapak/Ibu Budi, dokumen … [Buka]   [Nanti]
        Budi   | [Buka] → [Tampilkan] → [Sanggah]
        bot    ~ Layar pribadi. … // Sanggahan dapat diajukan sampai Selasa, 26 Januari 2027, pukul 16.00 WIB. … [Kembali] [Tutup]
    """)


async def test_nobody_mapped_is_nothing_to_accept(chat: Chat) -> None:
    await ready(chat)
    await chat.plays("""
        Rahmat | /komite → [Terima semua] → [Terima semua]
        bot    ~ Ditinjau: 1 orang. … [Terbitkan] [Tutup]
    """)
    assert await talent.forges(chat, "Rahmat", "ra:1") == [
        "Sebanyak 1 orang belum dapat dipetakan. Hasil mereka tidak diterbitkan. Lihat daftar data yang kurang."
    ]


async def test_an_approval_counts_once(chat: Chat) -> None:
    await ready(chat)
    await chat.plays(f"""
        {REVIEWED}
        {PREVIEWED}
        {ASKED}
    """)
    before = await chat.do(request_of_stage)
    await chat.plays(APPROVED)
    assert await talent.forges(chat, "Dewi", "py:1") == [
        "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
    ]
    with pytest.raises(ChangedMeanwhile):
        await chat.do(approving.approve_request, publication=before, admin=await chat.do(dewi))


async def request_of_stage(uow: Any) -> Publication:
    (found,) = await uow.publications.pending()
    return cast(Publication, found)


async def dewi(uow: Any) -> Account:
    return cast(Account, (await uow.accounts.holding(Role.ADMIN))[-1])


async def test_an_admin_who_was_cut_off_overnight_is_not_told(chat: Chat) -> None:
    await ready(chat)
    await chat.plays("--- Senin, 11 Januari 2027, 18.00 WIB ---")
    await chat.plays("""
        Rahmat | /komite → [Terima semua] → [Terima semua] → [Terbitkan] → 800/7; 8-1-2027 → [Minta persetujuan]
        bot    ~ Permintaan penerbitan Tahap 1 menunggu … [Tutup]
    """)
    await chat.do(cut_off, telegram_id=chat.people["Dewi"].id)
    await chat.plays("--- Selasa, 12 Januari 2027, 08.00 WIB ---")
    assert await talent.rings_of(chat, "Dewi") == []


async def cut_off(uow: Any, *, telegram_id: int, now: Any) -> None:
    statement = update(tables.Account).where(tables.Account.telegram_id == telegram_id)
    await uow.execute(statement.values(revoked_at=now))


async def test_many_people_are_told_in_short_writes_in_the_same_minute(chat: Chat) -> None:
    await ready(chat)
    await chat.roster(*(talent.colleague(number, f"Pegawai {number}") for number in range(100, 350)))
    await chat.links("Wati", official=WATI)
    await chat.plays(f"""
        {REVIEWED}
        Rahmat | [Terbitkan] → 800/7; 8-1-2027 → [Minta persetujuan]
        bot    ~ Permintaan … [Tutup]
        {APPROVED}
    """)
    later = datetime.fromisoformat("2027-01-11T09:00+07:00")
    assert await chat.do(at, act=announcing.publish_due, moment=later) == 1
    steps = [await chat.do(at, act=announcing.tell_next, moment=later) for _ in range(5)]
    assert steps == [True, True, True, True, False]  # 252 people in three writes, the admins in a fourth


async def at(uow: Any, *, act: Any, policy: Any, moment: datetime) -> Any:
    return await act(uow, policy=policy, now=moment)
