"""Runs revisions on the connection that `storage.schema` opened."""

from alembic import context
from sqlalchemy import Connection

from storage.tables import Base

_connection: Connection = context.config.attributes["connection"]

context.configure(
    connection=_connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
    transactional_ddl=True,  # SQLite has it once the driver leaves BEGIN to us
)
context.run_migrations()
