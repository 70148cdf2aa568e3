"""A file on its way in: what kind it is, and its rows between preview and saving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ImportKind(StrEnum):
    """What a file can bring."""

    ROSTER = "roster"
    EVIDENCE = "evidence"


class ImportState(StrEnum):
    """A staged file is a preview; a dropped one was cancelled."""

    STAGED = "staged"
    SAVED = "saved"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file read without a problem. `rows` are plain values, ready to be saved; `digest` is SHA-256."""

    id: int
    kind: ImportKind
    file_name: str
    digest: str
    rows: Sequence[Any]
    state: ImportState
    received_at: datetime
    received_by: int | None
    saved_at: datetime | None = None
