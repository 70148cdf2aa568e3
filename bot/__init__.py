"""Talks: Telegram, scheduling, documents, command line, local simulator."""
