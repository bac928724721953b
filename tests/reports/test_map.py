"""Figuur 1: every practice in its place, and every label readable."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports import labels, provinces
from reports.alphabet import alphabetical
from reports.labels import Box, Point
from reports.map import Spot, laid_out, practices_map
from tests.once import PROGRAMME
from tests.reports.figures import LEGEND, SPOTS
from tests.reports.looks import looks_as_approved, opened


def test_the_map_looks_as_approved() -> None:
    assert looks_as_approved(opened(practices_map(SPOTS, LEGEND)), "map")


def test_the_same_practices_give_the_same_map() -> None:
    assert practices_map(SPOTS, LEGEND) == practices_map(SPOTS, LEGEND)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=11, max_size=11))
def test_no_label_of_the_eleven_covers_another_or_leaves_the_map(participants: list[int]) -> None:
    spots = [
        Spot(f"{practice.name} ({number})", practice.place.latitude, practice.place.longitude, number)
        for practice, number in zip(PROGRAMME.practices, participants, strict=True)
    ]
    _, boxes, room = laid_out(spots)
    assert all(one.covers(other) == 0 for one, other in combinations(boxes, 2))
    assert all(box.covers(room) > box.width * box.height - 0.01 for box in boxes)


def test_a_circle_has_the_area_of_its_participants() -> None:
    points, _, _ = laid_out([Spot("Ede", 52.05, 5.67, 40), Spot("Stein", 50.97, 5.77, 10)])
    assert points[0].radius == 2 * points[1].radius


def test_a_map_without_practices_or_participants_is_a_map() -> None:
    assert opened(practices_map([], LEGEND)).size == opened(practices_map([Spot("Ede", 52.05, 5.67, 0)], LEGEND)).size


def test_all_twelve_provinces_are_there_and_no_island_overseas() -> None:
    longitudes = [longitude for shape in provinces.shapes() for longitude, _ in shape]
    latitudes = [latitude for shape in provinces.shapes() for _, latitude in shape]
    assert len(provinces.shapes()) >= 12
    assert all(shape[0] == shape[-1] for shape in provinces.shapes())
    assert 3.2 < min(longitudes) < max(longitudes) < 7.3
    assert 50.7 < min(latitudes) < max(latitudes) < 53.6


def test_two_practices_in_one_place_keep_their_labels_apart() -> None:
    point = Point(100, 100, 5, 60, 15)
    one, other = labels.placed([point, point], Box(0, 0, 200, 200))
    assert one.covers(other) == 0


def test_practices_stand_in_the_order_of_a_dutch_index() -> None:
    names = sorted((practice.name for practice in PROGRAMME.practices), key=alphabetical)
    assert names[:5] == ["Brabantse Wal", "Ede", "'s-Hertogenbosch", "Horst aan de Maas", "Land van Cuijk"]
