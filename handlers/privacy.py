"""`/privacy`: what somebody says yes to, each purpose by itself, and changed at any time."""

from typing import get_args

from handlers import renewal
from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.consent import CHOSEN_FREELY, Purpose
from rules.payloads.privacy import NoticeAgain, Privacy
from storage import consents
from texts import notice
from texts.taps.privacy import NoticeRead, PurposeChosen


@command("privacy")
async def privacy(turn: Turn) -> None:
    """What was chosen so far."""
    await turn.say(Privacy())


@tapped(NoticeRead, may=anybody)
async def notice_read(turn: Turn, tap: NoticeRead) -> None:
    """A screen of what was agreed to."""
    if not turn.viewer.memberships or tap.more > notice.MOST_SCREENS:
        raise NotYours
    await turn.show(NoticeAgain(tap.more))


@tapped(PurposeChosen, may=anybody)
async def purpose_chosen(turn: Turn, tap: PurposeChosen) -> None:
    """A yes counts for the words that were shown; a no always counts."""
    purpose = next((known for known in get_args(Purpose) if known == tap.purpose), None)
    if purpose is None or (purpose in CHOSEN_FREELY and not turn.viewer.roles):
        raise NotYours
    if purpose in CHOSEN_FREELY:
        if await decide(turn, purpose, given=tap.given, shown=tap.shown):
            turn.toast = "saved"
        await turn.show(Privacy())
    elif tap.given or not await _takes_part(turn):
        raise NotYours  # taking part begins with a notice, never with this button
    else:
        await renewal.refused(turn, notice.words_of_purpose(turn.t, purpose, turn.programme.texts))


async def _takes_part(turn: Turn) -> bool:
    """Whether there is a yes to take back: also of who stopped or whose roles ended, and one to an older notice."""
    chosen = (await consents.newest(turn.connection, turn.viewer.person_id)).get("take_part")
    return chosen is not None and chosen.given


async def decide(turn: Turn, purpose: Purpose, *, given: bool, shown: str) -> bool:
    """Writes a yes or a no down, unless it is what counts already; whether it counts: not a yes to other words."""
    words = notice.words_of_purpose(turn.t, purpose, turn.programme.texts)
    if given and not words.fingerprint.startswith(shown):
        return False
    now = (await consents.newest(turn.connection, turn.viewer.person_id)).get(purpose)
    if now is None or now.is_outdated or now.given != given:
        await consents.choose(turn.connection, turn.viewer.person_id, purpose, given, words, turn.now)
    return True
