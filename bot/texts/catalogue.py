"""The texts, labels and terms as the TOML files beside this module hold them, read at first use."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from bot.texts.markup import Fact, Markup, markup, plain

AREAS = (
    "linking",
    "notice",
    "home",
    "questionnaires",
    "reminders",
    "scoring",
    "imports",
    "phases",
    "requests",
    "broadcasts",
    "mapping",
    "publication",
    "results",
    "development",
    "datarights",
    "system",
    "refusals",
    "commands",
    "console",
)

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SENTENCES = ("happened", "kept", "todo")


class UnknownText(LookupError):
    """No text, label or term has this key."""


class WrongFacts(TypeError):
    """The facts given are not exactly the placeholders of the text."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its placeholders; a refusal has its sentences apart, any other text is one piece."""

    key: str
    kind: str
    parts: tuple[str, ...]
    placeholders: frozenset[str]

    def fill(self, facts: dict[str, Fact]) -> Markup:
        """The whole text as Telegram HTML. Refuses missing and superfluous facts with WrongFacts."""
        return self.fill_part(" ".join(self.parts), facts)

    def fill_part(self, part: str, facts: dict[str, Fact]) -> Markup:
        """One of the parts, filled with the facts of the whole text."""
        if facts.keys() != self.placeholders:
            raise WrongFacts(self.key, sorted(facts.keys() ^ self.placeholders))
        return Markup(_PLACEHOLDER.sub(lambda found: markup(facts[found[1]]), part))


def say(key: str, /, **facts: Fact) -> Markup:
    """The text `area.name` as Telegram HTML, filled with exactly its facts.

    Refuses UnknownText for a key that is not there and WrongFacts for a missing or superfluous fact.
    """
    return find(key).fill(facts)


def label(key: str, /, **facts: Fact) -> str:
    """The words on a button, plain text without HTML. Refuses like `say`."""
    return plain(find(f"buttons.{key}").fill(facts))


def word(group: str, key: str | int, /, **facts: Fact) -> Markup:
    """A term of the vocabulary, such as `word("role", Role.ADMIN)`. Refuses like `say`."""
    return find(f"words.{group}.{key}").fill(facts)


def find(key: str) -> Text:
    """The text of this key. Refuses UnknownText."""
    try:
        return catalogue()[key]
    except KeyError:
        raise UnknownText(key) from None


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Text]:
    """Every text by key, in the order of the files; buttons and words included."""
    texts = [_text(f"{area}.{name}", table) for area in AREAS for name, table in _read(area).items()]
    texts += [_plain_text(f"buttons.{name}", "button", words) for name, words in _read("buttons").items()]
    for group, terms in _read("words").items():
        texts += [_plain_text(f"words.{group}.{name}", "word", term) for name, term in terms.items()]
    return {text.key: text for text in texts}


def _read(area: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{area}.toml").read_text(encoding="utf-8"))


def _text(key: str, table: dict[str, str]) -> Text:
    parts = [table["text"]] if "text" in table else [table[name] for name in _SENTENCES if name in table]
    return Text(key, table["kind"], tuple(parts), placeholders(*parts))


def _plain_text(key: str, kind: str, words: str) -> Text:
    return Text(key, kind, (words,), placeholders(words))


def placeholders(*parts: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for part in parts for name in _PLACEHOLDER.findall(part))
