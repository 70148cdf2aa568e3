"""The one INSERT that knows ON CONFLICT on both engines."""

from sqlalchemy.dialects.postgresql import insert

# PostgreSQL's construct compiles on SQLite as well; SQLite's does not compile on PostgreSQL.
upsert = insert

__all__ = ["upsert"]
