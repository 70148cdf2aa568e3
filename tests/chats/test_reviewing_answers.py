"""Looking through the answers before they are submitted (notation: bot/simulator/notation.py)."""

from tests.chats.conftest import BUDI, Chat
from tests.chats.phases import answered, open_phase, stored

LEADER = [("m1", "ketua_lintas"), ("m2", "12"), ("m3", "2024"), ("m4", "-"), ("m5", "Tim percepatan")]
CAREER = [
    ("k1", "man"), ("k2", "keu,tek"), ("k3", "kini"), ("k4", "blm"), ("k5", "-"), ("k6", "jarak"),
    ("d1", "s2"), ("d2", "Hukum"), ("d3", "2009"),
]  # fmt: skip


async def budi_with(chat: Chat, questionnaire: str, answers: list[tuple[str, str]]) -> int:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=[questionnaire])
    return await answered(chat, BUDI.nip, questionnaire, answers)


async def budi_before_the_last_statement(chat: Chat) -> int:
    values = [(f"p{number:02}", "2" if number == 10 else "4") for number in range(1, 48)]
    return await budi_with(chat, "penilaian_mandiri", values)


OVERVIEW = (
    "Semua 48 pernyataan sudah dijawab. Belum terkirim. // Bagian 1: 8 jawaban / Bagian 2: 8 jawaban / "
    "Bagian 3: 8 jawaban / Bagian 4: 8 jawaban / Bagian 5: 8 jawaban / Bagian 6: 8 jawaban"
)


async def test_an_answer_is_changed_in_the_review(chat: Chat) -> None:
    response = await budi_before_the_last_statement(chat)
    await chat.plays(f"""
        Budi | /kuesioner → [1. Lanjut] → [4]
        bot  ~ {OVERVIEW} [Tinjau] [Kirim]   [Lanjut nanti]
        Budi | [Tinjau]
        bot  ~ {OVERVIEW} [Bagian 1] [Bagian 2] [Bagian 3]   [Bagian 4] [Bagian 5] [Bagian 6]   [Kembali]
        Budi | [Bagian 2]
        bot  ~ Bagian 2 dari 6, pernyataan 9–16 // 9. Saya … Jawaban: 4 (sesuai) / 10. … Jawaban: 2 (tidak sesuai) / 11. … / 16. … Jawaban: 4 (sesuai) [9] [10] [11] [12]   [13] [14] [15] [16]   [Sebelumnya] [Berikutnya]   [Selesai tinjau]
        Budi | [10]
        bot  ~ Mengubah pernyataan 10 // … // Jawaban sekarang: 2 (tidak sesuai). // … [1] [2 ✓] [3] [4] [5]   [Batal]
        Budi | [3]
        bot  ~ Bagian 2 dari 6, pernyataan 9–16 // … / 10. … Jawaban: 3 (sebagian sesuai), baru diubah / 11. … [9] [10] [11] [12]   [13] [14] [15] [16]   [Sebelumnya] [Berikutnya]   [Selesai tinjau]
        Budi | [Selesai tinjau]
        bot  ~ {OVERVIEW} [Tinjau] [Kirim]   [Lanjut nanti]
    """)
    assert (await stored(chat, response))["p10"] == "3"


async def test_the_pages_of_the_review_are_turned(chat: Chat) -> None:
    await budi_before_the_last_statement(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [4] → [Tinjau] → [Bagian 1]
        bot  ~ Bagian 1 dari 6, pernyataan 1–8 // … [1] [2] [3] [4]   [5] [6] [7] [8]   [Berikutnya]   [Selesai tinjau]
        Budi | [Berikutnya]
        bot  ~ Bagian 2 dari 6, pernyataan 9–16 // …
        Budi | [Berikutnya] → [Berikutnya] → [Berikutnya] → [Berikutnya]
        bot  ~ Bagian 6 dari 6, pernyataan 41–48 // … [41] [42] [43] [44]   [45] [46] [47] [48]   [Sebelumnya]   [Selesai tinjau]
        Budi | [Sebelumnya]
        bot  ~ Bagian 5 dari 6, pernyataan 33–40 // …
    """)


async def test_a_change_is_cancelled_or_typed(chat: Chat) -> None:
    response = await budi_before_the_last_statement(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [4] → [Tinjau] → [Bagian 2] → [10] → [Batal]
        bot  ~ Bagian 2 dari 6, pernyataan 9–16 // … / 10. … Jawaban: 2 (tidak sesuai) / 11. …
        Budi | [10] → entah
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Jawaban itu belum dapat dikenali dan belum disimpan. Tekan satu angka, atau ketik 1 sampai 5. // Mengubah pernyataan 10 // … [1] [2 ✓] [3] [4] [5]   [Batal]
        Budi | batal
        bot  | Bagian 2 dari 6, pernyataan 9–16 // … / 10. … Jawaban: 2 (tidak sesuai) / 11. …
        Budi | [10] → sangat sesuai
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 2 dari 6, pernyataan 9–16 // … / 10. … Jawaban: 5 (sangat sesuai), baru diubah / 11. …
    """)
    assert (await stored(chat, response))["p10"] == "5"


async def test_a_double_tap_on_a_change_is_silent_and_another_value_refused(chat: Chat) -> None:
    response = await budi_before_the_last_statement(chat)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [4] → [Tinjau] → [Bagian 2] → [10] → [3]
        bot  ~ Bagian 2 dari 6, pernyataan 9–16 // … baru diubah …
        Budi | [3] of an earlier screen
        Budi | [5] of an earlier screen
        bot  !! Pertanyaan ini sudah dijawab. Jawaban lama tidak berubah.
    """)
    assert (await stored(chat, response))["p10"] == "3"


async def test_every_kind_of_answer_is_read_in_the_review(chat: Chat) -> None:
    await budi_with(chat, "preferensi_karier", CAREER)
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Preferensi karier: siap dikirim, sisa 36 hari // … [1. Lanjut]   [Beranda]
        Budi | [1. Lanjut]
        bot  ~ Semua 9 pertanyaan sudah dijawab. Belum terkirim. // Bagian 1: 4 jawaban / Bagian 2: 1 jawaban / Bagian 3: 3 jawaban [Tinjau] [Kirim]   [Lanjut nanti]
        Budi | [Tinjau] → [Bagian 1]
        bot  ~ Bagian 1 dari 3, pertanyaan 1–4 // 1. Jalur karier. Jawaban: Manajerial / 2. Rumpun jabatan. Jawaban: Keuangan dan Teknologi / 3. Unit kerja. Jawaban: Unit sekarang / 4. Kesediaan pindah. Jawaban: Belum tahu [1] [2] [3] [4]   [Berikutnya]   [Selesai tinjau]
        Budi | [Berikutnya]
        bot  ~ Bagian 2 dari 3, pertanyaan 5–6 // 5. Rencana lima tahun. Dilewati / 6. Pertimbangan penempatan. Jawaban: Jarak tempuh [5] [6]   [Sebelumnya] [Berikutnya]   [Selesai tinjau]
        Budi | [Berikutnya]
        bot  ~ Bagian 3 dari 3, pertanyaan 7–9 // 7. Jenjang pendidikan. Jawaban: S2 / 8. Bidang ilmu. Jawaban: Hukum / 9. Tahun tamat. Jawaban: 2009 [7] [8] [9]   [Sebelumnya]   [Selesai tinjau]
    """)


async def test_several_options_are_chosen_anew(chat: Chat) -> None:
    response = await budi_with(chat, "preferensi_karier", CAREER)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [2]
        bot  ~ Mengubah pertanyaan 2 // … // Dipilih: 2 dari paling banyak 2 (Keuangan dan Teknologi). [Pelayanan publik]   [Perencanaan] [✓ Keuangan]   [Pengawasan] [Kepegawaian]   [✓ Teknologi] [Pendidikan]   [Kesehatan] [Lainnya]   [Infrastruktur]   [Lanjut] [Batal]
        Budi | [✓ Keuangan] → [✓ Teknologi] → [Lanjut]
        bot  !! Pertanyaan ini belum dapat dilewati. Jawaban lain tetap tersimpan. Pilih jawaban, atau tekan Lanjut nanti.
        Budi | [Pengawasan] → [Lanjut]
        bot  ~ Bagian 1 dari 3, pertanyaan 1–4 // … / 2. Rumpun jabatan. Jawaban: Pengawasan, baru diubah / …
        Budi | [2] → [✓ Pengawasan] → [Pendidikan] → [Batal]
        bot  ~ Bagian 1 dari 3, pertanyaan 1–4 // … / 2. Rumpun jabatan. Jawaban: Pengawasan / …
        Budi | [2] → [Pendidikan] → lanjut
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 1 dari 3, pertanyaan 1–4 // … / 2. Rumpun jabatan. Jawaban: Pengawasan dan Pendidikan, baru diubah / …
        Budi | [Lanjut] of an earlier screen
        bot  !! Pertanyaan ini sudah dijawab. Jawaban lama tidak berubah. Layar yang sedang berjalan ada di bawah.
        bot  | Semua 9 pertanyaan sudah dijawab. Belum terkirim. // …
    """)
    assert (await stored(chat, response))["k2"] == "was,dik"


async def test_a_unit_is_searched_anew(chat: Chat) -> None:
    response = await budi_with(chat, "preferensi_karier", CAREER)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [3] → kelurahan
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Dicatat untuk pertanyaan 3: Kelurahan Kejaksan. // Mengubah pertanyaan 3 // … // Dipilih: 2 dari paling banyak 3 (Unit sekarang dan Kelurahan Kejaksan). [✓ Unit sekarang]   [✓ Kelurahan Kejaksan]   [Lanjut] [Batal]
        Budi | nirwana
        bot  | Mengubah pertanyaan 3 // … // Belum ditemukan nama yang memuat "nirwana". Ketik bagian lain dari namanya. [✓ Unit sekarang]   [✓ Kelurahan Kejaksan]   [Cari lagi]   [Lanjut] [Batal]
        Budi | [✓ Unit sekarang] → [Lanjut]
        bot  ~ Bagian 1 dari 3, pertanyaan 1–4 // … / 3. Unit kerja. Jawaban: Kelurahan Kejaksan, baru diubah / …
    """)
    assert (await stored(chat, response))["k3"] == "Kelurahan Kejaksan"


async def test_an_optional_answer_is_skipped_in_the_review(chat: Chat) -> None:
    response = await budi_with(chat, "pengalaman_memimpin", LEADER)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 2] → [5]
        bot  ~ Mengubah pertanyaan 5 // … // Jawaban sekarang: Tim percepatan. [Lewati] [Batal]
        Budi | [Lewati]
        bot  ~ Bagian 2 dari 2, pertanyaan 3–5 // … / 5. Tim dan hasilnya. Dilewati …
        Budi | [4] → lewati
        bot  ~ Layar ini dilanjutkan di bawah.
        bot  | Bagian 2 dari 2, pertanyaan 3–5 // … / 4. Tanggal surat. Dilewati / …
    """)
    assert (await stored(chat, response))["m5"] == "-"


async def test_an_edit_that_opens_questions(chat: Chat) -> None:
    await budi_with(chat, "pengalaman_memimpin", [("m1", "tidak_ada")])
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut]
        bot  ~ Semua 1 pertanyaan sudah dijawab. Belum terkirim. // Bagian 1: 1 jawaban [Tinjau] [Kirim]   [Lanjut nanti]
        Budi | [Tinjau] → [Bagian 1] → [1] → [Anggota lintas]
        bot  ~ Jawaban itu membuka 3 pertanyaan baru. [Lanjut]
        Budi | [Lanjut]
        bot  ~ Bagian 2 dari 2, pertanyaan 3 dari 5 // … [Kembali] [Lanjut nanti]
        Budi | [Lanjut nanti] → /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Pengalaman memimpin: 1 dari 4 terjawab, sisa 36 hari // … [1. Lanjut]   [Beranda]
    """)


async def test_an_edit_that_closes_questions_is_kept_or_taken_back(chat: Chat) -> None:
    response = await budi_with(chat, "pengalaman_memimpin", LEADER)
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [1] → [Tidak ada]
        bot  ~ Ada 3 jawaban yang tidak diperlukan lagi dan tidak ikut dikirim. [Lanjut] [Batalkan ubah]
        Budi | [Batalkan ubah]
        bot  ~ Bagian 1 dari 2, pertanyaan 1–2 // 1. Peran tertinggi. Jawaban: Ketua lintas / 2. Jumlah anggota. Jawaban: 12 [1] [2]   [Berikutnya]   [Selesai tinjau]
        Budi | [1] → [Tidak ada] → [Lanjut]
        bot  ~ Semua 1 pertanyaan sudah dijawab. Belum terkirim. // Bagian 1: 1 jawaban [Tinjau] [Kirim]   [Lanjut nanti]
    """)
    assert await stored(chat, response) == {**dict(LEADER), "m1": "tidak_ada"}


async def test_going_back_to_an_answer_that_closes_others_is_told_too(chat: Chat) -> None:
    response = await budi_with(chat, "pengalaman_memimpin", LEADER[:2])
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Kembali] → [Kembali] → [Anggota lintas]
        bot  ~ Ada 1 jawaban yang tidak diperlukan lagi dan tidak ikut dikirim. [Lanjut] [Batalkan ubah]
        Budi | [Batalkan ubah]
        bot  ~ Bagian 1 selesai. Tersisa sekitar 5 menit. // Bagian 2 dari 2, pertanyaan 3 dari 5 // …
    """)
    assert await stored(chat, response) == dict(LEADER[:2])


async def test_a_review_that_is_no_longer_complete_leads_on(chat: Chat) -> None:
    await budi_with(chat, "pengalaman_memimpin", [("m1", "tidak_ada")])
    await chat.plays("""
        Budi | /kuesioner → [1. Lanjut] → [Tinjau] → [Bagian 1] → [1] → [Ketua internal] → [Selesai tinjau] of an earlier screen
        bot  ~ Terjawab 1 dari 5 pertanyaan. Belum terkirim. // Bagian 1: 1 jawaban / Bagian 2: 0 jawaban [Lanjut] [Tinjau]   [Lanjut nanti]
        Budi | [Kirim] of an earlier screen
        bot  !! Masih 4 pertanyaan belum dijawab. Belum terkirim, semua jawaban aman. Tekan Lanjut untuk mengisinya.
        Budi | [Tinjau] → [Bagian 2]
        bot  ~ Bagian 2 dari 2, pertanyaan 3–5 // 3. Tahun terakhir. Jawaban: tidak ada / …
    """)
