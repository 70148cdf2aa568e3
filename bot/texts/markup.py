"""Telegram HTML as a type of its own, so that what a person typed is escaped once and never twice."""

import re
from decimal import Decimal
from html import escape, unescape
from typing import TypeAlias

from bot.texts import formats

_TAG = re.compile(r"<[^<>]+>")


class Markup(str):
    """Finished Telegram HTML; as a fact of another text it goes in as it is."""

    __slots__ = ()


Fact: TypeAlias = str | int | Decimal


def markup(fact: Fact) -> Markup:
    """A fact as HTML: counts with a period for thousands, decimals with a comma, everything else escaped.

    Years and other numbers that are names rather than counts are passed as text.
    """
    match fact:
        case Markup():
            return fact
        case str():
            return Markup(escape(fact, quote=False))
        case bool():
            raise TypeError(fact)
        case int():
            return Markup(formats.count(fact))
        case Decimal():
            return Markup(formats.decimal(fact))
    raise TypeError(fact)


def plain(text: str) -> str:
    """The text without tags and entities, for alerts, toasts and lengths, where Telegram knows no HTML."""
    return unescape(_TAG.sub("", text)) if isinstance(text, Markup) else text


def lines(*parts: Fact) -> Markup:
    """The parts that are not empty, one under the other."""
    return Markup("\n".join(markup(part) for part in parts if part != ""))


def paragraphs(*parts: Fact) -> Markup:
    """The parts that are not empty, with a blank line between them."""
    return Markup("\n\n".join(markup(part) for part in parts if part != ""))
