"""NIP and NI PPPK (REGULATION §6.1, 6.2, trap cases 11 and 12)."""

from datetime import date

import pytest

from domain.errors import NipMalformed, NipNotPlausible
from domain.nip import Nip, NipKind, NipPart, Sex, damaged_by_excel, parse_nip

PNS = "198503152010011004"
PPPK = "199009132025242014"


def test_the_nip_of_a_pns_tells_birth_kind_and_sex():
    assert parse_nip(PNS) == Nip(PNS, NipKind.PNS, date(1985, 3, 15), Sex.MALE)


def test_the_sample_of_an_ni_pppk_passes():
    assert parse_nip("19900913 2025 24 2 014") == Nip(PPPK, NipKind.PPPK, date(1990, 9, 13), Sex.FEMALE)


@pytest.mark.parametrize(
    "text",
    [
        "198503152010011004",
        "19850315 201001 1 004",
        "19850315\N{NO-BREAK SPACE}201001\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}004 ",
        "'198503152010011004",
        "\N{RIGHT SINGLE QUOTATION MARK}19850315 201001 1 004",
        "NIP. 19850315 201001 1 004",
        "nip198503152010011004",
        "NIP: 198503152010011004",
        "19850315.201001.1.004",
        "19850315-201001-1-004",
        "19850315\N{EN DASH}201001\N{EN DASH}1\N{EN DASH}004",
        "198503152010011004\n",
    ],
)
def test_a_nip_is_read_as_people_write_it(text):
    assert parse_nip(text).value == PNS


def test_the_word_ni_pppk_in_front_is_accepted():
    assert parse_nip("NI PPPK 199009132025242014").value == PPPK


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("19850315201001100", 17),
        ("1985031520100110041", 19),
        ("3274011503850002", 16),
        ("", 0),
        ("integritas", 0),
        ("1.99009E+17", 8),
    ],
)
def test_other_than_18_digits_is_malformed(text, length):
    with pytest.raises(NipMalformed) as refusal:
        parse_nip(text)
    assert refusal.value.length == length


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("198513152010011004", NipPart.BIRTH_DATE),
        ("198502302010011004", NipPart.BIRTH_DATE),
        ("189903152010011004", NipPart.BIRTH_DATE),
        ("198503152010001004", NipPart.KIND),
        ("198503152010131004", NipPart.KIND),
        ("198503152010201004", NipPart.KIND),
        ("198503152010010004", NipPart.SEX),
        ("198503152010013004", NipPart.SEX),
        ("198503152010011000", NipPart.SEQUENCE),
        ("198503152010011004 Budi", NipPart.CHARACTERS),
    ],
)
def test_a_layout_that_cannot_be_is_refused_with_its_part(text, part):
    with pytest.raises(NipNotPlausible) as refusal:
        parse_nip(text)
    assert refusal.value.part is part


@pytest.mark.parametrize(
    ("code", "kind"), [("01", NipKind.PNS), ("12", NipKind.PNS), ("21", NipKind.PPPK), ("24", NipKind.PPPK)]
)
def test_digits_13_and_14_tell_pns_from_pppk(code, kind):
    assert parse_nip(f"198503152010{code}1004").kind is kind


def test_digits_of_another_script_are_not_counted():
    with pytest.raises(NipMalformed):
        parse_nip("\N{ARABIC-INDIC DIGIT ONE}98503152010011004")


def test_a_nip_is_shown_in_groups_and_by_its_tail():
    assert parse_nip(PNS).groups == ("19850315", "201001", "1", "004")
    assert parse_nip(PPPK).groups == ("19900913", "2025", "24", "2", "014")
    assert (str(parse_nip(PNS)), parse_nip(PNS).tail) == (PNS, "1004")


@pytest.mark.parametrize(
    ("text", "age", "too_young"),
    [
        ("198503152010011004", 24, False),
        ("198503152001041004", 16, False),
        ("198503152001031004", 15, True),
        ("198503152001211004", 16, False),
        ("198503152000211004", 15, True),
        ("198503151980011004", -6, True),
    ],
)
def test_an_appointment_before_16_is_a_warning(text, age, too_young):
    nip = parse_nip(text)
    assert (nip.age_at_appointment, nip.appointed_too_young) == (age, too_young)


@pytest.mark.parametrize(
    "cell",
    [
        "1.99009E+17",
        "1,99009E+17",
        " 1.98503e+17 ",
        "2E+17",
        199009132025242000.0,
        199009132025242014,
        "199009132025242000",
        "19900913 2025 24 2 000",
    ],
)
def test_excel_damages_a_nip_it_took_for_a_number(cell):
    assert damaged_by_excel(cell)


@pytest.mark.parametrize("cell", [PNS, f"'{PNS}", "19850315 201001 1 004", "", None, 1004, 17.0, "10000"])
def test_a_cell_kept_as_text_is_not_damaged(cell):
    assert not damaged_by_excel(cell)
