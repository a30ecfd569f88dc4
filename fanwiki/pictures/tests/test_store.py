"""What is kept of a picture that somebody sent."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image, ImageCms, PngImagePlugin

from fanwiki.pictures.files import Refused, similar, store
from fanwiki.pictures.stored import File

from .made import FORMATS, SCRIPT, encoded, gif, photograph, sent

pytestmark = pytest.mark.django_db


def swapped_profile() -> bytes:
    """One of sRGB in which red and green have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


def kept_image(file: File, media: Path) -> Image.Image:
    return Image.open(BytesIO((media / file.master).read_bytes()))


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_is_kept_as_a_webp_of_the_same_size(kind, keep, media, stored, editor):
    file = keep(photograph(320, 240), kind, by=editor)
    image = kept_image(file, media)
    assert (image.format, image.size, (file.width, file.height)) == ("WEBP", (320, 240), (320, 240))
    assert (file.by, file.animated, file.bytes) == (editor, False, (media / file.master).stat().st_size)
    assert stored() == [file.master]


def test_its_name_is_random_and_ends_as_we_say(keep):
    first, second = keep(), keep(photograph(64, 64))
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{38}\.webp", first.master)
    assert first.master[:10] != second.master[:10]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..", "x.php", "x.html", "a" * 300 + ".svg", "C:\\x.exe", "<img onerror=alert(1)>.jpg",
     "x.jpg\x00.html", "\u202egpj.exe", "con", "-rf", "x;rm -rf.png", " ", "x.jpg/../../y", "한글.jpg"],
)  # fmt: skip
def test_nothing_of_the_senders_name_is_used(name, editor, stored):
    upload = sent(encoded(photograph(40, 30)))
    upload._name = name  # as if Django had let it through
    file = store(upload, by=editor)
    assert stored() == [file.master]
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{38}\.webp", file.master)


def test_the_same_bytes_are_one_file(keep, stored):
    image = photograph(64, 48)
    first = keep(image)
    File.objects.update(at=timezone.now() - timedelta(days=60))
    second = keep(image)
    assert first.pk == second.pk
    assert (timezone.now() - File.objects.get().at).days == 0  # the month before it is swept begins again
    assert stored() == [first.master]


def test_who_sends_back_what_the_site_served_gets_the_same_file(keep, media):
    file = keep()
    assert store(sent((media / file.master).read_bytes()), by=None).pk == file.pk


def test_the_same_pixels_in_another_wrapping_are_one_file(keep, stored):
    image = photograph(64, 48)
    comment = PngImagePlugin.PngInfo()
    comment.add_text("Comment", "another")
    first, second = keep(image, "PNG"), keep(image, "PNG", pnginfo=comment)
    assert first.pk == second.pk
    assert len(stored()) == 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_upright(orientation, keep, media):
    """As Exif tells it: where the upper left corner of the scene is in the stored pixels."""
    upright = Image.new("RGB", (60, 40), "blue")
    upright.paste("red", (0, 0, 20, 20))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # Image.Transpose
    turned = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = kept_image(keep(turned, "PNG", exif=exif), media).convert("RGB")
    assert image.size == (60, 40)
    assert image.getpixel((5, 5)) == (255, 0, 0)
    assert image.getpixel((50, 30)) == (0, 0, 255)


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_but_pixels_is_kept(kind, keep, media):
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    options = {"exif": exif.tobytes()} if kind != "GIF" else {}
    if kind in ("JPEG", "GIF"):
        options["comment"] = SCRIPT
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", SCRIPT.decode(), zip=True)
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
    data = encoded(photograph(), kind, **options) + b"PK\x03\x04<?php system($_GET['c']); ?>" + SCRIPT
    file = store(sent(data), by=None)
    kept = (media / file.master).read_bytes()
    assert all(word not in kept for word in (b"script", b"EXIF", b"Exif", b"XMP", b"ICCP", b"<?php", b"PK\x03\x04"))
    assert kept[:4] == b"RIFF"
    assert len(kept) == int.from_bytes(kept[4:8], "little") + 8  # nothing after its end
    assert not kept_image(file, media).getexif()


def test_colours_become_those_of_srgb(keep, media):
    """Through the profile that came with it; a broken one says nothing."""
    red = Image.new("RGB", (64, 64), (200, 40, 40))
    assert kept_image(keep(red, "PNG", icc_profile=swapped_profile()), media).getpixel((9, 9))[1] > 150
    broken = kept_image(keep(Image.new("RGB", (65, 64), (200, 40, 40)), "PNG", icc_profile=b"no profile"), media)
    assert broken.convert("RGB").getpixel((9, 9)) == (200, 40, 40)


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "shown"),
    [
        ("1", 1, "PNG", (255, 255, 255)),
        ("L", 128, "PNG", (128, 128, 128)),
        ("LA", (128, 255), "PNG", (128, 128, 128)),
        ("I;16", 0x8000, "PNG", (128, 128, 128)),
        ("P", 0, "PNG", None),
        ("CMYK", (0, 0, 0, 0), "JPEG", (255, 255, 255)),
        ("RGBA", (10, 20, 30, 255), "PNG", (10, 20, 30)),
    ],
)
def test_every_kind_of_pixel_is_taken(mode, colour, kind, shown, keep, media):
    image = kept_image(keep(Image.new(mode, (50, 40), colour), kind), media)
    assert (image.mode, image.size) == ("RGB", (50, 40))
    if shown:
        assert all(abs(a - b) <= 2 for a, b in zip(image.getpixel((20, 20)), shown, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_what_can_be_seen_through_stays_so(kind, keep, media):
    image = Image.new("RGBA", (64, 64), (200, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 32, 64))
    kept = kept_image(keep(image, kind), media)
    assert kept.mode == "RGBA"
    assert kept.getpixel((4, 4))[3] == 0
    assert kept.getpixel((60, 60))[3] == 255


def test_a_drawing_is_kept_to_the_pixel_and_a_photograph_in_fewer_bytes(keep, media):
    drawing = Image.new("RGB", (300, 200), "white")
    drawing.paste((17, 34, 51), (10, 10, 200, 100))
    assert kept_image(keep(drawing, "PNG"), media).convert("RGB").tobytes() == drawing.tobytes()
    noisy = Image.merge("RGB", [Image.effect_noise((500, 400), 80) for _ in range(3)])
    assert keep(noisy, "PNG").bytes < len(encoded(noisy, "PNG")) / 2


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_moves_on(kind, keep, media, stored):
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "lime", "blue")]
    file = keep(frames[0], kind, save_all=True, append_images=frames[1:], duration=[50, 0, 700], loop=0)
    image = kept_image(file, media)
    assert file.animated
    assert (image.n_frames, image.info["loop"], image.size) == (3, 0, (80, 60))
    lasts = []
    for number in range(3):
        image.seek(number)
        image.load()
        lasts.append(image.info["duration"])
    assert lasts == [50, 100, 700]
    assert sorted([file.master, file.renditions["base"][0]]) == stored()
    still = Image.open(BytesIO((media / file.renditions["base"][0]).read_bytes()))
    assert still.convert("RGB").getpixel((5, 5))[0] > 240  # its first frame


def test_a_large_picture_has_a_smaller_copy_to_draw_from(keep, media):
    file = keep(photograph(3000, 1500))
    name, width, height = file.renditions["base"]
    assert (width, height) == (2400, 1200) == Image.open(BytesIO((media / name).read_bytes())).size


def test_a_telephones_picture_with_others_behind_it_stands_still(keep):
    """Its depth map or preview is no second frame."""
    file = keep(photograph(64, 48), "MPO", save_all=True, append_images=[photograph(32, 24)])
    assert (file.width, file.height, file.animated) == (64, 48, False)


def test_its_hue_is_that_of_its_colours(keep):
    """As the style sheets count: red is at about 30, blue at 260; grey has none."""
    hues = [keep(Image.new("RGB", (40, 40), colour), "PNG").hue for colour in ("#c33", "#36c", "#3a3", "#888")]
    assert hues == [30, 255, 150, None]


def scene() -> Image.Image:
    """A photograph with something in it, on no side the same."""
    image = photograph(600, 400)
    for colour, box in (("white", (40, 30, 220, 300)), ("black", (300, 60, 380, 390)), ("gray", (430, 200, 600, 260))):
        image.paste(colour, box)
    return image


def test_a_near_duplicate_is_found(keep):
    image = scene()
    first = keep(image)
    smaller = keep(image.resize((300, 200)), quality=60)
    other = keep(image.transpose(Image.Transpose.ROTATE_90))
    assert similar(smaller) == [first]
    assert similar(first) == [smaller]
    assert similar(other) == []


def test_plain_areas_are_not_all_alike(keep):
    red, blue = (keep(Image.new("RGB", (50, 50), colour), "PNG") for colour in ("red", "blue"))
    assert similar(red) == similar(blue) == []


def test_looking_for_duplicates_takes_two_queries(keep, django_assert_num_queries):
    image = scene()
    file, _other = keep(image), keep(image.resize((300, 200)))
    with django_assert_num_queries(2):
        assert len(similar(file)) == 1


def test_a_gif_of_one_frame_stands_still(db, media):
    file = store(sent(gif(1)), by=None)
    assert (file.width, file.height, file.animated) == (1, 1, False)


def test_nothing_of_nothing(db, stored):
    with pytest.raises(Refused) as refusal:
        store(sent(b""), by=None)
    assert refusal.value.messages == ["The file is empty."]
    assert stored() == []
