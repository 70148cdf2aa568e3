"""The home screens."""

from bot.reply import Key, Reply
from bot.texts import label, lines, say
from bot.views.navigation import OpenHelp, OpenMyData, OpenPlan, OpenQuestionnaires, OpenResult
from bot.views.privacy import ReadNotice
from domain.usecases.overviewing import Overview


def home(overview: Overview) -> Reply:
    """The home of an account: what is to be done, then where to go."""
    if not overview.notice_unread:
        return Reply(say("home.nothing_to_do", name=overview.name), _rooms())
    text = say("home.official", name=overview.name, tasks=lines(say("home.task_notice")))
    return Reply(text, [[Key(label("read"), ReadNotice(1))], *_rooms()])


def _rooms() -> list[list[Key]]:
    return [
        [Key(label("questionnaires"), OpenQuestionnaires()), Key(label("results"), OpenResult())],
        [Key(label("plan"), OpenPlan()), Key(label("my_data"), OpenMyData())],
        [Key(label("help"), OpenHelp())],
    ]
