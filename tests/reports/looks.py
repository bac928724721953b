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
    small = drawn.convert("L").resize((_WIDTH, round(drawn.height * _WIDTH / drawn.width)), Image.Resampling.BOX)
    kept = _APPROVED / f"{name}.png"
    if os.environ.get("APPROVE_PICTURES"):
        small.quantize(16).save(kept, optimize=True)
    approved = Image.open(kept).convert("L")
    return approved.size == small.size and _difference(approved, small) <= _TOLERATED


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
