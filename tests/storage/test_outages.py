"""What passes by itself is told from what a statement got wrong, by the codes of the drivers."""

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, ProgrammingError

from storage.outages import passes


def sqlite(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


def postgres(state: str) -> psycopg.Error:
    return psycopg.errors.lookup(state)("as PostgreSQL says it")


@pytest.mark.parametrize("code", [5, 6, 7, 8, 10, 13, 14, 5 | 2 << 8, 8 | 4 << 8, 10 | 13 << 8])
def test_sqlite_is_full_locked_read_only_or_away(code: int) -> None:
    assert passes(OperationalError("UPDATE", {}, sqlite(code)))


@pytest.mark.parametrize("code", [1, 19, 21, 26])  # a wrong statement, a constraint, misuse, no database
def test_what_a_statement_got_wrong_does_not_pass_on_sqlite(code: int) -> None:
    assert not passes(OperationalError("UPDATE", {}, sqlite(code)))


@pytest.mark.parametrize("state", ["08006", "25006", "40001", "40P01", "53100", "53300", "57P01", "58030"])
def test_postgresql_is_full_in_conflict_read_only_or_away(state: str) -> None:
    assert passes(OperationalError("UPDATE", {}, postgres(state)))


@pytest.mark.parametrize("state", ["23505", "42P01", "42703", "22P02"])
def test_what_a_statement_got_wrong_does_not_pass_on_postgresql(state: str) -> None:
    assert not passes(ProgrammingError("UPDATE", {}, postgres(state)))


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_server_that_cannot_be_reached_has_no_code(kind: type[OperationalError]) -> None:
    assert passes(kind("UPDATE", {}, psycopg.OperationalError("connection refused")))


def test_nothing_else_passes() -> None:
    assert not passes(IntegrityError("INSERT", {}, Exception("without a code")))
    assert not passes(ValueError("not a database's"))


def test_a_reader_that_writes_is_at_fault_itself() -> None:
    for error in (sqlite(8), postgres("25006")):
        assert not passes(OperationalError("UPDATE", {}, error), reading=True)
