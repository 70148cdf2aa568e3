"""Why a copy of a database cannot be made or cannot be trusted: facts only, no prose.

    BackupProblem
    ├── TargetExists, FolderMissing, DiskFull, TargetNotWritten     where the copy should go
    ├── NothingToCopy, SourceNotRead                                what should be copied
    ├── ToolMissing, ToolRefused                                    pg_dump and pg_restore
    └── FileMissing, NotAFile, FileEmpty, NotABackup,
        CutOff, Damaged, NotOurs, RowsOrphaned                              a copy that is examined

The names of the fields are the placeholders of the sentences.
"""

from dataclasses import dataclass


@dataclass(eq=False)
class BackupProblem(Exception):
    """A copy was not made, or is none to rely on. What stood on the disk before is as it was."""


@dataclass(eq=False)
class TargetExists(BackupProblem):
    """Something stands where the copy should go; it is not overwritten."""

    path: str


@dataclass(eq=False)
class FolderMissing(BackupProblem):
    """The folder that the copy should go to does not exist."""

    path: str


@dataclass(eq=False)
class DiskFull(BackupProblem):
    """No room is left for the copy."""

    path: str


@dataclass(eq=False)
class TargetNotWritten(BackupProblem):
    """The system does not let us write the copy there, or not to its end."""

    path: str
    reason: str


@dataclass(eq=False)
class NothingToCopy(BackupProblem):
    """The SQLite database does not exist, or nothing was ever stored in it."""

    path: str


@dataclass(eq=False)
class SourceNotRead(BackupProblem):
    """The SQLite database cannot be read."""

    path: str
    reason: str


@dataclass(eq=False)
class ToolMissing(BackupProblem):
    """A program of PostgreSQL is not installed."""

    tool: str


@dataclass(eq=False)
class ToolRefused(BackupProblem):
    """A program of PostgreSQL ended before its work was done."""

    tool: str
    reason: str


@dataclass(eq=False)
class FileMissing(BackupProblem):
    """No file has this name."""

    path: str


@dataclass(eq=False)
class NotAFile(BackupProblem):
    """The name is that of a folder or a device."""

    path: str


@dataclass(eq=False)
class FileEmpty(BackupProblem):
    """The file has no content at all."""

    path: str


@dataclass(eq=False)
class NotABackup(BackupProblem):
    """The file is neither an SQLite database nor what `pg_dump --format=custom` writes."""

    path: str


@dataclass(eq=False)
class CutOff(BackupProblem):
    """The last bytes of an SQLite database are not there."""

    path: str
    count: int


@dataclass(eq=False)
class Damaged(BackupProblem):
    """The file cannot be read to its end, or contradicts itself."""

    path: str
    reason: str


@dataclass(eq=False)
class NotOurs(BackupProblem):
    """The file is a sound database of something else."""

    path: str


@dataclass(eq=False)
class RowsOrphaned(BackupProblem):
    """Rows refer to rows that are not there."""

    path: str
    count: int
