"""`talenta db backup` and `talenta db check`, run as somebody would type them."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.backups import SENTENCES, default_target, tell_revision
from bot.cli import app
from bot.texts.catalogue import catalogue
from storage import schema
from storage.backup_problems import BackupProblem

Types = Callable[..., tuple[int, str]]
EIGHT = datetime(2026, 11, 2, 8, 10, 5)  # noqa: DTZ001 — as the clock on the wall shows it


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    schema.migrate(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, template: bytes) -> Path:
    path = tmp_path / "talenta.sqlite"
    path.write_bytes(template)
    return path


@pytest.fixture
def types(tmp_path: Path) -> Types:
    """The code a command ends with, and what it prints on one line, this folder written as a dot."""

    def run(*words: str | Path, **changed: str) -> tuple[int, str]:
        given = {
            "TALENTA_TELEGRAM__TOKEN": "1:token",
            "TALENTA_DATABASE__URL": f"sqlite:///{tmp_path / 'talenta.sqlite'}",
        }
        result = CliRunner().invoke(app, [str(word) for word in words], env=given | changed)
        return result.exit_code, " ".join(result.output.split()).replace(str(tmp_path), ".")

    return run


def names(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_made_beside_the_database_and_passes(types: Types, database: Path, tmp_path: Path) -> None:
    code, printed = types("db", "backup")
    (copy,) = set(tmp_path.iterdir()) - {database}
    assert (code, printed) == (
        0,
        f"Salinan basis data tersimpan pada ./{copy.name}. Periksa dengan: talenta db check ./{copy.name}",
    )
    assert types("db", "check", copy) == (
        0,
        f"Isinya: 0 pegawai, 0 akun, 0 kuesioner, 0 nilai, 0 hasil. ./{copy.name} utuh, pada revisi "
        f"{schema.newest_revision()} (terbaru).",
    )
    assert names(tmp_path) == sorted([copy.name, database.name])


def test_a_copy_goes_into_a_folder_under_its_own_name(types: Types, database: Path, tmp_path: Path) -> None:
    (tmp_path / "salinan").mkdir()
    code, _ = types("db", "backup", "--to", tmp_path / "salinan")
    assert code == 0
    (name,) = names(tmp_path / "salinan")
    assert name.startswith("talenta-20")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////var/lib/talenta/talenta.sqlite", "/var/lib/talenta/talenta-20261102-081005.sqlite"),
        ("sqlite:///talenta.db", "talenta-20261102-081005.db"),
        ("postgresql://talenta:rahasia@db/pemetaan", "pemetaan-20261102-081005.dump"),
        ("postgresql://db", "talenta-20261102-081005.dump"),
    ],
)
def test_a_copy_is_named_after_the_database_and_the_local_time(url: str, name: str) -> None:
    assert str(default_target(url, EIGHT)) == name


def test_the_same_name_twice_is_refused(types: Types, database: Path, tmp_path: Path) -> None:
    assert types("db", "backup", "--to", tmp_path / "salinan.sqlite")[0] == 0
    assert types("db", "backup", "--to", tmp_path / "salinan.sqlite") == (
        1,
        "./salinan.sqlite sudah ada dan tidak ditimpa. Sebutkan nama lain dengan --to.",
    )


def test_a_folder_that_is_not_there_is_said(types: Types, database: Path, tmp_path: Path) -> None:
    assert types("db", "backup", "--to", tmp_path / "arsip" / "salinan.sqlite") == (
        1,
        "Folder ./arsip tidak ada. Buat terlebih dahulu, atau sebutkan tempat lain dengan --to.",
    )


def test_a_database_that_is_not_there_is_said_and_not_made(types: Types, tmp_path: Path) -> None:
    assert types("db", "backup") == (
        1,
        "Basis data ./talenta.sqlite belum ada atau masih kosong. Tidak ada yang disalin.",
    )
    assert names(tmp_path) == []


def test_an_engine_that_is_not_understood_is_said(types: Types) -> None:
    code, printed = types("db", "backup", TALENTA_DATABASE__URL="mysql://db/talenta")
    assert code == 1
    assert printed.startswith("Basis data tidak dapat dibuka (DatabaseUrlNotUnderstood).")


def test_without_pg_dump_it_is_said_what_to_install(types: Types, tmp_path: Path) -> None:
    url = "postgresql://db/talenta"
    assert types("db", "backup", "--to", tmp_path, TALENTA_DATABASE__URL=url, PATH="/tidak-ada") == (
        1,
        "Perintah pg_dump tidak ditemukan. Pasang klien PostgreSQL pada mesin ini, lalu ulangi.",
    )
    assert names(tmp_path) == []


def test_a_file_that_is_no_copy_is_refused(types: Types, tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("Yth. Bapak/Ibu")
    assert types("db", "check", tmp_path / "surat.txt") == (
        1,
        "Berkas ./surat.txt bukan basis data SQLite dan bukan hasil pg_dump --format=custom.",
    )


def test_a_copy_that_was_cut_off_is_refused(types: Types, database: Path) -> None:
    database.write_bytes(database.read_bytes()[:-4000])
    assert types("db", "check", database) == (
        1,
        "Berkas ./talenta.sqlite terpotong: 4.000 byte terakhirnya tidak ada.",
    )


def test_a_copy_of_another_program_version_is_refused(types: Types, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    code, printed = types("db", "check", database)
    assert code == 1
    assert "./talenta.sqlite utuh, tetapi revisi 9999 tidak dikenal program ini" in printed


def test_a_copy_that_is_older_can_be_brought_to_today(capsys: pytest.CaptureFixture[str]) -> None:
    tell_revision("lama.sqlite", "0001", "0002", {"0001", "0002"})
    assert " ".join(capsys.readouterr().out.split()) == (
        "lama.sqlite utuh, pada revisi 0001; program ini memakai 0002. "
        "Setelah dipulihkan, jalankan: talenta db migrate."
    )
    with pytest.raises(typer.Exit):
        tell_revision("lama.sqlite", "0000", "0002", {"0001", "0002"})


def test_nothing_is_migrated_while_it_cannot_be_copied_first(types: Types, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    copy = database.with_suffix(f".before-{schema.newest_revision()}.sqlite")
    copy.mkdir()
    for command in (["invite", "--all"], ["run"]):
        assert types(*command) == (
            1,
            f"Salinan tidak dapat ditulis pada ./{copy.name} (Is a directory). "
            "Tidak ada salinan yang tersimpan.",
        )


def test_every_problem_has_a_sentence_with_its_facts() -> None:
    assert SENTENCES.keys() == set(BackupProblem.__subclasses__())
    for problem, key in SENTENCES.items():
        facts = {field.name for field in fields(problem)}
        assert catalogue()[f"console.{key}"].placeholders == facts, key
