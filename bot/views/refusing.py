"""The buttons under a refusal: the way on that its last sentence names."""

from bot.reply import Key
from bot.texts import label
from bot.views.navigation import OpenHome, to_home
from domain.errors import AlreadyLinkedHere, NotLinked, Refusal


def rows_after(error: Refusal) -> list[list[Key]]:
    """The rows for this refusal; none where the person is to type or send again."""
    match error:
        case NotLinked():
            return [[Key(label("begin"), OpenHome())]]
        case AlreadyLinkedHere():
            return [[to_home()]]
        case _:
            return []
