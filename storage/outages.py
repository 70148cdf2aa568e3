"""Which errors of a database pass: a full disk, a lock, a server that is away. What a statement got wrong does not."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from domain.ports import StoreConflict, StoreOutage

_SQLITE = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    )
)
_CONFLICTS = ("40001", "40P01")  # serialization failure, deadlock detected
_REFUSED_COMMIT = ("23", "40", "53")  # a constraint, a conflict, no room
_READ_ONLY = (sqlite3.SQLITE_READONLY, "25006")  # of a reader, that it wrote is its own fault
_PRIMARY = 0xFF  # the rest of an SQLite code says more about the same
_POSTGRESQL = (
    "08",  # connection
    "40",  # serialization, deadlock
    "53",  # disk full, out of memory, too many connections
    "57P",  # the server is stopped, or starting
    "58",  # the system around it
)


def as_it_is(error: BaseException) -> BaseException:
    """The error for whoever asked for a write: StoreOutage in place of one that passes."""
    if not passes(error):
        return error
    outage = StoreConflict(str(error)) if conflicts(error) else StoreOutage(str(error))
    outage.__cause__ = error
    return outage


def conflicts(error: BaseException) -> bool:
    """Tell whether PostgreSQL could not put transactions in a row: at once, the same may succeed."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _CONFLICTS


def refuses_commit(error: BaseException) -> bool:
    """Tell whether PostgreSQL answered a commit with a reason: then nothing was stored. A lost answer says nothing."""
    return isinstance(error, DBAPIError) and str(getattr(error.orig, "sqlstate", "")).startswith(
        _REFUSED_COMMIT
    )


def passes(error: BaseException, *, reading: bool = False) -> bool:
    """Tell whether the same work may succeed later, unchanged."""
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        primary = code & _PRIMARY
        return primary in _SQLITE or (primary in _READ_ONLY and not reading)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_POSTGRESQL) or (state in _READ_ONLY and not reading)
    return error.connection_invalidated or isinstance(error, OperationalError | InterfaceError)
