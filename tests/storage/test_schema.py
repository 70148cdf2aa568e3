"""From an empty database to the tables of today."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from storage import schema
from storage.database import DatabaseUrlNotUnderstood, sync_engine, urls
from storage.tables import Base


@contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = create_engine(urls(url)[0])
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def test_an_empty_database_is_empty_and_at_no_revision(empty_url: str) -> None:
    assert schema.is_empty(empty_url)
    assert schema.revision_of(empty_url) is None


def test_an_empty_database_is_migrated_to_the_newest_revision(empty_url: str) -> None:
    schema.migrate(empty_url)
    assert not schema.is_empty(empty_url)
    assert schema.revision_of(empty_url) == schema.newest_revision()


def test_a_migrated_database_is_migrated_again_without_a_change(url: str) -> None:
    schema.migrate(url)
    assert schema.revision_of(url) == schema.newest_revision()


def test_migrations_make_the_tables_the_code_declares(url: str) -> None:
    with _connection(url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_of_the_results_of_a_person_only_those_that_count_are_unique(url: str) -> None:
    with _connection(url) as connection:
        (index,) = [one for one in inspect(connection).get_indexes("results") if one["unique"]]
    dialect = urls(url)[0].get_backend_name()
    condition = str(index["dialect_options"][f"{dialect}_where"])
    assert index["column_names"] == ["phase_id", "person_id"]
    assert "superseded" in condition
    assert "withdrawn" in condition


def test_the_first_revision_can_be_taken_back(url: str) -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with _connection(url) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]


def test_a_folder_for_the_database_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/talenta.sqlite"
    assert schema.is_empty(url)


def test_rows_without_their_parent_are_refused_and_nothing_is_changed(sqlite_url: str) -> None:
    with _connection(sqlite_url) as connection, connection.begin():
        values = "(7, 'admin', '2026-11-24 02:00:00')"
        connection.execute(text(f"INSERT INTO role_grants (account_id, role, granted_at) VALUES {values}"))
    with pytest.raises(schema.RowsWouldBeOrphaned):
        schema.migrate(sqlite_url)
    with _connection(sqlite_url) as connection:
        assert connection.execute(text("SELECT count(*) FROM role_grants")).scalar_one() == 1


@pytest.mark.parametrize(
    ("url", "sync", "asynchronous"),
    [
        ("sqlite:///talenta.sqlite", "sqlite", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:///talenta.sqlite", "sqlite", "sqlite+aiosqlite"),
        ("postgresql://db/talenta", "postgresql+psycopg", "postgresql+psycopg"),
        ("postgresql+psycopg://db/talenta", "postgresql+psycopg", "postgresql+psycopg"),
    ],
)
def test_a_url_names_the_engine_and_not_its_driver(url: str, sync: str, asynchronous: str) -> None:
    assert [one.drivername for one in urls(url)] == [sync, asynchronous]


def test_another_engine_is_not_understood() -> None:
    with pytest.raises(DatabaseUrlNotUnderstood):
        sync_engine("mysql://db/talenta")
