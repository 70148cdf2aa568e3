"""The arithmetic behind a box as people read it; expected lines are those of the agreed conversation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from bot.texts import plain, say
from bot.views import explaining
from domain.aspects import COMPETENCIES, POTENTIAL_ASPECTS
from domain.classification import Classification, Evidence, Fact, Level, Mapped, Missing, classify
from domain.evidence import NO_STANDARD
from domain.people import PositionKind
from domain.ruleset import RuleSet, load

TODAY = date(2026, 12, 1)
PERMENPAN, BKN = load("permenpan-3-2020"), load("bkn-411-2025")
FACTS = {
    "predikat": "baik",
    "teknis": "80",
    "pendidikan": "s2",
    "lama_jabatan": "6",
    "jumlah_jabatan": "3",
    "bangkom_jp": "24",
    "disiplin": "bersih",
    "kesesuaian_ilmu": "sesuai",
    "kepemimpinan": "tidak_ada",
    "penghargaan": "tidak_ada",
    "tim_kerja": "anggota_internal",
    "umpan_balik": "80",
    "nondefinitif": "tidak_ada",
}


def evidence(
    *,
    competency: str = "3",
    potential: str = "4",
    on: date = TODAY,
    without: frozenset[str] = frozenset(),
    kind: PositionKind = PositionKind.ADMINISTRATOR,
    **facts: str,
) -> Evidence:
    levels = {one.key: Level(Decimal(competency), on) for one in COMPETENCIES}
    levels |= {one.key: Level(Decimal(potential), on) for one in POTENTIAL_ASPECTS}
    known: Mapping[str, str] = {**FACTS, **facts}
    return Evidence(
        kind,
        levels={key: level for key, level in levels.items() if key not in without},
        facts={key: Fact(value, TODAY) for key, value in known.items() if key not in without},
    )


def rows(found: Classification, rules: RuleSet) -> tuple[list[str], list[str]]:
    performance, potential = (
        plain(explaining.performance_rows(found, rules)),
        plain(explaining.potential_rows(found, rules)),
    )
    return performance.split("\n"), potential.split("\n")


def test_performance_as_a_number_adds_up_on_the_screen() -> None:
    found = classify(evidence(), BKN, now=TODAY)
    assert rows(found, BKN)[0] == [
        "Kinerja 59,75: di bawah ekspektasi (batas 60,00; kurang 0,25)",
        "Predikat Baik: 80 × 60% = 48,00",
        "Penghargaan, dinyatakan tidak ada: 0 × 15% = 0,00",
        "Tim kerja, anggota internal: 25 × 15% = 3,75",
        "Umpan balik 360: 80 × 10% = 8,00",
    ]
    assert isinstance(found, Mapped)
    assert explaining.scores(found, BKN)[0] == "59,75"


def test_what_is_missing_of_performance_is_listed_with_what_it_can_still_become() -> None:
    found = classify(evidence(without=frozenset({"penghargaan", "umpan_balik"})), BKN, now=TODAY)
    assert rows(found, BKN)[0] == [
        "Kinerja: terhitung 51,75 dari bobot 75%",
        "Predikat Baik: 80 × 60% = 48,00",
        "Tim kerja, anggota internal: 25 × 15% = 3,75",
        "Penghargaan: data belum ada (bobot 15%)",
        "Umpan balik 360: data belum ada (bobot 10%)",
        "Kemungkinan akhir 51,75–76,75: dapat di bawah atau sesuai ekspektasi.",
    ]


def test_in_the_middle_the_nearer_edge_is_named() -> None:
    nearer_to_sixty = classify(evidence(potential="2", competency="2", teknis="50"), PERMENPAN, now=TODAY)
    nearer_to_eighty = classify(evidence(potential="3", bangkom_jp="0"), PERMENPAN, now=TODAY)
    low = classify(evidence(potential="0", competency="1.5", teknis="10"), PERMENPAN, now=TODAY)
    # 20 + 5 + 12 + 19,5 + 6; 30 + 8 + 18 + 14,5 + 6; 15 + 1 + 0 + 19,5 + 6
    assert rows(nearer_to_sixty, PERMENPAN)[1] == ["Potensial 62,50: menengah (batas 60,00; lebih 2,50)"]
    assert rows(nearer_to_eighty, PERMENPAN)[1] == ["Potensial 76,50: menengah (batas 80,00; kurang 3,50)"]
    assert rows(low, PERMENPAN)[1] == ["Potensial 41,50: rendah (batas 60,00; kurang 18,50)"]


def test_without_a_predikat_nothing_is_known_of_performance() -> None:
    found = classify(evidence(without=frozenset({"predikat"})), PERMENPAN, now=TODAY)
    assert rows(found, PERMENPAN)[0] == ["Kinerja: data belum ada (predikat kinerja)"]


def test_missing_aspects_are_named_while_they_are_few() -> None:
    few = frozenset({"kesadaran_diri", "intelektual"})
    found = classify(evidence(without=few), PERMENPAN, now=TODAY)
    assert rows(found, PERMENPAN)[1] == [
        "Potensial: terhitung 63,50 dari bobot 70%",
        "Potensi: kurang aspek Kemampuan intelektual (hanya dari tes) dan Kesadaran diri (bobot 30%)",
        "Kemungkinan akhir 63,50–93,50: dapat menengah atau tinggi.",
    ]
    many = frozenset(one.key for one in COMPETENCIES[:4])
    found = classify(evidence(without=many), PERMENPAN, now=TODAY)
    assert rows(found, PERMENPAN)[1][1] == (
        "Kompetensi manajerial dan sosial kultural: kurang 4 aspek (bobot 30%)"
    )


def test_an_expired_assessment_is_told_from_one_that_never_was() -> None:
    found = classify(evidence(on=date(2023, 1, 1)), PERMENPAN, now=TODAY)
    assert rows(found, PERMENPAN)[1][1:3] == [
        "Kompetensi manajerial dan sosial kultural: masa berlaku sudah lewat (bobot 30%)",
        "Potensi: masa berlaku sudah lewat (bobot 30%)",
    ]


def test_a_standard_that_was_never_set_is_named() -> None:
    found = classify(evidence(kind=PositionKind.FUNCTIONAL), PERMENPAN, now=TODAY)
    assert "Standar kompetensi jabatan: data belum ada (bobot 30%)" in rows(found, PERMENPAN)[1]


def test_moved_weight_is_explained_and_counted_where_it_went() -> None:
    found = classify(evidence(teknis=NO_STANDARD), PERMENPAN, now=TODAY)
    details = plain(explaining.potential_details(found, PERMENPAN)).split("\n")
    assert details[0] == "Kompetensi manajerial dan sosial kultural, 27 dari 27: 100 × 40% = 40,00"
    assert details[-2:] == [
        "Kompetensi teknis: tidak dipakai karena jabatan ini tidak memiliki standar teknis; "
        "bobotnya pindah ke Kompetensi manajerial dan sosial kultural",
        "Aturan: PermenPANRB 3/2020, berlaku mulai 1 Januari 2020.",
    ]
    gap = classify(evidence(teknis=NO_STANDARD, without=frozenset({"integritas"})), PERMENPAN, now=TODAY)
    assert rows(gap, PERMENPAN)[1][1] == (
        "Kompetensi manajerial dan sosial kultural: kurang aspek Integritas (bobot 40%)"
    )


def missing_of(*without: str) -> tuple[Missing, ...]:
    found = classify(evidence(without=frozenset(without)), PERMENPAN, now=TODAY)
    assert not isinstance(found, Mapped)
    return found.missing


@pytest.mark.parametrize(
    ("without", "most", "said"),
    [
        (("integritas",), None, "Integritas"),
        (("integritas", "komunikasi", "kerja_sama"), None, "Kompetensi manajerial dan sosial kultural"),
        (
            ("predikat", "teknis", "pendidikan", "disiplin"),
            2,
            "Predikat kinerja, Kompetensi teknis, dan 2 data lain",
        ),
        (("predikat", "teknis"), 2, "Predikat kinerja dan Kompetensi teknis"),
    ],
)
def test_a_list_names_the_component_instead_of_many_aspects(
    without: tuple[str, ...], most: int | None, said: str
) -> None:
    assert explaining.missing_names(missing_of(*without), most=most) == said


@pytest.mark.parametrize("rules", [PERMENPAN, BKN], ids=lambda rules: rules.id)
def test_no_explanation_grows_beyond_its_screen(rules: RuleSet) -> None:
    frame = say("results.frame")
    nothing = classify(Evidence(PositionKind.ADMINISTRATOR), rules, now=TODAY)
    incomplete = say(
        "mapping.own_incomplete",
        frame=frame,
        performance_rows=explaining.performance_rows(nothing, rules),
        potential_rows=explaining.potential_rows(nothing, rules),
    )
    assert len(plain(incomplete)) <= 900
    full = classify(evidence(competency="3.5", potential="3.5", teknis="77.77"), rules, now=TODAY)
    for found in (nothing, full):
        details = explaining.potential_details(found, rules)
        assert len(plain(say("mapping.own_potential_details", frame=frame, rows=details))) <= 900
