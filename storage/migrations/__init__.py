"""Alembic's environment and revisions. Applied by `storage.schema`, never by hand."""
