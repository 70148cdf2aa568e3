"""Every Indonesian sentence a person reads: the words in TOML files, one per area, and how they are filled.

`say` fills a text, `label` gives the plain words of a button, `word` a term of the vocabulary, `refusal` the
three sentences of a refusal. How numbers, dates and identities look is in `bot.texts.formats`.
"""

from bot.texts.catalogue import UnknownText, WrongFacts, label, say, word
from bot.texts.markup import Fact, Markup, lines, paragraphs, plain
from bot.texts.refusing import refusal

__all__ = [
    "Fact",
    "Markup",
    "UnknownText",
    "WrongFacts",
    "label",
    "lines",
    "paragraphs",
    "plain",
    "refusal",
    "say",
    "word",
]
