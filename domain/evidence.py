"""What is known about a person beside the questionnaire: assessed levels and recorded facts, each with its day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from domain.people import PositionKind

NONE: Final = "tidak_ada"
"""Declared: there is nothing of the kind. Counts as the rubric says; missing evidence never counts."""

NO_STANDARD: Final = "tanpa_standar"
"""Declared: the position has no technical standard, so there is nothing to measure."""

_NUMBER = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:%|jp|tahun|th)?\.?", re.IGNORECASE)
_NOT_COMPARED = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """A kind of fact that can be recorded: one of `choices`, or a number from `lowest` to `highest` in `step`s.

    A kind may know both: a number, or a declaration that stands for one.
    """

    key: str
    choices: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    lowest: Decimal | None = None
    highest: Decimal | None = None
    step: Decimal | None = None

    def read(self, text: str) -> str | None:
        """The value as it is stored, a choice or a plain decimal; None if the text is no value of this kind."""
        typed = _compared(text)
        by_name = {_compared(choice): choice for choice in self.choices}
        return by_name.get(typed) or self.aliases.get(typed) or self._number(text.strip())

    def _number(self, text: str) -> str | None:
        match = _NUMBER.fullmatch(text)
        if self.lowest is None or match is None:
            return None
        number = Decimal(match[1].replace(",", "."))
        if number < self.lowest or (self.highest is not None and number > self.highest):
            return None
        if self.step is not None and number % self.step:
            return None
        return f"{number:f}"


_TEAM_ROLES = ("ketua_lintas_instansi", "ketua_internal", "anggota_lintas_instansi", "anggota_internal", NONE)
_TEAM_ALIASES = {"ketualintas": "ketua_lintas_instansi", "anggotalintas": "anggota_lintas_instansi"}
_ZERO, _HUNDRED, _HALF, _ONE = Decimal(0), Decimal(100), Decimal("0.5"), Decimal(1)

EVIDENCE_KINDS: Final = (
    EvidenceKind("predikat", ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")),
    EvidenceKind("intelektual", lowest=_ZERO, highest=Decimal(5), step=_HALF),
    EvidenceKind(
        "teknis", (NO_STANDARD,), {"tidakadastandar": NO_STANDARD, "tanpastandarteknis": NO_STANDARD}, _ZERO
    ),
    EvidenceKind(
        "pendidikan",
        ("s3", "s2", "s1", "d4", "d3", "slta"),
        {
            "doktor": "s3",
            "magister": "s2",
            "sarjana": "s1",
            "s1d4": "s1",
            "div": "d4",
            "diii": "d3",
            "sma": "slta",
            "smk": "slta",
            "smasmk": "slta",
            "sltasma": "slta",
        },
    ),
    EvidenceKind("lama_jabatan", lowest=_ZERO, highest=Decimal(50)),
    EvidenceKind("jumlah_jabatan", lowest=_ONE, highest=Decimal(50), step=_ONE),
    EvidenceKind("bangkom_jp", aliases={"tidakada": "0"}, lowest=_ZERO),
    EvidenceKind(
        "disiplin",
        ("bersih", "ringan", "sedang", "berat", "sedang_menjalani"),
        {"tidakada": "bersih", "sedangmenjalanihukuman": "sedang_menjalani"},
    ),
    EvidenceKind("kesesuaian_ilmu", ("sesuai", "serumpun", "tidak_sesuai"), {"tidak": "tidak_sesuai"}),
    EvidenceKind("kepemimpinan", _TEAM_ROLES, _TEAM_ALIASES),
    EvidenceKind("penghargaan", ("internasional", "nasional", "lintas_instansi", "instansi", NONE)),
    EvidenceKind("tim_kerja", _TEAM_ROLES, _TEAM_ALIASES),
    EvidenceKind("nondefinitif", ("pj_kdh", "plt_jpt", "plt_setara", "plh", NONE)),
    EvidenceKind("umpan_balik", lowest=_ZERO, highest=_HUNDRED),
)

_BY_KEY = MappingProxyType({kind.key: kind for kind in EVIDENCE_KINDS})


def evidence_kind(key: str) -> EvidenceKind:
    """The kind of a key; an unknown one is a KeyError."""
    return _BY_KEY[key]


@dataclass(frozen=True, slots=True)
class Level:
    """A level somebody was assessed at, and the day of the assessment."""

    value: Decimal
    assessed_on: date


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded value, as `EvidenceKind.read` gives it, and the day it speaks of."""

    value: str
    on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything a classification is computed from. What has no entry is missing, and never zero.

    `levels` holds the latest level per aspect, `facts` one fact per kind. `required_level` overrides what
    the rule set requires of the kind of position. `consent` is the person's choice for what rests on
    consent: None while they have not chosen.
    """

    position_kind: PositionKind
    levels: Mapping[str, Level] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    required_level: Decimal | None = None
    consent: bool | None = None

    def level(self, aspect: str) -> Level | None:
        """The newest level of an aspect, whether an assessor gave it or a test result was recorded as a fact."""
        scored, fact = self.levels.get(aspect), self.facts.get(aspect)
        if fact is None or (scored is not None and scored.assessed_on >= fact.on):
            return scored
        return Level(Decimal(fact.value), fact.on)

    def as_json(self) -> dict[str, Any]:
        """The evidence in JSON types, decimals as text; `from_json` gives it back unchanged."""
        return {
            "position_kind": self.position_kind.value,
            "levels": {
                k: [str(level.value), level.assessed_on.isoformat()] for k, level in self.levels.items()
            },
            "facts": {k: [fact.value, fact.on.isoformat()] for k, fact in self.facts.items()},
            "required_level": None if self.required_level is None else str(self.required_level),
            "consent": self.consent,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Evidence":
        """The evidence that `as_json` wrote down."""
        required = data["required_level"]
        return cls(
            position_kind=PositionKind(data["position_kind"]),
            levels={k: Level(Decimal(v), date.fromisoformat(on)) for k, (v, on) in data["levels"].items()},
            facts={k: Fact(value, date.fromisoformat(on)) for k, (value, on) in data["facts"].items()},
            required_level=None if required is None else Decimal(required),
            consent=data["consent"],
        )


def valid_until(on: date, years: int) -> date:
    """The last day on which evidence of that day counts: the same day `years` later, 1 March for 29 February."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return date(on.year + years, 3, 1)


def _compared(text: str) -> str:
    return _NOT_COMPARED.sub("", text.casefold())
