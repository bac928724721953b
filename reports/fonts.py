"""The one typeface of everything drawn here, the same on every machine.

FiraGO (SIL Open Font License) has the letters of all languages of the programme: Latin, Cyrillic and Arabic.
It comes with the package pymupdf-fonts; drawing needs it as files. Only the process that draws loads any of it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uharfbuzz

FAMILY = "FiraGO"
_PACKED = {False: "figo", True: "figbo"}


#: Pictures are drawn in threads: only one of them unpacks.
_unpacking = Lock()


@cache
def _folder() -> TemporaryDirectory[str]:
    """Lives as long as the process, and goes with it."""
    return TemporaryDirectory(prefix="fonts-")


def file(bold: bool = False) -> Path:
    """A TrueType file of the regular or the bold letters. OSError when there is no room for temporary files."""
    with _unpacking:
        return _unpacked(bold)


@cache
def _unpacked(bold: bool) -> Path:
    import pymupdf_fonts

    path = Path(_folder().name, f"{FAMILY}-{'Bold' if bold else 'Regular'}.ttf")
    path.write_bytes(pymupdf_fonts.myfont(_PACKED[bold]))
    return path


@cache
def _shaper(bold: bool) -> uharfbuzz.Font:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(file(bold).read_bytes()))


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in the unit of `size`."""
    import uharfbuzz

    font = _shaper(bold)
    line = uharfbuzz.Buffer()
    line.add_str(text)
    line.guess_segment_properties()
    uharfbuzz.shape(font, line)
    advances: int = sum(glyph.x_advance for glyph in line.glyph_positions or ())
    em: int = font.face.upem
    return advances * size / em


def wrapped(text: str, size: float, room: float, bold: bool, most: int) -> list[str]:
    """The text in lines no wider than `room`, broken between words; a word that is too wide stands alone, cut off.

    Of a text with more lines than `most` the last that is left ends in an ellipsis.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(cut(word, size, room, bold))
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), size, room, bold)]


def cut(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text itself, or as much of its beginning as fits in `room`, with an ellipsis."""
    if width(text, size, bold) <= room:
        return text
    while text and width(f"{text}…", size, bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…"
