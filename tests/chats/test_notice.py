"""The privacy notice and the consent (notation: bot/simulator/notation.py)."""

from pathlib import Path
from typing import Any

import pytest

from bot.texts.privacy_notice import privacy_notice
from domain.people import Role
from tests.chats.conftest import BUDI, Chat
from tests.chats.crafted import presses_data
from tests.chats.phases import open_phase

FIRST = "Pemberitahuan data pribadi (1 dari 3) / Versi 1, berlaku 2 November 2026 // Pengendali: BKPSDM Kota Cirebon. / Pejabat pelindungan data: Pejabat Pelindungan Data BKPSDM Kota Cirebon. // a. Dasar hukum. Pemetaan talenta adalah tugas BKPSDM menurut UU 20/2023 dan PermenPANRB 3/2020. Isian mandiri dan preferensi karier diproses hanya dengan persetujuan Bapak/Ibu. // b. Tujuan. Menyusun rencana pengembangan dan rencana suksesi. Tidak dipakai untuk tujuan lain. [Lanjut] [Lanjut nanti]"
SECOND = "Pemberitahuan data pribadi (2 dari 3) // c. Jenis data dan kaitannya. Identitas dan jabatan untuk mengenali Bapak/Ibu; isian untuk memahami minat dan kebutuhan pengembangan; nilai asesor, kinerja, dan rekam jejak untuk pemetaan. // d. Penyimpanan dokumen. Lima tahun setelah siklus berakhir, sesuai dengan jadwal retensi arsip. // e. Rincian yang dikumpulkan. Nama, NIP, jabatan, unit kerja, nomor telepon, akun Telegram, jawaban kuesioner, berkas yang dikirim, waktu pengisian. Data kesehatan tidak diminta. // f. Lama pemrosesan. Sampai akhir siklus pemetaan tahun 2027, atau sampai persetujuan ditarik. [Lanjut] [Kembali]"
THIRD = 'Pemberitahuan data pribadi (3 dari 3) // g. Hak Bapak/Ibu. Melihat, menyalin, memperbaiki, membatasi, meminta penghapusan, menarik persetujuan, dan mengajukan keberatan atas keputusan otomatis. Kami menjawab paling lambat 3 × 24 jam. Semua melalui /datasaya. // Percakapan ini melewati peladen Telegram di luar Indonesia. Karena itu, rincian hasil hanya tampil setelah Bapak/Ibu membukanya. // Apakah Bapak/Ibu menyetujui pemrosesan isian mandiri dan preferensi karier? Pilihan "Tidak setuju" tidak menimbulkan sanksi; pemetaan tetap berjalan dari data resmi. [Setuju]   [Tidak setuju]   [Kembali]'
AGREED = "Persetujuan tercatat: Senin, 2 November 2026, pukul 08.10 WIB, versi 1. Dapat ditarik kapan saja melalui /datasaya. [Kuesioner] [Beranda]"
REFUSED = "Pilihan Bapak/Ibu tercatat. Kuesioner yang memerlukan persetujuan tidak ditampilkan dan pengingatnya tidak dikirim. // Hasil, rencana, dan hak atas data tetap tersedia. Pilihan dapat diubah melalui /datasaya. [Beranda]"


async def just_linked(chat: Chat) -> None:
    """Budi is linked; the notice comes next."""
    await chat.roster(BUDI)
    await chat.joins("Budi")
    start = await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Budi | {start} → [Lanjut] → (kontak sendiri)
        bot  | Nomor diterima.
        bot  | Akun sudah tertaut. Sebelum mengisi apa pun, mohon baca pemberitahuan berikut. [Lanjut]
    """)


async def choices(chat: Chat, name: str) -> tuple[int, bool] | None:
    """Version and answer of somebody's latest choice."""
    telegram_id = chat.people[name].id

    async def look(uow: Any) -> Any:
        account = await uow.accounts.by_telegram(telegram_id)
        reading = account.notice
        return reading and (reading.version, reading.consented)

    found: tuple[int, bool] | None = await chat.bot.services.read(look)
    return found


async def test_the_notice_has_three_pages_and_seven_contents(chat: Chat) -> None:
    await just_linked(chat)
    await chat.plays(f"""
        Budi | [Lanjut]
        bot  ~ {FIRST}
        Budi | [Lanjut]
        bot  ~ {SECOND}
        Budi | [Kembali]
        bot  ~ {FIRST}
        Budi | [Lanjut] → [Lanjut]
        bot  ~ {THIRD}
        Budi | [Kembali]
        bot  ~ {SECOND}
        Budi | [Lanjut] → [Setuju]
        bot  ~ {AGREED}
        Budi | [Kuesioner]
        bot  ~ … [Beranda]
    """)
    assert await choices(chat, "Budi") == (1, True)


async def test_a_refusal_keeps_account_result_and_rights(chat: Chat) -> None:
    await just_linked(chat)
    await open_phase(chat)
    await chat.plays(f"""
        Budi | [Lanjut] → [Lanjut] → [Lanjut] → [Tidak setuju]
        bot  ~ {REFUSED}
        Budi | [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // Tidak ada yang perlu dikerjakan saat ini. Kami akan memberi tahu jika ada. [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
        Budi | [Data saya]
        bot  ~ … Persetujuan isian mandiri: tidak diberikan, 2 Nov 2026, versi 1. / … [Pemberitahuan]   [Beranda] [Tutup]
        Budi | /hasil
        bot  | … belum diterbitkan. …
    """)
    assert await choices(chat, "Budi") == (1, False)


async def test_a_choice_can_be_changed(chat: Chat) -> None:
    await just_linked(chat)
    await chat.plays(f"""
        Budi | [Lanjut] → [Lanjut] → [Lanjut] → [Tidak setuju]
        bot  ~ {REFUSED}
        Budi | /datasaya → [Pemberitahuan]
        bot  ~ {FIRST}
        Budi | [Lanjut] → [Lanjut] → [Setuju]
        bot  ~ {AGREED}
    """)
    assert await choices(chat, "Budi") == (1, True)


async def test_the_notice_waits_for_whoever_reads_later(chat: Chat) -> None:
    await just_linked(chat)
    await chat.plays(f"""
        Budi | [Lanjut] → [Lanjut nanti]
        bot  ~ Pemberitahuan belum selesai dibaca. Belum ada isian yang diminta. Tekan Baca untuk melanjutkan kapan saja. [Baca] [Beranda]
        Budi | [Baca]
        bot  ~ {FIRST}
    """)
    assert await choices(chat, "Budi") is None


async def test_staff_read_the_notice_and_are_asked_for_no_consent(chat: Chat) -> None:
    await chat.joins("Siti")
    start = await chat.invitation(role=Role.ASSESSOR, name="Siti")
    await chat.plays(f"""
        Siti | {start} → [Lanjut] → [Lanjut]
        bot  ~ {FIRST}
        Siti | [Lanjut] → [Lanjut]
        bot  ~ Pemberitahuan data pribadi (3 dari 3) // g. Hak Bapak/Ibu. … // Persetujuan tidak diminta untuk tugas ini. Tekan Lanjut jika sudah dibaca. [Lanjut] [Kembali]
        Siti | [Lanjut]
        bot  ~ Pemberitahuan sudah dibaca: Senin, 2 November 2026, pukul 08.10 WIB, versi 1. Dapat dibaca kembali melalui /datasaya. [Beranda]
    """)


@pytest.mark.parametrize("page", [0, 4, 99, -1])
async def test_a_page_that_does_not_exist_is_no_button(chat: Chat, page: int) -> None:
    await chat.links("Rahmat", Role.ADMIN)
    await presses_data(chat, "Rahmat", f"np:{page}")
    await chat.plays("""
        Rahmat | bot !! Data berubah sejak layar ini dibuka. Tindakan belum dijalankan. Tekan Muat ulang, lalu periksa kembali.
    """)


# --- a new version ------------------------------------------------------------------------------


@pytest.fixture
async def second_version(chat: Chat, tmp_path: Path) -> None:
    """Budi has consented to version 1, Siti has read it; then the agency brings version 2."""
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Siti", Role.ASSESSOR)
    await open_phase(chat)
    await chat.adopts_notice(tmp_path / "pemberitahuan.toml", version=2, summary="masa penyimpanan")


UPDATED = "Pemberitahuan data pribadi diperbarui. Perubahan: masa penyimpanan. // Sebelum Bapak/Ibu menyetujui versi 2, isian yang sudah ada tetap tersimpan, tetapi tidak diproses. [Baca] [Lanjut nanti]"


@pytest.mark.usefixtures("second_version")
async def test_a_new_version_is_announced_once_and_read_again(chat: Chat) -> None:
    await chat.plays(f"""
        Budi | bot: {UPDATED}
        Budi | /mulai
        bot  | Beranda Bapak/Ibu Budi // Yang perlu dikerjakan: / Pemberitahuan data pribadi: belum selesai dibaca. / … [Baca]   [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
        Budi | /kuesioner
        bot  | Kuesioner dapat dilanjutkan setelah pemberitahuan versi 2 dibaca. Jawaban sebelumnya tetap tersimpan. [Baca] [Beranda]
        Budi | [Baca]
        bot  ~ Pemberitahuan data pribadi (1 dari 3) / Versi 2, berlaku 1 Desember 2026 // … [Lanjut] [Lanjut nanti]
        Budi | [Lanjut] → [Lanjut] → [Setuju]
        bot  ~ Persetujuan tercatat: Senin, 2 November 2026, pukul 08.10 WIB, versi 2. … [Kuesioner] [Beranda]
    """)
    await chat.restarts()
    await chat.settled()
    assert await choices(chat, "Budi") == (2, True)
    assert [text for text in (await chat.people["Budi"].sees()).texts() if "diperbarui" in text] == [
        "Pemberitahuan data pribadi diperbarui. Perubahan: masa penyimpanan.\n\nSebelum Bapak/Ibu menyetujui versi 2, "
        "isian yang sudah ada tetap tersimpan, tetapi tidak diproses."
    ]


@pytest.mark.usefixtures("second_version")
async def test_staff_meet_a_new_version_at_home(chat: Chat) -> None:
    await chat.plays("""
        Siti | /mulai
        bot  | Beranda Bapak/Ibu Siti // Yang perlu dikerjakan: / Pemberitahuan data pribadi: belum selesai dibaca. [Baca]   [Tugas asesor]   [Data saya]   [Bantuan]
    """)


async def test_a_new_version_is_announced_in_working_hours(chat: Chat, tmp_path: Path) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.plays("--- Sabtu, 7 November 2026, 23.00 WIB ---")
    await chat.adopts_notice(tmp_path / "pemberitahuan.toml", version=2, summary="masa penyimpanan")
    await chat.settled()
    await chat.plays(f"""
        --- Senin, 9 November 2026, 07.00 WIB ---
        --- Senin, 9 November 2026, 08.30 WIB ---
        Budi | bot: {UPDATED}
    """)


async def test_whoever_has_read_it_meanwhile_is_not_told(chat: Chat, tmp_path: Path) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await chat.plays("--- Sabtu, 7 November 2026, 23.00 WIB ---")
    await chat.adopts_notice(tmp_path / "pemberitahuan.toml", version=2, summary="masa penyimpanan")
    await chat.plays("""
        Budi | /datasaya → [Pemberitahuan] → [Lanjut] → [Lanjut] → [Setuju]
        bot  ~ Persetujuan tercatat: Sabtu, 7 November 2026, pukul 23.00 WIB, versi 2. … [Kuesioner] [Beranda]
        --- Senin, 9 November 2026, 08.30 WIB ---
    """)


def test_the_notice_shipped_is_read_without_a_file() -> None:
    notice = privacy_notice()
    assert (notice.version, sorted(notice.contents)) == (1, list("abcdefg"))
