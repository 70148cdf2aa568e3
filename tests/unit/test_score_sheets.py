"""A sheet knows what is missing, in which order it is asked for, and what the position requires."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.holidays import working_days
from bot.texts.formats import JAKARTA
from domain.aspects import aspect
from domain.people import Official, PositionKind
from domain.phases import Phase
from domain.ruleset import load
from domain.scores import Score, ScoreSheet, scoring_deadline

OPENS = datetime(2026, 11, 2, 1, tzinfo=UTC)
PHASE = Phase(
    1, 1, "Tahap 1", frozenset(), (), "permenpan-3-2020", OPENS, datetime(2026, 12, 8, 9, tzinfo=UTC)
)


def sheet(*scored: str, kind: PositionKind = PositionKind.ADMINISTRATOR) -> ScoreSheet:
    official = Official(1, "198503152010011004", "Budi", "Camat", kind, "Kecamatan Harjamukti")
    given = {key: Score(1, 1, 1, 1, key, Decimal(3), 1, OPENS) for key in scored}
    return ScoreSheet(official, PHASE, load("permenpan-3-2020"), given)


def test_seventeen_aspects_are_asked_for():
    assert (sheet().total, sheet().answered, len(sheet().missing)) == (17, 0, 17)


def test_what_is_scored_comes_first_in_the_count():
    four = sheet("integritas", "kerja_sama", "komunikasi", "pelayanan_publik")
    assert (four.answered, four.number(aspect("orientasi_pada_hasil"))) == (4, 5)
    assert four.number(aspect("pengembangan_diri_dan_orang_lain")) == 6
    assert four.number(aspect("motivasi_dan_komitmen")) == 17


def test_the_walk_goes_on_behind_the_aspect_just_asked_for():
    one = sheet("kerja_sama")
    assert one.next_missing() == aspect("integritas")
    assert one.next_missing(after="integritas") == aspect("komunikasi")
    assert one.next_missing(after="motivasi_dan_komitmen") is None


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (PositionKind.JPT_PRATAMA, Decimal(4)),
        (PositionKind.ADMINISTRATOR, Decimal(3)),
        (PositionKind.SUPERVISOR, Decimal(2)),
        (PositionKind.EXECUTOR, Decimal(1)),
        (PositionKind.FUNCTIONAL, None),
    ],
)
def test_a_competency_has_the_standard_of_the_position(kind, level):
    assert sheet(kind=kind).standard(aspect("integritas")) == level
    assert sheet(kind=kind).standard(aspect("kesadaran_diri")) is None


def test_assessors_have_eight_working_days_after_the_phase():
    days = working_days(JAKARTA, range(2026, 2027))
    assert scoring_deadline(PHASE, days).isoformat() == "2026-12-18T16:00:00+07:00"
