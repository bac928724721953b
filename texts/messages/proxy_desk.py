"""What can be done for somebody without Telegram: a page, a file, and that all of it goes."""

import re
from collections.abc import Sequence

from texts import notice
from texts.catalogue import Translator
from texts.escaping import Markup, plain, shortened
from texts.layout import column
from texts.message import ON_A_BUTTON, File, Message, button
from texts.messages.language import own_name
from texts.notice import Terms
from texts.paging import on_page, turn_pages
from texts.taps.proxy_desk import (
    ProxiesKept,
    ProxyErased,
    ProxyErasureAsked,
    ProxyFileAsked,
    ProxyPageAsked,
    ProxyPageChosen,
    ProxyShown,
)

_HEADING = re.compile(r"<b>.*</b>")


def of_whom(t: Translator, known: Sequence[tuple[int, str]], page: int, *, is_open: bool) -> Message:
    """The nicknames (id, nickname) somebody knows, a page of them. is_open: in a round that can be filled in."""
    buttons = (button(shortened(nickname, ON_A_BUTTON), ProxyShown(key)) for key, nickname in on_page(known, page))
    words = t("proxy.of_whom" if is_open else "proxy.of_whom_closed")
    return Message(words, column(*buttons) + turn_pages(t, known, page, ProxiesKept))


def card(t: Translator, proxy_id: int, nickname: str) -> Message:
    """What can be done for this one."""
    choices = (
        button(t("button.proxy_page"), ProxyPageAsked(proxy_id)),
        button(t("button.proxy_file"), ProxyFileAsked(proxy_id)),
        button(t("button.proxy_erase"), ProxyErasureAsked(proxy_id)),
        button(t("button.back"), ProxiesKept(0)),
    )
    return Message(t("proxy.card", nickname=nickname), column(*choices))


def page_language(t: Translator, proxy_id: int, languages: Sequence[str]) -> Message:
    """In which language they read, each under its own name."""
    choices = (button(own_name(key), ProxyPageChosen(proxy_id, key)) for key in languages)
    return Message(t("proxy.page_language"), column(*choices, button(t("button.back"), ProxyShown(proxy_id))))


def erasure(t: Translator, proxy_id: int, nickname: str) -> Message:
    """Whether one is sure."""
    yes = button(t("button.proxy_erased"), ProxyErased(proxy_id))
    return Message(t("proxy.erasure", nickname=nickname), column(yes, button(t("button.back"), ProxyShown(proxy_id))))


def with_page(t: Translator, nickname: str, page: File) -> Message:
    return Message(t("proxy.page", nickname=nickname), file=page)


def with_answers(t: Translator, nickname: str, page: File) -> Message:
    return Message(t("proxy.file", nickname=nickname), file=page)


def on_paper(t: Translator, practice: str, nickname: str) -> tuple[str, list[str], str]:
    """Title, introduction and what the code is for, of the page to hand over."""
    intro = (t("page.about", practice=practice), t("page.nickname", nickname=nickname), t("page.rights"))
    return plain(t("page.title")), [plain(part) for part in intro], plain(t("page.code"))


def notice_on_paper(t: Translator, terms: Terms) -> list[tuple[str, list[str]]]:
    """The whole notice: (heading, its paragraphs). What is in bold on a line of its own is a heading."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in "\n".join(notice.screens(t, terms)).splitlines():
        if _HEADING.fullmatch(line):
            parts.append((plain(Markup(line)), []))
        elif line:
            parts[-1][1].append(plain(Markup(line)))
    return [part for part in parts if part[0] or part[1]]
