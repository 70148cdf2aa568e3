"""People of the demo go on by themselves, one act after the other."""

import asyncio

import pytest

from bot.playthrough.living import live
from bot.simulator.persona import Persona
from bot.simulator.server import Simulator
from tests.unit.simulator.conftest import MONDAY


def keys(*labels: str) -> dict:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


@pytest.mark.parametrize(
    ("text", "labels", "act"),
    [
        ("Bagian 1 dari 6", ("Kembali", "4", "Lanjut nanti"), ("presses", "4")),
        ("Ketik tahun, misalnya 2024.", ("Kembali", "Lanjut nanti"), ("says", "2024")),
        ("Ketik angka 0 sampai 500.", ("Kembali",), ("says", "12")),
        ("Beranda Bapak/Ibu Budi", ("Kuesioner", "Bantuan"), ("says", "/kuesioner")),
        ("Tanda terima TT-2026-000001", (), ("says", "/kuesioner")),
    ],
)
async def test_somebody_does_what_comes_next(text: str, labels: tuple[str, ...], act: tuple[str, str]):
    async with Simulator(MONDAY) as simulator:
        budi: Persona = await simulator.persona("Budi", "+6281234567890")
        await budi.says("/start")
        bot = simulator.world.chat_of(budi.id)
        bot.show(simulator.world.post(bot, {"text": text}), keys(*labels) if labels else None)
        living = asyncio.create_task(live([budi], pause=0))
        while len(log := await simulator.telegram.log(1)) < 1:
            await asyncio.sleep(0)
        living.cancel()
        (done,) = log[:1]
        assert (done.method, done.parameters.get("label") or done.parameters["text"]) == act
