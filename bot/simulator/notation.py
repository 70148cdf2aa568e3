"""The notation of conversations: one line for one thing said, pressed, sent, edited or shown.

    --- Senin, 2 November 2026, 08.10 WIB ---       --- 15 menit kemudian ---        # a remark
    Budi | text   [Button]   [Button] of the first screen   [Button] of an earlier message   /tahap → [Baru]
    Budi | (kontak sendiri)  (kontak orang lain)  (kontak +62811…)  (daftar.xlsx)  (foto ijazah.png)
    Budi | (suntingan: text)  (grup Rapat: text)  (stiker)  (suara)  (memblokir bot)  (membuka blokir)
    Budi | (menghapus akun)
    bot  | new message (senyap, terlindung) [Row one] [Row one]   [Row two]
    bot  ~ edit          bot  ! toast          bot  !! alert          bot  > file.pdf "caption"
    Dewi | bot: what the bot wrote to somebody else      Dewi | bot ~, bot !, bot !!, bot > likewise

` / ` is a line break, ` // ` a blank line, `||text||` a spoiler, `…` any run of text, three spaces between
buttons begin a row; an indented line continues the one above.
"""

import re
from datetime import datetime, timedelta
from inspect import cleandoc
from typing import Final, cast
from zoneinfo import ZoneInfo

from bot.simulator.chats import Screen
from bot.simulator.lines import Act, BotLine, ClockLine, Deed, Line, PersonLine, Rows, Sign

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip
WIB: Final = ZoneInfo("Asia/Jakarta")

_MARKS: Final = ("senyap", "terlindung", "papan", "spoiler")
_MARK: Final = re.compile(r"\(((?:%s)(?:, (?:%s))*)\)" % (("|".join(_MARKS),) * 2))
_BOT: Final = re.compile(r"bot\s*(\||~|!!|!|>|:)\s*(.*)$", re.DOTALL)
_PERSON: Final = re.compile(r"([^|]+?)\s*\|\s*(.*)$", re.DOTALL)
_BUTTONS: Final = re.compile(r"((?:\s*\[[^\[\]]*\])+)\s*$")
_PRESS: Final = re.compile(r"\[([^\[\]]+)\](?: of (the first screen|an earlier (?:message|screen)))?$")
_STAGE: Final = re.compile(r"\((.+)\)$")
_MOMENT: Final = re.compile(
    rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}}), (?:pukul )?(\d\d)\.(\d\d)(?:\.(\d\d))? WIB"
)
_GROUP: Final = re.compile(r"grup (.+: .+)$")
_LATER: Final = re.compile(r"(\d+) (detik|menit|jam|hari) kemudian$")
_LENGTH: Final = {"detik": "seconds", "menit": "minutes", "jam": "hours", "hari": "days"}
_DIRECTIONS: Final[dict[str, tuple[Deed, str]]] = {
    "kontak sendiri": ("contact", ""),
    "kontak orang lain": ("contact", "+6281100000000"),
    "stiker": ("sticker", ""),
    "suara": ("voice", ""),
    "memblokir bot": ("blocks", ""),
    "membuka blokir": ("unblocks", ""),
    "menghapus akun": ("leaves", ""),
}
_WORDED: Final[dict[Deed, str]] = {
    "says": "{}",
    "group": "(grup {})",
    "edits": "(suntingan: {})",
    "contact": "(kontak {})",
    "file": "({})",
    "photo": "(foto {})",
}
_SCREENS: Final[dict[Screen, str]] = {
    "newest": "",
    "first": " of the first screen",
    "earlier": " of an earlier message",
}


class NotNotation(ValueError):
    """A line that is not written in the notation."""


def parse(script: str) -> list[Line]:
    """Read a script; raises `NotNotation` with the line that cannot be read."""
    lines: list[str] = []
    for line in cleandoc(script).splitlines():
        if line.startswith((" ", "\t")) and lines and line.strip():
            lines[-1] += " " + line.strip()
        elif line.strip() and not line.startswith("#"):
            lines.append(line.rstrip())
    return [_read(line) for line in lines]


def write(line: Line, *, width: int = 4) -> str:
    """Return a line in the notation, names padded to `width`."""
    match line:
        case ClockLine(to=None, by=by):
            return f"--- {int(by.total_seconds())} detik kemudian ---"
        case ClockLine(to=moment):
            return f"--- {_written(cast(datetime, moment))} ---"
        case PersonLine(name=name, acts=acts):
            return f"{name:<{width}} | " + " → ".join(_act_written(act) for act in acts)
        case BotLine(to=""):
            return f"{'bot':<{width}} {line.sign:<1} {_body(line)}"
        case BotLine(to=name, sign=sign):
            return f"{name:<{width}} | bot{':' if sign == '|' else ' ' + sign} {_body(line)}"


def one_line(text: str) -> str:
    """Return a text with its line breaks as the notation writes them."""
    marked = text.strip().replace("\n\n", " // ").replace("\n", " / ")
    return " ".join(marked.split())


def _read(line: str) -> Line:
    if line.startswith("---"):
        return _clock(line)
    if found := _BOT.match(line):
        return _bot_line(found[1], found[2])
    person = _PERSON.match(line)
    if not person:
        raise NotNotation(line)
    if addressed := _BOT.match(person[2]):
        return _bot_line(addressed[1], addressed[2], to=person[1])
    return PersonLine(person[1], tuple(_act(part.strip()) for part in person[2].split(" → ")))


def _clock(line: str) -> ClockLine:
    words = line.strip("- ")
    if moment := _MOMENT.search(words):
        day, month, year, hour, minute, second = moment.groups()
        date = (int(year), MONTHS.index(month) + 1, int(day))
        return ClockLine(datetime(*date, int(hour), int(minute), int(second or 0), tzinfo=WIB))
    if later := _LATER.match(words):
        return ClockLine(by=timedelta(**{_LENGTH[later[2]]: int(later[1])}))
    raise NotNotation(line)


def _bot_line(sign: str, body: str, to: str = "") -> BotLine:
    marks = frozenset(mark for found in _MARK.finditer(body) for mark in found[1].split(", "))
    text, rows = _split_buttons(_MARK.sub("", body).strip())
    file = ""
    if sign == ">":
        file, _, caption = text.partition('"')
        text = caption.strip().removesuffix('"')
    return BotLine(cast(Sign, sign.replace(":", "|")), " ".join(text.split()), rows, marks, file.strip(), to)


def _split_buttons(body: str) -> tuple[str, Rows]:
    found = _BUTTONS.search(body)
    if not found:
        return body, ()
    rows = re.split(r"\s{3,}", found[1].strip())
    return body[: found.start()], tuple(tuple(re.findall(r"\[([^\[\]]*)\]", row)) for row in rows)


def _act(words: str) -> Act:
    if press := _PRESS.match(words):
        which: Screen = "newest" if not press[2] else "first" if "first" in press[2] else "earlier"
        return Act("presses", press[1], which)
    if stage := _STAGE.match(words):
        return _direction(stage[1])
    return Act("says", words.replace(" // ", "\n\n").replace(" / ", "\n"))


def _direction(words: str) -> Act:
    if words in _DIRECTIONS:
        return Act(*_DIRECTIONS[words])
    if words.startswith("suntingan: "):
        return Act("edits", words.removeprefix("suntingan: ").replace(" / ", "\n"))
    if group := _GROUP.match(words):
        return Act("group", group[1])
    if words.startswith("kontak +"):
        return Act("contact", words.removeprefix("kontak "))
    if "." in words:
        photo = words.startswith("foto ")
        return Act("photo" if photo else "file", words.removeprefix("foto ").partition(", ")[0])
    raise NotNotation(f"({words})")


def _act_written(act: Act) -> str:
    if act.deed == "presses":
        return f"[{act.words}]{_SCREENS[act.screen]}"
    if (act.deed, act.words) in _DIRECTIONS.values():
        return f"({_named((act.deed, act.words))})"
    return _WORDED[act.deed].format(one_line(act.words))


def _named(direction: tuple[Deed, str]) -> str:
    return next(words for words, found in _DIRECTIONS.items() if found == direction)


def _body(line: BotLine) -> str:
    text = f'{line.file} "{line.text}"' if line.sign == ">" and line.text else line.file or line.text
    marks = [mark for mark in _MARKS if mark in line.marks]
    rows = "   ".join(" ".join(f"[{label}]" for label in row) for row in line.rows)
    return " ".join(part for part in (text, f"({', '.join(marks)})" if marks else "", rows) if part)


def _written(moment: datetime) -> str:
    local = moment.astimezone(WIB)
    seconds = f".{local:%S}" if local.second else ""
    date = f"{WEEKDAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{date}, {local:%H.%M}{seconds} WIB"
