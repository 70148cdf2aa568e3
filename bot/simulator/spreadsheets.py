"""Files as offices send them, written from invented people: a roster that is a mess yet readable, and evidence."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Final

from bot.documents.workbooks import DATA_SHEET, EVIDENCE_COLUMNS, workbook
from domain.roster import RosterRow
from domain.sheet import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LETTERHEAD: Final = (
    "PEMERINTAH KOTA CIREBON",
    "DAFTAR PEJABAT ADMINISTRATOR DAN PENGAWAS",
    "KEADAAN 2 NOVEMBER 2026",
)
SIGNATURE: Final = (
    "Cirebon, 2 November 2026",
    "Mengetahui",
    "Kepala BKPSDM",
    "",
    "",
    "Contoh Nama Pejabat, S.H.",
)
SIGNER_NIP: Final = "NIP. 19690817 199403 1 999"

_HEADER = (  # title, titles below it
    ("NO", ()),
    ("NAMA", ()),
    ("NIP", ()),
    ("PANGKAT", ("GOL", "TMT")),
    ("JABATAN", ("NAMA JABATAN", "ESELON")),
    ("UNIT KERJA", ()),
    ("PENDIDIKAN", ()),
    ("NOMOR HP", ()),
    ("NIP ATASAN", ()),
)
_WIDTH = sum(max(1, len(below)) for _, below in _HEADER)

_YEAR = "2025"
_ASSESSED_ON = "15-09-2026"
_PREDICATES = (("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang"), (22, 66, 10, 2))
_LEVELS = (("2", "2,5", "3", "3,5", "4", "4,5", "5"), (6, 12, 26, 26, 18, 8, 4))
_DISCIPLINE = (("tidak ada", "ringan", "sedang"), (96, 3, 1))
_FIELD_FIT = (("sesuai", "serumpun", "tidak sesuai"), (60, 30, 10))
_LEADERSHIP = (
    (
        "ketua tim lintas instansi",
        "ketua tim internal",
        "anggota tim lintas instansi",
        "anggota tim internal",
        "tidak ada",
    ),
    (8, 32, 15, 30, 15),
)
_MISSING_EVERY = 50
_GAPS = ("-", "–", "#N/A", "")


def messy_roster(people: Sequence[RosterRow], *, seed: int = 2026) -> bytes:
    """The people as an XLSX file with letterhead, a header over two rows, column numbers, totals and a signature.

    NIPs come with spaces, dots, apostrophes and non-breaking blanks, some names in capitals, phone numbers in
    every usual form; read back, the rows are those of `people`.
    """
    from xlsxwriter import Workbook

    random = Random(seed)
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(DATA_SHEET)
        merged = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
        first = len(LETTERHEAD) + 1
        for row, line in enumerate(LETTERHEAD):
            page.merge_range(row, 0, row, _WIDTH - 1, line, merged)
        _write_header(page, first, merged)
        body = first + 3
        for number, person in enumerate(people):
            page.write_number(body + number, 0, number + 1)
            for column, text in enumerate(_row(person, random), 1):
                page.write_string(body + number, column, text)
        _write_footer(page, body + len(people), len(people), merged)
    return buffer.getvalue()


def evidence(people: Sequence[RosterRow], *, seed: int = 2026, complete: bool = False) -> bytes:
    """Evidence for everybody, in the columns of the template, as an XLSX file.

    One person in 50 lacks a value, marked as people mark it, unless `complete`; who that is depends on the seed.
    """
    random = Random(seed)
    incomplete = (
        set() if complete else set(random.sample(range(len(people)), -(-len(people) // _MISSING_EVERY)))
    )
    rows = (_evidence_row(person, random, gap=number in incomplete) for number, person in enumerate(people))
    return workbook(DATA_SHEET, EVIDENCE_COLUMNS, rows)


def _write_header(page: "Worksheet", row: int, merged: "Format") -> None:
    column = 0
    for title, below in _HEADER:
        if below:
            page.merge_range(row, column, row, column + len(below) - 1, title, merged)
            for offset, lower in enumerate(below):
                page.write_string(row + 1, column + offset, lower, merged)
        else:
            page.merge_range(row, column, row + 1, column, title, merged)
        column += max(1, len(below))
    for number in range(_WIDTH):
        page.write_number(row + 2, number, number + 1)


def _write_footer(page: "Worksheet", row: int, count: int, merged: "Format") -> None:
    page.merge_range(row, 0, row, 2, "JUMLAH", merged)
    page.write_number(row, 3, count)
    for offset, line in enumerate((*SIGNATURE, SIGNER_NIP), 2):
        page.write_string(row + offset, 2, line)


def _row(person: RosterRow, random: Random) -> Iterator[str]:
    yield person.name.upper() if random.random() < 0.3 else person.name
    yield _typed_nip(person.nip, random)
    yield random.choice((person.rank or "-", (person.rank or "-").replace("/", " ")))
    yield random.choice(("01-04-2020", "1 Oktober 2021", "01/10/22", "-"))
    yield person.position
    yield person.eselon or "-"
    yield person.unit + random.choice(("", "", "\u00a0"))
    yield person.education or "-"
    yield _typed_phone(person.phone or "-", random)
    yield _typed_nip(person.supervisor_nip, random) if person.supervisor_nip else "-"


def _typed_nip(nip: str, random: Random) -> str:
    grouped = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    return random.choice(
        (nip, nip, grouped, grouped.replace(" ", "."), f"'{nip}", f"{nip}\u00a0", f"NIP. {grouped}")
    )


def _typed_phone(phone: str, random: Random) -> str:
    local = "0" + phone.removeprefix("+62")
    return random.choice((phone, local, f"{local[:4]}-{local[4:8]}-{local[8:]}", phone.removeprefix("+")))


def _evidence_row(person: RosterRow, random: Random, *, gap: bool) -> list[Cell]:
    years = random.randint(2, 60)
    values = [
        _YEAR,
        _drawn(random, _PREDICATES),
        _ASSESSED_ON,
        _drawn(random, _LEVELS),
        str(random.randint(62, 98)) if random.random() < 0.9 else "tidak ada",
        person.education or "S-1",
        f"{years // 4 // 2},{(years % 4) * 25}",
        str(random.randint(1, 5)),
        f"{random.choice((0, 4, 8, 12, 20, 24, 40))} JP",
        _drawn(random, _DISCIPLINE),
        _drawn(random, _FIELD_FIT),
        _drawn(random, _LEADERSHIP),
    ]
    if gap:
        values[random.choice((1, 3, 6, 8))] = random.choice(_GAPS)
    return [person.nip, person.name, *values]


def _drawn(random: Random, distribution: tuple[tuple[str, ...], tuple[int, ...]]) -> str:
    values, weights = distribution
    return random.choices(values, weights)[0]
