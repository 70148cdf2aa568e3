"""A questionnaire of a phase, in the version that phase asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Campaign:
    """`questionnaire` is the key of the definition, `position` its place in the phase, from 1.

    A button carries the id, the same for everybody.
    """

    id: int
    phase_id: int
    questionnaire: str
    version: int
    position: int
