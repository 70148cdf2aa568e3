"""What happens behind the scenes of the play, by the names its directions use."""

from collections.abc import Collection, Mapping
from itertools import cycle, islice
from typing import Final

from bot.playthrough import cast, crowd
from bot.playthrough.staging import Deed, Stage
from bot.simulator.spreadsheets import evidence, messy_roster
from domain.ports import UnitOfWork

_ROSTER_EXCEL_BROKE: Final = (
    "NIP;NAMA;JABATAN;UNIT KERJA;ESELON\n"
    "1,98503E+17;BUDI SANTOSO, S.STP.;Kepala Seksi Pelayanan Umum;Kecamatan Kejaksan;IV.a\n"
)
FILES: Final = {
    "roster": lambda: messy_roster(cast.roster()),
    "broken": lambda: _ROSTER_EXCEL_BROKE.encode("cp1252"),
    "evidence": lambda: evidence(cast.roster()),
}


async def joins(stage: Stage, name: str, phone: str = "") -> Mapping[str, object]:
    """Somebody gets an account on the local Telegram; Budi has the number of the roster."""
    persona = await stage.telegram.joins(name, phone or cast.budi().phone or "")
    stage.cast[persona.id] = name
    return {"phone": persona.phone}


async def writes(stage: Stage, kind: str, name: str) -> None:
    """A file that somebody will send."""
    stage.files[name] = FILES[kind]()


async def presses(stage: Stage, name: str, labels: str, count: str) -> None:
    """So many presses, the labels in turn, each after the bot has reacted to the one before."""
    persona = (await stage.telegram.people())[name]
    for label in islice(cycle(labels.split()), int(count)):
        await persona.presses(label)
        await stage.rests()


async def crowd_links(stage: Stage, count: str) -> None:
    """So many colleagues link their accounts."""
    await crowd.come(stage.telegram, cast.colleagues()[: int(count)])
    await stage.rests()
    await crowd.agree(stage.beside)


async def crowd_comes(stage: Stage, count: str, silent: str, refusing: str) -> None:
    """So many more link: some have not read the notice, some refused; the others agree."""
    linked = await stage.beside.read(_linked)
    people = [row for row in cast.colleagues() if row.nip not in linked][: int(count)]
    await crowd.come(stage.telegram, people)
    await stage.rests()
    chosen = people[int(silent) :]
    await crowd.choose(stage.beside, chosen[: int(refusing)], agreed=False)
    await crowd.choose(stage.beside, chosen[int(refusing) :], agreed=True)


async def _linked(uow: UnitOfWork) -> Collection[str]:
    return {one.nip for one in await uow.people.by_ids(await uow.accounts.linked_people())}


async def crowd_answers(stage: Stage, finished: str, begun: str) -> None:
    """So many colleagues have submitted everything, so many more have stopped halfway."""
    await crowd.answer(stage.beside, cast.colleagues(), finished=int(finished), begun=int(begun))


async def crowd_is_scored(stage: Stage) -> None:
    """Everybody but Budi has a score for every aspect."""
    await crowd.score(stage.beside, cast.colleagues())


async def crowd_is_mapped(stage: Stage, count: str) -> None:
    """So many colleagues have a score for every aspect, and what follows from it."""
    people = cast.colleagues()[: int(count)]
    await crowd.score(stage.beside, people)
    await crowd.propose(stage.beside, people)


async def guides(stage: Stage, exercise: str, name: str) -> Mapping[str, object]:
    """An exercise is made ready for somebody; the newcomer is the last of the roster, not linked yet."""
    row = cast.colleagues()[-1]
    persona = (await stage.telegram.people()).get(row.name if name == "newcomer" else name)
    if persona is None:
        persona = await stage.telegram.joins(row.name, row.phone or "")
    others = [one.nip for one in cast.colleagues()[-3:-1]]
    nip, other = (row.nip, others[0]) if name == "newcomer" else others
    facts = {"nip": nip, "nip_lain": other}
    await stage.telegram.post(f"training/{exercise}/suggest", {"person": persona.id, "facts": facts})
    return {"name": persona.name, "nip": nip}


DIRECTIONS: Final[Mapping[str, Deed]] = {
    "joins": joins,
    "writes": writes,
    "presses": presses,
    "crowd_links": crowd_links,
    "crowd_comes": crowd_comes,
    "crowd_answers": crowd_answers,
    "crowd_is_scored": crowd_is_scored,
    "crowd_is_mapped": crowd_is_mapped,
    "guides": guides,
}
