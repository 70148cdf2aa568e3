"""Files on the simulated server: uploaded by bot or person, named by id and by path."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from bot.simulator.markup import Json
from bot.simulator.refusals import ApiRefusal, bad_request

LARGEST_UPLOAD: Final = 50 * 2**20
LARGEST_PHOTO: Final = 10 * 2**20
LARGEST_DOWNLOAD: Final = 20 * 2**20
WIDEST_PHOTO: Final = 10_000
LONGEST_RATIO: Final = 20

_PREFIX: Final = {"documents": "BQACAgUAAxkBAAI", "photos": "AgACAgUAAxkBAAI"}
_SOF_MARKERS: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived in a request."""

    name: str
    content: bytes

    def as_json(self) -> Json:
        return {"file_name": self.name, "file_size": len(self.content)}


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    name: str
    content: bytes

    def as_file(self) -> Json:
        """The Bot API's `File`."""
        return self._identity() | {"file_path": self.path}

    def as_document(self) -> Json:
        kind = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return self._identity() | {"file_name": self.name, "mime_type": kind}

    def as_photo(self) -> list[Json]:
        """The Bot API's list of `PhotoSize`, here of one size; refuses what is no picture."""
        width, height = _size_of_picture(self.content)
        if width + height > WIDEST_PHOTO or max(width, height) > LONGEST_RATIO * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return [self._identity() | {"width": width, "height": height}]

    def _identity(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }


class FileStore:
    """Every file of the world, kept as long as the world."""

    def __init__(self) -> None:
        self._files: list[StoredFile] = []

    def add(self, upload: Upload, folder: str = "documents") -> StoredFile:
        """Store an upload; refuses empty files and those above Telegram's limit for uploads."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > (LARGEST_PHOTO if folder == "photos" else LARGEST_UPLOAD):
            raise ApiRefusal(413, "Request Entity Too Large")
        number = len(self._files) + 1
        path = f"{folder}/file_{number}{PurePosixPath(upload.name).suffix}"
        stored = StoredFile(
            f"{_PREFIX[folder]}{number:08d}", f"AgAD{number:08d}", path, upload.name, upload.content
        )
        self._files.append(stored)
        return stored

    def with_id(self, file_id: str) -> StoredFile | None:
        return next((file for file in self._files if file.file_id == file_id), None)

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._files if file.path == path), None)


def _size_of_picture(content: bytes) -> tuple[int, int]:
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith(b"\xff\xd8"):
        return _size_of_jpeg(content)
    raise bad_request("IMAGE_PROCESS_FAILED")


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _SOF_MARKERS:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return int.from_bytes(width, "big"), int.from_bytes(height, "big")
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    raise bad_request("IMAGE_PROCESS_FAILED")
