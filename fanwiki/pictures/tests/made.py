"""Pictures, and what only claims to be one, made for the tests."""

import struct
import zlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFilter

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"]
SCRIPT = b"<script>alert(document.domain)</script>"


def photograph(width: int = 320, height: int = 240, shade: int = 1) -> Image.Image:
    """With soft colours and grain, unlike a drawing; `shade` makes another one."""
    grain = Image.effect_noise((max(1, width // 8), max(1, height // 8)), 60).resize((width, height))
    ramp = Image.linear_gradient("L").resize((width, height))
    round_one = Image.radial_gradient("L").resize((width, height))
    parts = [Image.blend(grain, ramp, 0.6), ramp, Image.blend(ramp, round_one, 0.5)]
    return Image.merge("RGB", parts[shade % 3 :] + parts[: shade % 3])


def poster(number: int = 0, size: tuple[int, int] = (480, 720)) -> Image.Image:
    """The same for the same number, and nothing like those of other numbers."""
    drawn = Image.new("RGB", size, (40 + 50 * (number % 4), 20, 60 + 40 * (number % 5)))
    draw = ImageDraw.Draw(drawn)
    for n in range(6):
        x, y = (37 * (n + 1) * (number + 2)) % size[0], (91 * (n + 3) * (number + 1)) % size[1]
        draw.ellipse((x - 90, y - 90, x + 90, y + 90), (250 - 40 * n, 30 * n, (80 * number + 60) % 256))
    return drawn.filter(ImageFilter.GaussianBlur(4))


def encoded(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def sent(data: bytes, name: str = "picture.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes, bits: int = 8, colour: int = 0, pixels: bytes = b"") -> bytes:
    """With any header, whether the pixels are there or not."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    body = chunk(b"IDAT", pixels or zlib.compress(b""))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + body + chunk(b"IEND", b"")


def empty_rows(width: int, height: int, bits: int = 1) -> bytes:
    """All the pixels of a black PNG, packed, without ever having them in memory."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width * bits + 7) // 8)
    return b"".join([packer.compress(row) for _ in range(height)]) + packer.flush()


def gif(frames: int, size: tuple[int, int] = (1, 1), frame: tuple[int, int] = (1, 1)) -> bytes:
    """Of so many frames of one pixel, whatever sizes it claims."""
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + bytes(6)
    one = b"," + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\x02\x02\x44\x01\x00"
    return head + frames * one + b";"
