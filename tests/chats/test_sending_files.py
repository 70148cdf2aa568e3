"""A document or photo as the answer (notation: bot/simulator/notation.py)."""

import pytest

from bot.simulator.files import Upload
from tests.chats.conftest import BUDI, Chat
from tests.chats.crafted import pushes
from tests.chats.kinds import EVERY_KIND
from tests.chats.phases import answered, open_phase, stored
from tests.chats.sent_documents import PICTURE, pdf

ASKED = (
    "Bagian 1 dari 2, pertanyaan 3 dari 5 (boleh dilewati) // Kirim sertifikat terbaru sebagai foto atau PDF, "
    "paling besar 1 MB. Pastikan nama dan tanggal terbaca. [Lewati] [Kembali]   [Lanjut nanti]"
)


@pytest.fixture
async def response(chat: Chat) -> int:
    """Budi stands before the question for a certificate."""
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=[EVERY_KIND.key])
    begun = await answered(chat, BUDI.nip, EVERY_KIND.key, [("a1", "4"), ("a2", "ada")])
    await chat.plays(f"""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // … [1. Lanjut]   [Beranda]
        Budi | [1. Lanjut]
        bot  ~ {ASKED}
    """)
    return begun


async def test_a_certificate_is_taken_and_told_back(chat: Chat, response: int) -> None:
    await chat.plays(
        """
        Budi | (sertifikat.pdf)
        bot  | Berkas diterima: PDF, 0,1 MB, 2 halaman. // Bagian 1 selesai. Tersisa sekitar 5 menit. // Bagian 2 dari 2, pertanyaan 4 dari 5 (boleh dilewati) // Kapan … [Lewati] [Kembali]   [Lanjut nanti]
        Budi | [Kembali]
        bot  ~ Bagian 1 dari 2, pertanyaan 3 dari 5 (boleh dilewati) // Kirim … // Jawaban sekarang: PDF, 0,1 MB, 2 halaman. [Lanjut] [Kembali]   [Lanjut nanti]
        """,
        files={"sertifikat.pdf": pdf(2)},
    )
    assert (await stored(chat, response))["a3"].startswith("pdf:")


async def test_a_photo_is_taken_as_well(chat: Chat, response: int) -> None:
    await chat.plays(
        """
        Budi | (foto ijazah.png)
        bot  | Berkas diterima: Foto PNG, 0,1 MB. // Bagian 1 selesai. … // Bagian 2 dari 2, pertanyaan 4 dari 5 (boleh dilewati) // Kapan … [Lewati] [Kembali]   [Lanjut nanti]
        """,
        files={"ijazah.png": PICTURE},
    )
    assert (await stored(chat, response))["a3"].startswith(f"png:{len(PICTURE)}:0:")


async def test_what_cannot_be_taken_is_said_above_the_same_question(chat: Chat, response: int) -> None:
    await chat.plays(
        f"""
        Budi | (sertifikat.docx)
        bot  | Berkas .docx belum dapat diterima di sini. Tidak disimpan. Kirim PDF, JPEG, atau PNG. // {ASKED}
        Budi | (sertifikat.jpg)
        bot  | Isi berkas tidak sesuai dengan namanya (.jpg, ternyata PDF). Tidak disimpan. Simpan ulang, lalu kirim. // {ASKED}
        Budi | (besar.pdf)
        bot  | Berkas 1,1 MB melebihi batas 1 MB. Tidak disimpan. Kirim berkas lebih kecil atau foto yang jelas. // {ASKED}
        Budi | (terkunci.pdf)
        bot  | Berkas itu rusak atau memakai kata sandi. Tidak disimpan. Kirim ulang sebagai PDF tanpa kata sandi, atau foto yang jelas. // {ASKED}
        Budi | (rusak.pdf)
        bot  | Berkas itu rusak atau memakai kata sandi. Tidak disimpan. Kirim ulang sebagai PDF tanpa kata sandi, atau foto yang jelas. // {ASKED}
        Budi | (kosong.pdf)
        bot  | Berkas itu rusak atau memakai kata sandi. Tidak disimpan. Kirim ulang sebagai PDF tanpa kata sandi, atau foto yang jelas. // {ASKED}
        """,
        files={
            "sertifikat.docx": b"PK\x03\x04 surat",
            "sertifikat.jpg": pdf(),
            "besar.pdf": pdf(size=1024 * 1024 + 1),
            "terkunci.pdf": pdf(password="rahasia"),
            "rusak.pdf": b"%PDF-1.7\nxref\n0 2\ntrailer << /Root 9 0 R",
            "kosong.pdf": b"bukan pdf",
        },
    )
    assert "a3" not in await stored(chat, response)


async def test_words_instead_of_a_file_are_answered_with_what_to_send(chat: Chat, response: int) -> None:
    await chat.plays(f"""
        Budi | nanti saya kirim
        bot  | Jawaban itu belum dapat dikenali dan belum disimpan. Kirim foto atau PDF. // {ASKED}
        Budi | lewati
        bot  | Dilewati: pertanyaan 3. // Bagian 1 selesai. … // Bagian 2 dari 2, pertanyaan 4 dari 5 (boleh dilewati) // Kapan … [Lewati] [Kembali]   [Lanjut nanti]
    """)
    assert (await stored(chat, response))["a3"] == "-"


async def test_a_file_is_changed_in_the_review(chat: Chat, response: int) -> None:
    await chat.plays(
        """
        Budi | (satu.pdf)
        bot  | Berkas diterima: PDF, 0,1 MB, 1 halaman. // …
        Budi | [Lewati] → 3 → [Tinjau] → [Bagian 1]
        bot  ~ Bagian 1 dari 2, pertanyaan 1–3 // 1. Saya mencatat alasan keputusan. Jawaban: 4 (sesuai) / 2. Sertifikat. Jawaban: Ada / 3. Sertifikat terbaru. Jawaban: PDF, 0,1 MB, 1 halaman [1] [2] [3]   [Berikutnya]   [Selesai tinjau]
        Budi | [3] → (dua.pdf)
        bot  | Bagian 1 dari 2, pertanyaan 1–3 // … 3. Sertifikat terbaru. Jawaban: PDF, 0,1 MB, 2 halaman, baru diubah [1] [2] [3]   [Berikutnya]   [Selesai tinjau]
        """,
        files={"satu.pdf": pdf(), "dua.pdf": pdf(2)},
    )
    assert ":2:" in (await stored(chat, response))["a3"]


async def sends_album(chat: Chat, name: str, parts: int) -> None:
    """Several pictures in one go: Telegram brings a message for each, of one group."""
    world = chat.simulator.world
    own = world.chat_of(chat.people[name].id)
    for part in range(parts):
        photo = world.files.add(Upload(f"{part}.png", PICTURE), "photos").as_photo()
        sent = own.add(own.account.as_user(), {"photo": photo, "media_group_id": "1312"}, world.now)
        await pushes(chat, "message", sent.as_api(own.place()))


async def test_of_an_album_the_first_part_counts_and_that_is_said_once(chat: Chat, response: int) -> None:
    await sends_album(chat, "Budi", 3)
    assert (await stored(chat, response))["a3"] == f"png:{len(PICTURE)}:0:AgACAgUAAxkBAAI00000001"
    await chat.plays("""
        --- 2 detik kemudian ---
        bot  | Yang dipakai foto pertama; foto lain tidak disimpan. (senyap)
        Budi | [Lewati]
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 2 dari 2, pertanyaan 5 dari 5 // … [Kembali] [Lanjut nanti]
    """)


async def test_a_photo_nobody_asked_for_is_not_processed(chat: Chat, response: int) -> None:
    await chat.plays(
        """
        Budi | [Lewati] → (foto liburan.png)
        bot  | Pesan suara, stiker, dan lokasi belum dapat diproses dan tidak disimpan. Mohon jawab dengan tombol atau tulisan.
        bot  | Bagian 2 dari 2, pertanyaan 4 dari 5 (boleh dilewati) // …
        """,
        files={"liburan.png": PICTURE},
    )


async def test_a_file_sent_after_the_deadline_is_not_taken(chat: Chat, response: int) -> None:
    await chat.plays(
        """
        --- Selasa, 8 Desember 2026, 16.05 WIB ---
        Budi | (sertifikat.pdf)
        bot  | Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 2 jawaban sebelumnya aman. Tekan Minta waktu. [Minta waktu] [Beranda]
        """,
        files={"sertifikat.pdf": pdf()},
    )
    assert "a3" not in await stored(chat, response)
