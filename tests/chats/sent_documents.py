"""Documents and photos as people send them."""

from io import BytesIO

from pypdf import PdfWriter

PICTURE = bytes.fromhex(  # the smallest PNG that is one
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cf50cf000003020101a5c3cb1d0000000049454e44ae426082"
)


def pdf(pages: int = 1, *, password: str = "", size: int = 0) -> bytes:
    """A PDF of empty pages; with `size`, padded to that many bytes."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=72, height=72)
    if password:
        writer.encrypt(password)
    written = BytesIO()
    writer.write(written)
    return written.getvalue().ljust(size, b"\n")
