"""The databases that bots are killed over: of the test's own, migrated, on the engine the test names.

The fixtures are those of the whole folder, so that its modules share one server.
"""

from collections.abc import Iterator

import pytest

from tests.storage.conftest import postgres, postgres_template, sqlite_template, sqlite_url

__all__ = ["ON_BOTH", "ON_SQLITE", "postgres", "postgres_template", "sqlite_template", "sqlite_url", "store"]

ON_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
ON_BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server, template = request.getfixturevalue("postgres"), request.getfixturevalue("postgres_template")
    name = server.create(template)
    yield server.url(name)
    server.drop(name)
