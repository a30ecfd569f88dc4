"""A program of its own that turns what somebody sent into pixels, and pixels into our own files.

It is run as `python -I decoder.py JOB` in a folder of its own and answers with one line of JSON. It knows neither
Django nor the site: what goes wrong in here, down to a crash of a decoder, ends this process and nothing else.
"""

import errno
import json
import math
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from operator import mul
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024  # 40 million pixels are 160 MB, and a WebP of them is decoded in four such buffers
LARGEST_FILE = 96 * 1024 * 1024
SECONDS = 20  # of computing; a picture of 40 million pixels takes about six
SECONDS_TO_OPEN = 2
OPEN_FILES = 64


def limit() -> None:
    """Before anything else is loaded: what this process may use."""
    for what, most in {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: LARGEST_FILE,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }.items():
        with suppress(ValueError, OSError):  # where the system has set less, or does not know the limit
            resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_TO_OPEN, SECONDS))
    signal.alarm(3 * SECONDS)  # also where the site that waits for it is gone


if __name__ == "__main__":
    limit()

from PIL import AvifImagePlugin, Image, ImageCms, PngImagePlugin  # noqa: E402 - not before the limits

AvifImagePlugin.DEFAULT_MAX_THREADS = 1
PngImagePlugin.MAX_TEXT_CHUNK = 1024 * 1024  # of what is unpacked from one text or profile
PngImagePlugin.MAX_TEXT_MEMORY = 4 * 1024 * 1024

LONGEST_SIDE = 16_383  # of a WebP
LARGEST_PROFILE = 4 * 1024 * 1024
QUALITY, QUALITY_MOVING, QUALITY_DRAWN, QUALITY_AVIF = 90, 85, 76, 60
FAST = 2  # WebP's methods: half the time of the usual 4 for two hundredths more bytes
FEW_COLOURS = 256
LOSSLESS_PIXELS = 4_000_000  # tried above that, it takes too long: a third of a second for each million
LOSSLESS_PIXELS_FEW_COLOURS = 16_000_000
WORTH_LOSSLESS = 1.5  # every pixel as it was may cost half as much again
SHORTEST_FRAME, USUAL_FRAME, LONGEST_FRAME = 20, 100, 10_000  # milliseconds; browsers show a shorter one as usual, too
HUES = 24
PALE = 0.02  # chroma: below it a picture counts as grey

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112
WAVES = [[math.cos(math.pi * u * (2 * x + 1) / 64) for x in range(32)] for u in range(8)]
FLAT = 1000  # a wave of about four of 255 greys
Job = dict[str, Any]


class Refused(Exception):
    """With the word for it that decoding.py has a sentence for."""


# --- What it is ------------------------------------------------------------------------------------------------------


def format_of(head: bytes) -> str:
    """By content alone: neither a name nor what a browser claims is asked."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and {head[at : at + 4] for at in range(8, 64, 4)} & {b"avif", b"avis"}:
        return "AVIF"
    raise Refused("format")


def check_gif(data: bytes, most: int) -> None:
    """Counts the frames, and stops at one too many: Pillow would look through all of them first."""
    at = 13 + colour_table(data[10])
    frames = 0
    while at < len(data) and data[at] != 0x3B:  # noqa: PLR2004 - the trailer
        if data[at] == 0x2C:  # noqa: PLR2004 - an image
            frames += 1
            at = past_blocks(data, at + 11 + colour_table(data[at + 9]))
        elif data[at] == 0x21:  # noqa: PLR2004 - an extension
            at = past_blocks(data, at + 2)
        else:
            at += 1
        if frames > most:
            raise Refused("frames")


def colour_table(flags: int) -> int:
    """Its length in bytes."""
    return 3 * 2 ** (1 + flags % 8) if flags & 0x80 else 0


def past_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += 1 + data[at]
    return at + 1


def opened(job: Job) -> tuple[Image.Image, int]:
    """Its header only, nothing is unpacked yet; and how many frames it has."""
    Image.MAX_IMAGE_PIXELS = job["pixels"] // 2  # Pillow refuses what has more than twice as many
    with Path("in").open("rb") as file:
        kind = format_of(file.read(64))
    if kind == "GIF":
        check_gif(Path("in").read_bytes(), job["frames"])
    try:
        image = Image.open("in", formats=[kind])
    except Image.DecompressionBombError:
        raise Refused("pixels") from None
    frames = 1 if kind == "JPEG" else getattr(image, "n_frames", 1)  # a JPEG's others are previews and depth maps
    if image.width * image.height > job["pixels"]:
        raise Refused("pixels")
    if max(image.size) > LONGEST_SIDE:
        raise Refused("side")
    if frames > job["frames"]:
        raise Refused("frames")
    if frames > 1 and image.width * image.height * frames > job["moving_pixels"]:
        raise Refused("moving")
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    return image, frames


# --- What is seen ----------------------------------------------------------------------------------------------------


def seen(image: Image.Image) -> Image.Image:
    """Its pixels as a browser shows them: upright, in sRGB, 8 bits, RGB or RGBA, and nothing besides."""
    image.load()
    turn, profile = turn_of(image), image.info.get("icc_profile") or b""
    plain = in_srgb(eight_bits(image), profile)
    if plain.mode == "RGBA" and plain.getextrema()[3][0] == 255:  # noqa: PLR2004 - opaque everywhere
        plain = plain.convert("RGB")
    if turn is not None:
        plain = plain.transpose(turn)
    elif plain is image:
        plain = image.copy()
    plain.info = {}
    return plain


def turn_of(image: Image.Image) -> Image.Transpose | None:
    try:
        return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except Exception:
        return None


def eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("RGB", "RGBA", "CMYK"):
        return image.convert("RGBA") if image.mode == "RGB" and image.has_transparency_data else image
    if image.mode == "L" and not image.has_transparency_data:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    target = image.mode if image.mode == "RGBA" else "RGB"
    try:
        if profile and len(profile) <= LARGEST_PROFILE:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            space = source.profile.xcolor_space.strip()
            fits = image.mode in {"RGB": ("RGB", "RGBA"), "CMYK": ("CMYK",), "GRAY": ("L",)}.get(space, ())
            if fits and "sRGB" not in (source.profile.profile_description or ""):
                image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=target)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError, AttributeError):
        pass  # a broken profile says nothing
    return image if image.mode == target else image.convert(target)


class Moving(Image.Image):
    """An animation whose frames are made as they are asked for, so that one of them is in memory, not two hundred."""

    def __init__(self, source: Image.Image, frames: int) -> None:
        super().__init__()
        self.source, self.n_frames = source, frames
        self.canvas = source.size
        self.durations: list[int] = []
        self.seek(0)
        self.durations.clear()

    def seek(self, frame: int) -> None:
        self.source.seek(frame)
        plain = seen(self.source)
        if self.source.size != self.canvas or (frame and plain.size != self._size):
            raise Refused("broken")  # a frame that is larger than the picture
        self.im, self._mode, self._size = plain.im, plain.mode, plain.size
        lasts = self.source.info.get("duration") or 0
        usual = lasts < SHORTEST_FRAME or not math.isfinite(lasts)
        self.durations.append(USUAL_FRAME if usual else min(int(lasts), LONGEST_FRAME))

    def tell(self) -> int:
        return 0


# --- What is kept ----------------------------------------------------------------------------------------------------


def master(job: Job) -> dict[str, Any]:
    """The picture in our own form as `master.webp`; where that is large or moves, a still one to draw from as well."""
    image, frames = opened(job)
    if frames > 1:
        moving = Moving(image, frames)
        still = Image.Image.copy(moving)
        loop = min(max(int(image.info.get("loop", 1) or 0), 0), 0xFFFF)
        moving.save(
            "master.webp", save_all=True, duration=moving.durations, loop=loop, background=(0, 0, 0, 0),
            quality=QUALITY_MOVING, method=FAST,
        )  # fmt: skip
    else:
        still = seen(image)
        Path("master.webp").write_bytes(best_form(still, lossy=image.format in ("JPEG", "MPO")))
        image.close()
    return {
        "size": still.size,
        "frames": frames,
        "hue": hue_of(still),
        "fingerprint": fingerprint_of(still),
        "base": base_of(still, job["base"], frames),
    }


def base_of(still: Image.Image, longest: int, frames: int) -> tuple[int, int] | None:
    """The size of `base.webp`, a copy that other sizes are drawn from; None where the master does as well."""
    if frames == 1 and max(still.size) <= longest:
        return None
    scale = min(1, longest / max(still.size))
    small = still.resize([max(1, round(side * scale)) for side in still.size], Image.Resampling.LANCZOS)
    Path("base.webp").write_bytes(best_form(small, lossy=True))
    return small.size


def best_form(image: Image.Image, *, lossy: bool) -> bytes:
    """Lossless where that is not much larger, as it is for drawings, writing and screens."""
    few = image.getcolors(FEW_COLOURS) is not None
    lossless = b""
    if (few or not lossy) and image.width * image.height <= (LOSSLESS_PIXELS_FEW_COLOURS if few else LOSSLESS_PIXELS):
        lossless = as_webp(image, lossless=True, quality=50, method=1)
    if lossless and few:
        return lossless
    photograph = as_webp(image, quality=QUALITY, method=FAST)
    return lossless if lossless and len(lossless) <= WORTH_LOSSLESS * len(photograph) else photograph


def as_webp(image: Image.Image, **options: Any) -> bytes:
    written = BytesIO()
    image.save(written, "WEBP", **options)
    return written.getvalue()


def draw(job: Job) -> dict[str, Any]:
    """Smaller copies: of each its file, the box [left, top, right, bottom] that is cut out, and its size."""
    image = seen(opened({**job, "frames": 1})[0])
    for name, box, size in job["wanted"]:
        small = image.resize(tuple(size), Image.Resampling.LANCZOS, box=box, reducing_gap=3)
        if name.endswith(".avif"):
            small.save(name, "AVIF", quality=QUALITY_AVIF, speed=6, max_threads=1)
        else:
            small.save(name, "WEBP", quality=QUALITY_DRAWN, method=4)
    return {}


# --- What it looks like ----------------------------------------------------------------------------------------------


def hue_of(image: Image.Image) -> int | None:
    """The hue (degrees, OKLCH, as the style sheets count them) that has most of the colour; None for a grey picture."""
    small = image.resize((48, 48), Image.Resampling.BOX).convert("RGBA")
    bins = [0.0] * HUES
    for red, green, blue, alpha in small.getdata():
        a, b = oklab(red, green, blue)
        chroma = math.hypot(a, b) * alpha / 255
        bins[round(math.degrees(math.atan2(b, a)) / (360 / HUES)) % HUES] += chroma
    if sum(bins) < PALE * 48 * 48:
        return None
    smooth = [2 * bins[i] + bins[i - 1] + bins[(i + 1) % HUES] for i in range(HUES)]
    return smooth.index(max(smooth)) * (360 // HUES)


def oklab(*colour: int) -> tuple[float, float]:
    """Its a and b, which are its colour without its lightness. https://bottosson.github.io/posts/oklab/"""
    limit = 0.04045
    red, green, blue = (c / 255 / 12.92 if c / 255 <= limit else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return a, b


def fingerprint_of(image: Image.Image) -> str:
    """64 bits as 16 hex digits, of which few differ where two pictures look alike; all 0 where there is nothing to see.

    Which of its 64 slowest waves (of the discrete cosine transform of 32 × 32 greys) are stronger than their median.
    """
    flat = Image.new("RGB", (32, 32), "white")
    small = image.resize((32, 32), Image.Resampling.BOX)
    flat.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    grey = flat.convert("L").tobytes()
    across = [[sum(map(mul, WAVES[u], grey[32 * y : 32 * y + 32])) for y in range(32)] for u in range(8)]
    waves = [sum(map(mul, WAVES[v], across[u])) for v in range(8) for u in range(8)]
    if max(map(abs, waves[1:])) < FLAT:
        return "0" * 16
    middle = sorted(waves)[32]
    return f"{sum((wave >= middle) << place for place, wave in enumerate(waves)):016x}"


# --- The program -----------------------------------------------------------------------------------------------------

JOBS: dict[str, Callable[[Job], dict[str, Any]]] = {"master": master, "draw": draw}


def answer(job: Job) -> dict[str, Any]:
    try:
        return JOBS[job["job"]](job)
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "heavy"}
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return {"refused": "full" if full else "heavy" if error.errno == errno.EFBIG else "broken"}
    except Exception as error:
        return {"refused": "broken", "why": type(error).__name__}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(answer(json.loads(sys.argv[1]))))
