"""Telegram's two dialects of Markdown as text and entities; other bots write them, ours does not."""

import re
from dataclasses import dataclass, field
from typing import Final

from bot.simulator.markup import Json, Marked, tidied, units
from bot.simulator.refusals import ApiRefusal, bad_request

_KINDS: Final = {
    "||": "spoiler", "__": "underline", "*": "bold", "_": "italic", "~": "strikethrough", "[": "text_link",
    "```": "pre", "`": "code", ">": "blockquote",
}  # fmt: skip
_NAMES: Final = {"text_link": "TextUrl", "blockquote": "BlockQuote"}
_LANGUAGE: Final = re.compile(r"(\S+)?\n")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`pairs` may stand in each other where `nests`; of the `reserved` characters none may stand unescaped."""

    pairs: tuple[str, ...]
    escapable: str
    reserved: str
    nests: bool


V2: Final = Dialect(("||", "__", "*", "_", "~"), "", "_*[]()~`>#+-=|{}.!", nests=True)
LEGACY: Final = Dialect(("*", "_"), "_*`[", "", nests=False)


@dataclass(slots=True)
class _Reading:
    source: str
    dialect: Dialect
    at: int = 0
    text: str = ""
    opened: list[tuple[str, int, int]] = field(
        default_factory=list
    )  # sign, offset in the text, place in the source
    entities: list[Json] = field(default_factory=list)

    def sees(self, sign: str) -> bool:
        return self.source.startswith(sign, self.at)

    @property
    def inside(self) -> str:
        return self.opened[-1][0] if self.opened else ""

    def open(self, sign: str) -> None:
        self.opened.append((sign, units(self.text), self.at))
        self.at += len(sign)

    def close(self, sign: str, **more: str) -> None:
        self.at += len(sign)
        opened, offset, _ = self.opened.pop()
        if length := units(self.text) - offset:
            kind = {"type": _KINDS[opened], "offset": offset, "length": length}
            self.entities.append(kind | {name: value for name, value in more.items() if value})

    def add(self, count: int = 1) -> None:
        self.text += self.source[self.at : self.at + count]
        self.at += count


def from_markdown(source: str, dialect: Dialect) -> Marked:
    """Return text and entities; refuses bad markup with Telegram's description."""
    reading = _Reading(source, dialect)
    while reading.at < len(source):
        _read_one(reading)
    if reading.inside == ">":
        reading.close("")
    if reading.opened:
        raise _endless(reading)
    return tidied(reading.text, reading.entities)


def _read_one(reading: _Reading) -> None:
    pair = next((pair for pair in reading.dialect.pairs if reading.sees(pair)), None)
    alone = not reading.dialect.nests and reading.inside
    if _escapes(reading):
        reading.at += 1
        reading.add()
    elif reading.sees("`") and not alone:
        _read_code(reading, "```" if reading.sees("```") else "`")
    elif reading.inside == "[" and reading.sees("]"):
        _read_address(reading)
    elif reading.dialect.nests and _line_begins(reading) and reading.sees(">"):
        _read_quote(reading)
    elif pair and pair == reading.inside:
        reading.close(pair)
    elif pair and not alone:
        reading.open(pair)
    elif reading.sees("[") and not alone:
        reading.open("[")
    else:
        _read_character(reading)


def _escapes(reading: _Reading) -> bool:
    following = reading.source[reading.at + 1 : reading.at + 2]
    allowed = reading.dialect.escapable
    return (
        reading.sees("\\")
        and (following in allowed if allowed else "\0" < following <= "~")
        and bool(following)
    )


def _read_code(reading: _Reading, sign: str) -> None:
    reading.open(sign)
    language = _LANGUAGE.match(reading.source, reading.at) if sign == "```" else None
    if language:
        reading.at = language.end()
    while not reading.sees(sign):
        if reading.at >= len(reading.source):
            raise _endless(reading)
        reading.at += reading.dialect.nests and _escapes(reading)
        reading.add()
    reading.close(sign, language=(language[1] or "") if language else "")


def _read_address(reading: _Reading) -> None:
    """What stands in round brackets behind `[words]`; without them the words are no link."""
    end = reading.source.find(")", reading.at)
    if not reading.source.startswith("](", reading.at):
        reading.opened.pop()
        reading.at += 1
    elif end < 0:
        raise _unparsable(f"Can't find end of a URL at byte offset {_byte(reading, reading.at + 2)}")
    else:
        address = reading.source[reading.at + 2 : end].replace("\\", "")
        reading.close(reading.source[reading.at : end + 1], url=address)


def _line_begins(reading: _Reading) -> bool:
    return reading.at == 0 or reading.source[reading.at - 1] == "\n"


def _read_quote(reading: _Reading) -> None:
    if reading.inside == ">":
        reading.at += 1
    else:
        reading.open(">")


def _read_character(reading: _Reading) -> None:
    character = reading.source[reading.at]
    if character in reading.dialect.reserved:
        raise _unparsable(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
    if character == "\n" and reading.inside == ">" and not reading.source.startswith(">", reading.at + 1):
        reading.close("")
    reading.add()


def _endless(reading: _Reading) -> ApiRefusal:
    sign, _, at = reading.opened[-1]
    if not reading.dialect.nests:
        return _unparsable(f"Can't find end of the entity starting at byte offset {_byte(reading, at)}")
    kind = _NAMES.get(_KINDS[sign], _KINDS[sign].title())
    return _unparsable(f"Can't find end of {kind} entity at byte offset {_byte(reading, at)}")


def _byte(reading: _Reading, at: int) -> int:
    return len(reading.source[:at].encode())


def _unparsable(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse entities: {reason}")
