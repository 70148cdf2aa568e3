"""The nine boxes (REGULATION §1.1, 1.2; trap cases 1 and 2)."""

import pytest

from domain.talent_grid import (
    Performance,
    Potential,
    SuccessionGroup,
    box,
    picture,
    ratings,
    recommendations,
    succession_groups,
)

ABOVE, MEETS, BELOW = (
    Performance.ABOVE_EXPECTATION,
    Performance.MEETS_EXPECTATION,
    Performance.BELOW_EXPECTATION,
)
LOW, MEDIUM, HIGH = Potential.LOW, Potential.MEDIUM, Potential.HIGH

TRUTH_TABLE = [
    (ABOVE, LOW, 4),
    (ABOVE, MEDIUM, 7),
    (ABOVE, HIGH, 9),
    (MEETS, LOW, 2),
    (MEETS, MEDIUM, 5),
    (MEETS, HIGH, 8),
    (BELOW, LOW, 1),
    (BELOW, MEDIUM, 3),
    (BELOW, HIGH, 6),
]


@pytest.mark.parametrize(("performance", "potential", "number"), TRUTH_TABLE)
def test_two_ratings_meet_in_one_box(performance, potential, number):
    assert box(performance, potential) == number
    assert ratings(number) == (performance, potential)


def test_seven_and_eight_are_not_swapped():
    assert box(ABOVE, MEDIUM) == 7
    assert box(MEETS, HIGH) == 8


def test_the_map_is_drawn_as_the_regulation_draws_it():
    assert picture() == ((4, 7, 9), (2, 5, 8), (1, 3, 6))


def test_ratings_are_ordered():
    assert BELOW < MEETS < ABOVE
    assert LOW < MEDIUM < HIGH


@pytest.mark.parametrize(
    ("number", "recommended"),
    [
        (9, ["dipromosikan_dan_dipertahankan", "krs_instansi_atau_nasional", "penghargaan"]),
        (8, ["dipertahankan", "krs_instansi", "rotasi_atau_perluasan_jabatan", "bimbingan_kinerja"]),
        (
            7,
            [
                "dipertahankan",
                "krs_instansi",
                "rotasi_atau_pengayaan_jabatan",
                "pengembangan_kompetensi",
                "tugas_belajar",
            ],
        ),
        (6, ["penempatan_yang_sesuai", "bimbingan_kinerja", "konseling_kinerja"]),
        (5, ["penempatan_yang_sesuai", "bimbingan_kinerja", "pengembangan_kompetensi"]),
        (4, ["rotasi", "pengembangan_kompetensi"]),
        (
            3,
            ["bimbingan_kinerja", "konseling_kinerja", "pengembangan_kompetensi", "penempatan_yang_sesuai"],
        ),
        (2, ["bimbingan_kinerja", "pengembangan_kompetensi", "penempatan_yang_sesuai"]),
        (1, ["diproses_sesuai_ketentuan"]),
    ],
)
def test_a_box_recommends_in_the_order_of_the_regulation(number, recommended):
    assert list(recommendations(number)) == recommended


@pytest.mark.parametrize(
    ("number", "groups"),
    [
        (9, (SuccessionGroup.AGENCY, SuccessionGroup.NATIONAL)),
        (8, (SuccessionGroup.AGENCY,)),
        (7, (SuccessionGroup.AGENCY,)),
        (6, ()),
        (5, ()),
        (4, ()),
        (3, ()),
        (2, ()),
        (1, ()),
    ],
)
def test_succession_groups_open_from_box_seven(number, groups):
    assert succession_groups(number) == groups


@pytest.mark.parametrize("number", [0, 10])
def test_there_is_no_other_box(number):
    with pytest.raises(KeyError):
        ratings(number)
    with pytest.raises(KeyError):
        recommendations(number)
