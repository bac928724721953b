"""Filling in for somebody without Telegram: for whom, and whether they agree."""

from collections.abc import Collection, Sequence

from texts.catalogue import Translator
from texts.escaping import shortened
from texts.layout import column
from texts.message import ON_A_BUTTON, Button, Message, button
from texts.paging import on_page, turn_pages
from texts.taps.on_behalf import NicknameAsked, ProxiesPaged, ProxyChosen, ProxyConsentGiven, RepresentativeAgreed
from texts.taps.proxy_desk import ProxiesKept


def for_whom(t: Translator, known: Sequence[tuple[int, str]], done: Collection[int], page: int = 0) -> Message:
    """The nicknames (id, nickname) somebody knows, a page of them, those that are done in this round ticked."""
    buttons = [_known(t, key, nickname, key in done) for key, nickname in on_page(known, page)]
    others = [button(t("button.somebody_else"), NicknameAsked())]
    if known:
        others.append(button(t("button.proxies_kept"), ProxiesKept(0)))
    turning = turn_pages(t, known, page, ProxiesPaged)
    return Message(t("on_behalf.for_whom"), column(*buttons) + turning + column(*others))


def _known(t: Translator, proxy_id: int, nickname: str, done: bool) -> Button:
    label = shortened(nickname, ON_A_BUTTON - 2)
    return button(t("button.chosen", label=label) if done else label, ProxyChosen(proxy_id))


def consent(t: Translator, proxy_id: int, nickname: str) -> Message:
    """Does this somebody agree; and who else may say yes, in words?"""
    choices = (
        button(t("button.proxy_agrees"), ProxyConsentGiven(proxy_id, True)),
        button(t("button.representative_agrees"), RepresentativeAgreed(proxy_id)),
        button(t("button.proxy_agrees_not"), ProxyConsentGiven(proxy_id, False)),
    )
    return Message(t("on_behalf.consent", nickname=nickname), column(*choices))


def begun(t: Translator, nickname: str) -> Message:
    """How to go about it, once the somebody agrees."""
    return Message(t("on_behalf.begun", nickname=nickname))
