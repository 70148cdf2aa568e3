"""Knows the regulation and the use cases: no I/O, no framework, no clock."""
