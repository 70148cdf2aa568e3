"""How far a person has come in a phase: one word for dashboards, reminders and audiences."""

from enum import StrEnum


class Participation(StrEnum):
    """Where a person stands, all questionnaires of the phase taken together."""

    NOT_LINKED = "not_linked"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    DONE = "done"
    DECLINED = "declined"


UNFINISHED = frozenset({Participation.NOT_STARTED, Participation.IN_PROGRESS, Participation.READY})


def participation(*, linked: bool, declined: bool, answered: int, missing: int, unsent: int) -> Participation:
    """Sum a person up: answers given, questions still missing, questionnaires not sent yet.

    `declined` says that the consent on which the questionnaires rest was refused or withdrawn. READY means
    that everything is answered and only Kirim is left to press.
    """
    if unsent == 0:
        return Participation.DONE
    if not linked:
        return Participation.NOT_LINKED
    if declined:
        return Participation.DECLINED
    if missing == 0:
        return Participation.READY
    return Participation.IN_PROGRESS if answered else Participation.NOT_STARTED
