"""Screens of who assesses whom: for the admin who assigns."""

from collections.abc import Mapping, Sequence

from bot.buttons import Button, button
from bot.reply import Key, Reply, Rows
from bot.texts import Markup, formats, label, lines, paragraphs, say
from bot.views.navigation import to_home
from domain.people import Official
from domain.usecases.assigning import AssessorLoad, Assignment, AssignmentOverview, SharedOut

AWAIT_UNIT = "assignment_unit"
AWAIT_NIPS = "assignment_nips"
_ON_A_PAGE = 6
_NAMED = 3


@button("go")
class OpenAssignments(Button):
    """The assessors and their loads; a page, from 1."""

    page: int


@button("ga")
class ChooseAssessor(Button):
    """One of the assessors."""

    account_id: int


@button("gw")
class ChooseWholePhase(Button):
    """[Semua pegawai]."""

    account_id: int


@button("gu")
class ChooseUnit(Button):
    """[Per unit kerja]: its name is typed next."""

    account_id: int


@button("gn")
class ChooseNips(Button):
    """[Ketik NIP]."""

    account_id: int


@button("gs")
class SaveAssignment(Button):
    """[Simpan]; who is assigned stands in the conversation."""

    account_id: int


@button("ge")
class AskToShareOut(Button):
    """[Bagi merata]."""


@button("gy")
class ShareOut(Button):
    """[Simpan] on the question whether to share out."""


def assignments(standing: AssignmentOverview, page: int) -> Reply:
    """Each assessor with the number of their people, and how many people have none."""
    if standing.phase is None:
        return Reply(say("scoring.assignments_no_phase"), [[to_home()]], silent=True)
    if not standing.assessors:
        return Reply(say("scoring.assignments_none"), [[to_home()]], silent=True)
    pages = -(-len(standing.assessors) // _ON_A_PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * _ON_A_PAGE
    shown = list(enumerate(standing.assessors, start=1))[first : first + _ON_A_PAGE]
    text = say(
        "scoring.assignments",
        phase=standing.phase.name,
        rows=lines(*(_load(number, one) for number, one in shown)),
        unassigned=standing.unassigned,
    )
    rows = [[_choosing(number, one) for number, one in shown], *_paging(page, pages)]
    if standing.unassigned:
        rows.append([Key(label("share_out"), AskToShareOut())])
    return Reply(text, [*rows, [to_home()]], silent=True)


def _load(number: int, one: AssessorLoad) -> Markup:
    return say("scoring.assignments_row", number=str(number), name=one.account.name, count=one.people)


def _choosing(number: int, one: AssessorLoad) -> Key:
    return Key(label("number", number=str(number)), ChooseAssessor(one.account.id))


def _paging(page: int, pages: int) -> list[list[Key]]:
    following = [Key(label("following"), OpenAssignments(page + 1))] if page < pages else []
    previous = [Key(label("previous"), OpenAssignments(page - 1))] if page > 1 else []
    return [row for row in ([*following, *previous],) if row]


def assignee(standing: AssignmentOverview, account_id: int) -> Reply:
    """Which people go to this assessor."""
    one = standing.of(account_id)
    text = say("scoring.assignee", name=one.account.name, count=one.people, unassigned=standing.unassigned)
    rows = [
        [Key(label("whole_phase"), ChooseWholePhase(account_id))],
        [Key(label("by_unit"), ChooseUnit(account_id)), Key(label("by_nips"), ChooseNips(account_id))],
        [_to_assignments()],
    ]
    return Reply(text, rows)


def ask_unit(account_id: int) -> Reply:
    """The name of a unit is typed next."""
    return Reply(
        say("scoring.ask_unit"), _back(account_id), awaiting=AWAIT_UNIT, facts={"account_id": account_id}
    )


def no_single_unit(account_id: int, units: Sequence[str]) -> Reply:
    """None or several units are called so: it is typed again."""
    if units:
        rows = lines(*(say("scoring.units_row", unit=unit) for unit in units[:_ON_A_PAGE]))
        text = say("scoring.units", count=len(units), rows=rows)
    else:
        text = say("scoring.unit_none")
    return Reply(text, _back(account_id), awaiting=AWAIT_UNIT, facts={"account_id": account_id})


def ask_nips(account_id: int) -> Reply:
    """NIPs are typed next."""
    return Reply(
        say("scoring.ask_nips"), _back(account_id), awaiting=AWAIT_NIPS, facts={"account_id": account_id}
    )


def preview(made: Assignment, chosen: Mapping[str, object]) -> Reply:
    """What [Simpan] will do; `chosen` waits in the conversation for it."""
    account_id = made.assessor.id
    text = say("scoring.assignment", count=len(made.people), name=made.assessor.name, people=made.already)
    save = [Key(label("save"), SaveAssignment(account_id))] if made.people else []
    rows = [[*save, Key(label("cancel"), ChooseAssessor(account_id))]]
    return Reply(paragraphs(text, _left_out(made.left_out)), rows, awaiting="assignment", facts=chosen)


def assigned(made: Assignment) -> Reply:
    """What was assigned."""
    text = say("scoring.assigned", count=len(made.people), name=made.assessor.name)
    return Reply(paragraphs(text, _left_out(made.left_out)), [[_to_assignments()], [to_home()]])


def ask_to_share_out(standing: AssignmentOverview) -> Reply:
    """The question before everybody gets an assessor."""
    text = say("scoring.share_out", count=standing.unassigned, assessors=len(standing.assessors))
    return Reply(text, [[Key(label("save"), ShareOut()), Key(label("cancel"), OpenAssignments(1))]])


def shared_out(made: SharedOut) -> Reply:
    """How far it went, and for whom nobody is impartial."""
    text = say("scoring.shared_out", count=made.people, assessors=made.assessors)
    return Reply(paragraphs(text, _left_out(made.left_out)), [[_to_assignments()], [to_home()]])


def _left_out(people: Sequence[Official]) -> Markup | str:
    if not people:
        return ""
    names = [formats.person(one.name, one.tail) for one in people[:_NAMED]]
    if len(people) > _NAMED:
        names.append(say("scoring.left_out_more", count=len(people) - _NAMED))
    return say("scoring.left_out", names=formats.joined(names))


def _back(account_id: int) -> Rows:
    return [[Key(label("back"), ChooseAssessor(account_id))]]


def _to_assignments() -> Key:
    return Key(label("assignments"), OpenAssignments(1))
