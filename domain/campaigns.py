"""A questionnaire of a phase, in the version that phase asks."""

from dataclasses import dataclass

from domain.people import PositionKind
from domain.questionnaire import Questionnaire, load


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

    @property
    def definition(self) -> Questionnaire:
        """What is asked."""
        return load(self.questionnaire, self.version)

    def asks(self, kind: PositionKind) -> bool:
        """Whether it is written for this kind of position: which form a person gets follows from the roster."""
        return kind in self.definition.audience
