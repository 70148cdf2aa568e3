"""Columns refuse what would lose meaning."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.schema import CreateTable

from storage.types import DecimalText, Hundredths, UtcDateTime
from storage.unit_of_work import UnitOfWork

VALUES = Table(
    "values_of_a_test",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("moment", UtcDateTime),
    Column("digits", DecimalText),
    Column("score", Hundredths),
)
WIB = timezone(timedelta(hours=7))


async def _kept(uow: UnitOfWork, **values: object) -> tuple[object, ...]:
    await uow.execute(CreateTable(VALUES))
    await uow.execute(insert(VALUES), values)
    row = (await uow.execute(select(VALUES.c.moment, VALUES.c.digits, VALUES.c.score))).one()
    return tuple(row)


async def test_a_moment_comes_back_in_utc_to_the_microsecond(uow: UnitOfWork) -> None:
    moment = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=WIB)
    kept, *_ = await _kept(uow, moment=moment)
    assert kept == datetime(2026, 11, 24, 2, 0, 0, 123456, tzinfo=UTC)
    assert isinstance(kept, datetime)
    assert kept.tzinfo is UTC


async def test_digits_come_back_as_written(uow: UnitOfWork) -> None:
    _, kept, _ = await _kept(uow, digits=Decimal("59.7500"))
    assert str(kept) == "59.7500"


@pytest.mark.parametrize(
    ("score", "digits"), [("3.5", "3.5"), ("0", "0"), ("4.25", "4.25"), ("100", "100"), ("-0.01", "-0.01")]
)
async def test_a_score_comes_back_exactly(uow: UnitOfWork, score: str, digits: str) -> None:
    *_, kept = await _kept(uow, score=Decimal(score))
    assert str(kept) == digits


async def test_nothing_stays_nothing(uow: UnitOfWork) -> None:
    assert await _kept(uow, moment=None, digits=None, score=None) == (None, None, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("moment", datetime(2026, 11, 24, 9, 0)),  # noqa: DTZ001 — what is refused
        ("digits", 59.75),
        ("score", 3.5),
        ("score", Decimal("3.505")),
    ],
)
async def test_what_would_lose_meaning_is_refused(uow: UnitOfWork, column: str, value: object) -> None:
    with pytest.raises(StatementError):
        await _kept(uow, **{column: value})
