"""Nobody assesses themselves, nor along the line of command."""

from dataclasses import replace

from domain.impartiality import Relation, conflict
from domain.people import Official, PositionKind

BUDI = Official(
    1, "198503152010011004", "Budi", "Lurah", PositionKind.SUPERVISOR, "Kelurahan Kejaksan",
    supervisor_nip="197203041998031002",
)  # fmt: skip
RETNO = replace(BUDI, id=2, nip="197203041998031002", name="Retno", supervisor_nip=None)
WATI = replace(RETNO, id=3, nip="197901012005012003", name="Wati")


def test_nobody_assesses_themselves():
    assert conflict(BUDI, BUDI) is Relation.SELF


def test_superiors_and_subordinates_do_not_assess_each_other():
    assert conflict(RETNO, BUDI) is Relation.SUPERIOR
    assert conflict(BUDI, RETNO) is Relation.SUPERIOR


def test_others_do():
    assert conflict(WATI, BUDI) is None
    assert conflict(BUDI, WATI) is None
    assert conflict(WATI, RETNO) is None


def test_an_assessor_from_outside_the_roster_assesses_anybody():
    assert conflict(None, BUDI) is None
