"""What officials are told, and how they open it: nothing private on a lock screen, nothing before its time."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from bot.views.results import OpenDocument, ResultPage, ShowDocument
from domain.evidence import Evidence, Level
from domain.people import Actor, PersonStatus, PositionKind, Role
from domain.results import Result
from domain.usecases import approving, publishing, reviewing
from domain.usecases.opening_results import Strengths, strengths
from storage import tables
from tests.chats import talent
from tests.chats.conftest import BUDI, WATI, Chat

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
FRAME = "Layar pribadi. Mohon pastikan hanya Bapak/Ibu yang melihat layar ini. Layar ditutup otomatis setelah 15 menit."
ROWS = "[Kekuatan] [Penjelasan]   [Rencana] [Sanggah]   [Tutup]"
TOLD = """
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (terlindung) [Buka]   [Nanti]
"""
BOX_6 = f"{FRAME} // Kinerja: di bawah ekspektasi / Potensial: tinggi / Letak pada peta: kotak 6 // Artinya: Potensial terukur tinggi. Hasil kerja pada periode ini belum mencapai yang diharapkan; sebabnya dapat beragam, termasuk tugas atau dukungan yang kurang sesuai. Ini bukan hukuman disiplin. // Rekomendasi peraturan: penempatan yang sesuai; bimbingan kinerja; konseling kinerja // Langkah pertama: Pilih waktu percakapan dengan pendamping. Keterangan Bapak/Ibu didengar sebelum ada usulan penempatan. // Nomor kotak menunjukkan letak, bukan peringkat. Ditetapkan dengan 800/7-BKPSDM/2027, 8 Januari 2027."


async def approved(uow: Any, *, policy: Any, now: Any) -> None:
    """Two admins have done their part; the publication waits for nine o'clock."""
    asking, approving_admin = [
        Actor(one.telegram_id, one, policy.contact) for one in await uow.accounts.holding(Role.ADMIN)
    ]
    (stage,) = await uow.phases.all()
    review = await reviewing.review(uow, actor=asking, phase_id=stage.id)
    await reviewing.accept_all(uow, actor=asking, phase_id=stage.id, seen=review.seen, now=now)
    preview = await publishing.draft(
        uow, actor=asking, phase_id=stage.id, decree_number="800/7-BKPSDM/2027",
        decree_date=date(2027, 1, 8), policy=policy, now=now,
    )  # fmt: skip
    asked = await publishing.request(uow, actor=asking, draft=preview.draft, policy=policy, now=now)
    await approving.approve(
        uow, actor=approving_admin, publication_id=asked.publication.id, policy=policy, now=now
    )


async def published(chat: Chat) -> None:
    """Budi is in box 6, Wati cannot be mapped; it is Monday, nine o'clock."""
    await chat.links("Rahmat", Role.ADMIN)
    await chat.links("Dewi", Role.ADMIN)
    await talent.is_mapped(chat)
    await chat.links("Budi", official=BUDI)
    await chat.links("Wati", official=WATI)
    await chat.do(talent.counsellor)
    await chat.do(approved)


async def test_the_result_appears_only_after_two_presses(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | [Buka]
        bot  ~ Layar berikut bersifat pribadi. Sebaiknya dibuka di tempat yang tenang. // Pertanyaan dapat disampaikan kepada Ibu Ratna Dewi, hari kerja pukul 08.00–15.00 WIB. [Tampilkan]   [Nanti]
        Budi | [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
        Budi | [Penjelasan]
        bot  ~ {FRAME} // Kotak 6 (terbit) // Kinerja: di bawah ekspektasi (predikat Butuh Perbaikan) // Potensial 83,83: tinggi (batas 80,00; lebih 3,83) [Rincian potensial]   [Kembali] [Tutup]
        Budi | [Rincian potensial]
        bot  ~ {FRAME} // Rincian potensial // Kompetensi manajerial dan sosial kultural, 17 dari 18: 94,44 × 30% = 28,33 / … / Aturan: PermenPANRB 3/2020, berlaku mulai 1 Januari 2020. [Kembali] [Tutup]
        Budi | [Kembali] → [Kembali] → [Kekuatan]
        bot  ~ {FRAME} // Yang sudah kuat / Integritas: level 2, standar 2 / Kerja sama: level 2, standar 2 / … / Perekat bangsa: level 2, standar 2 // Yang dapat dikembangkan / Mengelola perubahan: level 1, standar 2 (selisih 1) // JPM manajerial dan sosial kultural: 94,44% (Optimal). [Penjelasan]   [Kembali] [Tutup]
        Budi | [Kembali] → [Rencana]
        bot  ~ {FRAME} // Yang mengikuti hasil ini // Rekomendasi peraturan: penempatan yang sesuai; bimbingan kinerja; konseling kinerja // Langkah pertama: Pilih waktu percakapan dengan pendamping. Keterangan Bapak/Ibu didengar sebelum ada usulan penempatan. // Rencana pengembangan disepakati bersama atasan. Pertanyaan dapat disampaikan kepada Ibu Ratna Dewi, hari kerja pukul 08.00–15.00 WIB. [Kembali] [Tutup]
        Budi | [Kembali] → [Sanggah]
        bot  ~ {FRAME} // Sanggahan dapat diajukan sampai Senin, 25 Januari 2027, pukul 16.00 WIB. Mengajukan sanggahan tidak memengaruhi hak Bapak/Ibu. // Sampaikan bagian yang disanggah dan alasannya kepada BKPSDM, telepon 0231-000000. [Kembali] [Tutup]
        Budi | [Kembali] → [Tutup]
        bot  ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Buka]
    """)


async def test_a_second_opening_has_no_pause_and_the_screen_closes_itself(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | [Nanti]
        bot  ~ Dokumen tersimpan dan dapat dibuka melalui /hasil.
        Budi | /hasil
        bot  | Dokumen pemetaan talenta siap dibuka. (terlindung) [Buka] [Tutup]
        Budi | [Buka] → [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
        Budi | hasil
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dokumen pemetaan talenta siap dibuka. (terlindung) [Buka] [Tutup]
        Budi | [Buka]
        bot  ~ {BOX_6} {ROWS}
        --- 10 menit kemudian ---
        Budi | [Kekuatan]
        bot  ~ {FRAME} // Yang sudah kuat … [Penjelasan]   [Kembali] [Tutup]
        --- 14 menit kemudian ---
        --- 1 menit kemudian ---
        bot  ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Buka]
        Budi | [Buka]
        bot  ~ {FRAME} // Yang sudah kuat … [Penjelasan]   [Kembali] [Tutup]
    """)


async def test_batal_closes_what_is_private(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | [Buka] → [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
        Budi | /batal
        bot  | … [Beranda]
        --- 1 detik kemudian ---
    """)
    world = chat.simulator.world
    shown = [
        str(one.as_api({}).get("text", "")) for one in world.chats[chat.people["Budi"].id].messages.values()
    ]
    assert "Layar pribadi ditutup. Tekan Buka untuk melihat kembali." in shown
    assert [text for text in shown if "kotak 6" in text] == []


async def test_a_typed_command_shows_nothing_private(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | /mengapa
        bot  | Dokumen pemetaan talenta siap dibuka. (terlindung) [Buka] [Tutup]
        Budi | [Buka]
        bot  ~ Layar berikut bersifat pribadi. … [Tampilkan]   [Nanti]
        Budi | [Tampilkan]
        bot  ~ {FRAME} // Kotak 6 (terbit) // … [Rincian potensial]   [Kembali] [Tutup]
        Budi | /rencana
        bot  | Rencana pengembangan siap dibuka. (terlindung) [Buka] [Tutup]
        Budi | [Buka]
        bot  ~ {FRAME} // Yang mengikuti hasil ini // … [Kembali] [Tutup]
    """)


async def test_who_cannot_be_mapped_gets_the_same_notice_and_reads_why(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Wati | bot: Yth. Bapak/Ibu Wati, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (terlindung) [Buka]   [Nanti]
        Wati | [Buka] → [Tampilkan]
        bot  ~ {FRAME} // Letak pada peta belum dapat ditentukan karena data berikut belum lengkap: Kemampuan intelektual (hanya dari tes). // Data itu dilengkapi oleh BKPSDM; yang dapat Bapak/Ibu bantu: tidak ada. // Belum lengkap tidak sama dengan hasil rendah. {ROWS}
        Wati | [Penjelasan]
        bot  ~ {FRAME} // Letak pada peta belum dapat ditentukan // Kinerja: di bawah ekspektasi (predikat Butuh Perbaikan) // Potensial: terhitung … Data kosong tidak dihitung nol. [Rincian potensial]   [Kembali] [Tutup]
        Wati | [Kembali] → [Rencana]
        bot  ~ {FRAME} // Yang mengikuti pemetaan ini // Langkah pertama: lengkapi bersama BKPSDM data yang masih kurang: Kemampuan intelektual (hanya dari tes). // … [Kembali] [Tutup]
        Wati | [Kembali] → [Kekuatan]
        bot  ~ {FRAME} // Yang sudah kuat / … [Penjelasan]   [Kembali] [Tutup]
    """)


async def test_a_late_score_does_not_change_what_was_published(chat: Chat) -> None:
    await published(chat)
    await chat.plays(TOLD)
    before = await chat.do(talent.result_of, nip=BUDI.nip)
    await chat.do(
        talent.knows, nip=BUDI.nip, scores={"integritas": Decimal(5)}, evidence={"predikat": "sangat_baik"}
    )
    assert await chat.do(talent.result_of, nip=BUDI.nip) == before


async def test_who_was_not_mapped_waits_for_the_next_publication(chat: Chat) -> None:
    await published(chat)
    await chat.plays("""
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Wati | bot: Yth. … [Buka]   [Nanti]
    """)
    await chat.do(talent.knows, nip=WATI.nip, scores={}, evidence={"intelektual": "4"})
    await chat.plays("""
        Wati | [Buka]
        bot  !! Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
    """)
    await chat.do(approved)
    await chat.plays(f"""
        --- Senin, 11 Januari 2027, 10.00 WIB ---
        Wati | bot: Yth. Bapak/Ibu Wati, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (terlindung) [Buka]   [Nanti]
        Wati | [Buka] → [Tampilkan]
        bot  ~ {FRAME} // Kinerja: di bawah ekspektasi / … {ROWS}
    """)


async def test_whoever_has_not_opened_it_is_reminded_once_and_silently(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | [Buka] → [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
        Wati | bot: Yth. Bapak/Ibu Wati, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (terlindung) [Buka]   [Nanti]
        --- Selasa, 12 Januari 2027, 09.00 WIB ---
        bot  ~ Layar pribadi ditutup. Tekan Buka untuk melihat kembali. [Buka]
        bot  | Yth. Bapak/Ibu Budi, ada rencana pengembangan yang menunggu tanggapan. (terlindung) [Buka]
        Wati | bot: Yth. Bapak/Ibu Wati, ada rencana pengembangan yang menunggu tanggapan. (terlindung) [Buka]
        --- Kamis, 14 Januari 2027, 08.59 WIB ---
        --- Kamis, 14 Januari 2027, 09.00 WIB ---
        Wati | bot: Yth. Bapak/Ibu Wati, dokumen pemetaan talenta sudah tersedia. Dapat dibuka kapan saja. (senyap, terlindung) [Buka]   [Nanti]
        Budi | [Buka]
        bot  ~ {FRAME} // Yang mengikuti hasil ini // … [Kembali] [Tutup]
    """)


async def test_before_the_publication_nobody_sees_anything(chat: Chat) -> None:
    await published(chat)
    await chat.plays("""
        Budi | /hasil
        bot  | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
        Budi | /mengapa
        bot  | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
        Budi | /rencana
        bot  | Belum ada rencana pengembangan. Kami akan memberi tahu jika ada. [Tutup]
        Wati | /hasil
        bot  | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
        Budi | /mulai → [Hasil]
        bot  !! Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
    """)


async def test_after_the_objection_period_the_contact_is_named(chat: Chat) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | [Buka] → [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
        --- Selasa, 12 Januari 2027, 09.00 WIB ---
        bot  | Yth. Bapak/Ibu Budi, ada rencana … [Buka]
        --- Senin, 25 Januari 2027, 16.01 WIB ---
        Budi | /hasil
        bot  | Dokumen pemetaan talenta siap dibuka. [Buka] [Tutup]
        Budi | [Buka] → [Sanggah]
        bot  !! Masa sanggah berakhir … Sanggahan belum tersimpan. Hubungi BKPSDM, telepon 0231-000000 untuk upaya lain.
    """)


FORBIDDEN = r"\b(kotak|hasil kerja|potensial|konseling|promosi|suksesi|sanggah|hukuman|nilai)\b"


async def test_no_lock_screen_shows_anything(chat: Chat) -> None:
    """Whatever is sent anew is neutral; content comes by edits only."""
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Budi | [Buka] → [Tampilkan] → [Penjelasan] → [Rincian potensial] → [Kembali] → [Kembali] → [Kekuatan]
        bot  ~ {FRAME} // … [Penjelasan]   [Kembali] [Tutup]
        Budi | /hasil → [Buka] → [Rencana]
        bot  ~ {FRAME} // … [Kembali] [Tutup]
        Budi | /mengapa → [Buka] → [Kembali] → [Sanggah]
        bot  ~ {FRAME} // … [Kembali] [Tutup]
        Wati | [Buka] → [Tampilkan] → [Penjelasan]
        bot  ~ {FRAME} // … [Rincian potensial]   [Kembali] [Tutup]
        --- Selasa, 12 Januari 2027, 09.00 WIB ---
        bot  | Yth. Bapak/Ibu Wati, ada rencana … [Buka]
        --- Kamis, 14 Januari 2027, 09.00 WIB ---
    """)
    for name in ("Budi", "Wati", "Rahmat", "Dewi"):
        rings = await talent.rings_of(chat, name)
        assert rings
        assert [text for text in rings if re.search(FORBIDDEN, text, re.IGNORECASE)] == []
        assert [text for text in rings if re.search(r"83,83|94,44|Butuh Perbaikan", text)] == []


async def test_notices_are_the_same_for_everybody(chat: Chat) -> None:
    await published(chat)
    await chat.plays("""
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        --- Selasa, 12 Januari 2027, 09.00 WIB ---
        --- Kamis, 14 Januari 2027, 09.00 WIB ---
    """)
    budi, wati = await talent.rings_of(chat, "Budi"), await talent.rings_of(chat, "Wati")
    assert [text.replace("Budi", "Wati") for text in budi] == wati
    assert len(wati) == 3


@pytest.mark.parametrize("page", ResultPage)
async def test_a_forged_press_before_the_publication_shows_nothing(chat: Chat, page: ResultPage) -> None:
    await published(chat)
    await chat.plays("""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi …
    """)
    for button in (OpenDocument(page), ShowDocument(page)):
        assert await talent.forges(chat, "Budi", button.pack()) == [
            "Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu."
        ]


@pytest.mark.parametrize(
    "data", ["po:1", "pe:1:True", "bo:1:6:0", "bu:1:0", "bd:1", "bc:1", "ra:1", "rk:1:", "pd:1", "pq:1", "py:1", "pn:1", "px:1"]
)  # fmt: skip
async def test_a_forged_press_opens_nobody_else(chat: Chat, data: str) -> None:
    await published(chat)
    await chat.plays(f"""
        {TOLD}
        Wati | /hasil
        bot  | Dokumen pemetaan talenta siap dibuka. [Buka] [Tutup]
    """)
    assert await talent.forges(chat, "Wati", data) == [
        "Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan."
    ]


@pytest.mark.parametrize("data", ["rs:z", "ro:", "xp:zz", "xp:", "bo:1:a:0", "po:"])
async def test_a_press_no_release_could_have_made_does_nothing(chat: Chat, data: str) -> None:
    await published(chat)
    await chat.plays(TOLD)
    assert await talent.forges(chat, "Budi", data) == [
        "Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali."
    ]


async def revoked(uow: Any, *, telegram_id: int, now: Any) -> None:
    statement = update(tables.Account).where(tables.Account.telegram_id == telegram_id)
    await uow.execute(statement.values(revoked_at=now))


async def test_a_revoked_account_opens_nothing_and_is_told_nothing(chat: Chat) -> None:
    await published(chat)
    await chat.plays("""
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi …
    """)
    await chat.do(revoked, telegram_id=chat.people["Budi"].id)
    await chat.plays("""
        --- Senin, 11 Januari 2027, 09.00 WIB ---
        Budi | /hasil
        bot  | Akses akun ini sudah dihentikan. Data yang ada tetap tersimpan. Pertanyaan dapat disampaikan kepada BKPSDM, telepon 0231-000000.
    """)
    assert await talent.forges(chat, "Budi", ShowDocument(ResultPage.RESULT).pack()) == [
        "Akses akun ini sudah dihentikan. Data yang ada tetap tersimpan. Pertanyaan dapat disampaikan kepada BKPSDM, telepon 0231-000000."
    ]


async def test_an_account_cut_off_after_the_publication_is_told_no_more(chat: Chat) -> None:
    await published(chat)
    await chat.plays(TOLD)
    await chat.do(revoked, telegram_id=chat.people["Budi"].id)
    await chat.plays("--- Kamis, 14 Januari 2027, 09.00 WIB ---")
    assert len(await talent.rings_of(chat, "Budi")) == 1


async def test_somebody_who_left_between_queue_and_sending_is_not_told(chat: Chat) -> None:
    await published(chat)
    await chat.plays(TOLD)
    await chat.roster(replace(BUDI, status=PersonStatus.RETIRED))
    await chat.plays("--- Selasa, 12 Januari 2027, 09.00 WIB ---")
    assert len(await talent.rings_of(chat, "Budi")) == 1
    assert len(await talent.rings_of(chat, "Wati")) == 2


async def test_a_result_survives_a_restart(chat: Chat) -> None:
    await published(chat)
    await chat.restarts()
    await chat.plays(f"""
        {TOLD}
        Budi | [Buka] → [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
    """)
    await chat.restarts()
    await chat.plays("""
        --- 16 menit kemudian ---
    """)
    await chat.plays(f"""
        Budi | /hasil → [Buka]
        bot  ~ {BOX_6} {ROWS}
    """)


async def test_who_came_after_the_publication_reads_what_is_missing(chat: Chat) -> None:
    """A colleague who joined later has no stored result; opening makes one, without a box."""
    await published(chat)
    await chat.plays(TOLD)
    late = talent.colleague(101, "Agus")
    await chat.roster(late)
    await chat.links("Agus", official=late)
    await chat.plays(f"""
        Agus | /hasil → [Buka] → [Tampilkan]
        bot  ~ {FRAME} // Letak pada peta belum dapat ditentukan karena data berikut belum lengkap: Predikat kinerja, … yang dapat Bapak/Ibu bantu: mengirim kuesioner; menyiapkan ijazah, sertifikat, dan surat keputusan. // … {ROWS}
        Agus | [Kekuatan]
        bot  ~ {FRAME} // Yang sudah kuat / tidak ada // Yang dapat dikembangkan / tidak ada // JPM manajerial dan sosial kultural belum dapat dihitung karena belum semua aspek dinilai. [Penjelasan]   [Kembali] [Tutup]
        Agus | /hasil → [Buka]
        bot  ~ {FRAME} // Letak pada peta belum dapat ditentukan … {ROWS}
    """)


async def test_the_result_of_an_earlier_phase_stays_open_while_the_next_one_runs(chat: Chat) -> None:
    await published(chat)
    await chat.plays(TOLD)
    await chat.do(next_phase)
    await chat.plays(f"""
        Budi | /hasil → [Buka] → [Tampilkan]
        bot  ~ {BOX_6} {ROWS}
        Wati | /hasil
        bot  | Hasil belum diterbitkan. Belum ada yang perlu dikerjakan. Kami akan memberi tahu.
    """)


async def test_the_map_stays_that_of_the_phase_that_has_results(chat: Chat) -> None:
    await published(chat)
    await chat.plays(TOLD)
    await chat.do(next_phase)
    await chat.plays("""
        Rahmat | /kotak
        bot    > … "Peta sembilan kotak, Tahap 1, terbit. …" [Uraian gambar]   [Pilih kotak]   [Tutup]
    """)


def test_without_a_standard_nothing_is_above_or_below_it() -> None:
    functional = Evidence(PositionKind.FUNCTIONAL, {"integritas": Level(Decimal(3), date(2026, 12, 1))})
    result = Result(1, 1, 1, "permenpan-3-2020", None, None, None, functional.as_json(), {}, NOW)
    assert strengths(result) == Strengths((), None)


async def next_phase(uow: Any, *, now: datetime) -> None:
    (stage,) = await uow.phases.all()
    again = replace(stage, number=2, name="Tahap 2", opens_at=now, closes_at=now, questionnaires=())
    await uow.phases.add(again, versions={}, account_id=1, now=now)
