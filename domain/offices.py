"""The units of work of the roster as a list to search in."""

from collections.abc import Iterable
from hashlib import blake2s

from domain.answers import Options


def listed(units: Iterable[str]) -> Options:
    """The list of a search. The key is the name itself, so an answer still says it when the unit is gone.

    A comma joins several keys, so it leaves the key.
    """
    return {" ".join(name.replace(",", " ").split()): name for name in units}


def code(key: str) -> str:
    """Twelve characters that stand for a name where it would be too long (a button)."""
    return blake2s(key.encode(), digest_size=6).hexdigest()


def behind(code_or_key: str, keys: Iterable[str]) -> str:
    """The key a code stands for; what stands for none comes back as it is."""
    return next((key for key in keys if code(key) == code_or_key), code_or_key)
