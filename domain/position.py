"""What kind of position somebody holds, told by eselon or title."""

import re

from domain.people import PositionKind

_BY_ESELON = {
    "II": PositionKind.JPT_PRATAMA,
    "III": PositionKind.ADMINISTRATOR,
    "IV": PositionKind.SUPERVISOR,
    "V": PositionKind.SUPERVISOR,
}
_BY_TITLE = (  # the first that matches
    (r"\bahli (?:pertama|muda|madya|utama)\b|\b(?:pemula|terampil|mahir|penyelia)$|^(?:guru|dokter|perawat|bidan)\b",
     PositionKind.FUNCTIONAL),
    (r"^(?:sekretaris|lurah|kepala (?:seksi|sub)).*kelurahan\b|^lurah\b|^kepala (?:seksi|sub|upt|tata usaha)|^kas(?:i|ub)",
     PositionKind.SUPERVISOR),
    (r"^sekretaris kota|^sekretaris daerah\b|^sekretaris dprd\b|^kepala (?:dinas|badan|satuan)|^asisten\b|^staf ahli|"
     r"^inspektur(?: daerah)?$|^direktur\b", PositionKind.JPT_PRATAMA),
    (r"^sekretaris\b|^camat\b|^kepala (?:bidang|bagian|pelaksana)|^inspektur pembantu|^ka(?:bid|bag)\b|^sekcam\b",
     PositionKind.ADMINISTRATOR),
)  # fmt: skip
_KINDS = tuple((re.compile(pattern), kind) for pattern, kind in _BY_TITLE)
_ACTING = re.compile(r"^(?:plt|plh|pj)\.?\s+")


def position_kind(eselon: str | None, position: str) -> PositionKind:
    """Kind of a position: eselon II, III, IV are JPT pratama, administrator, pengawas; without eselon the title tells.

    What is neither managerial nor a level of a jabatan fungsional is pelaksana.
    """
    if eselon is not None and (kind := _BY_ESELON.get(eselon.partition(".")[0])):
        return kind
    title = _ACTING.sub("", position.casefold())
    return next((kind for pattern, kind in _KINDS if pattern.search(title)), PositionKind.EXECUTOR)
