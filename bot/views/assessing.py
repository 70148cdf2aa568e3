"""Screens of an assessor's tasks: the counts, the list page by page, and the search."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.buttons import Button, button
from bot.reply import Key, Reply
from bot.texts import Markup, formats, label, lines, say
from bot.views.navigation import OpenTasks, to_close, to_home
from domain.people import Official
from domain.usecases.assessing import PersonTask, TaskCount

AWAIT_TASK_SEARCH = "task_search"
ON_A_PAGE = 6


@button("tp")
class TaskPage(Button):
    """A page of the tasks, from 1."""

    page: int


@button("ts")
class SearchTasks(Button):
    """[Cari]."""


@button("to")
class OpenTask(Button):
    """One of the people: the keypad, or the scores where they are complete."""

    person_id: int


@button("tn")
class NextTask(Button):
    """[Orang berikutnya]."""


def person_of(official: Official) -> str:
    """A name with the tail of the NIP."""
    return formats.person(official.name, official.tail)


def to_tasks() -> Key:
    """[Tugas]."""
    return Key(label("tasks"), OpenTasks())


def closed(count: TaskCount | None, zone: ZoneInfo) -> Reply:
    """Counts only, since a typed command may be answered on a screen others see."""
    if count is None:
        return Reply(say("scoring.tasks_none"), [[to_home()]], silent=True)
    deadline = formats.moment(count.deadline, zone)
    text = say("scoring.tasks_closed", done=count.done, total=count.total, deadline=deadline)
    return Reply(text, [[Key(label("open"), OpenTasks())], [to_close()]], silent=True, protected=True)


def tasks(everybody: Sequence[PersonTask], page: int) -> Reply:
    """One page of the list, six people, numbered through."""
    if not everybody:
        return Reply(say("scoring.tasks_none"), [[to_home()]])
    pages = -(-len(everybody) // ON_A_PAGE)
    page = min(max(page, 1), pages)
    first = (page - 1) * ON_A_PAGE
    shown = list(enumerate(everybody, start=1))[first : first + ON_A_PAGE]
    text = say(
        "scoring.tasks",
        range=formats.span(first + 1, first + len(shown)),
        total=len(everybody),
        rows=lines(*(_row(number, task) for number, task in shown)),
    )
    rows = [[_opening(number, task) for number, task in shown], *_paging(page, pages)]
    return Reply(text, rows, protected=True)


def _row(number: int, task: PersonTask) -> Markup:
    person = person_of(task.official)
    if task.complete:
        return say("scoring.task_row_complete", number=str(number), person=person)
    if not task.scored:
        return say("scoring.task_row_new", number=str(number), person=person)
    return say("scoring.task_row", number=str(number), person=person, answered=task.scored, total=task.total)


def _opening(number: int, task: PersonTask) -> Key:
    return Key(label("number", number=str(number)), OpenTask(task.official.id))


def _paging(page: int, pages: int) -> list[list[Key]]:
    search = Key(label("search"), SearchTasks())
    following = Key(label("following"), TaskPage(page + 1))
    previous = Key(label("previous"), TaskPage(page - 1))
    if page < pages:
        if page > 1:
            return [[following, previous], [search, to_close()]]
        return [[following, search], [to_close()]]
    if page > 1:
        return [[previous, search], [to_close()]]
    return [[search, to_close()]]


def ask_whom() -> Reply:
    """A part of a name is typed next."""
    rows = [[Key(label("back"), OpenTasks())]]
    return Reply(say("scoring.search"), rows, protected=True, awaiting=AWAIT_TASK_SEARCH)


def found(hits: Sequence[PersonTask]) -> Reply:
    """The first six of those found, under a spoiler: the answer to typed text rings."""
    rows = [[Key(label("search"), SearchTasks()), Key(label("back"), OpenTasks())]]
    if not hits:
        return Reply(say("scoring.found_none"), rows, silent=True, protected=True, awaiting=AWAIT_TASK_SEARCH)
    shown = list(enumerate(hits[:ON_A_PAGE], start=1))
    said = [
        say("scoring.found_row", number=str(n), person=person_of(task.official), unit=task.official.unit)
        for n, task in shown
    ]
    text = say("scoring.found", count=len(hits), rows=lines(*said))
    return Reply(text, [[_opening(*one) for one in shown], *rows], silent=True, protected=True)
