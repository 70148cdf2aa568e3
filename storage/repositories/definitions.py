"""Definitions as they were when they were first asked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from domain.questionnaire import Questionnaire
from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Definition

_KEEP = upsert(Definition).on_conflict_do_nothing(index_elements=[Definition.key, Definition.version])


class Definitions(Repository):
    """Append-only: the words that answers belong to."""

    async def keep(self, questionnaire: Questionnaire, *, now: datetime) -> None:
        """Put down a version; one that is there already stays as it is."""
        values = {
            "key": questionnaire.key, "version": questionnaire.version,
            "content": questionnaire.model_dump(mode="json"), "kept_at": now,
        }  # fmt: skip
        await self._execute(_KEEP, values)

    async def kept(self) -> Sequence[Questionnaire]:
        """Every version, by key and version."""
        statement = select(Definition.content).order_by(Definition.key, Definition.version)
        return [Questionnaire.model_validate(content) for (content,) in await self._execute(statement)]
