"""What is kept of a classification, from proposal to publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.people import Official
from domain.talent_grid import Box, Performance, Potential


class ResultState(StrEnum):
    """Proposed by the rule set, reviewed by the committee, decided by decree, published to the person.

    A superseded or withdrawn result is kept and counts no more.
    """

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Result:
    """A person's place in a phase. Without a box it is "belum dapat dipetakan".

    `inputs` and `arithmetic` are plain JSON values, numbers as text: the result can be computed again from
    them to the same digits.
    """

    id: int
    phase_id: int
    person_id: int
    ruleset: str
    performance: Performance | None
    potential: Potential | None
    box: Box | None
    inputs: Mapping[str, Any]
    arithmetic: Mapping[str, Any]
    classified_at: datetime
    state: ResultState = ResultState.PROPOSED
    reviewed_at: datetime | None = None
    publication_id: int | None = None
    published_at: datetime | None = None
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlacedOfficial:
    """Somebody in a list of a box."""

    official: Official
    result: Result
