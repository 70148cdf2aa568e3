"""Exercises notice by themselves what was done, and by whom."""

import asyncio
from datetime import timedelta

import pytest

from bot.simulator.persona import NotPossible, Persona
from bot.simulator.server import Simulator


@pytest.fixture
async def siti(simulator: Simulator) -> Persona:
    return await simulator.persona("Siti", "+6281200000002")


@pytest.fixture
def said(call):
    """The bot says what it says in an exercise, as a new message or an edit of message 2."""

    async def saying(person: Persona, text: str, *, edits: bool = False) -> None:
        method, place = ("editMessageText", {"message_id": 2}) if edits else ("sendMessage", {})
        assert (await call(method, chat_id=person.id, text=text, **place))["ok"]

    return saying


async def exercise(simulator: Simulator, key: str) -> dict:
    shown = await simulator.telegram.get("training")
    return next(one for one in shown["exercises"] if one["key"] == key)


def done(shown: dict) -> list[bool]:
    return [step["done"] for step in shown["steps"]]


async def test_every_exercise_waits_for_somebody_to_begin_it(simulator: Simulator):
    shown = (await simulator.telegram.get("training"))["exercises"]
    assert {one["role"] for one in shown} == {"pegawai", "asesor", "admin"}
    assert {(one["state"], one["person"], one["suggested"]) for one in shown} == {("new", None, None)}
    assert not any(any(done(one)) for one in shown)
    assert {"isi_kuesioner", "unggah_nilai", "siarkan_pengingat"} <= {one["key"] for one in shown}


async def test_steps_are_done_when_the_chat_shows_it(simulator: Simulator, budi: Persona, said):
    await budi.says("/start")
    await said(budi, "Siaran baru (1 dari 3): penerima")  # before it began: does not count
    begun = await simulator.telegram.post("training/siarkan_pengingat/start", {"person": budi.id})
    assert (begun["state"], begun["person"], done(begun)) == ("running", budi.id, [False] * 4)
    await said(budi, "Siaran baru (1 dari 3): penerima // lagi")
    await said(budi, "Siaran baru (2 dari 3): isi", edits=True)
    shown = await exercise(simulator, "siarkan_pengingat")
    assert (shown["state"], done(shown)) == ("running", [True, True, False, False])
    assert shown["steps"][0]["at"] == (await simulator.telegram.now()).isoformat()
    await said(budi, "Pratinjau untuk satu penerima: Yth.")
    await said(budi, "Siaran SR-2026-0001 selesai", edits=True)
    shown = await exercise(simulator, "siarkan_pengingat")
    assert (shown["state"], done(shown)) == ("done", [True] * 4)


async def test_a_step_waits_for_the_one_before_and_for_the_person_who_began(
    simulator: Simulator, budi: Persona, siti: Persona, said
):
    await budi.says("/start")
    await siti.says("/start")
    await simulator.telegram.post("training/siarkan_pengingat/start", {"person": budi.id})
    await said(siti, "Siaran baru (1 dari 3): penerima")
    await said(budi, "Pratinjau untuk satu penerima: Yth.")
    assert not any(done(await exercise(simulator, "siarkan_pengingat")))


async def test_a_day_must_pass_before_the_reminder(simulator: Simulator, budi: Persona, said):
    await budi.says("/start")
    await simulator.telegram.post("training/pengingat/start", {"person": budi.id})
    await said(budi, "Penilaian mandiri: 1 dari 48 terjawab dan tersimpan. Tenggat besok.")
    await said(budi, "Pengingat berikutnya: Selasa.", edits=True)
    await simulator.telegram.advances(timedelta(hours=23))
    await said(budi, "Yth. Bapak/Ibu Budi, kuesioner BKPSDM belum terkirim.")
    assert done(await exercise(simulator, "pengingat")) == [True, True, False, False, False]
    await simulator.telegram.advances(timedelta(hours=1))
    await said(budi, "Yth. Bapak/Ibu Budi, kuesioner BKPSDM belum terkirim. Sisa 6 hari.")
    assert done(await exercise(simulator, "pengingat")) == [True, True, True, True, False]


async def test_an_exercise_is_put_back_to_the_start(simulator: Simulator, budi: Persona, said):
    await budi.says("/start")
    await simulator.telegram.post("training/siarkan_pengingat/start", {"person": budi.id})
    await said(budi, "Siaran baru (1 dari 3): penerima")
    put_back = await simulator.telegram.post("training/siarkan_pengingat/reset", {})
    assert (put_back["state"], put_back["person"]) == ("new", None)
    again = await simulator.telegram.post("training/siarkan_pengingat/start", {"person": budi.id})
    assert not any(done(again))


async def test_whoever_is_suggested_begins_it_and_the_words_say_their_facts(
    simulator: Simulator, budi: Persona
):
    words = (await exercise(simulator, "menautkan_akun"))["steps"][1]["words"]
    assert words == "Ketik NIP pegawai (18 angka, boleh memakai spasi)."
    facts = {"person": budi.id, "facts": {"nip": "198503152010011004"}}
    await simulator.telegram.post("training/menautkan_akun/suggest", facts)
    begun = await simulator.telegram.post("training/menautkan_akun/start", {})
    assert (begun["suggested"], begun["person"]) == (budi.id, budi.id)
    assert begun["steps"][1]["words"] == "Ketik 198503152010011004 (18 angka, boleh memakai spasi)."


async def test_everything_starts_over_where_it_was_kept(simulator: Simulator, budi: Persona, said):
    await budi.says("/start")
    with pytest.raises(NotPossible, match="nothing was kept"):
        await simulator.telegram.post("training/reset", {})
    await simulator.telegram.post("world/keep", {})
    began = await simulator.telegram.now()
    await simulator.telegram.post("training/siarkan_pengingat/start", {"person": budi.id})
    await said(budi, "Siaran baru (1 dari 3): penerima")
    await simulator.persona("Siti", "+6281200000002")
    await simulator.telegram.advances(timedelta(days=1))
    assert not (await simulator.telegram.get("training/reset"))["wanted"]
    waiting = asyncio.create_task(simulator.telegram.start_over_wanted())
    assert (await simulator.telegram.post("training/reset", {}))["start_over"] == "wanted"
    await waiting
    await simulator.telegram.post("world/restore", {})
    assert (await budi.sees()).texts() == ["/start"]
    assert list(await simulator.telegram.people()) == ["Budi"]
    assert await simulator.telegram.now() == began
    shown = await simulator.telegram.get("training")
    assert shown["start_over"] == "possible"
    assert {one["state"] for one in shown["exercises"]} == {"new"}


async def test_what_was_kept_can_be_gone_back_to_twice(simulator: Simulator, budi: Persona, said):
    await budi.says("/start")
    await simulator.telegram.post("world/keep", {})
    for _ in range(2):
        await said(budi, "Siaran baru (1 dari 3): penerima")
        await simulator.telegram.post("world/restore", {})
        assert (await budi.sees()).texts() == ["/start"]


async def test_what_cannot_be_begun_is_said(simulator: Simulator, budi: Persona):
    for path, words in (
        ("isi_kuesioner", {}),
        ("isi_kuesioner", {"person": 12}),
        ("bernyanyi", {"person": budi.id}),
    ):
        with pytest.raises(NotPossible):
            await simulator.telegram.post(f"training/{path}/start", words)
