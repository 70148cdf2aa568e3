"""How numbers, dates, times and identities look to a person; plain text, no HTML.

Moments are aware and shown in the zone of the agency. Scores are Decimal or Fraction, never float.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias
from zoneinfo import ZoneInfo

from domain.bands import shown
from domain.nip import Nip, parse_nip

JAKARTA = ZoneInfo("Asia/Jakarta")

Exact: TypeAlias = Decimal | Fraction | int

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def zone_name(at: datetime, zone: ZoneInfo = JAKARTA) -> str:
    """WIB, WITA or WIT; the zone's own abbreviation outside Indonesia."""
    return _ZONES.get(zone.key) or at.astimezone(zone).strftime("%Z")


def moment(at: datetime, zone: ZoneInfo = JAKARTA) -> str:
    """Selasa, 8 Desember 2026, pukul 16.00 WIB."""
    return f"{weekday_date(at.astimezone(zone).date())}, pukul {clock(at, zone)}"


def listed(at: datetime, zone: ZoneInfo = JAKARTA) -> str:
    """8 Des 2026, 16.00: for lists whose foot names the zone."""
    local = at.astimezone(zone)
    return f"{short_date(local.date())}, {hour(local.time())}"


def clock(at: datetime, zone: ZoneInfo = JAKARTA) -> str:
    """16.00 WIB."""
    return f"{hour(at.astimezone(zone).time())} {zone_name(at, zone)}"


def hour(of_day: time) -> str:
    """16.00, as on a button or in office hours."""
    return f"{of_day.hour:02}.{of_day.minute:02}"


def weekday_date(day: date) -> str:
    """Selasa, 8 Desember 2026."""
    return f"{_DAYS[day.weekday()]}, {long_date(day)}"


def long_date(day: date) -> str:
    """8 Desember 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """8 Des 2026."""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year}"


def remaining(until: datetime, now: datetime) -> str:
    """sisa 4 hari; under 24 hours sisa 2 jam; under an hour sisa 40 menit. Rounded down, never below zero."""
    left = max(until - now, timedelta())
    if left >= timedelta(days=1):
        return f"sisa {left.days} hari"
    if left >= timedelta(hours=1):
        return f"sisa {left // timedelta(hours=1)} jam"
    return f"sisa {left // timedelta(minutes=1)} menit"


def due(until: datetime, now: datetime, zone: ZoneInfo = JAKARTA) -> str:
    """hari ini pukul 16.00 WIB on the day itself; besok, and the full moment, on the day before; else the moment."""
    days = (until.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days == 0:
        return f"hari ini pukul {clock(until, zone)}"
    return f"besok, {moment(until, zone)}" if days == 1 else moment(until, zone)


def count(number: int) -> str:
    """1.368."""
    return f"{number:,}".replace(",", ".")


def decimal(value: Decimal | int) -> str:
    """3,5 and 3: as entered, without zeros at the end that nobody typed."""
    text = f"{Decimal(value).normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def score(value: Exact, edges: Iterable[Decimal | int] = ()) -> str:
    """59,75: two decimals, on the same side of each of the band `edges` as the value itself."""
    number = shown(Fraction(value), map(Decimal, edges))
    return f"{number:,.2f}".translate(str.maketrans(",.", ".,"))


def percentage(value: Exact, edges: Iterable[Decimal | int] = ()) -> str:
    """98,74% and 100%: `value` is in percent. What is not complete is never rounded up to 100%."""
    number = score(value, (*edges, 100))
    return "100%" if number == "100,00" else f"{number}%"


def weight(percent: Decimal | int) -> str:
    """60% and 2,5%: a weight as the rule set has it."""
    return f"{decimal(percent)}%"


def share(part: int, whole: int) -> str:
    """72,54%: the part of a whole of counts; 0,00% of nothing."""
    return percentage(Fraction(part * 100, whole) if whole else 0)


def span(lowest: Decimal | int, highest: Decimal | int) -> str:
    """1–5, with the en dash that belongs in ranges only."""
    return f"{decimal(lowest)}–{decimal(highest)}"


def progress(done: int, total: int) -> str:
    """12 dari 48, since a screen reader would say "per" for a slash."""
    return f"{count(done)} dari {count(total)}"


def nip(number: Nip | str) -> str:
    """19850315 201001 1 004, or 19900913 2025 24 2 014 for an NI PPPK. Refuses what is no NIP as `parse_nip` does."""
    return " ".join((number if isinstance(number, Nip) else parse_nip(number)).groups)


def person(name: str, tail: str) -> str:
    """Budi Santoso, S.H. …1004: a name with the last digits that tell people of one name apart."""
    return f"{name} …{tail}"


def person_name(text: str) -> str:
    """The name as in the roster with its titles, words in capitals or small letters normalised."""
    name, comma, titles = " ".join(text.split()).partition(",")
    return " ".join(_name_word(part) for part in name.split()) + comma + titles


def duration(length: timedelta) -> str:
    """15 menit: rounded up to five minutes, at least five."""
    fives = max(-(-length // timedelta(minutes=5)), 1)
    return f"{fives * 5} menit"


def sending_time(length: timedelta) -> str:
    """20 detik, or whole minutes rounded up from one minute on."""
    if length < timedelta(minutes=1):
        return f"{max(-(-length // timedelta(seconds=1)), 1)} detik"
    return f"{-(-length // timedelta(minutes=1))} menit"


def age(length: timedelta) -> str:
    """6 hari; 5 jam; 12 menit; 30 detik: the largest whole unit."""
    if length >= timedelta(days=1):
        return f"{length.days} hari"
    if length >= timedelta(hours=1):
        return f"{length // timedelta(hours=1)} jam"
    if length >= timedelta(minutes=1):
        return f"{length // timedelta(minutes=1)} menit"
    return f"{length // timedelta(seconds=1)} detik"


def joined(parts: Sequence[str], conjunction: str = "dan") -> str:
    """a; a dan b; a, b, dan c."""
    if len(parts) < 3:
        return f" {conjunction} ".join(parts)
    return f"{', '.join(parts[:-1])}, {conjunction} {parts[-1]}"


def document_name(at: datetime, zone: ZoneInfo = JAKARTA) -> str:
    """dokumen-bkpsdm-20270111.pdf: neutral, since a lock screen shows it."""
    return f"dokumen-bkpsdm-{at.astimezone(zone):%Y%m%d}.pdf"


def lower_first(text: str) -> str:
    """Penilaian mandiri inside a sentence: penilaian mandiri. Abbreviations such as NIP stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _name_word(part: str) -> str:
    """DRS. becomes Drs. and SANTOSO Santoso; initials (M., R.A.) and mixed case (McLean) stay."""
    letters = part.rstrip(".")
    if len(letters) < 2 or "." in letters or not (letters.isupper() or letters.islower()):
        return part
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda found: found[0].capitalize(), part)
