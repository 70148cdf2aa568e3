"""What is assessed: nine competencies (PermenPANRB 38/2017), eight potential aspects (PermenPANRB 20/2025 Pasal 17)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from domain.errors import AspectAmbiguous, AspectUnknown

_NUMBERING = re.compile(r"\A\s*[0-9]+\s*[.)]")
_NOT_COMPARED = re.compile(r"[\s_\-./]+")
_SHORTEST: Final = 3
_SUGGESTIONS: Final = 3


class AspectGroup(StrEnum):
    """What an aspect belongs to; each group has a scale of its own."""

    COMPETENCY = "kompetensi"
    POTENTIAL = "potensi"


@dataclass(frozen=True, slots=True)
class Aspect:
    """`name` as the regulation has it, `short` as lists and messages show it; `aliases` match whole only."""

    key: str
    name: str
    short: str
    group: AspectGroup
    aliases: tuple[str, ...] = ()
    only_from_a_test: bool = False


def _competency(key: str, name: str, *aliases: str) -> Aspect:
    return Aspect(key, name, name, AspectGroup.COMPETENCY, aliases)


def _potential(key: str, name: str, *aliases: str, only_from_a_test: bool = False) -> Aspect:
    short = name.removeprefix("Kemampuan ")
    short = short[0].upper() + short[1:]
    return Aspect(key, name, short, AspectGroup.POTENTIAL, aliases, only_from_a_test)


COMPETENCIES: Final = (
    _competency("integritas", "Integritas"),
    _competency("kerja_sama", "Kerja sama", "ks"),
    _competency("komunikasi", "Komunikasi"),
    _competency("orientasi_pada_hasil", "Orientasi pada hasil", "orientasi hasil", "hasil", "oph"),
    _competency("pelayanan_publik", "Pelayanan publik", "pp"),
    _competency("pengembangan_diri_dan_orang_lain", "Pengembangan diri dan orang lain", "pdol"),
    _competency("mengelola_perubahan", "Mengelola perubahan", "perubahan", "mp"),
    _competency("pengambilan_keputusan", "Pengambilan keputusan", "keputusan", "pk"),
    _competency("perekat_bangsa", "Perekat bangsa", "bangsa", "pb"),
)

POTENTIAL_ASPECTS: Final = (
    _potential("intelektual", "Kemampuan intelektual", "iq", "inteligensi", only_from_a_test=True),
    _potential("interpersonal", "Kemampuan interpersonal"),
    _potential("kesadaran_diri", "Kesadaran diri", "self awareness"),
    _potential(
        "berpikir_kritis_dan_strategis",
        "Kemampuan berpikir kritis dan strategis",
        "kritis",
        "strategis",
        "critical and strategic thinking",
    ),
    _potential(
        "menyelesaikan_permasalahan",
        "Kemampuan menyelesaikan permasalahan",
        "masalah",
        "penyelesaian masalah",
        "pemecahan masalah",
        "problem solving",
    ),
    _potential("kecerdasan_emosional", "Kecerdasan emosional", "emosi", "emosional", "emotional quotient"),
    _potential(
        "belajar_cepat_dan_mengembangkan_diri",
        "Kemampuan belajar cepat dan mengembangkan diri",
        "growth mindset",
    ),
    _potential("motivasi_dan_komitmen", "Motivasi dan komitmen", "komitmen", "grit"),
)

ASPECTS: Final = (*COMPETENCIES, *POTENTIAL_ASPECTS)

_BY_KEY = MappingProxyType({aspect.key: aspect for aspect in ASPECTS})


def aspect(key: str) -> Aspect:
    """The aspect of a key; an unknown one is a KeyError, since keys come from us and not from people."""
    return _BY_KEY[key]


def resolve(text: str) -> Aspect:
    """The aspect somebody means: any capitals, spaces or underscores, an alias, or an unambiguous beginning.

    Refuses AspectAmbiguous with all that match, AspectUnknown with the nearest, three at most.
    """
    typed = _compared(text)
    if typed in _WHOLE:
        return _WHOLE[typed]
    matches = _beginning(typed) if typed else ()
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise AspectAmbiguous(text=text, matches=tuple(match.short for match in matches))
    raise AspectUnknown(text=text, suggestions=_nearest(typed))


def is_whole_name(text: str) -> bool:
    """Whether the text is a full name or an alias, and no mere beginning."""
    return _compared(text) in _WHOLE


def shortest_names(aspects: Iterable[Aspect] = ASPECTS) -> tuple[tuple[Aspect, str], ...]:
    """For each aspect the shortest beginning, three letters at least, that `resolve` takes for it alone."""
    return tuple((aspect, _shortest(aspect)) for aspect in aspects)


def _compared(text: str) -> str:
    return _NOT_COMPARED.sub("", _NUMBERING.sub("", text).casefold().replace("&", "dan"))


def _beginning(typed: str) -> tuple[Aspect, ...]:
    """Who begins so, by short name, else by full name; aspects that only a test measures come last."""
    for names in (_SHORT, _FULL):
        matches = [aspect for aspect, name in names if name.startswith(typed)]
        if matches:
            return tuple(sorted(matches, key=lambda match: match.only_from_a_test))
    return ()


def _nearest(typed: str) -> tuple[str, ...]:
    everything = len(_WHOLE)
    near = get_close_matches(typed, _WHOLE, everything) or get_close_matches(typed, _WHOLE, everything, 0)
    return tuple(dict.fromkeys(_WHOLE[name].short for name in near))[:_SUGGESTIONS]


def _shortest(wanted: Aspect) -> str:
    name = wanted.short.casefold()
    lengths = range(_SHORTEST, len(name))
    return next((name[:n] for n in lengths if _beginning(_compared(name[:n])) == (wanted,)), name)


_SHORT = tuple((aspect, _compared(aspect.short)) for aspect in ASPECTS)
_FULL = tuple((aspect, _compared(aspect.name)) for aspect in ASPECTS)
_WHOLE = {
    _compared(name): aspect
    for aspect in ASPECTS
    for name in (aspect.key, aspect.name, aspect.short, *aspect.aliases)
}
