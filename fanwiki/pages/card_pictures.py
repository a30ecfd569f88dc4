"""A page's title card as a picture for other sites, which show links so. Drawn by Pillow, kept in the cache."""

import io
import math
import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache as kept
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from . import kinds, lettering, title_cards
from .models import Page

VERSION = 1  # counts up where the same card is drawn otherwise: then none is taken from the cache
WIDTH, HEIGHT = 1200, 630
FINE = 2  # drawn larger, for smooth edges
DAY = 86_400

CARD_HEIGHT = 300  # of the drawings in static/cards.svg, which are 200 wide
LEFT, TOP, COLUMN, GAP = 64, 56, 690, 14
TITLE_HEIGHT, TITLE_SIZES = 310, (148, 132, 116, 100, 86, 74, 64, 56)
NATIVE_HEIGHT, NATIVE_SIZES = 92, (62, 52, 42)
LINE_HEIGHT, LINE_SIZES = 42, (38, 32)
SITE_HEIGHT, SITE_SIZES = 44, (36,)
SITE_HUE, SITE_PATTERN = 345, "rays"

# As components.css has them: lightness, chroma, degrees away from the page's hue.
COLOURS = {"a": (0.255, 0.085, 0), "b": (0.46, 0.17, 0), "c": (0.66, 0.19, 14), "d": (0.9, 0.07, 28)}
PATH_TOKEN = re.compile(r"[A-Za-z]|-?[\d.]+")
SVG = "{http://www.w3.org/2000/svg}"


class Picture(NamedTuple):
    """All that is seen on one card."""

    title: str
    native: str
    line: str
    hue: int
    pattern: str
    site: str

    @classmethod
    def of(cls, page: Page) -> "Picture":
        native = (page.card.get("native") or {}).get("text", "")
        line, pattern = kinds.of(page).line(page.card), title_cards.pattern_of(page.slug)
        return cls(page.title, native, line, page.hue, pattern, settings.SITE_NAME)

    @classmethod
    def of_site(cls) -> "Picture":
        line = _("Films and the people who make them, written by fans")
        return cls(settings.SITE_NAME, "", line, SITE_HUE, SITE_PATTERN, "")

    @property
    def key(self) -> str:
        return sha256(repr((VERSION, *self)).encode()).hexdigest()[:32]

    def png(self) -> bytes:
        """From the cache, where it stays for a day."""
        png: bytes | None = kept.get(f"card:{self.key}")
        if png is None:
            png = drawn(self)
            kept.set(f"card:{self.key}", png, DAY)
        return png

    @property
    def words(self) -> list[str]:
        """Title and native name as far as the fonts go, the title first."""
        return list(dict.fromkeys(filter(None, map(lettering.drawable, (self.title, self.native)))))


def drawn(picture: Picture) -> bytes:
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE))
    draw = ImageDraw.Draw(image)
    paint(draw, picture)
    write(draw, picture)
    file = io.BytesIO()
    image.reduce(FINE).quantize(128, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def write(draw: ImageDraw.ImageDraw, picture: Picture) -> None:
    y = float(TOP)
    pale, quiet = css_colour(0.985, 0.01, picture.hue), css_colour(0.93, 0.035, picture.hue)
    plan = [(TITLE_HEIGHT, TITLE_SIZES, pale), (NATIVE_HEIGHT, NATIVE_SIZES, quiet)]
    parts = [*zip(picture.words, plan, strict=False)]
    parts += [(lettering.drawable(picture.line), (LINE_HEIGHT, LINE_SIZES, quiet))]
    for text, (height, sizes, fill) in parts:
        if text:
            block = lettering.fit(text, (COLUMN * FINE, height * FINE), [size * FINE for size in sizes])
            block.write(draw, (LEFT * FINE, y * FINE), fill)
            y += block.height / FINE + GAP
    if picture.site:
        sign(draw, lettering.drawable(picture.site), quiet)


def sign(draw: ImageDraw.ImageDraw, site: str, fill: str) -> None:
    """The mark of static/mark.svg, with the site's name beside it, at the foot."""
    size, x, y = SITE_HEIGHT * FINE, LEFT * FINE, (HEIGHT - TOP - SITE_HEIGHT) * FINE
    unit = size / 24
    ground = css_colour(*COLOURS["a"])
    draw.rounded_rectangle((x + 2 * unit, y + 2 * unit, x + 22 * unit, y + 22 * unit), 2 * unit, fill)
    holes = [(left, top, left + 2, top + 2.4) for left in (4.5, 17.5) for top in (5, 10.8, 16.6)]
    for left, top, right, bottom in [*holes, (9, 5, 15, 19)]:
        draw.rectangle((x + left * unit, y + top * unit, x + right * unit, y + bottom * unit), ground)
    name = lettering.fit(site, (COLUMN * FINE, size), [size * FINE for size in SITE_SIZES])
    name.write(draw, (x + size + 12 * FINE, y + 6 * FINE), fill)


# --- The patterns ----------------------------------------------------------------------------------------------------


def paint(draw: ImageDraw.ImageDraw, picture: Picture) -> None:
    """The pattern at the right edge, as high as the picture; its ground and its horizon reach to the left edge."""
    scale = HEIGHT * FINE / CARD_HEIGHT
    start = WIDTH * FINE - 200 * scale
    colours = {name: css_colour(light, chroma, picture.hue + away) for name, (light, chroma, away) in COLOURS.items()}
    draw.rectangle((0, 0, WIDTH * FINE, HEIGHT * FINE), colours["a"])
    for shape in shapes(picture.pattern):
        points = [(start + x * scale, y * scale) for x, y in shape.points]
        if shape.kind == "line":
            draw.line(points, colours[shape.colour], round(scale))
        elif shape.kind == "circle":
            draw.ellipse(points, colours[shape.colour])
        elif shape.kind == "rect":
            draw.rectangle(points, colours[shape.colour])
        else:
            draw.polygon([(0 if x == start else x, y) for x, y in points], colours[shape.colour])


class Shape(NamedTuple):
    """`points` are the corners; of a circle or a rectangle, the upper left and the lower right of its box."""

    kind: str
    colour: str
    points: list[tuple[float, float]]


@cache
def shapes(pattern: str) -> list[Shape]:
    """A symbol of static/cards.svg, read as the few forms that are drawn there."""
    drawing = ElementTree.parse(Path(str(finders.find("cards.svg"))))  # noqa: S314 - a file of ours
    symbol = next(one for one in drawing.iter(f"{SVG}symbol") if one.get("id") == pattern)
    return [shape for child in symbol for shape in shapes_of(child, child.get("fill", ""))]


def shapes_of(element: ElementTree.Element, fill: str) -> Iterator[Shape]:
    at = {name: float(value) for name, value in element.items() if re.fullmatch(r"-?[\d.]+", value)}
    kind = element.tag.removeprefix(SVG)
    if kind == "g":
        for child in element:
            yield from shapes_of(child, fill)
    elif kind == "circle":
        x, y, r = at["cx"], at["cy"], at["r"]
        yield Shape(kind, colour_name(fill), [(x - r, y - r), (x + r, y + r)])
    elif kind == "rect":
        yield Shape(kind, colour_name(fill), [(at["x"], at["y"]), (at["x"] + at["width"], at["y"] + at["height"])])
    else:
        stroke = element.get("stroke", "")
        for points in polygons(element.get("d", "")):
            yield Shape("line" if stroke else "polygon", colour_name(stroke or fill), points)


def colour_name(value: str) -> str:
    """ "b" of "var(--card-b)"."""
    return value.removeprefix("var(--card-").removesuffix(")")


def polygons(path: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of a path of straight lines: M and L with absolute, h and v with relative numbers, H, Z."""
    points: list[tuple[float, float]] = []
    verb, numbers = "", list[float]()
    for said in PATH_TOKEN.findall(path):
        if said.isalpha():
            verb, numbers = said, []
            if verb == "M" and points:
                yield points
                points = []
            continue
        numbers.append(float(said))
        x, y = points[-1] if points else (0.0, 0.0)
        if verb in "hvH":
            points.append({"h": (x + numbers[0], y), "v": (x, y + numbers[0]), "H": (numbers[0], y)}[verb])
        elif len(numbers) == 2:  # noqa: PLR2004 - x and y
            points.append((numbers[0], numbers[1]))
            numbers = []
    yield points


# --- Colours ---------------------------------------------------------------------------------------------------------


def css_colour(lightness: float, chroma: float, hue: float) -> str:
    """oklch() as browsers show it: Björn Ottosson's numbers, clipped to what a screen can."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * gamma(min(max(value, 0.0), 1.0))):02x}" for value in linear)


def gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB
