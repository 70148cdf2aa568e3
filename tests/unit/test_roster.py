"""Rosters as they really arrive (REGULATION-2 §10, typical mess; CONVERSATIONS §3.19)."""

from decimal import Decimal

import pytest

from domain.errors import (
    CellIsFormula,
    HeaderNotFound,
    NipDamaged,
    NipDuplicated,
    NipMalformed,
    NipNotPlausible,
)
from domain.people import Official, PersonStatus, PositionKind
from domain.roster import RosterRow, read_roster
from domain.roster_comparison import FieldChange, RowChange, compare
from domain.sheet import Fault, RowProblem, Sheet

TITLES = ("NO", "NAMA", "NIP", "JABATAN", "UNIT KERJA")
BUDI = "198503152010011004"
SITI = "199009132025242014"
LURAH = RosterRow(BUDI, "Budi", "Lurah Kesenden", "Kelurahan Kesenden")


def sheet(*rows, formulas=()):
    cells = tuple(tuple(Decimal(cell) if isinstance(cell, int) else cell for cell in row) for row in rows)
    return Sheet("Data", cells, frozenset(formulas))


def budi(nip=BUDI, **other):
    values = {"NAMA": "Budi", "JABATAN": "Lurah Kesenden", "UNIT KERJA": "Kelurahan Kesenden"} | other
    return (1, values["NAMA"], nip, values["JABATAN"], values["UNIT KERJA"])


def read(*rows):
    return read_roster(sheet(TITLES, *rows))


def test_a_clean_file_is_read_as_it_is():
    reading = read(budi())
    assert reading.rows == (LURAH,)
    assert (reading.sheet, reading.header_row, reading.total, reading.bad) == ("Data", 1, 1, 0)


def test_title_rows_a_header_over_two_rows_column_numbers_and_footers_are_no_people():
    reading = read_roster(
        sheet(
            ("PEMERINTAH KOTA CIREBON",),
            ("DAFTAR NOMINATIF PEGAWAI NEGERI SIPIL",),
            ("Keadaan 2 November 2026",),
            (),
            ("NO", "NAMA", "NIP", "PANGKAT", None, "JABATAN", None, None, "UNIT KERJA"),
            (None, None, None, "GOL", "TMT", "NAMA", "ESELON", "TMT"),
            (1, 2, 3, 4, 5, 6, 7, 8, 9),
            ("KECAMATAN KEJAKSAN",),
            (
                1,
                "Budi",
                BUDI,
                "III/c",
                "1-4-2020",
                "Lurah Kesenden",
                "IV.a",
                "1-1-2021",
                "Kelurahan Kesenden",
            ),
            ("JUMLAH", None, None, 1),
            (None, None, None, None, None, None, None, None, "Cirebon, 2 November 2026"),
            (None, "Mengetahui", None, None, None, None, None, None, "Kepala BKPSDM"),
            (None, "Drs. Contoh", None, None, None, None, None, None, "Contoh Lain, S.H."),
            (None, None, "196908171994031999"),
            (
                None,
                "NIP. 19690817 199403 1 999",
                None,
                None,
                None,
                None,
                None,
                None,
                "NIP. 19700101 199503 1 001",
            ),
        )
    )
    assert reading.rows == (
        RosterRow(BUDI, "Budi", "Lurah Kesenden", "Kelurahan Kesenden", eselon="IV.a", rank="III/c"),
    )
    assert (reading.header_row, reading.problems, reading.total) == (5, (), 1)


def test_groups_without_meaning_do_not_hide_the_titles_below_them():
    reading = read_roster(
        sheet(
            (None, "IDENTITAS", None, "JABATAN", None),
            ("NO", "NAMA", "NIP", "NAMA", "UNIT KERJA"),
            budi(),
        )
    )
    assert reading.rows == (LURAH,)


def test_the_nip_may_stand_on_a_second_line_of_the_name():
    titles = ("NO", "NAMA / NIP", "JABATAN", "UNIT KERJA")
    row = (1, "DRS. BUDI, M.SI\nNIP. 19850315 201001 1 004", "Lurah Kesenden", "Kelurahan Kesenden")
    signed = (None, "Drs. Contoh\nNIP. 19690817 199403 1 999")
    reading = read_roster(sheet(titles, row, (None, "Mengetahui"), signed))
    assert [(person.nip, person.name) for person in reading.rows] == [(BUDI, "Drs. Budi, M.Si")]
    assert reading.problems == ()


def test_a_column_of_names_that_holds_nips_needs_no_column_of_nips():
    row = (f"Budi {BUDI}", "Lurah Kesenden", "Kelurahan Kesenden")
    assert read_roster(sheet(("NAMA", "JABATAN", "OPD"), row)).rows == (LURAH,)


def test_titles_before_and_after_come_from_their_own_columns():
    titles = ("NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "JABATAN NAMA", "UNOR NAMA")
    row = (BUDI, "131", "BUDI", "Dr.", "S.E., M.Si", "Lurah Kesenden", "Kelurahan Kesenden")
    assert read_roster(sheet(titles, row)).rows[0].name == "Dr. Budi, S.E., M.Si"


@pytest.mark.parametrize(
    "typed",
    [
        "198503152010011004",
        "19850315 201001 1 004",
        "19850315.201001.1.004",
        "'198503152010011004",
        "198503152010011004\u00a0",
        "NIP. 19850315 201001 1 004",
    ],
)
def test_a_nip_is_read_with_spaces_dots_apostrophe_and_prefix(typed):
    assert read(budi(typed)).rows == (LURAH,)


@pytest.mark.parametrize("damaged", [Decimal("1.98503152010011E+17"), "1,98503E+17"])
def test_a_nip_that_became_a_number_is_refused_with_what_it_became(damaged):
    assert read(budi(damaged)).problems == (
        RowProblem(2, "NIP", "1,98503E+17", NipDamaged(row=2, value="1,98503E+17")),
    )


def test_a_nik_in_the_column_of_nips_is_refused_with_its_length():
    reading = read(budi("3274011503850001"))
    assert reading.problems == (RowProblem(2, "NIP", "3274011503850001", NipMalformed(length=16)),)
    assert reading.rows == ()


def test_a_nip_that_cannot_be_is_refused_with_the_part():
    problems = read(budi("198513152010011004")).problems
    assert problems == (RowProblem(2, "NIP", "198513152010011004", NipNotPlausible(part="birth_date")),)


def test_the_same_nip_twice_is_one_problem_with_both_rows():
    reading = read(budi(), budi(SITI), budi("19850315 201001 1 004"))
    assert reading.problems == (RowProblem(2, "NIP", BUDI, NipDuplicated(rows=(2, 4))),)
    assert (reading.bad, reading.total) == (2, 3)


@pytest.mark.parametrize(
    ("row", "column", "fault"),
    [
        (budi(NAMA=None), "NAMA", Fault.NAME_MISSING),
        (budi(None), "NIP", Fault.NIP_MISSING),
        (budi(JABATAN="-"), "JABATAN", Fault.POSITION_MISSING),
        (budi(**{"UNIT KERJA": "#N/A"}), "UNIT KERJA", Fault.UNIT_MISSING),
    ],
)
def test_what_a_person_cannot_lack_is_named(row, column, fault):
    reading = read(row)
    assert reading.problems == (RowProblem(2, column, "", fault),)
    assert reading.rows == ()


def test_a_lonely_nip_above_the_end_of_the_list_is_not_passed_over():
    assert read(budi(), (None, None, SITI)).bad == 1


def test_a_position_nobody_holds_is_noted_and_no_problem():
    reading = read(budi(), budi(None, NAMA="(KOSONG)"), budi("-", NAMA="-"))
    assert (reading.vacancies, reading.problems, reading.total) == ((3, 4), (), 1)


def test_people_below_a_subtotal_are_read_and_so_are_their_problems():
    reading = read(budi(), ("SUB JUMLAH", None, None), budi(SITI, NAMA="Siti"), budi(None, NAMA="Ani"))
    assert [person.name for person in reading.rows] == ["Budi", "Siti"]
    assert [problem.row for problem in reading.problems] == [5]


def test_a_header_printed_again_on_the_next_page_is_no_person():
    assert read(budi(), (), TITLES, (1, 2, 3, 4, 5), budi(SITI)).total == 2


def test_a_formula_in_a_column_that_is_read_is_refused():
    reading = read_roster(sheet(TITLES, budi(), formulas=[(1, 0), (1, 4)]))
    assert reading.problems == (
        RowProblem(2, "UNIT KERJA", "Kelurahan Kesenden", CellIsFormula(row=2, column="UNIT KERJA")),
    )


FULL = (*TITLES, "ESELON", "GOL/PANGKAT", "PENDIDIKAN", "NOMOR HP", "NIP ATASAN", "STATUS")


def test_every_known_column_is_read():
    row = (*budi(), "IVa", "Penata Tk. I", "S-1 Hukum", 81234567890, SITI, "Cuti besar")
    assert read_roster(sheet(FULL, row)).rows == (
        RosterRow(
            nip=BUDI,
            name="Budi",
            position="Lurah Kesenden",
            unit="Kelurahan Kesenden",
            eselon="IV.a",
            rank="III/d",
            education="S-1 Hukum",
            phone="+6281234567890",
            supervisor_nip=SITI,
            status=PersonStatus.ON_LEAVE,
        ),
    )


def test_what_is_not_understood_is_named_column_by_column():
    row = (*budi(), "tinggi", "kelas 7", "S-1", "belum ada", "1990", "kawin")
    assert read_roster(sheet(FULL, row)).problems == (
        RowProblem(2, "ESELON", "tinggi", Fault.NOT_UNDERSTOOD),
        RowProblem(2, "GOL/PANGKAT", "kelas 7", Fault.NOT_UNDERSTOOD),
        RowProblem(2, "NOMOR HP", "belum ada", Fault.NOT_UNDERSTOOD),
        RowProblem(2, "NIP ATASAN", "1990", NipMalformed(length=4)),
        RowProblem(2, "STATUS", "kawin", Fault.NOT_UNDERSTOOD),
    )


def test_nobody_is_their_own_superior():
    row = (*budi(), "non eselon", None, None, None, BUDI, None)
    assert read_roster(sheet(FULL, row)).problems == (
        RowProblem(2, "NIP ATASAN", BUDI, Fault.OWN_SUPERVISOR),
    )


def test_a_unit_known_by_another_name_gets_its_own():
    reading = read_roster(
        sheet(TITLES, budi(**{"UNIT KERJA": "DKIS\u00a0"})), unit_aliases={"dkis": "Dinas Kominfo"}
    )
    assert reading.rows[0].unit == "Dinas Kominfo"


def test_a_file_without_the_columns_is_refused_with_those_that_are_missing():
    with pytest.raises(HeaderNotFound) as refused:
        read_roster(sheet(("NO", "NAMA", "ALAMAT"), (1, "Budi", "Cirebon")))
    assert refused.value == HeaderNotFound(columns=("NIP", "JABATAN", "UNIT KERJA"), command="/templat")


def test_an_empty_sheet_is_refused_with_every_column():
    with pytest.raises(HeaderNotFound) as refused:
        read_roster(sheet())
    assert refused.value.columns == ("NIP", "NAMA", "JABATAN", "UNIT KERJA")


def test_the_kind_of_position_follows_from_the_row():
    assert LURAH.position_kind is PositionKind.SUPERVISOR


def official(**other):
    facts = {
        "id": 7,
        "nip": BUDI,
        "name": "Budi",
        "position": "Lurah Kesenden",
        "position_kind": PositionKind.SUPERVISOR,
        "unit": "Kelurahan Kesenden",
        "phone": "+6281234567890",
        "status": PersonStatus.ACTIVE,
    }
    return Official(**(facts | other))


def test_the_same_rows_change_nothing():
    comparison = compare([LURAH], {BUDI: official()})
    assert (comparison.added, comparison.changed, comparison.absent) == ((), (), ())
    assert [row.nip for row in comparison.unchanged] == [BUDI]


def test_a_change_names_field_before_and_after_and_keeps_what_the_file_does_not_say():
    moved = RosterRow(BUDI, "Budi", "Camat Kejaksan", "Kecamatan Kejaksan", status=PersonStatus.ON_LEAVE)
    comparison = compare([moved], {BUDI: official()})
    assert comparison.changed == (
        RowChange(
            row=RosterRow(
                BUDI,
                "Budi",
                "Camat Kejaksan",
                "Kecamatan Kejaksan",
                phone="+6281234567890",
                status=PersonStatus.ON_LEAVE,
            ),
            changes=(
                FieldChange("position", "Lurah Kesenden", "Camat Kejaksan"),
                FieldChange("unit", "Kelurahan Kesenden", "Kecamatan Kejaksan"),
                FieldChange("status", "aktif", "cuti"),
            ),
        ),
    )
    assert comparison.changed_fields == {"position": 1, "unit": 1, "status": 1}


def test_who_is_new_is_added_and_who_is_not_named_is_absent():
    known = official(nip=SITI, name="Siti")
    comparison = compare([LURAH], {SITI: known})
    assert (comparison.added, comparison.absent) == ((LURAH,), (known,))
