"""Which errors of a database pass: a full disk, a lock, a server that is away. What a statement got wrong does not."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

_SQLITE = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    )
)
_PRIMARY = 0xFF  # the rest of an SQLite code says more about the same
_POSTGRESQL = (
    "08",  # connection
    "25006",  # read-only
    "40",  # serialization, deadlock
    "53",  # disk full, out of memory, too many connections
    "57P",  # the server is stopped, or starting
    "58",  # the system around it
)


def passes(error: BaseException) -> bool:
    """Tell whether the same work may succeed later, unchanged."""
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & _PRIMARY in _SQLITE
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_POSTGRESQL)
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
