"""Half-open bands and the numbers shown beside their labels (REGULATION §3, trap cases 3 to 5)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from domain.bands import Bands, Margin, shown

BANDS = Bands(((Decimal(80), "tinggi"), (Decimal(60), "menengah")), lowest="rendah")


@pytest.mark.parametrize(
    ("value", "label", "number"),
    [
        ("100", "tinggi", "100.00"),
        ("80", "tinggi", "80.00"),
        ("79.995", "menengah", "79.99"),
        ("79.9951", "menengah", "79.99"),
        ("79.994", "menengah", "79.99"),
        ("60", "menengah", "60.00"),
        ("59.999", "rendah", "59.99"),
        ("59.75", "rendah", "59.75"),
        ("66.665", "menengah", "66.67"),
        ("200/3", "menengah", "66.67"),
        ("0", "rendah", "0.00"),
    ],
)
def test_a_label_is_decided_on_the_exact_value_and_the_number_agrees(value, label, number):
    assert BANDS.label(Fraction(value)) == label
    assert str(BANDS.shown(Fraction(value))) == number


def test_without_edges_a_number_is_rounded_half_up():
    assert shown(Fraction("79.995")) == Decimal("80.00")


@pytest.mark.parametrize(
    ("value", "margin"),
    [
        ("59.75", Margin(None, None, Decimal(60), Decimal("0.25"))),
        ("90", Margin(Decimal(80), Decimal("10.00"), None, None)),
        ("74.75", Margin(Decimal(60), Decimal("14.75"), Decimal(80), Decimal("5.25"))),
        ("79.9999", Margin(Decimal(60), Decimal("19.99"), Decimal(80), Decimal("0.01"))),
        ("80", Margin(Decimal(80), Decimal(0), None, None)),
    ],
)
def test_the_distance_to_the_edges_adds_up_on_the_screen(value, margin):
    assert BANDS.margin(Fraction(value)) == margin
