"""The sizes that pages show: their names, their shape, and what is cut out."""

from io import BytesIO

import pytest
from PIL import Image

from fanwiki.pictures import renditions
from fanwiki.pictures.renditions import USES, cut, make, named, picture_sources, sized

from .made import photograph

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("size", "shape", "focal", "box"),
    [
        ((900, 600), (2, 3), (50, 50), (250, 0, 650, 600)),
        ((900, 600), (2, 3), (0, 0), (0, 0, 400, 600)),
        ((900, 600), (2, 3), (100, 100), (500, 0, 900, 600)),
        ((600, 900), (1, 1), (50, 33), (0, 0, 600, 600)),
        ((600, 900), (1, 1), (50, 60), (0, 240, 600, 840)),
        ((600, 900), None, (10, 90), (0, 0, 600, 900)),
        ((1, 16_000), (2, 3), (50, 50), (0, 7999, 1, 8001)),
        ((16_000, 1), (2, 3), (50, 50), (8000, 0, 8001, 1)),
    ],
)
def test_the_focal_point_is_as_near_the_middle_as_the_edges_allow(size, shape, focal, box):
    assert cut(size, shape, *focal) == box


@pytest.mark.parametrize(
    ("use", "size"),
    [
        ("poster", [(240, 360), (480, 720)]),
        ("card", [(180, 270), (360, 540)]),
        ("portrait", [(100, 125), (200, 250), (400, 500)]),
        ("round", [(48, 48), (96, 96)]),
        ("wide", [(720, 540), (1440, 1080)]),
        ("full", [(1200, 900), (1600, 1200)]),
    ],
)
def test_every_use_has_its_widths(use, size, keep, client):
    file = keep(photograph(1600, 1200))
    found = sized(file, use)
    assert [(one.width, one.height) for one in found] == size
    sources = picture_sources(file, use)
    assert (sources.width, sources.height) == size[0]
    make(file, found)
    for one, address in zip(found, sources.srcset.split(", "), strict=True):
        answer = client.get(address.split()[0])
        image = Image.open(BytesIO(answer.content))
        assert (image.format, image.size) == ("WEBP", (one.width, one.height))
        assert address.endswith(f" {one.width}w")


def test_nothing_is_drawn_larger_than_it_is(keep):
    small = keep(photograph(100, 100))
    sources = picture_sources(small, "wide")
    assert (sources.width, sources.height, sources.srcset) == (100, 100, "")


def test_another_focal_point_is_another_name(keep):
    file = keep(photograph(300, 200))
    addresses = {picture_sources(file, "poster", focal).src for focal in (None, (0.5, 0.5), (0.2, 0.5), (0.201, 0.5))}
    assert len(addresses) == 2
    assert picture_sources(file, "wide", (0.1, 0.1)) == picture_sources(file, "wide")


def test_a_focal_point_outside_is_at_the_edge(keep):
    file = keep(photograph(300, 200))
    assert sized(file, "poster", (-5, 1e9)) == sized(file, "poster", (0, 1))


def test_what_is_cut_out_is_what_the_focal_point_says(keep, client):
    image = Image.new("RGB", (600, 200), "blue")
    image.paste("red", (0, 0, 200, 200))
    file = keep(image, "PNG")
    for x, colour in ((0, (255, 0, 0)), (1, (0, 0, 255))):
        drawn = Image.open(BytesIO(client.get(picture_sources(file, "round", (x, 0.5)).src).content)).convert("RGB")
        assert all(abs(a - b) < 8 for a, b in zip(drawn.getpixel((24, 24)), colour, strict=True))


def test_an_animation_is_still_until_it_is_asked_to_move(keep, client):
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    sources = picture_sources(keep(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90), "wide")
    assert Image.open(BytesIO(client.get(sources.src).content)).n_frames == 1
    assert Image.open(BytesIO(client.get(sources.moving).content)).n_frames == 2


def test_only_names_that_the_site_gave_are_made(keep):
    file = keep(photograph(300, 200))
    name = sized(file, "poster")[0].name
    assert named(name) == (file, sized(file, "poster")[0])
    for other in (
        name.replace("50-50", "51-50"),
        name.replace("poster240-", "poster133-"),
        name.replace("poster", "gravure"),
        name.replace(".webp", ".avif"),
        name[:-6] + "0.webp",
        name.replace("240-50-50", "240-9999999999-50"),
        "ff" + name[2:],
        file.master,
        "",
    ):
        assert other == name or named(other) is None


def test_telling_the_sources_costs_no_query_and_no_look_at_the_storage(keep, media, django_assert_num_queries):
    file = keep(photograph(300, 200))
    media.rename(media.with_name("away"))
    with django_assert_num_queries(0):
        assert {picture_sources(file, use).src[:7] for use in USES} == {"/media/"}


def test_what_is_there_already_is_made_again_as_it_was(keep, stored, media):
    file = keep(photograph(300, 200))
    wanted = sized(file, "poster")
    make(file, wanted)
    names, first = stored(), (media / wanted[0].name).read_bytes()
    make(file, wanted)
    assert stored() == names
    assert (media / wanted[0].name).read_bytes() == first


def test_a_name_fits_into_its_column_and_into_every_file_system(keep):
    file = keep(photograph(300, 200))
    assert max(len(one.name) for use in USES for one in sized(file, use, (1, 1))) < 100
    assert renditions.NAME.fullmatch(sized(file, "poster")[0].name)
