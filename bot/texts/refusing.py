"""Refusals become sentences: what happened, what was kept, what to do, each fact in its written form."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.texts import formats
from bot.texts.catalogue import Text, find, word
from bot.texts.markup import Fact, Markup
from domain.errors import FileTypeNotAccepted, OutsideHours, PlaceholderUnknown, Refusal, TooManyAttempts

_TYPED = {"text", "value"}
_LONGEST_ECHO = 40
_TERMS = {"part": "nip_part", "hint": "hint", "role": "role", "relation": "relation"}


def refusal(error: Refusal, *, zone: ZoneInfo = formats.JAKARTA, now: datetime | None = None) -> Markup:
    """The sentences of a refusal as Telegram HTML, filled with its fields.

    With `now`, a moment of the same day is "pukul 16.00 WIB", without the date.
    """
    return _text(error).fill(facts_of(error, zone, now))


def shown_as_alert(error: Refusal) -> bool:
    """Whether the refusal belongs in an alert over the screen when a button caused it."""
    return _text(error).kind == "alert"


def _text(error: Refusal) -> Text:
    return find(f"refusals.{type(error).__name__}")


def facts_of(error: Refusal, zone: ZoneInfo, now: datetime | None = None) -> dict[str, Fact]:
    """The fields of a refusal in their written form, by name."""
    return {name: _fact(error, name, zone, now) for name in error.__match_args__}


def _fact(error: Refusal, name: str, zone: ZoneInfo, now: datetime | None) -> Fact:
    match getattr(error, name):
        case Refusal() as reason:
            return first_sentence(reason, zone, now)
        case date() as day:
            return _day(error, day, zone, now)
        case tuple() as parts:
            return _joined(error, parts)
        case int() as number if name == "row":
            return str(number)
        case str() as text:
            return _spoken(name, text)
        case int() | Decimal() as fact:
            return fact
        case other:
            raise TypeError(type(error), name, other)


def _spoken(name: str, text: str) -> Fact:
    if name in _TERMS:
        return word(_TERMS[name], text)
    return _echo(text) if name in _TYPED else text


def _echo(typed: str) -> str:
    """What somebody typed, as much of it as a sentence can hold."""
    return typed if len(typed) <= _LONGEST_ECHO else f"{typed[: _LONGEST_ECHO - 1]}…"


def first_sentence(reason: Refusal, zone: ZoneInfo, now: datetime | None = None) -> Markup:
    """What happened, to go on after "Baris 2:"; a name at the beginning keeps its capital."""
    text = _text(reason)
    happened = text.parts[0]
    opening = happened if happened.startswith("{") else formats.lower_first(happened)
    return text.fill_part(opening, facts_of(reason, zone, now))


def _day(error: Refusal, at: date, zone: ZoneInfo, now: datetime | None) -> str:
    if not isinstance(at, datetime):
        return formats.long_date(at)
    if isinstance(error, TooManyAttempts):
        return formats.clock(at, zone)
    if now is not None and at.astimezone(zone).date() == now.astimezone(zone).date():
        return f"pukul {formats.clock(at, zone)}"
    return formats.moment(at, zone)


def _joined(error: Refusal, parts: Sequence[object]) -> str:
    if not parts:
        return str(word("none", "none"))
    if isinstance(error, OutsideHours):
        return "–".join(formats.hour(part) for part in parts if isinstance(part, time))
    if isinstance(error, PlaceholderUnknown):
        return formats.joined([f"{{{part}}}" for part in parts])
    if isinstance(error, FileTypeNotAccepted):
        return formats.joined([str(part) for part in parts], "atau")
    if all(isinstance(part, Decimal) for part in parts):
        return "; ".join(formats.decimal(part) for part in parts if isinstance(part, Decimal))
    return formats.joined([str(part) for part in parts])
