"""What stands out in how responses were filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from domain.quality import Finding, QualityMark, TimedAnswer
from storage.repositories.repository import Repository
from storage.tables import Answer, Campaign, QualityFinding, Response


class Quality(Repository):
    """Findings are put down when a response is submitted, and anew when it is submitted again."""

    async def timed_answers(self, response_id: int) -> Sequence[TimedAnswer]:
        """The answers of a response with the moments they were given or changed, in the order first answered."""
        statement = (
            select(Answer.question, Answer.value, Answer.answered_at)
            .where(Answer.response_id == response_id)
            .order_by(Answer.id)
        )
        return [TimedAnswer(*row) for row in await self._execute(statement)]

    async def put(self, response_id: int, findings: Sequence[Finding], *, now: datetime) -> None:
        """Keep what stands out in a response, in place of what was found before."""
        await self._execute(delete(QualityFinding).where(QualityFinding.response_id == response_id))
        rows = [
            {
                "response_id": response_id, "mark": one.mark.value,
                "count": one.count, "total": one.total, "found_at": now,
            }
            for one in findings
        ]  # fmt: skip
        if rows:
            await self._execute(insert(QualityFinding), rows)

    async def of_person(self, phase_id: int, person_id: int) -> Mapping[int, Sequence[Finding]]:
        """Campaign id → what stands out in the person's response, in the order of the phase."""
        statement = (
            select(Campaign.id, QualityFinding.mark, QualityFinding.count, QualityFinding.total)
            .join(Response, Response.id == QualityFinding.response_id)
            .join(Campaign, Campaign.id == Response.campaign_id)
            .where(Campaign.phase_id == phase_id, Response.person_id == person_id)
            .order_by(Campaign.position, QualityFinding.id)
        )
        found: dict[int, list[Finding]] = {}
        for campaign_id, mark, count, total in await self._execute(statement):
            found.setdefault(campaign_id, []).append(Finding(QualityMark(mark), count, total))
        return found
