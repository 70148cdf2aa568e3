"""Column types that refuse what would lose meaning: naive datetimes, floats for scores."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """SQLite keeps text, as SQLAlchemy writes it; written here, it costs a quarter."""
        return _as_text if dialect.name == "sqlite" else _as_utc

    def result_processor(self, dialect: Dialect, _coltype: object) -> Callable[[Any], Any]:
        """Aware, in UTC."""
        return _of_text if dialect.name == "sqlite" else _as_utc


def _as_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise TypeError(value)
    return value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    moment = _as_utc(value)
    return None if moment is None else moment.replace(tzinfo=None).isoformat(" ", "microseconds")


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value + "+00:00")


class DecimalText(TypeDecorator[Decimal]):
    """A Decimal kept digit by digit as text. A float is refused."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(value)
        return str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Hundredths(TypeDecorator[Decimal]):
    """A score kept as a whole number of hundredths. A float, or a third decimal, is refused."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        if not isinstance(value, Decimal):
            raise TypeError(value)
        scaled = value * 100
        if scaled != scaled.to_integral_value():
            raise ValueError(value)
        return int(scaled)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100
