"""Which questionnaires can be asked here: those shipped, those of the agency's folder, and those asked before."""

from pathlib import Path

from bot.config import QuestionnairesSection
from domain.feedback import INSTRUMENTS
from domain.questionnaire import Flaw, Questionnaire, QuestionnaireInvalid, library, parse
from domain.usecases import using_definitions
from storage.database import Database


class NotAskable(ValueError):
    """A questionnaire that the configuration wants asked besides the usual ones cannot be."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_definition(file: Path) -> Questionnaire:
    """A definition from its file. Raises QuestionnaireInvalid."""
    try:
        return parse(file.read_text(encoding="utf-8"), file.name)
    except UnicodeDecodeError:
        raise QuestionnaireInvalid(file.name, (Flaw("", "not_utf8"),)) from None


async def furnish(wanted: QuestionnairesSection, database: Database) -> None:
    """Put the agency's definitions beside the shipped ones, and hold all of them to what was asked before.

    Raises QuestionnaireInvalid; VersionTaken where a definition was changed under its version; NotAskable.
    """
    for file in sorted(wanted.folder.glob("*.toml")) if wanted.folder else ():
        library().add(read_definition(file))
    await database.read(using_definitions.hold)
    about_others = set(INSTRUMENTS.values())  # they need somebody whom they are about
    for key in wanted.besides:
        if key in about_others or key not in library().newest():
            raise NotAskable(key)
