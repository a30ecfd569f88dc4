"""Writing on the pictures that the server draws: the fonts that come with it, and lines that fit into a box."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).with_name("fonts")  # README.md there says what they are and how they were made
HANGUL_SCALE = 0.9  # its syllables fill their square: at the same size they look larger than Latin letters
LEADING = 1.06
ELLIPSIS = "…"
LETTERS = "LMN"  # of these none may be missing; signs and emoji may


@cache
def signs(font: str) -> frozenset[str]:
    """What a font has; a sign that it lacks would be drawn as a box."""
    return frozenset((FONTS / f"{font}.txt").read_text(encoding="utf-8"))


def drawable(text: str) -> str:
    """The text in signs that the fonts have, letters without accents where need be; "" where a letter is lacking."""
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        known = sign if font_of(sign) else plain(sign)
        if not known and unicodedata.category(sign)[0] in LETTERS and not unicodedata.combining(sign):
            return ""
        kept.append(known)
    return " ".join("".join(kept).split())


def plain(sign: str) -> str:
    """Without its accents, where the fonts have what is left; else ""."""
    bare = [part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)]
    return "".join(bare) if all(map(font_of, bare)) else ""


def font_of(sign: str) -> str:
    """ "" where no font has it."""
    return next((font for font in ("latin", "hangul") if sign in signs(font)), "")


def loaded(font: str, pixels: float) -> ImageFont.FreeTypeFont:
    """In the layout that is the same everywhere, whatever else is installed."""
    return ImageFont.truetype(FONTS / f"{font}.ttf", pixels, layout_engine=ImageFont.Layout.BASIC)


class Face:
    """Both fonts at one size, in pixels. Made for each picture: FreeType's faces are not for several threads."""

    def __init__(self, size: int) -> None:
        self.size = size
        sizes = {"latin": size, "hangul": size * HANGUL_SCALE}
        self.fonts = {name: loaded(name, pixels) for name, pixels in sizes.items()}

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        for font, run in groupby(text, font_of):
            yield self.fonts[font], "".join(run)

    def width(self, text: str) -> float:
        return sum(font.getlength(run) for font, run in self.runs(text))

    def write(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: str) -> None:
        """`at` is where the first letter stands on its line."""
        x, y = at
        for font, run in self.runs(text):
            draw.text((x, y), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)


class Block(NamedTuple):
    face: Face
    lines: list[str]

    @property
    def step(self) -> float:
        return self.face.size * LEADING

    @property
    def height(self) -> float:
        return len(self.lines) * self.step

    def write(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], fill: str) -> None:
        """`at` is the upper left corner."""
        x, y = at
        for number, line in enumerate(self.lines):
            self.face.write(draw, (x, y + self.face.size * 0.8 + number * self.step), line, fill)


def fit(text: str, box: tuple[float, float], sizes: Iterable[int]) -> Block:
    """In the largest size in which every word stands whole; in the smallest, words are broken and the rest cut."""
    width, height = box
    block = Block(Face(1), [])
    for size in sizes:
        face = Face(size)
        block = Block(face, broken(text, width, face))
        if block.height <= height and all(face.width(line) <= width for line in block.lines):
            return block
    return Block(block.face, cut(text, width, int(height / block.step), block.face))


def broken(text: str, width: float, face: Face) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def cut(text: str, width: float, most: int, face: Face) -> list[str]:
    lines, room = [""], width - face.width(ELLIPSIS)
    for letter in text:
        if face.width(lines[-1] + letter) > room:
            if len(lines) == most:
                return [*lines[:-1], lines[-1].rstrip() + ELLIPSIS]
            lines.append("")
        lines[-1] = (lines[-1] + letter).lstrip()
    return lines
