"""A phase, from its plan to its closing (notation: bot/simulator/notation.py)."""

from domain.people import Role
from tests.chats.conftest import BUDI, WATI, Chat


async def admin(chat: Chat) -> None:
    await chat.roster(BUDI, WATI)
    await chat.links("Budi", official=BUDI)
    await chat.links("Rahmat", Role.ADMIN)


async def test_an_admin_plans_a_phase_and_it_opens_once(chat: Chat) -> None:
    await admin(chat)
    await chat.plays("""
        Rahmat | /tahap
        bot  | Tahap // Belum ada tahap. Tekan Tahap baru untuk membuatnya. [Tahap baru]   [Beranda]
        Rahmat | [Tahap baru]
        bot  ~ Tahap baru (1 dari 4) // Pilih pola. [Eselon III–IV]   [Pelaksana dan JF]   [Batal]
        Rahmat | [Eselon III–IV]
        bot  ~ Tahap baru (2 dari 4): sasaran // Jabatan administrator dan pengawas, 2 orang. [Lanjut]   [Kembali]
        Rahmat | [Lanjut]
        bot  ~ Tahap baru (3 dari 4): jadwal // Dibuka Senin, 9 November 2026, pukul 08.00 WIB / Ditutup Selasa, 15 Desember 2026, pukul 16.00 WIB / Pengingat: 8, 11, 14, dan 15 Desember; susulan 16 Desember. Tidak ada yang jatuh pada hari libur. [Lanjut] [Ubah tanggal]   [Kembali]
        Rahmat | [Lanjut]
        bot  ~ Tahap baru (4 dari 4): periksa // Tahap 1, 2 orang: 1 tertaut, 1 belum tertaut. / Kuesioner: 3. Penilaian asesor: 17 aspek. / Saat dibuka, 1 pesan dikirim dalam sekitar 1 detik. / Belum tertaut: 1 orang tidak akan menerima pesan. [Jadwalkan] [Contoh pesan]   [Daftar 1] [Batal]
        Rahmat | [Contoh pesan]
        bot  ~ Contoh pesan untuk satu penerima: // Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. Tenggat Selasa, 15 Desember 2026, pukul 16.00 WIB. Perkiraan waktu yang diperlukan: 25 menit. [Kembali]
        Rahmat | [Kembali]
        bot  ~ Tahap baru (4 dari 4): periksa // … [Jadwalkan] [Contoh pesan]   [Daftar 1] [Batal]
        Rahmat | [Daftar 1]
        bot  > daftar-20261102.xlsx "Dokumen yang diminta."
        Rahmat | [Jadwalkan]
        bot  ~ Tahap 1 dijadwalkan. Dapat diubah sampai dibuka. [Lihat] [Beranda]
        --- Senin, 9 November 2026, 07.59 WIB ---
        --- Senin, 9 November 2026, 08.00 WIB ---
        Budi | bot: Yth. Bapak/Ibu Budi, kuesioner BKPSDM sudah dibuka. Tenggat Selasa, 15 Desember 2026, pukul 16.00 WIB. Perkiraan waktu yang diperlukan: 25 menit. [Mulai]
        --- Senin, 9 November 2026, 08.01 WIB ---
    """)
