from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.errors import DateNotUnderstood
from domain.typed_dates import parse_day, parse_moment

WIB = ZoneInfo("Asia/Jakarta")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15-12-2026 16.00", datetime(2026, 12, 15, 16, tzinfo=WIB)),
        ("15-12-2026", datetime(2026, 12, 15, 16, tzinfo=WIB)),
        ("8 Desember 2026 16.00", datetime(2026, 12, 8, 16, tzinfo=WIB)),
        ("Selasa, 8 Desember 2026, pukul 16.00 WIB", datetime(2026, 12, 8, 16, tzinfo=WIB)),
        ("8 Des 2026, 09.30", datetime(2026, 12, 8, 9, 30, tzinfo=WIB)),
        ("8 des. 2026 jam 9:30", datetime(2026, 12, 8, 9, 30, tzinfo=WIB)),
        ("  8/12/2026  ", datetime(2026, 12, 8, 16, tzinfo=WIB)),
        ("8.12.2026 08.00", datetime(2026, 12, 8, 8, tzinfo=WIB)),
        ("10 Nopember 2026", datetime(2026, 11, 10, 16, tzinfo=WIB)),
        ("17 Agt 2026", datetime(2026, 8, 17, 16, tzinfo=WIB)),
        ("2 mei 2026 00.00", datetime(2026, 5, 2, 0, tzinfo=WIB)),
    ],
)
def test_a_moment_is_read_as_people_type_it(text, moment):
    assert parse_moment(text, zone=WIB, otherwise=time(16)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "besok",
        "",
        "31-2-2026",
        "0-1-2026",
        "15-13-2026",
        "15-12-26",
        "15-12-2026 25.00",
        "15-12-2026 16.60",
        "15-12-2026 16",
        "15-12-2026 16.00 WITA",
        "8 ju 2026",
        "8 December 2026",
        "٨ desembre 2026",
    ],
)
def test_what_is_no_moment_is_refused_as_typed(text):
    with pytest.raises(DateNotUnderstood) as refused:
        parse_moment(text, zone=WIB, otherwise=time(16))
    assert refused.value == DateNotUnderstood(value=text)


@pytest.mark.parametrize(
    "text",
    [
        "17-8-2024",
        "17 Agustus 2024",
        "17/08/2024",
        "17 - 8 - 2024",
        "17–8–2024",
        "17 ags. 2024",
        "2024-08-17",
    ],
)
def test_a_day_is_read_as_people_type_it(text):
    assert parse_day(text) == date(2024, 8, 17)


@pytest.mark.parametrize("text", ["17-8-2024 10.00", "17-8", "30 Februari 2024"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(DateNotUnderstood):
        parse_day(text)
