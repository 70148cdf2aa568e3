"""How names, ranks, phone numbers, dates and numbers are spelled in spreadsheets, and the one spelling we keep."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from domain.errors import DateNotUnderstood
from domain.sheet import Cell, text_of
from domain.typed_dates import parse_day

_FRONT_TITLES = {
    "dr": "Dr.", "drs": "Drs.", "dra": "Dra.", "ir": "Ir.", "prof": "Prof.", "h": "H.", "hj": "Hj.", "drg": "drg.",
    "drh": "drh.", "r": "R.", "rr": "Rr.", "rd": "Rd.", "kh": "KH.", "ns": "Ns.", "apt": "apt.", "tb": "Tb.",
}  # fmt: skip
_DEGREES = {
    key.replace(".", "").casefold(): key
    for key in (
        "S.E.", "S.H.", "S.T.", "S.IP.", "S.AP.", "S.I.Kom.", "S.Sos.", "S.Pd.", "S.Pd.I.", "S.Kom.", "S.Si.", "S.STP.",
        "S.Ag.", "S.P.", "S.Pt.", "S.Psi.", "S.Kep.", "S.Farm.", "S.Hum.", "S.S.", "S.Tr.", "SST", "A.Md.", "A.Ma.",
        "M.M.", "M.H.", "M.T.", "M.Si.", "M.AP.", "M.IP.", "M.Pd.", "M.Kom.", "M.Kes.", "M.Ak.", "M.E.", "M.Sc.",
        "M.A.", "M.P.", "M.Hum.", "M.K.M.", "M.Eng.", "M.Psi.", "MPA", "Ph.D.", "Ak.", "CA", "S.K.M.", "S.Ars.",
    )
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T][\d:.]+)?")
_SHORT_YEAR = re.compile(r"(?<=[-/. ])\d{2}$")
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(1, 80_000)

_RANK = re.compile(r"(?<![a-z0-9])(IV|III|II|I|[1-4])\s*[/.\-]?\s*([a-e])(?![a-z0-9])", re.IGNORECASE)
_PPPK_RANKS = frozenset(
    ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
)  # fmt: skip
_RANK_WORD = re.compile(r"^gol(?:ongan)?\.?\s*", re.IGNORECASE)
_ROMAN = ("", "I", "II", "III", "IV", "V")
_RANK_NAMES = {
    "juru muda": "I/a", "juru muda tingkat i": "I/b", "juru": "I/c", "juru tingkat i": "I/d",
    "pengatur muda": "II/a", "pengatur muda tingkat i": "II/b", "pengatur": "II/c", "pengatur tingkat i": "II/d",
    "penata muda": "III/a", "penata muda tingkat i": "III/b", "penata": "III/c", "penata tingkat i": "III/d",
    "pembina": "IV/a", "pembina tingkat i": "IV/b", "pembina utama muda": "IV/c", "pembina utama madya": "IV/d",
    "pembina utama": "IV/e",
}  # fmt: skip
_ESELON = re.compile(r"(?:eselon|esl?\.?)?\s*(IV|III|II|I|V|[1-5])\s*[/.\-]?\s*([ab])?", re.IGNORECASE)

_PHONE_PARTS = re.compile(r"[/;,\n]|\batau\b|\bdan\b")
_NOT_DIALLED = re.compile(r"[\s().\-\u00a0\u2010-\u2015'’]")
_PHONE = re.compile(r"(?:\+62|0062|62|0)?(\d{8,12})")

_THOUSANDS = re.compile(r"-?\d{1,3}(?:\.\d{3})+")


def name_of(text: str) -> str:
    """A person's name with its capitals normalised and its titles kept; never shortened.

    A name typed with upper and lower case is left as its owner writes it.
    """
    shown = re.sub(r"\s*,\s*", ", ", text_of(text)).strip(" ,")
    name, comma, degrees = shown.partition(", ")
    if _is_shouted(name):
        name = _calmed(name)
    if _is_shouted(degrees):
        degrees = ", ".join(_degree(part) for part in degrees.split(", "))
    return name + comma + degrees


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and (all(map(str.isupper, letters)) or all(map(str.islower, letters)))


def _calmed(name: str) -> str:
    words = name.split(" ")
    tail = len(words)
    while tail > 1 and _degree_key(words[tail - 1]) in _DEGREES and words[tail - 1].isupper():
        tail -= 1
    return " ".join([*map(_calmed_word, words[:tail]), *words[tail:]])


def _calmed_word(word: str) -> str:
    if word.endswith(".") and word[:-1].casefold() in _FRONT_TITLES:
        return _FRONT_TITLES[word[:-1].casefold()]
    return _WORD.sub(lambda match: match[0].capitalize(), word)


def _degree_key(text: str) -> str:
    return re.sub(r"[.\s]", "", text).casefold()


def _degree(text: str) -> str:
    """Known degrees get the capitals of their own; dots stay as typed."""
    known = _DEGREES.get(_degree_key(text))
    if known is None or "." not in text:
        return text
    return known if text.endswith(".") else known.rstrip(".")


def rank_of(text: str) -> str | None:
    """Golongan ruang (`III/d`) from a golongan, a pangkat or both; `I` to `XVII` for a PPPK; None if neither."""
    shown = text_of(text)
    if match := _RANK.search(shown):
        roman = _roman(match[1])
        letter = match[2].lower()
        return f"{roman}/{letter}" if letter != "e" or roman == "IV" else None
    roman = _RANK_WORD.sub("", shown).upper()
    if roman in _PPPK_RANKS:
        return roman
    name = re.sub(r"\b(?:tk|tkt|tingkat)\b\.?\s*(?:i|1)\b", "tingkat i", shown.casefold())
    return _RANK_NAMES.get(name.strip(" ."))


def eselon_of(text: str) -> str | None:
    """`III.a` from any usual spelling (`IIIa`, `III/A`, `3a`, `Eselon III.a`); None if it is none of them."""
    match = _ESELON.fullmatch(text_of(text))
    if match is None:
        return None
    return f"{_roman(match[1])}.{match[2].lower()}" if match[2] else _roman(match[1])


def _roman(text: str) -> str:
    return _ROMAN[int(text)] if text.isdecimal() else text.upper()


def phone_of(cell: Cell) -> str | None:
    """The first Indonesian number of a cell as `+62…`; `0812…`, `62812…` and a number without its zero are read.

    None where no part of the cell can be an Indonesian number.
    """
    text = text_of(cell)
    for part in (text, *_PHONE_PARTS.split(text)):
        match = _PHONE.fullmatch(_NOT_DIALLED.sub("", part))
        if match and not match[1].startswith("0"):
            return "+62" + match[1]
    return None


def date_of(cell: Cell) -> date | None:
    """A date from what spreadsheets hold: a real date, a serial number, `2-1-2025`, `2 Januari 2025`, `2025-01-02`."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal):
        return _SERIAL_EPOCH + timedelta(days=int(cell)) if int(cell) in _SERIALS else None
    text = text_of(cell)
    if match := _ISO_DATE.fullmatch(text):
        text = f"{match[3]}-{match[2]}-{match[1]}"
    else:
        text = _SHORT_YEAR.sub(lambda match: _century(match[0]) + match[0], text)
    try:
        return parse_day(text)
    except DateNotUnderstood:
        return None


def _century(year: str) -> str:
    return "19" if int(year) > 68 else "20"


def number_of(cell: Cell, *, whole: bool = False) -> Decimal | None:
    """A number with decimal comma or point, percent sign or not; None if the cell holds none.

    With `whole`, a point before three digits separates thousands (`1.250`).
    """
    if isinstance(cell, Decimal):
        return cell
    text = text_of(cell).removesuffix("%").replace(" ", "")
    if "," in text:
        text = (
            text.replace(".", "").replace(",", ".")
            if text.rfind(",") > text.rfind(".")
            else text.replace(",", "")
        )
    elif text.count(".") > 1 or (whole and _THOUSANDS.fullmatch(text)):
        text = text.replace(".", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
