"""What `talenta db backup` and `talenta db check` decide and say; how a copy is made and read is in storage."""

import os
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from sqlalchemy import make_url

from bot.config import Config
from bot.console import give_up, tell
from storage import backup_problems as problems
from storage import schema
from storage.backup import back_up
from storage.database import DatabaseUrlNotUnderstood, sqlite_path
from storage.examination import Contents, examine

SENTENCES: dict[type[problems.BackupProblem], str] = {
    problems.TargetExists: "backup_exists",
    problems.FolderMissing: "backup_folder_missing",
    problems.DiskFull: "backup_disk_full",
    problems.TargetNotWritten: "backup_not_written",
    problems.NothingToCopy: "backup_of_nothing",
    problems.SourceNotRead: "backup_source_not_read",
    problems.ToolMissing: "tool_missing",
    problems.ToolRefused: "tool_refused",
    problems.FileMissing: "check_missing",
    problems.NotAFile: "check_not_a_file",
    problems.FileEmpty: "check_empty",
    problems.NotABackup: "check_not_a_backup",
    problems.CutOff: "check_cut_off",
    problems.Damaged: "check_damaged",
    problems.NotOurs: "check_not_ours",
    problems.RowsOrphaned: "check_rows_orphaned",
}


def make_backup(config: Config, to: Path | None, now: datetime) -> None:
    """Copy the database to a new file, or into a folder under its default name; what stands in the way ends with 1."""
    url = config.database.url
    try:
        target = default_target(url, now.astimezone(config.agency.zone))
        if to is not None:
            there = os.path.isdir(to)  # noqa: PTH112 — also where we may not look
            target = to / target.name if there else to
        back_up(url, target)
    except DatabaseUrlNotUnderstood as error:
        give_up("database_unreachable", reason=type(error).__name__)
    except problems.BackupProblem as problem:
        give_up_on(problem)
    tell("backup_made", path=str(target))


def default_target(url: str, at: datetime) -> Path:
    """Beside an SQLite database, or in this folder; the name ends with the local time, so that names sort by it."""
    path, stamp = sqlite_path(url), f"{at:%Y%m%d-%H%M%S}"
    if path is None:
        return Path(f"{make_url(url).database or 'talenta'}-{stamp}.dump")
    return path.with_name(f"{path.stem}-{stamp}{path.suffix}")


def check_backup(file: Path) -> None:
    """Say what a copy holds; one that this program cannot work with ends with 1."""
    try:
        contents = examine(file)
    except problems.BackupProblem as problem:
        give_up_on(problem)
    _tell_contents(contents)
    tell_revision(str(file), contents.revision, schema.newest_revision(), schema.known_revisions())


def _tell_contents(contents: Contents) -> None:
    rows = contents.rows
    tell(
        "check_contents",
        people=rows["people"],
        account_count=rows["accounts"],
        response_count=rows["responses"],
        score_count=rows["scores"],
        result_count=rows["results"],
    )


def tell_revision(path: str, revision: str, newest: str, known: Collection[str]) -> None:
    """Say how far a sound copy is; a revision that is not known ends with 1."""
    if revision == newest:
        tell("check_newest", path=path, revision=revision)
    elif revision in known:
        tell("check_older", path=path, revision=revision, newest=newest)
    else:
        give_up("check_unknown", path=path, revision=revision, newest=newest)


def give_up_on(problem: problems.BackupProblem) -> NoReturn:
    """Say why there is no copy to rely on, and end with 1."""
    give_up(SENTENCES[type(problem)], **asdict(problem))
