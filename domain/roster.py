"""The roster as a file brings it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from domain import titles
from domain.header import Header, find_header, require
from domain.listing import Line, Listing, split_identity
from domain.people import PersonStatus, PositionKind
from domain.position import position_kind
from domain.sheet import Fault, RowProblem, Sheet, rows_of, says_nothing
from domain.spelling import eselon_of, name_of, phone_of, rank_of

REQUIRED: Mapping[str, str] = {"nip": "NIP", "name": "NAMA", "position": "JABATAN", "unit": "UNIT KERJA"}

_STATUSES = {
    "aktif": PersonStatus.ACTIVE, "pns": PersonStatus.ACTIVE, "cpns": PersonStatus.ACTIVE, "pppk": PersonStatus.ACTIVE,
    "asn": PersonStatus.ACTIVE, "pns aktif": PersonStatus.ACTIVE, "pppk aktif": PersonStatus.ACTIVE,
    "cuti": PersonStatus.ON_LEAVE, "cuti besar": PersonStatus.ON_LEAVE, "cltn": PersonStatus.ON_LEAVE,
    "cuti di luar tanggungan negara": PersonStatus.ON_LEAVE, "tugas belajar": PersonStatus.ON_LEAVE,
    "mutasi keluar": PersonStatus.TRANSFERRED, "mutasi": PersonStatus.TRANSFERRED, "pindah": PersonStatus.TRANSFERRED,
    "pindah instansi": PersonStatus.TRANSFERRED, "pensiun": PersonStatus.RETIRED, "meninggal": PersonStatus.DECEASED,
    "meninggal dunia": PersonStatus.DECEASED, "wafat": PersonStatus.DECEASED,
    "diberhentikan": PersonStatus.DISMISSED, "berhenti": PersonStatus.DISMISSED,
    "pemberhentian sementara": PersonStatus.DISMISSED,
}  # fmt: skip


_NO_ESELON = frozenset(
    {"non eselon", "noneselon", "non", "tidak ada", "nonstruktural", "jft", "jf", "jfu", "pelaksana", "staf"}
)
_SAMPLED_ROWS = 20

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as a file states them: NIP of 18 digits, phone as `+62…`, None for what the file does not say."""

    nip: str
    name: str
    position: str
    unit: str
    eselon: str | None = None
    rank: str | None = None
    education: str | None = None
    phone: str | None = None
    supervisor_nip: str | None = None
    status: PersonStatus | None = None

    @property
    def position_kind(self) -> PositionKind:
        """Kind of the position, from eselon and title (UU 20/2023 Pasal 13–14)."""
        return position_kind(self.eselon, self.position)


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster as read. With `problems` nothing of it may be stored.

    `header_row` and the rows of `problems` and `vacancies` are row numbers of the file; `total` counts people,
    those with problems too.
    """

    sheet: str
    header_row: int
    rows: tuple[RosterRow, ...]
    problems: tuple[RowProblem, ...]
    total: int
    vacancies: tuple[int, ...] = ()

    @property
    def bad(self) -> int:
        """How many rows have a problem."""
        return len(rows_of(self.problems))


def read_roster(sheet: Sheet, *, unit_aliases: Mapping[str, str] | None = None) -> RosterReading:
    """Read every person of a sheet; rows that cannot be taken become problems, each with its number in the file.

    `unit_aliases` maps a unit as written, in lower case, to its official name. Refuses HeaderNotFound.
    """
    header = _header(sheet)
    listing = Listing(sheet, header)
    lines = list(listing.lines())
    read = [(line, _row(listing, line, unit_aliases or {})) for line in lines]
    listing.note_duplicates((line.number, row.nip, None) for line, row in read if row)
    return RosterReading(
        sheet=sheet.name,
        header_row=header.row,
        rows=tuple(row for _, row in read if row),
        problems=tuple(sorted(listing.problems, key=lambda problem: problem.row)),
        total=len(lines),
        vacancies=tuple(listing.vacancies),
    )


def _header(sheet: Sheet) -> Header:
    """The header with every column a roster cannot do without; the NIP may stand in the column of names."""
    header = find_header(sheet, titles.ROSTER)
    if (
        header
        and "name" in header.columns
        and "nip" not in header.columns
        and _names_hold_nips(sheet, header)
    ):
        header = replace(
            header,
            columns={**header.columns, "nip": header.columns["name"]},
            titles={**header.titles, "nip": header.titles["name"]},
        )
    return require(header, REQUIRED)


def _names_hold_nips(sheet: Sheet, header: Header) -> bool:
    column = header.columns["name"]
    sample = range(header.body, min(header.body + _SAMPLED_ROWS, len(sheet.rows)))
    return any(split_identity(sheet.cell(index, column))[1] for index in sample)


def _row(listing: Listing, line: Line, unit_aliases: Mapping[str, str]) -> RosterRow | None:
    """The row as a person; None, and the problems noted, where it cannot be taken."""
    before = len(listing.problems)
    row = line.number
    listing.note_formulas(row, listing.header.columns)
    nip = listing.nip(line)
    name = _full_name(listing, line)
    position = _stated(listing, row, "position", Fault.POSITION_MISSING)
    unit = _stated(listing, row, "unit", Fault.UNIT_MISSING)
    read = RosterRow(
        nip=nip or "",
        name=name,
        position=position,
        unit=unit_aliases.get(unit.casefold(), unit),
        eselon=_eselon(listing, row),
        rank=_read(listing, row, "rank", rank_of),
        education=listing.told(row, "education"),
        phone=_read(listing, row, "phone", phone_of),
        supervisor_nip=_supervisor(listing, row, nip),
        status=_read(listing, row, "status", _status),
    )
    return read if len(listing.problems) == before else None


def _full_name(listing: Listing, line: Line) -> str:
    if not line.name:
        listing.note(line.number, "name", "", Fault.NAME_MISSING)
        return ""
    before, after = (listing.told(line.number, field) for field in ("title_before", "title_after"))
    name = name_of(f"{line.name}, {after}" if after else line.name)
    return f"{before} {name}" if before else name


def _stated(listing: Listing, row: int, field: str, fault: Fault) -> str:
    text = listing.told(row, field)
    if text is None:
        listing.note(row, field, "", fault)
    return text or ""


def _read(listing: Listing, row: int, field: str, reader: Callable[[str], T | None]) -> T | None:
    """A cell through its reader; a cell that says something the reader does not know is a problem."""
    text = listing.told(row, field)
    if text is None:
        return None
    value = reader(text)
    if value is None:
        listing.note(row, field, text, Fault.NOT_UNDERSTOOD)
    return value


def _eselon(listing: Listing, row: int) -> str | None:
    text = listing.told(row, "eselon")
    if text is None or text.casefold() in _NO_ESELON:
        return None
    return _read(listing, row, "eselon", eselon_of)


def _status(text: str) -> PersonStatus | None:
    return _STATUSES.get(text.casefold())


def _supervisor(listing: Listing, row: int, nip: str | None) -> str | None:
    cell = listing.cell(row, "supervisor_nip")
    if says_nothing(cell):
        return None
    supervisor = listing.read_nip(row, "supervisor_nip", cell)
    if supervisor is not None and supervisor == nip:
        listing.note(row, "supervisor_nip", supervisor, Fault.OWN_SUPERVISOR)
    return supervisor
