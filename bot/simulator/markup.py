"""Texts as Telegram keeps them: plain text plus entities, measured in UTF-16 code units."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from bot.simulator.refusals import ApiRefusal, bad_request

Json: TypeAlias = dict[str, Any]

MOST_ENTITIES: Final = 100

_SIMPLE: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code",
}  # fmt: skip
_SUPPORTED: Final = {*_SIMPLE, "a", "pre", "span", "blockquote", "tg-emoji"}
_TAG_NAME: Final = re.compile(r"[^\s>]*")
_ATTRIBUTE: Final = re.compile(r"""\s+([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""")
_WORDS: Final = re.compile(r"&?[^<&]*")
_CHARACTER: Final = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
_COMMAND: Final = re.compile(r"(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w)")
_URL: Final = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)]")
_MENTION: Final = re.compile(r"(?<![\w@/.])@[A-Za-z]\w{3,31}(?!\w)")
_HASHTAG: Final = re.compile(r"(?<![\w#/])#(?=\w*[^\W\d])\w{1,256}")
_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_FOUND_BY_ITSELF: Final = {
    "bot_command": _COMMAND, "url": _URL, "mention": _MENTION, "hashtag": _HASHTAG, "email": _EMAIL,
}  # fmt: skip
_UNTOUCHED: Final = {"pre", "code", "text_link", "text_mention"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without markup and its entities; offsets and lengths are UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reading:
    source: str
    at: int = 0
    text: str = ""
    opened: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str, entities: tuple[Json, ...] = ()) -> Marked:
    """Return a text as sent without markup: trimmed, with the commands and links Telegram finds by itself."""
    return tidied(text, list(entities))


def from_html(source: str) -> Marked:
    """Return text and entities of Telegram's HTML; refuses bad markup with Telegram's description."""
    reading = _Reading(source)
    while reading.at < len(source):
        _read_one(reading)
    if reading.opened:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{reading.opened[-1].tag}"')
    return tidied(reading.text, reading.entities)


def _unparsable(reason: str) -> ApiRefusal:
    return bad_request(f"can't parse entities: {reason}")


def _byte(reading: _Reading) -> int:
    return len(reading.source[: reading.at].encode())


def _read_one(reading: _Reading) -> None:
    source, at = reading.source, reading.at
    if source.startswith("</", at):
        _read_end(reading)
    elif source[at] == "<":
        _read_start(reading)
    elif found := _CHARACTER.match(source, at):
        reading.text += html.unescape(found[0])
        reading.at = found.end()
    else:
        words = _WORDS.match(source, at)
        assert words is not None
        reading.text += words[0]
        reading.at = words.end()


def _read_start(reading: _Reading) -> None:
    name = _TAG_NAME.match(reading.source, reading.at + 1)
    tag = name[0].lower() if name else ""
    end = reading.source.find(">", reading.at)
    if end < 0:
        raise _unparsable(f"Unclosed start tag at byte offset {_byte(reading)}")
    if tag not in _SUPPORTED:
        raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {_byte(reading)}')
    attributes, position = {}, reading.at + 1 + len(tag)
    while found := _ATTRIBUTE.match(reading.source, position):
        attributes[found[1].lower()] = html.unescape(found[2] or found[3] or found[4] or "")
        position = found.end()
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {_byte(reading)}')
    closing = reading.source.find(">", position)
    if closing < 0:
        raise _unparsable(f"Unclosed start tag at byte offset {_byte(reading)}")
    reading.opened.append(_Open(tag, units(reading.text), attributes))
    reading.at = closing + 1


def _read_end(reading: _Reading) -> None:
    end = reading.source.find(">", reading.at)
    if end < 0:
        raise _unparsable(f"Unclosed end tag at byte offset {_byte(reading)}")
    tag = reading.source[reading.at + 2 : end].strip().lower()
    if not reading.opened:
        raise _unparsable(f"Unexpected end tag at byte offset {_byte(reading)}")
    opened = reading.opened.pop()
    if tag not in {"", opened.tag}:
        wrong = (
            f'Unmatched end tag at byte offset {_byte(reading)}, expected "</{opened.tag}>", found "</{tag}>"'
        )
        raise _unparsable(wrong)
    length = units(reading.text) - opened.offset
    kind = _kind(opened, reading)
    if kind and length:
        reading.entities.append(kind | {"offset": opened.offset, "length": length})
    reading.at = end + 1


def _kind(opened: _Open, reading: _Reading) -> Json | None:
    """Return type and extra fields of the entity a tag makes, or None where it makes none."""
    if opened.tag == "code" and reading.opened and reading.opened[-1].tag == "pre":
        reading.opened[-1].attributes["language"] = opened.attributes.get("class", "").removeprefix(
            "language-"
        )
        return None
    special = _SPECIAL.get(opened.tag)
    return special(opened.attributes) if special else {"type": _SIMPLE[opened.tag]}


def _link(attributes: dict[str, str]) -> Json | None:
    address = attributes.get("href", "")
    return {"type": "text_link", "url": address} if re.match(r"(https?|tg|mailto|tel):", address) else None


def _pre(attributes: dict[str, str]) -> Json:
    language = attributes.get("language")
    return {"type": "pre"} | ({"language": language} if language else {})


def _quote(attributes: dict[str, str]) -> Json:
    return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}


_SPECIAL: Final[dict[str, Callable[[dict[str, str]], Json | None]]] = {
    "a": _link,
    "pre": _pre,
    "blockquote": _quote,
    "span": lambda _: {"type": "spoiler"},
    "tg-emoji": lambda attributes: {
        "type": "custom_emoji",
        "custom_emoji_id": attributes.get("emoji-id", ""),
    },
}


def tidied(text: str, entities: list[Json]) -> Marked:
    """Return a text as it is kept: trimmed, its entities moved and ordered, what is found by itself among them."""
    cut = units(text) - units(text.lstrip())
    trimmed = text.strip()
    longest = units(trimmed)
    kept = [moved for entity in entities if (moved := _moved(entity, cut, longest))]
    found = [entity for entity in _detected(trimmed) if not any(_overlap(entity, other) for other in kept)]
    ordered = sorted(kept + found, key=lambda entity: (entity["offset"], -entity["length"]))
    return Marked(trimmed, tuple(ordered[:MOST_ENTITIES]))


def _moved(entity: Json, cut: int, longest: int) -> Json | None:
    start = max(0, entity["offset"] - cut)
    end = min(longest, entity["offset"] - cut + entity["length"])
    return entity | {"offset": start, "length": end - start} if end > start else None


def _detected(text: str) -> list[Json]:
    addresses = [(found.start(), found.end()) for found in _URL.finditer(text)]
    return [
        {"type": kind, "offset": units(text[: found.start()]), "length": units(found[0])}
        for kind, pattern in _FOUND_BY_ITSELF.items()
        for found in pattern.finditer(text)
        if kind == "url" or not any(start <= found.start() < end for start, end in addresses)
    ]


def _overlap(one: Json, other: Json) -> bool:
    apart = (
        one["offset"] + one["length"] <= other["offset"] or other["offset"] + other["length"] <= one["offset"]
    )
    return other["type"] in _UNTOUCHED and not apart
