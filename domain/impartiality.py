"""Who may not assess whom. The roster knows the person and the line of command; kinship it does not know."""

from enum import StrEnum

from domain.people import Official


class Relation(StrEnum):
    """What rules an assessment out."""

    SELF = "self"
    SUPERIOR = "superior"


def conflict(assessor: Official | None, person: Official) -> Relation | None:
    """Why this assessor must not assess this person, if so; an assessor outside the roster is free."""
    if assessor is None:
        return None
    if assessor.nip == person.nip:
        return Relation.SELF
    if assessor.nip == person.supervisor_nip or person.nip == assessor.supervisor_nip:
        return Relation.SUPERIOR
    return None
