"""From evidence to a box (REGULATION §1.4b, §11, §13, REGULATION-2 §9.4)."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.aspects import COMPETENCIES, POTENTIAL_ASPECTS
from domain.classification import (
    Classification,
    Evidence,
    Fact,
    Gap,
    Level,
    Mapped,
    Missing,
    MovedBecause,
    MovedWeight,
    NotMappable,
    classify,
    from_json,
)
from domain.people import PositionKind
from domain.ruleset import load
from domain.talent_grid import Performance, Potential

TODAY = date(2026, 12, 18)
ASSESSED = date(2026, 3, 2)
PERMENPAN = load("permenpan-3-2020")
PERMENPAN_2025 = load("permenpan-20-2025")
BKN = load("bkn-411-2025")


def levels(competency: str, potential: str) -> dict[str, Level]:
    """Nine competencies and eight potential aspects, each group at one level or at the levels given."""
    return {
        one.key: Level(Decimal(value), ASSESSED)
        for group, values in ((COMPETENCIES, competency), (POTENTIAL_ASPECTS, potential))
        for one, value in zip(group, values.split() * (1 if " " in values else len(group)), strict=True)
    }


def facts(**values: str) -> dict[str, Fact]:
    return {kind: Fact(value, ASSESSED) for kind, value in values.items()}


BUDI = Evidence(
    PositionKind.ADMINISTRATOR,
    levels=levels("3 3 3 2 3 3 2 3 3", "4 4 3.5 3 4 3 3.5 4"),
    facts=facts(
        predikat="baik",
        teknis="85",
        pendidikan="s2",
        lama_jabatan="3.5",
        jumlah_jabatan="3",
        bangkom_jp="24",
        disiplin="bersih",
        kesesuaian_ilmu="serumpun",
        kepemimpinan="ketua_internal",
    ),
    consent=True,
)


def with_facts(evidence: Evidence, **values: str) -> Evidence:
    return replace(evidence, facts={**evidence.facts, **facts(**values)})


def without(evidence: Evidence, *kinds: str) -> Evidence:
    return replace(
        evidence,
        facts={kind: fact for kind, fact in evidence.facts.items() if kind not in kinds},
        levels={key: level for key, level in evidence.levels.items() if key not in kinds},
    )


def mapped(evidence: Evidence, ruleset=PERMENPAN) -> Mapped:
    result = classify(evidence, ruleset, now=TODAY)
    assert isinstance(result, Mapped)
    return result


def unmapped(evidence: Evidence, ruleset=PERMENPAN, now: date = TODAY) -> NotMappable:
    result = classify(evidence, ruleset, now=now)
    assert isinstance(result, NotMappable)
    return result


def arithmetic(result: Classification) -> list[tuple[str, ...]]:
    return [
        (step["component"], step["input"], step["points"], step["weight"], step["contribution"])
        for step in (one.as_json() for one in result.potential_axis.steps)
    ]


# PermenPANRB 3/2020: the predikat is the performance axis, potential is a weighted sum


def test_every_step_of_the_potential_axis_is_kept():
    result = mapped(BUDI)
    assert arithmetic(result) == [
        ("mansoskul", "25/27", "2500/27", "30", "250/9"),
        ("teknis", "85", "85", "10", "8.5"),
        ("potensi", "29/40", "72.5", "30", "21.75"),
        ("pendidikan", "s2", "90", "5", "4.5"),
        ("lama_jabatan", "3.5", "80", "2.5", "2"),
        ("jumlah_jabatan", "3", "100", "2.5", "2.5"),
        ("bangkom_jp", "24", "100", "5", "5"),
        ("disiplin", "bersih", "100", "5", "5"),
        ("kesesuaian_ilmu", "serumpun", "75", "6", "4.5"),
        ("kepemimpinan", "ketua_internal", "75", "4", "3"),
    ]
    assert result.potential_axis.value == Fraction("84.5") + Fraction(1, 36)
    assert PERMENPAN.potential_bands.shown(result.potential_axis.value) == Decimal("84.53")
    assert (result.performance, result.potential, result.box) == (
        Performance.MEETS_EXPECTATION,
        Potential.HIGH,
        8,
    )
    assert (result.predikat, result.performance_axis) == ("baik", None)


@pytest.mark.parametrize(
    ("predikat", "performance", "box"),
    [
        ("sangat_baik", Performance.ABOVE_EXPECTATION, 9),
        ("baik", Performance.MEETS_EXPECTATION, 8),
        ("butuh_perbaikan", Performance.BELOW_EXPECTATION, 6),
        ("kurang", Performance.BELOW_EXPECTATION, 6),
        ("sangat_kurang", Performance.BELOW_EXPECTATION, 6),
    ],
)
def test_the_predikat_is_the_performance_axis(predikat, performance, box):
    result = mapped(with_facts(BUDI, predikat=predikat))
    assert (result.performance, result.box) == (performance, box)


LOWEST = replace(
    BUDI,
    levels=levels("1", "0"),
    facts=facts(
        predikat="sangat_baik",
        teknis="0",
        pendidikan="slta",
        lama_jabatan="0",
        jumlah_jabatan="1",
        bangkom_jp="0",
        disiplin="sedang_menjalani",
        kesesuaian_ilmu="tidak_sesuai",
        kepemimpinan="tidak_ada",
    ),
)


def test_what_is_declared_as_none_is_counted_as_zero():
    result = mapped(LOWEST)
    assert result.potential_axis.value == 10 + 3 + Fraction("1.5") * 2 + 3
    assert (result.potential, result.box) == (Potential.LOW, 4)


FULL_MARKS_BUT = with_facts(
    BUDI,
    pendidikan="s3",
    lama_jabatan="5",
    kesesuaian_ilmu="sesuai",
    kepemimpinan="ketua_lintas_instansi",
)


@pytest.mark.parametrize(
    ("competency", "teknis", "value", "shown", "potential"),
    [
        ("3", "80", "80", "80.00", Potential.HIGH),
        ("3", "79.95", "79.995", "79.99", Potential.MEDIUM),
        ("1", "80", "60", "60.00", Potential.MEDIUM),
        ("1", "79.95", "59.995", "59.99", Potential.LOW),
    ],
)
def test_a_score_on_the_edge_belongs_to_the_upper_band(competency, teknis, value, shown, potential):
    result = mapped(replace(with_facts(FULL_MARKS_BUT, teknis=teknis), levels=levels(competency, "2")))
    assert result.potential_axis.value == Fraction(value)
    assert str(PERMENPAN.potential_bands.shown(result.potential_axis.value)) == shown
    assert result.potential is potential


def test_more_than_required_does_not_count_beyond_one_hundred():
    result = mapped(replace(with_facts(FULL_MARKS_BUT, teknis="120"), levels=levels("5", "5")))
    assert result.potential_axis.value == 100
    assert arithmetic(result)[0] == ("mansoskul", "45/27", "100", "30", "30")


@pytest.mark.parametrize(
    ("years", "points"), [("0", "60"), ("1.99", "60"), ("2", "80"), ("4.99", "80"), ("5", "100")]
)
def test_years_in_positions_follow_the_rubric(years, points):
    steps = mapped(with_facts(BUDI, lama_jabatan=years)).potential_axis.steps
    assert [str(step.points) for step in steps if step.component == "lama_jabatan"] == [points]


@pytest.mark.parametrize(
    ("hours", "points"),
    [
        ("0", "0"),
        ("1", "40"),
        ("4", "40"),
        ("5", "60"),
        ("9", "60"),
        ("10", "80"),
        ("19", "80"),
        ("20", "100"),
    ],
)
def test_learning_hours_follow_the_rubric(hours, points):
    steps = mapped(with_facts(BUDI, bangkom_jp=hours)).potential_axis.steps
    assert [str(step.points) for step in steps if step.component == "bangkom_jp"] == [points]


def test_a_standard_of_the_position_itself_goes_before_that_of_its_kind():
    functional = replace(BUDI, position_kind=PositionKind.FUNCTIONAL, required_level=Decimal(2))
    assert arithmetic(mapped(functional))[0] == ("mansoskul", "25/18", "100", "30", "30")


# Weights that move


def test_without_a_technical_standard_its_weight_goes_to_the_other_competencies():
    result = mapped(with_facts(BUDI, teknis="tanpa_standar"))
    assert arithmetic(result)[0] == ("mansoskul", "25/27", "2500/27", "40", "1000/27")
    assert "teknis" not in [step.component for step in result.potential_axis.steps]
    assert result.potential_axis.counted_weight == 100
    assert result.potential_axis.moved == (
        MovedWeight("teknis", "mansoskul", Fraction(10), MovedBecause.NO_STANDARD),
    )


@pytest.mark.parametrize("evidence", [BUDI, without(BUDI, "kepemimpinan")])
def test_consent_refused_moves_the_weight_of_leadership_to_the_field_of_study(evidence):
    result = mapped(replace(evidence, consent=False))
    assert arithmetic(result)[-1] == ("kesesuaian_ilmu", "serumpun", "75", "10", "7.5")
    assert result.potential_axis.moved == (
        MovedWeight("kepemimpinan", "kesesuaian_ilmu", Fraction(4), MovedBecause.CONSENT_REFUSED),
    )


@pytest.mark.parametrize("consent", [True, None])
def test_without_a_refusal_leadership_is_waited_for(consent):
    result = unmapped(replace(without(BUDI, "kepemimpinan"), consent=consent))
    assert result.missing == (Missing("kepemimpinan", "kepemimpinan", Gap.NOT_RECORDED),)


# Missing is never zero


@pytest.mark.parametrize(
    ("kind", "component"),
    [
        ("predikat", "predikat"),
        ("intelektual", "potensi"),
        ("kerja_sama", "mansoskul"),
        ("teknis", "teknis"),
        ("pendidikan", "pendidikan"),
        ("lama_jabatan", "lama_jabatan"),
        ("jumlah_jabatan", "jumlah_jabatan"),
        ("bangkom_jp", "bangkom_jp"),
        ("disiplin", "disiplin"),
        ("kesesuaian_ilmu", "kesesuaian_ilmu"),
        ("kepemimpinan", "kepemimpinan"),
    ],
)
def test_any_missing_evidence_makes_a_person_not_mappable(kind, component):
    result = unmapped(without(BUDI, kind))
    assert result.missing == (Missing(component, kind, Gap.NOT_RECORDED),)


def test_everything_missing_is_listed_one_by_one():
    nobody = Evidence(PositionKind.FUNCTIONAL)
    missing = unmapped(nobody).missing
    assert [one.evidence for one in missing] == [
        "predikat",
        *(one.key for one in COMPETENCIES),
        "standar_jabatan",
        "teknis",
        *(one.key for one in POTENTIAL_ASPECTS),
        "pendidikan",
        "lama_jabatan",
        "jumlah_jabatan",
        "bangkom_jp",
        "disiplin",
        "kesesuaian_ilmu",
        "kepemimpinan",
    ]


def test_the_kind_of_a_functional_position_does_not_tell_the_standard():
    functional = replace(BUDI, position_kind=PositionKind.FUNCTIONAL)
    assert unmapped(functional).missing == (Missing("mansoskul", "standar_jabatan", Gap.NOT_RECORDED),)


def test_a_test_result_from_an_import_counts_as_the_level():
    evidence = with_facts(without(BUDI, "intelektual"), intelektual="4")
    assert mapped(evidence).potential_axis == mapped(BUDI).potential_axis


# An assessment is valid for three years


def test_at_exactly_three_years_an_assessment_counts():
    old = Level(Decimal(3), date(2023, 12, 18))
    assert mapped(replace(BUDI, levels={**BUDI.levels, "integritas": old})).box == 8


def test_three_years_and_a_day_is_expired_and_not_used():
    old = Level(Decimal(3), date(2023, 12, 17))
    result = unmapped(replace(BUDI, levels={**BUDI.levels, "integritas": old}))
    assert result.missing == (Missing("mansoskul", "integritas", Gap.EXPIRED),)
    assert "mansoskul" not in [step.component for step in result.potential_axis.steps]


def test_a_technical_assessment_expires_too():
    old = {"teknis": Fact("85", date(2023, 12, 17))}
    result = unmapped(replace(BUDI, facts={**BUDI.facts, **old}))
    assert result.missing == (Missing("teknis", "teknis", Gap.EXPIRED),)


# PermenPANRB 20/2025: considerations are shown, not counted


def test_considerations_are_no_part_of_the_axis_of_20_2025():
    result = mapped(without(BUDI, "kesesuaian_ilmu", "kepemimpinan"), PERMENPAN_2025)
    assert [step.component for step in result.potential_axis.steps] == [
        "mansoskul",
        "teknis",
        "potensi",
        "pendidikan",
        "lama_jabatan",
        "jumlah_jabatan",
        "bangkom_jp",
        "disiplin",
    ]
    assert result.potential_axis.value == Fraction(250, 9) + Fraction("12.75") + Fraction("25.375") + 19


# BKN 411/2025: both axes are weighted sums


def bkn(y: tuple[str, str, str, str], competency: str, potential: str, **x: str) -> Evidence:
    predikat, penghargaan, tim_kerja, umpan_balik = y
    return Evidence(
        PositionKind.ADMINISTRATOR,
        levels=levels(competency, potential),
        facts=facts(
            predikat=predikat,
            penghargaan=penghargaan,
            tim_kerja=tim_kerja,
            umpan_balik=umpan_balik,
            **x,
        ),
    )


TRACK = (
    "bangkom_jp",
    "lama_jabatan",
    "jumlah_jabatan",
    "nondefinitif",
    "pendidikan",
    "kesesuaian_ilmu",
    "disiplin",
)


def x(*values: str) -> dict[str, str]:
    return dict(zip(TRACK, values, strict=True))


@pytest.mark.parametrize(
    ("evidence", "y_value", "x_value", "box"),
    [
        (  # 100, 25, 75, 90 and 90, 80, 100, 80, 90, 100, 100
            bkn(
                ("sangat_baik", "instansi", "ketua_internal", "90"),
                "2.7",
                "4",
                **x("20", "3", "2", "plt_jpt", "s2", "sesuai", "bersih"),
            ),
            "84",
            "90",
            9,
        ),
        (  # 80, 75, 50, 80 and 80, 75, 80, 60, 80, 75, 100
            bkn(
                ("baik", "nasional", "anggota_lintas_instansi", "80"),
                "2.4",
                "3.75",
                **x("12", "1", "1", "plt_setara", "s1", "serumpun", "bersih"),
            ),
            "74.75",
            "79.25",
            5,
        ),
        (  # 80, 100, 100, 80 and 60, 50, 60, 60, 80, 50, 75
            bkn(
                ("baik", "internasional", "ketua_lintas_instansi", "80"),
                "1.8",
                "2.5",
                **x("5", "1", "1", "plt_setara", "d4", "tidak_sesuai", "ringan"),
            ),
            "86",
            "60.75",
            7,
        ),
        (  # 60, 0, 25, 60 and 90, 85, 100, 80, 90, 100, 100
            bkn(
                ("butuh_perbaikan", "tidak_ada", "anggota_internal", "60"),
                "2.7",
                "4.25",
                **x("20", "3", "2", "plt_jpt", "s2", "sesuai", "bersih"),
            ),
            "45.75",
            "91.25",
            6,
        ),
        (  # 40, 0, 0, 40 and 50, 40, 40, 60, 60, 50, 75
            bkn(
                ("kurang", "tidak_ada", "tidak_ada", "40"),
                "1.5",
                "2",
                **x("1", "1", "1", "plt_setara", "slta", "tidak_sesuai", "ringan"),
            ),
            "28",
            "52.25",
            1,
        ),
    ],
)
def test_worked_examples_of_411_2025(evidence, y_value, x_value, box):
    result = mapped(evidence, BKN)
    assert result.performance_axis is not None
    assert result.performance_axis.value == Fraction(y_value)
    assert result.potential_axis.value == Fraction(x_value)
    assert result.box == box


HIGH_X = x("20", "3", "2", "plt_jpt", "s2", "sesuai", "bersih")


def test_a_good_predikat_with_few_awards_lands_below_expectation():
    result = mapped(bkn(("baik", "tidak_ada", "anggota_internal", "80"), "2.7", "4", **HIGH_X), BKN)
    assert result.performance_axis is not None
    assert [str(step.contribution) for step in result.performance_axis.steps] == ["48", "0", "15/4", "8"]
    assert result.performance_axis.value == Fraction("59.75")
    assert (result.performance, result.box) == (Performance.BELOW_EXPECTATION, 6)


def test_a_predikat_alone_is_not_below_expectation_but_not_mappable():
    evidence = bkn(("baik", "tidak_ada", "anggota_internal", "80"), "2.7", "4", **HIGH_X)
    result = unmapped(without(evidence, "penghargaan", "umpan_balik"), BKN)
    assert result.missing == (
        Missing("penghargaan", "penghargaan", Gap.NOT_RECORDED),
        Missing("umpan_balik", "umpan_balik", Gap.NOT_RECORDED),
    )
    assert result.performance_axis is not None
    assert result.performance_axis.counted_weight == 75
    assert result.performance_axis.reach == (Fraction("51.75"), Fraction("76.75"))


def test_an_award_counts_for_five_years():
    evidence = bkn(("baik", "nasional", "anggota_internal", "80"), "2.7", "4", **HIGH_X)
    old = {"penghargaan": Fact("nasional", date(2021, 12, 17))}
    result = unmapped(replace(evidence, facts={**evidence.facts, **old}), BKN)
    assert result.missing == (Missing("penghargaan", "penghargaan", Gap.EXPIRED),)


# What is kept can be read and computed again


@pytest.mark.parametrize("ruleset", [PERMENPAN, BKN])
@pytest.mark.parametrize(
    "evidence",
    [
        replace(with_facts(BUDI, teknis="tanpa_standar"), consent=False),
        without(BUDI, "predikat", "kerja_sama"),
        bkn(("baik", "tidak_ada", "anggota_internal", "80"), "3 3 3 2 3 3 2 3 3", "4", **HIGH_X),
    ],
)
def test_a_result_is_read_back_and_computed_again_to_the_same_digits(evidence, ruleset):
    result = classify(evidence, ruleset, now=TODAY)
    written = json.dumps(result.as_json())
    assert from_json(json.loads(written)) == result
    again = classify(Evidence.from_json(json.loads(json.dumps(evidence.as_json()))), ruleset, now=result.on)
    assert json.dumps(again.as_json()) == written
