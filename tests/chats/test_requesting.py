"""More time, asked for by an official and decided by an admin (notation: bot/simulator/notation.py)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.services import UseCase
from domain.errors import ChangedMeanwhile
from domain.people import Account, Actor, Role
from domain.requests import Request, RequestKind, RosterField
from domain.usecases import deciding_requests, requesting
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phase_scenes import WIB, fills, phase_one, staffed
from tests.chats.phases import answered, open_phase, stored

ASKED = """
    Budi | /kuesioner → [Minta waktu]
    bot  ~ Tuliskan alasan singkat, misalnya dinas luar atau cuti. Mohon tidak menuliskan data kesehatan. [Batal]
    Budi | Dinas luar sampai tanggal 10
    bot  ~ Layar ini dilanjutkan di bawah.
    bot  | Permohonan terkirim kepada BKPSDM. Jawaban diberikan melalui bot ini. Draf tetap tersimpan. [Beranda]
    Rahmat | bot: Permohonan pegawai yang menunggu jawaban: 1. [Buka]
"""
OPENED = """
    Rahmat | [Buka]
    bot    | Permohonan terbuka: 1 // 1. Waktu, …1004: diterima 9 Des 2026, 08.00 (terlindung) [1]   [Beranda] [Tutup]
    Rahmat | [1]
    bot    ~ Permohonan waktu // Pemohon: Budi …1004 / Diterima Rabu, 9 Desember 2026, pukul 08.00 WIB / Tahap 1, tenggat sekarang Selasa, 8 Desember 2026, pukul 16.00 WIB / Isi: "Dinas luar sampai tanggal 10" (terlindung) [Perpanjang] [Tolak]   [Kembali] [Tutup]
"""


async def after_the_deadline(chat: Chat, count: int = 29) -> int:
    """Budi has answered so many statements of one questionnaire, and the phase closed the evening before."""
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Rahmat", Role.ADMIN)
    await open_phase(chat, questionnaires=["penilaian_mandiri"])
    values = [(f"p{number:02}", "4") for number in range(1, count + 1)]
    response = await answered(chat, BUDI.nip, "penilaian_mandiri", values)
    await chat.plays("--- Rabu, 9 Desember 2026, 08.00 WIB ---")
    return response


async def test_more_time_is_asked_for_granted_and_used(chat: Chat) -> None:
    response = await after_the_deadline(chat)
    await chat.plays(ASKED)
    await chat.plays(OPENED)
    await chat.plays("""
        Rahmat | [Perpanjang]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tenggat Tahap 1 untuk NIP berakhiran 1004: Selasa, 8 Desember 2026, pukul 16.00 WIB. Ketik tanggal dan jam yang baru, misalnya 11-12-2026 16.00. [Batal]
        Rahmat | 7-12-2026
        bot    | Tanggal harus antara 9 Desember 2026 dan 9 Desember 2027. Belum disimpan. Ketik tanggal lain.
        Rahmat | 12-12-2026
        bot    | Waktu Sabtu, 12 Desember 2026, pukul 16.00 WIB di luar jam kirim 08.00–16.00. Belum dijadwalkan. Pilih waktu lain.
        Rahmat | 11-12-2026
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Perpanjang Tahap 1 untuk NIP berakhiran 1004 sampai Jumat, 11 Desember 2026, pukul 16.00 WIB? Tuliskan alasan untuk melanjutkan. [Batal]
        Rahmat | cuti
        bot    | Alasan paling sedikit 10 huruf. Belum tersimpan. Tuliskan dasar perubahannya.
        Rahmat | Surat tugas nomor 12 diterima
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tahap 1 untuk NIP berakhiran 1004 diperpanjang sampai Jumat, 11 Desember 2026, pukul 16.00 WIB. Pegawai diberi tahu. Alasan tercatat. [Permohonan] [Beranda]
        Budi   | bot: Yth. Bapak/Ibu Budi, waktu pengisian diperpanjang sampai Jumat, 11 Desember 2026, pukul 16.00 WIB. Jawaban sebelumnya tetap tersimpan. [Lanjut]
        Budi   | [Lanjut]
        bot    | Terakhir diisi Senin, 2 November 2026. Tersimpan 29 jawaban. // Bagian 4 dari 6, pernyataan 30 dari 48 // …
        Budi   | [5]
        bot    ~ Bagian 4 dari 6, pernyataan 31 dari 48 // …
        Budi   | /kuesioner
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: 30 dari 48 terjawab, sisa 2 hari // Tenggat: Jumat, 11 Desember 2026, pukul 16.00 WIB. [1. Lanjut]   [Beranda]
        Rahmat | [Permohonan]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Permohonan terbuka: tidak ada. (terlindung) [Beranda] [Tutup]
    """)
    assert (await stored(chat, response))["p30"] == "5"


async def test_the_minute_of_grace_follows_the_own_deadline(chat: Chat) -> None:
    response = await after_the_deadline(chat)
    await more_time(chat, datetime(2026, 12, 11, 16, tzinfo=WIB))
    await chat.plays("""
        --- Jumat, 11 Desember 2026, 15.59 WIB ---
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ … // Bagian 4 dari 6, pernyataan 30 dari 48 // …
        --- Jumat, 11 Desember 2026, 16.00.59 WIB ---
        Budi | [4]
        bot  ~ Jawaban itu dikirim sebelum tenggat dan tersimpan. // Masa pengisian berakhir pukul 16.00 WIB. Draf berisi 30 dari 48 jawaban tersimpan. [Minta waktu] [Beranda]
        Budi | [Minta waktu]
        bot  ~ Tuliskan alasan singkat, … [Batal]
        Budi | [Batal]
        bot  ~ Beranda Bapak/Ibu Budi // …
    """)
    assert (await stored(chat, response))["p30"] == "4"


async def more_time(chat: Chat, closes_at: datetime) -> None:
    """Budi has been given until then, and nobody was told."""

    async def give(uow: Any, *, now: datetime) -> None:
        person = await uow.people.by_nip(BUDI.nip)
        admin = (await uow.accounts.holding(Role.ADMIN))[0]
        await uow.extensions.grant(
            1, person.id, closes_at=closes_at, reason="Dinas luar", account_id=admin.id, now=now
        )

    await chat.do(give)


async def test_a_request_is_rejected_and_the_reason_waits_behind_a_button(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays(ASKED)
    await chat.plays(OPENED)
    await chat.plays("""
        Rahmat | [Tolak]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tolak permohonan dari NIP berakhiran 1004? Tuliskan alasan; pemohon membacanya. [Batal]
        Rahmat | Masa pengisian sudah diperpanjang dua kali.
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Permohonan dari NIP berakhiran 1004 ditolak. Pemohon diberi tahu. [Permohonan] [Beranda]
        Budi   | bot: Yth. Bapak/Ibu Budi, ada jawaban BKPSDM atas permohonan Bapak/Ibu. [Buka]
        Budi   | [Buka]
        bot    ~ Permohonan waktu belum dapat dipenuhi. Alasan: Masa pengisian sudah diperpanjang dua kali. Draf tetap tersimpan. Pertanyaan dapat disampaikan kepada BKPSDM, telepon 0231-000000. [Beranda]
        Rahmat | [Tolak] of an earlier screen
        bot    !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_before_the_deadline_the_questionnaire_stays_open_meanwhile(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 08.30 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, … [Lanjut]   [Minta waktu]
        Budi | [Minta waktu]
        bot  | Tuliskan alasan singkat, … [Batal]
        Budi | ...
        bot  | Tulisan itu kosong. Belum disimpan. Ketik jawaban, atau tekan Lewati jika tersedia.
        Budi | Cuti bersalin
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Permohonan terkirim kepada BKPSDM. Jawaban diberikan melalui bot ini. Pengisian tetap terbuka sampai tenggat. [Lanjut] [Beranda]
        Rahmat | bot: Permohonan pegawai yang menunggu jawaban: 1. [Buka]
        Budi | [Lanjut]
        bot  ~ Penilaian mandiri // …
        Budi | [Minta waktu]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Permohonan waktu diterima Selasa, 8 Desember 2026, pukul 08.30 WIB dan menunggu jawaban BKPSDM. Tidak perlu dikirim ulang. [Beranda]
    """)
    assert [one.kind for one in await waiting(chat)] == [RequestKind.TIME]


async def waiting(chat: Chat) -> list[Any]:
    """The undecided requests."""

    async def look(uow: Any) -> list[Any]:
        return list(await uow.requests.waiting())

    found: list[Any] = await chat.bot.services.read(look)
    return found


async def as_budi(chat: Chat, use_case: UseCase[Any], **facts: Any) -> Any:
    """What a use case answers Budi."""

    async def account(uow: Any) -> Account | None:
        found: Account | None = await uow.accounts.by_telegram(chat.people["Budi"].id)
        return found

    actor = Actor(chat.people["Budi"].id, await chat.do(account), "BKPSDM")
    return await chat.do(use_case, actor=actor, **facts)


async def test_a_second_request_for_the_same_phase_leaves_the_first(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays(ASKED)
    again = await as_budi(chat, requesting.ask_for_time, phase_id=1, text="Sekali lagi")
    assert again.waiting.text == "Dinas luar sampai tanggal 10"
    assert len(await waiting(chat)) == 1


async def test_somebody_with_more_time_is_reminded_towards_it(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("--- Senin, 7 Desember 2026, 17.00 WIB ---")
    await more_time(chat, datetime(2026, 12, 11, 16, tzinfo=WIB))
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 08.30 WIB ---
        --- Selasa, 8 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM belum terkirim. Tenggat Jumat, 11 Desember 2026, pukul 16.00 WIB (sisa 3 hari). … (senyap) [Lanjut]   [Ingatkan besok] [Pilih jam]
        Budi | [Ingatkan besok]
        bot  ~ Pengingat berikutnya: Rabu, 9 Desember 2026, pukul 09.00 WIB. [Lanjut]
        --- Rabu, 9 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM belum terkirim. Tenggat Jumat, 11 Desember 2026, pukul 16.00 WIB (sisa 2 hari). … (senyap) [Lanjut]   [Ingatkan besok] [Pilih jam]
        --- Jumat, 11 Desember 2026, 08.30 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, tenggat kuesioner BKPSDM hari ini pukul 16.00 WIB. … [Lanjut]   [Minta waktu]
        --- Senin, 14 Desember 2026, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, masa pengisian sudah berakhir. … [Minta waktu] [Beranda]
    """)


async def test_an_extension_for_everybody_does_not_shorten_an_own_one(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await more_time(chat, datetime(2026, 12, 18, 16, tzinfo=WIB))
    await chat.plays("""
        Rahmat | /tahap → [Perpanjang]
        bot    ~ Ketik tanggal dan jam tutup yang baru, …
        Rahmat | 15-12-2026
        bot    | …
        Rahmat | Banyak pegawai dinas luar
        bot    | Tahap 1 diperpanjang sampai Selasa, 15 Desember 2026, pukul 16.00 WIB. …
        Budi   | /kuesioner
        bot    | … // Tenggat: Jumat, 18 Desember 2026, pukul 16.00 WIB. …
    """)


async def test_an_admin_gives_time_without_being_asked(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays(f"""
        Rahmat | /talenta {BUDI.nip} → [Buka] → [Perpanjang]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tenggat Tahap 1 untuk NIP berakhiran 1004: … [Batal]
        Rahmat | 11-12-2026 12.00
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Perpanjang Tahap 1 untuk NIP berakhiran 1004 sampai Jumat, 11 Desember 2026, pukul 12.00 WIB? … [Batal]
        Rahmat | Gangguan jaringan di kelurahan
        bot    | … [Permohonan] [Beranda]
        Budi   | bot: Yth. Bapak/Ibu Budi, waktu pengisian diperpanjang sampai Jumat, 11 Desember 2026, pukul 12.00 WIB. …
    """)


async def test_the_queue_comes_in_pages_of_six_and_an_admin_is_told_once_a_day(chat: Chat) -> None:
    await after_the_deadline(chat)

    async def ask(uow: Any, *, now: datetime) -> None:
        person = await uow.people.by_nip(WATI.nip)
        for minutes in range(7):
            moment = now - timedelta(minutes=30 - minutes)
            await uow.requests.add(Request(0, RequestKind.TIME, person.id, "Cuti", moment, phase_id=1))

    await chat.do(ask)
    await chat.plays("""
        Rahmat | /mulai
        bot    | Meja BKPSDM // … / Menunggu: 7 permohonan. …
        Rahmat | /permohonan
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Permohonan terbuka: 7 // 1. Waktu, …2003: … / 6. Waktu, …2003: … (terlindung) [1] [2] [3] [4] [5] [6]   [Berikutnya]   [Beranda] [Tutup]
        Rahmat | [Berikutnya]
        bot    ~ Permohonan terbuka: 7 // 7. Waktu, …2003: diterima 9 Des 2026, 07.36 (terlindung) [7]   [Sebelumnya]   [Beranda] [Tutup]
        Budi   | /kuesioner → [Minta waktu]
        bot    ~ …
        Budi   | Dinas luar
        bot    | Permohonan terkirim kepada BKPSDM. …
        Rahmat | bot: Permohonan pegawai yang menunggu jawaban: 8. [Buka]
        Budi   | /perbaikan → [Nama]
        bot    ~ …
        Budi   | Budi Santoso
        bot    | Permohonan PD-2026-0001 diterima …
    """)


async def test_an_admin_no_more_is_told_nothing(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays("--- Rabu, 9 Desember 2026, 17.00 WIB ---")
    await chat.plays("""
        Budi | /kuesioner → [Minta waktu]
        bot  ~ …
        Budi | Dinas luar
        bot  | …
    """)
    await chat.revoke("Rahmat")
    await chat.plays("""
        --- Kamis, 10 Desember 2026, 08.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, masa pengisian sudah berakhir. …
    """)


async def test_what_is_decided_before_the_word_leaves_is_not_told(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays("""
        --- Rabu, 9 Desember 2026, 17.00 WIB ---
        Budi   | /kuesioner → [Minta waktu]
        bot    ~ …
        Budi   | Dinas luar
        bot    | …
        Rahmat | /permohonan → [1] → [Tolak]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tolak permohonan … [Batal]
        Rahmat | Masa pengisian sudah cukup
        bot    | Permohonan dari NIP berakhiran 1004 ditolak. …
        --- Kamis, 10 Desember 2026, 08.00 WIB ---
        Budi   | bot: Yth. Bapak/Ibu Budi, ada jawaban BKPSDM atas permohonan Bapak/Ibu. [Buka]
        Budi   | bot: Yth. Bapak/Ibu Budi, masa pengisian sudah berakhir. …
    """)


async def test_who_is_done_or_has_no_phase_asks_for_nothing(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        --- Selasa, 8 Desember 2026, 08.30 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, … [Lanjut]   [Minta waktu]
    """)
    await fills(chat, BUDI, sends=True)
    await chat.plays("""
        Budi | [Minta waktu]
        bot  !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


async def test_wrong_roster_data_is_reported_before_answering_and_answered(chat: Chat) -> None:
    await staffed(chat)
    await phase_one(chat)
    await chat.plays("""
        Budi   | /perbaikan
        bot    | Data pada daftar pegawai // Nama: Budi / Unit kerja: Kelurahan Kejaksan / Jabatan: Lurah Kejaksan // Pilih data yang perlu diperbaiki. [Nama]   [Unit kerja]   [Jabatan]   [Tutup]
        Budi   | [Unit kerja]
        bot    ~ Tercatat sekarang: Kelurahan Kejaksan // Tuliskan unit kerja yang benar. Mohon tidak menuliskan data kesehatan. [Batal]
        Budi   | Kecamatan Kejaksan
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Permohonan PD-2026-0001 diterima Senin, 2 November 2026, pukul 08.10 WIB. Jawaban paling lambat Kamis, 5 November 2026, pukul 08.10 WIB. [Tutup]
        Rahmat | bot: Permohonan pegawai yang menunggu jawaban: 1. [Buka]
        Rahmat | [Buka]
        bot    | Permohonan terbuka: 1 // 1. PD-2026-0001 perbaikan data, …1004: jatuh tempo 5 Nov 2026, 08.10 (terlindung) [1]   [Beranda] [Tutup]
        Rahmat | [1]
        bot    ~ PD-2026-0001: perbaikan data // Pemohon: Budi …1004 / Diterima Senin, 2 November 2026, pukul 08.10 WIB, jatuh tempo Kamis, 5 November 2026, pukul 08.10 WIB / Tercatat, unit kerja: Kelurahan Kejaksan / Isi: "Kecamatan Kejaksan" (terlindung) [Kabulkan] [Tolak]   [Kembali] [Tutup]
        Rahmat | [Kabulkan]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Kabulkan permohonan dari NIP berakhiran 1004? Perbaiki lebih dahulu daftar pegawai melalui /impor. Tuliskan jawaban; pemohon membacanya. [Batal]
        Rahmat | Daftar pegawai sudah diperbaiki
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Permohonan dari NIP berakhiran 1004 dikabulkan. Pemohon diberi tahu. [Permohonan] [Beranda]
        Budi   | bot: Yth. Bapak/Ibu Budi, ada jawaban BKPSDM atas permohonan Bapak/Ibu. [Buka]
        Budi   | [Buka]
        bot    ~ Permohonan PD-2026-0001 dikabulkan. Jawaban: Daftar pegawai sudah diperbaiki. Pertanyaan dapat disampaikan kepada BKPSDM, telepon 0231-000000. [Beranda]
    """)


async def test_a_report_that_is_not_granted_says_why(chat: Chat) -> None:
    await staffed(chat)
    await chat.plays("""
        Budi   | /perbaikan → [Nama]
        bot    ~ …
        Budi   | Budi Santoso
        bot    | Permohonan PD-2026-0001 diterima …
        Rahmat | [Buka] → [1] → [Tolak]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tolak permohonan … [Batal]
        Rahmat | Nama sesuai dengan surat keputusan
        bot    | Permohonan dari NIP berakhiran 1004 ditolak. …
        Budi   | [Buka]
        bot    ~ Permohonan PD-2026-0001 belum dapat dikabulkan. Alasan: Nama sesuai dengan surat keputusan. Data tidak berubah. … [Beranda]
    """)


@pytest.mark.parametrize("request_id", [1, 2, 77])
async def test_nobody_reads_what_is_undecided_or_the_answer_to_another(chat: Chat, request_id: int) -> None:
    await after_the_deadline(chat)
    await chat.plays(ASKED)

    async def answer_wati(uow: Any, *, now: datetime) -> None:
        wati, admin = await uow.people.by_nip(WATI.nip), (await uow.accounts.holding(Role.ADMIN))[0]
        asked = await uow.requests.add(Request(0, RequestKind.TIME, wati.id, "Cuti", now, phase_id=1))
        await uow.requests.decide(asked, granted=False, answer="Cukup", account_id=admin.id, now=now)

    await chat.do(answer_wati)
    with pytest.raises(ChangedMeanwhile):
        await as_budi(chat, requesting.answered, request_id=request_id)


async def test_a_reason_of_a_page_is_not_kept(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays(f"""
        Budi | /kuesioner → [Minta waktu]
        bot  ~ …
        Budi | {"a" * 501}
        bot  | Tulisan itu 501 huruf, lebih 1 dari batas. Belum disimpan. Kirim ulang versi yang lebih singkat.
    """)
    assert await waiting(chat) == []


async def test_time_is_given_by_a_deadline_and_answers_nothing_else(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays(ASKED)
    await as_budi(chat, requesting.report, field=RosterField.NAME, text="Budi Santoso")

    async def grant_without_deadline(uow: Any, *, policy: Any, now: datetime) -> None:
        account = await uow.accounts.by_telegram(chat.people["Rahmat"].id)
        await deciding_requests.decide(
            uow,
            actor=Actor(account.telegram_id, account, "BKPSDM"),
            request_id=1,
            granted=True,
            reason="Surat tugas diterima",
            policy=policy,
            now=now,
        )

    with pytest.raises(ChangedMeanwhile):
        await chat.do(grant_without_deadline)
    await chat.plays("""
        Rahmat | /permohonan → [1] → [Perpanjang]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tenggat Tahap 1 …
        Rahmat | 11-12-2026
        bot    | …
        Rahmat | Surat tugas diterima
        bot    | … diperpanjang sampai Jumat, 11 Desember 2026, pukul 16.00 WIB. …
        Budi   | bot: Yth. Bapak/Ibu Budi, waktu pengisian diperpanjang …
    """)
    assert [one.kind for one in await waiting(chat)] == [RequestKind.CORRECTION]


async def test_who_is_cut_off_meanwhile_is_told_no_answer(chat: Chat) -> None:
    await after_the_deadline(chat)
    await chat.plays(ASKED)
    await chat.plays(OPENED)
    await chat.plays("""
        --- Rabu, 9 Desember 2026, 18.00 WIB ---
        Rahmat | /permohonan → [1] → [Tolak]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Tolak permohonan … [Batal]
        Rahmat | Masa pengisian sudah cukup
        bot    | Permohonan dari NIP berakhiran 1004 ditolak. …
    """)
    await chat.revoke("Budi")
    await chat.plays("--- Kamis, 10 Desember 2026, 08.00 WIB ---")
