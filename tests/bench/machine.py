"""The machine and the versions under which something was measured, in one line."""

import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("python-telegram-bot", "aiohttp", "httpx", "SQLAlchemy", "psycopg")


def described(postgres: str) -> str:
    """Processor, memory, system, and what the bots stand on; `postgres` is the version of the server."""
    parts = [
        f"{len(os.sched_getaffinity(0))} cores of {_processor()}",
        f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        f"PostgreSQL {postgres}",
        *(f"{name} {version(name)}" for name in _PACKAGES),
    ]
    return ", ".join(parts)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
