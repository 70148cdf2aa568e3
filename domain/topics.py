"""What a question can be about: an assessed aspect, or what else the mapping takes from a person."""

from types import MappingProxyType
from typing import Final

from domain.aspects import ASPECTS

# Pertimbangan lain and the rest of PermenPANRB 3/2020 that people tell of themselves; the keys are those of the rule sets.
TOLD: Final = MappingProxyType(
    {
        "teknis": "Kompetensi teknis",
        "pendidikan": "Pendidikan",
        "kesesuaian_ilmu": "Kesesuaian ilmu dengan rumpun jabatan",
        "kepemimpinan": "Pengalaman kepemimpinan organisasi",
        "preferensi_karier": "Preferensi karier",
    }
)

TOPICS: Final = MappingProxyType({one.key: one.name for one in ASPECTS} | TOLD)
