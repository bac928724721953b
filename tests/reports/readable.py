"""Every picture that any test draws is read on a phone without zooming: looked at as it is drawn, whoever draws it."""

from typing import Any

import pytest

from reports.picture import Picture

#: Of a phone, in points: how wide a picture is in a chat, and the smallest letters that are read without zooming.
PHONE, SMALLEST = 360, 13
#: Its height, of its width.
TALLEST = 5 / 4


def watch(patch: pytest.MonkeyPatch) -> None:
    """From now on a picture that is too tall, or has letters that are too small, is an error in whatever drew it."""
    text, png = Picture.text, Picture.png

    def listening(picture: Picture, x: float, y: float, words: str, size: float, **how: Any) -> None:
        assert size * PHONE / picture.width >= SMALLEST, f"{size * PHONE / picture.width:.1f} px: {words}"
        text(picture, x, y, words, size, **how)

    def looking(picture: Picture, zoom: float) -> bytes:
        assert picture.height <= picture.width * TALLEST, f"{picture.width} × {picture.height}"
        return png(picture, zoom)

    patch.setattr(Picture, "text", listening)
    patch.setattr(Picture, "png", looking)
