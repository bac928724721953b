"""A picture on its own background, drawn as SVG and turned into a PNG.

Lengths are units from the top left corner; a picture that reads from right to left is mirrored as it is drawn, so
who draws thinks from left to right only.
"""

import re
from collections.abc import Sequence
from html import escape

from reports import fonts
from reports.colours import INK, PAPER

Point = tuple[float, float]
#: Unicode's right-to-left isolate, closed again by its pop: what is between is ordered by Arabic's rules (UAX 9).
_ISOLATE, _POP = "\u2067", "\u2069"
#: What XML 1.0 does not allow: controls, and halves of characters.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Picture:
    """`width` units wide; `height` may be told when all is drawn. What is drawn later lies on top."""

    def __init__(self, width: float, height: float = 0, right_to_left: bool = False) -> None:
        self.width, self.height = width, height
        self._right_to_left = right_to_left
        self._shapes: list[str] = []

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str, rounded: float = 0) -> None:
        left = self._across(x + width) if self._right_to_left else x
        self._add(
            f'<rect x="{left:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" rx="{rounded}" fill="{fill}"/>'
        )

    def circle(self, x: float, y: float, radius: float, fill: str, opacity: float = 1, edge: str = "none") -> None:
        self._add(
            f'<circle cx="{self._across(x):.2f}" cy="{y:.2f}" r="{radius:.2f}" fill="{fill}" '
            f'fill-opacity="{opacity}" stroke="{edge}"/>'
        )

    def line(self, points: Sequence[Point], colour: str, thickness: float = 1) -> None:
        """A line from point to point."""
        self._add(
            f'<polyline points="{self._pairs(points)}" fill="none" stroke="{colour}" stroke-width="{thickness}" '
            'stroke-linejoin="round" stroke-linecap="round"/>'
        )

    def area(self, points: Sequence[Point], fill: str, edge: str) -> None:
        """A filled shape with these corners."""
        self._add(f'<polygon points="{self._pairs(points)}" fill="{fill}" stroke="{edge}" stroke-linejoin="round"/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        fill: str = INK,
        halo: str = "none",
    ) -> None:
        """One line of words with its foot at `y`; whatever the words are, they cannot change another line."""
        weight = "bold" if bold else "normal"
        side = "end" if self._right_to_left else "start"
        shown = f"{_ISOLATE}{_plain(words)}{_POP}" if self._right_to_left else _plain(words)
        self._add(
            f'<text x="{self._across(x):.2f}" y="{y:.2f}" font-size="{size:.2f}" font-weight="{weight}" '
            f'text-anchor="{side}" fill="{fill}" stroke="{halo}" stroke-width="3" paint-order="stroke">{shown}</text>'
        )

    def png(self, zoom: float) -> bytes:
        """The picture on paper as a PNG, `zoom` pixels to a unit."""
        import resvg_py  # only the process that draws has need of it

        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'font-family="{fonts.FAMILY}">{"".join(self._shapes)}</svg>'
        )
        files = [str(fonts.file(bold)) for bold in (False, True)]
        return resvg_py.svg_to_bytes(
            svg_string=svg, background=PAPER, zoom=zoom, skip_system_fonts=True, font_files=files
        )

    def _add(self, shape: str) -> None:
        self._shapes.append(shape)

    def _across(self, x: float) -> float:
        return self.width - x if self._right_to_left else x

    def _pairs(self, points: Sequence[Point]) -> str:
        return " ".join(f"{self._across(x):.2f},{y:.2f}" for x, y in points)


def _plain(words: str) -> str:
    return escape(_NOT_XML.sub("", words), quote=False)
