"""The buttons under a refusal: the way on that its last sentence names."""

from bot.reply import Key
from bot.texts import label
from bot.views.navigation import OpenHome, OpenTasks, to_home, to_more_time
from bot.views.privacy import ReadNotice
from domain.errors import (
    AlreadyLinkedHere,
    DeadlinePassed,
    NoticeChanged,
    NotLinked,
    Refusal,
    ScoreNotANumber,
    ScoreNotOnScale,
    ScoreOutOfRange,
)


def rows_after(error: Refusal) -> list[list[Key]]:
    """The rows for this refusal; none where the person is to type or send again."""
    match error:
        case NotLinked():
            return [[Key(label("begin"), OpenHome())]]
        case AlreadyLinkedHere():
            return [[to_home()]]
        case NoticeChanged():
            return [[Key(label("read"), ReadNotice(1)), to_home()]]
        case DeadlinePassed():
            return [[to_more_time(None), to_home()]]
        case ScoreOutOfRange() | ScoreNotOnScale() | ScoreNotANumber():
            return [[Key(label("fill_by_buttons"), OpenTasks())]]
        case _:
            return []
