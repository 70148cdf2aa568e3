"""The buttons under a refusal: the way on that its last sentence names."""

from bot.reply import Key
from bot.texts import label
from bot.views.navigation import OpenHome, OpenQuestionnaires, OpenTasks, to_home, to_more_time
from bot.views.privacy import ReadNotice
from domain.errors import (
    AlreadyLinkedHere,
    DeadlinePassed,
    NoticeChanged,
    NotLinked,
    Refusal,
    RevisedMeanwhile,
    ScoreNotANumber,
    ScoreNotOnScale,
    ScoreOutOfRange,
)


def rows_after(error: Refusal) -> list[list[Key]]:
    """The rows for this refusal; none where the person is to type or send again."""
    rows: list[list[Key]]
    match error:
        case NotLinked():
            rows = [[Key(label("begin"), OpenHome())]]
        case AlreadyLinkedHere():
            rows = [[to_home()]]
        case NoticeChanged():
            rows = [[Key(label("read"), ReadNotice(1)), to_home()]]
        case DeadlinePassed():
            rows = [[to_more_time(None), to_home()]]
        case RevisedMeanwhile():
            rows = [[Key(label("questionnaires"), OpenQuestionnaires()), to_home()]]
        case ScoreOutOfRange() | ScoreNotOnScale() | ScoreNotANumber():
            rows = [[Key(label("fill_by_buttons"), OpenTasks())]]
        case _:
            rows = []
    return rows
