from datetime import date
from decimal import Decimal

import pytest

from domain.answers import attached, understand
from domain.attachments import Attachment, DocumentType, megabytes, recognised, too_large
from domain.errors import AnswerNotUnderstood, FileTooLarge, FileTypeNotAccepted, QuestionnaireRefusal
from domain.questions import FileUpload, Kind, ShortText

CERTIFICATE = FileUpload(
    key="a", kind=Kind.FILE, text="Kirim sertifikat.", accepts=(DocumentType.PDF,), largest_mb=2
)
TEXT = ShortText(key="b", kind=Kind.TEXT, text="Rencana?", max_length=9)
SCAN = Attachment(DocumentType.PDF, 2_202_010, 3, "BQACAgUAAxkBAAI:00000001")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", DocumentType.PDF),
        (b"\xff\xd8\xff\xe0", DocumentType.JPEG),
        (b"\x89PNG\r\n\x1a\n", DocumentType.PNG),
        (b"PK\x03\x04", None),
        (b" %PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_document_is_what_its_first_bytes_say(content, kind):
    assert recognised(content) is kind


def test_a_stored_file_is_read_back_whatever_its_id_looks_like():
    assert SCAN.value == "pdf:2202010:3:BQACAgUAAxkBAAI:00000001"
    assert Attachment.of(SCAN.value) == SCAN


def test_a_size_is_told_with_one_decimal_and_never_below_what_it_is():
    assert [megabytes(size) for size in (1, 1_048_576, 1_048_577)] == [Decimal("0.1"), 1, Decimal("1.1")]


def test_a_file_up_to_the_limit_may_come():
    assert too_large(2 * 1_048_576, 2) is None
    assert too_large(2 * 1_048_576 + 1, 2) == FileTooLarge(size_mb=Decimal("2.1"), limit_mb=Decimal(2))


@pytest.mark.parametrize(
    ("question", "found", "refusal"),
    [
        (TEXT, SCAN, AnswerNotUnderstood(hint="text")),
        (
            CERTIFICATE,
            Attachment(DocumentType.PNG, 1, 0, "x"),
            FileTypeNotAccepted(kind="png", accepted=("PDF",)),
        ),
        (CERTIFICATE, SCAN, FileTooLarge(size_mb=Decimal("2.2"), limit_mb=Decimal(2))),
    ],
)
def test_a_file_that_is_not_asked_for_is_refused(question, found, refusal):
    with pytest.raises(type(refusal)) as refused:
        attached(question, found)
    assert refused.value == refusal


def test_a_file_that_is_asked_for_is_the_answer():
    small = Attachment(DocumentType.PDF, 2_000_000, 1, "x")
    assert attached(CERTIFICATE, small) == "pdf:2000000:1:x"


def test_no_text_is_a_file():
    with pytest.raises(QuestionnaireRefusal) as refused:
        understand(CERTIFICATE, "terlampir", today=date(2026, 11, 2))
    assert refused.value == AnswerNotUnderstood(hint="file")
