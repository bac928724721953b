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


def on_page(items: Sequence[Item], page: int) -> Sequence[Item]:
    """What is on this page, from 0; on the last one when there are fewer pages by now."""
    begin = min(page, last_page(items)) * PER_PAGE
    return items[begin : begin + PER_PAGE]


def last_page(items: Sequence[object]) -> int:
    """The number of the last page, from 0."""
    return max(0, len(items) - 1) // PER_PAGE


def turn_pages(t: Translator, items: Sequence[object], page: int, to: Callable[[int], Tap]) -> Rows:
    """*Vorige* and *Volgende*, where there is something."""
    page = min(page, last_page(items))
    before = [button(t("button.page_before"), to(page - 1))] if page else []
    after = [button(t("button.page_after"), to(page + 1))] if page < last_page(items) else []
    return beside([*before, *after])
