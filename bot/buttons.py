"""What a button carries: a short code and plain values, at most 64 bytes, the same for everybody."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any, ClassVar, TypeVar, dataclass_transform, get_type_hints

B = TypeVar("B", bound="Button")
_LONGEST = 64
_LARGEST = 2**31 - 1  # of an id; a larger number was made up by a client


class ButtonNotUnderstood(ValueError):
    """The data is not of a button that exists today."""


class Button:
    """Base of all buttons. Rights are checked when it is pressed, never trusted from when it was drawn."""

    __slots__ = ()
    code: ClassVar[str]
    private: ClassVar[bool]

    def pack(self) -> str:
        """The callback data: the code and the values, joined by colons."""
        values = (getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type]  # every subclass is a dataclass
        data = ":".join((self.code, *("" if value is None else str(value) for value in values)))
        if len(data.encode()) > _LONGEST:
            raise ValueError(data)
        return data


_BY_CODE: dict[str, type[Button]] = {}


@dataclass_transform(frozen_default=True)
def button(code: str, *, private: bool = False) -> Callable[[type[B]], type[B]]:
    """Declare a button. `private`: its screen may show a result and closes itself after 15 minutes."""

    def declare(cls: type[B]) -> type[B]:
        made = dataclass(frozen=True, slots=True)(cls)
        made.code, made.private = code, private
        if code in _BY_CODE:
            raise ValueError(code)
        _BY_CODE[code] = made
        return made

    return declare


def declared() -> tuple[type[Button], ...]:
    """Every kind of button there is."""
    return tuple(_BY_CODE.values())


@lru_cache(maxsize=4096)  # a questionnaire's buttons are the same for everybody
def unpack(data: str) -> Button:
    """The button behind callback data. Refuses what no button of today could have made."""
    code, *values = data.split(":")
    cls = _BY_CODE.get(code)
    if cls is None:
        raise ButtonNotUnderstood(data)
    kinds = _kinds(code)
    if len(values) != len(kinds):
        raise ButtonNotUnderstood(data)
    try:
        return cls(*(_value(kind, text) for kind, text in zip(kinds, values, strict=True)))
    except ValueError as error:
        raise ButtonNotUnderstood(data) from error


@cache
def _kinds(code: str) -> tuple[Any, ...]:
    """What the values of a button are, in their order."""
    cls = _BY_CODE[code]
    hints = get_type_hints(cls)
    return tuple(hints[field.name] for field in fields(cls))  # type: ignore[arg-type]  # as above


def _value(kind: Any, text: str) -> object:
    if kind == int | None:
        return _number(text) if text else None
    if kind is int:
        return _number(text)
    if kind is bool:
        return ("False", "True").index(text) == 1
    return kind(text)  # a string or a StrEnum


def _number(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST:
        raise ValueError(text)
    return number
