"""Pictures compared with approved ones, which somebody has looked at.

APPROVE_PICTURES=1 keeps what is drawn now as approved: look at each before you commit it.
"""

import os
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

_APPROVED = Path(__file__).with_name("approved")
#: Wide enough to see each word, small enough to keep.
_WIDTH = 420
#: Of 255: edges of letters may be drawn a little differently elsewhere.
_A_LITTLE = 40
_TOLERATED = 0.003


def looks_as_approved(drawn: Image.Image, name: str) -> bool:
    """Whether at most three pixels in a thousand differ from the approved picture of that name."""
    shrunk = drawn.convert("L").resize((_WIDTH, round(drawn.height * _WIDTH / drawn.width)), Image.Resampling.BOX)
    kept = _APPROVED / f"{name}.png"
    if os.environ.get("APPROVE_PICTURES"):
        shrunk.quantize(16).save(kept, optimize=True)
    return look_alike(Image.open(kept).convert("L"), shrunk)


def look_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures in grey are of one size, and at most three pixels in a thousand differ."""
    return one.size == other.size and _difference(one, other) <= _TOLERATED


def _difference(one: Image.Image, other: Image.Image) -> float:
    differing = ImageChops.difference(one, other).point(lambda step: 255 if step > _A_LITTLE else 0)
    return differing.histogram()[255] / (one.width * one.height)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def pages(pdf: bytes) -> list[Image.Image]:
    """The pages as a reader draws them."""
    return [page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(pdf)]


def words(pdf: bytes) -> list[str]:
    """What a screen reader finds on each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
