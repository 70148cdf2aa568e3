"""Copies of a database: made while the bot runs, and whole or not there at all."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import postgres_tools
from storage.backup_problems import (
    BackupProblem,
    DiskFull,
    FolderMissing,
    NothingToCopy,
    SourceNotRead,
    TargetExists,
    TargetNotWritten,
)
from storage.database import sqlite_path, urls


def back_up(url: str, target: Path) -> None:
    """Copy a database as it is at one moment to a new file that only its owner can read.

    It appears under its name once it is complete and on the disk. Raises BackupProblem; then nothing is left behind.
    """
    if os.path.lexists(target):
        raise TargetExists(str(target))
    if urls(url)[0].get_backend_name() == "sqlite":
        copy_sqlite(sqlite_path(url) or Path(":memory:"), target)
        return
    with _whole(target) as part:
        environment = postgres_tools.environment(url)
        postgres_tools.run(
            "pg_dump", "--format=custom", "--no-password", f"--file={part}", environment=environment
        )


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy an SQLite database, also while the bot writes, in place of what stood at the target.

    The copy is one file, without the `-wal` of its source. Raises BackupProblem.
    """
    _refuse_nothing(source)
    with _whole(target) as part:
        try:
            _copy(source, part)
        except sqlite3.Error as error:
            raise not_copied(error, source, target) from error


def _refuse_nothing(source: Path) -> None:
    try:
        if source.stat().st_size:
            return
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise SourceNotRead(str(source), os.strerror(error.errno or 0)) from error
    raise NothingToCopy(str(source))


def _copy(source: Path, part: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)) as read,
        contextlib.closing(sqlite3.connect(part)) as write,
    ):
        read.backup(write)  # in one step: in several it would begin anew with each commit of the bot
        write.execute("PRAGMA journal_mode=DELETE")


@contextlib.contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A file beside the target, which takes its name when the block has ended well."""
    try:
        with TemporaryDirectory(dir=target.parent, prefix=".talenta-") as folder:
            part = Path(folder) / "part"
            part.touch(mode=0o600)
            yield part
            _sync(part)
            part.replace(target)
        with contextlib.suppress(OSError):  # not every file system can do it for a folder
            _sync(target.parent)
    except OSError as error:
        raise not_written(error, target) from error


def not_copied(error: sqlite3.Error, source: Path, target: Path) -> BackupProblem:
    """What an error of SQLite says about a copy."""
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_FULL":
        return DiskFull(str(target))
    if name.startswith("SQLITE_IOERR"):
        return TargetNotWritten(str(target), str(error))
    return SourceNotRead(str(source), str(error))


def not_written(error: OSError, target: Path) -> BackupProblem:
    """What an error of the system says about the place of a copy."""
    if isinstance(error, FileNotFoundError):
        return FolderMissing(str(target.parent))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(str(target))
    return TargetNotWritten(str(target), os.strerror(error.errno or 0))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
