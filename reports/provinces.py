"""The provinces of the Netherlands as shapes, read from TopoJSON (data/README.md says whose they are).

TopoJSON keeps every border once, as an arc of whole-number steps; a shape lists its arcs, a negative one backwards
(TopoJSON 1.0, sections 2.1.2 to 2.1.4).
"""

import json
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

#: Longitude and latitude, in degrees.
Place = tuple[float, float]
_FILE = Path(__file__).with_name("data") / "nld.topo.json"
#: South of this lie the islands in the Caribbean.
_EUROPE = 50.0


@cache
def shapes() -> tuple[tuple[Place, ...], ...]:
    """The outline of every piece of land in Europe, each a closed ring of places."""
    topology = json.loads(_FILE.read_text(encoding="utf-8"))
    arcs = [tuple(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    rings = (tuple(_ring(ring, arcs)) for ring in _rings(topology["objects"]["nld"]["geometries"]))
    return tuple(ring for ring in rings if all(latitude > _EUROPE for _, latitude in ring))


def _arc(steps: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Place]:
    (across, up), (left, bottom) = transform["scale"], transform["translate"]
    for x, y in accumulate(steps, lambda place, step: [place[0] + step[0], place[1] + step[1]]):
        yield x * across + left, y * up + bottom


def _rings(geometries: list[dict[str, Any]]) -> Iterator[list[int]]:
    for geometry in geometries:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            yield from polygon


def _ring(numbers: list[int], arcs: list[tuple[Place, ...]]) -> Iterator[Place]:
    for number in numbers:
        yield from arcs[number] if number >= 0 else reversed(arcs[~number])
