"""How evidence is written in spreadsheets, turned into what `EvidenceKind.read` understands."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from domain.evidence import NO_STANDARD, NONE, evidence_kind
from domain.sheet import Cell, text_of
from domain.spelling import number_of

_ABOVE, _MEETS, _BELOW = range(3)
_EXPECTATIONS = {
    "di atas ekspektasi": _ABOVE, "diatas ekspektasi": _ABOVE, "di atas": _ABOVE, "1": _ABOVE,
    "sesuai ekspektasi": _MEETS, "sesuai": _MEETS, "2": _MEETS,
    "di bawah ekspektasi": _BELOW, "dibawah ekspektasi": _BELOW, "di bawah": _BELOW, "3": _BELOW,
}  # fmt: skip
_PREDICATE = (  # a row for each rating of results, a column for each of behaviour
    ("sangat_baik", "baik", "kurang"),
    ("baik", "baik", "kurang"),
    ("butuh_perbaikan", "butuh_perbaikan", "sangat_kurang"),
)
_DEGREES = (
    (r"\bs ?3\b|\bdoktor\b", "s3"),
    (r"\bs ?2\b|\bmagister\b|\bpascasarjana\b", "s2"),
    (r"\bd ?(?:4|iv)\b|\bdiploma (?:4|iv)\b|\bsarjana terapan\b", "d4"),
    (r"\bs ?1\b|\bsarjana\b", "s1"),
    (r"\bd ?(?:3|iii)\b|\bdiploma (?:3|iii)\b", "d3"),
    (r"\b(?:slta|sma|smu|smk|stm|smea|ma)\b", "slta"),
)
_EDUCATION = tuple((re.compile(pattern), level) for pattern, level in _DEGREES)
_SAYS_NONE = frozenset({"tidak ada", "tidak pernah", "nihil", "belum pernah"})
_YEARS_AND_MONTHS = re.compile(r"(?:(\d+) *(?:tahun|thn|th)\b)?[ ,]*(?:(\d+) *(?:bulan|bln|bl)\b)?")
_LARGEST_FRACTION = Decimal("1.5")


def read_value(kind: str, cell: Cell) -> str | None:
    """The value of a cell as it is stored; None if it is no value of this kind."""
    spell = _SPELLINGS.get(kind, _words)
    return evidence_kind(kind).read(spell(cell))


def predicate_of(result: str, behaviour: str) -> str | None:
    """The predicate where the two ratings meet (PermenPANRB 6/2022); None if a rating is not understood.

    Ratings are words or the codes of SIASN: 1 above, 2 meets, 3 below expectation.
    """
    row, column = (_EXPECTATIONS.get(text.casefold()) for text in (result, behaviour))
    return None if row is None or column is None else _PREDICATE[row][column]


def plain(number: Decimal) -> str:
    """A number as it is kept: with a point, without zeros at its end."""
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _words(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return plain(cell)
    text = text_of(cell).casefold()
    return NONE if text in _SAYS_NONE else text


def _education(cell: Cell) -> str:
    """The highest level named: `S-1 Hukum`, `Magister Manajemen`, `D.IV`."""
    words = re.sub(r"[\s\W]+", " ", text_of(cell).casefold())
    return next((level for pattern, level in _EDUCATION if pattern.search(words)), words)


def _years(cell: Cell) -> str:
    """`3 tahun 6 bulan` as years with two decimals."""
    match = _YEARS_AND_MONTHS.fullmatch(text_of(cell).casefold())
    if match is None or not match[0]:
        return _words(cell)
    return plain(Decimal(int(match[1] or 0) + Decimal(int(match[2] or 0)) / 12).quantize(Decimal("0.01")))


def _whole(cell: Cell) -> str:
    words = _words(cell)
    number = number_of(words.removesuffix("jp"), whole=True)
    return words if number is None else plain(number)


def _discipline(cell: Cell) -> str:
    return re.sub(r"\b(?:hukuman|hukdis|disiplin|tingkat)\b", "", _words(cell))


def _role(cell: Cell) -> str:
    return re.sub(r"\btim\b|\bkerja\b", "", _words(cell))


def _technical(cell: Cell) -> str:
    """JPM in percent; a number cell formatted as percentage holds a fraction."""
    if isinstance(cell, Decimal) and 0 < cell <= _LARGEST_FRACTION:
        return plain(cell * 100)
    words = _words(cell)
    return NO_STANDARD if words == NONE else words


_SPELLINGS: Final[Mapping[str, Callable[[Cell], str]]] = MappingProxyType(
    {
        "pendidikan": _education,
        "lama_jabatan": _years,
        "jumlah_jabatan": _whole,
        "bangkom_jp": _whole,
        "disiplin": _discipline,
        "kepemimpinan": _role,
        "tim_kerja": _role,
        "teknis": _technical,
    }
)
