"""Rule sets as data that checks itself (REGULATION §1.4b, 1.5, §10; trap case 14)."""

from decimal import Decimal
from importlib.resources import files

import pytest
from pydantic import ValidationError

from domain.aspects import AspectGroup
from domain.people import PositionKind
from domain.ruleset import DEFAULT, SHIPPED, load, parse
from domain.talent_grid import Performance, Potential

SOURCE = (files("domain") / "rulesets" / "permenpan-3-2020.toml").read_text("utf-8")


def weights(axis):
    return {component.key: str(component.weight) for component in axis.components}


def test_three_rule_sets_ship_and_the_first_is_the_default():
    assert SHIPPED == ("permenpan-3-2020", "permenpan-20-2025", "bkn-411-2025")
    assert DEFAULT == "permenpan-3-2020"
    assert [load(one).id for one in SHIPPED] == list(SHIPPED)
    with pytest.raises(KeyError):
        load("../permenpan-3-2020")


def test_permenpan_3_2020_has_the_weights_of_the_regulation_page():
    ruleset = load("permenpan-3-2020")
    assert ruleset.legal_basis == "PermenPANRB 3/2020"
    assert ruleset.performance_bands is None
    assert weights(ruleset.potential) == {
        "mansoskul": "30",
        "teknis": "10",
        "potensi": "30",
        "pendidikan": "5",
        "lama_jabatan": "2.5",
        "jumlah_jabatan": "2.5",
        "bangkom_jp": "5",
        "disiplin": "5",
        "kesesuaian_ilmu": "6",
        "kepemimpinan": "4",
    }


def test_permenpan_20_2025_leaves_the_considerations_out():
    assert weights(load("permenpan-20-2025").potential) == {
        "mansoskul": "30",
        "teknis": "15",
        "potensi": "35",
        "pendidikan": "5",
        "lama_jabatan": "2.5",
        "jumlah_jabatan": "2.5",
        "bangkom_jp": "5",
        "disiplin": "5",
    }


def test_bkn_411_2025_weighs_both_axes():
    ruleset = load("bkn-411-2025")
    assert weights(ruleset.performance) == {
        "predikat": "60",
        "penghargaan": "15",
        "tim_kerja": "15",
        "umpan_balik": "10",
    }
    assert weights(ruleset.potential) == {
        "mansoskul": "20",
        "potensi": "25",
        "bangkom_jp": "10",
        "lama_jabatan": "4",
        "jumlah_jabatan": "3",
        "nondefinitif": "3",
        "pendidikan": "10",
        "kesesuaian_ilmu": "10",
        "disiplin": "15",
    }


@pytest.mark.parametrize("ruleset_id", SHIPPED)
def test_every_shipped_rule_set_asks_for_seventeen_aspects_and_bands_at_80_and_60(ruleset_id):
    ruleset = load(ruleset_id)
    assert len(ruleset.aspects) == 17
    assert ruleset.potential_bands.labels == ((Decimal(80), Potential.HIGH), (Decimal(60), Potential.MEDIUM))
    assert ruleset.potential_bands.lowest is Potential.LOW
    assert ruleset.succession_boxes == (7, 8, 9)
    assert ruleset.assessment_valid_years == 3


def test_performance_has_bands_where_it_is_a_number():
    bands = load("bkn-411-2025").performance_bands
    assert bands is not None
    assert bands.labels == (
        (Decimal(80), Performance.ABOVE_EXPECTATION),
        (Decimal(60), Performance.MEETS_EXPECTATION),
    )


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (PositionKind.JPT_PRATAMA, 4),
        (PositionKind.ADMINISTRATOR, 3),
        (PositionKind.SUPERVISOR, 2),
        (PositionKind.EXECUTOR, 1),
        (PositionKind.FUNCTIONAL, None),
    ],
)
def test_a_kind_of_position_requires_a_level(kind, level):
    assert load(DEFAULT).required_level(kind) == level


def test_each_group_of_aspects_has_its_scale():
    scales = load(DEFAULT).scales
    assert (scales[AspectGroup.COMPETENCY].lowest, scales[AspectGroup.COMPETENCY].highest) == (1, 5)
    assert (scales[AspectGroup.POTENTIAL].lowest, scales[AspectGroup.POTENTIAL].highest) == (0, 5)
    assert scales[AspectGroup.POTENTIAL].step == Decimal("0.5")


@pytest.mark.parametrize(
    ("right", "wrong", "path"),
    [
        ("weight = 10", "weight = 11", "potential"),
        ("middle = 60", "middle = 80", "potential"),
        ("s3 = 100", "s3 = 110", "potential.components.3.rubric.choice.points.s3"),
        ("s3 = 100, ", "", "potential.components.3"),
        ('key = "disiplin"', 'key = "absensi"', "potential.components.7"),
        ('key = "lama_jabatan"', 'key = "jumlah_jabatan"', "potential"),
        ('stand_in = "mansoskul"\n', "", "potential.components.1"),
        ('stand_in = "mansoskul"', 'stand_in = "manajerial"', "potential"),
        ('stand_in = "mansoskul"', 'stand_in = "teknis"', "potential"),
        ('stand_in = "mansoskul"', 'stand_in = "kepemimpinan"', "potential"),
        ('stand_in = "kesesuaian_ilmu"\n', "", "potential.components.9"),
        ('kurang = "below_expectation"\nsangat', "sangat", "performance.predikat"),
        ('    "intelektual",\n    "interpersonal",\n', "", ""),
        ('"intelektual"', '"kecerdasan"', ""),
        ("[scales.potensi]\nlowest = 0\nhighest = 5\nstep = 0.5\n", "", ""),
        ("middle = 60", "middle = 60\ntop = 90", "potential.top"),
    ],
)
def test_a_wrong_rule_set_is_refused_with_the_path(right, wrong, path):
    assert right in SOURCE
    with pytest.raises(ValidationError) as refused:
        parse(SOURCE.replace(right, wrong, 1))
    assert [".".join(map(str, error["loc"])) for error in refused.value.errors()] == [path]


def test_weights_that_do_not_sum_to_100_are_named():
    with pytest.raises(ValidationError) as refused:
        parse(SOURCE.replace("weight = 2.5", "weight = 3.5", 1))
    assert refused.value.errors()[0]["ctx"] == {"total": "101.0"}


def test_seven_aspects_are_allowed_for_results_of_2022():
    assert len(parse(SOURCE.replace('    "intelektual",\n', "")).potential_aspects) == 7
