"""A document or photo sent as an answer: what it is by its first bytes, and how it is stored as text.

The file itself stays at Telegram, which hands it out again under its id: a database that holds every certificate
of a city could no longer be copied in a minute.
"""

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from enum import StrEnum
from typing import Final, Self

from domain.errors import FileTooLarge

_MEGABYTE: Final = 1024 * 1024


class DocumentType(StrEnum):
    """What can be an answer: what every phone makes of paper."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


_BEGINNINGS = (
    (b"%PDF-", DocumentType.PDF),
    (b"\xff\xd8\xff", DocumentType.JPEG),
    (b"\x89PNG\r\n\x1a\n", DocumentType.PNG),
)


def recognised(content: bytes) -> DocumentType | None:
    """The type its first bytes say it is, whatever its name is."""
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)


def megabytes(size: int) -> Decimal:
    """A size in bytes as people read it, one decimal, never less than it is."""
    return (Decimal(size) / _MEGABYTE).quantize(Decimal("0.1"), ROUND_UP)


def too_large(size: int, limit_mb: int) -> FileTooLarge | None:
    """The refusal of a file of that many bytes; None if it may come."""
    if size <= limit_mb * _MEGABYTE:
        return None
    return FileTooLarge(size_mb=megabytes(size), limit_mb=Decimal(limit_mb))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was taken. `size` is in bytes; `pages` is 0 for a picture; `file_id` is Telegram's."""

    kind: DocumentType
    size: int
    pages: int
    file_id: str

    @property
    def value(self) -> str:
        """The answer as it is stored."""
        return f"{self.kind}:{self.size}:{self.pages}:{self.file_id}"

    @classmethod
    def of(cls, value: str) -> Self:
        """The file of a stored answer."""
        kind, size, pages, file_id = value.split(":", 3)
        return cls(DocumentType(kind), int(size), int(pages), file_id)
