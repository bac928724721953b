"""The practices a manager chooses from: all of a programme on one page, as long as it has no more than a dozen."""

from collections.abc import Callable, Sequence

from texts.callback_data import Tap
from texts.catalogue import Translator
from texts.layout import Rows, column
from texts.message import button
from texts.paging import on_page, turn_pages
from texts.taps.practice_lists import PracticeListPaged

PER_PAGE = 12


def practice_list(
    t: Translator, options: Sequence[tuple[int, str]], page: int, purpose: str, leads_to: Callable[[int], Tap]
) -> Rows:
    """A button for each practice (id, name) on this page, from 0. purpose: of PracticeListTurned."""
    here = (button(name, leads_to(key)) for key, name in on_page(options, page, PER_PAGE))
    return column(*here) + turn_pages(t, options, page, lambda to: PracticeListPaged(purpose, to), PER_PAGE)
