"""NIP of a PNS and NI PPPK: 18 digits that say who, since when and of which kind. Always text, never a number."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.errors import NipMalformed, NipNotPlausible

LENGTH: Final = 18
YOUNGEST_APPOINTMENT: Final = 16

_PREFIX = re.compile(r"\s*['’‘`]?\s*(?:NI\s*PPPK|NIP)?\s*[.:]?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u200b\ufeff]+")
_DIGITS = re.compile(r"[0-9]")
_SCIENTIFIC = re.compile(r"\s*['’]?[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}\s*", re.IGNORECASE)
_EXACT_DIGITS_OF_A_CELL: Final = 15


class NipKind(StrEnum):
    """Employment the number was given for."""

    PNS = "PNS"
    PPPK = "PPPK"


class Sex(StrEnum):
    """Digit 15. Never used to address a person."""

    MALE = "pria"
    FEMALE = "wanita"


class NipPart(StrEnum):
    """The part of the number that cannot be right."""

    CHARACTERS = "characters"
    BIRTH_DATE = "birth_date"
    KIND = "kind"
    SEX = "sex"
    SEQUENCE = "sequence"


@dataclass(frozen=True, slots=True)
class Nip:
    """A number whose layout is right (Perka BKN 22/2007 and 43/2007; NI PPPK as in use)."""

    value: str
    kind: NipKind
    born: date
    sex: Sex

    def __str__(self) -> str:
        return self.value

    @property
    def tail(self) -> str:
        """The last four digits, which tell people of one name apart."""
        return self.value[-4:]

    @property
    def groups(self) -> tuple[str, ...]:
        """The number as it is printed: 8-6-1-3 for a PNS, 8-4-2-1-3 for a PPPK."""
        value = self.value
        if self.kind is NipKind.PNS:
            return value[:8], value[8:14], value[14], value[15:]
        return value[:8], value[8:12], value[12:14], value[14], value[15:]

    @property
    def age_at_appointment(self) -> int:
        """Full years; for a PPPK, whose number has no month, those reached by the end of the year."""
        year = int(self.value[8:12])
        if self.kind is NipKind.PPPK:
            return year - self.born.year
        birthday_ahead = (int(self.value[12:14]), 1) < (self.born.month, self.born.day)
        return year - self.born.year - birthday_ahead

    @property
    def appointed_too_young(self) -> bool:
        """Worth a look at the personal file, but no reason to refuse the number."""
        return self.age_at_appointment < YOUNGEST_APPOINTMENT


def parse_nip(text: str) -> Nip:
    """Read a NIP as people write it: with spaces, dots, dashes, a leading apostrophe or the word NIP.

    Refuses NipMalformed unless 18 digits are left, NipNotPlausible where their layout is wrong.
    Digits 13–14 from 13 to 20 fit neither a PNS nor a PPPK and are refused for a check by hand.
    """
    value = _SEPARATORS.sub("", _PREFIX.sub("", text, count=1))
    digits = len(_DIGITS.findall(value))
    if digits != LENGTH:
        raise NipMalformed(length=digits)
    if len(value) != LENGTH:
        raise NipNotPlausible(part=NipPart.CHARACTERS)
    if value[15:] == "000":
        raise NipNotPlausible(part=NipPart.SEQUENCE)
    return Nip(value=value, born=_born(value[:8]), kind=_kind(int(value[12:14])), sex=_sex(value[14]))


def damaged_by_excel(cell: object) -> bool:
    """Whether a spreadsheet made a number of the NIP: 15 digits survive, the running number does not."""
    if isinstance(cell, int | float):
        return cell >= 10**_EXACT_DIGITS_OF_A_CELL
    text = str(cell)
    if _SCIENTIFIC.fullmatch(text):
        return True
    value = _SEPARATORS.sub("", _PREFIX.sub("", text, count=1))
    return len(value) == LENGTH and value.endswith("000") and value.isdecimal()


def _born(digits: str) -> date:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise NipNotPlausible(part=NipPart.BIRTH_DATE) from None
    if born.year < 1900:
        raise NipNotPlausible(part=NipPart.BIRTH_DATE)
    return born


def _kind(code: int) -> NipKind:
    if 1 <= code <= 12:
        return NipKind.PNS
    if code >= 21:
        return NipKind.PPPK
    raise NipNotPlausible(part=NipPart.KIND)


def _sex(digit: str) -> Sex:
    try:
        return {"1": Sex.MALE, "2": Sex.FEMALE}[digit]
    except KeyError:
        raise NipNotPlausible(part=NipPart.SEX) from None
