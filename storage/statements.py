"""What is said the same way on both engines: the INSERT that knows ON CONFLICT, and constants."""

from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.dialects.postgresql import insert

# PostgreSQL's construct compiles on SQLite as well; SQLite's does not compile on PostgreSQL.
upsert = insert

COMMA: Any = literal_column("','")  # a value would be put into the SQL at each execution

__all__ = ["COMMA", "upsert"]
