"""The log told as a conversation: every line comes from what was really said, pressed and answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, cast

from bot.simulator import keyboards
from bot.simulator.chats import Screen
from bot.simulator.journal import Entry
from bot.simulator.lines import Act, BotLine, ClockLine, Deed, Line, PersonLine, Sign
from bot.simulator.markup import Json
from bot.simulator.notation import one_line, write
from bot.simulator.parameters import Parameters

_SIGNS: Final[dict[str, Sign]] = {
    "sendMessage": "|",
    "sendPhoto": ">",
    "sendDocument": ">",
    "sendMediaGroup": ">",
    "editMessageText": "~",
    "editMessageCaption": "~",
    "editMessageMedia": "~",
    "editMessageReplyMarkup": "~",
}
_DEEDS: Final[dict[str, Deed]] = {
    "says": "says",
    "edits": "edits",
    "presses": "presses",
    "sends_sticker": "sticker",
    "sends_voice": "voice",
    "blocks": "blocks",
    "unblocks": "unblocks",
    "deletes_account": "leaves",
}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing the bot did that a person can notice; `message_id` is None for toast and alert."""

    line: BotLine
    message_id: int | None = None


def done(entry: Entry) -> list[Done]:
    """Return what a call of the bot did: nothing where a person noticed nothing (or it was refused)."""
    if entry.actor != "bot" or not entry.response.get("ok"):
        return []
    if entry.method == "answerCallbackQuery":
        return _answer(entry.parameters)
    sign, result = _SIGNS.get(entry.method), entry.response["result"]
    messages = result if isinstance(result, list) else [result]
    return [_message(sign, entry.parameters, message) for message in messages] if sign else []


def transcript(entries: Iterable[Entry], names: Mapping[int, str]) -> Iterator[str]:
    """Tell a log in the notation, of the people named by account id; the others are left out."""
    width = max([4, *map(len, names.values())])
    current = None
    for entry in entries:
        for line in told(entry, names):
            if isinstance(line, PersonLine):
                current = entry.chat_id
            if isinstance(line, BotLine) and entry.chat_id != current:
                yield write(replace(line, to=names[entry.chat_id or 0]), width=width)
            else:
                yield write(line, width=width)


def told(entry: Entry, names: Mapping[int, str]) -> Sequence[Line]:
    """Return the lines of one entry: none for people who are not named, and for what nobody notices."""
    if entry.actor == "clock":
        return [ClockLine(datetime.fromisoformat(entry.parameters["now"]))]
    name = names.get(entry.chat_id or 0)
    if name is None:
        return []
    if entry.actor == "person":
        return [PersonLine(name, (_act(entry.method, entry.parameters),))]
    return [noticed.line for noticed in done(entry)]


def _act(method: str, words: Json) -> Act:
    match method:
        case "shares_contact":
            return Act("contact", "" if words["own"] else words["phone"])
        case "says_in_group":
            return Act("group", f"{words['title']}: {words['text']}")
        case "sends_file":
            return Act("photo" if words["photo"] else "file", words["file_name"])
        case _:
            screen = cast(Screen, words.get("screen", "newest"))
            return Act(_DEEDS[method], words.get("text") or words.get("label") or "", screen)


def _answer(parameters: Json) -> list[Done]:
    text = one_line(str(parameters.get("text") or ""))
    sign: Sign = "!!" if Parameters(parameters).flag("show_alert") else "!"
    return [Done(BotLine(sign, text))] if text else []


def _message(sign: Sign, parameters: Json, message: Json) -> Done:
    given = Parameters(parameters)
    reply = keyboards.reply_keyboard(given.value("reply_markup", "reply keyboard markup"))
    marks = {
        "senyap": given.flag("disable_notification"),
        "terlindung": message.get("has_protected_content", False),
        "papan": bool(reply and "keyboard" in reply),
        "spoiler": message.get("has_media_spoiler", False),
    }
    rows = keyboards.labels(message.get("reply_markup") or reply)
    held = frozenset(mark for mark, holds in marks.items() if holds)
    file = _file_name(message) if sign == ">" else ""
    return Done(BotLine(sign, one_line(_spoilt(message)), rows, held, file), message["message_id"])


def _file_name(message: Json) -> str:
    return str(message["document"]["file_name"]) if "document" in message else "gambar"


def _spoilt(message: Json) -> str:
    """Return text or caption with `||` around its spoilers."""
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    units = text.encode("utf-16-le")
    cuts = sorted(
        (
            edge
            for entity in entities
            if entity["type"] == "spoiler"
            for edge in (entity["offset"], entity["offset"] + entity["length"])
        ),
        reverse=True,
    )
    for cut in cuts:
        units = units[: 2 * cut] + "||".encode("utf-16-le") + units[2 * cut :]
    return units.decode("utf-16-le")
