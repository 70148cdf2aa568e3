"""What happens behind the scenes of the play, by the names its directions use."""

from collections.abc import Mapping
from itertools import cycle, islice
from typing import Final

from bot.playthrough import cast, crowd
from bot.playthrough.staging import Deed, Stage
from bot.simulator.spreadsheets import evidence, messy_roster

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


async def crowd_answers(stage: Stage, finished: str, begun: str) -> None:
    """So many colleagues have submitted everything, so many more have stopped halfway."""
    await crowd.answer(stage.beside, cast.colleagues(), finished=int(finished), begun=int(begun))


async def crowd_is_scored(stage: Stage) -> None:
    """Everybody but Budi has a score for every aspect."""
    await crowd.score(stage.beside, cast.colleagues())


DIRECTIONS: Final[Mapping[str, Deed]] = {
    "joins": joins,
    "writes": writes,
    "presses": presses,
    "crowd_links": crowd_links,
    "crowd_answers": crowd_answers,
    "crowd_is_scored": crowd_is_scored,
}
