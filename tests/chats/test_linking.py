"""Linking an account (notation: bot/simulator/notation.py)."""

from domain.people import Role
from tests.chats.conftest import BUDI, Chat


async def test_an_official_links_by_invitation_and_number(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.joins("Budi")
    start = await chat.invitation(nip=BUDI.nip)
    await chat.plays(f"""
        Budi | {start}
        bot  | Layanan Talenta BKPSDM Kota Cirebon // Undangan ini untuk pegawai dengan NIP berakhiran 1004. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Budi | [Lanjut]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Satu langkah lagi agar orang lain tidak dapat memakai undangan Bapak/Ibu. // Tekan "Kirim nomor saya" di bawah. Nomor dicocokkan dengan data kepegawaian, lalu pesannya kami hapus. (papan) [Kirim nomor saya]
        Budi | (kontak sendiri)
        bot  | Nomor diterima.
        bot  | Akun sudah tertaut. Sebelum mengisi apa pun, mohon baca pemberitahuan berikut. [Lanjut]
        Budi | [Lanjut]
        bot  ~ Pemberitahuan data pribadi (1 dari 3) / … [Lanjut] [Lanjut nanti]
        Budi | [Lanjut]
        bot  ~ Pemberitahuan data pribadi (2 dari 3) // … [Lanjut] [Kembali]
        Budi | [Lanjut]
        bot  ~ Pemberitahuan data pribadi (3 dari 3) // … [Setuju]   [Tidak setuju]   [Kembali]
        Budi | [Setuju]
        bot  ~ Persetujuan tercatat: Senin, 2 November 2026, pukul 08.10 WIB, versi 1. Dapat ditarik kapan saja melalui /datasaya. [Kuesioner] [Beranda]
        Budi | [Beranda]
        bot  ~ Beranda Bapak/Ibu Budi // Tidak ada yang perlu dikerjakan saat ini. Kami akan memberi tahu jika ada. [Kuesioner] [Hasil]   [Rencana] [Data saya]   [Bantuan]
    """)


async def test_an_assessor_links_by_confirming_the_name(chat: Chat) -> None:
    await chat.joins("Siti")
    start = await chat.invitation(role=Role.ASSESSOR, name="Siti")
    await chat.plays(f"""
        Siti | {start}
        bot  | Undangan ini untuk Siti sebagai asesor. Apakah itu Bapak/Ibu? [Lanjut] [Bukan saya]
        Siti | [Lanjut]
        bot  ~ Akun sudah tertaut. Sebelum mengisi apa pun, mohon baca pemberitahuan berikut. [Lanjut]
    """)
