"""Files on their way in: held in memory, up to a limit. Nothing that somebody brings lies readable on the disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 10 * 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Keeps the first ten megabytes of a request's files; the rest is received, counted and let go.

    A file that was cut says a `size` over `MOST_BYTES`: the form refuses it with a sentence.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file, self.is_cut = BytesIO(), False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.is_cut = self.is_cut or self.kept + len(raw_data) > MOST_BYTES
        if not self.is_cut:
            self.file.write(raw_data)
            self.kept += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        size = max(file_size, MOST_BYTES + 1) if self.is_cut else file_size
        self.file.seek(0)
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name or "", self.content_type, size, self.charset
        )
