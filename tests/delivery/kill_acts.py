"""One act of each kind that must not happen twice, all at one moment, and what each has changed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa

from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from domain.people import Official, PositionKind, Role
from domain.phases import Phase, PhaseState
from domain.questionnaire import load
from domain.scores import Score as GivenScore
from domain.usecases import inviting
from storage.tables import Account, Answer, Campaign, Response, RoleGrant, Score
from tests.delivery.kill_city import CLOSES, OPENED, do, link
from tests.delivery.kill_records import left_in

_REASON: Final = "Bukti rapat lintas unit baru diterima"
_QUESTIONNAIRES: Final = ("penilaian_mandiri", "preferensi_karier")
_PATIENCE: Final = 60.0
_RETNO: Final = Official(
    id=0, nip="197203041998031002", name="Retno", position="Lurah Kejaksan",
    position_kind=PositionKind.SUPERVISOR, unit="Kelurahan Kejaksan", eselon="IV.a",
)  # fmt: skip
_BUDI: Final = replace(_RETNO, nip="198503152010011004", name="Budi")
_SITI: Final = replace(_RETNO, nip="197901012005012003", name="Siti")
_DEWI: Final = replace(_RETNO, nip="198001012005012004", name="Dewi", phone="+6281211110004")
_ASSESSORS: Final = ("Agus", "Wati", "Rahmat")


@dataclass(slots=True)
class Cast:
    """Who acts: Budi chooses, Siti goes back, Dewi links, Agus scores, Wati corrects, Rahmat takes back."""

    people: Mapping[str, Persona]
    invitation: str

    async def get_ready(self) -> None:
        """Bring everybody to the screen before their act."""
        agus, wati, rahmat, budi, siti, dewi = (
            self.people[name] for name in (*_ASSESSORS, "Budi", "Siti", "Dewi")
        )
        await agus.says("/nilai")
        await _says(wati, f"/koreksi {_RETNO.nip} integritas 4", "Tuliskan alasan koreksi")
        await _says(rahmat, f"/nilai {_RETNO.nip} komunikasi 3", "Tersimpan 1 nilai")
        await _says(budi, "/kuesioner", "Kuesioner Bapak/Ibu")
        await _presses(budi, "2. Lanjut", "Rumpun jabatan")
        await _says(siti, "/kuesioner", "Kuesioner Bapak/Ibu")
        await _presses(siti, "1. Lanjut", "pernyataan 4 dari")
        await _says(dewi, self.invitation, "Apakah itu Bapak/Ibu?")
        await _presses(dewi, "Lanjut", "Kirim nomor saya")

    async def act(self) -> int:
        """Everybody does the one thing; returns the length the log had before."""
        return min([await doing for doing in self._acts()])

    def _acts(self) -> Sequence[Awaitable[int]]:
        people = self.people
        return (
            people["Budi"].presses("Keuangan"),
            people["Siti"].presses("Kembali"),
            people["Dewi"].shares_contact(),
            people["Agus"].says(f"/nilai {_RETNO.nip} kerja_sama 3,5"),
            people["Wati"].says(_REASON),
            people["Rahmat"].presses("Batalkan"),
        )

    async def know(self, since: int) -> None:
        """Wait until everybody has read what their act came to, after an index of the log."""
        for name, words in {
            "Budi": "Keuangan",
            "Siti": "pernyataan 3 dari",
            "Dewi": "emberitahuan",  # that the notice is to be read, here or on the home screen
            "Agus": "Tersimpan 1 nilai",
            "Wati": "Koreksi tersimpan",
            "Rahmat": "Dibatalkan 1 nilai",
        }.items():
            await self.people[name].waits_for(words, since=since, within=_PATIENCE)


ACTS: Final = 6
DONE_ONCE: Final = {
    "answer": ["keu"],
    "question": ["p03"],
    "linked": [("Dewi", "pegawai")],
    "scores": [
        ("Agus", "kerja_sama", Decimal("3.5"), False),
        ("Rahmat", "komunikasi", Decimal(3), True),
        ("Wati", "integritas", Decimal(3), False),
        ("Wati", "integritas", Decimal(4), False),
    ],
}


async def gather(simulator: Simulator, url: str) -> Cast:
    """Settle everybody in a database."""
    people = {
        name: await simulator.persona(name, f"+628121111000{number}")
        for number, name in enumerate(("Budi", "Siti", "Rahmat", "Dewi", "Agus", "Wati"), 1)
    }
    await do(simulator, url, _settle, ids={name: one.id for name, one in people.items()})
    made = await do(simulator, url, inviting.invite_by_nip, nip=_DEWI.nip)
    return Cast(people, "/start " + made.link.partition("?start=")[2])


async def _settle(uow: Any, *, ids: Mapping[str, int], policy: Any) -> None:
    await uow.people.save([_RETNO, _BUDI, _SITI, _DEWI], now=OPENED)
    people = await uow.people.by_nips([_RETNO.nip, _BUDI.nip, _SITI.nip])
    for official in (_BUDI, _SITI):
        await link(uow, ids[official.name], official.name, Role.OFFICIAL, people[official.nip].id, policy)
    assessors = {name: await link(uow, ids[name], name, Role.ASSESSOR, None, policy) for name in _ASSESSORS}
    kinds = frozenset({PositionKind.SUPERVISOR})
    phase = Phase(
        0, 1, "Tahap 1", kinds, _QUESTIONNAIRES, "permenpan-3-2020", OPENED, CLOSES, PhaseState.OPEN
    )
    versions = {key: load(key).version for key in _QUESTIONNAIRES}
    phase_id = await uow.phases.add(phase, versions=versions, account_id=assessors["Agus"], now=OPENED)
    self_assessment, preference = await uow.campaigns.of_phase(phase_id)
    await _answers(uow, self_assessment.id, people[_SITI.nip].id, p01="4", p02="2", p03="5")
    await _answers(uow, preference.id, people[_BUDI.nip].id, k1="man")
    retno = people[_RETNO.nip].id
    for account_id in assessors.values():
        await uow.assignments.assign(phase_id, account_id, [retno], now=OPENED)
    given = GivenScore(0, phase_id, retno, assessors["Wati"], "integritas", Decimal(3), 1, OPENED)
    await uow.scores.add([given])


async def _answers(uow: Any, campaign_id: int, person_id: int, **values: str) -> None:
    response = await uow.responses.start(campaign_id, person_id, now=OPENED)
    for question, value in values.items():
        await uow.responses.answer(response.id, question, value, now=OPENED)


def effects(url: str) -> Mapping[str, Sequence[Any]]:
    """What all acts together have changed."""
    with left_in(url) as connection:
        siti = (
            sa.select(Response.question)
            .join(Campaign, Campaign.id == Response.campaign_id)
            .where(Campaign.questionnaire == "penilaian_mandiri")
        )
        linked = sa.select(Account.name, RoleGrant.role).join(RoleGrant, RoleGrant.account_id == Account.id)
        scores = (
            sa.select(Account.name, Score.aspect, Score.value, Score.annulled_at.is_not(None))
            .join(Account, Account.id == Score.assessor_id)
            .order_by(Account.name, Score.id)
        )
        return {
            "answer": list(connection.scalars(sa.select(Answer.value).where(Answer.question == "k2"))),
            "question": list(connection.scalars(siti)),
            "linked": [tuple(row) for row in connection.execute(linked.where(Account.name == "Dewi"))],
            "scores": [
                (name, aspect, value, bool(annulled))
                for name, aspect, value, annulled in connection.execute(scores)
            ],
        }


async def until(holds: Callable[[], bool], within: float = _PATIENCE) -> None:
    """Look again and again. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not holds():
            await asyncio.sleep(0.05)


async def _says(person: Persona, text: str, answer: str) -> None:
    await person.waits_for(answer, since=await person.says(text), within=_PATIENCE)


async def _presses(person: Persona, label: str, answer: str) -> None:
    await person.waits_for(answer, since=await person.presses(label), within=_PATIENCE)
