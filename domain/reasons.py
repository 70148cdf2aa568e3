"""Why somebody decided about another person, in their own words: it is kept, and read by whom it concerns."""

from typing import Final

from domain.errors import ReasonTooShort, TextTooLong

SHORTEST: Final = 10  # letters
LONGEST: Final = 500  # characters


def checked(text: str) -> str:
    """What was typed, on one line. Refuses ReasonTooShort, and TextTooLong beyond 500 characters."""
    reason = " ".join(text.split())
    if sum(character.isalpha() for character in reason) < SHORTEST:
        raise ReasonTooShort(minimum=SHORTEST)
    if len(reason) > LONGEST:
        raise TextTooLong(length=len(reason), excess=len(reason) - LONGEST)
    return reason
