"""A PostgreSQL server that keeps what it confirms, beside the bots and not among them."""

import os
import time
from collections.abc import Collection
from pathlib import Path

import psycopg
from psycopg import sql

from tests.storage.conftest import PostgresServer

_AUTOVACUUM_ANALYSES_FROM = 50  # rows changed
_FILLED = "SELECT relname FROM pg_stat_user_tables WHERE n_live_tup > %s"
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class DurablePostgres(PostgresServer):
    """The server of the tests, with the settings as PostgreSQL comes: every commit is on the disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._admin.execute("ALTER SYSTEM RESET ALL")
        self._admin.execute("SELECT pg_reload_conf()")
        until = time.monotonic() + 10
        while not self.is_durable():
            assert time.monotonic() < until, "the server keeps the settings of the tests"
            time.sleep(0.05)

    def is_durable(self) -> bool:
        """Whether a commit is on the disk before it is confirmed."""
        with psycopg.connect(self.url("postgres")) as connection:
            shown = [connection.execute(f"SHOW {setting}").fetchone() for setting in _DURABLE]
        return all(one == ("on",) for one in shown)

    def version(self) -> str:
        """As the server says it."""
        row = self._admin.execute("SHOW server_version").fetchone()
        assert row is not None
        return str(row[0]).split()[0]

    def analyse(self, name: str) -> None:
        """Gather the statistics that autovacuum would have gathered by now: none of a table that is empty yet.

        Of an empty table they would say that reading all of it is best, which is not so any more once it fills.
        """
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            filled = connection.execute(_FILLED, [_AUTOVACUUM_ANALYSES_FROM]).fetchall()
            assert filled, "the server does not count rows yet"
            for (table,) in filled:
                connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))

    def keep_to(self, cores: Collection[int], folder: Path) -> None:
        """Let the server, and whatever it starts from now on, run on these cores."""
        running = self._admin.execute("SELECT pid FROM pg_stat_activity").fetchall()
        postmaster = int((folder / "postmaster.pid").read_text().splitlines()[0])
        for process in (postmaster, *(pid for (pid,) in running)):
            os.sched_setaffinity(process, cores)
