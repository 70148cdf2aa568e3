"""A document or photo sent as an answer, looked at before it is taken. Slow: the bot calls it off its event loop."""

from collections.abc import Collection
from io import BytesIO
from pathlib import PurePath

from domain.attachments import Attachment, DocumentType, recognised
from domain.errors import DocumentUnreadable, FileRefusal, FileTypeMismatch, FileTypeNotAccepted

_EXTENSIONS = {
    ".pdf": DocumentType.PDF,
    ".jpg": DocumentType.JPEG,
    ".jpeg": DocumentType.JPEG,
    ".png": DocumentType.PNG,
}


def examined(
    content: bytes, name: str, file_id: str, accepts: Collection[DocumentType]
) -> Attachment | FileRefusal:
    """What was sent, or why it is not taken: its bytes decide, and a name that says something else is a refusal.

    A photo comes without a name. A document that nobody can open later, damaged or locked, is refused now.
    """
    try:
        kind = _kind(content, PurePath(name).suffix.casefold(), name, accepts)
        pages = _pages(content) if kind is DocumentType.PDF else 0
    except FileRefusal as refusal:
        return refusal
    return Attachment(kind, len(content), pages, file_id)


def _kind(content: bytes, extension: str, name: str, accepts: Collection[DocumentType]) -> DocumentType:
    kind, claimed = recognised(content), _EXTENSIONS.get(extension)
    if kind is None and claimed in accepts:
        raise DocumentUnreadable
    if kind is None or kind not in accepts:
        raise FileTypeNotAccepted(kind=extension or name, accepted=tuple(one.upper() for one in accepts))
    if extension and claimed is not kind:
        raise FileTypeMismatch(claimed=extension, actual=kind.upper())
    return kind


def _pages(content: bytes) -> int:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(content))
        pages = 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pages = 0  # whatever a damaged file makes of the reader
    if not pages:
        raise DocumentUnreadable
    return pages
