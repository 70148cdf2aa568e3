"""Evidence in words: what a component is called, what was recorded, what is missing."""

from decimal import Decimal

from bot.texts.catalogue import catalogue, word
from bot.texts.markup import Fact, Markup, markup
from domain.aspects import ASPECTS

_ASPECT_NAMES = {aspect.key: aspect.name for aspect in ASPECTS}


def component_name(key: str) -> Markup:
    """The name of a component of an axis, of a kind of evidence or of an aspect. Refuses UnknownText."""
    return (
        word("component", key)
        if _has("component", key) or key not in _ASPECT_NAMES
        else markup(_ASPECT_NAMES[key])
    )


def fact_words(kind: str, value: str) -> Markup:
    """A recorded value as people say it: S2, ketua internal, 24 JP; a ratio "26,5 dari 27"; else the number."""
    if _has("fact", f"{kind}_{value}"):
        return word("fact", f"{kind}_{value}")
    if _has("predikat", value):
        return word("predikat", value)
    parts: list[Fact] = [markup(Decimal(part)) for part in value.split("/")]
    if _has("amount", kind):
        return word("amount", kind, number=parts[0])
    return Markup(" dari ".join(str(part) for part in parts))


def _has(group: str, key: str) -> bool:
    return f"words.{group}.{key}" in catalogue()
