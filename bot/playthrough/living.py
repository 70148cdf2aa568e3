"""Life in the demo: people of the crowd who go on answering, slowly, on phones of their own."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Final

from bot.simulator import keyboards
from bot.simulator.markup import Json
from bot.simulator.persona import NotPossible, Persona

_SECONDS_BETWEEN: Final = 3.0
_LEAVE: Final = frozenset(
    ("Kembali", "Lanjut nanti", "Beranda", "Tutup", "Batal", "Bantuan", "Ingatkan besok", "Pilih jam", "Tinjau",
     "Hasil", "Rencana", "Data saya", "Kuesioner", "Nanti", "Buka", "Tidak setuju")
)  # fmt: skip
_TYPED: Final = (("tanggal", "17-8-2024"), ("tahun", "2024"), ("angka", "12"), ("ketik", "Ilmu Pemerintahan"))


async def live(people: Sequence[Persona], *, seed: int = 5, pause: float = _SECONDS_BETWEEN) -> None:
    """Every few seconds one of them does the next thing on the phone; goes on until cancelled."""
    random = Random(seed)
    while people:
        await asyncio.sleep(random.uniform(0, 2 * pause))
        person = random.choice(people)
        with suppress(NotPossible):  # the screen changed in the meantime
            await _goes_on(person, random)


async def _goes_on(person: Persona, random: Random) -> None:
    """Press a button that leads on, type what is asked for, or open the questionnaires."""
    screen = (await person.sees()).last
    onward = [label for label in _labels(screen) if label not in _LEAVE]
    words = str(screen.get("text", "")).lower()
    typed = next((answer for hint, answer in _TYPED if hint in words), None)
    if onward:
        await person.presses(random.choice(onward), of=screen["message_id"])
    elif typed and _labels(screen):
        await person.says(typed)
    else:
        await person.says("/kuesioner")


def _labels(screen: Json) -> list[str]:
    return [label for row in keyboards.labels(screen.get("reply_markup")) for label in row]
