"""Whoever has sent a questionnaire reads and keeps what was sent; before it, who will read it is said."""

from typing import Any

from domain.answers import SKIPPED
from tests.chats.conftest import BUDI, Chat
from tests.chats.phase_scenes import staffed
from tests.chats.phases import answered, open_phase

PLAN = "Memimpin satu kecamatan dengan pelayanan yang selesai pada hari yang sama. " * 6
CAREER = [
    ("k1", "man"), ("k2", "yan,ren"), ("k3", SKIPPED), ("k4", "semua"), ("k5", PLAN.strip()), ("k6", "nihil"),
    ("d1", "s2"), ("d2", "Ilmu #Pemerintahan_ *baru*"), ("d3", "2008"),
]  # fmt: skip


async def budi_has_sent(chat: Chat) -> None:
    """Career preferences, answered and sent."""
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["preferensi_karier"])
    response = await answered(chat, BUDI.nip, "preferensi_karier", CAREER)

    async def send(uow: Any, *, now: Any) -> None:
        await uow.responses.submit(response, "TT-2026-000123", now=now)

    await chat.do(send)


async def test_what_was_sent_is_downloaded_from_the_list(chat: Chat) -> None:
    await budi_has_sent(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lihat]
        bot  ~ Preferensi karier: terkirim 2 Nov 2026, 08.10 / Tanda terima TT-2026-000123 // … [Bagian 1] [Bagian 2] [Bagian 3]   [Unduh PDF] [Kembali]
        Budi | [Unduh PDF]
        bot  > dokumen-bkpsdm-20261102.pdf "Dokumen yang diminta."
        Budi | [Kembali]
        bot  ~ Kuesioner Bapak/Ibu // …
    """)


async def test_the_receipt_leads_to_the_copy_and_stays(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=["preferensi_karier"])
    await answered(chat, BUDI.nip, "preferensi_karier", CAREER)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Preferensi karier sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // … (senyap) [Unduh PDF] [Beranda]
        Budi | [Unduh PDF]
        bot  > dokumen-bkpsdm-20261102.pdf "Dokumen yang diminta."
        Budi | [Unduh PDF]
        bot  > dokumen-bkpsdm-20261102.pdf "Dokumen yang diminta."
    """)
    first, second = sent_files(chat)
    assert first == second  # the same copy, whenever it is fetched
    assert first.startswith(b"%PDF")


def sent_files(chat: Chat) -> list[bytes]:
    """What Budi was sent, oldest first."""
    world = chat.simulator.world
    messages = world.chats[chat.people["Budi"].id].messages.values()
    documents = [message.content["document"] for message in messages if "document" in message.content]
    return [world.files.with_id(one["file_id"]).content for one in documents]


async def test_a_draft_is_not_a_copy(chat: Chat) -> None:
    await budi_has_sent(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lihat]
        bot  ~ … [Bagian 1] [Bagian 2] [Bagian 3]   [Unduh PDF] [Kembali]
    """)

    async def reopen(uow: Any) -> None:
        await uow.responses.reopen(1)

    await chat.do(reopen)
    await chat.plays("""
        Budi | [Unduh PDF]
        bot  !! Data berubah sejak layar ini dibuka. …
    """)


async def test_wrong_roster_data_is_reported_from_the_start_screen_which_waits(chat: Chat) -> None:
    await staffed(chat)
    await open_phase(chat, questionnaires=["penilaian_mandiri"])
    await chat.plays("""
        Budi | /kuesioner → [1. Mulai]
        bot  ~ Penilaian mandiri // … // Jawaban dibaca oleh Bapak/Ibu dan petugas BKPSDM yang berwenang, bukan oleh atasan atau rekan. // Data Bapak/Ibu: Budi, Kelurahan Kejaksan. Jika keliru, tekan Perbaiki data. [Mulai]   [Perbaiki data] [Kembali]
        Budi | [Perbaiki data]
        bot  ~ Data pada daftar pegawai // … [Nama]   [Unit kerja]   [Jabatan]   [Kembali]
        Budi | [Unit kerja] → [Batal] → [Unit kerja]
        bot  ~ Tercatat sekarang: Kelurahan Kejaksan // Tuliskan unit kerja yang benar. … [Batal]
        Budi | Kecamatan Kejaksan
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Permohonan PD-2026-0001 diterima … [Lanjut]
        Rahmat | bot: Permohonan pegawai yang menunggu jawaban: 1. [Buka]
        Budi | [Lanjut]
        bot  ~ Penilaian mandiri // … [Mulai]   [Perbaiki data] [Kembali]
    """)
