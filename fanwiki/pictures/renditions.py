"""The sizes in which pages show a picture: what they are called, where they are, and how they are made.

The name of a size says all about it, signed with the file's secret: so a page can name one that is not there yet, it is
made when a browser first asks for it, and nobody else can have one made. A new focal point is a new name.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from shutil import copyfileobj

from django.core.files.storage import default_storage
from django.urls import reverse

from . import decoding
from .files import keep, room
from .stored import File

Focal = tuple[float, float]  # from the left and from the top, 0 to 1
CENTRE: Focal = (0.5, 0.5)
FACE: Focal = (0.5, 0.33)
NAME = re.compile(r"(?P<stem>[0-9a-f]{2}/[0-9a-f]{38})-(?P<use>[a-z]+)\d+(-(?P<x>\d+)-(?P<y>\d+))?-[0-9a-f]{16}\.webp")


@dataclass(frozen=True)
class Use:
    """What pages show a picture as: its shape (None: its own), its widths in pixels, for plain and for fine screens."""

    widths: tuple[int, ...]
    sizes: str
    shape: tuple[int, int] | None = None
    focal: Focal = CENTRE


USES = {
    "poster": Use((240, 480), "(max-width: 48rem) 6.25rem, 14rem", (2, 3)),
    "card": Use((180, 360), "10rem", (2, 3)),
    "portrait": Use((100, 200, 400), "(max-width: 48rem) 4.25rem, 11rem", (4, 5), FACE),
    "round": Use((48, 96), "2.5rem", (1, 1), FACE),
    "side": Use((320, 640), "(max-width: 48rem) 100vw, 20rem"),
    "wide": Use((720, 1440), "(max-width: 48rem) 100vw, 42.5rem"),
    "full": Use((1200, 2400), "100vw"),
}


@dataclass(frozen=True)
class Rendition:
    name: str
    box: tuple[int, int, int, int]  # left, top, right, bottom in the picture that it is drawn from
    width: int
    height: int

    @property
    def avif(self) -> "Rendition":
        return Rendition(self.name.removesuffix("webp") + "avif", self.box, self.width, self.height)


@dataclass(frozen=True)
class Sources:
    """What a <picture> is written from. `avif` is empty until there are some; `moving` is the animation, if any."""

    src: str
    srcset: str
    avif: str
    sizes: str
    width: int
    height: int
    moving: str


class Everything(set[str]):
    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING = Everything()


def names_there(file: File) -> set[str]:
    return {name for name, _width, _height in file.renditions.values()}


def all_there(file: File, focal: Focal | None) -> bool:
    """Whether a worker has drawn every size, as AVIF too."""
    there = names_there(file)
    every = (one for use in USES for one in sized(file, use, focal))
    return all(one.name in there and one.avif.name in there for one in every)


def picture_sources(file: File, use: str, focal: Focal | None = None) -> Sources:
    small, *larger = renditions = sized(file, use, focal)
    there = EVERYTHING if file.drawn_ahead else names_there(file)
    avifs = [one.avif for one in renditions]
    return Sources(
        src=address(small.name, there),
        srcset=srcset(renditions, there) if larger else "",
        avif=srcset(avifs, there) if all(one.name in there for one in avifs) else "",
        sizes=USES[use].sizes,
        width=small.width,
        height=small.height,
        moving=moving(file),
    )


def moving(file: File) -> str:
    """The address of an animation; "" for what stands still."""
    return default_storage.url(file.master) if file.animated else ""


def srcset(renditions: list[Rendition], there: set[str]) -> str:
    return ", ".join(f"{address(one.name, there)} {one.width}w" for one in renditions)


def address(name: str, there: set[str]) -> str:
    """In the storage where it is known to be there; else where it is made, and which leads to the storage."""
    return default_storage.url(name) if name in there else reverse("media", args=[name])


def sized(file: File, use: str, focal: Focal | None = None) -> list[Rendition]:
    """Both widths; one where the picture is too small for two. Nothing is drawn larger than it is."""
    shape = USES[use].shape
    x, y = (round(100 * min(max(part, 0), 1)) for part in focal or USES[use].focal)
    size = base_of(file)[1:]
    box = cut(size, shape, x, y)
    across = box[2] - box[0]
    found = {}
    for width in (min(width, across) for width in USES[use].widths):
        told = f"{use}{width}-{x}-{y}" if shape else f"{use}{width}"
        tall = shape[1] / shape[0] if shape else size[1] / size[0]
        name = f"{file.stem}-{told}-{signature(file, told)}.webp"
        found[width] = Rendition(name, box, width, max(1, round(width * tall)))
    return list(found.values())


def base_of(file: File) -> tuple[str, int, int]:
    """The picture that its sizes are drawn from: always one of ours, and still."""
    return tuple(file.renditions.get("base", (file.master, file.width, file.height)))


def cut(size: tuple[int, int], shape: tuple[int, int] | None, x: int, y: int) -> tuple[int, int, int, int]:
    """The largest box of that shape, as near to the focal point (hundredths) as the picture's edges let it be."""
    width, height = size
    across, down = shape or size
    wide = max(1, min(width, round(height * across / down)))
    tall = max(1, min(height, round(width * down / across)))
    left = min(max(round(width * x / 100 - wide / 2), 0), width - wide)
    top = min(max(round(height * y / 100 - tall / 2), 0), height - tall)
    return left, top, left + wide, top + tall


def signature(file: File, told: str) -> str:
    return hmac.new(file.secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:16]


def make(file: File, wanted: list[Rendition], line: decoding.Line = "draw") -> None:
    """Twice at once is no harm: both make the same, and a storage takes it as a whole."""
    with room(), decoding.folder() as place:
        with default_storage.open(base_of(file)[0]) as base, (place / "in").open("wb") as copy:
            copyfileobj(base, copy)
        short = {f"{number}.{one.name[-4:]}": one for number, one in enumerate(wanted)}
        decoding.draw(place, [(name, one.box, (one.width, one.height)) for name, one in short.items()], line)
        for name, one in short.items():
            keep(one.name, place / name)


def named(name: str) -> tuple[File, Rendition] | None:
    """The file and the size that a name is of, if it is one that we would give."""
    told = NAME.fullmatch(name)
    if told is None or told["use"] not in USES:
        return None
    file = File.objects.filter(master=f"{told['stem']}.webp").first()
    focal = (int(told["x"]) / 100, int(told["y"]) / 100) if told["x"] else None
    one = next((one for one in sized(file, told["use"], focal) if one.name == name), None) if file else None
    return (file, one) if file and one else None
