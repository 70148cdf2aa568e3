"""What a locked phone shows of a new message: all of it but what lies under a spoiler.

An edit shows nothing, a toast or an alert neither; a message that came without a sound shows like any other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.simulator.journal import Entry
from bot.simulator.markup import Json

_SENDS: Final = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup"})
_COVER: Final = "⠌⡢⢑⠨⠥⠮⡑"  # the signs with which Telegram covers a spoiler in a push
_PHOTO: Final = "🖼"
_FILE: Final = "📎"


@dataclass(frozen=True, slots=True)
class Push:
    """A message as it reached a phone.

    `picture` tells whether the photo itself can be seen, `prompted` whether the bot answers an act: the last
    thing that happened before it, moves of the clock included, was done by the person who gets it.
    """

    chat_id: int
    words: str
    picture: bool
    silent: bool
    prompted: bool


def shown(message: Json) -> str:
    """Return the words a lock screen shows of a message of the Bot API, each letter of a spoiler covered."""
    words = _covered(message.get("text", ""), message.get("entities", ()))
    caption = _covered(message.get("caption", ""), message.get("caption_entities", ()))
    parts = (_kind(message), words, caption)
    return " ".join(part for part in parts if part)


def shows_picture(message: Json) -> bool:
    """Tell whether a lock screen shows the photo of a message."""
    return "photo" in message and not message.get("has_media_spoiler", False)


def pushes(entries: Iterable[Entry]) -> Iterator[Push]:
    """Return every push in a log, in order."""
    acted: int | None = None
    for entry in entries:
        if entry.actor != "bot":
            acted = entry.chat_id
        elif entry.method in _SENDS and entry.response.get("ok"):
            result = entry.response["result"]
            silent = str(entry.parameters.get("disable_notification", "")).lower() in {"true", "1"}
            for message in result if isinstance(result, list) else [result]:
                chat_id = message["chat"]["id"]
                yield Push(chat_id, shown(message), shows_picture(message), silent, chat_id == acted)


def _kind(message: Json) -> str:
    if "photo" in message:
        return _PHOTO
    return f"{_FILE} {message['document']['file_name']}" if "document" in message else ""


def _covered(text: str, entities: Iterable[Json]) -> str:
    units = bytearray(text.encode("utf-16-le"))
    for entity in entities:
        if entity["type"] == "spoiler":
            start, length = 2 * entity["offset"], entity["length"]
            cover = "".join(_COVER[number % len(_COVER)] for number in range(length))
            units[start : start + 2 * length] = cover.encode("utf-16-le")
    return units.decode("utf-16-le")
