"""The nine boxes in words: what a box means, what the regulation recommends, and the first step."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.texts.catalogue import UnknownText, word
from domain.talent_grid import Box, recommendations


@dataclass(frozen=True, slots=True)
class BoxWords:
    """Words about one box; what is recommended keeps the order of the regulation."""

    meaning: str
    recommendation: str
    first_step: str


def box_words(number: int) -> BoxWords:
    """The words of box 1 to 9. Refuses any other number with UnknownText."""
    try:
        return _boxes()[str(number)]
    except KeyError:
        raise UnknownText(f"boxes.{number}") from None


@lru_cache(maxsize=1)
def _boxes() -> dict[str, BoxWords]:
    text = files(__package__).joinpath("boxes.toml").read_text(encoding="utf-8")
    return {
        number: BoxWords(recommendation=_recommended(int(number)), **words)
        for number, words in tomllib.loads(text).items()
    }


def _recommended(box: Box) -> str:
    return "; ".join(word("recommendation", one) for one in recommendations(box))
