"""A questionnaire with a revision: one question changed, one gone, one new, one no longer to be left out."""

from domain.questionnaire import Questionnaire, library, parse

_HEAD = """
key = "direvisi"
version = {version}
title = "Uji revisi"
noun = "pertanyaan"
minutes = 5
consent_needed = true
intro = "Contoh kuesioner yang direvisi."

[[sections]]
"""
_SAME = """
[[sections.questions]]
key = "r1"
kind = "single"
text = "Apakah Bapak/Ibu pernah memimpin tim?"
choices = [{ key = "ya", label = "Pernah" }, { key = "blm", label = "Belum pernah" }]

[[sections.questions]]
key = "r2"
kind = "number"
lowest = 0
highest = 500
ask_when = { question = "r1", equals = "ya" }
text = "Berapa orang yang dipimpin? Ketik angka 0 sampai 500."
"""
_CHANGED = """
[[sections.questions]]
key = "r3"
kind = "single"
text = "{text}"
choices = [{{ key = "ya", label = "Bersedia" }}, {{ key = "tdk", label = "Belum bersedia" }}]
"""
_LEFT_OUT = """
[[sections.questions]]
key = "r4"
kind = "text"
max_length = 100
optional = {optional}
text = "Tuliskan nama tim, paling banyak 100 huruf."
"""
_GONE = """
[[sections.questions]]
key = "r5"
kind = "date"
optional = true
earliest = 1980-01-01
latest = "today"
text = "Kapan tim itu dibentuk? Ketik tanggal, misalnya 17-8-2024."
"""
_NEW = """
[[sections.questions]]
key = "r6"
kind = "single"
text = "Apakah tim itu masih bekerja?"
choices = [{ key = "ya", label = "Masih" }, { key = "tdk", label = "Tidak lagi" }]
"""


def _version(number: int, *parts: str) -> Questionnaire:
    made = parse(_HEAD.format(version=number) + "".join(parts), f"direvisi-{number}.toml")
    library().add(made)
    return made


FIRST = _version(
    1, _SAME, _CHANGED.format(text="Apakah bersedia pindah unit?"), _LEFT_OUT.format(optional="true"), _GONE
)
SECOND = _version(
    2,
    _SAME,
    _CHANGED.format(text="Apakah bersedia pindah ke luar kota?"),
    _LEFT_OUT.format(optional="false"),
    _NEW,
)
