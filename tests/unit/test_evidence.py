"""Kinds of evidence, their allowed values, and what was written down (REGULATION §1.4b, 1.5)."""

import json
from datetime import date
from decimal import Decimal

import pytest

from domain.evidence import EVIDENCE_KINDS, Evidence, Fact, Level, evidence_kind, valid_until
from domain.people import PositionKind


def test_every_kind_has_choices_or_a_lowest_number():
    assert [kind.key for kind in EVIDENCE_KINDS] == [
        "predikat",
        "intelektual",
        "teknis",
        "pendidikan",
        "lama_jabatan",
        "jumlah_jabatan",
        "bangkom_jp",
        "disiplin",
        "kesesuaian_ilmu",
        "kepemimpinan",
        "penghargaan",
        "tim_kerja",
        "nondefinitif",
        "umpan_balik",
    ]
    assert all(kind.choices or kind.lowest is not None for kind in EVIDENCE_KINDS)
    with pytest.raises(KeyError):
        evidence_kind("preferensi")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("predikat", "Sangat Baik", "sangat_baik"),
        ("predikat", "butuh_perbaikan", "butuh_perbaikan"),
        ("intelektual", "3,5", "3.5"),
        ("intelektual", "0", "0"),
        ("teknis", "87,5%", "87.5"),
        ("teknis", "tanpa standar", "tanpa_standar"),
        ("pendidikan", "S-2", "s2"),
        ("pendidikan", "D.IV", "d4"),
        ("pendidikan", "SMA/SMK", "slta"),
        ("lama_jabatan", "2,5 tahun", "2.5"),
        ("jumlah_jabatan", "3", "3"),
        ("bangkom_jp", "24 JP", "24"),
        ("bangkom_jp", "tidak ada", "0"),
        ("disiplin", "Bersih", "bersih"),
        ("disiplin", "sedang menjalani hukuman", "sedang_menjalani"),
        ("kesesuaian_ilmu", "Tidak sesuai", "tidak_sesuai"),
        ("kepemimpinan", "ketua lintas", "ketua_lintas_instansi"),
        ("kepemimpinan", "Tidak ada", "tidak_ada"),
        ("umpan_balik", "100", "100"),
    ],
)
def test_a_value_is_read_as_it_is_written(kind, text, value):
    assert evidence_kind(kind).read(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("predikat", "Cukup"),
        ("predikat", "4"),
        ("predikat", ""),
        ("bangkom_jp", ""),
        ("bangkom_jp", "-"),
        ("bangkom_jp", "–"),
        ("intelektual", "5,5"),
        ("intelektual", "3,3"),
        ("jumlah_jabatan", "0"),
        ("jumlah_jabatan", "1,5"),
        ("umpan_balik", "101"),
        ("lama_jabatan", "dua"),
        ("teknis", "#N/A"),
    ],
)
def test_what_is_no_value_is_not_guessed(kind, text):
    assert evidence_kind(kind).read(text) is None


MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("levels", "facts", "level"),
    [
        ({}, {}, None),
        ({"intelektual": Level(Decimal(3), MARCH)}, {}, Level(Decimal(3), MARCH)),
        ({}, {"intelektual": Fact("3.5", JUNE)}, Level(Decimal("3.5"), JUNE)),
        (
            {"intelektual": Level(Decimal(3), MARCH)},
            {"intelektual": Fact("4", JUNE)},
            Level(Decimal(4), JUNE),
        ),
        (
            {"intelektual": Level(Decimal(3), JUNE)},
            {"intelektual": Fact("4", MARCH)},
            Level(Decimal(3), JUNE),
        ),
    ],
)
def test_the_newest_level_counts_wherever_it_came_from(levels, facts, level):
    evidence = Evidence(PositionKind.ADMINISTRATOR, levels=levels, facts=facts)
    assert evidence.level("intelektual") == level


@pytest.mark.parametrize("required", [None, Decimal("2.5")])
def test_evidence_survives_being_written_down(required):
    evidence = Evidence(
        PositionKind.SUPERVISOR,
        levels={"integritas": Level(Decimal("2.5"), MARCH)},
        facts={"predikat": Fact("baik", JUNE)},
        required_level=required,
        consent=True,
    )
    assert Evidence.from_json(json.loads(json.dumps(evidence.as_json()))) == evidence


@pytest.mark.parametrize(
    ("on", "last_day"),
    [
        (date(2023, 12, 18), date(2026, 12, 18)),
        (date(2024, 2, 29), date(2027, 3, 1)),
        (date(2024, 3, 1), date(2027, 3, 1)),
    ],
)
def test_three_years_end_on_the_same_day(on, last_day):
    assert valid_until(on, 3) == last_day
