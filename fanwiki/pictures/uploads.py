"""What is sent is written to disk while it arrives, but not more of it than is ever taken."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from .refused import MAX_BYTES


class Bounded(TemporaryFileUploadHandler):
    """Of a file that is too large, as much is kept as shows that it is; one that finds the disk full is marked `full`.

    Its name on disk takes nothing from the sender's: an ending of 250 letters would be an error there.
    """

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, "picture", *args, **kwargs)
        self.file.name = self.file_name = file_name
        self.file.full = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start > MAX_BYTES or self.file.full:
            return
        try:
            self.file.write(raw_data)
            self.file.flush()
        except OSError:
            self.give_up()

    def give_up(self) -> None:
        with suppress(OSError):
            self.file.close()
        self.file = UploadedFile(BytesIO(), self.file_name, self.content_type, 0, self.charset)
        self.file.full = True

    def upload_interrupted(self) -> None:
        if not self.file.full:
            super().upload_interrupted()
