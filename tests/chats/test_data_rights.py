"""/datasaya and /tarik (notation: bot/simulator/notation.py)."""

from typing import Any

from domain.people import Role
from tests.chats.conftest import BUDI, Chat
from tests.chats.crafted import presses_data
from tests.chats.test_notice import choices

RIGHTS = "Pejabat pelindungan data: Pejabat Pelindungan Data BKPSDM Kota Cirebon. // Permohonan salinan, perbaikan, pembatasan, atau penghapusan disampaikan kepada pejabat itu. Jawaban diberikan paling lambat 3 × 24 jam."
ASK = "Tarik persetujuan isian mandiri? // Pemrosesan dihentikan paling lambat 3 × 24 jam. Draf tidak dapat dilanjutkan. Pemetaan dari data resmi tetap berjalan. Tidak ada sanksi. [Tarik persetujuan]   [Batal]"


async def budi(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)


async def test_somebody_sees_what_was_chosen_and_who_answers(chat: Chat) -> None:
    await budi(chat)
    await chat.plays(f"""
        Budi | /datasaya
        bot  | Data pribadi dan hak Bapak/Ibu // Persetujuan isian mandiri: diberikan 2 Nov 2026, versi 1. / {RIGHTS} [Pemberitahuan]   [Tarik persetujuan]   [Beranda] [Tutup]
        Budi | /dataku
        bot  | Data pribadi dan hak Bapak/Ibu // … [Pemberitahuan]   [Tarik persetujuan]   [Beranda] [Tutup]
        Budi | [Tutup]
        bot  ~ Layar ini ditutup. Ketik /mulai untuk membuka beranda.
    """)


async def test_whoever_has_not_chosen_is_told_so(chat: Chat) -> None:
    await chat.joins("Siti")
    start = await chat.invitation(role=Role.ASSESSOR, name="Siti")
    await chat.plays(f"""
        Siti | {start} → [Lanjut] → /datasaya
        bot  | Data pribadi dan hak Bapak/Ibu // Persetujuan isian mandiri: belum dipilih. / … [Pemberitahuan]   [Beranda] [Tutup]
    """)


async def test_a_consent_is_withdrawn_after_one_question(chat: Chat) -> None:
    await budi(chat)
    await chat.plays(f"""
        --- Selasa, 24 November 2026, 10.20 WIB ---
        Budi | /tarik
        bot  | {ASK}
        Budi | [Batal]
        bot  ~ Data pribadi dan hak Bapak/Ibu // … [Pemberitahuan]   [Tarik persetujuan]   [Beranda] [Tutup]
        Budi | [Tarik persetujuan]
        bot  ~ {ASK}
        Budi | [Tarik persetujuan]
        bot  ~ Persetujuan ditarik Selasa, 24 November 2026, pukul 10.20 WIB. Pemrosesan isian mandiri sudah dihentikan. Pilihan dapat diubah melalui /datasaya. [Beranda]
        Budi | /datasaya
        bot  | … Persetujuan isian mandiri: tidak diberikan, 24 Nov 2026, versi 1. / … [Pemberitahuan]   [Beranda] [Tutup]
        Budi | /tarik
        bot  | Tidak ada persetujuan yang sedang berlaku. Tidak ada yang berubah. Pilihan dapat dilihat melalui /datasaya. [Beranda]
    """)
    assert await choices(chat, "Budi") == (1, False)


async def test_a_withdrawal_pressed_again_is_recorded_once(chat: Chat) -> None:
    await budi(chat)
    await chat.plays("""
        Budi | /tarik → [Tarik persetujuan]
        bot  ~ Persetujuan ditarik Senin, 2 November 2026, pukul 08.10 WIB. … [Beranda]
        --- 5 menit kemudian ---
    """)
    await presses_data(chat, "Budi", "wdc")

    async def acts(uow: Any) -> list[str]:
        return [str(entry["action"]) for entry in await uow.audit.entries(1)]

    assert await chat.bot.services.read(acts) == ["consent_refused"]
