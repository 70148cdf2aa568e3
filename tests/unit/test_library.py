"""The questionnaires of an installation: shipped, the agency's own, and those that were asked before."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.config import QuestionnairesSection
from bot.library import NotAskable, furnish, read_definition
from bot.simulator.server import TOKEN, Simulator
from domain.questionnaire import QuestionnaireInvalid, VersionTaken, load, parse
from domain.usecases import using_definitions
from storage import schema
from storage.database import Database

NOW = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)
DEFINITION = """
key = "{key}"
version = 1
title = "{title}"
noun = "pertanyaan"
minutes = 5
consent_needed = true
audience = ["pelaksana"]
intro = "Contoh."

[[sections]]

[[sections.questions]]
key = "a"
kind = "date"
text = "Kapan?"
earliest = 2020-01-01
latest = "today"
"""


def write(folder: Path, key: str, title: str = "Budaya kerja") -> QuestionnairesSection:
    (folder / f"{key}.toml").write_text(DEFINITION.format(key=key, title=title), encoding="utf-8")
    return QuestionnairesSection(folder=folder, besides=(key,))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path / 'talenta.sqlite'}"
    schema.migrate(url)
    opened = Database.open(url)
    yield opened
    await opened.close()


async def test_the_definitions_of_the_folder_can_be_asked(tmp_path: Path, database: Database) -> None:
    await furnish(write(tmp_path, "budaya_satu"), database)
    assert load("budaya_satu", 1).title == "Budaya kerja"


async def test_an_installation_without_a_folder_has_what_is_shipped(database: Database) -> None:
    await furnish(QuestionnairesSection(besides=("kompetensi_teknis",)), database)
    assert load("kompetensi_teknis").version == 1


@pytest.mark.parametrize("key", ["tidak_ada", "umpan_balik_rekan"])
async def test_what_cannot_be_asked_about_oneself_is_refused(database: Database, key: str) -> None:
    with pytest.raises(NotAskable, match=key):
        await furnish(QuestionnairesSection(besides=(key,)), database)


async def test_a_definition_that_was_asked_is_brought_back_without_its_file(database: Database) -> None:
    lost = parse(DEFINITION.format(key="budaya_dua", title="Budaya kerja"), "budaya_dua.toml")
    await database.write(lambda uow: uow.definitions.keep(lost, now=NOW))
    await furnish(QuestionnairesSection(), database)
    assert load("budaya_dua", 1) == lost


async def test_a_definition_that_was_asked_is_never_changed(tmp_path: Path, database: Database) -> None:
    await furnish(write(tmp_path, "budaya_tiga"), database)
    changed = parse(DEFINITION.format(key="budaya_tiga", title="Budaya lain"), "budaya_tiga.toml")
    await database.write(lambda uow: uow.definitions.keep(changed, now=NOW))
    with pytest.raises(VersionTaken, match="budaya_tiga, version 1"):
        await furnish(QuestionnairesSection(), database)


async def test_a_phase_keeps_the_definitions_it_asks(database: Database) -> None:
    keys = ("penilaian_mandiri", "preferensi_karier", "kompetensi_teknis")
    versions = await database.write(lambda uow: using_definitions.keep(uow, keys, now=NOW))
    assert versions == dict.fromkeys(keys, 1)
    await database.write(lambda uow: using_definitions.keep(uow, keys, now=NOW))  # a second phase
    kept = await database.read(lambda uow: uow.definitions.kept())
    assert list(kept) == [load(key) for key in sorted(keys)]


@pytest.mark.parametrize(
    ("content", "besides", "said"),
    [
        (
            DEFINITION.format(key="penilaian_mandiri", title="Lain"),
            "[]",
            "Kuesioner penilaian_mandiri versi 1 sudah ada dengan isi lain. Yang sudah dipakai tidak dapat diubah: "
            "naikkan version pada berkasnya.",
        ),
        ("key = 1", "[]", "key: harus berupa teks"),
        ("", "[]", "key: isian ini wajib ada"),
        (
            DEFINITION.format(key="budaya_empat", title="x"),
            '["budaya_lima"]',
            "Kuesioner budaya_lima pada questionnaires.besides tidak ada, atau tidak dapat diisi tentang diri sendiri.",
        ),
    ],
)
async def test_a_bot_that_could_not_ask_says_why_and_does_not_start(
    tmp_path: Path, content: str, besides: str, said: str
) -> None:
    folder = tmp_path / "kuesioner"
    folder.mkdir()
    (folder / "isi.toml").write_text(content, encoding="utf-8")
    async with Simulator(NOW) as simulator:
        environment = {
            "TALENTA_TELEGRAM__TOKEN": TOKEN,
            "TALENTA_TELEGRAM__API_URL": simulator.url,
            "TALENTA_DATABASE__URL": f"sqlite:///{tmp_path / 'talenta.sqlite'}",
            "TALENTA_CLOCK__SOURCE": "simulator",
            "TALENTA_QUESTIONNAIRES__FOLDER": str(folder),
            "TALENTA_QUESTIONNAIRES__BESIDES": besides,
        }
        result = await asyncio.to_thread(CliRunner().invoke, app, ["run"], env=environment)
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())


def test_a_folder_holds_text(tmp_path: Path) -> None:
    (tmp_path / "rusak.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(QuestionnaireInvalid, match=r"rusak.toml: : not_utf8"):
        read_definition(tmp_path / "rusak.toml")
