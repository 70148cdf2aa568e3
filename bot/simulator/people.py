"""Invented civil servants for demonstrations and tests: the same seed gives the same people, none of them real."""

from datetime import date, timedelta
from random import Random
from typing import Final

from faker import Faker, Generator
from faker.providers import BaseProvider

from bot.simulator.agency import Post, posts
from domain.nip import Nip, Sex, parse_nip
from domain.roster import RosterRow

ADMINISTRATORS_AND_SUPERVISORS: Final = 539

_OLDEST = date(1970, 1, 1)
_YOUNGEST = date(1993, 12, 31)
_LAST_APPOINTMENT = 2019
_PPPK_EVERY = 45
_PREFIXES = ("811", "812", "813", "821", "822", "852", "853", "857", "858", "877", "878", "896")
_RANKS = {
    "III.a": ("IV/a", "IV/b"),
    "III.b": ("III/d", "IV/a"),
    "IV.a": ("III/c", "III/d"),
    "IV.b": ("III/b", "III/c"),
}
_STAFF_RANKS = ("III/a", "III/b")
_PPPK_RANK = "IX"
_DEGREES = {
    "S-1": ("S.E.", "S.H.", "S.Sos.", "S.IP.", "S.Kom.", "S.T.", "S.AP.", "S.STP."),
    "S-2": ("M.Si.", "M.M.", "M.AP.", "M.T.", "M.H."),
}


class NipProvider(BaseProvider):
    """Numbers of PNS and PPPK whose layout is right, each given once."""

    def __init__(self, generator: Generator) -> None:
        super().__init__(generator)
        self._given: set[str] = set()

    def nip(self, sex: Sex, *, pppk: bool = False) -> Nip:
        """A number of somebody between 33 and 56 years old in 2026, appointed at 22 or later."""
        while True:
            born = _OLDEST + timedelta(days=self.random_int(0, (_YOUNGEST - _OLDEST).days))
            year = self.random_int(2021, 2024) if pppk else self.random_int(born.year + 23, _LAST_APPOINTMENT)
            code = 21 if pppk else self.random_int(1, 12)
            digit = 1 if sex is Sex.MALE else 2
            text = f"{born:%Y%m%d}{year}{code:02}{digit}{self.random_int(1, 40):03}"
            if text not in self._given:
                self._given.add(text)
                return parse_nip(text)


def synthetic_roster(
    *, seed: int = 20_26, size: int = ADMINISTRATORS_AND_SUPERVISORS
) -> tuple[RosterRow, ...]:
    """Invented people in the posts of the agency: 150 of eselon III, 389 of eselon IV, staff beyond those.

    NIPs and phone numbers are unique; NIP ATASAN names the post above, None where that is a JPT.
    """
    faker = Faker("id_ID")
    faker.seed_instance(seed)
    numbers = NipProvider(faker.factories[0])
    random = Random(seed)
    listed = posts(size)
    nips = [
        numbers.nip(_sex(random), pppk=_may_be_pppk(post, number)) for number, post in enumerate(listed, 1)
    ]
    phones = random.sample(range(100_000), size)
    return tuple(
        _person(faker, random, post, nip, phone, None if post.superior is None else nips[post.superior])
        for post, nip, phone in zip(listed, nips, phones, strict=True)
    )


def _sex(random: Random) -> Sex:
    return random.choice((Sex.MALE, Sex.FEMALE))


def _may_be_pppk(post: Post, number: int) -> bool:
    return post.eselon in {None, "IV.b"} and number % _PPPK_EVERY < 2


def _person(
    faker: Faker, random: Random, post: Post, nip: Nip, phone: int, superior: Nip | None
) -> RosterRow:
    education = "S-2" if (post.eselon or "").startswith("III") or random.random() < 0.3 else "S-1"
    ranks = _RANKS.get(post.eselon or "", _STAFF_RANKS)
    return RosterRow(
        nip=nip.value,
        name=_name(faker, random, nip.sex, education),
        position=post.position,
        unit=post.unit,
        eselon=post.eselon,
        rank=_PPPK_RANK if nip.kind == "PPPK" else random.choice(ranks),
        education=education,
        phone=f"+62{random.choice(_PREFIXES)}000{phone:05}",
        supervisor_nip=superior.value if superior else None,
    )


def _name(faker: Faker, random: Random, sex: Sex, education: str) -> str:
    """Given and family name with the degrees of the education, some with Dr., H. or Hj."""
    male = sex is Sex.MALE
    given = faker.first_name_male() if male else faker.first_name_female()
    title = random.choices(("", "Dr. ", "H. " if male else "Hj. "), (85, 3, 12))[0]
    degrees = [random.choice(_DEGREES["S-1"])]
    if education == "S-2":
        degrees.append(random.choice(_DEGREES["S-2"]))
    return f"{title}{given} {faker.last_name()}, {', '.join(degrees)}"
