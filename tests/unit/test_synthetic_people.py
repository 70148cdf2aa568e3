"""Invented people of the demonstration (REGULATION-2 §7): plausible, consistent, and the same for the same seed."""

from collections import Counter

import pytest

from bot.documents.sheets import read_sheets
from bot.simulator.agency import posts
from bot.simulator.people import synthetic_roster
from bot.simulator.spreadsheets import evidence, messy_roster
from domain.evidence import EVIDENCE_KINDS
from domain.evidence_file import read_evidence
from domain.nip import parse_nip
from domain.recognition import FileKind, recognise
from domain.roster import read_roster
from domain.roster_comparison import compare

DISTRICTS = {
    "Kejaksan": ["Kejaksan", "Sukapura", "Kesenden", "Kebonbaru"],
    "Lemahwungkuk": ["Pegambiran", "Lemahwungkuk", "Kesepuhan", "Panjunan"],
    "Harjamukti": ["Kalijaga", "Harjamukti", "Kecapi", "Larangan", "Argasunya"],
    "Pekalipan": ["Jagasatru", "Pekalipan", "Pulasaren", "Pekalangan"],
    "Kesambi": ["Pekiringan", "Sunyaragi", "Kesambi", "Drajat", "Karyamulya"],
}


@pytest.fixture(scope="module")
def people():
    return synthetic_roster()


def test_there_are_150_administrators_and_389_supervisors(people):
    assert Counter(person.position_kind for person in people) == {"administrator": 150, "pengawas": 389}


def test_nips_and_phones_are_unique_and_plausible(people):
    assert len({person.nip for person in people}) == 539
    assert len({person.phone for person in people}) == 539
    kinds = Counter(parse_nip(person.nip).kind for person in people)
    assert kinds["PPPK"] > 0
    assert kinds["PNS"] > 500
    assert all(person.rank == "IX" for person in people if parse_nip(person.nip).kind == "PPPK")


def test_a_seed_gives_the_same_people_and_another_seed_others(people):
    assert synthetic_roster() == people
    assert synthetic_roster(seed=1)[0].nip != people[0].nip


def test_the_superior_of_a_lurah_is_the_camat_of_the_district(people):
    by_nip = {person.nip: person for person in people}
    by_position = {person.position: person for person in people}
    for district, wards in DISTRICTS.items():
        for ward in wards:
            assert by_nip[by_position[f"Lurah {ward}"].supervisor_nip].position == f"Camat {district}"
            secretary = by_position[f"Sekretaris Kelurahan {ward}"]
            assert by_nip[secretary.supervisor_nip].position == f"Lurah {ward}"


def test_a_section_answers_to_its_division(people):
    by_nip = {person.nip: person for person in people}
    section = next(person for person in people if person.position == "Kepala Seksi Pembinaan Lalu Lintas")
    assert by_nip[section.supervisor_nip].position == "Kepala Bidang Lalu Lintas"
    assert by_nip[section.supervisor_nip].unit == "Dinas Perhubungan"


def test_fewer_posts_begin_alike_and_more_add_staff_under_supervisors():
    assert posts(40) == posts(539)[:40]
    more = posts(560)
    assert all(post.eselon is None and more[post.superior].eselon.startswith("IV") for post in more[539:])
    assert len(more) == 560


def test_the_messy_file_gives_back_the_people_it_was_written_from(people):
    (sheet,) = read_sheets(messy_roster(people), "pegawai-november.xlsx")
    reading = read_roster(sheet)
    assert recognise(sheet) is FileKind.ROSTER
    assert (reading.header_row, reading.total, reading.problems) == (5, 539, ())
    assert reading.rows == people


def test_the_messy_file_is_a_mess(people):
    (sheet,) = read_sheets(messy_roster(people), "pegawai-november.xlsx")
    cells = [cell for row in sheet.rows for cell in row if isinstance(cell, str)]
    assert "NIP. 19690817 199403 1 999" in cells
    assert "JUMLAH" in cells
    assert any(cell.startswith("'") for cell in cells)
    assert any(cell.endswith("\u00a0") for cell in cells)


def test_the_same_file_twice_changes_nothing(people):
    (sheet,) = read_sheets(messy_roster(people, seed=7), "pegawai.xlsx")
    comparison = compare(read_roster(sheet).rows, {person.nip: person for person in people})
    assert (len(comparison.unchanged), comparison.added, comparison.changed, comparison.absent) == (
        539,
        (),
        (),
        (),
    )


def test_a_few_people_lack_evidence_and_everybody_else_has_all_of_the_template(people):
    (sheet,) = read_sheets(evidence(people), "bukti.xlsx")
    reading = read_evidence(sheet)
    kinds = Counter(entry.nip for entry in reading.entries)
    assert (recognise(sheet), reading.problems, reading.total) == (FileKind.EVIDENCE, (), 539)
    assert Counter(kinds.values()) == {10: 528, 9: 11}


def test_evidence_can_be_complete(people):
    (sheet,) = read_sheets(evidence(people[:60], complete=True), "bukti.xlsx")
    assert len(read_evidence(sheet).entries) == 600
    assert {entry.kind for entry in read_evidence(sheet).entries} < {kind.key for kind in EVIDENCE_KINDS}
