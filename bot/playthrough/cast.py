"""Who plays: the city's invented administrators and supervisors, with one of them under a name we know."""

from dataclasses import replace
from functools import cache
from typing import Final

from bot.simulator.people import synthetic_roster
from domain.roster import RosterRow

BUDI: Final = "198503152010011004"
_BUDI_SITS_IN = "Kepala Seksi Pelayanan Umum"
_BUDIS_UNIT = "Kecamatan Kejaksan"


@cache
def roster() -> tuple[RosterRow, ...]:
    """The 539 people of the roster, Budi among them in a post without subordinates."""
    return tuple(_as_budi(row) for row in synthetic_roster())


def budi() -> RosterRow:
    """The official whose phase is played."""
    return next(row for row in roster() if row.nip == BUDI)


def colleagues() -> tuple[RosterRow, ...]:
    """Everybody but Budi."""
    return tuple(row for row in roster() if row.nip != BUDI)


def _as_budi(row: RosterRow) -> RosterRow:
    if (row.position, row.unit) == (_BUDI_SITS_IN, _BUDIS_UNIT):
        return replace(row, nip=BUDI, name="Budi Santoso, S.STP.")
    return row
