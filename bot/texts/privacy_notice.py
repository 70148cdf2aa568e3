"""The privacy notice: its version and its seven contents (UU 27/2022 Pasal 21), laid out on three pages."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from bot.texts import formats
from bot.texts.catalogue import Text, placeholders, say
from bot.texts.markup import Fact, Markup, paragraphs


@dataclass(frozen=True, slots=True)
class PrivacyNotice:
    """The notice in force. `contents` are a to g, with placeholders for what the agency configures."""

    version: int
    effective: date
    summary: str
    contents: dict[str, str]

    def pages(
        self, *, dpo: str, document_retention: str, processing_end: str, asks_consent: bool = True
    ) -> tuple[Markup, Markup, Markup]:
        """The three pages; the last asks for consent only where something rests on consent."""
        facts: dict[str, Fact] = {"document_retention": document_retention, "processing_end": processing_end}
        last = "notice.page_last" if asks_consent else "notice.page_last_staff"
        return (
            say(
                "notice.page_first",
                version=self.version,
                effective=formats.long_date(self.effective),
                dpo=dpo,
                contents=self._contents("ab", facts),
            ),
            say("notice.page_middle", contents=self._contents("cdef", facts)),
            say(last, contents=self._contents("g", facts)),
        )

    def _contents(self, letters: str, facts: dict[str, Fact]) -> Markup:
        return paragraphs(*(self._content(letter, facts) for letter in letters))

    def _content(self, letter: str, facts: dict[str, Fact]) -> Markup:
        content = self.contents[letter]
        needed = placeholders(content)
        text = Text(f"privacy.{letter}", "explanation", (content,), needed)
        return text.fill({name: facts[name] for name in needed})


@cache
def privacy_notice(file: Path | None = None) -> PrivacyNotice:
    """The notice as this file has it, else the one shipped beside this module; read at first use."""
    source = file or files(__package__).joinpath("privacy.toml")
    return PrivacyNotice(**tomllib.loads(source.read_text(encoding="utf-8")))
