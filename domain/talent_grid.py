"""The nine boxes of PermenPANRB 3/2020: where two ratings meet, and what the regulation recommends there."""

from enum import IntEnum, StrEnum
from typing import TypeAlias

Box: TypeAlias = int
"""1 to 9, numbered as the regulation's picture, which is neither row by row nor column by column."""


class Performance(IntEnum):
    """Kinerja, the vertical axis, in ascending order."""

    BELOW_EXPECTATION = 0
    MEETS_EXPECTATION = 1
    ABOVE_EXPECTATION = 2


class Potential(IntEnum):
    """Potensial, the horizontal axis, in ascending order."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


class SuccessionGroup(StrEnum):
    """Kelompok rencana suksesi a box opens; entering one is still a decision of the committee."""

    AGENCY = "instansi"
    NATIONAL = "nasional"


class Recommendation(StrEnum):
    """What the regulation recommends for a box."""

    PROMOTE_AND_RETAIN = "dipromosikan_dan_dipertahankan"
    RETAIN = "dipertahankan"
    SUCCESSION_AGENCY_OR_NATIONAL = "krs_instansi_atau_nasional"
    SUCCESSION_AGENCY = "krs_instansi"
    AWARD = "penghargaan"
    ROTATE = "rotasi"
    ROTATE_OR_EXTEND = "rotasi_atau_perluasan_jabatan"
    ROTATE_OR_ENRICH = "rotasi_atau_pengayaan_jabatan"
    PLACE_FITTINGLY = "penempatan_yang_sesuai"
    GUIDE = "bimbingan_kinerja"
    COUNSEL = "konseling_kinerja"
    DEVELOP = "pengembangan_kompetensi"
    STUDY = "tugas_belajar"
    PROCEED_BY_LAW = "diproses_sesuai_ketentuan"


_GRID: dict[Performance, tuple[Box, Box, Box]] = {  # potential grows to the right
    Performance.ABOVE_EXPECTATION: (4, 7, 9),
    Performance.MEETS_EXPECTATION: (2, 5, 8),
    Performance.BELOW_EXPECTATION: (1, 3, 6),
}

_RECOMMENDED: dict[Box, tuple[Recommendation, ...]] = {  # in the order of the regulation
    9: (
        Recommendation.PROMOTE_AND_RETAIN,
        Recommendation.SUCCESSION_AGENCY_OR_NATIONAL,
        Recommendation.AWARD,
    ),
    8: (
        Recommendation.RETAIN,
        Recommendation.SUCCESSION_AGENCY,
        Recommendation.ROTATE_OR_EXTEND,
        Recommendation.GUIDE,
    ),
    7: (
        Recommendation.RETAIN,
        Recommendation.SUCCESSION_AGENCY,
        Recommendation.ROTATE_OR_ENRICH,
        Recommendation.DEVELOP,
        Recommendation.STUDY,
    ),
    6: (Recommendation.PLACE_FITTINGLY, Recommendation.GUIDE, Recommendation.COUNSEL),
    5: (Recommendation.PLACE_FITTINGLY, Recommendation.GUIDE, Recommendation.DEVELOP),
    4: (Recommendation.ROTATE, Recommendation.DEVELOP),
    3: (
        Recommendation.GUIDE,
        Recommendation.COUNSEL,
        Recommendation.DEVELOP,
        Recommendation.PLACE_FITTINGLY,
    ),
    2: (Recommendation.GUIDE, Recommendation.DEVELOP, Recommendation.PLACE_FITTINGLY),
    1: (Recommendation.PROCEED_BY_LAW,),
}

_SUCCESSION: dict[Box, tuple[SuccessionGroup, ...]] = {
    9: (SuccessionGroup.AGENCY, SuccessionGroup.NATIONAL),
    8: (SuccessionGroup.AGENCY,),
    7: (SuccessionGroup.AGENCY,),
}


def box(performance: Performance, potential: Potential) -> Box:
    """Return the box where the two ratings meet (PermenPANRB 3/2020)."""
    return _GRID[performance][potential]


def ratings(box: Box) -> tuple[Performance, Potential]:
    """The two ratings that meet in a box. A number outside 1 to 9 is a KeyError."""
    return _RATINGS[box]


def recommendations(box: Box) -> tuple[Recommendation, ...]:
    """What the regulation recommends for a box, in its order. A number outside 1 to 9 is a KeyError."""
    return _RECOMMENDED[box]


def succession_groups(box: Box) -> tuple[SuccessionGroup, ...]:
    """The succession groups a box opens: none below 7, the national one from 9 only."""
    return _SUCCESSION.get(box, ())


def picture() -> tuple[tuple[Box, Box, Box], ...]:
    """The boxes as the map is drawn: performance from the top down, potential from left to right."""
    return tuple(_GRID.values())


_RATINGS: dict[Box, tuple[Performance, Potential]] = {
    box(performance, potential): (performance, potential)
    for performance in Performance
    for potential in Potential
}
