"""Which form a person gets follows from the roster (notation: bot/simulator/notation.py)."""

from dataclasses import replace
from typing import Any

import pytest

from domain.answers import SKIPPED
from domain.errors import NotYourButton
from domain.participation import Participation
from domain.people import PositionKind
from domain.questionnaire import load
from domain.usecases import answering, participating
from tests.chats.conftest import BUDI, WATI, Chat
from tests.chats.kinds import EVERY_KIND
from tests.chats.phases import answered, open_phase, stored
from tests.chats.sent_documents import pdf
from tests.chats.test_filling_rights import refused

STAFF = replace(WATI, position="Pengelola Kepegawaian", position_kind=PositionKind.EXECUTOR, eselon=None)
FORMS = ("penilaian_mandiri", "penilaian_mandiri_pelaksana")


@pytest.fixture
async def phase(chat: Chat) -> int:
    """Budi, a supervisor, and Wati, of the staff, in one phase with both forms."""
    await chat.roster(BUDI, STAFF)
    await chat.links("Budi", official=BUDI)
    await chat.links("Wati", official=STAFF)
    return await open_phase(chat, questionnaires=FORMS, audience=tuple(PositionKind))


async def standing(chat: Chat, phase: int) -> dict[str, tuple[Participation, Participation]]:
    """How far each has come in the phase, once in the look over all and once alone."""

    async def look(uow: Any) -> dict[str, tuple[Participation, Participation]]:
        stage = await uow.phases.by_id(phase)
        found = {}
        for one in await participating.participants(uow, stage):
            account = await uow.accounts.by_person(one.official.id)
            alone = await participating.work_of(uow, stage, account)
            found[one.official.name] = (one.standing, alone.standing)
        return found

    result: dict[str, tuple[Participation, Participation]] = await chat.do(look)
    return result


async def test_everybody_meets_the_form_of_their_kind_of_position(chat: Chat, phase: int) -> None:
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: belum dimulai, sisa 36 hari // … [1. Mulai]   [Beranda]
        Budi | [1. Mulai] → [Mulai] → [4] → [4]
        bot  ~ … Setelah memberi arahan, saya meminta rekan mengulanginya dengan kata-kata sendiri. // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
        Wati | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: belum dimulai, sisa 36 hari // … [1. Mulai]   [Beranda]
        Wati | [1. Mulai] → [Mulai] → [4] → [4]
        bot  ~ … Setelah menerima arahan, saya mengulanginya dengan kata-kata sendiri kepada pemberi arahan. // … [1] [2] [3] [4] [5]   [Kembali] [Lanjut nanti]
    """)


async def test_the_form_of_others_cannot_be_filled_in_by_a_made_up_button(chat: Chat, phase: int) -> None:
    press = {"campaign_id": 1, "question": "p01", "value": "4", "changing": False, "update_id": 1}
    assert await refused(chat, "Wati", answering.answer, **press) == NotYourButton()


async def test_whoever_has_sent_the_own_form_is_done(chat: Chat, phase: int) -> None:
    everything = [(one.key, "4") for one in load("penilaian_mandiri_pelaksana").questions]
    await answered(chat, STAFF.nip, "penilaian_mandiri_pelaksana", everything)
    assert await standing(chat, phase) == {
        "Budi": (Participation.NOT_STARTED, Participation.NOT_STARTED),
        "Wati": (Participation.READY, Participation.READY),
    }
    await chat.plays("""
        Wati | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: siap dikirim, sisa 36 hari // … [1. Lanjut]   [Beranda]
        Wati | [1. Lanjut] → [Kirim] → [Nyatakan, kirim]
        bot  ~ Penilaian mandiri sudah dikirim.
        bot  | Tanda terima TT-2026-000001 // … // Simpan pesan ini sebagai bukti. [Unduh PDF] [Beranda] (senyap)
    """)
    assert (await standing(chat, phase))["Wati"] == (Participation.DONE, Participation.DONE)


async def test_whoever_moves_to_another_position_goes_on_with_the_form_begun(chat: Chat, phase: int) -> None:
    await answered(chat, BUDI.nip, "penilaian_mandiri", [("p01", "4")])
    await chat.roster(replace(BUDI, position_kind=PositionKind.EXECUTOR))
    await chat.plays("""
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // 1. Penilaian mandiri: 1 dari 48 terjawab, sisa 36 hari / 2. Penilaian mandiri: belum dimulai, sisa 36 hari // … [1. Lanjut]   [2. Mulai]   [Beranda]
    """)


async def test_a_file_for_a_question_left_behind_shows_where_things_stand(chat: Chat) -> None:
    await chat.roster(BUDI)
    await chat.links("Budi", official=BUDI)
    await open_phase(chat, questionnaires=[EVERY_KIND.key])
    response = await answered(
        chat, BUDI.nip, EVERY_KIND.key, [("a1", "4"), ("a2", "ada"), ("a3", SKIPPED), ("b1", SKIPPED)]
    )
    await chat.plays(
        """
        Budi | /kuesioner
        bot  | Kuesioner Bapak/Ibu // … [1. Lanjut]   [Beranda]
        Budi | [1. Lanjut] → [Kembali] → [Kembali]
        bot  ~ Bagian 1 dari 2, pertanyaan 3 dari 5 (boleh dilewati) // … [Lewati] [Kembali]   [Lanjut nanti]
        """
    )
    await chat.do(_goes_on_elsewhere, response=response)
    await chat.plays(
        """
        Budi | (sertifikat.pdf)
        bot  | Bagian 2 dari 2, pertanyaan 5 dari 5 // … [Kembali] [Lanjut nanti]
        """,
        files={"sertifikat.pdf": pdf()},
    )
    assert (await stored(chat, response))["a3"] == SKIPPED


async def _goes_on_elsewhere(uow: Any, *, response: int, now: Any) -> None:
    await uow.responses.show(response, "b2", now=now)
