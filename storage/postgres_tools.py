"""The programs of PostgreSQL that we run, `pg_dump` and `pg_restore`, and how they fail."""

import os
import shutil
import subprocess
import textwrap

from storage.backup_problems import ToolMissing, ToolRefused
from storage.database import urls


def tool(name: str) -> str:
    """Where a program of PostgreSQL is. Raises ToolMissing."""
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(name)
    return found


def run(name: str, *arguments: str, environment: dict[str, str]) -> None:
    """Run a program to its end. Raises ToolMissing, ToolRefused."""
    command = [tool(name), *arguments]
    ended = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if ended.returncode:
        raise ToolRefused(name, complaint(name, ended.stderr))


def complaint(name: str, said: bytes) -> str:
    """What a program said on its way out, as one short line."""
    words = said.decode(errors="replace").replace(f"{name}: ", "").removeprefix("error: ")
    return textwrap.shorten(words, 200, placeholder=" …")


def environment(url: str) -> dict[str, str]:
    """Our environment with the connection in it, the password too: arguments are seen by everybody."""
    from psycopg import pq  # a library of its own, which SQLite does without

    sync, _ = urls(url)
    _, parameters = sync.get_dialect()().create_connect_args(sync)
    names = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
    known = {name.decode(): str(parameters[key]) for key, name in names.items() if name and key in parameters}
    return os.environ | known
