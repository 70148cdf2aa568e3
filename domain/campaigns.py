"""A questionnaire of a phase, in the version that phase asks."""

from dataclasses import dataclass, replace

from domain.people import PositionKind
from domain.questionnaire import Questionnaire, load


@dataclass(frozen=True, slots=True)
class Campaign:
    """`questionnaire` is the key of the definition, `position` its place in the phase, from 1.

    A button carries the id, the same for everybody. Whoever has begun goes on with the version they began;
    for them `newest` is the one that others begin now, where it is another.
    """

    id: int
    phase_id: int
    questionnaire: str
    version: int
    position: int
    newest: int | None = None

    @property
    def offered(self) -> int:
        """The version whoever begins now gets."""
        return self.version if self.newest is None else self.newest

    def begun_with(self, version: int) -> "Campaign":
        """The campaign as it is for somebody who fills in that version."""
        return self if version == self.version else replace(self, version=version, newest=self.offered)

    @property
    def definition(self) -> Questionnaire:
        """What is asked."""
        return load(self.questionnaire, self.version)

    def asks(self, kind: PositionKind) -> bool:
        """Whether it is written for this kind of position: which form a person gets follows from the roster."""
        return kind in self.definition.audience
