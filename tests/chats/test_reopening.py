"""A submitted questionnaire is opened again by an admin (notation: bot/simulator/notation.py)."""

from typing import Any

import pytest

from domain.errors import ChangedMeanwhile
from domain.people import Actor, Role
from domain.usecases import reopening
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.phases import answered, open_phase, stored

RECEIPT = "TT-2026-000123"


async def budi_has_sent(chat: Chat) -> int:
    """All 48 statements, sent with their receipt; Rahmat is an admin."""
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Rahmat", Role.ADMIN)
    await open_phase(chat, questionnaires=["penilaian_mandiri"])
    values = [(f"p{number:02}", "4") for number in range(1, 49)]
    response = await answered(chat, BUDI.nip, "penilaian_mandiri", values)

    async def send(uow: Any, *, now: Any) -> None:
        await uow.responses.submit(response, RECEIPT, now=now)

    await chat.do(send)
    return response


async def test_a_sent_questionnaire_is_opened_again_changed_and_sent(chat: Chat) -> None:
    response = await budi_has_sent(chat)
    await chat.plays(f"""
        Rahmat | /talenta {BUDI.nip} → [Buka] → [Buka kembali]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Kuesioner terkirim, NIP berakhiran 1004 // 1. Penilaian mandiri: terkirim 2 Nov 2026, 08.10 [1. Buka]   [Tutup]
        Rahmat | [1. Buka]
        bot    ~ Buka kembali penilaian mandiri dari NIP berakhiran 1004, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB? Tuliskan alasan; pegawai membacanya. [Batal]
        Rahmat | keliru
        bot    | Alasan paling sedikit 10 huruf. Belum tersimpan. Tuliskan dasar perubahannya.
        Rahmat | Diminta pegawai melalui surat
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Kuesioner penilaian mandiri dari NIP berakhiran 1004 dibuka kembali. Pegawai diberi tahu. Alasan tercatat. [Beranda]
        Budi   | bot: Yth. Bapak/Ibu Budi, kuesioner dengan tanda terima {RECEIPT} dibuka kembali oleh BKPSDM. Jawaban lama tetap ada. Tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. [Buka]
        Budi   | [Buka]
        bot    ~ Penilaian mandiri dibuka kembali // Alasan: Diminta pegawai melalui surat / Jawaban lama tetap ada. Tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB. [Lanjut] [Beranda]
        Budi   | [Lanjut] → [Tinjau] → [Bagian 1] → [1] → [2]
        bot    ~ Bagian 1 dari 6, pernyataan 1–8 // 1. … Jawaban: 2 (tidak sesuai), baru diubah / …
        Budi   | [Selesai tinjau] → [Kirim] → [Nyatakan, kirim]
        bot    ~ Penilaian mandiri sudah dikirim.
        bot    | Tanda terima {RECEIPT} // …
        Budi   | [Buka] of an earlier message
        bot    !! Data berubah sejak layar ini dibuka. …
    """)
    assert (await stored(chat, response))["p01"] == "2"


async def test_after_the_deadline_it_needs_another_one(chat: Chat) -> None:
    await budi_has_sent(chat)
    await chat.plays(f"""
        --- Rabu, 9 Desember 2026, 08.10 WIB ---
        Rahmat | /talenta {BUDI.nip} → [Buka] → [Buka kembali] → [1. Buka]
        bot    ~ Tenggat untuk NIP berakhiran 1004 sudah lewat. Ketik tanggal dan jam yang baru, misalnya 11-12-2026 16.00. [Batal]
        Rahmat | 11-12-2026
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Buka kembali penilaian mandiri dari NIP berakhiran 1004, tenggat Jumat, 11 Desember 2026, pukul 16.00 WIB? … [Batal]
        Rahmat | Diminta pegawai melalui surat
        bot    | Kuesioner penilaian mandiri dari NIP berakhiran 1004 dibuka kembali. …
        Budi   | bot: Yth. Bapak/Ibu Budi, … Tenggat Jumat, 11 Desember 2026, pukul 16.00 WIB. [Buka]
        Budi   | /kuesioner
        bot    | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: dibuka kembali, sisa 2 hari // Tenggat: Jumat, 11 Desember 2026, pukul 16.00 WIB. [1. Lanjut]   [Beranda]
    """)


async def test_a_word_that_waits_for_the_morning_is_not_said_once_it_is_sent_again(chat: Chat) -> None:
    response = await budi_has_sent(chat)
    await chat.plays(f"""
        --- Senin, 2 November 2026, 18.00 WIB ---
        Rahmat | /talenta {BUDI.nip} → [Buka] → [Buka kembali] → [1. Buka]
        bot    ~ …
        Rahmat | Diminta pegawai melalui surat
        bot    | Kuesioner penilaian mandiri …
    """)

    async def send(uow: Any, *, now: Any) -> None:
        await uow.responses.submit(response, RECEIPT, now=now)

    await chat.do(send)
    await chat.plays("--- Selasa, 3 November 2026, 08.00 WIB ---")


async def test_who_has_sent_nothing_has_nothing_to_open(chat: Chat) -> None:
    await budi_has_sent(chat)
    await chat.plays(f"""
        Rahmat | /talenta {WATI.nip} → [Buka] → [Buka kembali]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Belum ada kuesioner terkirim dari NIP berakhiran 2003. [Tutup]
    """)


@pytest.mark.parametrize(("person", "campaign"), [(1, 77), (77, 1), (2, 1)])
async def test_what_was_never_sent_is_not_opened_again(chat: Chat, person: int, campaign: int) -> None:
    await budi_has_sent(chat)

    async def reopen(uow: Any, *, policy: Any, now: Any) -> None:
        account = await uow.accounts.by_telegram(chat.people["Rahmat"].id)
        await reopening.reopen(
            uow,
            actor=Actor(account.telegram_id, account, "BKPSDM"),
            person_id=person,
            campaign_id=campaign,
            closes_at=None,
            reason="Diminta pegawai",
            policy=policy,
            now=now,
        )

    with pytest.raises(ChangedMeanwhile):
        await chat.do(reopen)


async def test_a_deadline_that_passes_while_the_reason_is_typed_opens_nothing(chat: Chat) -> None:
    response = await budi_has_sent(chat)
    await chat.plays(f"""
        --- Selasa, 8 Desember 2026, 15.59 WIB ---
        Rahmat | /talenta {BUDI.nip} → [Buka] → [Buka kembali] → [1. Buka]
        bot    ~ Buka kembali penilaian mandiri dari NIP berakhiran 1004, tenggat Selasa, 8 Desember 2026, pukul 16.00 WIB? … [Batal]
        --- Selasa, 8 Desember 2026, 16.05 WIB ---
        Rahmat | Diminta pegawai melalui surat
        bot    | Data berubah sejak layar ini dibuka. …
    """)

    async def is_sent(uow: Any) -> bool:
        found = await uow.responses.of(1, 1)
        return bool(found.submitted_at)

    assert await chat.bot.services.read(is_sent)
    assert len(await stored(chat, response)) == 48


async def test_a_word_is_not_said_after_the_deadline_and_drafts_are_not_listed(chat: Chat) -> None:
    await budi_has_sent(chat)
    await open_phase(chat, questionnaires=["preferensi_karier"], number=2)
    await answered(chat, BUDI.nip, "preferensi_karier", [("k1", "man")])
    await chat.plays(f"""
        --- Senin, 7 Desember 2026, 17.00 WIB ---
        Rahmat | /talenta {BUDI.nip} → [Buka] → [Buka kembali]
        bot    ~ Layar ini dilanjutkan di bawah.
        bot    | Kuesioner terkirim, NIP berakhiran 1004 // 1. Penilaian mandiri: … [1. Buka]   [Tutup]
        Rahmat | [1. Buka]
        bot    ~ …
        Rahmat | Diminta pegawai melalui surat
        bot    | Kuesioner penilaian mandiri …
        --- Selasa, 8 Desember 2026, 08.00 WIB ---
        Budi   | bot: Yth. Bapak/Ibu Budi, kuesioner dengan tanda terima {RECEIPT} …
        --- Rabu, 9 Desember 2026, 08.10 WIB ---
        Budi   | [Buka]
        bot    !! Data berubah sejak layar ini dibuka. …
    """)
