"""Numbers, dates, times and identities as people read them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from bot.texts import formats
from domain.nip import parse_nip

DEADLINE = datetime(2026, 12, 8, 9, tzinfo=UTC)
MAKASSAR = ZoneInfo("Asia/Makassar")


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    """A moment of 2026 in Jakarta."""
    return datetime(2026, month, day, hour, minute, tzinfo=formats.JAKARTA)


def test_a_moment_has_weekday_month_in_words_hour_and_zone() -> None:
    assert formats.moment(DEADLINE) == "Selasa, 8 Desember 2026, pukul 16.00 WIB"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "16.00 WIB"),
        ("Asia/Pontianak", "16.00 WIB"),
        ("Asia/Makassar", "17.00 WITA"),
        ("Asia/Jayapura", "18.00 WIT"),
        ("UTC", "09.00 UTC"),
    ],
)
def test_the_hour_is_that_of_the_agency(zone: str, shown: str) -> None:
    assert formats.clock(DEADLINE, ZoneInfo(zone)) == shown


def test_the_day_is_that_of_the_agency() -> None:
    late = datetime(2026, 12, 7, 17, 30, tzinfo=UTC)
    assert formats.moment(late) == "Selasa, 8 Desember 2026, pukul 00.30 WIB"
    assert formats.moment(late, MAKASSAR) == "Selasa, 8 Desember 2026, pukul 01.30 WITA"


def test_dates_in_their_three_lengths() -> None:
    day = date(2026, 8, 3)
    assert formats.weekday_date(day) == "Senin, 3 Agustus 2026"
    assert formats.long_date(day) == "3 Agustus 2026"
    assert formats.short_date(day) == "3 Agu 2026"


def test_a_moment_in_a_list_is_short() -> None:
    assert formats.listed(DEADLINE) == "8 Des 2026, 16.00"


def test_an_hour_has_a_period_and_two_digits() -> None:
    assert formats.hour(time(8)) == "08.00"


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (at(1, 9), "sisa 7 hari"),
        (at(4, 9), "sisa 4 hari"),
        (at(7, 16), "sisa 1 hari"),
        (at(7, 16, 1), "sisa 23 jam"),
        (at(8, 13, 30), "sisa 2 jam"),
        (at(8, 15, 20), "sisa 40 menit"),
        (at(8, 16), "sisa 0 menit"),
        (at(9, 16), "sisa 0 menit"),
    ],
)
def test_remaining_time_is_rounded_down(now: datetime, shown: str) -> None:
    assert formats.remaining(DEADLINE, now) == shown


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (at(1, 9), "Selasa, 8 Desember 2026, pukul 16.00 WIB"),
        (at(7, 23), "besok, Selasa, 8 Desember 2026, pukul 16.00 WIB"),
        (at(8, 0, 1), "hari ini pukul 16.00 WIB"),
        (at(9, 8), "Selasa, 8 Desember 2026, pukul 16.00 WIB"),
    ],
)
def test_today_and_tomorrow_are_said(now: datetime, shown: str) -> None:
    assert formats.due(DEADLINE, now) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(2, "2"), (539, "539"), (1368, "1.368"), (1234567, "1.234.567")]
)
def test_a_count_has_a_period_for_thousands(number: int, shown: str) -> None:
    assert formats.count(number) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("3.5", "3,5"),
        ("3.0", "3"),
        ("3.50", "3,5"),
        ("20", "20"),
        ("100", "100"),
        ("1234.5", "1.234,5"),
        ("0", "0"),
    ],
)
def test_a_decimal_has_a_comma_and_only_what_was_entered(value: str, shown: str) -> None:
    assert formats.decimal(Decimal(value)) == shown


def test_a_score_on_an_axis_has_two_decimals() -> None:
    assert formats.score(Decimal("59.75")) == "59,75"
    assert formats.score(90) == "90,00"
    assert formats.score(Fraction(26667, 1000)) == "26,67"
    assert formats.score(Decimal("73.375")) == "73,38"


def test_a_score_never_contradicts_its_band() -> None:
    assert formats.score(Decimal("79.995"), edges=(60, 80)) == "79,99"
    assert formats.score(Fraction(79999, 1000), edges=(60, 80)) == "79,99"
    assert formats.score(Decimal("79.995")) == "80,00"
    assert formats.score(80, edges=(60, 80)) == "80,00"
    assert formats.score(Fraction(239999999999999, 3000000000000), edges=(60, 80)) == "79,99"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(2666 * 100, 2700), "98,74%"),
        (Fraction(2666 * 100, 3600), "74,06%"),
        (100, "100%"),
        (Decimal("99.999"), "99,99%"),
        (Decimal("60"), "60,00%"),
        (0, "0,00%"),
    ],
)
def test_a_percentage_is_never_rounded_up_to_complete(value: Decimal | Fraction | int, shown: str) -> None:
    assert formats.percentage(value) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(391, 539, "72,54%"), (1830, 4812, "38,03%"), (539, 539, "100%"), (0, 0, "0,00%")],
)
def test_a_share_of_counts(part: int, whole: int, shown: str) -> None:
    assert formats.share(part, whole) == shown


def test_a_weight_is_a_whole_percentage() -> None:
    assert formats.weight(Decimal("60")) == "60%"
    assert formats.weight(Decimal("2.5")) == "2,5%"


def test_a_range_has_an_en_dash() -> None:
    assert formats.span(1, 5) == "1–5"
    assert formats.span(Decimal("1.5"), Decimal("4.5")) == "1,5–4,5"


def test_a_fraction_of_work_is_said_in_words() -> None:
    assert formats.progress(12, 48) == "12 dari 48"
    assert formats.progress(1830, 4812) == "1.830 dari 4.812"


def test_a_nip_is_grouped_as_it_is_printed() -> None:
    assert formats.nip("198503152010011004") == "19850315 201001 1 004"
    assert formats.nip("199009132025242014") == "19900913 2025 24 2 014"
    assert formats.nip(parse_nip("199009132025212014")) == "19900913 2025 21 2 014"


def test_people_of_one_name_are_told_apart_by_the_end_of_their_nip() -> None:
    assert formats.person("Budi Santoso, S.H.", "1004") == "Budi Santoso, S.H. …1004"


@pytest.mark.parametrize(
    ("roster", "shown"),
    [
        ("BUDI SANTOSO", "Budi Santoso"),
        ("budi  santoso", "Budi Santoso"),
        ("DRS. BUDI SANTOSO, S.H., M.Si.", "Drs. Budi Santoso, S.H., M.Si."),
        ("Dr. H. Ahmad, S.E., M.Si", "Dr. H. Ahmad, S.E., M.Si"),
        ("R.A. KARTINI", "R.A. Kartini"),
        ("M. ISA ANSHORI", "M. Isa Anshori"),
        ("SITI NUR'AINI AL-HABSYI, SST, M.Si", "Siti Nur'aini Al-Habsyi, SST, M.Si"),
        ("Ian McLean", "Ian McLean"),
    ],
)
def test_a_name_is_whole_with_its_titles(roster: str, shown: str) -> None:
    assert formats.person_name(roster) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(15, "15 menit"), (12, "15 menit"), (11, "15 menit"), (10, "10 menit"), (1, "5 menit"), (0, "5 menit")],
)
def test_a_duration_is_rounded_up_to_five_minutes(minutes: int, shown: str) -> None:
    assert formats.duration(timedelta(minutes=minutes)) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(4, "4 detik"), (19.5, "20 detik"), (0, "1 detik"), (60, "1 menit"), (90, "2 menit")],
)
def test_sending_takes_seconds_or_minutes(seconds: float, shown: str) -> None:
    assert formats.sending_time(timedelta(seconds=seconds)) == shown


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([], ""),
        (["Integritas"], "Integritas"),
        (["Integritas", "Komunikasi"], "Integritas dan Komunikasi"),
        (["Integritas", "Interpersonal", "Intelektual"], "Integritas, Interpersonal, dan Intelektual"),
    ],
)
def test_parts_are_joined_with_dan(parts: list[str], shown: str) -> None:
    assert formats.joined(parts) == shown


def test_parts_can_be_joined_with_atau() -> None:
    assert formats.joined(["Excel", "CSV"], "atau") == "Excel atau CSV"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Penilaian mandiri", "penilaian mandiri"), ("NIP", "NIP"), ("", ""), ("A", "a")],
)
def test_a_title_inside_a_sentence_begins_small(text: str, shown: str) -> None:
    assert formats.lower_first(text) == shown


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (timedelta(0), "0 detik"),
        (timedelta(seconds=59.9), "59 detik"),
        (timedelta(minutes=59, seconds=59), "59 menit"),
        (timedelta(hours=23, minutes=59), "23 jam"),
        (timedelta(days=6, hours=23), "6 hari"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(length: timedelta, shown: str) -> None:
    assert formats.age(length) == shown
