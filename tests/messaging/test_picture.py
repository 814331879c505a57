"""Whatever comes as a picture leaves as pixels alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from fieldcomm.messaging import picture as pictures
from fieldcomm.messaging.picture import NotAPicture, picture


def a_file(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_pictures_of_every_kind_become_jpegs(kind: str) -> None:
    made = picture(a_file(kind))
    assert made.content.startswith(b"\xff\xd8")
    assert (made.width, made.height) == (40, 20)


def test_the_place_it_was_taken_at_and_what_hides_behind_it_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "14 Oak St, behind the house"
    raw = a_file(exif=exif) + b"<script>alert(1)</script>PK\x03\x04"
    assert b"14 Oak St" in raw
    made = picture(raw).content
    assert b"Oak" not in made
    assert b"<script" not in made
    assert b"Exif" not in made


def test_a_picture_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert (picture(a_file(exif=exif)).width, picture(a_file(exif=exif)).height) == (20, 40)


def test_large_ones_are_made_smaller() -> None:
    made = picture(a_file(size=(4000, 1000)))
    assert (made.width, made.height) == (1600, 400)


def test_what_shines_through_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    shown = Image.open(BytesIO(picture(out.getvalue()).content)).getpixel((5, 5))
    assert min(shown) > 250


@pytest.mark.parametrize(
    "raw",
    [b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"%PDF-1.7", b"\xff\xd8\xff" + b"x" * 99],
)  # fmt: skip
def test_what_is_no_picture_is_refused_whatever_it_says_it_is(raw: bytes) -> None:
    with pytest.raises(NotAPicture):
        picture(raw)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 500)
    with pytest.raises(NotAPicture, match="pixels"):
        picture(a_file("PNG"))
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(NotAPicture, match="larger"):
        picture(a_file("PNG"))
