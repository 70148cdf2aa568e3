"""Performances of little plays, with the bot and the simulator as processes of their own."""

import asyncio
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

import pytest
from rich.console import Console

from bot.playthrough import improvising
from bot.playthrough.cast import budi
from bot.playthrough.directions import DIRECTIONS
from bot.playthrough.improvising import improvise
from bot.playthrough.performing import Outcome, perform
from bot.playthrough.playbook import read
from bot.playthrough.staging import Stage
from bot.simulator.notation import parse

BEFORE = """
== Budi datang
--- Sabtu, 7 November 2026, 23.00 WIB ---
$ talenta doctor
> Konfigurasi dapat dibaca.
> Basis data masih kosong; tabel dibuat saat bot dijalankan.
> Telegram terjangkau; bot ini @talenta_cirebon_bot.
> Belum ada admin. Buat undangan pertama: talenta invite --role admin --name NAMA.
"""
OPENING = """
== Budi datang
$ talenta run
@ joins Budi : Nomor Budi {phone}.
Budi | /mulai
bot  | Layanan Talenta BKPSDM Kota Cirebon // Untuk menautkan akun, ketik NIP atau NI PPPK Bapak/Ibu (18 angka, boleh memakai spasi). [Bantuan]
"""


async def kills(stage: Stage) -> None:
    assert stage.bot is not None
    stage.bot.kill()


async def performed(play: str, *, epilogue=None, patience: float = 10) -> tuple[Outcome, str]:
    """How a play went, and what the audience read."""
    paper = io.StringIO()
    screen = Console(file=paper, soft_wrap=True, highlight=False)
    chapters = read(play)
    directions = {**DIRECTIONS, "kills": kills}
    outcome = await perform(
        screen, chapters=chapters, directions=directions, epilogue=epilogue, patience=patience
    )
    return outcome, paper.getvalue()


async def test_what_is_told_is_what_happened_also_when_a_line_is_typed_afterwards():
    async def epilogue(stage: Stage) -> None:
        for line in parse("Budi | 12345\n--- 1 hari kemudian ---"):
            await stage.improvises(line)

    outcome, told = await performed(
        BEFORE
        + OPENING.removeprefix("\n== Budi datang\n")
        + """
@ untold : Budi mengetik NIP yang terlalu pendek.
Budi | 1985
bot  | NIP atau NI PPPK harus 18 angka; yang diterima 4 angka. …
""",
        epilogue=epilogue,
    )
    assert (outcome.good, outcome.key) == (True, "play_done"), outcome.details
    lines = told.splitlines()
    assert lines[1:15] == [
        "== Budi datang",
        "",
        "",
        "--- Sabtu, 7 November 2026, 23.00 WIB ---",
        "$ talenta doctor",
        "> Konfigurasi dapat dibaca.",
        "> Basis data masih kosong; tabel dibuat saat bot dijalankan.",
        "> Telegram terjangkau; bot ini @talenta_cirebon_bot.",
        "> Belum ada admin. Buat undangan pertama: talenta invite --role admin --name NAMA.",
        "$ talenta run",
        f"(Nomor Budi {budi().phone}.)",
        "Budi | /mulai",
        "bot  | Layanan Talenta BKPSDM Kota Cirebon // Untuk menautkan akun, ketik NIP atau NI PPPK Bapak/Ibu "
        "(18 angka, boleh memakai spasi). [Bantuan]",
        "(Budi mengetik NIP yang terlalu pendek.)",
    ]
    assert lines[15:] == [
        "Budi | 12345",
        "bot  | NIP atau NI PPPK harus 18 angka; yang diterima 5 angka. Belum ada yang disimpan. "
        "Ketik ulang, boleh memakai spasi.",
        "",
        "--- Minggu, 8 November 2026, 23.00 WIB ---",
    ]


async def test_a_difference_stops_the_play_and_shows_both_sides():
    outcome, _ = await performed(OPENING + "\nBudi | 1985\nbot  | Terima kasih.", patience=0.3)
    assert (outcome.good, outcome.key) == (False, "play_differs")
    assert (
        "expected:\n  bot  | Terima kasih.\n  but the bot did:\n  bot  | NIP atau NI PPPK"
        in outcome.details[0]
    )


async def test_a_command_that_prints_something_else_stops_the_play():
    outcome, _ = await performed("== Server\n$ talenta doctor\n> Semua baik.")
    assert (outcome.good, outcome.key) == (False, "play_differs")
    assert "Semua baik.\n  but it ended with 0:\n  Konfigurasi dapat dibaca." in outcome.details[0]


async def test_a_bot_that_is_killed_ends_the_play_at_once():
    outcome, _ = await performed(OPENING + "\n@ kills\nBudi | /mulai\nbot  | …")
    assert (outcome.good, outcome.key, outcome.facts) == (False, "play_bot_ended", {"code": -9})


async def test_whoever_trains_puts_everything_back_to_the_start():
    texts: list[list[str]] = []

    async def epilogue(stage: Stage) -> None:
        serving = asyncio.create_task(improvise(stage))
        person = (await stage.telegram.people())["Budi"]
        await possible(stage)
        texts.append((await person.sees()).texts())
        await person.says("1985")
        await person.waits_for("yang diterima 4 angka", since=len(await stage.telegram.log()) - 1)
        since = len(await stage.telegram.log())
        await stage.telegram.post("training/reset", {})
        await possible(stage)
        texts.append((await person.sees()).texts())
        await person.says("/bantuan")
        await person.waits_for("Bantuan", since=since, within=30)
        assert not serving.done()
        serving.cancel()

    async def possible(stage: Stage) -> None:
        while (await stage.telegram.get("training"))["start_over"] != "possible":
            await asyncio.sleep(0.05)

    outcome, _ = await performed(OPENING, epilogue=epilogue)
    assert outcome.good, outcome.details
    assert texts[0] == texts[1]
    assert len(texts[0]) == 2


@pytest.fixture
def keyboard() -> Iterator[TextIO]:
    """What is written here is typed at the terminal."""
    reading, writing = os.pipe()
    before, sys.stdin = sys.stdin, os.fdopen(reading)
    with os.fdopen(writing, "w") as written:
        yield written
    sys.stdin = before


async def test_after_the_demo_somebody_at_the_terminal_goes_on(keyboard: TextIO, capsys):
    keyboard.write("Budi | 1985\nngawur\nWati | /mulai\n")
    keyboard.flush()
    playing = asyncio.create_task(performed(OPENING, epilogue=improvise))
    printed = ""
    while "nobody is called Wati" not in printed and not playing.done():
        await asyncio.sleep(0.05)
        printed += capsys.readouterr().out
    playing.cancel()
    await asyncio.gather(playing, return_exceptions=True)
    assert "Lanjutkan sebagai Budi:" in printed
    assert "Itu belum dapat dilakukan: ngawur" in printed
    assert "Itu belum dapat dilakukan: nobody is called Wati" in printed


@pytest.mark.parametrize("nobody", [os.devnull, __file__])
async def test_a_demo_without_a_terminal_waits_for_nobody(
    nobody: str, monkeypatch: pytest.MonkeyPatch, caplog
):
    with Path(nobody).open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        await improvising._talk(cast(Stage, None))  # who talks to nobody needs no stage
    assert not caplog.records
