"""A practice that a manager adds: its slug, and where it may be."""

import re
from collections.abc import Collection
from itertools import count
from unicodedata import normalize

from programme.model import Place

#: As long as the column.
LONGEST_NAME, LONGEST_SLUG = 80, 40
_TWO_NUMBERS = re.compile(r"\s*(\d{1,2}(?:[.,]\d+)?)\s*[,;\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*")


def slug_of(name: str) -> str:
    """The name in small letters of the alphabet, digits and hyphens; "practice" when nothing of it is left."""
    letters = normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_SLUG].strip("-") or "practice"


def free_slug(name: str, taken: Collection[str]) -> str:
    """The name's slug, or the first with a number behind it that is free."""
    slug = slug_of(name)
    numbered = (f"{slug[: LONGEST_SLUG - 4].strip('-')}-{number}" for number in count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def place(latitude: float, longitude: float) -> Place | None:
    """The place on the map of the Netherlands; None when it is not on it."""
    try:
        return Place(latitude=round(latitude, 4), longitude=round(longitude, 4))
    except ValueError:
        return None


def read_place(typed: str) -> Place | None:
    """A place typed as "52.51, 6.09" (or "52,51 6,09"): latitude and longitude in degrees."""
    found = _TWO_NUMBERS.fullmatch(typed)
    return place(*(float(number.replace(",", ".")) for number in found.groups())) if found else None
