"""What a copy of a database holds, and whether it is sound. Reads it to its end and changes nothing."""

import os
import re
import sqlite3
import subprocess
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from storage import postgres_tools
from storage.backup_problems import (
    CutOff,
    Damaged,
    FileEmpty,
    FileMissing,
    NotABackup,
    NotAFile,
    NotOurs,
    RowsOrphaned,
)
from storage.tables import Base

_REVISION = "alembic_version"
_COPY = re.compile(rb'COPY (?:[\w"]+\.)?"?(\w+)"? \(')
_HEADER = 100  # bytes of an SQLite file in which its page size and number of pages stand
_END_OF_COPY = b"\\.\n"


@dataclass(frozen=True, slots=True)
class Contents:
    """The revision of a sound copy, and the number of rows by table; a table that is not there has none."""

    revision: str
    rows: Mapping[str, int]


def examine(path: Path) -> Contents:
    """Read a copy as it is made by `back_up`, or by hand. Raises BackupProblem."""
    beginning = _beginning(path)
    if beginning.startswith(b"SQLite format 3\0"):
        _refuse_cut_off(path, beginning)
        return _examine_sqlite(path)
    if beginning.startswith(b"PGDMP"):
        return _examine_dump(path)
    raise NotABackup(str(path))


def _beginning(path: Path) -> bytes:
    try:
        if not path.exists():
            raise FileMissing(str(path))
        if not path.is_file():
            raise NotAFile(str(path))
        with path.open("rb") as file:
            beginning = file.read(_HEADER)
    except OSError as error:
        raise Damaged(str(path), os.strerror(error.errno or 0)) from error
    if not beginning:
        raise FileEmpty(str(path))
    return beginning


def _refuse_cut_off(path: Path, header: bytes) -> None:
    """SQLite itself takes what is missing of the last page for zeros."""
    if _is_written_to(path):
        return
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    missing = max(_HEADER, pages * (page if page > 1 else 65536)) - path.stat().st_size
    if missing > 0:
        raise CutOff(str(path), missing)


def _examine_sqlite(path: Path) -> Contents:
    try:
        with closing(_connect(path)) as connection:
            ((verdict,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if verdict != "ok":
                raise Damaged(str(path), textwrap.shorten(verdict, 200, placeholder=" …"))
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
            if _REVISION not in tables:
                raise NotOurs(str(path))
            orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise RowsOrphaned(str(path), len(orphans))
            revision = connection.execute(f"SELECT max(version_num) FROM {_REVISION}").fetchone()[0]
            rows = {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in tables & Base.metadata.tables.keys()
            }
    except sqlite3.Error as error:
        raise Damaged(str(path), str(error)) from error
    return _contents(path, revision, rows)


def _connect(path: Path) -> sqlite3.Connection:
    """Nothing is put beside a file that nobody writes to."""
    quiet = "" if _is_written_to(path) else "&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{quiet}", uri=True)


def _is_written_to(path: Path) -> bool:
    """A log stands beside it: it is a database at work, or was one when the machine stopped."""
    return any(path.with_name(f"{path.name}{suffix}").exists() for suffix in ("-wal", "-journal"))


def _examine_dump(path: Path) -> Contents:
    """Let pg_restore write everything out: its list alone would also be told by a file without an end."""
    command = [postgres_tools.tool("pg_restore"), "--file=-", str(path.absolute())]
    rows: Counter[str] = Counter()
    revision = ""
    with TemporaryFile() as said:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as restoring:
            assert restoring.stdout is not None
            for table, row in _rows(restoring.stdout):
                rows[table] += 1
                if table == _REVISION:
                    revision = row.decode().strip()
        said.seek(0)
        if restoring.returncode:
            raise Damaged(str(path), postgres_tools.complaint("pg_restore", said.read()))
    return _contents(path, revision, rows)


def _rows(script: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Table and line of every row; a line break within a row is written as two characters."""
    table = ""
    for line in script:
        if not table:
            found = _COPY.match(line)
            table = found[1].decode() if found else ""
        elif line == _END_OF_COPY:
            table = ""
        else:
            yield table, line


def _contents(path: Path, revision: str | None, rows: Mapping[str, int]) -> Contents:
    if not revision:
        raise NotOurs(str(path))
    return Contents(revision, {name: rows.get(name, 0) for name in Base.metadata.tables})
