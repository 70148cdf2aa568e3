"""/tugas: an assessor's people, page by page, and the search among them."""

from bot.context import Context
from bot.handlers import scoring
from bot.views import assessing as views
from bot.views.navigation import OpenTasks
from domain.usecases import assessing


async def tasks(context: Context) -> None:
    """/tugas: counts first, names behind [Buka]."""
    count = await context.read(assessing.count_tasks)
    await context.show(views.closed(count, context.services.policy.zone))


async def open_tasks(context: Context) -> None:
    """[Buka], [Tugas], [Tugas asesor]: the first page."""
    await context.show(views.tasks(await context.read(assessing.tasks), 1))


async def turn_page(context: Context) -> None:
    """[Berikutnya] and [Sebelumnya]."""
    page = context.pressed(views.TaskPage).page
    await context.show(views.tasks(await context.read(assessing.tasks), page))


async def ask_whom(context: Context) -> None:
    """[Cari]."""
    await context.show(views.ask_whom())


async def search(context: Context) -> None:
    """A part of a name, typed."""
    await context.show(views.found(await context.read(assessing.find_tasks, text=context.text)))


async def open_task(context: Context) -> None:
    """[1] to [6]: the keypad, or the scores where they are complete."""
    await scoring.open_sheet(context, context.pressed(views.OpenTask).person_id)


async def next_task(context: Context) -> None:
    """[Orang berikutnya], or the list where nobody is left."""
    task = await context.read(assessing.next_task)
    if task is None:
        await open_tasks(context)
    else:
        await scoring.open_sheet(context, task.official.id)


COMMANDS = {"tugas": tasks}
PRESSES = {
    OpenTasks: open_tasks,
    views.TaskPage: turn_page,
    views.SearchTasks: ask_whom,
    views.OpenTask: open_task,
    views.NextTask: next_task,
}
TEXTS = {views.AWAIT_TASK_SEARCH: search}
