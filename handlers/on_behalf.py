"""`/namens`: filling in a caregiver's check-in for somebody without Telegram, known by a nickname."""

from typing import Protocol

from handlers import readiness
from handlers.check_in import continue_below
from handlers.refusals import NotYours
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from rules.access import Role, Viewer, may_fill_in_for_others
from rules.payloads.notes import Note
from rules.payloads.on_behalf import NicknameQuestion, OnBehalf, ProxyConsent
from rules.typed_text import is_same_name, one_line
from storage import check_ins, proxies, rounds
from storage.leaving import forget_proxy
from storage.proxies import ConsentBy, Proxy
from texts.taps.on_behalf import NicknameAsked, ProxiesPaged, ProxyChosen, ProxyConsentGiven, RepresentativeAgreed

LONGEST_NICKNAME = 40


@command("namens")
async def namens(turn: Turn) -> None:
    """For whom? Somebody of before, or a new nickname."""
    practice_id = turn.viewer.practice_id
    if practice_id is None or not may_fill_in_for_others(turn.viewer, practice_id):
        raise NotYours
    is_open = await _open_round(turn, practice_id) is not None
    if await proxies.of(turn.connection, turn.viewer.person_id, practice_id):
        await turn.say(OnBehalf(practice_id, keeps=not is_open))
        return
    await readiness.check_before_inviting(turn, Role.CAREGIVER, practice_id)
    if is_open:
        await _ask_nickname(turn, practice_id)
    else:
        await turn.say(NicknameQuestion(practice_id, has_round=False))


async def _open_round(turn: Turn, practice_id: int) -> int | None:
    """The round of this practice in which can be filled in now."""
    if turn.viewer.stopped or not turn.programme.form("caregiver"):
        return None
    found = await rounds.open_in(turn.connection, practice_id)
    return found.id if found else None


async def _ask_nickname(turn: Turn, practice_id: int) -> None:
    await turn.wait_for(f"nickname:{practice_id}")
    await turn.say(NicknameQuestion(practice_id))


def fills_in(viewer: Viewer, _tap: object) -> bool:
    """Whether the viewer fills in for others at all."""
    return may_fill_in_for_others(viewer, viewer.practice_id)


@tapped(ProxiesPaged, may=fills_in)
async def another_page(turn: Turn, tap: ProxiesPaged) -> None:
    """More of those somebody knows."""
    assert turn.viewer.practice_id is not None  # as the guard has it
    await turn.show(OnBehalf(turn.viewer.practice_id, page=tap.page))


@tapped(NicknameAsked, may=fills_in)
async def nickname_asked(turn: Turn, _tap: NicknameAsked) -> None:
    """*Iemand anders*."""
    assert turn.viewer.practice_id is not None  # as the guard has it
    await _ask_nickname(turn, turn.viewer.practice_id)


@typed("nickname")
async def nickname_typed(turn: Turn) -> None:
    """A nickname, known or new. Nothing else is kept of who it is."""
    nickname = one_line(turn.happened.text)
    if not nickname or len(nickname) > LONGEST_NICKNAME:
        await turn.say(Note("nickname_too_long" if nickname else "nickname_asked", limit=LONGEST_NICKNAME))
        return
    _, _, asked_in = (turn.viewer.awaiting or "").partition(":")
    await turn.wait_for(None)
    practice_id = int(asked_in) if asked_in else turn.viewer.practice_id
    if practice_id is None or not may_fill_in_for_others(turn.viewer, practice_id):
        raise NotYours
    known = await proxies.of(turn.connection, turn.viewer.person_id, practice_id)
    proxy = next((one for one in known if is_same_name(one.nickname, nickname)), None)
    if proxy and proxy.consent_at:
        await _fill_in(turn, proxy)
        return
    proxy_id = (
        proxy.id
        if proxy
        else await proxies.add(turn.connection, turn.viewer.person_id, practice_id, nickname, turn.now)
    )
    await turn.say(ProxyConsent(proxy_id))


class OfProxy(Protocol):
    @property
    def proxy_id(self) -> int: ...


async def own_proxy(turn: Turn, tap: OfProxy) -> Proxy:
    """The viewer's own proxy in the practice they belong to; anybody else's is nobody's."""
    proxy = await proxies.get(turn.connection, tap.proxy_id)
    viewer = turn.viewer
    if proxy is None or proxy.person_id != viewer.person_id:
        raise NotYours
    if not may_fill_in_for_others(viewer, proxy.practice_id):
        raise NotYours
    return proxy


@tapped(ProxyConsentGiven, loads=own_proxy)
async def proxy_consent_given(turn: Turn, tap: ProxyConsentGiven, proxy: Proxy) -> None:
    """The somebody agrees, or rather not: then nothing of them is kept."""
    if proxy.consent_at is not None:
        return
    if tap.yes:
        await _agreed(turn, proxy, "themself")
    else:
        await forget_proxy(turn.connection, proxy.id, turn.now, turn.tapped if turn.is_tap else None)
        turn.erased = True
        await turn.show(Note("on_behalf_not"))


@tapped(RepresentativeAgreed, loads=own_proxy)
async def representative_agreed(turn: Turn, _tap: RepresentativeAgreed, proxy: Proxy) -> None:
    """Somebody who by law decides for them said yes; who that is, is not kept."""
    if proxy.consent_at is None:
        await _agreed(turn, proxy, "representative")


async def _agreed(turn: Turn, proxy: Proxy, by: ConsentBy) -> None:
    await readiness.check_before_inviting(turn, Role.CAREGIVER, proxy.practice_id)
    await proxies.consent(turn.connection, proxy.id, by, turn.now)
    await turn.show(ProxyConsent(proxy.id))
    await _fill_in(turn, proxy)


@tapped(ProxyChosen, loads=own_proxy)
async def proxy_chosen(turn: Turn, _tap: ProxyChosen, proxy: Proxy) -> None:
    """Somebody from the list."""
    if proxy.consent_at:
        await _fill_in(turn, proxy)
    else:
        await turn.say(ProxyConsent(proxy.id))


async def _fill_in(turn: Turn, proxy: Proxy) -> None:
    """The proxy's check-in of the open round, where it was left."""
    round_id = await _open_round(turn, proxy.practice_id)
    if round_id is None:
        await turn.say(Note("on_behalf_no_round"))
        return
    check_in_id = await proxies.begin_check_in(turn.connection, proxy, round_id)
    check_in = await check_ins.get(turn.connection, check_in_id, turn.programme)
    assert check_in is not None
    await continue_below(turn, check_in)
