"""Files of evidence (REGULATION §1.5, trap 13; REGULATION-2 §10)."""

from datetime import date
from decimal import Decimal

import pytest

from domain.errors import HeaderNotFound, NipDuplicated, ScaleNotDeclared, ScoreNotOnScale, ScoreOutOfRange
from domain.evidence_file import EvidenceEntry, Scale, read_evidence, scale_of
from domain.evidence_spelling import predicate_of, read_value
from domain.recognition import FileKind, choose, recognise
from domain.sheet import Fault, RowProblem, Sheet

BUDI = "198503152010011004"
SITI = "199009132025242014"


def sheet(*rows):
    return Sheet("Data", rows)


def test_every_kind_is_read_from_its_column():
    titles = (
        "NO", "NIP", "NAMA", "PREDIKAT KINERJA 2025", "TANGGAL PENILAIAN", "KEMAMPUAN INTELEKTUAL (SKALA 0–5)",
        "KOMPETENSI TEKNIS", "PENDIDIKAN", "LAMA JABATAN (TAHUN)", "JUMLAH JABATAN", "BANGKOM (JP)",
        "HUKUMAN DISIPLIN", "KESESUAIAN ILMU", "PENGALAMAN KEPEMIMPINAN",
    )  # fmt: skip
    row = (
        Decimal(1), BUDI, "Budi", "Sangat Baik", "15-09-2026", "3,5",
        Decimal("0.85"), "S-2 Hukum", "3 tahun 6 bulan", "3", "20 JP",
        "tidak ada", "Serumpun", "Ketua tim internal",
    )  # fmt: skip
    assessed = date(2026, 9, 15)
    assert read_evidence(sheet(titles, row)).entries == (
        EvidenceEntry(BUDI, "predikat", "sangat_baik", date(2025, 12, 31)),
        EvidenceEntry(BUDI, "intelektual", "3.5", assessed),
        EvidenceEntry(BUDI, "teknis", "85", assessed),
        EvidenceEntry(BUDI, "pendidikan", "s2", assessed),
        EvidenceEntry(BUDI, "lama_jabatan", "3.5", assessed),
        EvidenceEntry(BUDI, "jumlah_jabatan", "3", assessed),
        EvidenceEntry(BUDI, "bangkom_jp", "20", assessed),
        EvidenceEntry(BUDI, "disiplin", "bersih", assessed),
        EvidenceEntry(BUDI, "kesesuaian_ilmu", "serumpun", assessed),
        EvidenceEntry(BUDI, "kepemimpinan", "ketua_internal", assessed),
    )


@pytest.mark.parametrize("mark", [None, "", "-", "–", "#N/A"])
def test_an_empty_cell_is_missing_and_nothing_is_kept_of_it(mark):
    reading = read_evidence(sheet(("NIP", "NAMA", "PREDIKAT", "BANGKOM JP"), (BUDI, "Budi", mark, "0")))
    assert reading.entries == (EvidenceEntry(BUDI, "bangkom_jp", "0"),)
    assert (reading.problems, reading.total) == ((), 1)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("kepemimpinan", "tidak pernah", "tidak_ada"),
        ("bangkom_jp", "tidak ada", "0"),
        ("disiplin", "tidak ada", "bersih"),
        ("disiplin", "hukuman disiplin tingkat sedang", "sedang"),
        ("teknis", "tidak ada", "tanpa_standar"),
        ("teknis", "79,5", "79.5"),
        ("teknis", Decimal(85), "85"),
        ("bangkom_jp", "1.250", "1250"),
        ("bangkom_jp", "banyak", None),
        ("pendidikan", "Magister Manajemen", "s2"),
        ("pendidikan", "D.IV Administrasi", "d4"),
        ("pendidikan", "SMA/SMK", "slta"),
        ("pendidikan", "kursus", None),
        ("lama_jabatan", "8 bulan", "0.67"),
        ("lama_jabatan", Decimal("2.50"), "2.5"),
        ("lama_jabatan", "lama", None),
        ("jumlah_jabatan", "2,5", None),
        ("predikat", "Istimewa", None),
        ("predikat", "tidak ada", None),
    ],
)
def test_a_value_is_read_as_it_is_written(kind, typed, value):
    assert read_value(kind, typed) == value


@pytest.mark.parametrize(
    ("result", "behaviour", "predicate"),
    [
        ("di atas ekspektasi", "di atas ekspektasi", "sangat_baik"),
        ("DI ATAS EKSPEKTASI", "SESUAI EKSPEKTASI", "baik"),
        ("di atas ekspektasi", "di bawah ekspektasi", "kurang"),
        ("1", "3", "kurang"),
        ("2", "2", "baik"),
        ("di bawah ekspektasi", "di atas ekspektasi", "butuh_perbaikan"),
        ("3", "3", "sangat_kurang"),
        ("4", "1", None),
    ],
)
def test_the_predicate_follows_from_results_and_behaviour(result, behaviour, predicate):
    assert predicate_of(result, behaviour) == predicate


def test_the_performance_history_of_siasn_gives_one_predicate_a_year():
    reading = read_evidence(
        sheet(
            ("id", "nip", "tahun", "hasilKinerja", "perilakuKerja", "kuadranKinerja"),
            ("a", BUDI, "2024", "DI ATAS EKSPEKTASI", "SESUAI EKSPEKTASI", None),
            ("b", BUDI, "2025", "SESUAI EKSPEKTASI", "SESUAI EKSPEKTASI", "BAIK"),
            ("c", SITI, "2025", None, "SESUAI EKSPEKTASI", None),
            ("d", SITI, "2024", "luar biasa", "SESUAI EKSPEKTASI", None),
        )
    )
    assert reading.entries == (
        EvidenceEntry(BUDI, "predikat", "baik", date(2024, 12, 31)),
        EvidenceEntry(BUDI, "predikat", "baik", date(2025, 12, 31)),
    )
    assert reading.problems == (
        RowProblem(5, "hasilKinerja", "luar biasa; SESUAI EKSPEKTASI", Fault.NOT_UNDERSTOOD),
    )


def test_ratings_alone_are_enough_to_be_evidence():
    titles = ("NIP", "NAMA", "HASIL KERJA", "PERILAKU KERJA")
    reading = read_evidence(sheet(titles, (BUDI, "Budi", "sesuai", "di bawah")))
    assert [entry.value for entry in reading.entries] == ["kurang"]


def test_of_two_columns_of_predicates_the_later_year_counts():
    titles = ("NIP", "NAMA", "PREDIKAT KINERJA 2024", "PREDIKAT KINERJA 2025")
    reading = read_evidence(sheet(titles, (BUDI, "Budi", "Baik", "Sangat Baik")))
    assert reading.entries == (EvidenceEntry(BUDI, "predikat", "sangat_baik", date(2025, 12, 31)),)


def test_the_same_nip_with_two_predicates_is_refused():
    reading = read_evidence(
        sheet(("NIP", "NAMA", "PREDIKAT"), (BUDI, "Budi", "Baik"), (BUDI, "Budi", "Kurang"))
    )
    assert reading.problems == (RowProblem(2, "NIP", BUDI, NipDuplicated(rows=(2, 3))),)
    assert reading.bad == 2


def test_what_is_not_understood_is_named():
    titles = ("NIP", "NAMA", "PREDIKAT", "TAHUN", "TANGGAL TES")
    reading = read_evidence(
        sheet(titles, (BUDI, "Budi", "Istimewa", "lalu", None), ("123", "Siti", "Baik", "2025", "kemarin"))
    )
    assert [(problem.row, problem.column, problem.value) for problem in reading.problems] == [
        (2, "TAHUN", "lalu"),
        (2, "PREDIKAT", "Istimewa"),
        (3, "NIP", "123"),
        (3, "TANGGAL TES", "kemarin"),
    ]
    assert reading.entries == ()


def test_a_date_where_a_number_belongs_is_shown_as_a_date():
    reading = read_evidence(sheet(("NIP", "NAMA", "LAMA JABATAN"), (BUDI, "Budi", date(2026, 1, 2))))
    assert reading.problems == (RowProblem(2, "LAMA JABATAN", "2026-01-02", Fault.NOT_UNDERSTOOD),)


LEVELS = ("NIP", "NAMA", "KEMAMPUAN INTELEKTUAL")


def test_levels_without_a_scale_are_refused():
    with pytest.raises(ScaleNotDeclared):
        read_evidence(sheet(LEVELS, (BUDI, "Budi", "3")))


@pytest.mark.parametrize(
    "rows",
    [
        (("Hasil tes",), ("Skala nilai: 1 s.d. 5",), LEVELS, (BUDI, "Budi", "3")),
        ((*LEVELS, "SKALA"), (BUDI, "Budi", "3", "0-5")),
        (("NIP", "NAMA", "INTELEKTUAL (skala 0 sampai 5)"), (BUDI, "Budi", "3")),
    ],
)
def test_the_file_may_declare_the_scale(rows):
    assert [entry.value for entry in read_evidence(sheet(*rows)).entries] == ["3"]


def test_a_person_may_declare_the_scale():
    reading = read_evidence(
        sheet(LEVELS, (BUDI, "Budi", "6"), (SITI, "Siti", "3,2")), scale=Scale(lowest=1, highest=2 + 3)
    )
    assert [problem.reason for problem in reading.problems] == [
        ScoreOutOfRange("intelektual", Decimal(6), Decimal(1), Decimal(5)),
        ScoreNotOnScale(
            "intelektual",
            Decimal("3.2"),
            tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"))),
        ),
    ]


def test_levels_on_a_scale_of_three_are_not_taken_for_levels_on_five():
    reading = read_evidence(sheet(LEVELS, (BUDI, "Budi", "3")), scale=Scale(1, 3))
    assert reading.problems == (RowProblem(2, "KEMAMPUAN INTELEKTUAL", "3", Fault.NOT_UNDERSTOOD),)


def test_a_text_without_two_ends_names_no_scale():
    assert scale_of("skala likert") is None


def test_a_file_without_evidence_is_refused():
    with pytest.raises(HeaderNotFound) as refused:
        read_evidence(sheet(("NIP", "NAMA"), (BUDI, "Budi")))
    assert refused.value == HeaderNotFound(columns=("PREDIKAT",), command="/templat")


ROSTER = sheet(("NIP", "NAMA", "JABATAN", "OPD", "PENDIDIKAN"))
EVIDENCE = sheet(("NIP", "NAMA", "JABATAN", "OPD", "PREDIKAT KINERJA"))
RECAP = sheet(
    ("REKAP",),
    ("No", "NIP", "Nama", "1. INTEGRITAS", "2. KERJASAMA", "3. KOMUNIKASI", "4. ORIENTASI PADA HASIL",
     "5. PELAYANAN PUBLIK", "TOTAL", "JPM KOMPETENSI"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (ROSTER, FileKind.ROSTER),
        (EVIDENCE, FileKind.EVIDENCE),
        (RECAP, FileKind.COMPETENCY_RECAP),
        (sheet(("TANGGAL", "URAIAN")), None),
        (sheet(("NAMA", "ALAMAT")), None),
        (sheet(), None),
    ],
)
def test_a_file_is_recognised_by_its_titles(sent, kind):
    assert recognise(sent) is kind


def test_the_sheet_that_is_understood_is_taken():
    notes = sheet(("Isi kolom NIP sebagai teks.",))
    assert choose([notes, ROSTER, EVIDENCE]) == (ROSTER, FileKind.ROSTER)
    assert choose([notes, ROSTER, EVIDENCE], FileKind.EVIDENCE) == (EVIDENCE, FileKind.EVIDENCE)
    assert choose([notes]) is None
