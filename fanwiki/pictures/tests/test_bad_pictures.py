"""What is refused, in words and soon, and that nothing of it stays."""

import json
import random
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from fanwiki.pictures import decoding
from fanwiki.pictures.files import MAX_BYTES, Refused, store
from fanwiki.pictures.refused import REASONS
from fanwiki.pictures.stored import File

from .made import FORMATS, SCRIPT, chunk, empty_rows, encoded, gif, photograph, png, sent

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
PAGES = {
    "html": b"<!doctype html>" + SCRIPT,
    "js": b"GIF89a=1;alert(document.domain)//",
    "php": b"<?php system($_GET['c']); ?>",
    "pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
    "xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "svg": SVG,
    "svgz": zlib.compress(SVG),
    "swf": b"FWS\x09" + bytes(40),
    "bmp": encoded(Image.new("RGB", (9, 9)), "BMP"),
    "tiff": encoded(Image.new("RGB", (9, 9)), "TIFF"),
    "ico": encoded(Image.new("RGB", (16, 16)), "ICO"),
    "psd": b"8BPS\x00\x01" + bytes(80),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) run\n",
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(80),
    "text": b"only words",
    "zip": b"PK\x03\x04" + bytes(60),
}
NAMES = [("x.gif", "image/gif"), ("x.svg", "image/svg+xml"), ("x.html", "text/html"), ("x.png", "image/png")]


def refused(data: bytes, name: str = "x.png", content_type: str = "image/png") -> str:
    """The word for why."""
    with pytest.raises(Refused) as refusal:
        store(sent(data, name, content_type), by=None)
    assert refusal.value.messages[0][-1] == "."
    return refusal.value.code


@pytest.fixture(autouse=True)
def nothing_stays(stored, db):
    yield
    assert stored() == []
    assert not File.objects.exists()


@pytest.mark.parametrize("what", PAGES)
def test_what_is_no_picture_is_refused_under_any_name(what):
    for name, content_type in NAMES[: 4 if what in ("html", "svg", "js") else 1]:
        assert refused(PAGES[what], name, content_type) in ("format", "broken")


@pytest.mark.parametrize("head", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\x99\x00\x00\x00WEBPVP8 "])
def test_a_page_behind_the_first_bytes_of_a_picture_is_none(head):
    assert refused(head + PAGES["html"] + SVG) == "broken"


BOMBS = {
    "30,000 by 30,000 of one bit": lambda: (png(30_000, 30_000, bits=1, pixels=empty_rows(30_000, 30_000)), "pixels"),
    "144 million pixels": lambda: (encoded(Image.new("1", (12_000, 12_000)), "PNG"), "pixels"),
    "a header of 2**31": lambda: (png(2**31 - 1, 2**31 - 1), "pixels"),
    "a header of 2**32": lambda: (png(2**32 - 1, 1), "pixels"),
    "a JPEG of 65,535 by 65,535": lambda: (jpeg_of(65_535, 65_535), "pixels"),
    "a WebP canvas of 16,777,216": lambda: (webp_of(2**24, 2**24), "pixels"),
    "a GIF canvas of 65,535": lambda: (gif(2, (65_535, 65_535)), "pixels"),
    "a frame larger than its GIF": lambda: (gif(2, (1, 1), (65_535, 65_535)), {"pixels", "broken", "moving"}),
    "20,000 frames": lambda: (gif(20_000), "frames"),
    "201 frames": lambda: (gif(201), "frames"),
    "100 frames of a million pixels": lambda: (gif(100, (1_000, 1_000), (1_000, 1_000)), "moving"),
    "a long line": lambda: (encoded(Image.new("1", (16_400, 10)), "PNG"), "side"),
    "60 MB in a text": lambda: (png(1, 1, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(60_000_000)))), "broken"),
    "60 MB in a profile": lambda: (png(1, 1, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(60_000_000)))), "broken"),
    "60 MB in an iTXt": lambda: (
        png(1, 1, chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(bytes(60_000_000)))),
        "broken",
    ),
    "a thousand texts": lambda: (
        png(1, 1, *(1000 * [chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000)))])),
        "broken",
    ),
}


def jpeg_of(width: int, height: int) -> bytes:
    data = bytearray(encoded(Image.new("L", (8, 8)), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_of(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + sides + encoded(Image.new("L", (8, 8)), "WEBP")[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_not_unpacked(bomb):
    data, word = BOMBS[bomb]()
    assert len(data) < MAX_BYTES
    assert refused(data) in ({word} if isinstance(word, str) else word)


@pytest.mark.parametrize("kind", FORMATS)
def test_half_a_picture_is_refused(kind):
    data = encoded(photograph(200, 150), kind)
    assert refused(data[: len(data) // 2]) == "broken"
    assert refused(data[:40]) == "broken"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_half_an_animation_is_refused(kind):
    frames = [photograph(60, 50, shade) for shade in range(3)]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert refused(data[: len(data) * 2 // 3]) == "broken"


def test_more_bytes_than_20_mb_are_not_even_read():
    class Huge:
        size = 100 * 1024 * 1024

    with pytest.raises(Refused, match="larger than 20 MB") as refusal:
        store(Huge(), by=None)
    assert refusal.value.status == 413


FUZZER = """
import json, os, sys, warnings
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import decoder
warnings.simplefilter("ignore")
for folder in sorted(Path(sys.argv[2]).iterdir()):
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        decoder.limit()
        told = decoder.answer(json.loads(sys.argv[3]))
        Path("told").write_text(json.dumps(told))
        os._exit(0)
    print(os.waitpid(child, 0)[1])
"""


def mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 10, 60))):
        at = dice.randrange(min(len(changed), dice.choice((64, 400, 10**6))))
        what = dice.randrange(5)
        if what == 0:
            changed[at] = dice.randrange(256)
        elif what == 1:
            changed[at] ^= 1 << dice.randrange(8)
        elif what == 2:
            changed[at : at + 4] = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
        elif what == 3:
            del changed[at : at + dice.randrange(1, 40)]
        else:
            changed[at:at] = changed[at : at + dice.randrange(1, 40)]
        if len(changed) < 20:
            break
    return bytes(changed)


def seeds() -> list[bytes]:
    image = photograph(48, 40)
    several = {"save_all": True, "append_images": [photograph(48, 40, 2)]}
    return [
        *(encoded(image, kind) for kind in FORMATS),
        *(encoded(image, kind, **several) for kind in ("GIF", "WEBP", "PNG")),
        encoded(image.convert("CMYK"), "JPEG", progressive=True),
        encoded(image.quantize(32), "PNG"),
    ]


def test_three_hundred_damaged_pictures_are_taken_or_refused(tmp_path):
    """In the decoder itself, forked for each of them: a crash would be seen here, though the site would survive it."""
    dice, sources = random.Random(20260101), seeds()
    for number in range(300):
        (tmp_path / "fuzz" / f"{number:03}").mkdir(parents=True)
        (tmp_path / "fuzz" / f"{number:03}" / "in").write_bytes(mutated(sources[number % len(sources)], dice))
    job = json.dumps({"job": "master", "base": 2400, **decoding.LIMITS})
    program = [sys.executable, "-c", FUZZER, decoding.PROGRAM.parent, tmp_path / "fuzz", job]
    ended = subprocess.run(program, capture_output=True, text=True, check=True, timeout=300)
    assert set(ended.stdout.split()) == {"0"}, ended.stderr[-500:]
    told = [json.loads(path.read_text()) for path in sorted(tmp_path.glob("fuzz/*/told"))]
    taken = [one for one in told if "size" in one]
    assert len(told) == 300
    assert all(one["refused"] in REASONS for one in told if one not in taken)
    assert 20 < len(taken) < 280  # both happen
    for path in tmp_path.glob("fuzz/*/master.webp"):
        if "size" in json.loads((path.parent / "told").read_text()):
            with Image.open(BytesIO(path.read_bytes())) as image:
                image.load()
                assert image.format == "WEBP"


DECODERS = {
    "dies of a wild pointer": ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "heavy"),
    "wants all the memory": ("x = bytearray(8 * 1024**3)", "broken"),
    "never ends": ("while True: pass", "heavy"),
    "sleeps": ("import time\ntime.sleep(99)", "heavy"),
    "says nothing": ("", "broken"),
    "says too little": ("print('{')", "broken"),
    "exits": ("raise SystemExit(3)", "broken"),
}


@pytest.mark.parametrize("what", DECODERS)
def test_the_site_survives_a_decoder_that(what, monkeypatch, tmp_path):
    code, word = DECODERS[what]
    program = tmp_path / "decoder.py"
    limits = "import resource\nresource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
    program.write_text(limits + code)
    monkeypatch.setattr(decoding, "PROGRAM", program)
    monkeypatch.setattr(decoding, "TIMEOUT", 1)
    begun = time.monotonic()
    assert refused(encoded(photograph(20, 20))) == word
    assert time.monotonic() - begun < 10


def test_the_decoder_bounds_itself():
    """Its limits hold from its first line, whatever it is given."""
    code = (
        "import resource, runpy, sys; sys.argv = ['x', '{}']; m = runpy.run_path(sys.orig_argv[-1]); m['limit']();"
        "print([resource.getrlimit(w)[0] for w in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CPU,"
        "resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)])"
    )
    told = subprocess.run(
        [sys.executable, "-I", "-c", code, decoding.PROGRAM], capture_output=True, text=True, check=True
    ).stdout
    assert json.loads(told) == [1024**3, 96 * 1024**2, 2, 64, 0]


def test_the_folder_of_an_upload_is_gone_afterwards(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir()
    refused(b"no picture")
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []
