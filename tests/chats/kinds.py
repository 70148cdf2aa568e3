"""A questionnaire with one question of every kind, asked as people meet it."""

from domain.questionnaire import library, parse

EVERY_KIND = parse(
    """
key = "setiap_jenis"
version = 1
title = "Setiap jenis"
noun = "pertanyaan"
minutes = 5
consent_needed = true
intro = "Contoh setiap jenis pertanyaan."
scale = [
  { key = "1", label = "sangat tidak sesuai" },
  { key = "2", label = "tidak sesuai" },
  { key = "3", label = "sebagian sesuai" },
  { key = "4", label = "sesuai" },
  { key = "5", label = "sangat sesuai" },
]

[[sections]]

[[sections.questions]]
key = "a1"
kind = "likert"
aspect = "integritas"
text = "Saya mencatat alasan keputusan."

[[sections.questions]]
key = "a2"
kind = "single"
name = "Sertifikat"
text = "Apakah Bapak/Ibu memiliki sertifikat?"
choices = [{ key = "ada", label = "Ada" }, { key = "tidak", label = "Tidak ada" }]

[[sections.questions]]
key = "a3"
kind = "file"
name = "Sertifikat terbaru"
aspect = "teknis"
optional = true
largest_mb = 1
ask_when = { question = "a2", equals = "ada" }
text = "Kirim sertifikat terbaru sebagai foto atau PDF, paling besar 1 MB. Pastikan nama dan tanggal terbaca."

[[sections]]

[[sections.questions]]
key = "b1"
kind = "date"
name = "Tanggal terbit"
optional = true
earliest = 1980-01-01
latest = "today"
ask_when = { question = "a2", equals = "ada" }
text = "Kapan sertifikat itu diterbitkan? Ketik tanggal, misalnya 17-8-2024."

[[sections.questions]]
key = "b2"
kind = "number"
name = "Jumlah pelatihan"
lowest = 0
highest = 50
text = "Berapa pelatihan yang diikuti tahun lalu? Ketik angka 0 sampai 50."
""",
    "setiap_jenis.toml",
)
library().add(EVERY_KIND)
