"""`/privacy`: what somebody says yes to, each purpose by itself, and changed at any time."""

from typing import get_args

from handlers import renewal
from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.consent import CHOSEN_FREELY, Purpose, Words
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
    if not turn.viewer.memberships or tap.more > len(notice.SCREENS):
        raise NotYours
    await turn.show(NoticeAgain(tap.more))


@tapped(PurposeChosen, may=anybody)
async def purpose_chosen(turn: Turn, tap: PurposeChosen) -> None:
    """A yes counts for the words that were shown; a no always counts."""
    purpose = next((known for known in get_args(Purpose) if known == tap.purpose), None)
    if purpose is None or not turn.viewer.roles:
        raise NotYours
    words = notice.words_of_purpose(turn.t, purpose)
    if purpose in CHOSEN_FREELY:
        await _choose(turn, purpose, tap, words)
    elif tap.given or not await _takes_part(turn):
        raise NotYours  # taking part begins with a notice, never with this button
    else:
        await renewal.refused(turn, words)


async def _takes_part(turn: Turn) -> bool:
    """Whether there is a yes to take back: also of who stopped, and of who agreed to an older notice."""
    chosen = (await consents.newest(turn.connection, turn.viewer.person_id)).get("take_part")
    return chosen is not None and chosen.given


async def _choose(turn: Turn, purpose: Purpose, tap: PurposeChosen, words: Words) -> None:
    now = (await consents.newest(turn.connection, turn.viewer.person_id)).get(purpose)
    is_new = now is None or now.given != tap.given
    if is_new and (words.fingerprint.startswith(tap.shown) or not tap.given):
        await consents.choose(turn.connection, turn.viewer.person_id, purpose, tap.given, words, turn.now)
        turn.toast = "saved"
    await turn.show(Privacy())
