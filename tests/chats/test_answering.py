"""Answering statements by buttons (notation: bot/simulator/notation.py)."""

from tests.chats.conftest import BUDI, Chat
from tests.chats.phases import answered, open_phase, stored


async def budi_with_a_phase(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat)


async def test_a_statement_is_answered_by_a_button(chat: Chat) -> None:
    await budi_with_a_phase(chat)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: belum dimulai, sisa 36 hari / 2. Preferensi karier: belum dimulai, sisa 36 hari / 3. Pengalaman memimpin: belum dimulai, sisa 36 hari // Tenggat: Selasa, 8 Desember 2026, pukul 16.00 WIB. [1. Mulai]   [2. Mulai]   [3. Mulai]   [Beranda]
        Budi | [1. Mulai]
        bot  ~ Penilaian mandiri // Ada 48 pernyataan dalam 6 bagian, sekitar 15 menit. Setiap jawaban langsung tersimpan; Bapak/Ibu dapat berhenti dan melanjutkan kapan saja. // Ini isian mandiri, bukan hasil penilaian kompetensi atau potensi oleh penyelenggara terakreditasi. Jawablah sesuai dengan kebiasaan Bapak/Ibu enam bulan terakhir. [Mulai] [Kembali]
        Budi | [Mulai]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // Saya memeriksa penyebab masalah dengan data sebelum mengusulkan jalan keluar. // 1 sangat tidak sesuai; 2 tidak sesuai; 3 sebagian sesuai; 4 sesuai; 5 sangat sesuai [1] [2] [3] [4] [5]   [Lanjut nanti]
        Budi | [4]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // Saya menunda menyampaikan kabar buruk sampai atasan menanyakannya. // 1 sangat tidak sesuai; 2 tidak sesuai; 3 sebagian sesuai; 4 sesuai; 5 sangat sesuai [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Budi | [Kembali]
        bot  ~ Bagian 1 dari 6, pernyataan 1 dari 48 // Saya memeriksa penyebab masalah dengan data sebelum mengusulkan jalan keluar. // Jawaban sekarang: 4 (sesuai). // 1 sangat tidak sesuai; 2 tidak sesuai; 3 sebagian sesuai; 4 sesuai; 5 sangat sesuai [1] [2] [3] [4 ✓] [5]   [Lanjut] [Lanjut nanti]
        Budi | [Lanjut]
        bot  ~ Bagian 1 dari 6, pernyataan 2 dari 48 // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)
