"""Running numbers: receipts, broadcasts, requests."""

from storage.repositories.repository import Repository
from storage.statements import upsert
from storage.tables import Counter

_NEXT = (
    upsert(Counter)
    .on_conflict_do_update(index_elements=[Counter.series, Counter.year], set_={"value": Counter.value + 1})
    .returning(Counter.value)
)


class Counters(Repository):
    """One number a series and year, given out in its transaction."""

    async def next(self, series: str, year: int) -> int:
        """The next number, from 1; never given out twice."""
        result = await self._execute(_NEXT, {"series": series, "year": year, "value": 1})
        return int(result.scalar_one())
