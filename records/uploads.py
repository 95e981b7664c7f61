from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MEGABYTE = 1_000_000


def limit() -> int:
    """The most bytes that one file may have."""
    return int(settings.ATTACHMENT_LIMIT) * MEGABYTE


class Bounded(FileUploadHandler):
    """Drops a file that is larger than any that is kept; the form then finds none, and says how large one may be."""

    received = 0

    def new_file(self, *args: Any, **more: Any) -> None:
        super().new_file(*args, **more)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > limit():
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
