"""Refusals say what happened, what was kept and what to do, with their own facts and no others."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from text_samples import FIELDS

from bot.texts import plain, refusal
from bot.texts.catalogue import catalogue
from bot.texts.problems import row_problem
from bot.texts.refusing import shown_as_alert
from domain import errors
from domain.errors import Refusal
from domain.sheet import Fault, RowProblem

TEXTS = list(catalogue().values())
REFUSALS = [
    value
    for value in vars(errors).values()
    if isinstance(value, type) and issubclass(value, Refusal) and "__dataclass_fields__" in vars(value)
]


# Where a field of this refusal holds another kind of fact than the same name elsewhere.
OF_THIS_REFUSAL: dict[tuple[str, str], object] = {
    ("NumberOutOfBounds", "value"): Decimal(612),
    ("NumberNotWhole", "value"): Decimal("12.5"),
    ("ErasureRestricted", "until"): date(2030, 12, 31),
    ("PlaceholderUnknown", "allowed"): ("nama", "tenggat", "sisa"),
    ("LineInvalid", "reason"): errors.AspectAmbiguous("int", ("Integritas", "Interpersonal", "Intelektual")),
}


def example(refused: type[Refusal]) -> Refusal:
    """The refusal with long but real facts."""
    own = {
        name: fact
        for (refusal_name, name), fact in OF_THIS_REFUSAL.items()
        if refusal_name == refused.__name__
    }
    return refused(**{name: own.get(name, FIELDS.get(name)) for name in refused.__match_args__})


def test_every_refusal_has_its_sentences_and_no_sentence_is_without_refusal() -> None:
    assert {refused.__name__ for refused in REFUSALS} == {
        text.key.removeprefix("refusals.") for text in TEXTS if text.key.startswith("refusals.")
    }


@pytest.mark.parametrize("refused", REFUSALS)
def test_a_refusal_uses_exactly_its_fields(refused: type[Refusal]) -> None:
    text = catalogue()[f"refusals.{refused.__name__}"]
    assert text.placeholders == set(refused.__match_args__)


@pytest.mark.parametrize("refused", REFUSALS)
def test_a_refusal_fits_its_screen(refused: type[Refusal]) -> None:
    error = example(refused)
    assert len(plain(refusal(error))) <= (180 if shown_as_alert(error) else 350)


def test_a_refusal_says_what_happened_then_what_was_kept_then_what_to_do() -> None:
    parts = {text.key: text.parts for text in TEXTS if text.key.startswith("refusals.")}
    assert [key for key, sentences in parts.items() if len(sentences) != 3] == [
        "refusals.AnswerNotUnderstood"
    ]
    kept = r"disimpan|tersimpan|berubah|tetap|ditautkan|terkirim|dikirim|diterbitkan|dijadwalkan|aman|tercatat|dijalankan"
    kept += r"|dikerjakan|dihapus|dipakai"
    assert [key for key, sentences in parts.items() if not re.search(kept, " ".join(sentences[:2]))] == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            errors.ScoreOutOfRange("Integritas", Decimal(6), Decimal(1), Decimal(5)),
            "Nilai 6 untuk Integritas di luar skala 1–5. Tidak ada yang tersimpan. Kirim ulang dengan nilai 1 sampai 5.",
        ),
        (
            errors.LineInvalid(
                2, errors.AspectAmbiguous("int", ("Integritas", "Interpersonal", "Intelektual"))
            ),
            'Baris 2: aspek "int" cocok dengan Integritas, Interpersonal, dan Intelektual. '
            "Tidak ada yang tersimpan, termasuk baris lain. Perbaiki, lalu kirim ulang semuanya.",
        ),
        (
            errors.LineInvalid(3, errors.AlreadyScored("Integritas")),
            "Baris 3: Integritas sudah bernilai. Tidak ada yang tersimpan, termasuk baris lain. "
            "Perbaiki, lalu kirim ulang semuanya.",
        ),
        (
            errors.LineInvalid(4, errors.NotAssignedToYou("1004")),
            "Baris 4: NIP berakhiran 1004 bukan tugas Bapak/Ibu. Tidak ada yang tersimpan, termasuk baris lain. "
            "Perbaiki, lalu kirim ulang semuanya.",
        ),
        (
            errors.ScoreNotOnScale("Integritas", Decimal("2.7"), (Decimal("2.5"), Decimal(3))),
            "Nilai 2,7 untuk Integritas tidak ada pada skala ini (2,5; 3). Tidak ada yang tersimpan. Pilih nilai terdekat.",
        ),
        (
            errors.AspectUnknown("xyz", ()),
            'Aspek "xyz" belum dikenal. Tidak ada yang tersimpan. Yang mirip: tidak ada. Kirim ulang seluruh baris.',
        ),
        (
            errors.AnswerNotUnderstood("likert"),
            "Jawaban itu belum dapat dikenali dan belum disimpan. Tekan satu angka, atau ketik 1 sampai 5.",
        ),
        (
            errors.NipNotPlausible("birth_date"),
            "Susunan NIP itu tidak sesuai (bagian tanggal lahir). Belum ada yang disimpan. "
            "Periksa kartu pegawai, lalu ketik ulang.",
        ),
        (
            errors.TooManyAttempts(datetime(2026, 11, 2, 2, 15, tzinfo=UTC), "BKPSDM"),
            "Percobaan dibatasi demi keamanan. Akun belum ditautkan. "
            "Coba lagi setelah pukul 09.15 WIB, atau hubungi BKPSDM.",
        ),
        (
            errors.RoleRequired("admin"),
            "Perintah ini untuk admin BKPSDM. Tidak ada yang berubah. Lihat perintah Bapak/Ibu melalui /bantuan.",
        ),
        (
            errors.PlaceholderUnknown("jabatan", ("nama", "tenggat", "sisa")),
            "Isian {jabatan} belum dikenal. Siaran belum dikirim. Pilihan: {nama}, {tenggat}, dan {sisa}.",
        ),
        (
            errors.HeaderNotFound(("NIP", "NAMA"), "/templat"),
            "Judul kolom NIP dan NAMA tidak ditemukan. Tidak ada yang tersimpan. "
            "Periksa baris judul, atau pakai /templat.",
        ),
        (
            errors.NipDamaged(1203, "1,99009E+17"),
            "Baris 1203: NIP 1,99009E+17 sudah diubah oleh Excel. Tidak ada yang tersimpan. "
            "Ubah kolom menjadi Teks, lalu isi ulang NIP.",
        ),
        (
            errors.FileTooLarge(Decimal("24.60"), Decimal(20)),
            "Berkas 24,6 MB melebihi batas 20 MB. Tidak disimpan. Kirim berkas lebih kecil atau foto yang jelas.",
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Refusal) else "",
)
def test_the_sentences_of_a_refusal(error: Refusal, sentence: str) -> None:
    assert refusal(error) == sentence


def test_a_deadline_of_today_is_told_by_its_hour() -> None:
    passed = errors.DeadlinePassed(datetime(2026, 12, 8, 9, tzinfo=UTC), 29)
    same_day = datetime(2026, 12, 8, 9, 2, tzinfo=UTC)
    next_day = datetime(2026, 12, 9, 9, 2, tzinfo=UTC)
    assert refusal(passed, now=same_day) == (
        "Masa pengisian berakhir pukul 16.00 WIB. Jawaban ini belum tersimpan; 29 jawaban sebelumnya aman. "
        "Tekan Minta waktu."
    )
    assert refusal(passed, now=next_day).startswith(
        "Masa pengisian berakhir Selasa, 8 Desember 2026, pukul 16.00 WIB."
    )


def test_a_fact_no_sentence_can_show_is_refused() -> None:
    with pytest.raises(TypeError):
        refusal(errors.SheetNotFound(expected=None, command="/templat"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            RowProblem(18, "NIP", "1,99009E+17", errors.NipDamaged(18, "1,99009E+17")),
            "Baris 18: NIP 1,99009E+17 sudah rusak oleh Excel; ubah kolom NIP menjadi Teks dan isi ulang.",
        ),
        (RowProblem(77, "NIP", "1985", errors.NipMalformed(17)), "Baris 77: NIP 17 angka, seharusnya 18."),
        (RowProblem(203, "NIP", "x", errors.NipDuplicated((203, 204))), "Baris 203 dan 204: NIP sama."),
        (
            RowProblem(19, "Komunikasi", "3", errors.CellIsFormula(19, "Komunikasi")),
            "Baris 19, kolom Komunikasi: berisi rumus.",
        ),
        (
            RowProblem(7, "STATUS", "aktip", Fault.NOT_UNDERSTOOD),
            'Baris 7, kolom STATUS: isian "aktip" belum dapat dikenali.',
        ),
        (RowProblem(1203, "NAMA", "", Fault.NAME_MISSING), "Baris 1203: nama belum diisi."),
        (
            RowProblem(9, "TANGGAL", "31-2", errors.DateNotUnderstood("31-2")),
            'Baris 9: tanggal "31-2" belum dapat dikenali.',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_that_cannot_be_taken_is_one_short_line(problem: RowProblem, line: str) -> None:
    assert row_problem(problem) == line
