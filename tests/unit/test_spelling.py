"""Names, ranks, phones, dates and numbers as spreadsheets spell them (REGULATION-2 §10, typical mess 3 to 7)."""

from datetime import date
from decimal import Decimal

import pytest

from domain.position import position_kind
from domain.spelling import date_of, eselon_of, name_of, number_of, phone_of, rank_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("AHMAD SUBAGJA", "Ahmad Subagja"),
        ("ahmad subagja", "Ahmad Subagja"),
        ("DR. H. AHMAD, S.E., M.SI", "Dr. H. Ahmad, S.E., M.Si"),
        ("Dr. H. Ahmad, S.E., M.Si", "Dr. H. Ahmad, S.E., M.Si"),
        ("HJ. SITI NUR'AINI, SST, M.SI.", "Hj. Siti Nur'aini, SST, M.Si."),
        ("DRS. R. MOH. ALI-AKBAR , MM", "Drs. R. Moh. Ali-Akbar, MM"),
        ("BUDI SANTOSO SE MM", "Budi Santoso SE MM"),
        ("Siti , S.Sos,M.AP", "Siti, S.Sos, M.AP"),
        ("SUKARNO", "Sukarno"),
        ("SE", "Se"),
        ("\u00a0Ahmad  McKay\u00a0", "Ahmad McKay"),
        ("DEWI, X.YZ.", "Dewi, X.YZ."),
    ],
)
def test_names_lose_their_capitals_and_keep_their_titles(typed, kept):
    assert name_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("III/d", "III/d"),
        ("III d", "III/d"),
        ("IIId", "III/d"),
        ("3d", "III/d"),
        ("Penata Tk. I", "III/d"),
        ("Penata Tingkat I (III/d)", "III/d"),
        ("PENATA", "III/c"),
        ("Pembina Utama Muda", "IV/c"),
        ("IV/e", "IV/e"),
        ("IX", "IX"),
        ("Golongan XVII", "XVII"),
        ("III/e", None),
        ("XVIII", None),
        ("kelas 7", None),
    ],
)
def test_a_rank_is_read_from_golongan_or_pangkat(typed, kept):
    assert rank_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("III.a", "III.a"),
        ("IIIa", "III.a"),
        ("III/A", "III.a"),
        ("3a", "III.a"),
        ("Eselon IV.b", "IV.b"),
        ("II", "II"),
        ("tinggi", None),
    ],
)
def test_an_eselon_is_read_from_every_usual_spelling(typed, kept):
    assert eselon_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        (Decimal("81234567890"), "+6281234567890"),
        ("081234567890 / 085712345678", "+6281234567890"),
        ("(0231) 123456", "+62231123456"),
        ("112", None),
        ("belum ada", None),
    ],
)
def test_a_phone_number_becomes_international(typed, kept):
    assert phone_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15-03-1985", date(1985, 3, 15)),
        ("15/03/85", date(1985, 3, 15)),
        ("01/10/22", date(2022, 10, 1)),
        ("15 Maret 1985", date(1985, 3, 15)),
        ("1985-03-15", date(1985, 3, 15)),
        ("1985-03-15 00:00:00", date(1985, 3, 15)),
        (Decimal(31121), date(1985, 3, 15)),
        (date(1985, 3, 15), date(1985, 3, 15)),
        (Decimal(19850315), None),
        ("31-02-2020", None),
        ("", None),
    ],
)
def test_a_date_is_read_in_every_form_spreadsheets_hold(typed, kept):
    assert date_of(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3,5", Decimal("3.5")),
        ("3.5", Decimal("3.5")),
        ("79.995", Decimal("79.995")),
        ("1.234,5", Decimal("1234.5")),
        ("1,234.5", Decimal("1234.5")),
        ("1.234.567", Decimal("1234567")),
        ("100%", Decimal(100)),
        (Decimal("0.5"), Decimal("0.5")),
        ("tinggi", None),
        ("nan", None),
    ],
)
def test_a_number_is_read_with_comma_point_and_percent_sign(typed, kept):
    assert number_of(typed) == kept


def test_a_point_before_three_digits_separates_thousands_of_a_whole_number():
    assert number_of("1.250", whole=True) == Decimal(1250)


@pytest.mark.parametrize(
    ("eselon", "position", "kind"),
    [
        ("II.b", "Kepala Dinas Sosial", "jpt_pratama"),
        ("III.a", "Kepala Pelaksana BPBD", "administrator"),
        ("IV.b", "Sekretaris Kelurahan Kesenden", "pengawas"),
        (None, "Camat Kejaksan", "administrator"),
        (None, "Plt. Kepala Bidang Mutasi", "administrator"),
        (None, "Sekretaris Dinas", "administrator"),
        (None, "Lurah Kesenden", "pengawas"),
        (None, "Sekretaris Kelurahan Kesenden", "pengawas"),
        (None, "Kepala Subbagian Keuangan", "pengawas"),
        (None, "Sekretaris Daerah", "jpt_pratama"),
        (None, "Kepala Dinas Sosial", "jpt_pratama"),
        (None, "Analis SDM Aparatur Ahli Muda", "fungsional"),
        (None, "Arsiparis Terampil", "fungsional"),
        (None, "Pengadministrasi Perkantoran", "pelaksana"),
        ("I.a", "Pengelola Data", "pelaksana"),
    ],
)
def test_the_kind_of_a_position_follows_from_eselon_or_title(eselon, position, kind):
    assert position_kind(eselon, position) == kind
