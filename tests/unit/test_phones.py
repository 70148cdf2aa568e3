"""Telephone numbers as Telegram and rosters write them."""

import pytest

from bot.phones import e164, shared_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("081234567890", "+6281234567890"),
        ("+6281234567890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        (" 0812-3456-7890 ", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("(0231) 206011", "+62231206011"),
        ("+60123456789", "+60123456789"),
        ("", None),
        ("-", None),
        ("tidak ada", None),
        ("123", None),
    ],
)
def test_a_roster_writes_numbers_in_many_ways(written: str, number: str | None) -> None:
    assert e164(written) == number


@pytest.mark.parametrize(
    ("shared", "number"),
    [
        ("6281234567890", "+6281234567890"),
        ("+6281234567890", "+6281234567890"),
        ("081234567890", "+6281234567890"),
        ("60123456789", "+60123456789"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("888", "888"),
    ],
)
def test_telegram_shares_numbers_with_and_without_a_plus(shared: str, number: str) -> None:
    assert shared_number(shared) == number
