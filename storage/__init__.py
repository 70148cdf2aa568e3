"""Remembers: tables, repositories, unit of work, migrations."""
