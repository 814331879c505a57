"""From a file of anybody's to a JPEG of ours.

What it is is told by its content, never by its name or by what was said about it. Only the pixels
are kept: no place it was taken at, no program hidden behind it. Pillow reads; it is imported
where a picture is, as it takes 10 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 10 * 1024 * 1024  # of a file that comes
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600  # pixels of what is kept: enough to read a meter on it
PORTRAIT_SIDE = (
    144  # shown at 72, sharp on a phone; a customer's page is 50 kB with it and all else
)
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")


class NotAPicture(Exception):
    """The message says what it is instead, or what would work."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int


def picture(raw: bytes, *, longest: int = LONGEST_SIDE) -> Picture:
    """Raises NotAPicture."""
    from PIL import Image as images
    from PIL import ImageOps

    if len(raw) > MOST_BYTES:
        raise NotAPicture(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        with images.open(BytesIO(raw), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture("The picture has more than 50 million pixels.")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((longest, longest))
            flat = images.new("RGB", upright.size, "white")
            flat.paste(upright, mask=_seen_through(upright))
    except NotAPicture:
        raise
    except Exception as error:  # whatever a broken file makes a decoder raise
        raise NotAPicture("That is no JPEG, PNG, GIF or WebP picture.") from error
    out = BytesIO()
    flat.save(out, "JPEG", quality=82, optimize=True)
    return Picture(out.getvalue(), flat.width, flat.height)


def _seen_through(image: Image) -> Image | None:
    """The mask of a picture with transparent parts."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        return image.convert("RGBA").getchannel("A")
    return None
