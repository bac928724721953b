"""From when there are figures of caregivers, said kindly to who leads: more people are needed, and when."""

from msgspec import Struct

from texts.catalogue import Translator
from texts.escaping import Markup


class NextFigures(Struct, frozen=True):
    """After the closing of which round at the earliest, of how many rounds together, and from how many people on."""

    number: int
    length: int
    minimum_group: int


def next_figures(t: Translator, view: NextFigures) -> Markup:
    """Neither praises nor worries: how many answered so far is not in it."""
    key = "figures.of_one_round" if view.length == 1 else "figures.of_rounds"
    return t(key, k=view.minimum_group, n=view.length, number=view.number)
