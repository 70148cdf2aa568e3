"""What goes wrong between bot and server, on demand: failures, delays, connections that break. Seeded."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from bot.simulator.markup import Json
from bot.simulator.refusals import ApiRefusal, too_many_requests

EVERY_METHOD: Final = "*"


class Harm(StrEnum):
    """How a call fares badly. Of a call dropped after it was taken the bot never learns that it happened."""

    TOO_MANY_REQUESTS = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    DELAY = "delay"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"


@dataclass(frozen=True, slots=True)
class Fault:
    """A harm that befalls calls of a method with a probability (0 to 1).

    `retry_after` in whole seconds is for 429; `between` are the seconds, lowest and highest, of a delay, half of
    which passes before the call is taken and half before it is answered.
    """

    harm: Harm
    method: str = EVERY_METHOD
    probability: float = 1.0
    retry_after: int = 1
    between: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def from_json(cls, words: Json) -> "Fault":
        """Read a fault; raises ValueError where it is none."""
        try:
            return cls(**words | {"harm": Harm(words["harm"]), "between": _pair(words.get("between"))})
        except (KeyError, TypeError) as wrong:
            raise ValueError(str(wrong)) from wrong

    def as_json(self) -> Json:
        return {
            "harm": self.harm.value,
            "method": self.method,
            "probability": self.probability,
            "retry_after": self.retry_after,
            "between": list(self.between),
        }

    def concerns(self, method: str) -> bool:
        return self.method == EVERY_METHOD or self.method.lower() == method.lower()


@dataclass(frozen=True, slots=True)
class Fate:
    """What befalls one call: a delay, then at most one harm."""

    delay: float = 0.0
    harm: Harm | None = None
    retry_after: int = 1

    @property
    def refusal(self) -> ApiRefusal | None:
        """Why the call is not taken, in the server's words."""
        match self.harm:
            case Harm.TOO_MANY_REQUESTS:
                return too_many_requests(self.retry_after)
            case Harm.SERVER_ERROR:
                return ApiRefusal(500, "Internal Server Error")
            case Harm.BAD_GATEWAY:
                return ApiRefusal(502, "Bad Gateway")
            case Harm.DROP_BEFORE:
                return ApiRefusal(0, "connection dropped before the call was taken")
            case _:
                return None


UNHARMED: Final = Fate()


class Faults:
    """The faults in force, drawn from one seeded source of chance."""

    def __init__(self) -> None:
        self.rules: tuple[Fault, ...] = ()
        self._random = Random(0)

    def put(self, rules: Sequence[Fault], *, seed: int = 0) -> None:
        """Let these and no others be in force."""
        self.rules = tuple(rules)
        self._random = Random(seed)

    def fate(self, method: str) -> Fate:
        """Draw what befalls a call: all delays add up, of the harms the first one drawn counts."""
        if not self.rules:
            return UNHARMED
        drawn = [
            rule for rule in self.rules if rule.concerns(method) and self._random.random() < rule.probability
        ]
        delay = sum(self._random.uniform(*rule.between) for rule in drawn if rule.harm is Harm.DELAY)
        harm = next((rule for rule in drawn if rule.harm is not Harm.DELAY), None)
        return Fate(delay, harm.harm, harm.retry_after) if harm else Fate(delay)


def _pair(seconds: Sequence[float] | None) -> tuple[float, float]:
    lowest, highest = seconds or (0.0, 0.0)
    return float(lowest), float(highest)
