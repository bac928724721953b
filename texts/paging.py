"""A long list, a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from texts.callback_data import Tap
from texts.catalogue import Translator
from texts.layout import Rows, beside
from texts.message import button

#: So many buttons under each other fit a phone without scrolling.
PER_PAGE = 8
Item = TypeVar("Item")


def on_page(items: Sequence[Item], page: int, per_page: int = PER_PAGE) -> Sequence[Item]:
    """What is on this page, from 0; on the last one when there are fewer pages by now."""
    begin = min(page, last_page(items, per_page)) * per_page
    return items[begin : begin + per_page]


def last_page(items: Sequence[object], per_page: int = PER_PAGE) -> int:
    """The number of the last page, from 0."""
    return max(0, len(items) - 1) // per_page


def turn_pages(
    t: Translator, items: Sequence[object], page: int, to: Callable[[int], Tap], per_page: int = PER_PAGE
) -> Rows:
    """*Vorige* and *Volgende*, where there is something."""
    last = last_page(items, per_page)
    page = min(page, last)
    before = [button(t("button.page_before"), to(page - 1))] if page else []
    after = [button(t("button.page_after"), to(page + 1))] if page < last else []
    return beside([*before, *after])
