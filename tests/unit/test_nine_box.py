import struct
from dataclasses import replace

import pytest

from bot.documents.nine_box import NineBoxFacts, NineBoxLabels, drawing, render

LABELS = NineBoxLabels(
    title="Peta sembilan kotak",
    performance="Kinerja",
    potential="Potensial",
    rows=("di atas ekspektasi", "sesuai ekspektasi", "di bawah ekspektasi"),
    columns=("rendah", "menengah", "tinggi"),
    box="Kotak",
    people="orang",
    mark="KRS",
    legend="kelompok rencana suksesi",
)
FACTS = NineBoxFacts(
    counts={4: 33, 7: 74, 9: 38, 2: 52, 5: 187, 8: 61, 1: 12, 3: 41, 6: 19},
    succession_boxes={7, 8, 9},
    phase="Tahap 1",
    standing="usulan (belum ditetapkan)",
    notes=(
        "Terpetakan 517 dari 539 orang; belum dapat dipetakan 22.",
        "Aturan: bkn-411-2025.",
        "Selasa, 15 Desember 2026.",
    ),
)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_the_picture_is_readable_on_a_phone_and_not_shrunk_by_telegram():
    width, height = size(render(FACTS, LABELS))
    assert width == 1080
    assert 1080 <= height <= 1280


def test_performance_goes_down_from_above_and_potential_to_the_right_from_low():
    rows = drawing(FACTS, LABELS)["rows"]
    assert [[(cell["box"], cell["count"]) for cell in row] for row in rows] == [
        [(4, "33"), (7, "74"), (9, "38")],
        [(2, "52"), (5, "187"), (8, "61")],
        [(1, "12"), (3, "41"), (6, "19")],
    ]


def test_the_boxes_of_the_succession_group_are_marked_by_word():
    rows = drawing(FACTS, LABELS)["rows"]
    assert {cell["box"] for row in rows for cell in row if cell["succession"]} == {7, 8, 9}


def test_a_box_without_people_shows_zero_and_thousands_have_a_period():
    cells = {
        cell["box"]: cell for row in drawing(replace(FACTS, counts={5: 1368}), LABELS)["rows"] for cell in row
    }
    assert (cells[5]["count"], cells[5]["empty"]) == ("1.368", False)
    assert (cells[9]["count"], cells[9]["empty"]) == ("0", True)


def test_the_same_facts_draw_the_same_picture_and_other_counts_another():
    assert render(FACTS, LABELS) == render(FACTS, LABELS)
    assert render(FACTS, LABELS) != render(replace(FACTS, counts={5: 1}), LABELS)


@pytest.mark.parametrize("phase", ["#panic()", "$x$ *tebal* ] }", '"; #import "x"', "\\u{41} <a> @b"])
def test_what_is_given_is_drawn_as_text_and_never_read_as_markup(phase):
    assert size(render(replace(FACTS, phase=phase), LABELS))[0] == 1080


def test_a_long_name_makes_the_picture_taller_and_loses_nothing():
    tall = size(render(replace(FACTS, phase="Tahap satu " * 12), LABELS))
    assert tall[0] == 1080
    assert tall[1] > size(render(FACTS, LABELS))[1]
