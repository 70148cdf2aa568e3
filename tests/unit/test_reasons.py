"""A reason says something, in letters, on one line, and no longer than people read."""

import pytest

from domain import reasons
from domain.errors import ReasonTooShort, TextTooLong


def test_a_reason_is_kept_on_one_line() -> None:
    assert reasons.checked("  Dinas luar\nsampai Jumat ") == "Dinas luar sampai Jumat"


@pytest.mark.parametrize("text", ["", "sakit", "1234567890", "...........", "abc 1234567 def"])
def test_ten_letters_are_the_least(text: str) -> None:
    with pytest.raises(ReasonTooShort) as caught:
        reasons.checked(text)
    assert caught.value.minimum == 10


def test_five_hundred_characters_are_the_most() -> None:
    assert len(reasons.checked("a" * 500)) == 500
    with pytest.raises(TextTooLong) as caught:
        reasons.checked("a" * 503)
    assert (caught.value.length, caught.value.excess) == (503, 3)
